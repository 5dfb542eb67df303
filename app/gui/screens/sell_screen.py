"""Sell: scan box, basket and quick items on the left, member and payment on the right; a side sheet takes the right column's place."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.gui.appearance import CappedLook
from app.gui.components.basket_table import BasketTable
from app.gui.components.idle_cards import IdleCards
from app.gui.components.last_sale_card import LastSaleCard
from app.gui.components.member_panel import MemberPanel
from app.gui.components.pay_card import PayCard, UsePointsButton
from app.gui.components.quick_items import QuickItems
from app.gui.components.scan_box import ScanBox
from app.gui.components.views import IdleCardView
from app.gui.i18n import Texts
from app.gui.overrides import whole_errors
from app.gui.presenters.places import Sheet
from app.gui.presenters.sell import Sell
from app.gui.presenters.sell_view import SellView
from app.gui.theme.look import Look
from app.gui.theme.theme import breakpoint_of
from app.gui.widgets.banner import UndoStrip

MARGIN = 12
RIGHT_WIDTHS = {"compact": 348, "regular": 400, "wide": 480}
SHEET_WIDTHS = {"compact": 640, "regular": 620, "wide": 720}
WHY_WIDTH = 860
MIDDLE_WIDTH = 520
RULES_FROM = 285
LAST_SALE_FROM = 290
LAST_SALE_ROOM = 160
"""Heights of the screen, over the text size, from which today's rules and the sale before have room in the right column."""
LEFT_MIN = 300
"""Narrower than this the basket beside a sheet is of no use: the sheet takes the whole area."""


class SellScreen(QWidget):
    """Knows the Sell presenter; `sheets` makes a sheet the first time it is shown."""

    def __init__(self, presenter: Sell, look: Look, texts: Texts, sheets: Mapping[Sheet, Callable[[], QWidget]]) -> None:
        super().__init__()
        self.presenter, self.look, self.texts = presenter, look, texts
        self._makers = sheets
        self._made: dict[Sheet, QWidget] = {}
        self._sheet = Sheet.NONE
        self._view: SellView | None = None
        self._arranged: tuple[int, int, int, Sheet, bool] | None = None
        self.scan_box = ScanBox(look, texts)
        self.undo = UndoStrip(look)
        self.basket = BasketTable(look, texts)
        self.idle = IdleCards(look, texts)
        self.quick = QuickItems(look)
        self.member = MemberPanel(CappedLook(look, 150), texts)
        self.last_sale = LastSaleCard(look, texts)
        self.points = UsePointsButton(CappedLook(look, 150), texts)
        self.pay_card = PayCard(CappedLook(look, 130), texts)
        self._build()
        self._connect()
        texts.language_changed.connect(self._retranslate)
        look.changed.connect(self._arrange)
        self._retranslate()

    def _build(self) -> None:
        self.goods = QStackedWidget()
        self.goods.addWidget(self.idle)
        self.goods.addWidget(self.basket)
        self.left = QWidget()
        left = QVBoxLayout(self.left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(10)
        left.addWidget(self.scan_box)
        left.addWidget(self.undo)
        left.addWidget(self.goods, 1)
        left.addWidget(self.quick)
        self.middle = QWidget()
        self._middle_column = QVBoxLayout(self.middle)
        self._middle_column.setContentsMargins(0, 0, 0, 0)
        self._middle_column.addStretch(1)
        column = QWidget()
        right = QVBoxLayout(column)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(10)
        right.addWidget(self.member)
        right.addWidget(self.last_sale)
        right.addWidget(self.points)
        right.addStretch(1)
        right.addWidget(self.pay_card)
        self.right = QStackedWidget()
        self.right.addWidget(column)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        row.setSpacing(MARGIN)
        row.addWidget(self.left, 1)
        row.addWidget(self.middle)
        row.addWidget(self.right)

    def _connect(self) -> None:
        presenter = self.presenter
        self.scan_box.choice_made.connect(presenter.choose)
        self.undo.undone.connect(presenter.undo)
        self.basket.row_chosen.connect(presenter.choose_row)
        self.basket.stepped.connect(presenter.step)
        self.basket.remove_pressed.connect(presenter.remove_selected)
        self.quick.item_pressed.connect(presenter.add)
        self.member.detach_pressed.connect(presenter.detach)
        self.member.choice_made.connect(presenter.choose)
        self.member.find_pressed.connect(presenter.find_member)
        self.member.enrol_pressed.connect(presenter.enrol)
        self.member.why_pressed.connect(presenter.explain)
        self.member.detail_pressed.connect(presenter.open_member)
        self.points.clicked.connect(presenter.open_points)
        self.pay_card.pay_pressed.connect(presenter.open_pay)
        self.pay_card.line_removed.connect(presenter.remove_payment)

    def set_flash(self, *, on: bool) -> None:
        """Whether a new line flashes once."""
        self.basket.set_flash(on)

    def show_view(self, view: SellView) -> None:
        """Shows a state."""
        self._view = view
        self.scan_box.show_view(view.scan)
        self.goods.setCurrentWidget(self.idle if view.idle else self.basket)
        self.basket.show_view(view.basket)
        self.member.show_view(view.member)
        self.last_sale.show_view(view.last_sale)
        self.points.show_view(view.use_points)
        if view.member.notice:
            self.points.hide()
        self.pay_card.show_view(view.pay)
        self.quick.show_view(view.quick)
        if view.undo and view.undo != self.undo.text.text():
            self.undo.offer(view.undo, self.texts("Undo"))
        elif not view.undo and self.undo.text.text():
            self.undo.withdraw()
            self.undo.text.clear()
        self._arrange()

    def show_sheet(self, sheet: Sheet) -> None:
        """Puts a sheet over the right column, or the column itself back."""
        if sheet is not Sheet.NONE and sheet not in self._made:
            self._made[sheet] = self._makers[sheet]()
            self.right.addWidget(self._made[sheet])
        self._sheet = sheet
        self._arrange()
        self.right.setCurrentIndex(0 if sheet is Sheet.NONE else self.right.indexOf(self._made[sheet]))

    @whole_errors
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Widths by the window's layout and the open sheet; quick items by the room there is. Nothing where all that is as before."""
        theme, width = self.look.theme, self.width()
        idle = self._view is not None and self._view.idle
        inputs = (width, self.height(), theme.scale_percent, self._sheet, idle)
        if inputs == self._arranged:
            return
        self._arranged = inputs
        layout = breakpoint_of(width, theme.scale_percent)
        has_sheet = self._sheet is not Sheet.NONE
        room = width - 3 * MARGIN
        wanted = self._sheet_width(layout) if has_sheet else RIGHT_WIDTHS[layout]
        right = min(theme.px(wanted), room if has_sheet else room * 42 // 100)
        full = has_sheet and room - right < LEFT_MIN
        self.left.setVisible(not full)
        self.right.setFixedWidth(width - 2 * MARGIN if full else right)
        wide = layout == "wide" and not has_sheet
        self._place_quick(wide=wide)
        self.middle.setVisible(wide)
        if wide:
            self.middle.setFixedWidth(theme.px(MIDDLE_WIDTH))
        self._shape_quick(layout, has_sheet=has_sheet)
        self.member.set_wide(layout == "wide")
        self.pay_card.set_wide(layout == "wide")
        self.pay_card.hint.setVisible(not theme.is_large_text)
        self.basket.set_layout_of(layout)
        self._fit_column()

    def _fit_column(self) -> None:
        """Large text in a low window: today's rules go before the sale before, and that before anything is cut off."""
        theme = self.look.theme
        room = self.height() * 100 // theme.scale_percent
        has_last = self._view is not None and self._view.last_sale is not None
        last = has_last and (not theme.is_large_text or room >= LAST_SALE_FROM)
        self.last_sale.setVisible(last)
        self.member.set_rules_shown(not theme.is_large_text or room >= RULES_FROM + (LAST_SALE_ROOM if last else 0))

    def _sheet_width(self, layout: str) -> int:
        if self._sheet is Sheet.WHY:
            return WHY_WIDTH
        if self._sheet in (Sheet.NUMBER, Sheet.MORE, Sheet.RECEIPT):
            return RIGHT_WIDTHS[layout] + 60
        return SHEET_WIDTHS[layout]

    def _place_quick(self, *, wide: bool) -> None:
        home = self.middle if wide else self.left
        if self.quick.parentWidget() is home:
            return
        if wide:
            self._middle_column.insertWidget(0, self.quick)
        else:
            column = self.left.layout()
            if column is not None:
                column.addWidget(self.quick)

    def _shape_quick(self, layout: str, *, has_sheet: bool) -> None:
        idle = self._view is not None and self._view.idle
        theme = self.look.theme
        if layout == "wide" and not has_sheet:
            self.quick.set_shape(3, 7, tile_height=84, tabs=True)
            self.quick.show()
            return
        columns = 4 if theme.is_large_text else 6
        rows = 2 if idle or layout != "compact" else 1
        cramped = self.height() < theme.px(600)
        self.quick.set_shape(columns, 1 if cramped and not theme.is_large_text else rows)
        self.quick.setVisible(not has_sheet and not (cramped and (not idle or theme.is_large_text)))

    def _retranslate(self) -> None:
        t = self.texts
        self.idle.show_cards(
            (
                IdleCardView("barcode", t("Item barcode"), t("goes into the basket")),
                IdleCardView("card", t("Member card"), t("attaches member and points")),
                IdleCardView("payCode", t("WeChat / Alipay pay code"), t("opens payment")),
                IdleCardView("receipt", t("Receipt code"), t("look, reprint, explain points")),
            )
        )
