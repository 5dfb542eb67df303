"""Why these points: the equation in boxes and the table per line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.gui.components.views import EquationPart, EquationView, ExplainedLine
from app.gui.i18n import Texts
from app.gui.models.rows import ROW_ROLE, Column, RowsModel
from app.gui.theme.look import Look
from app.gui.widgets.base import PaintedWidget
from app.gui.widgets.painting import FIGURE_LEAST, LABEL_LEAST, draw_tag, draw_text, fill_round, tag_size, text_width

Index = QModelIndex | QPersistentModelIndex


class EquationStrip(PaintedWidget):
    """Boxes joined by + and = ; they shrink evenly, and wrap their labels away where there is no room."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._view = EquationView(parts=(), result="")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_view(self, view: EquationView) -> None:
        """Renders the equation."""
        self._view = view
        parts = " + ".join(f"{part.figure} {part.label}" for part in view.parts)
        self.setAccessibleName(f"{parts} = {view.result} {view.rest}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self.theme.high(62, 46))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        view, theme = self._view, self.theme
        if not view.result:
            return
        boxes = [*view.parts, EquationPart(view.result, view.rest)]
        sign = theme.px(27)
        room = rect.width() - sign * (len(boxes) - 1)
        wanted = [self._wanted(box) for box in boxes]
        extra = room - sum(wanted)
        if extra >= 0:
            wanted[-1] += extra
        else:
            wanted = [width * room / sum(wanted) for width in wanted]
        x = rect.left()
        for at, (box, width) in enumerate(zip(boxes, wanted, strict=True)):
            is_result = at == len(boxes) - 1
            self._paint_box(painter, QRectF(x, rect.top(), width, rect.height()), box, is_result=is_result)
            x += width
            if not is_result:
                text = "=" if at == len(boxes) - 2 else "+"
                place = QRectF(x, rect.top(), sign, rect.height())
                draw_text(painter, place, text, theme.sized(20), theme.c.text_secondary, centre=True)
                x += sign

    def _wanted(self, box: EquationPart) -> float:
        theme = self.theme
        figure = text_width(box.figure, theme.sized(20, 700))
        return max(figure, text_width(box.label, theme.sized(14))) + 2 * theme.px(18)

    def _paint_box(self, painter: QPainter, rect: QRectF, box: EquationPart, *, is_result: bool) -> None:
        theme, c = self.theme, self.theme.c
        ground, outline = (c.points_bg, c.points_border) if is_result else (c.subtle, c.border)
        fill_round(painter, rect, theme.tokens.radius["control"], ground, outline)
        line, under = theme.px(26), theme.px(20)
        top = rect.center().y() - (line + under) / 2
        ink = c.points if is_result else c.text
        inner = rect.adjusted(4, 0, -4, 0)
        figure = QRectF(inner.left(), top, inner.width(), line)
        draw_text(painter, figure, box.figure, theme.sized(20, 700), ink, centre=True, least_percent=FIGURE_LEAST)
        label = QRectF(inner.left(), top + line, inner.width(), under)
        label_ink = ink if is_result else c.text_secondary
        draw_text(painter, label, box.label, theme.sized(14), label_ink, centre=True, least_percent=LABEL_LEAST)


class _Delegate(QStyledItemDelegate):
    def __init__(self, table: ExplainTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._table.look.theme
        c = theme.c
        line: ExplainedLine = index.data(ROW_ROLE)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, c.subtle if line.total else c.surface)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), c.border)
        box = rect.adjusted(10, 0, -10, 0)
        last = self._table.lines.columnCount() - 1
        ink = c.text_muted if line.muted else c.text
        is_figure = 0 < index.column() < last - 1
        bold = line.total or index.column() == last
        if index.column() == last - 1 and line.tag is not None:
            width, height = tag_size(theme, line.tag)
            place = QRectF(box.left(), box.center().y() - height / 2, min(width, box.width()), height)
            draw_tag(painter, place, theme, line.tag)
        else:
            text = str(index.data() or "")
            weight = 700 if bold else 400
            draw_text(painter, box, text, theme.sized(15, weight), ink, right=is_figure or index.column() == last)
        painter.restore()


class ExplainTable(QTableView):
    """One line per basket line with figures, tag and points. Render with `show_lines`."""

    def __init__(self, look: Look, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.texts = look, texts
        self._titles: tuple[str, ...] = ()
        self.lines: RowsModel[ExplainedLine] = RowsModel((), lambda line: line.name, self)
        self.setModel(self.lines)
        self.setItemDelegate(_Delegate(self))
        self.setShowGrid(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setMinimumSectionSize(30)
        look.changed.connect(self._fit)
        texts.language_changed.connect(self._retitle)

    def show_lines(self, titles: tuple[str, ...], lines: tuple[ExplainedLine, ...]) -> None:
        """`titles` name the figure columns; every line has as many figures."""
        self._titles = titles
        self._retitle()
        self.lines.set_rows(lines)
        self._fit()

    def _retitle(self) -> None:
        t = self.texts
        columns: list[Column[ExplainedLine]] = [Column(t("Item"), lambda line: line.name)]
        columns += [Column(title, _figure(at), right=True) for at, title in enumerate(self._titles)]
        columns.append(Column(t("Offers"), lambda line: line.tag.text if line.tag else ""))
        columns.append(Column(t("Points"), lambda line: line.points, right=True))
        self.lines.set_columns(columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme = self.look.theme
        self.verticalHeader().setDefaultSectionSize(theme.high(35, 22))
        count = self.lines.columnCount()
        if count < 3:
            return
        width = max(240, self.viewport().width())
        figure = theme.px(86)
        points, tag = theme.px(80), theme.px(150)
        name = width - figure * (count - 3) - points - tag
        if name < theme.px(120):
            squeeze = max(0.4, (width - theme.px(120)) / (width - name))
            figure, points, tag = (round(part * squeeze) for part in (figure, points, tag))
            name = width - figure * (count - 3) - points - tag
        for column, size in enumerate((name, *[figure] * (count - 3), tag, points)):
            self.setColumnWidth(column, size)


def _figure(at: int) -> Callable[[ExplainedLine], str]:
    return lambda line: line.figures[at] if at < len(line.figures) else ""
