"""Worked examples for a rule: the plainest situation in which it holds, for members of two tiers, and one in which it does not."""

from __future__ import annotations

from datetime import date

from app.domain.programme.compiled import Rule
from app.domain.programme.phrases import activity_text, trigger_words
from app.domain.programme.quote import quote
from app.domain.programme.scenarios import Scenario, Shop, as_tier, otherwise, scenario_for
from app.gui.i18n import money
from app.gui.presenters.office_views import ExampleView
from app.gui.presenters.office_wording import Wording


def examples(w: Wording, code: str, shop: Shop) -> tuple[ExampleView, ...]:
    """At most three; none for a rule that is off or never holds."""
    programme = w.programme
    rule = programme.rule(code)
    plain = scenario_for(rule, programme, shop) if rule.active else None
    if plain is None:
        return ()
    found = [(plain, "")]
    levels = () if programme.tiers is None else programme.tiers.levels
    if rule.when.tiers is None and len(levels) > 1:
        higher = levels[min(2, len(levels) - 1)].code
        found.insert(0, (as_tier(plain, higher), ""))
    turned = otherwise(rule, programme, shop, plain)
    if turned is not None:
        found.append((turned, turned.changed))
    return tuple(_example(w, rule, scenario, changed) for scenario, changed in found)


def _example(w: Wording, rule: Rule, scenario: Scenario, changed: str) -> ExampleView:
    t = w.t
    result = quote(w.programme, scenario.event, scenario.member, scenario.context)
    fired = [item for item in result.items if item.fired and item.recipient == rule.recipient and item.points]
    total = sum(item.points for item in fired)
    vouchers = sum(grant.count for grant in result.vouchers if grant.rule == rule.code)
    told = f"= {t.points(total)}"
    if vouchers:
        told = t("voucher ×{n}", n=vouchers)
    return ExampleView(
        who=_who(w, rule, scenario, changed),
        what=_what(w, scenario, changed),
        terms=" + ".join(str(item.points) for item in fired) if len(fired) > 1 else "",
        total=told,
    )


def _who(w: Wording, rule: Rule, scenario: Scenario, changed: str) -> str:
    t = w.t
    if changed == "weekdays":
        return w.weekday(date.fromisoformat(scenario.context.business_date).isoweekday())
    if changed in ("month_days", "dates"):
        return t.date(date.fromisoformat(scenario.context.business_date))
    if changed == "times":
        return scenario.context.local_time
    if changed == "birthday":
        return t("Birthday in another month")
    if changed == "first_sale":
        return t("Not the first sale")
    if changed == "lines":
        return t("Other goods")
    if changed == "min_amount_minor":
        return t("Less than that")
    tier = scenario.member.tier
    name = t("Member") if tier is None else w.tier(tier.code)
    return t("Referrer of a {tier} member", tier=name) if rule.recipient == "referrer" else name


def _what(w: Wording, scenario: Scenario, changed: str) -> str:
    t, event = w.t, scenario.event
    if changed in ("weekdays", "month_days", "times", "birthday", "first_sale", "tiers"):
        return t("the same otherwise")
    if event.type != "sale":
        words = activity_text(event.activity or "", w.lang) if event.type == "activity" else ""
        if event.type == "challenge":
            reached = event.month
            words = (
                t("{n} visits", n=reached.visits) if not reached.spend_minor else t("spends {amount}", amount=money(reached.spend_minor))
            )
        words = words or trigger_words(event.type, w.lang)
        return f"{words} {money(event.amount_minor)}" if event.amount_minor else words
    line = event.lines[0]
    known = {product.id: product for product in (*w.words.goods.values(), *w.words.samples)}
    product = known.get(line.product)
    name = line.product if product is None else product.shown_name(w.lang)
    goods = f"{name} × {line.qty}" if line.qty > 1 else name
    return t("buys {goods} for {amount}", goods=goods, amount=money(line.list_minor))
