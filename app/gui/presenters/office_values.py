"""How a value of a programme document is written on its box: in one short line, in the language of the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.domain.exact import parse_exact
from app.domain.programme.drafting import value_at
from app.domain.programme.phrases import month_days_text, number, weekdays_text
from app.gui.i18n import count, mark, money, short_money
from app.gui.presenters.office_fields import Field, Spec, spec, stored
from app.gui.presenters.office_wording import Wording

_MANY_SHOWN = 3


def shown(w: Wording, field: Field) -> str:
    """The value as its box shows it."""
    value = stored(w, field)
    made = spec(w, field)
    if made.type == "fields":
        return summary(w, field)
    if value is None:
        return field.clear or "—"
    return written(w, field, made, value)


def written(w: Wording, field: Field, made: Spec, value: Any) -> str:
    """A value in words."""
    if made.type == "switch":
        return w.t("Yes") if value else w.t("No")
    if made.type in ("one", "many"):
        return _chosen(w, field, made, value)
    if made.type == "money":
        return short_money(value)
    if made.type == "number":
        return f"{count(value)} {made.unit}".strip()
    if made.type == "exact":
        return _exact_text(w, made, value)
    return _day_text(w, value) if field.kind == "trial_day" else str(value)


def _chosen(w: Wording, field: Field, made: Spec, value: Any) -> str:
    if field.kind == "weekdays":
        return weekdays_text(value, w.lang)
    if field.kind == "month_days":
        return month_days_text(value, w.lang)
    if made.type == "many":
        labels = {choice.value: choice.label for choice in made.choices}
        names = [labels.get(one, w.name(str(one))) for one in value]
        if not names:
            return w.t("None")
        more = len(names) - _MANY_SHOWN
        listed = w.listed(names[:_MANY_SHOWN])
        return w.t("{names} and {n} more", names=listed, n=more) if more > 0 else listed
    one = value["kind"] if isinstance(value, Mapping) and "kind" in value else value
    if field.kind == "nth_how":
        one = "at" if "at" in value else "every"
    elif field.kind in ("per_member_how", "base_how", "auto_reward"):
        one = value["reward"] if field.kind == "auto_reward" else True
    labels = {choice.value: choice.label for choice in made.choices}
    return labels.get(one, str(one))


def _exact_text(w: Wording, made: Spec, value: str) -> str:
    try:
        text = number(parse_exact(value))
    except ValueError:
        text = value
    if made.unit == "×":
        return f"× {text}"
    return f"{text} {w.t(made.unit) if made.unit != '%' else '%'}"


def _day_text(w: Wording, value: str) -> str:
    try:
        return w.t.date_with_weekday(date.fromisoformat(value))
    except ValueError:
        return value


def summary(w: Wording, field: Field) -> str:
    """What stands in further fields, in one line."""
    value = value_at(w.values, field.path)
    if value is None and field.clear:
        return field.clear
    makers: Mapping[str, Callable[[], str]] = {
        "validity": lambda: w.validity(value),
        "keep": lambda: w.validity(value),
        "base": lambda: w.base(value or {}),
        "lines": lambda: w.lines(value),
        "cap": lambda: w.cap(value),
        "nth": lambda: w.nth(value),
        "times_of_day": lambda: w.windows(value or ()),
        "window_of_day": lambda: w.windows((value,)),
        "window": lambda: w.window(value),
        "per_member": lambda: w.per_member(value),
        "auto": lambda: w.reward(value["reward"]),
        "dates": lambda: w.dates(value or {}),
        "bonus_steps": lambda: w.listed([_step_text(w, step) for step in value or ()]) or w.t("None"),
        "bonus_step": lambda: _step_text(w, value),
    }
    return makers[field.kind]()


def _step_text(w: Wording, step: Mapping[str, Any]) -> str:
    source = "every {amount}: {bonus}" if step.get("every") else "from {amount}: {bonus}"
    marked = {"every {amount}: {bonus}": mark("every {amount}: {bonus}"), "from {amount}: {bonus}": mark("from {amount}: {bonus}")}
    return w.t(marked[source], amount=short_money(step["from_minor"]), bonus=money(step["bonus_minor"]))


def exact_value(text: str, least: int, most: int) -> str | None:
    """An exact number as it was typed; None where it is none or out of bounds."""
    try:
        value = parse_exact(text)
    except ValueError:
        return None
    return text if least <= value <= most else None
