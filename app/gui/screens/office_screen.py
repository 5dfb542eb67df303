"""The office around its pages: the list on the left (icons alone below 1200 px), a head with the title, the page below."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.gui.i18n import Texts
from app.gui.presenters.office import BACK_KEY, NavItem, Office, OfficeView
from app.gui.theme.look import Look
from app.gui.theme.theme import breakpoint_of
from app.gui.widgets.base import Label
from app.gui.widgets.buttons import IconButton, KeyButton
from app.gui.widgets.figures import ElidedText
from app.gui.widgets.nav import MarkedName, NavKey

_MARK = "积"
PADDING = 24
NARROW_PADDING = 12


class OfficeScreen(QWidget):
    """Knows the office's presenter. A page's screen may bring `head` (a widget for the right end of the head) and `scroll_area`."""

    def __init__(self, presenter: Office, look: Look, texts: Texts) -> None:
        super().__init__()
        self.presenter, self.look, self.texts = presenter, look, texts
        self._pages: dict[str, QWidget] = {}
        self._shown = ""
        self._items: tuple[NavItem, ...] = ()
        self.keys: list[NavKey] = []
        self.brand = MarkedName(look, _MARK)
        self.back = KeyButton(look, "", "back", BACK_KEY)
        self.back_narrow = IconButton(look, "back", "", "plain")
        self.person = Label("", "caption", "secondary", wrap=True)
        self.title = ElidedText(look, "heading")
        self.nothing = Label("", "body", "secondary", wrap=True)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.nothing)
        self.back.clicked.connect(presenter.back)
        self.back_narrow.clicked.connect(presenter.back)
        look.changed.connect(self._fit)
        self._build()

    def _build(self) -> None:
        self._nav = QFrame()
        self._nav.setProperty("role", "nav")
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        nav = QVBoxLayout(self._nav)
        nav.setContentsMargins(8, 0, 8, 12)
        nav.setSpacing(8)
        nav.addWidget(self.brand)
        nav.addLayout(self._column)
        nav.addStretch(1)
        nav.addWidget(self.back)
        nav.addWidget(self.back_narrow)
        nav.addWidget(self.person)
        self.head = QFrame()
        self.head.setProperty("role", "bar")
        self.head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._head_row = QHBoxLayout(self.head)
        self._head_row.setContentsMargins(PADDING, 8, PADDING, 8)
        self._head_row.setSpacing(12)
        self._head_row.addWidget(self.title, 1)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.head)
        right.addWidget(self.pages, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._nav)
        row.addLayout(right, 1)
        self._fit()

    @property
    def scroll_area(self) -> QScrollArea | None:
        """What the arrow keys move: the page's, if it has one."""
        found = getattr(self._pages.get(self._shown), "scroll_area", None)
        return found if isinstance(found, QScrollArea) else None

    @property
    def page(self) -> QWidget:
        """The screen of the open page."""
        return self._pages.get(self._shown, self.nothing)

    def take_focus(self) -> None:
        """The page says where the focus goes; else the window keeps it."""
        take_focus = getattr(self.page, "take_focus", None)
        if take_focus is None:
            self.window().setFocus()
        else:
            take_focus()

    def show_view(self, view: OfficeView) -> None:
        """Shows the surroundings and the page."""
        t = self.texts
        self.brand.set_content(t("Jifentai"), t("Office"))
        self.back.set_label(t("Back to the till"))
        self.back_narrow.set_label(t("Back to the till"))
        self.person.setText(view.person)
        self.title.set_text(view.title)
        self.nothing.setText(view.nothing)
        self._show_items(view.items)
        if view.page != self._shown or view.page not in self._pages:
            self._show_page(view.page)

    def _show_items(self, items: tuple[NavItem, ...]) -> None:
        self._items = items
        while len(self.keys) < len(items):
            key, at = NavKey(self.look), len(self.keys)
            key.set_narrow(narrow=self._narrow())
            key.clicked.connect(lambda _checked=False, index=at: self._chosen(index))
            self.keys.append(key)
            self._column.addWidget(key)
        for at, key in enumerate(self.keys):
            key.setVisible(at < len(items))
            if at < len(items):
                key.set_content(items[at].label, items[at].icon, items[at].key)
                key.set_selected(items[at].selected)

    def _chosen(self, at: int) -> None:
        if at < len(self._items):
            self.presenter.open(self._items[at].id)

    def _show_page(self, page_id: str) -> None:
        old_head = getattr(self._pages.get(self._shown), "head", None)
        if isinstance(old_head, QWidget):
            old_head.hide()
        self._shown = page_id
        page = self.presenter.page(page_id)
        if page is None:
            self.pages.setCurrentWidget(self.nothing)
            return
        if page_id not in self._pages:
            screen: QWidget = import_module(f"app.gui.screens.office_{page_id}").Screen(page, self.look, self.texts)
            self._pages[page_id] = screen
            self.pages.addWidget(screen)
            head = getattr(screen, "head", None)
            if isinstance(head, QWidget):
                self._head_row.addWidget(head)
            page.attach(screen)
            page.refresh()
        self.pages.setCurrentWidget(self._pages[page_id])
        head = getattr(self._pages[page_id], "head", None)
        if isinstance(head, QWidget):
            head.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _narrow(self) -> bool:
        return breakpoint_of(max(1, self.width()), self.look.theme.scale_percent) == "compact"

    def _fit(self) -> None:
        theme, narrow = self.look.theme, self._narrow()
        size = theme.tokens.size
        # Letters need the room they need; the icons alone do not grow past their column.
        self._nav.setFixedWidth(64 if narrow else theme.px(size["officeNav"]))
        self.head.setFixedHeight(theme.high(size["officeHeader"], 30))
        side = NARROW_PADDING if narrow else PADDING
        self._head_row.setContentsMargins(side, 8, side, 8)
        for key in self.keys:
            key.set_narrow(narrow=narrow)
        self.back.setVisible(not narrow)
        self.back_narrow.setVisible(narrow)
        self.person.setVisible(not narrow)
