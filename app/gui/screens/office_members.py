"""Members in the office: the search, an open member with the parts of the till's page, and points for a list from a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.gui.components.pick_list import PickList
from app.gui.components.plain_table import PlainTable
from app.gui.components.views import KeyAct
from app.gui.i18n import Texts
from app.gui.presenters.office_grants import GrantsPart, GrantsView
from app.gui.presenters.office_members import TABS, MembersView, Page
from app.gui.screens.form_part import FormPart
from app.gui.screens.member_in_office import OneMember
from app.gui.theme.look import Look
from app.gui.widgets.base import Label
from app.gui.widgets.buttons import KeyButton
from app.gui.widgets.editing import TabKey
from app.gui.widgets.fields import TextField
from app.services.import_rows import FILE_BYTES_MAX

_PAD = 16
_ACTS = 3
_SEARCH_WIDE = 720


class Grants(QWidget):
    """Points for a list: what was given, or what a file comes to, or the order for it."""

    def __init__(self, presenter: GrantsPart, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.look = presenter, look
        self._acts: tuple[KeyAct, ...] = ()
        self._in_form = False
        self.totals = Label("", "body", wrap=True)
        self.table = PlainTable(look)
        self.empty = Label("", "body", "secondary", wrap=True)
        self.notice = Label("", "body", "secondary", wrap=True)
        self.acts = [KeyButton(look, role="tile") for _ in range(_ACTS)]
        self.form = FormPart(look, texts)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self.notice, 1)
        for act in self.acts:
            acts.addWidget(act)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.totals)
        column.addWidget(self.empty)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        column.addLayout(acts)
        self.pages = QStackedWidget()
        self.pages.addWidget(page)
        self.pages.addWidget(self.form)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)
        self.table.chosen.connect(presenter.choose_row)
        for at, act in enumerate(self.acts):
            act.clicked.connect(lambda _checked=False, index=at: self._acted(index))
        self.form.changed.connect(presenter.form_set)
        self.form.entered.connect(presenter.form_enter)
        self.form.pressed.connect(presenter.form_press)
        self.form.confirmed.connect(presenter.form_submit)

    def _acted(self, at: int) -> None:
        if at < len(self._acts):
            self.presenter.act(self._acts[at].id)

    def show_grants(self, view: GrantsView) -> None:
        """Shows the tab."""
        self.totals.setText("\n".join(view.totals))
        self.totals.setVisible(bool(view.totals))
        self.table.show_lines(view.titles, view.figures_from, tuple((row.id, row.cells) for row in view.rows), view.selected)
        self.table.setVisible(bool(view.rows))
        self.empty.setText(view.empty)
        self.empty.setVisible(bool(view.empty) and not view.rows)
        self.notice.setText(view.notice)
        self.notice.set_tone("danger" if view.alarmed else "secondary")
        self._acts = view.acts[:_ACTS]
        for at, button in enumerate(self.acts):
            button.setVisible(at < len(self._acts))
            if at < len(self._acts):
                button.set_label(self._acts[at].label)
                button.set_icon(self._acts[at].icon)
                button.set_key(self._acts[at].key)
        if view.form is not None:
            self.form.show_form(view.form)
        if self._in_form != (view.form is not None):
            self._in_form = view.form is not None
            self.pages.setCurrentIndex(int(self._in_form))
            if self._in_form:
                self.form.take_focus()
            else:
                self.window().setFocus()


class Screen(QWidget):
    """Knows the presenter of the page."""

    def __init__(self, presenter: Page, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.look, self.texts = presenter, look, texts
        self.tabs = [TabKey(look) for _ in TABS]
        self.field = TextField(input_method=True)
        self.hint = Label("", "body", "secondary", wrap=True)
        self.rows = PickList(look)
        self.one = OneMember(presenter.member, presenter.back, look, texts)
        self.grants = Grants(presenter.grants, look, texts)
        self.pages = QStackedWidget()
        self._build()
        for tab, key in zip(TABS, self.tabs, strict=True):
            key.clicked.connect(lambda _checked=False, chosen=tab: presenter.choose_tab(chosen))
        self.field.textEdited.connect(presenter.search)
        self.field.scan_suspected.connect(lambda: self.hint.setText(texts("That looked like a scan: please scan again")))
        self.rows.picked.connect(presenter.pick)
        self.rows.moved.connect(presenter.move)
        presenter.member.attach(self.one)
        presenter.member.refresh()

    def _build(self) -> None:
        tabs = QHBoxLayout()
        tabs.setSpacing(2)
        for key in self.tabs:
            tabs.addWidget(key)
        tabs.addStretch(1)
        search = QWidget()
        search.setMaximumWidth(_SEARCH_WIDE)
        column = QVBoxLayout(search)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.hint)
        column.addWidget(self.rows, 1)
        for page in (search, self.one, self.grants):
            self.pages.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_PAD, 8, _PAD, 12)
        whole.setSpacing(8)
        whole.addLayout(tabs)
        whole.addWidget(self.pages, 1)

    def show_view(self, view: MembersView) -> None:
        """Shows the page."""
        for key, tab in zip(self.tabs, view.tabs, strict=True):
            key.set_content(tab.label, "")
            key.set_selected(tab.selected)
        self.one.back.set_label(view.back)
        self.one.back.set_key("Esc")
        self.field.set_prompt(view.prompt)
        if self.field.text() != view.text:
            self.field.setText(view.text)
        self.hint.setText(view.hint)
        self.hint.setVisible(bool(view.hint))
        ids = [row.id for row in view.rows]
        self.rows.show_rows(view.rows, ids.index(view.selected) if view.selected in ids else -1)
        if view.grants is not None:
            self.grants.show_grants(view.grants)
        self.pages.setCurrentIndex(2 if view.grants is not None else int(view.member))

    def take_focus(self) -> None:
        """Typing goes to the search; a member and the lists are worked by keys."""
        if self.pages.currentIndex() == 0:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.window().setFocus()

    def choose_file(self) -> None:
        """Lets the person choose a file; nothing waits for the answer."""
        dialog = QFileDialog(self, self.texts("Choose a file"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.texts("Tables (*.csv *.txt)"))
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog.fileSelected.connect(self.read_file)
        dialog.open()

    def read_file(self, path: str) -> None:
        """Gives a chosen file to the presenter; of one that is far too large no more than shows it."""
        try:
            with Path(path).open("rb") as file:
                content = file.read(FILE_BYTES_MAX + 1)
        except OSError:
            self.presenter.grants.unreadable()
            return
        self.presenter.grants.file_chosen(Path(path).name, content)
