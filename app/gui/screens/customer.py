"""The customer's screen: a window that takes no key and no focus. Painted as drawn for 1366 × 768 and scaled to whatever it is given."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.gui.appearance import CappedLook
from app.gui.overrides import whole_errors
from app.gui.presenters.customer import Customer, CustomerFact, CustomerLine, CustomerView, PointsRow
from app.gui.theme.look import Look
from app.gui.theme.theme import Theme
from app.gui.widgets.painting import draw_icon, draw_runs, draw_text, fill_round, money_runs, text_width

WIDE, HIGH = 1366, 768
HEAD = 72
_LEFT, _TOP, _GAP = 24, 92, 18
_SIDE = 500
_ROW = 66


class CustomerWindow(QWidget):
    """Knows the presenter of the screen. `alone`: it has a display to itself."""

    def __init__(self, presenter: Customer, look: Look, *, alone: bool) -> None:
        flags = Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus
        whole = Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(None, flags | whole if alone else flags)
        self.presenter = presenter
        self.alone = alone
        self.look = CappedLook(look, 100)
        self.view = CustomerView(state="idle", shop="")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.look.changed.connect(self.update)
        self.resize(WIDE, HIGH)

    def show_view(self, view: CustomerView) -> None:
        """Shows it."""
        self.view = view
        self.setWindowTitle(view.shop)
        self.setAccessibleName("\n".join(texts_of(view)))
        self.update()

    def keys(self) -> tuple[tuple[QRectF, bool], ...]:
        """Where the two keys below the terms are, as drawn, and whether each agrees."""
        return _keys(QRectF(0, 0, self.width() / self.scale(), self.height() / self.scale()))

    def scale(self) -> float:
        """How much larger than drawn."""
        return min(self.width() / WIDE, self.height() / HIGH)

    @whole_errors
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = QPointF(event.position().x() / self.scale(), event.position().y() / self.scale())
        for rect, agreed in self.keys() if self.view.agree else ():
            if rect.contains(place):
                self.presenter.answer(agreed=agreed)

    @whole_errors
    def paintEvent(self, event: QPaintEvent) -> None:
        scale = self.scale()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        _Picture(painter, self.look.theme, QRectF(0, 0, self.width() / scale, self.height() / scale)).draw(self.view)
        painter.end()


def texts_of(view: Any) -> list[str]:
    """Every text of a view, for readers and for whoever checks what is shown."""
    if isinstance(view, str):
        return [view] if view else []
    if isinstance(view, tuple):
        return [text for part in view for text in texts_of(part)]
    if hasattr(view, "__dataclass_fields__"):
        return [text for field in fields(view) for text in texts_of(getattr(view, field.name))]
    return []


def _keys(ground: QRectF) -> tuple[tuple[QRectF, bool], ...]:
    top = ground.height() - 24 - 24 - 88
    middle = ground.width() / 2
    return (QRectF(middle - 20 - 320, top, 320, 88), False), (QRectF(middle + 20, top, 320, 88), True)


class _Picture:
    """One painting of the screen."""

    def __init__(self, painter: QPainter, theme: Theme, ground: QRectF) -> None:
        self.p, self.theme, self.c, self.ground = painter, theme, theme.c, ground

    def draw(self, view: CustomerView) -> None:
        self.p.fillRect(self.ground, self.c.canvas)
        self._head(view)
        if view.state in ("cart", "pay", "why"):
            self._basket(view)
        elif view.state == "paid":
            self._paid(view)
        else:
            self._words(view)

    def _text(
        self, rect: QRectF, text: str, size: int, ink: QColor, weight: int = 400, *, right: bool = False, centre: bool = False
    ) -> QRectF:
        return draw_text(self.p, rect, text, self.theme.sized(size, weight), ink, right=right, centre=centre, least_percent=70)

    def _card(self, rect: QRectF) -> None:
        fill_round(self.p, rect, self.theme.tokens.radius["card"], self.c.surface, self.c.border)

    def _head(self, view: CustomerView) -> None:
        bar = QRectF(0, 0, self.ground.width(), HEAD)
        self.p.fillRect(bar, self.c.topbar)
        box = QRectF(32, 18, 36, 36)
        fill_round(self.p, box, 9, self.c.points_fill)
        self._text(box, "积", 21, self.c.topbar, 700, centre=True)
        self._text(QRectF(81, 0, bar.width() * 0.45, HEAD), view.shop, 25, self.c.on_topbar, 700)
        self._text(QRectF(bar.width() * 0.5, 0, bar.width() * 0.5 - 32, HEAD), view.rule, 20, self.c.on_topbar_muted, right=True)

    # the basket beside the member

    def _basket(self, view: CustomerView) -> None:
        high = self.ground.height() - _TOP - 20
        side = min(_SIDE, self.ground.width() * 0.37)
        left = QRectF(_LEFT, _TOP, self.ground.width() - 2 * _LEFT - _GAP - side, high)
        self._card(left)
        for at, line in enumerate(view.lines):
            self._line(QRectF(left.left() + 24, left.top() + 10 + at * _ROW, left.width() - 48, _ROW), line)
        inner = left.adjusted(24, 0, -24, 0)
        foot = left.bottom() - 142
        if view.before:
            box = QRectF(inner.left(), foot - 30, inner.width(), 28)
            self._text(box, view.before, 18, self.c.text_secondary, right=True)
        self.p.fillRect(QRectF(inner.left(), foot, inner.width(), 2), self.c.text)
        total = QRectF(inner.left() + 200, foot + 10, inner.width() - 200, 122)
        draw_runs(self.p, total, money_runs(view.due, 84, 700, self.c.text), right=True, least_percent=50)
        label = QRectF(inner.left() + 8, foot + 30, 260, 40)
        self._text(label, view.due_label, 24, self.c.text)
        self._text(label.translated(0, 36), view.saved, 18, self.c.action)
        right = QRectF(left.right() + _GAP, _TOP, side, high)
        self._card(right)
        self._side(right.adjusted(26, 20, -26, -20), view)

    def _line(self, box: QRectF, line: CustomerLine) -> None:
        self.p.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), self.c.border)
        inner = box.adjusted(8, 0, -8, 0)
        amount = QRectF(inner.right() - 130, inner.top(), 130, inner.height())
        self._text(amount, line.amount, 26, self.c.text, 700, right=True)
        quantity = QRectF(amount.left() - 90, inner.top(), 80, inner.height())
        self._text(quantity, line.quantity, 22, self.c.text_secondary, right=True)
        room = quantity.left() - inner.left() - 12
        if not line.note:
            self._text(QRectF(inner.left(), inner.top(), room, inner.height()), line.name, 24, self.c.text)
            return
        self._text(QRectF(inner.left(), inner.top() + 4, room, 34), line.name, 24, self.c.text)
        self._text(QRectF(inner.left(), inner.top() + 37, room, 24), line.note, 16, self.theme.tone(line.note_tone))

    def _side(self, box: QRectF, view: CustomerView) -> None:
        if not view.greeting:
            self._walk_in(box, view)
            return
        name = self._text(QRectF(box.left(), box.top(), box.width() - 130, 46), view.greeting, 31, self.c.text, 700)
        if view.tier is not None:
            colours = self.theme.tier(view.tier.rank)
            wide = text_width(view.tier.name, self.theme.sized(17)) + 52
            pill = QRectF(min(name.right() + 14, box.right() - wide), box.top() + 6, wide, 34)
            fill_round(self.p, pill, 17, colours.background)
            draw_icon(self.p, QRectF(pill.left() + 14, pill.top() + 8, 18, 18), colours.icon, colours.text)
            self._text(pill.adjusted(38, 0, -8, 0), view.tier.name, 17, colours.text)
        self._text(QRectF(box.left(), box.top() + 46, box.width(), 26), view.identity, 18, self.c.text_secondary)
        amber = QRectF(box.left(), box.top() + 86, box.width(), 150)
        self._amber(amber, view.points)
        if view.state == "why":
            top = amber.bottom() + 18
            self._text(QRectF(box.left(), top, box.width(), 30), view.title, 20, self.c.text, 700)
            for at, reason in enumerate(view.text):
                self._text(QRectF(box.left(), top + 36 + at * 34, box.width(), 32), reason, 19, self.c.text_secondary)
            return
        self._facts(QRectF(box.left(), amber.bottom() + 14, box.width(), box.bottom() - amber.bottom() - 60), view.facts)
        said = view.ask or view.note
        self._text(QRectF(box.left(), box.bottom() - 36, box.width(), 32), said, 20 if view.ask else 18, self.c.points, centre=True)

    def _walk_in(self, box: QRectF, view: CustomerView) -> None:
        self._text(QRectF(box.left(), box.top() + 20, box.width(), 46), view.title, 28, self.c.text, 700, centre=True)
        for at, text in enumerate(view.text):
            self._text(QRectF(box.left(), box.top() + 96 + at * 44, box.width(), 40), text, 21, self.c.points, centre=True)
        self._text(QRectF(box.left(), box.bottom() - 40, box.width(), 36), view.ask, 22, self.c.text, 700, centre=True)

    def _amber(self, box: QRectF, rows: tuple[PointsRow, ...]) -> None:
        fill_round(self.p, box, self.theme.tokens.radius["card"], self.c.points_bg)
        (row,) = rows
        self._text(QRectF(box.left() + 22, box.top() + 14, box.width() - 44, 32), row.label, 20, self.c.points)
        figure = QRectF(box.left() + 22, box.top() + 46, box.width() - 110, 96)
        used = self._text(figure, row.figure, 68, self.c.points, 700)
        self._text(QRectF(used.right() + 16, box.top() + 84, 90, 40), row.unit, 27, self.c.points, 700)

    def _facts(self, box: QRectF, facts: tuple[CustomerFact, ...], *, large: bool = True) -> None:
        top = box.top()
        for at, fact in enumerate(facts):
            size = 30 if large and at == 0 else 21
            ink = self.theme.tone(fact.tone)
            row = QRectF(box.left(), top, box.width(), 46)
            draw_icon(self.p, QRectF(row.left(), row.top() + 13, 20, 20), fact.icon, ink if fact.tone == "warn" else self.c.text_secondary)
            label = self.c.warn if fact.tone == "warn" else self.c.text_secondary
            wide = min(text_width(fact.value, self.theme.sized(size, 700)), row.width() * 0.62)
            self._text(QRectF(row.left() + 30, row.top(), row.width() - wide - 42, 46), fact.label, 20, label)
            self._text(QRectF(row.right() - wide, row.top(), wide, 46), fact.value, size, ink, 700, right=True)
            top += 46
            if fact.permille is not None:
                bar = QRectF(box.left(), top, box.width(), 12)
                fill_round(self.p, bar, 6, self.c.sunken)
                done = max(12.0, bar.width() * min(1_000, fact.permille) / 1_000)
                fill_round(self.p, QRectF(bar.left(), bar.top(), done, 12), 6, self.c.points_fill if fact.points else self.c.action)
                top += 20

    # paid

    def _paid(self, view: CustomerView) -> None:
        card = QRectF(_LEFT, _TOP, self.ground.width() - 2 * _LEFT, self.ground.height() - _TOP - 20)
        self._card(card)
        left = QRectF(card.left(), card.top(), card.width() / 2, card.height())
        middle = left.center().y()
        draw_icon(self.p, QRectF(left.center().x() - 50, middle - 190, 100, 100), "ok", self.c.success)
        self._text(QRectF(left.left() + 20, middle - 72, left.width() - 40, 60), view.title, 44, self.c.text, 700, centre=True)
        self._text(QRectF(left.left() + 20, middle - 8, left.width() - 40, 34), " ".join(view.text), 25, self.c.text_secondary, centre=True)
        self._text(QRectF(left.left() + 20, middle + 46, left.width() - 40, 40), view.figure_label, 29, self.c.text, centre=True)
        runs = money_runs(view.figure, 96, 700, self.c.text)
        draw_runs(self.p, QRectF(left.left() + 20, middle + 88, left.width() - 40, 124), runs, centre=True, least_percent=50)
        self.p.fillRect(QRectF(left.right() - 24, card.top(), 1, card.height()), self.c.border)
        right = QRectF(left.right() + 32, card.top() + 50, card.right() - left.right() - 88, card.height() - 80)
        self._text(QRectF(right.left(), right.top(), right.width(), 44), view.greeting, 30, self.c.text, 700)
        top = right.top() + 60
        if view.points:
            high = 24 + sum(76 if row.large else 44 for row in view.points)
            box = QRectF(right.left(), top, right.width(), high)
            fill_round(self.p, box, self.theme.tokens.radius["card"], self.c.points_bg)
            y = box.top() + 12
            for row in view.points:
                tall = 76 if row.large else 44
                self._text(QRectF(box.left() + 26, y, box.width() * 0.5, tall), row.label, 24 if row.large else 21, self.c.points)
                figure = QRectF(box.left() + box.width() * 0.4, y, box.width() * 0.6 - 26, tall)
                self._text(figure, row.figure, 54 if row.large else 28, self.c.points, 700, right=True)
                y += tall
            top = box.bottom() + 16
        self._facts(QRectF(right.left(), top, right.width(), 200), view.facts, large=False)
        self._text(QRectF(right.left(), right.bottom() - 36, right.width(), 34), view.note, 18, self.c.text_secondary)

    # words alone: welcome, terms

    def _words(self, view: CustomerView) -> None:
        card = QRectF(_LEFT, _TOP, self.ground.width() - 2 * _LEFT, self.ground.height() - _TOP - 20)
        self._card(card)
        inner = card.adjusted(60, 40, -60, -30)
        if view.state == "idle":
            top = card.center().y() - 60 - 26 * len(view.text)
            self._text(QRectF(inner.left(), top - 50, inner.width(), 90), view.shop or view.title, 60, self.c.text, 700, centre=True)
            below = view.title if view.shop else ""
            self._text(QRectF(inner.left(), top + 56, inner.width(), 50), below, 30, self.c.text_secondary, centre=True)
            self._text(QRectF(inner.left(), top + 132, inner.width(), 36), view.ask, 20, self.c.text_secondary, centre=True)
            for at, text in enumerate(view.text):
                self._text(QRectF(inner.left(), top + 172 + at * 48, inner.width(), 44), text, 26, self.c.points, 700, centre=True)
            return
        self._text(QRectF(inner.left(), inner.top(), inner.width(), 50), view.title, 36, self.c.text, 700)
        keys = _keys(self.ground)
        area = QRectF(inner.left(), inner.top() + 66, inner.width(), keys[0][0].top() - 60 - inner.top() - 66)
        self._paragraphs(area, view.text)
        self._text(QRectF(inner.left(), keys[0][0].top() - 52, inner.width(), 40), view.ask, 24, self.c.text_secondary, centre=True)
        for rect, agreed in keys:
            chosen = agreed and view.agreed
            ground = self.c.action if agreed else self.c.surface
            fill_round(self.p, rect, 14, ground, self.c.border_strong)
            ink = self.c.on_action if agreed else self.c.text
            self._text(rect, f"✓ {view.agree}" if chosen else view.agree if agreed else view.disagree, 28, ink, 700, centre=True)

    def _paragraphs(self, area: QRectF, texts: tuple[str, ...]) -> None:
        """The terms as large as they fit, 24 px and less."""
        flags = int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
        for size in (24, 22, 20, 18, 16):
            self.p.setFont(self.theme.sized(size))
            needed = self.p.boundingRect(QRectF(area.left(), area.top(), area.width(), 4_000), flags, "\n".join(texts))
            if needed.height() <= area.height():
                break
        self.p.setPen(self.c.text)
        self.p.drawText(area, flags, "\n".join(texts))
