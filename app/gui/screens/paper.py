"""A receipt document as the preview draws it."""

from __future__ import annotations

from app.documents.layout import lay_out
from app.documents.paper_picture import PaperPicture, paper_picture
from app.documents.render_text import to_text
from app.gui.components.views import PaperOf


def picture_of(paper: PaperOf) -> tuple[PaperPicture, str]:
    """The picture, and its text for screen readers."""
    laid = lay_out(paper.document, paper.paper)
    return paper_picture(laid), to_text(laid)
