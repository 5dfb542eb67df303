"""Check-in and activities over the right column: rows to pick, each with what it gives."""

from __future__ import annotations

from app.gui.components.pick_list import PickList
from app.gui.i18n import Texts
from app.gui.presenters.activities import Activities, ActivitiesView
from app.gui.screens.sheet import Sheet
from app.gui.theme.look import Look
from app.gui.widgets.base import Label


class ActivitiesSheet(Sheet):
    """Knows the presenter of the activities."""

    def __init__(self, presenter: Activities, look: Look, texts: Texts) -> None:
        super().__init__(look, texts, "calendar")
        self.presenter = presenter
        self.about = Label("", "row", "secondary", wrap=True)
        self.rows = PickList(look)
        self.empty = Label("", "body", "secondary", wrap=True)
        self.body.addWidget(self.about)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.rows, 1)
        self.rows.picked.connect(presenter.pick)
        self.rows.moved.connect(presenter.move)

    def show_view(self, view: ActivitiesView) -> None:
        """Shows a state."""
        self.show_title(view.title)
        self.about.setText(view.about)
        self.empty.setText(view.empty)
        self.empty.setVisible(bool(view.empty))
        ids = [row.id for row in view.rows]
        self.rows.show_rows(view.rows, ids.index(view.selected) if view.selected in ids else -1)
