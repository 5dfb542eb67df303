"""A member's page as a sheet over the right column of Sell."""

from __future__ import annotations

from app.gui.i18n import Texts
from app.gui.presenters.member_page import MemberPagePresenter, MemberPageView
from app.gui.screens.member_detail import MemberDetailPart
from app.gui.screens.sheet import Sheet
from app.gui.theme.look import Look
from app.gui.widgets.base import Label
from app.gui.widgets.chips import TierChip


class MemberSheet(Sheet):
    """Knows the presenter of the member page."""

    def __init__(self, presenter: MemberPagePresenter, look: Look, texts: Texts) -> None:
        super().__init__(look, texts, "card")
        self.presenter = presenter
        self.tier = TierChip(look)
        self.identity = Label("", "body", "secondary")
        self.lead.addWidget(self.tier)
        self.extra.addWidget(self.identity)
        self.detail = MemberDetailPart(presenter, look, texts)
        self.scroll_area = self.detail.scroll_area
        self.body.addWidget(self.detail)

    def show_view(self, view: MemberPageView) -> None:
        """Shows a member."""
        self.show_title(view.name)
        self.tier.set_tier(view.tier.rank, view.tier.name)
        self.identity.setText(view.identity)
        self.detail.show_view(view)

    def keep_file(self, name: str, content: bytes) -> str:
        """Writes a file into the documents of whoever works here; where it lies."""
        return self.detail.keep_file(name, content)
