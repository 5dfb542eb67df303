"""How much of a member's points may be spent on what was shown (EDGE-15): a name or a phone alone for little, the card for more, the
changing code of the phone for all; above that a second person looks.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import Refusal
from app.domain.sales.basket import BY_CARD, BY_NAME, Basket, Proof
from app.domain.till.approval import Approval, Asked
from app.domain.till.rights import Act
from app.services.approve import approved, needs_approval
from app.services.desk import Desk, Session
from app.services.ports.store import Reader, Writer

BY_APPROVAL = "approval"


@dataclass(frozen=True, slots=True)
class ProofLimits:
    """Most points at once by what was shown."""

    name_points: int
    card_points: int

    def limit(self, proof: Proof) -> int | None:
        """Most points for a proof, None for no limit."""
        return {BY_NAME: self.name_points, BY_CARD: self.card_points}.get(proof)

    def enough(self, proof: Proof, points: int) -> bool:
        """Whether so many points may be spent on it."""
        limit = self.limit(proof)
        return limit is None or points <= limit


def proof_limits(desk: Desk, reader: Reader) -> ProofLimits:
    """As the shop has set them."""
    return ProofLimits(
        name_points=int(desk.setting(reader, "proof.name_points")), card_points=int(desk.setting(reader, "proof.card_points"))
    )


def proof_of(basket: Basket | None, member_id: str) -> Proof:
    """What was shown of a member: on the open basket, where the member stands on it."""
    return BY_NAME if basket is None or basket.member_id != member_id else basket.proof


def proof_asked(member_id: str, points: int) -> Asked:
    """What a second person says yes to."""
    return Asked(act=Act.REDEEM_UNPROVED, parameters={"member": member_id, "points": points})


def check_proof(
    desk: Desk, books: Writer, session: Session, member_id: str, proof: Proof, points: int, approval: Approval | None, event_id: str
) -> tuple[str, str | None]:
    """How it was proved, for the event, and who approved where nothing shown was enough.

    Refusals: proof_needed (points, limit), not_allowed and those of `approve.approved`.
    """
    limits = proof_limits(desk, books)
    if limits.enough(proof, points):
        return proof, None
    if approval is None and needs_approval(session, Act.REDEEM_UNPROVED):
        raise Refusal("proof_needed", points=points, limit=limits.limit(proof) or 0)
    return BY_APPROVAL, approved(desk, books, session, proof_asked(member_id, points), approval, event_id)
