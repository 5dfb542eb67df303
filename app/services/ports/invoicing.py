"""What the till asks of whoever issues tax invoices. None is connected: the receipt carries a code by which the customer asks."""

from __future__ import annotations

from typing import Protocol


class InvoiceRequests(Protocol):
    """Makes the code on the receipt. A tax service that answers with a code of its own takes this place."""

    def request_code(self, address: str, number: str, day: str, total_minor: int, signature: bytes) -> str:
        """The text of the code, at most 200 printable ASCII characters: of a sale by its number, day, amount and the till's signature."""
        ...
