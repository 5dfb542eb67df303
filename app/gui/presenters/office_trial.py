"""Trying a programme: a small basket beside the editor that shows what the engine makes of it while the rules are written.

What is tried is a document of its own, edited by the same controls; nothing of it is stored or booked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from app.domain.catalogue.product import Product
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.compiler import compile_programme
from app.domain.programme.document import DocumentError
from app.domain.programme.drafting import Document
from app.domain.programme.inputs import (
    AccountInput,
    ContextInput,
    EventInput,
    LineInput,
    MemberInput,
    TenderInput,
    TierInput,
    Totals,
)
from app.domain.programme.labels import rule_label
from app.domain.programme.quote import quote
from app.domain.programme.results import QuoteResult
from app.domain.programme.scenarios import Scenario, Shop, scenario_for
from app.domain.programme.sentences import why
from app.gui.i18n import money, signed
from app.gui.presenters.office_editing import Editing
from app.gui.presenters.office_fields import Field
from app.gui.presenters.office_parts import Parts
from app.gui.presenters.office_source import field_view
from app.gui.presenters.office_views import FieldView, TrialLine, TrialRule, TrialView
from app.gui.presenters.office_wording import Wording
from app.gui.presenters.till import Till
from app.services.programme_words import ShopWords

QTY_MAX = 999
_PLACES = ("stores", "tills", "channels", "card_types", "card_batches")
_EVENT_AMOUNT = ("top_up", "activity")


def sample_lines(products: Sequence[Product]) -> tuple[LineInput, ...]:
    """Goods with a price as lines of one piece, as the engine takes them."""
    return tuple(
        LineInput(
            id="L1",
            product=product.id,
            qty=1,
            list_minor=product.price_minor,
            categories=product.categories,
            brand=product.brand,
            tax_rate=product.tax_rate,
            kind=product.kind,
            earns=product.earns,
        )
        for product in products
        if product.price_minor
    )


def set_plain(document: Document, path: str, value: Any) -> Document:
    """Sets a field of the trial; None takes it away."""
    name = path.lstrip("/")
    changed = {key: kept for key, kept in document.items() if key != name}
    return changed if value is None else {**changed, name: value}


class Trial:
    """The presenter of the trial, and the `Source` its own controls edit."""

    def __init__(self, till: Till, editing: Editing, changed: Callable[[], None]) -> None:
        self._till = till
        self._editing = editing
        self._changed = changed
        self.errors: Sequence[DocumentError] = ()
        self.document: Document = {}
        self._qty: dict[str, int] = {}
        self._marked: tuple[Document, dict[str, int]] | None = None
        self._published: tuple[Document, CompiledProgramme] | None = None
        self.parts = Parts(till, self, changed, set_plain)

    # the source of its controls

    @property
    def open(self) -> bool:
        """Everybody may try."""
        return True

    @property
    def words(self) -> ShopWords:
        """The words of the editor."""
        return self._editing.words

    @words.setter
    def words(self, words: ShopWords) -> None:
        self._editing.take_words(words, tell=False)

    @property
    def wording(self) -> Wording:
        """Names from the programme, values from the trial."""
        return Wording(self._till.texts, self._editing.document, self._editing.words, self.document)

    def edit(self, change: Callable[[Document], Any], told: str = "") -> str:
        """Carries a change out."""
        self.document = change(self.document)
        self._changed()
        return ""

    def mark(self) -> None:
        """A control was opened."""
        self._marked = (self.document, dict(self._qty))

    def unmark(self, *, keep: bool, told: str = "") -> None:
        """It was closed."""
        before, self._marked = self._marked, None
        if before is not None and not keep:
            self.document, self._qty = before
        self._changed()

    def take_words(self, words: ShopWords, *, tell: bool = True) -> None:
        """Goods that are tried now."""
        self._editing.take_words(words, tell=tell)

    # what is tried

    def begin(self) -> None:
        """A plain sale of today, once: two goods, a member of the lowest tier."""
        if self.document:
            return
        local = self._till.desk.local()
        goods = [product for product in self.words.samples if product.price_minor][:2]
        self._know(goods)
        self.document = {"event": "sale", "birthday": "no", "visits": 10, "date": local.date, "time": local.time, "tender": "cash"}
        self.document = {**self.document, "goods": [product.id for product in goods]}

    def _know(self, products: Sequence[Product]) -> None:
        words = self.words
        self._editing.take_words(replace(words, goods={**words.goods, **{one.id: one for one in products}}), tell=False)

    def shop(self) -> Shop:
        """Where examples and trial happen."""
        words = self.words
        products = {product.id: product for product in (*words.goods.values(), *words.samples)}
        return Shop(today=self._till.desk.local().date, store=words.store, till=words.till, goods=sample_lines(tuple(products.values())))

    def set_up(self, code: str) -> bool:
        """Arranges the trial so that a rule holds. False where that cannot be done."""
        w = self._editing.wording
        found = scenario_for(w.programme.rule(code), w.programme, self.shop())
        if found is None:
            return False
        self.document = self._of(found)
        self._changed()
        return True

    def _of(self, found: Scenario) -> Document:
        event, member, context = found.event, found.member, found.context
        trigger = f"activity:{event.activity}" if event.activity else event.type
        self._qty = {line.product: line.qty for line in event.lines}
        by_id = {product.id: product for product in self.words.samples}
        self._know([by_id[line.product] for line in event.lines if line.product in by_id])
        born = member.birthday or (1, 1)
        on = date.fromisoformat(context.business_date)
        document: dict[str, Any] = {
            "event": trigger,
            "goods": [line.product for line in event.lines],
            "birthday": "day" if born == (on.month, on.day) else "month" if born[0] == on.month else "no",
            "visits": member.sales_count,
            "date": context.business_date,
            "time": context.local_time,
            "tender": event.tenders[0].kind if event.tenders else "cash",
            "codes": list(event.codes),
            "groups": list(member.groups),
            "referred": context.referrer is not None,
            "streak": member.check_in_streak + 1,
            "stores": context.store,
            "tills": context.till,
            "channels": context.channel,
            "amount": event.amount_minor,
            "qty": event.qty,
            "spend": event.month.spend_minor,
            "month_visits": event.month.visits,
        }
        if member.tier is not None:
            document["tier"] = member.tier.code
        for name, value in (("card_types", member.card_type), ("card_batches", member.card_batch)):
            if value is not None:
                document[name] = value
        return document

    # the engine's inputs

    def _lines(self) -> tuple[LineInput, ...]:
        goods = [self.words.goods[ref] for ref in self.document.get("goods", ()) if ref in self.words.goods]
        found = []
        for at, line in enumerate(sample_lines(goods), 1):
            qty = self._qty.get(line.product, 1)
            found.append(replace(line, id=f"L{at}", qty=qty, list_minor=line.list_minor * qty))
        return tuple(found)

    def event(self) -> EventInput:
        """What happens."""
        document = self.document
        kind, _, activity = str(document.get("event", "sale")).partition(":")
        if kind == "sale":
            lines = self._lines()
            payable_minor = sum(line.payable_minor for line in lines)
            tender = document.get("tender")
            tenders = (TenderInput(tender, payable_minor),) if tender and payable_minor else ()
            return EventInput(id="trial", type="sale", lines=lines, tenders=tenders, codes=tuple(document.get("codes", ())))
        totals = Totals(spend_minor=document.get("spend", 0), visits=document.get("month_visits", 0))
        return EventInput(
            id="trial",
            type=kind,  # type: ignore[arg-type]
            activity=activity or None,
            amount_minor=document.get("amount", 0) if kind in _EVENT_AMOUNT else 0,
            qty=document.get("qty", 1),
            month=totals,
            year=totals,
        )

    def member(self, programme: CompiledProgramme) -> MemberInput:
        """To whom it happens."""
        document = self.document
        on = date.fromisoformat(document["date"])
        born = {"day": (on.month, on.day), "month": (on.month, 1 if on.day != 1 else 2)}.get(document.get("birthday", "no"))
        levels = () if programme.tiers is None else tuple(level.code for level in programme.tiers.levels)
        tier = document.get("tier") or (levels[0] if levels else None)
        streak = max(0, document.get("streak", 1) - 1)
        return MemberInput(
            id="member",
            tier=TierInput(code=tier) if tier in levels else None,
            groups=tuple(document.get("groups", ())),
            card_type=document.get("card_types"),
            card_batch=document.get("card_batches"),
            birthday=born or (on.month % 12 + 1, 15),
            sales_count=document.get("visits", 0),
            check_in_last=(on - timedelta(days=1)).isoformat() if streak else None,
            check_in_streak=streak,
        )

    def context(self) -> ContextInput:
        """When and where."""
        document = self.document
        referred = bool(document.get("referred"))
        return ContextInput(
            business_date=document["date"],
            local_time=document["time"],
            store=document.get("stores", self.words.store),
            till=document.get("tills", self.words.till),
            channel=document.get("channels", "pos"),
            referrer=AccountInput(id="referrer") if referred else None,
            team=AccountInput(id="team"),
        )

    def result(self, programme: CompiledProgramme) -> QuoteResult:
        """What the engine makes of it."""
        return quote(programme, self.event(), self.member(programme), self.context())

    # what is shown

    def fields(self) -> list[Field]:
        """What can be set: the plain things always, others where a rule asks for them."""
        t, w = self._till.texts, self.wording
        used = {name for rule in w.document["rules"] for name in rule.get("when", {})}
        kind = str(self.document.get("event", "sale")).partition(":")[0]
        found = [Field(path="/event", label=t("What happens"), kind="trial_event")]
        if w.document.get("tiers"):
            found.append(Field(path="/tier", label=t("Tier"), kind="trial_tier", default=w.document["tiers"]["levels"][0]["code"]))
        found += [
            Field(path="/birthday", label=t("Birthday"), kind="trial_birthday", default="no"),
            Field(path="/visits", label=t("Sales before"), kind="number0", default=0),
            Field(path="/date", label=t("Day"), kind="trial_day"),
            Field(path="/time", label=t("Time"), kind="time"),
        ]
        if kind == "sale":
            found.append(Field(path="/tender", label=t("Paid with"), kind="trial_tender", clear=t("Not paid yet")))
            if "codes" in used:
                found.append(Field(path="/codes", label=t("Code scanned"), kind="trial_codes", clear=t("None")))
        if kind == "check_in":
            found.append(Field(path="/streak", label=t("Day in a row"), kind="ordinal", default=1))
        if kind in _EVENT_AMOUNT:
            found.append(Field(path="/amount", label=t("Amount"), kind="money0", default=0))
            found.append(Field(path="/qty", label=t("Number"), kind="quantity", default=1))
        if kind == "challenge":
            found.append(Field(path="/spend", label=t("Spent in the period"), kind="money0", default=0))
            found.append(Field(path="/month_visits", label=t("Visits in the period"), kind="number0", default=0))
        if "groups" in used:
            found.append(Field(path="/groups", label=t("Member groups"), kind="trial_groups", clear=t("None")))
        labels = {
            "stores": t("Store"),
            "tills": t("Till"),
            "channels": t("Channel"),
            "card_types": t("Card type"),
            "card_batches": t("Card batch"),
        }
        found += [Field(path=f"/{name}", label=labels[name], kind=f"trial_{name}", clear=t("None")) for name in _PLACES if name in used]
        if "referred" in used or any(rule.get("recipient") == "referrer" for rule in w.document["rules"]):
            found.append(Field(path="/referred", label=t("Was referred"), kind="flag", default=False))
        return found

    def view(self, chosen: str) -> TrialView:
        """The trial as of now; `chosen` is the rule that is being written."""
        t, w = self._till.texts, self._editing.wording
        self.begin()
        programme = w.programme
        result = self.result(programme)
        lines = self._line_views(result)
        total = result.totals["member"]
        before = self._before(total)
        rules = tuple(self._rule_view(w, item, chosen) for item in result.items)
        used = tuple(rule for rule in rules if rule.used)
        sale = str(self.document.get("event", "sale")) == "sale"
        return TrialView(
            title=t("Try it"),
            fields=tuple(self._field_view(one) for one in self.fields()),
            lines=lines,
            add=t("Goods") if sale else "",
            empty=t("Put something into the basket") if sale and not lines else "",
            total_label=t("The member gets"),
            total=t.points(total),
            before=before,
            rules=(*used, *(rule for rule in rules if not rule.used)),
            problem=self.parts_problem(),
        )

    def parts_problem(self) -> str:
        """Nothing of the trial can be wrong by itself."""
        return ""

    def _field_view(self, one: Field) -> FieldView:
        return field_view(self, one)

    def _line_views(self, result: QuoteResult) -> tuple[TrialLine, ...]:
        t = self._till.texts
        points: dict[str, int] = {}
        for item in result.items:
            if item.fired and item.recipient == "member":
                for line_id, n in item.line_points.items():
                    points[line_id] = points.get(line_id, 0) + n
        found = []
        if str(self.document.get("event", "sale")) != "sale":
            return ()
        for line in self._lines():
            product = self.words.goods[line.product]
            found.append(
                TrialLine(
                    id=line.product,
                    name=product.shown_name(self._editing.wording.lang),
                    amount=money(line.list_minor),
                    qty=str(line.qty),
                    points=t.points(points.get(line.id, 0)),
                )
            )
        return tuple(found)

    def _rule_view(self, w: Wording, item: Any, chosen: str) -> TrialRule:
        label = rule_label(w.programme.rule(item.rule), w.programme, w.lang)
        text = why(item, w.programme, w.lang, w.names)
        text = text.removeprefix(label).lstrip("：: ")
        points = signed(item.points) if item.fired and item.points else ""
        if item.fired and item.voucher is not None:
            points = self._till.texts("voucher ×{n}", n=item.voucher.count)
        return TrialRule(name=label, text=text, points=points, used=item.fired, chosen=item.rule == chosen)

    def _before(self, total: int) -> str:
        """What the published version gives for the same, where it is something else."""
        t, editing = self._till.texts, self._editing
        if editing.draft is None or editing.published == editing.document:
            return ""
        if self._published is None or self._published[0] is not editing.published:
            self._published = (editing.published, compile_programme(editing.published))
        given = self.result(self._published[1]).totals["member"]
        if given == total:
            return t("as in v{n}", n=editing.published_version)
        return t("v{n}: {points}", n=editing.published_version, points=t.points(given))

    # acts

    def press(self, path: str) -> None:
        """A field of the trial was pressed."""
        field = self._goods_field() if path == "/goods" else next((one for one in self.fields() if one.path == path), None)
        if self.parts.is_open and self.parts.anchor == path:
            self.parts.done()
        elif field is not None:
            self.parts.open(field, path)

    def _goods_field(self) -> Field:
        t = self._till.texts
        return Field(path="/goods", label=t("Goods in the basket"), kind="trial_goods", clear=t("Empty basket"))

    def step(self, product_id: str, by: int) -> None:
        """One piece more or less; the last one less takes the line away."""
        qty = self._qty.get(product_id, 1) + by
        if qty < 1:
            goods = [ref for ref in self.document.get("goods", ()) if ref != product_id]
            self.document = {**self.document, "goods": goods}
            self._qty.pop(product_id, None)
        else:
            self._qty[product_id] = min(qty, QTY_MAX)
        self._changed()
