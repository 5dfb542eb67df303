"""The window in place of the counter when it cannot open: both languages, one key. For a cashier who has only clicked an icon."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.presenters.start_fault import StartFaultView
from app.gui.theme.look import Look
from app.gui.widgets.base import Label
from app.gui.widgets.buttons import KeyButton

WIDTH = 520


class StartFaultWindow(QWidget):
    """Shows the first view large and the second below it. Enter, Esc and the key close it."""

    def __init__(self, look: Look, views: tuple[StartFaultView, StartFaultView]) -> None:
        super().__init__(None, Qt.WindowType.Dialog)
        first, second = views
        self.setWindowTitle(first.title)
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 26, 28, 24)
        column.setSpacing(8)
        column.addWidget(Label(first.title, "title", wrap=True))
        column.addWidget(Label(first.way_on, "body", wrap=True))
        column.addSpacing(12)
        column.addWidget(Label(f"{second.title}\n{second.way_on}", "body", "secondary", wrap=True))
        if first.detail:
            column.addWidget(Label(first.detail, "caption", "secondary", wrap=True))
        column.addStretch(1)
        column.addSpacing(12)
        self.close_key = KeyButton(look, f"{first.close}  {second.close}", key="Enter", role="primary")
        self.close_key.clicked.connect(self.close)
        column.addWidget(self.close_key)
        self.setAccessibleName(first.title)
        self.setAccessibleDescription(f"{first.way_on} {first.detail}".strip())
        width = look.theme.px(WIDTH)
        self.setFixedSize(width, max(self.heightForWidth(width), self.sizeHint().height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.close()
        else:
            super().keyPressEvent(event)
