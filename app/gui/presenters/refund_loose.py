"""Goods that come back without a receipt, on the same screen: scanned one by one, at the lowest price, in cash, with a leader's yes."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.catalogue.product import Product
from app.domain.errors import Refusal
from app.domain.sales.refund_reason import REASONS, reason_label
from app.domain.till.approval import Approval
from app.gui.components.views import IconLine, PaperOf, ScanBoxView
from app.gui.i18n import DASH, amount, count, money
from app.gui.presenters.counter_views import refusal_line, short_language
from app.gui.presenters.places import Navigator
from app.gui.presenters.refund_view import DoneRefund, ReceiptHead, RefundRow, RefundView, SettledLine, reason_chips
from app.gui.presenters.till import Till
from app.services.ports.sound import Sound
from app.services.return_goods import PIECES_MAX, BookedReturn, LooseReturn, preview_return, return_goods, returned_price


class LooseGoods:
    """What stands on the counter to be taken back. `changed` renders; `booked` is told when it is done."""

    def __init__(self, till: Till, navigator: Navigator, changed: Callable[[], None], booked: Callable[[BookedReturn], None]) -> None:
        self._till, self._nav, self._changed, self._on_booked = till, navigator, changed, booked
        self._goods: dict[str, tuple[Product, int]] = {}
        self._line = ""
        self._reason = ""
        self._preview: LooseReturn | None = None
        self._problem = ""
        self._event_id = till.desk.ids.new_id()

    def view(self) -> RefundView:
        """The screen as of now."""
        t, preview = self._till.texts, self._preview
        ids = list(self._goods)
        total = money(0 if preview is None else preview.total_minor)
        asked = preview is None or preview.asked is not None
        return RefundView(
            mode="sale",
            loose=True,
            title=t("Without a receipt"),
            scan=ScanBoxView(placeholder=t("Scan what comes back")),
            head=ReceiptHead(
                number=t("Without a receipt"),
                facts=t("at the lowest price, in cash"),
                paid=t("No points move"),
                tenders=t("a member's sale is found by name or card"),
                tier=None,
                member="",
                window=IconLine("warn", t("A leader approves"), "warn"),
            ),
            rows=tuple(self._row(product, qty) for product, qty in self._goods.values()),
            selected=ids.index(self._line) if self._line in ids else -1,
            chosen=t.plural("{n} item chosen", "{n} items chosen", sum(qty for _, qty in self._goods.values())),
            reasons=reason_chips(self._reason, t),
            money_note=t("in cash"),
            money=() if preview is None else (SettledLine(t("Cash"), total, icon="cash"),),
            total=total,
            approval=IconLine("proofOk", t("Without a receipt a leader approves") if asked else t("You may refund this yourself"), "warn"),
            cash_title=t("Hand out in cash"),
            cash=total,
            confirm=self._why_not() or (t("A leader approves") if asked else t("Confirm refund")),
            can_confirm=preview is not None and bool(self._reason),
            why_not=self._why_not(),
            problem=self._problem,
        )

    def _row(self, product: Product, qty: int) -> RefundRow:
        unit = returned_price(product)
        return RefundRow(
            line_id=product.id,
            name=product.shown_name(short_language(self._till.texts)),
            tags=(),
            price=amount(unit),
            bought=DASH,
            qty=count(qty),
            refund=amount(unit * qty),
            points=DASH,
            ticked=True,
            can_increase=qty < PIECES_MAX,
            can_decrease=True,
            closed=False,
        )

    def _why_not(self) -> str:
        t = self._till.texts
        if not self._goods:
            return t("Scan what comes back")
        return "" if self._reason else t("Choose why: {keys}", keys=f"1–{len(REASONS)}")

    def scanned(self, code: str) -> None:
        """One piece more of an item."""
        till = self._till

        def read() -> Product:
            with till.desk.store.read() as reader:
                product = reader.product_by_any_code(code)
            if product is None:
                raise Refusal("unknown_product", text=code)
            returned_price(product)
            return product

        def known(product: Product) -> None:
            till.play(Sound.OK)
            self._line = product.id
            self._goods.setdefault(product.id, (product, 0))
            self.step(product.id, 1)

        till.run(read, known, self._refused)

    def step(self, product_id: str, by: int) -> None:
        """More or fewer pieces; none take the line away."""
        if product_id not in self._goods:
            return
        product, qty = self._goods[product_id]
        qty = min(max(qty + by, 0), PIECES_MAX)
        self._line = product_id
        self._goods[product_id] = (product, qty)
        if not qty:
            del self._goods[product_id]
        self._work_out()

    def choose(self, product_id: str) -> None:
        """A row was pressed."""
        self._line = product_id
        self._changed()

    def choose_reason(self, code: str) -> None:
        """Why it comes back; empty takes the choice back."""
        self._reason = code
        self._work_out()

    @property
    def reason(self) -> str:
        """The chosen one."""
        return self._reason

    def _work_out(self) -> None:
        till, session = self._till, self._till.signed_in()
        self._problem = ""
        goods = {product_id: qty for product_id, (_, qty) in self._goods.items()}
        if not goods:
            self._preview = None
            self._changed()
            return

        def ready(preview: LooseReturn) -> None:
            self._preview = preview
            self._changed()

        till.run(lambda: preview_return(till.desk, session, goods, self._reason or REASONS[-1]), ready, self._refused)

    def typed(self, char: str) -> None:
        """+ and − change the pieces, digits choose the reason."""
        if char in "+-＋－":
            self.step(self._line, 1 if char in "+＋" else -1)
        elif char.isdigit() and 0 < int(char) <= len(REASONS):
            self.choose_reason(REASONS[int(char) - 1])

    def move(self, by: int) -> None:
        """↑ ↓"""
        ids = list(self._goods)
        if ids:
            at = ids.index(self._line) if self._line in ids else 0
            self.choose(ids[min(max(at + by, 0), len(ids) - 1)])

    def confirm(self) -> None:
        """F12: a second person's yes, then it is booked."""
        from app.gui.presenters.approve import ApprovalQuestion

        t, preview = self._till.texts, self._preview
        if preview is None or not self._reason:
            self._till.play(Sound.UNKNOWN)
            self._problem = self._why_not()
            self._changed()
        elif preview.asked is None:
            self._book(None)
        else:
            self._till.play(Sound.ATTENTION)
            items = ", ".join(f"{line.product.shown_name(short_language(t))} ×{line.qty}" for line in preview.lines)
            lines = (
                (t("Items"), items),
                (t("Refund"), money(preview.total_minor)),
                (t("Reason"), reason_label(self._reason, short_language(t))),
            )
            title = t("Take this back without a receipt?")
            self._nav.ask_approval(ApprovalQuestion(asked=preview.asked, title=title, lines=lines, answer=self._book))

    def _book(self, approval: Approval | None) -> None:
        till, session, reason = self._till, self._till.signed_in(), self._reason
        goods = {product_id: qty for product_id, (_, qty) in self._goods.items()}

        def operation() -> BookedReturn:
            done = return_goods(till.desk, session, self._event_id, goods, reason, approval)
            till.printing.spooler.wake()
            return done

        def booked(done: BookedReturn) -> None:
            till.play(Sound.DONE)
            self._on_booked(done)

        till.run(operation, booked, self._refused, confirm=True)

    def done_view(self, done: BookedReturn, state: IconLine | None) -> DoneRefund:
        """The return just booked."""
        t, paper = self._till.texts, self._till.desk.profile().paper
        return DoneRefund(
            title=t("Taken back without a receipt"),
            cash_title=t("Hand out in cash"),
            cash=money(done.total_minor),
            ways=(),
            points="",
            balance="",
            hint=t("Just scan the next sale, this page closes by itself"),
            paper=PaperOf(done.document, paper, f"{paper.roll_mm} mm"),
            print_state=state,
        )

    def _refused(self, refusal: Refusal) -> None:
        self._till.play(Sound.UNKNOWN)
        self._problem = refusal_line(refusal, self._till.texts)
        self._changed()
