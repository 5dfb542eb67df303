"""Points and tiers through time: tabs, a table, what lies behind the chosen row, and the question before a chunk is taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.gui.components.plain_table import PlainTable
from app.gui.i18n import Texts
from app.gui.presenters.office_days import HORIZONS, LONGER, TABS, ActKey, Choice, DaysView, Page
from app.gui.theme.look import Look
from app.gui.widgets.base import Card, Label
from app.gui.widgets.buttons import KeyButton, PrimaryButton
from app.gui.widgets.editing import TabKey
from app.gui.widgets.flow import FlowLayout
from app.gui.widgets.forms import Segments
from app.support.files import write_file

_PAD = 16
_ACTS = 2


class Screen(QWidget):
    """Knows the presenter of the page."""

    def __init__(self, presenter: Page, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.look, self.texts = presenter, look, texts
        self._ids: tuple[str, ...] = ()
        self.tabs = [TabKey(look) for _ in TABS]
        self.horizon = Segments(look, len(HORIZONS))
        self.summary = Label("", "body", "secondary", wrap=True)
        self.table = PlainTable(look)
        self.empty = Label("", "body", "secondary", wrap=True)
        self.detail_title = Label("", "body")
        self.detail_title.set_bold(True)
        self.detail = Label("", "body", "secondary", wrap=True)
        self.scroll_area = QScrollArea()
        self.acts = [KeyButton(look, role="tile") for _ in range(_ACTS)]
        self.notice = Label("", "body", "secondary", wrap=True)
        self.question = Card(padding=_PAD, spacing=12)
        self.asking = Label("", "title", wrap=True)
        self.asking_note = Label("", "body", "secondary", wrap=True)
        self.longer = Segments(look, len(LONGER))
        self.yes = PrimaryButton(look, "", "history")
        self.no = KeyButton(look, "", "close", "Esc", "tile")
        self._build()
        self._connect()

    def _build(self) -> None:
        tabs = QWidget()
        flow = FlowLayout(tabs, spacing=2)
        for key in self.tabs:
            flow.addWidget(key)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(tabs, 1)
        top.addWidget(self.horizon, 1)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setWidget(self.detail)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.behind = Card(padding=_PAD, spacing=6)
        self.behind.body.addWidget(self.detail_title)
        self.behind.body.addWidget(self.scroll_area, 1)
        answers = QHBoxLayout()
        answers.addStretch(1)
        answers.addWidget(self.no)
        answers.addWidget(self.yes)
        for widget in (self.asking, self.asking_note, self.longer):
            self.question.body.addWidget(widget)
        self.question.body.addLayout(answers)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self.notice, 1)
        for act in self.acts:
            acts.addWidget(act)
        page = QVBoxLayout(self)
        page.setContentsMargins(_PAD, 8, _PAD, 12)
        page.setSpacing(8)
        page.addLayout(top)
        page.addWidget(self.summary)
        page.addWidget(self.empty)
        page.addWidget(self.table, 3)
        page.addWidget(self.behind, 2)
        page.addWidget(self.question)
        page.addLayout(acts)
        page.addStretch(0)

    def _connect(self) -> None:
        presenter = self.presenter
        for tab, key in zip(TABS, self.tabs, strict=True):
            key.clicked.connect(lambda _checked=False, chosen=tab: presenter.choose_tab(chosen))
        self.horizon.chosen.connect(lambda at: presenter.choose_horizon(str(HORIZONS[at])))
        self.longer.chosen.connect(lambda at: presenter.choose_longer(str(LONGER[at])))
        self.table.chosen.connect(presenter.choose_row)
        for at, act in enumerate(self.acts):
            act.clicked.connect(lambda _checked=False, index=at: self._act(index))
        self.yes.clicked.connect(lambda: presenter.answer(yes=True))
        self.no.clicked.connect(lambda: presenter.answer(yes=False))

    def _act(self, at: int) -> None:
        if at < len(self._ids):
            self.presenter.act(self._ids[at])

    def show_view(self, view: DaysView) -> None:
        """Shows the page."""
        for key, tab in zip(self.tabs, view.tabs, strict=True):
            key.set_content(tab.label, "")
            key.set_selected(tab.selected)
        _show_choices(self.horizon, view.choices, view.choices_name)
        self.summary.setText(view.summary)
        self.summary.setVisible(bool(view.summary))
        self.table.show_lines(view.titles, view.figures_from, tuple((row.id, row.cells) for row in view.rows), view.selected)
        asking = bool(view.asking)
        self.table.setVisible(bool(view.rows) and not asking)
        self.empty.setText(view.empty)
        self.empty.setVisible(not view.rows and bool(view.empty))
        self.detail_title.setText(view.detail_title)
        self.detail.setText("\n".join(view.detail))
        self.behind.setVisible(bool(view.detail_title) and bool(view.rows))
        self._show_acts(view.acts, asking=asking)
        self.notice.setText(view.notice)
        self.question.setVisible(asking)
        self.asking.setText(view.asking)
        self.asking_note.setText(view.asking_note)
        _show_choices(self.longer, view.longer, view.asking)
        self.yes.set_label(view.yes)
        self.no.set_label(view.no)

    def _show_acts(self, acts: tuple[ActKey, ...], *, asking: bool) -> None:
        self._ids = tuple(act.id for act in acts)
        for at, button in enumerate(self.acts):
            shown = at < len(acts) and not asking
            button.setVisible(shown)
            if shown:
                act = acts[at]
                button.set_label(act.label)
                button.set_icon(act.icon)
                button.set_key(act.key)
                button.set_available(act.enabled, act.reason)

    def keep_file(self, name: str, content: bytes) -> str:
        """Writes a file into the documents of whoever works here; where it lies."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return write_file(folder, name, content)


def _show_choices(segments: Segments, choices: Sequence[Choice], name: str) -> None:
    segments.setVisible(bool(choices))
    if choices:
        selected = next((at for at, choice in enumerate(choices) if choice.selected), -1)
        segments.show_choices([choice.label for choice in choices], selected, name)
