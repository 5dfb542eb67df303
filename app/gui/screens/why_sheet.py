"""Why these points: equation, table, rules used and not used."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.gui.components.explain import EquationStrip, ExplainTable, RuleList
from app.gui.i18n import Texts
from app.gui.presenters.why import WhyView
from app.gui.screens.sheet import Sheet
from app.gui.theme.look import Look
from app.gui.widgets.base import Label


class WhySheet(Sheet):
    """Renders an explanation."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts, "why")
        self.equation = EquationStrip(look)
        self.table = ExplainTable(look, texts)
        self.rules = RuleList(look, texts)
        self.rounding = Label("", "caption", "secondary")
        self.version = Label("", "caption", "secondary")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.rules)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        self.body.addWidget(self.equation)
        self.body.addWidget(self.table, 3)
        self.body.addWidget(scroll, 2)
        notes = QHBoxLayout()
        notes.addWidget(self.rounding)
        notes.addStretch(1)
        notes.addWidget(self.version)
        self.footer.addLayout(notes, 1)
        self.show_footer()

    def show_view(self, view: WhyView) -> None:
        """Shows an explanation."""
        self.show_title(view.title)
        self.equation.show_view(view.explain.equation)
        self.table.show_lines(view.explain.columns, view.explain.lines)
        self.rules.show_rules(view.explain.rules)
        self.rounding.setText(view.notes[0])
        self.version.setText(view.notes[1])
