"""Today's rules in one line each, in plain words, with a title."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.components.views import IconLine
from app.gui.i18n import Texts
from app.gui.theme.look import Look
from app.gui.widgets.figures import ElidedText, FactLine, Span

RULES_MAX = 4


class TodayRules(QWidget):
    """At most four lines; hidden while there are none."""

    def __init__(self, look: Look, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts = texts
        self.title = ElidedText(look, "caption", "secondary")
        self.lines = [FactLine(look, "points", size=15, line=27) for _ in range(RULES_MAX)]
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 0, 14, 0)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addSpacing(2)
        for line in self.lines:
            column.addWidget(line)
        texts.language_changed.connect(self._retranslate)
        self._retranslate()

    def show_lines(self, rules: tuple[IconLine, ...]) -> None:
        """Renders the first four rules."""
        self.setVisible(bool(rules))
        for at, line in enumerate(self.lines):
            line.setVisible(at < len(rules))
            if at < len(rules):
                line.set_content((Span(rules[at].text),), icon=rules[at].icon, icon_tone="points")

    def _retranslate(self) -> None:
        self.title.set_text(self.texts("Points today"))
