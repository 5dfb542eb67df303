"""Why these points: equation, table, rules used and not used."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.gui.components.explain import EquationStrip, ExplainTable
from app.gui.components.views import ExplainedRule
from app.gui.i18n import Texts
from app.gui.presenters.why import WhyView
from app.gui.screens.sheet import Sheet
from app.gui.theme.look import Look
from app.gui.widgets.base import Label, SectionRule
from app.gui.widgets.sheets import HeadIcon


class RuleColumns(QWidget):
    """Rules used on the left, not used with the reason on the right; sentences wrap, none is cut."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__()
        self.look, self.texts = look, texts
        self._titles = (Label("", "body"), Label("", "body"))
        self._lines: tuple[list[RuleLine], list[RuleLine]] = ([], [])
        self._columns = (QVBoxLayout(), QVBoxLayout())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(16)
        for at, column in enumerate(self._columns):
            if at:
                row.addWidget(SectionRule(look, vertical=True))
            column.setSpacing(6)
            self._titles[at].set_bold(True)
            column.addWidget(self._titles[at])
            column.addStretch(1)
            row.addLayout(column, 1)

    def show_rules(self, rules: tuple[ExplainedRule, ...]) -> None:
        """Renders every rule."""
        self._titles[0].setText(self.texts("Rules used"))
        self._titles[1].setText(self.texts("Not used, because"))
        for at, used in enumerate((True, False)):
            shown = [rule for rule in rules if rule.used is used]
            lines, column = self._lines[at], self._columns[at]
            while len(lines) < len(shown):
                lines.append(RuleLine(self.look))
                column.insertWidget(len(lines), lines[-1])
            for number, line in enumerate(lines):
                line.setVisible(number < len(shown))
                if number < len(shown):
                    line.show_rule(shown[number])


class RuleLine(QWidget):
    """An icon, the rule's name and its sentence."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.icon = HeadIcon(look, "ok", "success")
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setWordWrap(True)
        self.text.setProperty("type", "body")
        self.text.setProperty("tone", "secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)

    def show_rule(self, rule: ExplainedRule) -> None:
        """Renders the rule."""
        self.icon.set_icon("ok" if rule.used else "notApplied", "success" if rule.used else "muted")
        self.text.setText(f"<b>{escape(rule.name)}</b>&nbsp; {escape(rule.why)}")
        self.text.setAccessibleName(f"{rule.name}: {rule.why}")


class WhySheet(Sheet):
    """Renders an explanation."""

    def __init__(self, look: Look, texts: Texts) -> None:
        super().__init__(look, texts, "why")
        self.equation = EquationStrip(look)
        self.table = ExplainTable(look, texts)
        self.rules = RuleColumns(look, texts)
        self.rounding = Label("", "caption", "secondary")
        self.version = Label("", "caption", "secondary")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.table)
        column.addWidget(self.rules)
        column.addStretch(1)
        self.scroll_area = QScrollArea()
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setWidget(inside)
        self.body.addWidget(self.equation)
        self.body.addWidget(self.scroll_area, 1)
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
        self._fit(len(view.explain.lines))
        self.rules.show_rules(view.explain.rules)
        self.rounding.setText(view.notes[0])
        self.version.setText(view.notes[1])

    def _fit(self, lines: int) -> None:
        """The table is as high as its lines; table and rules scroll together."""
        header = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(header + lines * self.table.verticalHeader().defaultSectionSize() + 4)
