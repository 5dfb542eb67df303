"""A member's page in the office: a head with the way back to the search, and the parts of the till's page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.gui.i18n import Texts
from app.gui.presenters.member_page import MemberPagePresenter, MemberPageView
from app.gui.screens.member_detail import MemberDetailPart
from app.gui.theme.look import Look
from app.gui.widgets.base import Label
from app.gui.widgets.buttons import LinkButton
from app.gui.widgets.chips import TierChip


class OneMember(QWidget):
    """The open member: head and parts."""

    def __init__(self, presenter: MemberPagePresenter, back: Callable[[], None], look: Look, texts: Texts) -> None:
        super().__init__()
        self.back = LinkButton(look, "", "back")
        self.back.clicked.connect(back)
        self.name = Label("", "heading")
        self.tier = TierChip(look)
        self.identity = Label("", "body", "secondary")
        self.detail = MemberDetailPart(presenter, look, texts)
        head = QHBoxLayout()
        head.setSpacing(12)
        for widget in (self.name, self.tier, self.identity):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.detail, 1)

    def show_view(self, view: MemberPageView) -> None:
        """Shows the member."""
        self.name.setText(view.name)
        self.tier.set_tier(view.tier.rank, view.tier.name)
        self.identity.setText(view.identity)
        self.detail.show_view(view)

    def keep_file(self, name: str, content: bytes) -> str:
        """Writes a file into the documents of whoever works here; where it lies."""
        return self.detail.keep_file(name, content)
