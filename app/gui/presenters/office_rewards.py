"""One reward of the catalogue: what the programme asks for it (to look at), what the shop knows of it, its stock; the prizes of a draw.

Odds are typed in percent and kept as whole parts of a whole that is a power of ten, so that what is typed is what is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import gcd
from typing import Literal

from app.domain.catalogue.category_names import category_name
from app.domain.catalogue.coupon_terms import COUPON_KINDS, CouponTerms
from app.domain.catalogue.reward_facts import WHOLES, WORTHLESS, Prize, RewardFacts, stock_key
from app.domain.errors import Refusal
from app.domain.members.tier_names import tier_name
from app.domain.money import yuan
from app.gui.i18n import Texts, count, mark
from app.gui.presenters.counter_views import refusal_line, short_language
from app.gui.presenters.reward_words import KIND_NAMES, cost_text, limit_text, tiers_text, window_text
from app.gui.presenters.till import Till
from app.gui.presenters.typed_number import typed_count, typed_minor
from app.services.ports.sound import Sound
from app.services.reward_catalogue import REASONS, OnTheShelf, describe_reward, goods_named, stock_reward

PRIZES_SHOWN = 20
_DECIMALS = 4
_FIELDS: dict[str, tuple[str, str]] = {
    "cost_minor": (mark("One costs the shop"), "money"),
    "worth_minor": (mark("Money handed out, or loaded as a gift card"), "money"),
    "valid_days": (mark("Its voucher is good for, in days"), "digits"),
    "tier_days": (mark("The tier holds for, in days"), "digits"),
    "project": (mark("Donated to"), "text"),
    "note": (mark("What is done at the hand-over"), "text"),
    "more_on": (mark("More come on"), "day"),
}
_COUPON_FIELDS: dict[str, tuple[str, str]] = {
    "name": (mark("Name of the coupon"), "text"),
    "partner": (mark("Partner who issued it"), "text"),
    "prefix": (mark("Its codes begin with"), "text"),
    "worth": (mark("Takes off"), "money"),
    "percent": (mark("Takes off, in percent"), "digits"),
    "threshold": (mark("From a sum of"), "money"),
    "goods": (mark("Good for (categories or codes)"), "text"),
}
_OF_USE: dict[str, tuple[str, ...]] = {
    "": (),
    "amount": ("worth", "threshold", "goods"),
    "percent": ("percent", "threshold", "goods"),
    "product": ("goods", "threshold"),
}
_USES = {
    "": mark("handed out at the desk"),
    "amount": mark("an amount off"),
    "percent": mark("a share off"),
    "product": mark("one piece free"),
}
SOURCES = {"rule": mark("given by a rule"), "prize": mark("won in a draw"), "partner": mark("a partner's")}
"""Label and shape of what the shop knows, in the order of the form."""
_OF_KIND = {
    "voucher": ("valid_days", "worth_minor"),
    "service": ("valid_days",),
    "experience": ("valid_days",),
    "draw": ("valid_days",),
    "cash_back": ("worth_minor",),
    "donation": ("project",),
    "tier": ("tier_days",),
}
_REASON_NAMES = {
    "delivery": mark("delivered"),
    "count": mark("counted"),
    "broken": mark("broken"),
    "gone": mark("missing"),
}
_PROBLEMS = {
    "range": mark("A value is too small or too large"),
    "duplicate": mark("Two prizes are the same"),
    "odds": mark("Nothing can be won in this draw"),
    "unknown": mark("The programme has no such tier"),
    "prefix": mark("A partner's coupon needs the partner's name, and 3 to 20 letters and digits its codes begin with"),
    "goods": mark("There is no such category and no such item"),
}


@dataclass(frozen=True, slots=True)
class FormField:
    """A field: its shape is money, digits, day (month and day) or text."""

    id: str
    label: str
    shape: str
    text: str
    prompt: str


@dataclass(frozen=True, slots=True)
class PrizeRow:
    """A prize as it is typed: name, odds in percent, whether its number is counted. `blank`: nothing is won with it."""

    name: str
    odds: str
    blank: bool
    counted: bool
    left: str


@dataclass(frozen=True, slots=True)
class Picked:
    """One of several choices."""

    id: str
    label: str
    selected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardFormView:
    """The form. `programme`: label and value of what the programme says; `stock_of`: what may be counted, the chosen one marked."""

    title: str
    kind: str
    programme_title: str
    programme: tuple[tuple[str, str], ...]
    programme_link: str
    shop_title: str
    fields: tuple[FormField, ...]
    uses: tuple[Picked, ...]
    uses_name: str
    tiers: tuple[Picked, ...]
    tiers_name: str
    prizes_title: str
    prizes: tuple[PrizeRow, ...]
    odds_line: str
    odds_fit: bool
    stock_title: str
    stock_of: tuple[Picked, ...]
    stock_more: str
    reasons: tuple[Picked, ...]
    problem: str
    save: str
    can_save: bool


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    name: str
    odds: str
    counted: bool


class RewardForm:
    """The presenter of the form; part of the page."""

    def __init__(self, till: Till, changed: Callable[[], None], stored: Callable[[str], None]) -> None:
        """`changed`: render again; `stored`: something was booked, said in a line."""
        self._till = till
        self._changed = changed
        self._stored = stored
        self._one: OnTheShelf | None = None
        self._texts: dict[str, str] = {}
        self._tier = self._use = ""
        self._coupon: dict[str, str] = {}
        self._prizes: tuple[_Row, ...] = ()
        self._stock_of = self._more = ""
        self._reason = REASONS[0]
        self._problem = ""
        self._touched = False

    @property
    def reward(self) -> str:
        """Whose form it is; empty for none."""
        return "" if self._one is None else self._one.reward.code

    def show(self, one: OnTheShelf | None) -> None:
        """Another reward, or the same one as it is now. What is typed for the same one stays."""
        same = one is not None and one.reward.code == self.reward
        self._one = one
        if same and self._touched:
            return
        self._problem, self._touched = "", False
        if one is not None:
            self._fill(one)

    def _fill(self, one: OnTheShelf) -> None:
        facts = one.facts
        self._texts = {name: _text(name, getattr(facts, name)) for name in _FIELDS}
        self._tier = facts.tier or ""
        self._use, self._coupon = _coupon_texts(facts, short_language(self._till.texts))
        if one.source == "partner":
            self._use = self._use or "amount"
        whole = sum(prize.weight for prize in facts.prizes)
        self._prizes = tuple(_Row(prize.code, prize.name, _percent(prize.weight, whole), prize.stocked) for prize in facts.prizes)
        self._stock_of = one.reward.code if one.stock is not None else next(iter(self._counted(one)), "")
        self._more = ""

    @staticmethod
    def _counted(one: OnTheShelf) -> list[str]:
        return [stock_key(one.reward.code, code) for code in one.prizes_left]

    # what is shown

    def view(self) -> RewardFormView | None:
        """The form as of now."""
        t, one = self._till.texts, self._one
        if one is None:
            return None
        own = tuple(name for name in _OF_KIND.get(one.reward.kind, ()) if name != "worth_minor" or not self._use)
        wanted = ("cost_minor", *(own if one.source == "reward" else ()), "note", *(("more_on",) if one.stock is not None else ()))
        is_draw = one.reward.kind == "draw"
        whole, fits = self._odds()
        return RewardFormView(
            title=one.reward.name,
            kind=t(KIND_NAMES[one.reward.kind]),
            programme_title=t("In the points programme"),
            programme=self._programme(t, one),
            programme_link=t("Change it in the programme"),
            shop_title=t("In the shop"),
            fields=(
                *self._coupon_fields(t, one),
                *(
                    FormField(name, t(label), shape, self._texts.get(name, ""), self._prompt(t, name, one.reward.kind))
                    for name, (label, shape) in _FIELDS.items()
                    if name in wanted
                ),
            ),
            uses=tuple(Picked(use, t(label), use == self._use) for use, label in _USES.items() if use or one.source != "partner")
            if one.reward.kind == "voucher"
            else (),
            uses_name=t("What the voucher does"),
            tiers=self._tiers(t) if one.reward.kind == "tier" else (),
            tiers_name=t("It opens the tier"),
            prizes_title=t("Prizes and odds in percent") if is_draw else "",
            prizes=tuple(self._prize_row(t, row) for row in self._prizes[:PRIZES_SHOWN]) if is_draw else (),
            odds_line=(t("together {percent} %", percent=whole) if self._prizes else t("no prizes yet")) if is_draw else "",
            odds_fit=fits,
            stock_title=self._stock_title(t, one),
            stock_of=self._stock_choices(t, one),
            stock_more=self._more,
            reasons=tuple(Picked(reason, t(_REASON_NAMES[reason]), reason == self._reason) for reason in REASONS),
            problem=self._problem,
            save=t("Save"),
            can_save=self._touched,
        )

    def _coupon_fields(self, t: Texts, one: OnTheShelf) -> list[FormField]:
        if one.reward.kind != "voucher":
            return []
        head = ("name",) if one.source in ("rule", "prize") else ("name", "partner", "prefix") if one.source == "partner" else ()
        return [
            FormField(f"coupon:{name}", t(label), shape, self._coupon.get(name, ""), t("all goods") if name == "goods" else "")
            for name, (label, shape) in _COUPON_FIELDS.items()
            if name in (*head, *_OF_USE[self._use])
        ]

    def _programme(self, t: Texts, one: OnTheShelf) -> tuple[tuple[str, str], ...]:
        reward, on = one.reward, self._till.desk.local().date
        counter = self._till.counter
        if one.source != "reward":
            return ((t("Voucher"), t(SOURCES[one.source])),)
        rows = [(t("Asks for"), cost_text(reward, t))]
        rows.append((t("To be had"), window_text(reward, t, on) or t("at any time")))
        if reward.tiers is not None and counter is not None:
            rows.append((t("For"), tiers_text(reward, counter.programme, t)))
        rows.append((t("Per member"), limit_text(reward, t) or t("as often as wanted")))
        if not reward.active:
            rows.append((t("State"), t("not offered")))
        return tuple(rows)

    @staticmethod
    def _prompt(t: Texts, name: str, kind: str) -> str:
        return {
            "valid_days": t("for good"),
            "worth_minor": t("the points at their value") if kind == "cash_back" else t("no gift card"),
            "cost_minor": t("not known"),
            "more_on": t("nobody knows"),
        }.get(name, "")

    def _tiers(self, t: Texts) -> tuple[Picked, ...]:
        counter = self._till.counter
        tiers = None if counter is None else counter.programme.tiers
        lang = short_language(t)
        levels = () if tiers is None else tiers.levels
        return tuple(Picked(level.code, tier_name(level.code, level.name, lang), level.code == self._tier) for level in levels)

    def _prize_row(self, t: Texts, row: _Row) -> PrizeRow:
        one = self._one
        left = None if one is None else one.prizes_left.get(row.code)
        told = "" if not row.counted else t("{n} left", n=count(left or 0))
        return PrizeRow(row.name, row.odds, row.code == WORTHLESS, row.counted, told)

    def _stock_title(self, t: Texts, one: OnTheShelf) -> str:
        if one.stock is not None:
            return t("On the shelf: {n}", n=count(one.stock))
        return t("Prizes on the shelf") if one.prizes_left else ""

    def _stock_choices(self, t: Texts, one: OnTheShelf) -> tuple[Picked, ...]:
        names = {stock_key(one.reward.code, prize.code): prize.name for prize in one.facts.prizes}
        left = {stock_key(one.reward.code, code): n for code, n in one.prizes_left.items()}
        found = [] if one.stock is None else [Picked(one.reward.code, one.reward.name, self._stock_of == one.reward.code)]
        found += [Picked(key, f"{names[key]} · {t('{n} left', n=count(n))}", self._stock_of == key) for key, n in left.items()]
        return tuple(found) if len(found) > 1 or one.stock is None else ()

    def _odds(self) -> tuple[str, bool]:
        """What the odds add up to, and whether that is a whole."""
        shares = [_share(row.odds) for row in self._prizes]
        if any(share is None for share in shares):
            return "?", False
        whole = sum((share for share in shares if share is not None), Fraction(0))
        return _decimal(whole), whole == 100

    # acts

    def set_field(self, name: str, text: str) -> None:
        """A field was typed in."""
        if name.startswith("coupon:"):
            self._coupon[name.removeprefix("coupon:")] = text
        else:
            self._texts[name] = text
        self._touch()

    def pick_tier(self, code: str) -> None:
        """The tier that is opened."""
        self._tier = code
        self._touch()

    def pick_use(self, use: str) -> None:
        """What the voucher does."""
        self._use = use
        self._touch()

    def add_prize(self) -> None:
        """One more prize; the first blank takes what is missing to 100 %."""
        codes = {row.code for row in self._prizes}
        n = next(n for n in range(1, 200) if f"prize{n}" not in codes)
        if len(self._prizes) < PRIZES_SHOWN:
            self._set_prizes((*self._prizes, _Row(f"prize{n}", "", "", counted=False)))

    def add_blank(self) -> None:
        """Nothing is won with what is missing to 100 %."""
        shares = [_share(row.odds) or Fraction(0) for row in self._prizes if row.code != WORTHLESS]
        rest = 100 - sum(shares, Fraction(0))
        others = tuple(row for row in self._prizes if row.code != WORTHLESS)
        if rest > 0 and len(others) < PRIZES_SHOWN:
            self._set_prizes((*others, _Row(WORTHLESS, self._till.texts("Thank you for playing"), _decimal(rest), counted=False)))

    def remove_prize(self, at: int) -> None:
        """A prize is out."""
        self._set_prizes((*self._prizes[:at], *self._prizes[at + 1 :]))

    def set_prize(self, at: int, **changes: str) -> None:
        """Name or odds of a prize were typed."""
        rows = list(self._prizes)
        rows[at] = replace(rows[at], **changes)  # type: ignore[arg-type]
        self._set_prizes(tuple(rows))

    def turn_counted(self, at: int) -> None:
        """Only so many of it can be won, or any number."""
        rows = list(self._prizes)
        rows[at] = replace(rows[at], counted=not rows[at].counted)
        self._set_prizes(tuple(rows))

    def _set_prizes(self, prizes: tuple[_Row, ...]) -> None:
        self._prizes = prizes
        self._touch()

    def _touch(self) -> None:
        self._touched, self._problem = True, ""
        self._changed()

    def pick_stock(self, key: str) -> None:
        """What is put on the shelf."""
        self._stock_of = key
        self._changed()

    def set_more(self, text: str) -> None:
        """How many were typed."""
        self._more = text
        self._changed()

    def pick_reason(self, reason: str) -> None:
        """Why the stock changes."""
        self._reason = reason
        self._changed()

    def save(self) -> None:
        """Writes down what the shop knows of it."""
        till, one = self._till, self._one
        if one is None or not self._touched:
            return
        try:
            wanted, terms = self._facts(one), self._terms()
        except ValueError as error:
            self._say(till.texts(str(error)))
            return
        session = till.signed_in()
        named = [part for part in re.split(r"[\s,，、;；]+", self._coupon.get("goods", "")) if part]

        def describe() -> RewardFacts:
            coupon = None if terms is None else replace(terms, goods=goods_named(till.desk, named))
            return describe_reward(till.desk, session, replace(wanted, coupon=coupon))

        def saved(_: RewardFacts) -> None:
            self._touched = False
            till.play(Sound.OK)
            self._stored(till.texts("Saved: {name}", name=one.reward.name))

        till.run(describe, saved, self._refused, confirm=True)

    def _facts(self, one: OnTheShelf) -> RewardFacts:
        """What stands in the fields. ValueError with the line that says what is wrong."""
        values: dict[str, object] = {}
        for name, (_, shape) in _FIELDS.items():
            text = self._texts.get(name, "").strip()
            values[name] = text if shape == "text" else None if not text else _value(shape, text, self._till.desk.local().date)
            if shape != "text" and text and values[name] is None:
                raise ValueError(mark("A value is not whole"))
        name = self._coupon.get("name", one.facts.name)
        return replace(one.facts, tier=self._tier or None, prizes=self._weighed(), name=name, **values)  # type: ignore[arg-type]

    def _terms(self) -> CouponTerms | None:
        """What the voucher takes off, its goods left open. ValueError with the line that says what is wrong."""
        if not self._use:
            return None
        texts = self._coupon
        worth, threshold = (typed_minor(texts[name]) if texts.get(name) else 0 for name in ("worth", "threshold"))
        percent = typed_count(texts["percent"]) if texts.get("percent") else 0
        if worth is None or threshold is None or percent is None:
            raise ValueError(mark("A value is not whole"))
        kind = next(kind for kind in COUPON_KINDS if kind == self._use)
        partner, prefix = texts.get("partner", ""), texts.get("prefix", "")
        return CouponTerms(kind=kind, worth_minor=worth, percent=percent, threshold_minor=threshold, partner=partner, prefix=prefix)

    def _weighed(self) -> tuple[Prize, ...]:
        """The prizes with their odds as parts of the smallest whole that fits."""
        shares = [_share(row.odds) for row in self._prizes]
        if not self._prizes:
            return ()
        if any(share is None or not share for share in shares) or not all(row.name.strip() for row in self._prizes):
            raise ValueError(mark("Every prize needs its name and its odds"))
        parts = [int((share or Fraction(0)) * WHOLES[-1] / 100) for share in shares]
        if sum(parts) != WHOLES[-1]:
            raise ValueError(mark("The odds have to add up to 100 %"))
        common = gcd(*parts)
        whole = next(whole for whole in WHOLES if WHOLES[-1] // whole <= common and common % (WHOLES[-1] // whole) == 0)
        return tuple(
            Prize(row.code, row.name.strip(), part * whole // WHOLES[-1], row.counted)
            for row, part in zip(self._prizes, parts, strict=True)
        )

    def change_stock(self, *, away: bool) -> None:
        """Puts so many on the shelf, or takes them away."""
        till, one, more = self._till, self._one, typed_count(self._more)
        if one is None or not more or not self._stock_of:
            till.play(Sound.UNKNOWN)
            return
        session, key, n, reason = till.signed_in(), self._stock_of, -more if away else more, self._reason

        def stocked(there: int) -> None:
            self._more = ""
            till.play(Sound.OK)
            self._stored(till.texts("{n} are on the shelf now", n=count(there)))

        till.run(lambda: stock_reward(till.desk, session, key, n, reason), stocked, self._refused, confirm=True)

    def _refused(self, refusal: Refusal) -> None:
        problem = str(refusal.values.get("problem", ""))
        t = self._till.texts
        self._say(t(_PROBLEMS[problem]) if refusal.code == "reward_facts" and problem in _PROBLEMS else refusal_line(refusal, t))

    def _say(self, problem: str) -> None:
        self._till.play(Sound.UNKNOWN)
        self._problem = problem
        self._changed()


def _coupon_texts(facts: RewardFacts, lang: Literal["zh", "en"]) -> tuple[str, dict[str, str]]:
    """What the voucher does, and how its terms stand in the fields."""
    terms = facts.coupon
    if terms is None:
        return "", {"name": facts.name}
    amounts = {"worth": terms.worth_minor, "threshold": terms.threshold_minor}
    minor = {name: yuan(value).removesuffix(".00") for name, value in amounts.items() if value}
    goods = "、".join(category_name(code, lang) for code in terms.goods)
    percent = str(terms.percent) if terms.percent else ""
    return terms.kind, {**minor, "percent": percent, "goods": goods, "name": facts.name, "partner": terms.partner, "prefix": terms.prefix}


def _text(name: str, value: object) -> str:
    """How a fact stands in its field."""
    shape = _FIELDS[name][1]
    if value is None or value == "":
        return ""
    if shape == "money" and isinstance(value, int):
        return yuan(value).removesuffix(".00")
    return str(value)[5:].replace("-", "") if shape == "day" else str(value)


def _value(shape: str, text: str, today: str) -> object:
    """The fact a field stands for; None where it is not whole. A day is the next one with this month and day number."""
    if shape == "money":
        return typed_minor(text)
    if shape == "digits":
        return typed_count(text)
    for year in (int(today[:4]), int(today[:4]) + 1):
        try:
            day = date(year, int(text[:2]), int(text[2:])).isoformat()
        except ValueError:
            continue
        if day >= today:
            return day
    return None


def _share(text: str) -> Fraction | None:
    """Typed percent as an exact number with at most four decimals; None where it is none from 0 to 100."""
    whole, point, part = text.strip().partition(".")
    if not whole.isascii() or not whole.isdigit() or len(part) > _DECIMALS or (point and not (part.isascii() and part.isdigit())):
        return None
    share = Fraction(int(whole + part), 10 ** len(part))
    return share if share <= 100 else None


def _percent(weight: int, whole: int) -> str:
    return _decimal(Fraction(100 * weight, whole))


def cost_figure(per_point: Fraction) -> str:
    """Fen with at most two decimals, rounded down."""
    return _decimal(Fraction(int(per_point * 100), 100))


def _decimal(share: Fraction) -> str:
    """At most four decimals, no zeros at the end."""
    scaled = int(share * 10**_DECIMALS)
    return f"{scaled // 10**_DECIMALS}.{scaled % 10**_DECIMALS:0{_DECIMALS}d}".rstrip("0").rstrip(".")
