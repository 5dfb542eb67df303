"""Refund and receipts (F9): a receipt by scan or by search, its lines ticked, money and points settled together, confirmed once.

Up and Down choose a line, the space bar ticks it, + and − change the pieces, digits choose the reason, F12 confirms. A scanned item ticks
its line, another receipt takes the place of the one that is open.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.errors import Refusal
from app.domain.sales.refund_reason import REASONS, reason_label
from app.domain.sales.sale_number import spoken
from app.domain.sales.tender import CASH
from app.domain.till.approval import Approval
from app.domain.till.print_jobs import PrintJob
from app.domain.till.scan_shapes import ScanKind, classify
from app.gui.components.views import IconLine, PaperOf, ScanBoxView
from app.gui.i18n import count, money
from app.gui.presenters.counter_views import refusal_line, short_language
from app.gui.presenters.places import Navigator, Place
from app.gui.presenters.refund_loose import LooseGoods
from app.gui.presenters.refund_view import (
    DoneRefund,
    RefundScreen,
    RefundView,
    approval_line,
    balance_text,
    cash_back,
    done_refund,
    found_rows,
    money_lines,
    points_lines,
    reason_chips,
    receipt_head,
    refund_rows,
)
from app.gui.presenters.sale_done import print_state
from app.gui.presenters.till import Till
from app.services.counter import CounterState
from app.services.edit_basket import show_counter
from app.services.find_receipts import FoundReceipt, find_receipts
from app.services.ports.sound import Sound
from app.services.print_queue import queue
from app.services.refund_sale import RefundPreview, RefundSale, open_refund, preview_refund, refund_sale
from app.services.refund_slips import CompletedRefund
from app.services.return_goods import BookedReturn

TEXT_MAX = 40
_PRODUCTS = (ScanKind.PRODUCT, ScanKind.IN_STORE, ScanKind.SHORT_SKU)


class Refund:
    """The presenter of Refund and receipts."""

    def __init__(self, till: Till, navigator: Navigator) -> None:
        self._till = till
        self._nav = navigator
        self._screen: RefundScreen | None = None
        self._opened: RefundSale | None = None
        self._ticked: dict[str, int] = {}
        self._line = ""
        self._reason = ""
        self._typed: list[str] = []
        self._preview: RefundPreview | None = None
        self._problem = ""
        self._refund_id = ""
        self._exchange = False
        self._done: CompletedRefund | BookedReturn | None = None
        self._loose: LooseGoods | None = None
        self._job: PrintJob | None = None
        self._found: Sequence[FoundReceipt] = ()
        self._text = ""
        self._answered = ""
        self._chosen = ""
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: RefundScreen) -> None:
        """The screen that shows this presenter."""
        self._screen = screen
        self.refresh()

    @property
    def event_id(self) -> str | None:
        """The sale that is open."""
        return None if self._opened is None else self._opened.sale.event.header.id

    @property
    def over(self) -> bool:
        """A return was just booked: whatever comes now is the next customer's."""
        return self._done is not None

    # what is shown

    def refresh(self) -> None:
        """Renders again."""
        if self._screen is not None and self._till.session is not None:
            self._screen.show_view(self.view())

    def view(self) -> RefundView:
        """The screen as of now."""
        if self._done is not None:
            return self._done_view(self._done)
        if self._loose is not None:
            return self._loose.view()
        return self._search_view() if self._opened is None else self._sale_view(self._opened)

    def _search_view(self) -> RefundView:
        t = self._till.texts
        today = self._till.signed_in().shift.business_date
        nothing = t("No receipt found") if self._answered == self._text and not self._found else ""
        return RefundView(
            mode="search",
            title=t("Refund and receipts"),
            scan=ScanBoxView(placeholder=t("Scan the receipt")),
            text=self._text,
            prompt=t("Member, amount, time, day, item or number"),
            found=found_rows(self._found, today, t, self._till.desk.pinyin()),
            found_selected=self._chosen,
            hint=self._problem or nothing,
            ways=(
                t("Scan the receipt: it opens at once"),
                t("23.50 or ¥23 · an amount"),
                t("14:33 · ten minutes around it"),
                t("6-20 · a day"),
                t("A name, a phone's end, a card"),
                t("An item by name, or scan it"),
            ),
        )

    def _sale_view(self, opened: RefundSale) -> RefundView:
        t, preview = self._till.texts, self._preview
        rows = refund_rows(opened, self._ticked, preview, t)
        ids = [row.line_id for row in rows]
        plan = None if preview is None else preview.plan
        cash_title, cash = cash_back(() if plan is None else plan.paid_out, t)
        asked = preview is not None and preview.asked is not None
        pieces = sum(self._ticked.values())
        returns = opened.sale.programme.returns
        return RefundView(
            mode="sale",
            title=t("Refund"),
            scan=ScanBoxView(placeholder=t("Scan items, or another receipt"), problem=self._problem),
            head=receipt_head(opened, t, self._till.desk.pinyin()),
            rows=rows,
            selected=ids.index(self._line) if self._line in ids else -1,
            chosen=t.plural("{n} item chosen", "{n} items chosen", pieces),
            all_ticked=bool(self._ticked) and self._ticked == {line: left for line, left in opened.left.items() if left},
            reasons=reason_chips(self._reason, t),
            money_note=t("by share of each payment") if returns.proportional else t("in the shop's order"),
            money=() if plan is None else money_lines(plan, t),
            total=money(0 if plan is None else plan.refunded_minor),
            points_title=t("Points settled together") if opened.member is not None else "",
            points=() if plan is None or opened.member is None else points_lines(plan, opened, t),
            balance="" if plan is None or opened.member is None else balance_text(plan, t),
            approval=approval_line(opened, preview, t),
            cash_title=cash_title,
            cash=cash,
            confirm=self._why_not(opened) or (t("A leader approves") if asked else t("Confirm refund")),
            can_confirm=preview is not None and bool(self._reason),
            why_not=self._why_not(opened),
            can_exchange=preview is not None and bool(self._reason) and any(kind == CASH for kind, _ in preview.plan.paid_out),
            problem=self._problem,
        )

    def _why_not(self, opened: RefundSale) -> str:
        t = self._till.texts
        if not any(opened.left.values()):
            return t("All of it came back")
        if not self._ticked:
            return t("Tick what comes back")
        return "" if self._reason else t("Choose why: {keys}", keys=f"1–{len(REASONS)}")

    def _done_view(self, done: CompletedRefund | BookedReturn) -> RefundView:
        t, paper = self._till.texts, self._till.desk.profile().paper
        shown = PaperOf(done.document, paper, f"{paper.roll_mm} mm")
        return RefundView(
            mode="done",
            title=t("Refund"),
            scan=ScanBoxView(placeholder=t("Scan the next item or receipt")),
            done=self._told(done, shown, print_state(self._job, t)),
        )

    def _told(self, done: CompletedRefund | BookedReturn, paper: PaperOf, state: IconLine | None) -> DoneRefund:
        if isinstance(done, CompletedRefund):
            return done_refund(done, paper, state, self._till.texts)
        return self._loose_goods().done_view(done, state)

    def _loose_goods(self) -> LooseGoods:
        return self._loose or LooseGoods(self._till, self._nav, self.refresh, self._loose_booked)

    def without_receipt(self) -> None:
        """F6 in the list: goods of which no sale is to be found."""
        self._forget()
        self._loose = self._loose_goods()
        self.refresh()

    def _loose_booked(self, done: BookedReturn) -> None:
        self._done, self._loose = done, None
        self.refresh()
        self.follow_print()

    # opening

    def open(self, event_id: str | None, *, whole: bool = False) -> None:
        """Opens a sale, the list without one, or what was left open here. `whole`: all that is left of it is ticked."""
        if event_id is None:
            if self._opened is None or self._done is not None:
                self._forget()
                self.search("")
            self._nav.go(Place.REFUND)
            self.refresh()
            return
        till, session = self._till, self._till.signed_in()

        def ready(opened: RefundSale) -> None:
            self._take(opened, whole=whole)
            self._nav.go(Place.REFUND)

        till.run(lambda: open_refund(till.desk, session, event_id), ready, self._open_refused)

    def _open_refused(self, refusal: Refusal) -> None:
        """The receipt is not ours to take back: the list says so."""
        self._forget()
        self.search("")
        self._nav.go(Place.REFUND)
        self._say(refusal)

    def _take(self, opened: RefundSale, *, whole: bool) -> None:
        self._forget()
        self._opened = opened
        self._refund_id = self._till.desk.ids.new_id()
        open_lines = {line: left for line, left in opened.left.items() if left}
        self._line = next(iter(open_lines), "")
        if whole:
            self._ticked = open_lines
        self._work_out()

    def _forget(self) -> None:
        self._opened = self._done = self._preview = self._job = self._loose = None
        self._ticked, self._line, self._reason, self._problem, self._typed = {}, "", "", "", []

    # the list

    def search(self, text: str) -> None:
        """The field was changed. Answers that come late for an older text are dropped."""
        till, session = self._till, self._till.signed_in()
        self._text, self._problem = text[:TEXT_MAX], ""
        wanted = self._text

        def found(receipts: Sequence[FoundReceipt]) -> None:
            if wanted == self._text:
                self._found, self._answered = receipts, wanted
                self._chosen = receipts[0].sale.event_id if receipts else ""
                self.refresh()

        till.run(lambda: find_receipts(till.desk, session, wanted), found)
        self.refresh()

    def pick(self, event_id: str) -> None:
        """A receipt of the list."""
        self.open(event_id)

    def move(self, by: int) -> None:
        """↑ ↓ in the list."""
        ids = [one.sale.event_id for one in self._found]
        if ids:
            at = ids.index(self._chosen) + by if self._chosen in ids else 0
            self._chosen = ids[min(max(at, 0), len(ids) - 1)]
            self.refresh()

    # the lines

    def choose_line(self, line_id: str) -> None:
        """A row was pressed: it is chosen, and ticked or not."""
        if self._loose is not None:
            self._loose.choose(line_id)
            return
        self._line = line_id
        self.toggle()

    def toggle(self) -> None:
        """All pieces left of the chosen line, or none."""
        opened, line = self._opened, self._line
        if opened is None or not opened.left.get(line):
            self._till.play(Sound.UNKNOWN)
            return
        self._set(line, 0 if self._ticked.get(line) else opened.left[line])

    def step(self, line_id: str, by: int) -> None:
        """One piece more or fewer."""
        if self._loose is not None:
            self._loose.step(line_id, by)
            return
        self._line = line_id
        self._set(line_id, self._ticked.get(line_id, 0) + by)

    def toggle_all(self) -> None:
        """Ctrl+A: everything that is left, or nothing."""
        if self._opened is not None:
            everything = {line: left for line, left in self._opened.left.items() if left}
            self._ticked = {} if self._ticked == everything else everything
            self._work_out()

    def _set(self, line: str, qty: int) -> None:
        if self._opened is None or not 0 <= qty <= self._opened.left.get(line, 0):
            self._till.play(Sound.UNKNOWN)
            return
        self._ticked = {**self._ticked, line: qty}
        if not qty:
            del self._ticked[line]
        self._work_out()

    def choose_reason(self, code: str) -> None:
        """A reason chip."""
        if self._loose is not None:
            self._loose.choose_reason(code)
        elif code in REASONS:
            self._reason = code
            self._work_out()

    def _work_out(self) -> None:
        """What the return would do, as it stands."""
        till, session, opened = self._till, self._till.signed_in(), self._opened
        self._problem = ""
        if opened is None or not self._ticked:
            self._preview = None
            self.refresh()
            return
        ticked, reason = dict(self._ticked), self._reason or REASONS[-1]

        def worked_out(preview: RefundPreview) -> None:
            if self._opened is opened and self._ticked == ticked:
                self._preview = preview
                self.refresh()

        till.run(lambda: preview_refund(till.desk, session, opened.sale.event.header.id, ticked, reason), worked_out, self._refused)

    # confirming

    def exchange(self) -> None:
        """F6: books it, and what goes back in cash pays the basket that follows."""
        self.confirm(exchange=True)

    def confirm(self, *, exchange: bool = False) -> None:
        """F12: books it, after a second person's yes where one is asked for."""
        if self._loose is not None:
            self._loose.confirm()
            return
        self._exchange = exchange
        preview, opened = self._preview, self._opened
        if opened is None or self._done is not None:
            return
        if preview is None or not self._reason:
            self._till.play(Sound.UNKNOWN)
            self._problem = self._why_not(opened)
            self.refresh()
        elif preview.asked is not None:
            self._ask(opened, preview)
        else:
            self._book(None)

    def _ask(self, opened: RefundSale, preview: RefundPreview) -> None:
        from app.gui.presenters.approve import ApprovalQuestion

        t = self._till.texts
        if preview.asked is None:
            return
        self._till.play(Sound.ATTENTION)
        lines = (
            (t("Receipt"), spoken(opened.paper.data.sale_number)),
            (t("Items"), count(sum(self._ticked.values()))),
            (t("Refund"), money(preview.plan.refunded_minor)),
            (t("Reason"), reason_label(self._reason, short_language(t))),
            (t("Why you"), approval_line(opened, preview, t).text),
        )
        question = ApprovalQuestion(asked=preview.asked, title=t("Approve this refund?"), lines=lines, answer=self._book)
        self._nav.ask_approval(question)

    def _book(self, approval: Approval | None) -> None:
        till, session, opened, preview = self._till, self._till.signed_in(), self._opened, self._preview
        if opened is None or preview is None:
            return
        exchange = self._exchange
        refund_id, sale_id, ticked, reason = self._refund_id, opened.sale.event.header.id, dict(self._ticked), self._reason

        def operation() -> CompletedRefund:
            done = refund_sale(
                till.desk, session, refund_id, sale_id, ticked, reason, shown=preview.shown, approval=approval, exchange=exchange
            )
            till.printing.spooler.wake()
            return done

        def booked(done: CompletedRefund) -> None:
            till.play(Sound.DONE)
            till.orders_put.emit()
            if exchange:
                self._forget()
                self._go_on_selling()
                return
            self._done = done
            self._opened = None
            self.refresh()
            self.follow_print()

        till.run(operation, booked, self._book_refused, confirm=True)

    def _go_on_selling(self) -> None:
        """The new basket with what the return left for it."""
        till, session = self._till, self._till.signed_in()

        def ready(state: CounterState) -> None:
            till.set_counter(state)
            self._nav.go(Place.SELL)

        till.run(lambda: show_counter(till.desk, session), ready)

    def _book_refused(self, refusal: Refusal) -> None:
        if refusal.code == "refund_changed":
            self._work_out()
        self._refused(refusal)

    def follow_print(self) -> None:
        """How far the slip is."""
        done, printing = self._done, self._till.printing
        if done is None:
            return

        def newest() -> PrintJob | None:
            return next((job for job in queue(printing) if job.title == done.document.title), None)

        def known(job: PrintJob | None) -> None:
            self._job = job
            self.refresh()

        self._till.look_up(newest, known)

    def explain(self) -> None:
        """F8: why the sale earned what it earned."""
        if self._opened is not None and self._opened.member is not None:
            self._nav.explain(self.event_id)

    def show_paper(self) -> None:
        """The receipt as it was printed."""
        if self.event_id is not None:
            self._nav.show_receipt(self.event_id)

    # scans and keys

    def scanned(self, text: str) -> bool:
        """A receipt opens, an item ticks its line or finds its sales; False for what belongs to Sell."""
        found = classify(text)
        if found.kind is ScanKind.RECEIPT:
            self._scanned_receipt(found.payload)
        elif found.kind in _PRODUCTS and self._done is None:
            if self._loose is not None:
                self._loose.scanned(found.payload)
            elif self._opened is None:
                self.search(found.payload)
            else:
                self._scanned_item(found.payload)
        elif found.kind is ScanKind.MEMBER_CARD and self._opened is None and self._done is None:
            self.search(found.payload)
        else:
            return False
        return True

    def _scanned_receipt(self, number: str) -> None:
        till = self._till

        def read() -> str:
            with till.desk.store.read() as reader:
                row = reader.sale_by_number(number)
            if row is None:
                raise Refusal("unknown_receipt", text=number)
            return row.event_id

        def known(event_id: str) -> None:
            till.play(Sound.OK)
            self.open(event_id)

        till.run(read, known, self._refused)

    def _scanned_item(self, code: str) -> None:
        till, opened = self._till, self._opened
        if opened is None:
            return

        def read() -> str:
            with till.desk.store.read() as reader:
                product = reader.product_by_any_code(code)
            if product is None:
                raise Refusal("refund_not_on_receipt", text=code)
            return product.id

        def known(product_id: str) -> None:
            lines = [line["id"] for line in opened.sale.body["lines"] if line["product"] == product_id]
            free = [line for line in lines if self._ticked.get(line, 0) < opened.left[line]]
            if free:
                till.play(Sound.OK)
                self._line = free[0]
                self._set(free[0], self._ticked.get(free[0], 0) + 1)
            else:
                self._refused(Refusal("refund_all_ticked" if lines else "refund_not_on_receipt", text=code))

        till.run(read, known, self._refused)

    def typed(self, char: str) -> bool:
        """Digits choose the reason, the space bar ticks, + and − change the pieces; in the list everything is looked for."""
        if self._done is not None:
            return False
        if self._loose is not None:
            self._typed.append(self._loose.reason)
            self._loose.typed(char)
        elif self._opened is None:
            self.search(self._text + char)
        elif char == " ":
            self.toggle()
        elif char in "+-＋－":
            self.step(self._line, 1 if char in "+＋" else -1)
        elif char.isdigit() and 0 < int(char) <= len(REASONS):
            self._typed.append(self._reason)
            self.choose_reason(REASONS[int(char) - 1])
        else:
            self._typed.append(self._reason)
        return True

    def key(self, key: str) -> bool:
        """F12 confirms, Esc goes back: from the receipt to the list, from there to Sell."""
        if self._done is not None:
            return self._done_key(key)
        if self._loose is not None:
            return self._loose_key(self._loose, key)
        if self._opened is None:
            return self._list_key(key)
        lines = [line["id"] for line in self._opened.sale.body["lines"]]
        if key == "F12":
            self.confirm()
        elif key == "F6":
            self.exchange()
        elif key in ("Up", "Down"):
            at = lines.index(self._line) if self._line in lines else 0
            self._line = lines[min(max(at + (1 if key == "Down" else -1), 0), len(lines) - 1)]
            self.refresh()
        elif key == "Ctrl+A":
            self.toggle_all()
        elif key == "F8":
            self.explain()
        elif key == "F9":
            self._forget()
            self.search("")
        elif key == "Backspace":
            # A digit that was the beginning of a scan chose no reason.
            if self._typed:
                self._reason = self._typed.pop()
                self._work_out()
        elif key == "Esc":
            self._forget()
            self._nav.go(Place.SELL)
        elif key not in ("Enter", "Del"):
            return False
        return True

    def _loose_key(self, loose: LooseGoods, key: str) -> bool:
        if key == "F12":
            loose.confirm()
        elif key in ("Up", "Down"):
            loose.move(-1 if key == "Up" else 1)
        elif key == "Backspace":
            if self._typed:
                loose.choose_reason(self._typed.pop())
        elif key in ("Esc", "F9"):
            self._forget()
            self.search("")
        elif key not in ("Enter", "Del", "F6", "F8", "Ctrl+A"):
            return False
        return True

    def _list_key(self, key: str) -> bool:
        if key in ("Up", "Down"):
            self.move(-1 if key == "Up" else 1)
        elif key == "Enter":
            if self._chosen and self._answered == self._text:
                self.pick(self._chosen)
        elif key == "F6":
            self.without_receipt()
        elif key == "Backspace":
            self.search(self._text[:-1])
        elif key == "Esc":
            if self._text:
                self.search("")
            else:
                self._nav.go(Place.SELL)
        else:
            return key in ("F12", "F9")
        return True

    def _done_key(self, key: str) -> bool:
        if key in ("Esc", "Enter", "F12"):
            self._forget()
            self._nav.go(Place.SELL)
            return True
        return False

    def left(self) -> None:
        """Another screen came: a finished return is over."""
        if self._done is not None:
            self._forget()

    def _refused(self, refusal: Refusal) -> None:
        self._say(refusal)

    def _say(self, refusal: Refusal) -> None:
        self._till.play(Sound.UNKNOWN)
        self._problem = refusal_line(refusal, self._till.texts)
        self.refresh()
