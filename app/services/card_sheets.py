"""A member's card on paper and on plastic: what stands on it, and the PDF of it (MEM-03, MEM-04)."""

from __future__ import annotations

from pathlib import Path

from app.documents.card_sheet import CardFace, card_pdf
from app.documents.render_pdf import PdfFonts
from app.domain.members.card import Card
from app.domain.members.member import Member
from app.services.desk import Desk
from app.services.receipts import receipt_language


def card_face(desk: Desk, member: Member, card: Card) -> CardFace:
    """The face of a card: no whole name and no phone, for cards get lost."""
    with desk.store.read() as reader:
        own = "_en" if receipt_language(desk, reader) == "en" else ""
        return CardFace(shop=str(desk.setting(reader, f"shop.name{own}")), name=member.name_on_paper, number=card.number)


def card_sheet(desk: Desk, member: Member, card: Card, regular: Path, bold: Path) -> bytes:
    """The card as PDF in the given fonts: a page in the size of a card, and one A4. OSError where a font cannot be read."""
    return card_pdf(card_face(desk, member, card), PdfFonts(regular, bold))
