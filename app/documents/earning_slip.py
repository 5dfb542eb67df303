"""The slip of an act that earns points without a sale: enrolment, check-in, birthday, an activity. What was earned and why, vouchers, the
balance after; for somebody who has just joined the terms in plain words too.

Like the receipt it is given ready figures and names; nothing is computed here but the text of an amount.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.documents.document import Align, Cut, Document, Element, Feed, Language, Pair, Rule, Style, Text
from app.documents.figures import points_text, signed_text
from app.documents.receipt import BoughtByItself, EarnedBy, NextExpiry, TierReached, by_itself_line, tier_line
from app.documents.vouchers import PrintedVoucher, voucher_elements
from app.documents.words import words

_DETAIL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class EarningSlipData:
    """Everything printed on the slip. Name and phone arrive masked, dates YYYY-MM-DD, `journal_hash` 8 hex digits.

    `act`: what happened, in words. `earned_by`: the points of each rule, `reasons` the sentences why there are none. `points_after` is what
    may be used; whatever is 0 or empty is left out. `terms` and `agreed`: on the slip of an enrolment.
    """

    shop_name: str
    store_name: str
    act: str
    date: str
    time: str
    cashier: str
    till: str
    masked_name: str
    tier_name: str
    masked_phone: str
    points_earned: int
    points_before: int
    points_after: int
    journal_hash: str
    card: str = ""
    earned_by: tuple[EarnedBy, ...] = ()
    reasons: tuple[str, ...] = ()
    points_to_debt: int = 0
    points_waiting: int = 0
    points_in_review: int = 0
    by_itself: BoughtByItself | None = None
    tier_reached: TierReached | None = None
    points_owed: int = 0
    points_pending: int = 0
    next_expiry: NextExpiry | None = None
    vouchers: tuple[PrintedVoucher, ...] = ()
    terms: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    footer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    cashier: str
    till: str
    card: str
    earned: str
    taken: str
    to_debt: str
    waiting: str
    in_review: str
    before: str
    balance: str
    owed: str
    pending: str
    next_expiry: str
    points: str
    terms: str
    agreed: str
    hash: str


_WORDS: dict[Language, _Words] = {
    "zh": _Words(
        cashier="收银 {}",
        till="{} 号台",
        card="会员卡 尾号 {}",
        earned="本次得分",
        taken="本次扣分",
        to_debt="其中还欠分",
        waiting="其中待生效",
        in_review="其中待核查",
        before="原有积分",
        balance="积分余额",
        owed="尚欠积分",
        pending="另有待生效",
        next_expiry="下次到期 {}",
        points="{} 分",
        terms="积分规则",
        agreed="已同意",
        hash="校验 {}",
    ),
    "en": _Words(
        cashier="Cashier {}",
        till="Till {}",
        card="Card …{}",
        earned="Points earned",
        taken="Points taken",
        to_debt="of these pay what was owed",
        waiting="of these not usable yet",
        in_review="of these under review",
        before="Points before",
        balance="Points balance",
        owed="Still owed",
        pending="Besides, not usable yet",
        next_expiry="Next expiry {}",
        points="{} pts",
        terms="How points work",
        agreed="Agreed to",
        hash="Check {}",
    ),
}


def earning_slip(data: EarningSlipData, lang: Language) -> Document:
    """The slip of one act."""
    return Document(f"{data.date}-{data.journal_hash}", tuple(_elements(data, lang)))


def _elements(data: EarningSlipData, lang: Language) -> Iterator[Element]:
    w = _WORDS[lang]
    yield Text(data.shop_name, Style.BIG, Align.CENTER)
    if data.store_name:
        yield Text(data.store_name, align=Align.CENTER)
    yield Text(data.act, Style.TALL, Align.CENTER)
    yield Rule()
    yield Pair(f"{data.date} {data.time}", w.till.format(data.till))
    yield Pair(w.cashier.format(data.cashier), w.card.format(data.card) if data.card else "")
    yield Rule("=")
    who = " ".join(part for part in (data.masked_name, data.tier_name) if part)
    yield Pair(who, data.masked_phone, Style.BOLD)
    yield from tier_line(data.tier_reached, words(lang))
    earned = w.taken if data.points_earned < 0 else w.earned
    yield Pair(earned, signed_text(data.points_earned) if data.points_earned else "0", Style.TALL)
    for part in data.earned_by:
        yield Text(f"{part.label} {signed_text(part.points)}", indent=_DETAIL)
    for reason in data.reasons:
        yield Text(reason, indent=_DETAIL)
    aside = ((w.to_debt, data.points_to_debt), (w.waiting, data.points_waiting), (w.in_review, data.points_in_review))
    for label, points in aside:
        if points:
            yield Pair(label, points_text(points), indent=_DETAIL)
    yield from by_itself_line(data.by_itself, words(lang))
    yield Pair(w.before, points_text(data.points_before))
    yield Pair(w.balance, points_text(data.points_after), Style.TALL)
    if data.points_owed:
        yield Pair(w.owed, points_text(data.points_owed), indent=_DETAIL)
    if data.points_pending:
        yield Pair(w.pending, points_text(data.points_pending), indent=_DETAIL)
    if data.next_expiry is not None:
        yield Pair(w.next_expiry.format(data.next_expiry.date), w.points.format(points_text(data.next_expiry.points)))
    yield from voucher_elements(data.vouchers, lang)
    yield from _joining(data, w)
    yield Rule()
    yield Text(w.hash.format(data.journal_hash), align=Align.CENTER)
    if data.footer:
        yield Text(data.footer, align=Align.CENTER)
    yield Feed()
    yield Cut()


def _joining(data: EarningSlipData, w: _Words) -> Iterator[Element]:
    if data.terms:
        yield Rule()
        yield Text(w.terms, Style.BOLD)
        for line in data.terms:
            yield Text(line)
    if data.agreed:
        yield Rule()
        yield Text(w.agreed, Style.BOLD)
        for line in data.agreed:
            yield Text(line, indent=_DETAIL)
