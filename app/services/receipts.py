"""The receipt of a completed sale, made from its event at any later time: the same paper for first print, preview and every copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from app.domain.clock import local_time
from app.domain.journal.event import Event
from app.domain.ledger.booking import DEBT, Booking
from app.domain.ledger.voucher_code import is_voucher_code
from app.domain.members.member import Member
from app.domain.members.tier_names import tier_name
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.labels import rule_label
from app.domain.programme.results import QuoteResult
from app.domain.programme.sentences import programme_terms
from app.domain.sales.tender import POINTS, tender_label
from app.services.desk import Desk
from app.services.explain import Evaluated, evaluate_sale
from app.services.ports.store import Reader, Voucher

if TYPE_CHECKING:  # a till that starts needs no paper before its first sale
    from app.documents.document import Document, Language
    from app.documents.receipt import (
        BoughtByItself,
        EarnedBy,
        NextReward,
        NextTier,
        ReceiptClaim,
        ReceiptData,
        ReceiptDiscount,
        ReceiptLine,
        ReceiptMember,
        ReceiptTender,
        TierReached,
    )
    from app.documents.vouchers import PrintedVoucher
    from app.services.redeem_by_itself import Redeemed

SURVEY_MAX = 200
"""Longest survey code on paper."""
_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "member_price": "会员价",
        "no_points": "不积分",
        "set_price": "改价 原{}",
        "percent": "{whole}减{value}%（{reason}）",
        "amount": "{whole}优惠（{reason}）",
        "price": "改价（{reason}）",
        "whole": "整单",
        "points": "{} 分",
        "saved": "其中会员价优惠",
        "coupon": "其中优惠券 {}",
        "returns": "{} 天内凭小票退换",
    },
    "en": {
        "member_price": "Member price",
        "no_points": "Earns no points",
        "set_price": "Price set, was {}",
        "percent": "{whole}{value} % off ({reason})",
        "amount": "{whole}discount ({reason})",
        "price": "Price set ({reason})",
        "whole": "Whole sale: ",
        "points": "{} pts",
        "saved": "Member prices saved",
        "coupon": "Coupon {}",
        "returns": "Returns within {} days with this receipt",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletedSale:
    """A completed sale as screens show it: the figures of its receipt and the receipt itself. `copies` were printed after the first; points
    that lapse within `reminder_days` are worth a word.
    """

    event_id: str
    member_id: str | None
    occurred_ms: int
    data: ReceiptData
    document: Document
    copies: int
    reminder_days: int


def completed_sale(
    desk: Desk, reader: Reader, event: Event, copy_number: int = 0, *, evaluated: Evaluated | None = None
) -> CompletedSale:
    """The sale of an event; `evaluated` where it has just been evaluated. Refusal not_a_sale."""
    from app.documents.receipt import receipt

    language = receipt_language(desk, reader)
    data = receipt_data(desk, reader, evaluated or evaluate_sale(desk, reader, event), language, copy_number)
    return CompletedSale(
        event_id=event.header.id,
        member_id=event.header.member_id,
        occurred_ms=event.header.occurred_ms,
        data=data,
        document=receipt(data, language),
        copies=reader.copies(event.header.id),
        reminder_days=int(desk.setting(reader, "expiry.reminder_days")),
    )


def receipt_bytes(desk: Desk, sale: CompletedSale) -> bytes:
    """The bytes for this till's printer."""
    from app.documents.layout import lay_out
    from app.documents.render_escpos import to_bytes

    profile = desk.profile()
    return to_bytes(lay_out(sale.document, profile.paper), profile)


def receipt_language(desk: Desk, reader: Reader) -> Language:
    """The language of the shop's receipts."""
    return "en" if desk.setting(reader, "receipt.language") == "en" else "zh"


def receipt_data(desk: Desk, reader: Reader, sale: Evaluated, language: Language, copy_number: int = 0) -> ReceiptData:
    """Everything on the receipt of a completed sale."""
    from app.documents.receipt import ReceiptData, ReceiptDiscount

    event, body = sale.event, sale.body
    when = local_time(event.header.occurred_ms, desk.zone)
    own = "_en" if language == "en" else ""
    words = _WORDS[language]
    tags = line_tags(sale.programme, sale.quote, language)
    coupons = tuple(ReceiptDiscount(words["coupon"].format(name), off) for _, _, name, off in body.get("coupons", ()))
    saved = sum(tier_saved(line) for line in body["lines"])
    return ReceiptData(
        shop_name=str(desk.setting(reader, f"shop.name{own}")),
        store_name=str(desk.setting(reader, f"store.name{own}")),
        sale_number=body["number"],
        date=when.date,
        time=when.time,
        cashier=cashier_name(reader, event, language),
        till=f"{desk.till_no:02d}",
        lines=tuple(_line(line, tags.get(line["id"], ()), "member" in body, sale.quote, words, language) for line in body["lines"]),
        items_count=sum(line["qty"] for line in body["lines"]),
        total_minor=body["total_minor"],
        tenders=tuple(_tender(row, words, language) for row in body["tenders"]),
        value_after=_value_after(body),
        journal_hash=event.short_hash,
        discounts=(*((ReceiptDiscount(words["saved"], saved),) if saved else ()), *_discounts(body, words, language), *coupons),
        change_minor=sum(given - amount for _, amount, given, _ in body["tenders"]) - body.get("kept_minor", 0),
        kept_minor=body.get("kept_minor", 0),
        member=_member(desk, reader, sale, language) if "member" in body else None,
        vouchers=_vouchers(reader, sale, language),
        sale_points=body.get("worth"),
        claim=_claim(desk, reader, sale),
        invoice_code=_invoice(desk, reader, sale),
        rules=_rules(desk, reader, sale.programme, language),
        footer=str(desk.setting(reader, f"receipt.footer{own}")),
        copy_number=copy_number,
        survey=_survey(desk, reader, body["number"]),
    )


def _claim(desk: Desk, reader: Reader, sale: Evaluated) -> ReceiptClaim | None:
    """The claim code of a walk-in's sale; on a copy only while it is still open."""
    if "member" in sale.body or not sale.body.get("worth"):
        return None
    from app.documents.receipt import ReceiptClaim
    from app.services.claims import open_claim

    claim = open_claim(desk, reader, sale.event, sale.body["number"])
    return None if claim is None else ReceiptClaim(claim.code, claim.last_day)


def _invoice(desk: Desk, reader: Reader, sale: Evaluated) -> str:
    """The code by which the customer asks for the tax invoice, where the shop prints it."""
    if not desk.setting(reader, "invoice.on") or not sale.body["total_minor"]:
        return ""
    address = "".join(char for char in str(desk.setting(reader, "invoice.address")) if char.isascii() and char.isprintable()).strip()
    header, body = sale.event.header, sale.body
    return desk.invoices().request_code(address, body["number"], header.business_date, body["total_minor"], sale.event.sig)


def line_tags(programme: CompiledProgramme, quote: QuoteResult, language: Language) -> dict[str, tuple[str, ...]]:
    """Names of the rules that gave a line points because of what it is, per line id."""
    tags: dict[str, tuple[str, ...]] = {}
    for item in quote.items:
        rule = programme.rule(item.rule)
        if item.fired and item.recipient == "member" and rule.lines is not None:
            for line in item.line_points:
                tags[line] = (*tags.get(line, ()), rule_label(rule, programme, language))
    return tags


def excluded_lines(quote: QuoteResult) -> frozenset[str]:
    """Lines that earn nothing under the programme's own base."""
    return frozenset(line.line for line in quote.base_lines if line.excluded is not None)


def carried(quote: QuoteResult) -> Fraction:
    """The member's kept remainder after the sale, in points, over all rules that carry."""
    return sum((item.carry_out for item in quote.items if item.carry_out is not None and item.recipient == "member"), Fraction(0))


def carried_text(remainder: Fraction) -> str:
    """A remainder in points with two digits, rounded down: "0.23"; empty for none."""
    hundredths = remainder * 100 // 1
    if hundredths == 0:
        return ""
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02d}"


def next_reward(programme: CompiledProgramme, points: int) -> NextReward | None:
    """The nearest active reward that is out of reach with so many points."""
    from app.documents.receipt import NextReward

    ahead = [reward for reward in programme.rewards.values() if reward.active and reward.points > points]
    if not ahead:
        return None
    nearest = min(ahead, key=lambda reward: reward.points)
    return NextReward(nearest.name, nearest.points - points)


def next_tier(programme: CompiledProgramme, quote: QuoteResult, language: str) -> NextTier | None:
    """The tier above and what is missing to it; None at the top, without tiers, and where tiers are set by hand or by visits."""
    from app.documents.receipt import NextTier

    tiers, result = programme.tiers, quote.tier
    if tiers is None or result is None or result.next_code is None or tiers.metric not in ("spend", "points"):
        return None
    level = tiers.levels[tiers.rank[result.next_code]]
    name = tier_name(level.code, level.name, language)
    if tiers.metric == "spend":
        return NextTier(name, spend_missing_minor=result.next_missing)
    return NextTier(name, points_missing=result.next_missing)


def _vouchers(reader: Reader, sale: Evaluated, language: Language) -> tuple[PrintedVoucher, ...]:
    bought = automatic(reader, sale.programme, sale.event.header.id)
    issued = [*(() if bought is None else bought.vouchers)]
    if sale.quote.vouchers:
        issued += [one for one in reader.vouchers_of_event(sale.event.header.id) if is_voucher_code(one.code)]  # none a partner issued
    return printed_vouchers(sale.programme, issued, str(sale.event.header.member_id), language) if issued else ()


def _line(
    line: Mapping[str, Any], rules: tuple[str, ...], is_member: bool, quote: QuoteResult, words: Mapping[str, str], language: str
) -> ReceiptLine:
    from app.documents.receipt import ReceiptLine

    tags = rules
    if line.get("weight_g"):
        from app.domain.till.weighed_label import weight_text

        tags = (weight_text(line["weight_g"]), *tags)
    discount = line.get("discount_minor", 0)
    if tier_saved(line):
        tags = (*tags, words["member_price"])
    if line.get("was_minor") is not None:
        tags = (*tags, words["set_price"].format(f"{line['was_minor'] // 100}.{line['was_minor'] % 100:02d}"))
    if is_member and line["id"] in excluded_lines(quote):
        tags = (*tags, words["no_points"])
    listed = line["unit_minor"] * line["qty"]
    return ReceiptLine(
        name=(line.get("name_en") or line["name"]) if language == "en" else line["name"],
        unit_price_minor=line["unit_minor"],
        qty=line["qty"],
        amount_minor=listed - discount,
        discount_minor=discount,
        tags=tags,
    )


def tier_saved(line: Mapping[str, Any]) -> int:
    """What the tier's price saved on a line of a sale: its discount without those by hand and without coupons."""
    return int(line.get("discount_minor", 0) - line.get("given_minor", 0) - line.get("coupon_minor", 0))


def _discounts(body: Mapping[str, Any], words: Mapping[str, str], language: Language) -> Iterator[ReceiptDiscount]:
    """Discounts by hand, each with its reason."""
    from app.documents.receipt import ReceiptDiscount
    from app.domain.sales.discount import ROUNDING, discount_reason_label

    for line, kind, value, minor, reason, _ in body.get("discounts", ()):
        label = discount_reason_label(reason, language)
        if kind != ROUNDING:
            label = words[kind].format(whole="" if line is not None else words["whole"], value=value, reason=label)
        if minor > 0:
            yield ReceiptDiscount(label, minor)


def _value_after(body: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    """What stays on each card that paid: its last digits, principal and bonus together; the last line of a card counts."""
    after = {holder: (card[-4:], principal + bonus) for holder, card, _, _, _, (principal, bonus) in body.get("value", ())}
    return tuple(after.values())


def _tender(row: list[Any], words: Mapping[str, str], language: str) -> ReceiptTender:
    from app.documents.receipt import ReceiptTender

    kind, _, given, points = row
    return ReceiptTender(tender_label(kind, language), given, words["points"].format(points) if kind == POINTS else "")


def automatic(reader: Reader, programme: CompiledProgramme, event_id: str) -> Redeemed | None:
    """What was bought by itself after an event; None where the programme does no such thing."""
    if programme.automatic_reward is None:
        return None
    from app.services.redeem_by_itself import redeemed_by_itself

    return redeemed_by_itself(reader, event_id)


def by_itself_shown(bought: Redeemed | None, programme: CompiledProgramme) -> BoughtByItself | None:
    """The same for paper."""
    from app.documents.receipt import BoughtByItself

    return None if bought is None else BoughtByItself(programme.rewards[bought.reward].name, bought.times, bought.points)


def tier_reached(programme: CompiledProgramme, quote: QuoteResult, language: Language) -> TierReached | None:
    """The tier that an event has given, None where it gave no other."""
    from app.documents.receipt import TierReached

    if quote.tier is None or quote.tier.after == quote.tier.before:
        return None
    return TierReached(tier_shown(programme, quote, language), quote.tier.valid_until)


def _survey(desk: Desk, reader: Reader, number: str) -> str:
    """The survey code (MEM-11), with the receipt's number where the shop wants it; signs no code holds are written as in addresses."""
    text = str(desk.setting(reader, "survey.code")).replace("{receipt}", number)
    if not text:
        return ""
    from urllib.parse import quote

    code = quote(text, safe="".join(chr(sign) for sign in range(33, 127)))
    return code if len(code) <= SURVEY_MAX else ""


def _message(desk: Desk, reader: Reader, sale: Evaluated, member: Member | None, language: Language) -> str:
    """What the shop says to a member in the state they were in before this sale; read only where the shop says anything."""
    event = sale.event
    if member is None or not desk.setting(reader, "message.on"):
        return ""
    from app.services.state_message import state_message

    return state_message(desk, reader, member, event.header.business_date, english=language == "en", before_seq=event.header.seq)


def _member(desk: Desk, reader: Reader, sale: Evaluated, language: Language) -> ReceiptMember:
    from app.documents.receipt import NextExpiry, ReceiptMember

    body, quote, programme = sale.body, sale.quote, sale.programme
    member = reader.member(body["member"]["id"])
    bought = automatic(reader, programme, sale.event.header.id)
    expiry = body["next_expiry"] if bought is None else bought.next_expiry
    after = body["after"] - (0 if bought is None else bought.points)
    aside = set_aside(body, body["member"]["id"], sale.event.header.business_date)
    return ReceiptMember(
        masked_name=member.name_on_paper if member else "",
        tier_name=tier_shown(programme, quote, language),
        masked_phone=member.phone_on_paper if member else "",
        points_before=body["before"],
        points_earned=body["earned"],
        points_after=after,
        by_itself=by_itself_shown(bought, programme),
        tier_reached=tier_reached(programme, quote, language),
        earned_by=earned_by(programme, quote, language),
        carried=carried_text(carried(quote)),
        points_to_debt=aside.to_debt,
        points_waiting=aside.waiting,
        points_in_review=aside.in_review,
        points_redeemed=body["redeemed"],
        points_owed=body["owed"],
        points_pending=body["pending"],
        next_expiry=None if expiry is None else NextExpiry(expiry[0], expiry[1]),
        next_reward=next_reward(programme, after),
        next_tier=next_tier(programme, quote, language),
        message=_message(desk, reader, sale, member, language),
    )


@dataclass(frozen=True, slots=True)
class SetAside:
    """Points of an event that the member cannot use on its day: they paid a debt, they wait, they are under review."""

    to_debt: int
    waiting: int
    in_review: int


def set_aside(body: Mapping[str, Any], member_id: str, on: str) -> SetAside:
    """What the booking of an event put aside of the points it gave to the member."""
    booking = Booking.from_mapping(body.get("ledger", {}))
    own = [grant for grant in booking.grants if grant.holder == member_id]
    return SetAside(
        to_debt=sum(p.amount for p in booking.postings if p.account == DEBT and p.holder == member_id and p.amount > 0),
        waiting=sum(grant.points for grant in own if grant.available_on > on and not grant.frozen),
        in_review=sum(grant.points for grant in own if grant.frozen),
    )


def earned_by(programme: CompiledProgramme, quote: QuoteResult, language: Language) -> tuple[EarnedBy, ...]:
    """The member's points by rule; negative where a challenge was taken back."""
    from app.documents.receipt import EarnedBy

    won = ((item.rule, item.points) for item in quote.items if item.points and item.recipient == "member")
    lost = ((reversal.rule, -reversal.points) for reversal in quote.reversals)
    return tuple(EarnedBy(rule_label(programme.rule(rule), programme, language), points) for rule, points in (*won, *lost))


def printed_vouchers(
    programme: CompiledProgramme, vouchers: Sequence[Voucher], holder: str, language: Language
) -> tuple[PrintedVoucher, ...]:
    """The vouchers of an event that are the holder's, ready for paper."""
    from app.documents.vouchers import PrintedVoucher

    return tuple(
        PrintedVoucher(name=voucher_name(programme, voucher, language), code=voucher.code, valid_until=voucher.valid_until)
        for voucher in vouchers
        if voucher.holder == holder
    )


def voucher_name(programme: CompiledProgramme, voucher: Voucher, language: Language) -> str:
    """What a voucher is called: as the reward it is or was won with, else as the rule that gave it."""
    reward = programme.rewards.get(voucher.voucher) or programme.rewards.get(voucher.rule)
    return rule_label(programme.rule(voucher.rule), programme, language) if reward is None else reward.name


def tier_shown(programme: CompiledProgramme, quote: QuoteResult, language: str) -> str:
    """The name of the tier after the event; empty without tiers."""
    if programme.tiers is None or quote.tier is None:
        return ""
    level = programme.tiers.levels[programme.tiers.rank[quote.tier.after]]
    return tier_name(level.code, level.name, language)


def cashier_name(reader: Reader, event: Event, language: str) -> str:
    """Who booked an event, by the name of the language."""
    for person in reader.staff():
        if person.id == event.header.actor_id:
            return (person.name_en or person.name) if language == "en" else person.name
    return ""


def _rules(desk: Desk, reader: Reader, programme: CompiledProgramme, language: Language) -> tuple[str, ...]:
    days = int(desk.setting(reader, "receipt.return_days"))
    returns = (_WORDS[language]["returns"].format(days),) if days else ()
    return (*programme_terms(programme, language), *returns)
