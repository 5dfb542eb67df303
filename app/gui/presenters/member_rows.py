"""The tabs of a member's page as rows and lines: pure functions of what was read, in the language of the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.journal import types
from app.domain.ledger.booking import NEVER
from app.domain.ledger.lots import Lot
from app.domain.members.card import Card, card_tail
from app.domain.members.consents import PURPOSES, REQUIRED, consent_text
from app.domain.programme.activities import activity_name
from app.domain.programme.phrases import money as money_text
from app.domain.programme.phrases import times_text
from app.domain.sales.sale_number import spoken
from app.gui.i18n import DASH, Texts, count, mark, signed
from app.gui.presenters.counter_views import day_text, short_language
from app.services.challenge_progress import ChallengeProgress
from app.services.find_member import HistoryEntry, MemberVoucher
from app.services.ports.store import Consent, Voucher

Tab = Literal["history", "lots", "vouchers", "tier", "goals", "consents", "cards", "profile", "more"]
TABS: tuple[Tab, ...] = ("history", "lots", "vouchers", "tier", "goals", "consents", "cards", "profile", "more")
TAB_NAMES: dict[Tab, str] = {
    "history": mark("History"),
    "lots": mark("Balance by lot"),
    "vouchers": mark("Vouchers"),
    "tier": mark("Tier"),
    "goals": mark("Goals"),
    "consents": mark("Consents"),
    "cards": mark("Cards"),
    "profile": mark("Profile"),
    "more": mark("More"),
}
_ACTIVITY = "activity:"
_REASONS = {
    types.SALE_COMPLETED: mark("Sale"),
    types.MEMBER_ENROLLED: mark("Joined"),
    types.POINTS_ADJUSTED: mark("Corrected"),
    types.POINTS_EXPIRED: mark("Expired"),
    types.DEBT_PAID: mark("Debt paid"),
    types.HOLD_RELEASED: mark("Hold released"),
    types.REVERSAL: mark("Taken back"),
    types.IMPORTED: mark("Brought over"),
    types.REFUND_COMPLETED: mark("Return"),
    types.SALE_CLAIMED: mark("Receipt claimed"),
    types.REWARD_ISSUED: mark("Reward"),
}
_ACTS = {
    "check_in": mark("Check-in"),
    "birthday": mark("Birthday"),
    "profile_completed": mark("Profile completed"),
    "top_up": mark("Top-up"),
    "referral": mark("A friend recommended"),
}


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row of the open tab: up to five texts, and the event whose receipt or explanation it leads to."""

    id: str
    cells: tuple[str, ...]
    event_id: str = ""


def titles(tab: Tab, t: Texts) -> tuple[str, ...]:
    """The column titles of a tab that is a table."""
    found: dict[Tab, tuple[str, ...]] = {
        "history": (t("Date"), t("What"), t("Points"), t("Balance")),
        "lots": (t("Earned"), t("Usable"), t("Good until"), t("Of"), t("Left")),
        "vouchers": (t("Voucher"), t("Voucher code"), t("Good until"), t("State")),
        "goals": (t("Goal"), t("So far"), t("Points")),
        "consents": (t("Agreed to"), t("State"), t("Since")),
        "cards": (t("Card"), t("State")),
        "profile": (t("What is known"), ""),
    }
    return found.get(tab, ())


FIGURES_FROM: dict[Tab, int] = {"history": 2, "lots": 3, "goals": 1}
"""The first column whose cells stand at the right."""


def what_of(entry: HistoryEntry, t: Texts) -> str:
    """What an entry of the history was, in words."""
    if entry.act.startswith(_ACTIVITY):
        reason = activity_name(entry.act.removeprefix(_ACTIVITY), short_language(t))
    elif entry.act in _ACTS:
        reason = t(_ACTS[entry.act])
    else:
        reason = t(_REASONS[entry.type]) if entry.type in _REASONS else t("Other")
    if entry.reference:
        reason = f"{reason} {spoken(entry.reference)}"
    if entry.redeemed:
        reason = f"{reason} · {t('earned {n}, used {m}', n=count(entry.earned), m=count(entry.redeemed))}"
    return reason


def history_rows(entries: Sequence[HistoryEntry], today: str, t: Texts) -> tuple[PageRow, ...]:
    """Newest first; the event is there where it can be opened."""
    return tuple(
        PageRow(
            id=entry.event_id,
            cells=(
                f"{day_text(t, entry.business_date, today)} {entry.time}",
                what_of(entry, t),
                signed(entry.points),
                count(entry.balance_after),
            ),
            event_id=entry.event_id if entry.explained or entry.type == types.SALE_COMPLETED else "",
        )
        for entry in entries
    )


def lot_rows(lots: Sequence[Lot], today: str, t: Texts) -> tuple[PageRow, ...]:
    """In the order in which they are used, which is that of their last good day."""
    return tuple(PageRow(id=lot.id, cells=_lot_cells(lot, today, t)) for lot in lots)


def _lot_cells(lot: Lot, today: str, t: Texts) -> tuple[str, ...]:
    usable = t("frozen") if lot.frozen else t("now") if lot.available_on <= today else day_text(t, lot.available_on, today)
    if lot.last_day < today:
        usable = t("expired")
    until = t("no end") if lot.last_day == NEVER else day_text(t, lot.last_day, today)
    return (day_text(t, lot.earned_on, today), usable, until, count(lot.granted), count(lot.remaining))


def voucher_rows(vouchers: Sequence[MemberVoucher], today: str, t: Texts) -> tuple[PageRow, ...]:
    """Newest first, whatever became of them."""
    states = {"issued": t("can be used"), "used": t("used"), "cancelled": t("taken back")}

    def state(voucher: Voucher) -> str:
        over = voucher.state == "issued" and voucher.valid_until is not None and voucher.valid_until < today
        return t("expired") if over else states[voucher.state]

    return tuple(
        PageRow(
            id=one.voucher.code,
            cells=(
                one.name_en if t.language == "en" else one.name,
                one.voucher.code,
                t("no end") if one.voucher.valid_until is None else day_text(t, one.voucher.valid_until, today),
                state(one.voucher),
            ),
        )
        for one in vouchers
    )


def goal_rows(goals: Sequence[ChallengeProgress], t: Texts) -> tuple[PageRow, ...]:
    """The way to each goal of the month or the year."""
    lang = short_language(t)

    def amount(n: int, goal: ChallengeProgress) -> str:
        return money_text(n, lang) if goal.metric == "spend_minor" else times_text(n, lang)

    def so_far(goal: ChallengeProgress) -> str:
        if goal.state in ("booked", "reached"):
            return t("reached")
        if goal.state == "closed":
            return t("not for this member")
        return f"{amount(goal.done, goal)} / {amount(goal.reach, goal)}"

    return tuple(PageRow(id=goal.rule, cells=(f"{goal.name} · {goal.period}", so_far(goal), signed(goal.points))) for goal in goals)


def consent_rows(consents: Sequence[Consent], today: str, t: Texts) -> tuple[PageRow, ...]:
    """Every purpose, agreed to or not."""
    found = {consent.purpose: consent for consent in consents}
    rows = []
    for purpose in PURPOSES:
        consent = found.get(purpose)
        given = consent is not None and consent.state == "given"
        state = (
            t("given") if given else t("withdrawn") if consent is not None else t("never asked") if purpose == REQUIRED else t("not given")
        )
        title = consent_text(purpose, short_language(t), ()).title
        rows.append(PageRow(id=purpose, cells=(title, state, DASH if consent is None else day_text(t, consent.since, today))))
    return tuple(rows)


def card_rows(cards: Sequence[Card], t: Texts) -> tuple[PageRow, ...]:
    """By number; the tail is all that is shown of one."""
    states = {"active": t("in use"), "blocked": t("blocked"), "replaced": t("replaced")}
    return tuple(
        PageRow(
            id=card.number,
            cells=(" ".join(part for part in (f"…{card_tail(card.number)}", card.type) if part), states.get(card.state, card.state)),
        )
        for card in cards
    )
