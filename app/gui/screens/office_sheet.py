"""A sheet over the whole page with a veil behind it: drafts, ready rules, comparing, publishing, the rules on paper."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, QStandardPaths, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.documents.layout import lay_out
from app.documents.paper_picture import paper_picture
from app.documents.render_text import to_text
from app.gui.i18n import Texts
from app.gui.presenters.office_sheets import Sheets
from app.gui.presenters.office_views import ActView, GroupView, SheetView
from app.gui.screens.office_main import FindingList, Group
from app.gui.theme.look import Look
from app.gui.theme.theme import Role
from app.gui.theme.tokens import resource_path
from app.gui.widgets.base import Label
from app.gui.widgets.buttons import IconButton, KeyButton
from app.gui.widgets.editing import OptionKey
from app.gui.widgets.fields import TextField
from app.gui.widgets.figures import ElidedText
from app.gui.widgets.paper import PaperView
from app.support.files import write_file

_WIDE = {"publish": 820, "drafts": 640, "starters": 760, "paper": 620, "compare": 820, "name": 520}
_EDGE = 24


class OfficeSheet(QWidget):
    """Covers the page; knows the presenter of the sheets. `paper_of` is the paper of the receipt printer."""

    def __init__(self, presenter: Sheets, look: Look, texts: Texts, page: QWidget) -> None:
        super().__init__(page)
        self.presenter, self.look, self.texts = presenter, look, texts
        self._view: SheetView | None = None
        self.options: list[OptionKey] = []
        self.acts: list[KeyButton] = []
        self._act_views: tuple[ActView, ...] = ()
        self.card = QFrame(self)
        self.card.setProperty("role", "float")
        self.title = ElidedText(look, "heading")
        self.close_key = IconButton(look, "close", "")
        self.intro = Label("", "body", "secondary", wrap=True)
        self.query = TextField(input_method=True)
        self.name = TextField(input_method=True, length_max=40)
        self.field = Group(look)
        self.findings = FindingList(look)
        self.findings.acted.connect(presenter.act)
        self.changes = FindingList(look)
        self.paper = PaperView(look)
        self.problem = Label("", "body", "danger", wrap=True)
        self.close_key.clicked.connect(lambda: presenter.act("close"))
        self.query.textEdited.connect(presenter.set_query)
        self.name.textEdited.connect(presenter.set_name)
        self.field.pressed.connect(presenter.press)
        self._build()
        self.hide()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(24, 10, 8, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_key)
        top = QVBoxLayout()
        top.setContentsMargins(24, 0, 24, 0)
        top.setSpacing(10)
        for part in (self.intro, self.query, self.name):
            top.addWidget(part)
        ground = QWidget()
        self._column = QVBoxLayout(ground)
        self._column.setContentsMargins(20, 0, 20, 8)
        self._column.setSpacing(8)
        self._option_column = QVBoxLayout()
        self._option_column.setSpacing(0)
        self._column.addLayout(self._option_column)
        self._column.addWidget(self.field)
        self._column.addWidget(self.findings)
        self._column.addWidget(self.changes)
        self._column.addStretch(1)
        self.scrolled = QScrollArea()
        self.scrolled.setFrameShape(QFrame.Shape.NoFrame)
        self.scrolled.setWidgetResizable(True)
        self.scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scrolled.setWidget(ground)
        self._act_row = QHBoxLayout()
        self._act_row.setContentsMargins(24, 4, 24, 18)
        self._act_row.setSpacing(12)
        self._act_row.addStretch(1)
        below = QVBoxLayout()
        below.setContentsMargins(24, 0, 24, 0)
        below.addWidget(self.problem)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(top)
        column.addWidget(self.paper, 1)
        column.addWidget(self.scrolled, 1)
        column.addLayout(below)
        column.addLayout(self._act_row)

    def show_sheet(self, view: SheetView | None) -> None:
        """Shows a sheet, or none."""
        before, self._view = self._view, view
        if view is None:
            if before is not None:
                self.hide()
                self.window().setFocus()
            return
        fresh = before is None or before.kind != view.kind
        self.title.set_text(view.title)
        self.close_key.set_label(self.texts("Close (Esc)"))
        for label, text in (
            (self.intro, view.intro),
            (self.problem, view.problem),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self.query.setVisible(view.query is not None)
        if view.query is not None and self.query.text() != view.query:
            self.query.setText(view.query)
        self.query.set_prompt(view.query_hint)
        self.name.setVisible(view.name is not None)
        if view.name is not None and (fresh or not self.name.hasFocus()):
            self.name.setText(view.name)
        self._show_options(view)
        self.field.setVisible(bool(view.fields))
        if view.fields:
            self.field.set_columns(2)
            self.field.show_group(GroupView(title="", fields=view.fields), "")
        self.findings.show_findings(view.findings_title, view.findings)
        self.changes.show_findings(view.changes_title, view.changes)
        self._show_paper(view)
        self._show_acts(view.acts)
        self.show()
        self.raise_()
        self._place()
        if fresh:
            self._take_focus(view)

    def _show_options(self, view: SheetView) -> None:
        while len(self.options) < len(view.options):
            at = len(self.options)
            key = OptionKey(self.look)
            key.clicked.connect(lambda _checked=False, index=at: self._chosen(index))
            self.options.append(key)
            self._option_column.addWidget(key)
        for at, key in enumerate(self.options):
            key.setVisible(at < len(view.options))
            if at < len(view.options):
                row = view.options[at]
                icon = "plus" if view.kind == "starters" else ""
                key.set_content(row.label, row.detail, ticked=row.ticked, at=row.at, icon=icon)
                if row.at:
                    self.scrolled.ensureWidgetVisible(key, 0, 0)

    def _chosen(self, at: int) -> None:
        if self._view is not None and at < len(self._view.options):
            self.presenter.choose(self._view.options[at].id)

    def _show_paper(self, view: SheetView) -> None:
        self.paper.setVisible(view.paper is not None)
        self.scrolled.setVisible(view.paper is None)
        if view.paper is not None:
            laid = lay_out(view.paper, self.presenter.printer_paper())
            self.paper.show_picture(paper_picture(laid), to_text(laid))

    def _show_acts(self, acts: tuple[ActView, ...]) -> None:
        roles: dict[str, Role] = {"plain": "plain", "primary": "primary", "danger": "plain"}
        shape = [(act.id, act.tone) for act in acts]
        if shape != [(act.id, act.tone) for act in self._act_views]:
            for key in self.acts:
                self._act_row.removeWidget(key)
                key.hide()
                key.deleteLater()
            self.acts = []
            for act in acts:
                key = KeyButton(self.look, act.label, act.icon, act.key, roles[act.tone])
                key.set_measure(height=52)
                key.clicked.connect(lambda _checked=False, act_id=act.id: self._acted(act_id))
                self.acts.append(key)
                self._act_row.addWidget(key)
        self._act_views = acts
        for key, act in zip(self.acts, acts, strict=True):
            key.set_label(act.label)
            key.set_icon(act.icon)
            key.set_available(act.enabled, act.reason)

    def _acted(self, act_id: str) -> None:
        if act_id == "pdf":
            fonts = (resource_path("fonts", "NotoSansSC-Regular.ttf"), resource_path("fonts", "NotoSansSC-Bold.ttf"))
            self.presenter.pdf(*fonts, keep=_keep)
        else:
            self.presenter.act(act_id)

    def _take_focus(self, view: SheetView) -> None:
        field = self.name if view.name is not None else self.query if view.query is not None else None
        if field is None:
            self.window().setFocus()
        else:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            field.selectAll()

    def anchor(self, path: str, page: QWidget) -> QRect | None:
        """Where on the page the field of the first day lies."""
        widget = self.field.fields.get(path)
        return None if widget is None else QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())

    # place

    def cover(self, page: QWidget) -> None:
        """As large as the page, the card in the middle."""
        self.setGeometry(QRect(QPoint(0, 0), page.size()))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        view = self._view
        if view is None:
            return
        wide = min(self.look.theme.px(_WIDE[view.kind]), self.width() - 2 * _EDGE)
        self.card.setMinimumWidth(wide)
        self.card.setMaximumWidth(wide)
        high = self.height() - 2 * _EDGE
        if view.kind == "name":
            layout = self.card.layout()
            self.scrolled.hide()
            high = min(high, layout.sizeHint().height() if layout is not None else high)
        self.card.setGeometry((self.width() - wide) // 2, max(_EDGE, (self.height() - high) // 2), wide, high)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.theme.c.scrim)
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(640, 480)


def _keep(name: str, content: bytes) -> str:
    """Writes a file into the documents of whoever works here; where it lies."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return write_file(folder, name, content)
