"""Suspended baskets over the right column: rows to pick, and what can be done with the chosen one."""

from __future__ import annotations

from app.gui.components.pick_list import PickList
from app.gui.components.views import KeyAct
from app.gui.i18n import Texts
from app.gui.presenters.suspended import SuspendedBaskets, SuspendedView
from app.gui.screens.sheet import Sheet
from app.gui.theme.look import Look
from app.gui.widgets.base import Label
from app.gui.widgets.buttons import LinkButton

ACTS_MAX = 2


class SuspendedSheet(Sheet):
    """Knows the presenter of suspended baskets."""

    def __init__(self, presenter: SuspendedBaskets, look: Look, texts: Texts) -> None:
        super().__init__(look, texts, "hold")
        self.presenter = presenter
        self.hint = Label("", "row", "secondary", wrap=True)
        self.rows = PickList(look)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.rows, 1)
        self.rows.picked.connect(presenter.pick)
        self.rows.moved.connect(presenter.move)
        self._acts: tuple[KeyAct, ...] = ()
        self.act_keys = [LinkButton(look) for _ in range(ACTS_MAX)]
        for at, button in enumerate(self.act_keys):
            button.clicked.connect(lambda _checked=False, index=at: self.presenter.act(self._acts[index].id))
            self.footer.addWidget(button)
        self.footer.addStretch(1)

    def show_view(self, view: SuspendedView) -> None:
        """Shows a state."""
        self.show_title(view.title)
        self.hint.setText(view.hint)
        self.hint.setVisible(bool(view.hint))
        ids = [row.id for row in view.rows]
        self.rows.show_rows(view.rows, ids.index(view.selected) if view.selected in ids else -1)
        self._acts = view.acts
        for at, button in enumerate(self.act_keys):
            button.setVisible(at < len(view.acts))
            if at < len(view.acts):
                act = view.acts[at]
                button.set_label(act.label)
                button.set_icon(act.icon)
                button.set_key(act.key)
        self.show_footer(bool(view.acts))
