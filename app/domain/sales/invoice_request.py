"""The code by which a customer asks for the tax invoice (发票) of a sale, when no tax service is connected.

It names the sale, its day, what was paid, and a mark that only the till could make, so that whoever issues the invoice can check it with
the till's journal. With an address in front it opens a page; without one it is read by a scanner at the counter.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode

_PURPOSE = b"jifentai invoice 1\0"


class PaperRequests:
    """Implements services.ports.invoicing.InvoiceRequests: the customer's own phone asks, nothing is sent from here."""

    def request_code(self, address: str, number: str, day: str, total_minor: int, signature: bytes) -> str:
        """`ADDRESS?n=R…&d=20260620&a=4960&k=…`, or `F1.R….20260620.4960.…` without an address."""
        told = f"{number}.{day.replace('-', '')}.{total_minor}"
        mark = b32encode(hashlib.sha256(_PURPOSE + told.encode() + signature).digest()[:10]).decode()
        if not address:
            return f"F1.{told}.{mark}"
        joint = "&" if "?" in address else "?"
        return f"{address}{joint}n={number}&d={day.replace('-', '')}&a={total_minor}&k={mark}"
