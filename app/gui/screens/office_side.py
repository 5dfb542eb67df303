"""The column at the right of the programme editor: the trial, or the last days told again."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.gui.i18n import Texts
from app.gui.presenters.office_programme import Page
from app.gui.presenters.office_views import ProgrammeView
from app.gui.screens.office_replay import ReplayPanel
from app.gui.screens.office_trial import TrialPanel
from app.gui.theme.look import Look
from app.gui.widgets.base import Card
from app.gui.widgets.buttons import LinkButton
from app.gui.widgets.figures import ElidedText


class SideCard(Card):
    """Title, what arranges the trial for the chosen rule, and the trial; or the replay under its title."""

    def __init__(self, presenter: Page, look: Look, texts: Texts) -> None:
        super().__init__(padding=1, spacing=0)
        self.presenter, self.look, self.texts = presenter, look, texts
        self.title = ElidedText(look, "title")
        self.title.setMinimumHeight(44)
        self.arrange = LinkButton(look, "", "refresh")
        self.arrange.clicked.connect(presenter.try_rule)
        self.trial = TrialPanel(presenter.trial, look, texts)
        self.replay = ReplayPanel(presenter.replay, look)
        head = QHBoxLayout()
        head.setContentsMargins(20, 6, 8, 4)
        head.addWidget(self.title, 1)
        head.addWidget(self.arrange)
        self.body.addLayout(head)
        self.body.addWidget(self.trial, 1)
        self.body.addWidget(self.replay, 1)

    def show_view(self, view: ProgrammeView) -> None:
        """Shows what is open."""
        self.replay.setVisible(view.replay is not None)
        self.trial.setVisible(view.replay is None)
        if view.replay is not None:
            self.title.set_text(view.replay.title)
            self.arrange.hide()
            self.replay.show_view(view.replay)
            return
        if view.trial is None:
            return
        self.title.set_text(view.trial.title)
        self.arrange.set_label(self.texts("For this rule"))
        self.arrange.setVisible(bool(view.main.words))
        self.trial.show_view(view.trial, "" if view.trial_part is None else view.trial_part.path)

    def anchor(self, path: str, page: QWidget) -> QRect | None:
        """Where on the page a field lies."""
        return self.trial.anchor(path, page)
