"""Why these points (F8): the booked points per rule as a sum, the table per line, every rule with its reason in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.domain.programme.compiled import CompiledProgramme, Recipient
from app.domain.programme.labels import rule_label
from app.domain.programme.results import QuoteResult, RuleItem
from app.domain.programme.sentences import why
from app.gui.components.views import EquationPart, EquationView, ExplainedLine, ExplainedRule, ExplainView, TagText
from app.gui.i18n import Texts, amount, count, mark, signed
from app.gui.presenters.counter_views import line_name, short_language
from app.gui.presenters.places import Navigator, Sheet
from app.gui.presenters.till import Till
from app.services.explain import Evaluated, evaluate_event
from app.services.receipts import carried, carried_text

_ROUNDING = {
    "floor": mark("Rounding: down"),
    "half_up": mark("Rounding: half up"),
    "ceil": mark("Rounding: up"),
    "carry": mark("Rounding: down, the rest is kept for next time"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A line to explain: id, name and pieces."""

    id: str
    name: str
    qty: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyView:
    """The sheet; `notes` is the strip at the foot."""

    title: str
    explain: ExplainView
    notes: tuple[str, str]


class WhyScreen(Protocol):
    """What the presenter asks of the sheet."""

    def show_view(self, view: WhyView) -> None: ...


class Why:
    """The presenter of the sheet: of the basket, or of a booked sale by the programme version of its day."""

    def __init__(self, till: Till, navigator: Navigator) -> None:
        self._till = till
        self._nav = navigator
        self._screen: WhyScreen | None = None
        self._booked: Evaluated | None = None
        self._recipient: Recipient = "member"
        till.changed.connect(self._follow)
        till.texts.language_changed.connect(self.refresh)

    def attach(self, screen: WhyScreen) -> None:
        """The sheet that shows this presenter."""
        self._screen = screen

    def open(self, event_id: str | None, recipient: Recipient = "member") -> None:
        """Explains a booked sale or another act that earned, or with None the basket."""
        self._booked, self._recipient = None, recipient
        if event_id is None:
            self._show()
            return
        till = self._till

        def read() -> Evaluated | None:
            with till.desk.store.read() as reader:
                event = reader.event(event_id)
                return None if event is None else evaluate_event(till.desk, reader, event)

        def ready(booked: Evaluated | None) -> None:
            self._booked = booked
            self._show()

        till.run(read, ready)

    @property
    def of_basket(self) -> bool:
        """Whether the basket is explained, not something that was booked."""
        return self._booked is None

    def _show(self) -> None:
        self._nav.open_sheet(Sheet.WHY)
        self.refresh()

    def _follow(self) -> None:
        """The basket changed: an open sheet follows it."""
        if self._nav.sheet is Sheet.WHY:
            self.refresh()

    def refresh(self) -> None:
        """Renders again."""
        view = self.view()
        if self._screen is not None and view is not None:
            self._screen.show_view(view)

    def view(self) -> WhyView | None:
        """The sheet as of now; None with nothing to explain."""
        t, booked, counter = self._till.texts, self._booked, self._till.counter
        if booked is not None:
            own = "name_en" if t.language == "en" else "name"
            lines = booked.body.get("lines", ())
            items = tuple(Item(line["id"], line.get(own) or line["name"], line["qty"]) for line in lines)
            return explained(booked.programme, booked.quote, items, t, sale="lines" in booked.body, recipient=self._recipient)
        if counter is None or counter.attached is None:
            return None
        items = tuple(Item(line.id, line_name(line, t), line.qty) for line in counter.basket.lines)
        return explained(counter.programme, counter.quote, items, t)

    def typed(self, char: str) -> bool:
        """Typing goes to the scan box."""
        return False

    def key(self, key: str) -> bool:
        """No keys of its own but Esc, which is the shell's."""
        return False


def explained(
    programme: CompiledProgramme,
    quote: QuoteResult,
    items: tuple[Item, ...],
    t: Texts,
    *,
    sale: bool = True,
    recipient: Recipient = "member",
) -> WhyView:
    """The explanation of what one account earned, in the screen's language. Rules of other acts (a check-in, on a sale) say nothing: they
    are left out.
    """
    mine = [item for item in quote.items if item.recipient == recipient and item.reason != "trigger"]
    rest = carried_text(carried(quote)) if recipient == "member" else ""
    total = quote.totals[recipient]
    reversals = [reversal for reversal in quote.reversals if reversal.recipient == recipient]
    lang = short_language(t)
    parts = tuple(EquationPart(count(item.points), rule_label(programme.rule(item.rule), programme, lang)) for item in mine if item.points)
    taken = tuple(
        EquationPart(signed(-reversal.points), rule_label(programme.rule(reversal.rule), programme, lang)) for reversal in reversals
    )
    equation = EquationView(
        parts=(*parts, *taken) or (EquationPart("0", t("No rule gave points")),),
        result=t.points(total),
        rest=t("{rest} kept for next time", rest=rest) if rest else "",
    )
    rules = tuple(_rule(item, programme, t) for item in mine)
    rounding = next((item.rounding for item in mine if item.rounding), None)
    version = t("Rules version {n}", n=quote.programme_version)
    return WhyView(
        title=t("How these {points} came about", points=t.points(total)),
        explain=ExplainView(
            equation=equation,
            columns=(t("Counts"),),
            lines=_lines(programme, quote, items, mine, t, sale=sale, recipient=recipient),
            rules=rules,
        ),
        notes=(t(_ROUNDING[rounding]) if rounding in _ROUNDING else "", version),
    )


def _rule(item: RuleItem, programme: CompiledProgramme, t: Texts) -> ExplainedRule:
    name = rule_label(programme.rule(item.rule), programme, short_language(t))
    sentence = why(item, programme, short_language(t))
    shown = sentence.removeprefix(name).lstrip("：: ")
    return ExplainedRule(name, shown, item.fired)


def _lines(
    programme: CompiledProgramme,
    quote: QuoteResult,
    items: tuple[Item, ...],
    mine: list[RuleItem],
    t: Texts,
    *,
    sale: bool,
    recipient: Recipient,
) -> tuple[ExplainedLine, ...]:
    eligible = {line.line: line for line in quote.base_lines}
    points: dict[str, int] = {}
    for rule in mine:
        for place, part in rule.line_points.items():
            points[place] = points.get(place, 0) + part
    rows = []
    for item in items:
        base = eligible.get(item.id)
        out = base is None or base.excluded is not None
        name = item.name if item.qty == 1 else f"{item.name} ×{count(item.qty)}"
        offers = [
            f"{rule_label(programme.rule(rule.rule), programme, short_language(t))} {signed(rule.line_points[item.id])}"
            for rule in mine
            if rule.fired and rule.line_points.get(item.id) and programme.rule(rule.rule).lines is not None
        ]
        rows.append(
            ExplainedLine(
                name=name,
                figures=(t("excluded") if out or base is None else amount(base.amount_minor),),
                tag=TagText(" · ".join(offers), "points") if offers else None,
                points=count(points.get(item.id, 0)),
                muted=out,
            )
        )
    loose = points.get("*", 0)
    if loose:
        rows.append(ExplainedLine(name=t("For the whole sale") if sale else t("For this"), figures=("",), points=count(loose)))
    for reversal in (one for one in quote.reversals if one.recipient == recipient):
        label = rule_label(programme.rule(reversal.rule), programme, short_language(t))
        rows.append(ExplainedLine(name=t("Taken back: {name}", name=label), figures=("",), points=signed(-reversal.points)))
    total = amount(quote.base_total_minor) if sale else ""
    rows.append(ExplainedLine(name=t("Total"), figures=(total,), points=count(quote.totals[recipient]), total=True))
    return tuple(rows)
