"""The rules of a programme on paper for customers: to look at, through the receipt printer, and as a file to send or hang up."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.documents.document import Document, Language
from app.documents.layout import lay_out
from app.documents.programme_rules import programme_rules
from app.documents.render_escpos import to_bytes
from app.documents.render_pdf import PdfFonts, to_pdf
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.phrases import Names
from app.domain.till.print_jobs import JobKind, PrintJob
from app.services.desk import Desk
from app.services.print_queue import Printing
from app.services.receipts import receipt_language
from app.services.shop_settings import place_names, shop_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesOf:
    """What is put on paper. `valid_from` None: a draft."""

    programme: CompiledProgramme
    names: Names
    valid_from: str | None
    note: str = ""


def rules_language(desk: Desk) -> Language:
    """The language of the shop's papers."""
    with desk.store.read() as reader:
        return receipt_language(desk, reader)


def rules_document(desk: Desk, rules: RulesOf, language: Language) -> Document:
    """The paper, in a language."""
    with desk.store.read() as reader:
        shop = place_names(shop_settings(desk, reader))[language == "en"]
    return programme_rules(rules.programme, language, shop=shop, names=rules.names, valid_from=rules.valid_from, note=rules.note)


def queue_rules(desk: Desk, printing: Printing, document: Document) -> None:
    """Queues the paper for the receipt printer."""
    profile = desk.profile()
    payload = to_bytes(lay_out(document, profile.paper), profile)
    printing.jobs.add(
        PrintJob(id=desk.ids.new_id(), kind=JobKind.SLIP, payload=payload, title=document.title, created_ms=desk.clock.now_ms())
    )
    printing.spooler.wake()


def rules_pdf(desk: Desk, document: Document, regular: Path, bold: Path) -> bytes:
    """The paper as a PDF in the given fonts."""
    return to_pdf(lay_out(document, desk.profile().paper), PdfFonts(regular, bold))
