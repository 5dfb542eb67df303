"""A customer's payment code at the provider: asked once, waited for, asked again what became of it, or given up for another way to pay.

The provider is asked on the thread for outside lines, the books on theirs; the code passes through and is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Callable

from app.domain.errors import Refusal
from app.domain.sales.charge import Charge
from app.domain.sales.tender import tender_label
from app.gui.components.views import ChargeView
from app.gui.i18n import count, money
from app.gui.presenters.counter_views import short_language
from app.gui.presenters.till import Cancel, Till
from app.services.charge_customer import Charged, begin_charge, give_up_charge, take_answer
from app.services.counter import CounterState
from app.services.ports.payments import Answer, PaymentProvider
from app.services.ports.sound import Sound

LOOK_MS = 2_000
"""How often the provider is asked while the customer confirms."""
SECOND_MS = 1_000
_ALONE_MS = 120_000
"""Nobody is asked by itself any more after so long; F5 still does."""


class Charging:
    """Part of the Pay presenter. `shown` takes a new state of the counter, `paid` one in which the charge has become a payment."""

    def __init__(
        self,
        till: Till,
        shown: Callable[[CounterState], None],
        paid: Callable[[CounterState], None],
        say: Callable[[str], None],
        refused: Callable[[Refusal], None],
        refresh: Callable[[], None],
        given_up: Callable[[], None],
    ) -> None:
        self._till = till
        self._shown, self._paid, self._say, self._refused, self._refresh = shown, paid, say, refused, refresh
        self._given_up = given_up
        self._charge: Charge | None = None
        self._asking = False
        self._timer: Cancel | None = None

    @property
    def open(self) -> bool:
        """A charge waits for its end."""
        return self._charge is not None

    def view(self) -> ChargeView | None:
        """The panel, None while nothing is being charged."""
        charge, t = self._charge, self._till.texts
        if charge is None:
            return None
        check, other = t("Check result"), t("Another way to pay")
        name = tender_label(charge.kind, short_language(t))
        if charge.unknown:
            detail = t("{name} {amount} · the customer's phone knows more", name=name, amount=money(charge.amount_minor))
            return ChargeView(t("Result unknown – do not charge again"), detail, check, other, danger=True)
        seconds = max(0, (self._till.desk.clock.now_ms() - charge.started_ms) // 1000)
        title = t("Waiting for the customer to confirm · {n} s", n=count(seconds))
        return ChargeView(title, f"{name} {money(charge.amount_minor)}", check, other, danger=False)

    # acts

    def begin(self, kind: str, amount_minor: int | None, code: str) -> None:
        """Charges so much (None: all that is due) by the code that was scanned."""
        till, session = self._till, self._till.signed_in()
        key = till.desk.ids.new_id()

        def begun(state: CounterState) -> None:
            charge = state.basket.charge
            self._take(state)
            if charge is not None:
                self._ask(lambda provider: provider.charge(charge.key, charge.kind, charge.amount_minor, code))

        if not self.open:
            till.run(lambda: begin_charge(till.desk, session, key, kind, amount_minor), begun, self._refused, confirm=True)

    def resume(self, state: CounterState) -> None:
        """A charge that was open when the till was left or cut off: what became of it?"""
        self._take(state)
        self.check()

    def check(self) -> None:
        """F5, and by itself every two seconds."""
        charge = self._charge
        if charge is not None and not self._asking:
            self._ask(lambda provider: provider.look(charge.key))

    def other_way(self) -> None:
        """Gives the charge up; the provider takes it back, and nobody pays twice."""
        till, session, charge = self._till, self._till.signed_in(), self._charge
        if charge is None:
            return

        def given_up(state: CounterState) -> None:
            self._take(state)
            self._given_up()
            self._say(till.texts("The charge is taken back · choose another way to pay"))
            till.orders_put.emit()

        till.run(lambda: give_up_charge(till.desk, session, charge.key), given_up, self._refused, confirm=True)

    def _ask(self, question: Callable[[PaymentProvider], Answer]) -> None:
        till, charge, provider = self._till, self._charge, self._till.desk.provider()
        if charge is None:
            return
        self._asking = True
        key = charge.key

        def answered(answer: Answer) -> None:
            self._asking = False
            if self._charge is not None and self._charge.key == key:
                session = till.session
                if session is not None:
                    till.run(lambda: take_answer(till.desk, session, key, answer), self._answered, self._refused)

        if provider is None:  # it was taken out of the settings meanwhile: nobody can tell
            answered(Answer.UNKNOWN)
        else:
            till.outside(lambda: question(provider), answered)

    def _answered(self, charged: Charged) -> None:
        till = self._till
        answer, state = charged.answer, charged.state
        self._take(state)
        if answer is Answer.APPROVED:
            till.play(Sound.OK)
            self._paid(state)
        elif answer in (Answer.DECLINED, Answer.CANCELLED):
            till.play(Sound.UNKNOWN)
            self._say(till.texts("The payment was declined – ask for another code or another way; nothing was taken"))
        elif answer is Answer.UNKNOWN:
            till.play(Sound.ATTENTION)

    def _take(self, state: CounterState) -> None:
        self._charge = state.basket.charge
        self._shown(state)
        if self._timer is not None:
            self._timer()
            self._timer = None
        if self._charge is not None:
            self._timer = self._till.timers.after(SECOND_MS, self._second)

    def _second(self) -> None:
        """The clock on the panel goes on; every other second the provider is asked."""
        self._timer, charge, till = None, self._charge, self._till
        if charge is None or till.session is None:
            return
        waited_ms = till.desk.clock.now_ms() - charge.started_ms
        self._refresh()
        if not charge.unknown and waited_ms < _ALONE_MS and waited_ms // SECOND_MS % (LOOK_MS // SECOND_MS) == 0:
            self.check()
        if self._timer is None:
            self._timer = till.timers.after(SECOND_MS, self._second)
