"""Sale done: the change in large figures, the points, one sentence for the cashier to say, the paper. The next scan closes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.domain.sales.sale_number import spoken
from app.domain.sales.tender import tender_label
from app.domain.till.print_jobs import JobReason, JobState, PrintJob
from app.gui.components.views import IconLine, PaperOf
from app.gui.i18n import Texts, money, signed
from app.gui.presenters.counter_views import TENDER_ICONS, day_text, is_soon, short_language
from app.gui.presenters.sell_view import PLACEHOLDER
from app.gui.presenters.till import Till
from app.services.print_queue import queue
from app.services.receipts import CompletedSale


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneView:
    """The finished sale. `say`: a sentence for the customer, empty where there is nothing to say."""

    placeholder: str
    number: str
    change: str
    facts: tuple[str, ...]
    earned_title: str
    earned: str
    balance_title: str
    balance: str
    say: str
    print_state: IconLine | None
    paper: PaperOf


class DoneScreen(Protocol):
    """What the presenter asks of the screen."""

    def show_view(self, view: DoneView) -> None: ...


class SaleDone:
    """The presenter of the sale-done screen; also of any receipt shown later, by `view_of`."""

    def __init__(self, till: Till) -> None:
        self._till = till
        self._screen: DoneScreen | None = None
        self._job: PrintJob | None = None
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: DoneScreen) -> None:
        """The screen that shows this presenter."""
        self._screen = screen

    def open(self) -> None:
        """Shows the last sale."""
        self._job = None
        self.refresh()
        self.follow_print()

    def refresh(self) -> None:
        """Renders again."""
        sale = self._till.last_sale
        if self._screen is not None and sale is not None:
            self._screen.show_view(self.view(sale))

    def follow_print(self) -> None:
        """Asks how far the receipt is; called again at each change of a print job."""
        sale = self._till.last_sale
        if sale is None:
            return
        number, printing = sale.data.sale_number, self._till.printing

        def newest() -> PrintJob | None:
            return next((job for job in queue(printing) if job.title == number), None)

        self._till.look_up(newest, self._set_job)

    def _set_job(self, job: PrintJob | None) -> None:
        self._job = job
        self.refresh()

    def view(self, sale: CompletedSale) -> DoneView:
        """The screen for a sale."""
        t, data = self._till.texts, sale.data
        member = data.member
        tenders = [f"{_tender(tender.label, t)} {money(tender.amount_minor)}" for tender in data.tenders]
        if member is not None:
            earned, earned_title = f"{signed(member.points_earned)} {t.points_unit(member.points_earned)}", t("This sale earned")
            balance, balance_title = t.points(member.points_after), t("Balance")
        elif data.sale_points:
            earned, earned_title = t.points(data.sale_points), t("Not a member. With a card this sale would have earned")
            balance = balance_title = ""
        else:
            earned = earned_title = balance = balance_title = ""
        paper = self._till.desk.profile().paper
        return DoneView(
            placeholder=t(PLACEHOLDER),
            number=f"{spoken(data.sale_number)} · {data.time}",
            change=money(data.change_minor),
            facts=(t("Due {amount}", amount=money(data.total_minor)), *tenders),
            earned_title=earned_title,
            earned=earned,
            balance_title=balance_title,
            balance=balance,
            say=_say(sale, t),
            print_state=print_state(self._job, t),
            paper=PaperOf(sale.document, paper, f"{paper.roll_mm} mm"),
        )


def _tender(label: str, t: Texts) -> str:
    """A tender's name in the language of the screen; the receipt has its own."""
    own = short_language(t)
    kinds = (kind for kind in TENDER_ICONS if label in (tender_label(kind, "zh"), tender_label(kind, "en")))
    return next((tender_label(kind, own) for kind in kinds), label)


def _say(sale: CompletedSale, t: Texts) -> str:
    """The nearest reward and the next points to lapse, as one sentence."""
    member = sale.data.member
    if member is None:
        return t('Ask: "Would you like to collect points next time?"') if sale.data.sale_points else ""
    parts = []
    if member.next_reward is not None:
        missing = t.points(member.next_reward.points_missing)
        parts.append(t("{points} more for {reward}", points=missing, reward=member.next_reward.name))
    if member.next_expiry is not None and is_soon(member.next_expiry.date, sale.data.date, sale.reminder_days):
        lapsing = t.points(member.next_expiry.points)
        parts.append(t("{points} lapse after {date}", points=lapsing, date=day_text(t, member.next_expiry.date, sale.data.date)))
    joined = ("；" if t.language == "zh_CN" else "; ").join(parts)
    return t("You can tell the customer: {facts}", facts=joined) if parts else ""


def print_state(job: PrintJob | None, t: Texts) -> IconLine | None:
    """How far a receipt is, for its chip."""
    if job is None:
        return None
    if job.state is JobState.PRINTED or (job.state is JobState.SENT and job.reason is JobReason.NO_CONFIRMATION):
        return IconLine("ok", t("Printed"), "success")
    if job.state is JobState.UNKNOWN:
        return IconLine("unknown", t("Not sure – look at the printer"), "danger")
    if job.state is JobState.CANCELLED:
        return IconLine("close", t("Not printed"), "muted")
    if job.state is JobState.BLOCKED:
        waits = {
            JobReason.PAPER: t("Waits for paper"),
            JobReason.COVER: t("Waits for the lid"),
        }
        return IconLine("expiring", waits.get(job.reason, t("Waits for the printer")) if job.reason else t("Waits for the printer"), "warn")
    if job.state is JobState.QUEUED:
        return IconLine("expiring", t("Waits for the printer"), "warn")
    return IconLine("printer", t("Printing"), "info")
