"""The product sheet over the right column: name, price, category, tax, tier prices; a keypad beside it for whoever has no keyboard."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.gui.appearance import CappedLook
from app.gui.i18n import Texts
from app.gui.presenters.product import CATEGORIES_SHOWN, PRICE, TIER_PRICES_SHOWN, EditProduct, ProductView
from app.gui.screens.sheet import Sheet
from app.gui.theme.look import Look
from app.gui.widgets.base import Label
from app.gui.widgets.buttons import KeyButton, PrimaryButton
from app.gui.widgets.fields import Keypad, TextField
from app.gui.widgets.flow import FlowLayout
from app.gui.widgets.forms import Caption, EntryField, TickRow

NAME_MAX = 100
CATEGORY_MAX = 64
LARGEST_KEYS = 115
KEYPAD_WIDE, KEYPAD_HIGH = 212, 208
ROOM_FOR_RING = 6
"""The ring around a field with the focus is drawn outside it and must not be cut off by the scrolled page."""


class ProductSheet(Sheet):
    """Knows the presenter of the product sheet."""

    def __init__(self, presenter: EditProduct, look: Look, texts: Texts) -> None:
        super().__init__(look, texts, "product")
        self.presenter = presenter
        self._shown = ""
        self.code = Label("", "body", "secondary")
        self.lead.addWidget(self.code)
        self.captions = {part: Caption(look) for part in ("name", "price", "category", "tax")}
        self.name = TextField(input_method=True, length_max=NAME_MAX)
        self.price = EntryField(look, "money")
        self.category = TextField(input_method=True, length_max=CATEGORY_MAX)
        self.keypad = Keypad(CappedLook(look, LARGEST_KEYS))
        self.keypad.setFixedSize(KEYPAD_WIDE, KEYPAD_HIGH)
        self.categories = [KeyButton(look, role="tile") for _ in range(CATEGORIES_SHOWN)]
        self._taxes_ground = QWidget()
        self._taxes = FlowLayout(self._taxes_ground, spacing=8)
        self.taxes: list[KeyButton] = []
        self.tiers = [EntryField(look, "money") for _ in range(TIER_PRICES_SHOWN)]
        self.tier_names = [Caption(look) for _ in range(TIER_PRICES_SHOWN)]
        self.earns, self.sold = TickRow(look), TickRow(look)
        self.note = Label("", "body", "secondary", wrap=True)
        self.problem = Label("", "body", "danger", wrap=True)
        self.confirm = PrimaryButton(look, "", "check", "Enter")
        self.confirm.set_measure(height=60, text=19)
        self._view: ProductView | None = None
        self._build()
        self._connect()
        self.show_footer()

    def _build(self) -> None:
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(ROOM_FOR_RING, 0, ROOM_FOR_RING, ROOM_FOR_RING)
        column.setSpacing(4)
        column.addWidget(self.captions["name"])
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.name, 2)
        first.addWidget(self.sold, 1)
        column.addLayout(first)
        beside = QHBoxLayout()
        beside.setSpacing(16)
        fields = QVBoxLayout()
        fields.setSpacing(4)
        for part, field in (("price", self.price), ("category", self.category)):
            fields.addWidget(self.captions[part])
            fields.addWidget(field)
        picks = QHBoxLayout()
        picks.setSpacing(8)
        for tile in self.categories:
            tile.set_measure(height=44, text=15)
            tile.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            picks.addWidget(tile, 1)
        fields.addLayout(picks)
        fields.addStretch(1)
        beside.addLayout(fields, 1)
        beside.addWidget(self.keypad, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(beside)
        column.addWidget(self.captions["tax"])
        taxed = QHBoxLayout()
        taxed.setSpacing(8)
        taxed.addWidget(self._taxes_ground, 7)
        taxed.addWidget(self.earns, 3, Qt.AlignmentFlag.AlignTop)
        column.addLayout(taxed)
        self._tier_places = self._tier_grid()
        column.addLayout(self._tier_places)
        column.addWidget(self.note)
        column.addStretch(1)
        self.scroll_area = QScrollArea()
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_area.setWidget(ground)
        self.body.addWidget(self.scroll_area)
        self.footer.addWidget(self.problem, 1)
        self.footer.addWidget(self.confirm, 1)

    def _tier_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for at, (name, field) in enumerate(zip(self.tier_names, self.tiers, strict=True)):
            grid.addWidget(name, 0, at)
            grid.addWidget(field, 1, at)
        return grid

    def _order_tabs(self) -> None:
        """Tab goes as one reads."""
        chain = (self.name, self.sold, self.price, self.category, *self.categories, *self.taxes, self.earns, *self.tiers, self.confirm)
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        presenter = self.presenter
        self.name.textEdited.connect(presenter.set_name)
        self.category.textEdited.connect(presenter.set_category)
        for edit in (self.name, self.category):
            edit.scan_suspected.connect(lambda: self.problem.setText(self.texts("That looked like a scan: please scan again")))
        self.price.text_changed.connect(lambda text: presenter.set_figure(PRICE, text))
        self.price.entered.connect(lambda: presenter.enter(PRICE))
        for at, field in enumerate(self.tiers):
            field.text_changed.connect(lambda text, index=at: self._tier_typed(index, text))
            field.entered.connect(lambda index=at: self._tier_entered(index))
        for at, tile in enumerate(self.categories):
            tile.clicked.connect(lambda _checked=False, index=at: self._category_picked(index))
        self.keypad.key_pressed.connect(presenter.press)
        self.earns.clicked.connect(presenter.turn_earns)
        self.sold.clicked.connect(presenter.turn_sold)
        self.confirm.clicked.connect(presenter.confirm)

    def show_view(self, view: ProductView) -> None:
        """Shows a state; fields keep their cursor while they are typed in."""
        t = self.texts
        self._view = view
        self.show_title(view.title)
        self.code.setText(view.code)
        self.captions["name"].show_caption(t("Name"), t("required"), "danger")
        self.captions["price"].show_caption(t("Price"))
        self.captions["category"].show_caption(t("Category"), view.category_note, "info")
        self.captions["tax"].show_caption(t("Tax in the price"))
        _show_text(self.name, view.name, t("As it stands on the receipt"))
        _show_text(self.category, view.category, t("Pick or type a new one"))
        self.price.set_name(t("Price"))
        self.price.set_content(view.price, t("Asked for at the till"))
        for at, tile in enumerate(self.categories):
            tile.setVisible(at < len(view.categories))
            if at < len(view.categories):
                tile.set_label(view.categories[at].label)
                tile.set_selected(view.categories[at].selected)
        self._show_taxes(view)
        self._show_tiers(view)
        self.earns.set_content(t("Earns points"))
        self.earns.set_selected(view.earns)
        self.sold.set_content(t("On sale"))
        self.sold.set_selected(view.sold)
        self.sold.setVisible(not view.is_new)
        self.note.setText(view.note)
        self.note.setVisible(bool(view.note))
        self.problem.setText(view.problem)
        self.confirm.set_label(view.confirm)
        self.confirm.set_available(view.can_confirm, t("Type a name first"))

    def _show_taxes(self, view: ProductView) -> None:
        while len(self.taxes) < len(view.taxes):
            at = len(self.taxes)
            tile = KeyButton(self.look, role="tile")
            tile.set_measure(height=44, text=15)
            tile.clicked.connect(lambda _checked=False, index=at: self._tax_picked(index))
            self.taxes.append(tile)
            self._taxes.addWidget(tile)
            self._order_tabs()
        for at, tile in enumerate(self.taxes):
            tile.setVisible(at < len(view.taxes))
            if at < len(view.taxes):
                tile.set_label(view.taxes[at].label)
                tile.set_selected(view.taxes[at].selected)

    def _show_tiers(self, view: ProductView) -> None:
        for at in range(TIER_PRICES_SHOWN):
            self._tier_places.setColumnStretch(at, 1 if at < len(view.tiers) else 0)
        for at, (name, field) in enumerate(zip(self.tier_names, self.tiers, strict=True)):
            name.setVisible(at < len(view.tiers))
            field.setVisible(at < len(view.tiers))
            if at < len(view.tiers):
                tier = view.tiers[at]
                name.show_caption(tier.label)
                field.set_name(tier.label)
                field.set_content(tier.text, "—")

    def _tier_typed(self, at: int, text: str) -> None:
        if self._view is not None and at < len(self._view.tiers):
            self.presenter.set_figure(self._view.tiers[at].tier, text)

    def _tier_entered(self, at: int) -> None:
        if self._view is not None and at < len(self._view.tiers):
            self.presenter.enter(self._view.tiers[at].tier)
        self.scroll_area.ensureWidgetVisible(self.tiers[at])

    def _category_picked(self, at: int) -> None:
        if self._view is not None and at < len(self._view.categories):
            self.presenter.pick_category(self._view.categories[at].id)

    def _tax_picked(self, at: int) -> None:
        if self._view is not None and at < len(self._view.taxes):
            self.presenter.set_tax(self._view.taxes[at].id)

    def take_focus(self) -> None:
        """A new item begins with its name, a known one with its price."""
        self.keypad.set_words("", "")
        self.scroll_area.verticalScrollBar().setValue(0)
        first = self.name if self._view is None or self._view.is_new else self.price
        first.setFocus(Qt.FocusReason.OtherFocusReason)


def _show_text(field: TextField, text: str, prompt: str) -> None:
    """The field keeps its cursor while it is typed in."""
    field.set_prompt(prompt)
    if field.text() != text:
        field.setText(text)
