"""Check-ins and activities booked for the member at the counter: by a scanned code or picked from the list. Without a member on the sale
the code waits for the card.
"""

from __future__ import annotations

from collections.abc import Callable

from app.domain.errors import Refusal
from app.domain.programme.activities import CHECK_IN, activity_name
from app.gui.components.views import IconLine
from app.gui.i18n import Texts, count, signed
from app.gui.presenters.counter_views import refusal_line, short_language
from app.gui.presenters.places import Navigator, Question
from app.gui.presenters.till import Cancel, Till
from app.services.activity_offers import asks_for, book_activity
from app.services.counter import CounterState
from app.services.edit_basket import show_counter
from app.services.ports.sound import Sound
from app.services.raise_event import Raised
from app.services.slips import reasons

TOLD_MS = 8_000
"""So long the panel says what an act has given."""


class ActivityBooking:
    """One act under way. `changed` renders the counter again."""

    def __init__(self, till: Till, navigator: Navigator, changed: Callable[[], None]) -> None:
        self._till = till
        self._nav = navigator
        self._changed = changed
        self._cancel: Cancel | None = None
        self.pending = ""
        """The code that waits for a member."""
        self.told: IconLine | None = None
        """What the last act has given, for a moment."""

    @property
    def name(self) -> str:
        """The waiting act in words."""
        return activity_name(self.pending, short_language(self._till.texts))

    def book(self, code: str) -> None:
        """Books it for the attached member, or asks for the member first. What a rule has to know besides is asked in place."""
        till, counter = self._till, self._till.counter
        if counter is None:
            return
        if counter.attached is None:
            till.play(Sound.ATTENTION)
            self.pending = code
            self._nav.close_sheet()
            self._changed()
            return
        member_id, asks = counter.attached.member.id, asks_for(counter.programme, code)
        if not asks:
            self._book(member_id, code)
            return
        t, name = till.texts, activity_name(code, short_language(till.texts))

        def answer(number: int) -> None:
            qty, amount_minor = (1, number) if asks == "amount" else (number, 0)
            self._book(member_id, code, qty=qty, amount_minor=amount_minor)

        title = t("Type the amount") if asks == "amount" else t("How many")
        self._nav.ask_number(Question(title=title, about=name, is_money=asks == "amount", answer=answer))

    def member_came(self) -> None:
        """A member was attached: the waiting act is theirs."""
        code, self.pending = self.pending, ""
        if code:
            self.book(code)

    def forget(self) -> None:
        """The waiting act is left out."""
        self.pending = ""
        self._changed()

    def _book(self, member_id: str, code: str, *, qty: int = 1, amount_minor: int = 0) -> None:
        till, session, event_id = self._till, self._till.signed_in(), self._till.desk.ids.new_id()

        def operation() -> tuple[Raised, CounterState]:
            raised = book_activity(till.desk, session, member_id, code, qty=qty, amount_minor=amount_minor, event_id=event_id)
            return raised, show_counter(till.desk, session)

        def booked(answer: tuple[Raised, CounterState]) -> None:
            raised, state = answer
            till.play(Sound.MEMBER if raised.earned else Sound.OK)
            self.tell(_given(raised, code, till.texts))
            till.set_counter(state)
            till.printing.spooler.wake()

        till.run(operation, booked, self._refused, confirm=True)

    def _refused(self, refusal: Refusal) -> None:
        self._till.play(Sound.UNKNOWN)
        self.tell(IconLine("warn", refusal_line(refusal, self._till.texts), "warn"))
        self._changed()

    def tell(self, line: IconLine) -> None:
        """A line in the member panel for a while: what an act has given."""
        if self._cancel is not None:
            self._cancel()
        self.told = line
        self._cancel = self._till.timers.after(TOLD_MS, self._fall_silent)

    def _fall_silent(self) -> None:
        self._cancel = self.told = None
        self._changed()


def _given(raised: Raised, code: str, t: Texts) -> IconLine:
    """签到 +5 分 · 连续 4 天, or why there was nothing."""
    lang = short_language(t)
    name, quote = activity_name(code, lang), raised.evaluated.quote
    parts = [f"{name} {signed(raised.earned)} {t.points_unit(raised.earned)}"] if raised.earned else []
    vouchers = sum(grant.count for grant in quote.vouchers if grant.recipient == "member")
    if vouchers:
        parts.append(t.plural("{n} voucher", "{n} vouchers", vouchers))
    if code == CHECK_IN and quote.check_in is not None:
        parts.append(t("day {n} in a row", n=count(quote.check_in.streak)))
    if raised.earned or vouchers:
        return IconLine("ok", " · ".join(parts), "success")
    why = next(iter(reasons(raised.evaluated, lang)), "")
    return IconLine("info", " · ".join(part for part in (t("{act} booked, no points", act=name), why, *parts) if part), "info")
