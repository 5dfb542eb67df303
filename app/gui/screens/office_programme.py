"""The programme editor: pages as tabs; the list, the chosen thing and the trial or the replay side by side as far as there is room."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.gui.i18n import Texts
from app.gui.presenters.office_programme import Page
from app.gui.presenters.office_views import ProgrammeView, TabView
from app.gui.screens.office_list import ListCard
from app.gui.screens.office_main import Footer, MainCard
from app.gui.screens.office_part import Beside, PartCard
from app.gui.screens.office_sheet import OfficeSheet
from app.gui.screens.office_side import SideCard
from app.gui.theme.look import Look
from app.gui.theme.theme import Breakpoint, breakpoint_of
from app.gui.widgets.banner import UndoStrip
from app.gui.widgets.buttons import KeyButton
from app.gui.widgets.chips import Chip
from app.gui.widgets.editing import TabKey
from app.gui.widgets.flow import FlowLayout

_LIST = {"compact": 300, "regular": 320, "wide": 340}
_SIDE = {"compact": 400, "regular": 430, "wide": 500}
_PAD = {"compact": 12, "regular": 16, "wide": 24}


class Screen(QWidget):
    """Knows the presenter of the page."""

    def __init__(self, presenter: Page, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.look, self.texts = presenter, look, texts
        self._view: ProgrammeView | None = None
        self._tab_views: tuple[TabView, ...] = ()
        self.head = QWidget()
        self.draft = KeyButton(look, "", "edit", "", "tile")
        self.print_rules = KeyButton(look, "", "printer", "", "plain")
        head = QHBoxLayout(self.head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        head.addWidget(self.draft)
        head.addWidget(self.print_rules)
        self.chip = Chip(look)
        self.tabs: list[TabKey] = []
        self._tab_area = QWidget()
        self._tab_flow = FlowLayout(self._tab_area, spacing=2)
        self.list = ListCard(look)
        self.main = MainCard(look)
        self.footer = Footer(look)
        self.main.body.addWidget(self.footer)
        self.undo = UndoStrip(look)
        self.beside = Beside(presenter.close_parts, self)
        self.part = PartCard(presenter.parts, look, texts, self)
        self.trial_part = PartCard(presenter.trial.parts, look, texts, self)
        self.side = SideCard(presenter, look, texts)
        self.sheet = OfficeSheet(presenter.sheets, look, texts, self)
        self.sheet_part = PartCard(presenter.sheets.parts, look, texts, self)
        self.sides: list[KeyButton] = []
        self._build()
        self._connect()
        look.changed.connect(self._fit)

    def _build(self) -> None:
        self._columns = QHBoxLayout()
        self._columns.addWidget(self.list)
        self._columns.addWidget(self.main, 1)
        self._columns.addWidget(self.side)
        self._page = QVBoxLayout(self)
        self._page.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._tab_area, 1)
        self._side_row = QHBoxLayout()
        self._side_row.setSpacing(8)
        top.addLayout(self._side_row)
        self._page.addLayout(top)
        self._page.addLayout(self._columns, 1)
        self._page.addWidget(self.undo)

    def _connect(self) -> None:
        presenter = self.presenter
        self.list.rows.chosen.connect(presenter.choose)
        self.list.rows.dropped.connect(presenter.drop)
        self.list.add.clicked.connect(presenter.add)
        self.main.pressed.connect(presenter.press)
        self.main.acted.connect(presenter.act)
        self.main.add_condition.clicked.connect(presenter.add_condition)
        self.main.add_limit.clicked.connect(presenter.add_limit)
        self.draft.clicked.connect(lambda: presenter.act("drafts"))
        self.print_rules.clicked.connect(lambda: presenter.act("paper"))
        self.footer.save.clicked.connect(lambda: presenter.act("save"))
        self.footer.publish.clicked.connect(lambda: presenter.act("publish"))
        self.undo.undone.connect(presenter.undo)
        self.undo.expired.connect(presenter.undo_expired)

    def show_view(self, view: ProgrammeView) -> None:
        """Shows the page."""
        before, self._view = self._view, view
        self.draft.set_label(view.draft)
        self.print_rules.set_label(view.print_label)
        self._show_tabs(view.tabs)
        if view.list is not None:
            self.list.show_view(view.list)
        self._show_sides(view)
        editable = view.save.enabled
        open_at = "" if view.part is None else view.part.path
        self.main.show_view(view.main, editable=editable, open_at=open_at, condition=view.condition, limit=view.limit)
        self.footer.note.setText(view.footer)
        self.footer.note.set_tone(view.footer_tone)
        self.footer.show_key(self.footer.save, view.save)
        self.footer.show_key(self.footer.publish, view.publish)
        if view.undo and (before is None or view.undo != before.undo):
            self.undo.offer(view.undo, self.texts("Undo"))
        elif not view.undo:
            self.undo.withdraw()
        self._show_part(view)

    def _show_tabs(self, tabs: tuple[TabView, ...]) -> None:
        self._tab_views = tabs
        while len(self.tabs) < len(tabs):
            at = len(self.tabs)
            key = TabKey(self.look)
            key.clicked.connect(lambda _checked=False, index=at: self.presenter.open_tab(self._tab_views[index].id))
            self.tabs.append(key)
            self._tab_flow.addWidget(key)
        for key, tab in zip(self.tabs, tabs, strict=True):
            key.set_content(tab.label, self.texts("To be mended") if tab.mark else "")
            key.set_selected(tab.selected)
        self._tab_area.updateGeometry()

    def _show_sides(self, view: ProgrammeView) -> None:
        """With room for three columns all stand beside one another; else the list or the side."""
        wide = self.layout_of() == "wide"
        self.list.setVisible(view.list is not None and (wide or view.side == "list"))
        self.side.setVisible(view.trial is not None and (wide or view.side != "list"))
        while len(self.sides) < len(view.sides):
            at = len(self.sides)
            key = KeyButton(self.look, role="tile")
            key.clicked.connect(lambda _checked=False, index=at: self._side_pressed(index))
            self.sides.append(key)
            self._side_row.addWidget(key)
        for key, act in zip(self.sides, view.sides, strict=True):
            key.set_label(act.label)
            key.set_icon(act.icon)
            key.set_key(act.key)
            key.set_selected(act.id == ("trial" if wide and view.side == "list" else view.side))
        self.side.show_view(view)

    def _side_pressed(self, at: int) -> None:
        if self._view is not None:
            self.presenter.show_side(self._view.sides[at].id)

    def _show_part(self, view: ProgrammeView) -> None:
        shown = False
        self.sheet.cover(self)
        self.sheet.show_sheet(view.sheet)
        for card, part in ((self.part, view.part), (self.trial_part, view.trial_part), (self.sheet_part, view.sheet_part)):
            if part is None:
                if card.isVisible():
                    card.put_away()
                    self._focus_back()
                continue
            shown = True
            self.beside.cover(self)
            self.beside.show()
            self.beside.raise_()
            card.show_part(part)
        if not shown:
            self.beside.hide()
        self._put_part()

    def _put_part(self) -> None:
        view = self._view
        if view is None:
            return
        for card, part, holder in (
            (self.part, view.part, self.main),
            (self.trial_part, view.trial_part, self.side),
            (self.sheet_part, view.sheet_part, self.sheet),
        ):
            if part is not None:
                anchor = holder.anchor(part.path, self)
                card.put(anchor if anchor is not None else holder.geometry(), self.rect())

    def _focus_back(self) -> None:
        self.window().setFocus()

    def take_focus(self) -> None:
        """Keys are the page's until a control has the focus."""
        self.window().setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def layout_of(self) -> Breakpoint:
        """The page's layout follows the window's width."""
        return breakpoint_of(max(1, self.window().width()), self.look.theme.scale_percent)

    def _fit(self) -> None:
        layout = self.layout_of()
        pad = _PAD[layout]
        self._page.setContentsMargins(pad, 8, pad, 16 if layout != "compact" else 8)
        self._columns.setSpacing(16 if layout != "compact" else 12)
        self.list.setFixedWidth(min(self.look.theme.px(_LIST[layout]), self.width() * 34 // 100))
        self.side.setFixedWidth(min(self.look.theme.px(_SIDE[layout]), self.width() * 45 // 100))
        if self._view is not None:
            self._show_sides(self._view)
        self.main.fit()
        self.beside.cover(self)
        self.sheet.cover(self)
        self._put_part()
