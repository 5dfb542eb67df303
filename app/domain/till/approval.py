"""An act that needs a second person: what is asked for, and the answer. The answer holds for exactly what was asked, once.

What is asked is an act of the rights table with its parameters; their hash binds the answer to it, so that what was shown to the second
person is what is done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.canonical import canonical_bytes, sha256_hex
from app.domain.till.rights import Act

Parameter = str | int | bool | None | tuple[object, ...] | Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An act with everything that decides what it does: whose points, how many, why. Integers and text only, no free text of persons."""

    act: Act
    parameters: Mapping[str, Parameter]

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of act and parameters as canonical JSON: what the second person said yes to."""
        return sha256_hex(canonical_bytes({"act": self.act.value, "parameters": dict(self.parameters)}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A second person's yes. `id` is made when it is given and can be used for one event; `actor_id` is who asked."""

    id: str
    digest: str
    actor_id: str
    approver_id: str
    given_ms: int
