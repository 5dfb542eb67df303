"""The control that is open in the programme editor: a list to choose from, a number, a day, a line of text, or further fields.

What is chosen or typed holds at once, so that sentence, trial and check follow every step. Enter and a press beside it leave it so; Esc
takes everything back that was done since the control was opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from app.domain.catalogue.product import Product
from app.domain.money import yuan
from app.domain.programme.dates import add_months
from app.domain.programme.drafting import possible_conditions, set_value, value_at
from app.gui.i18n import count
from app.gui.presenters.office_fields import (
    BENEFITS,
    VALIDITIES,
    WINDOWS,
    Choice,
    Field,
    Spec,
    spec,
    stored,
)
from app.gui.presenters.office_problems import problem_at
from app.gui.presenters.office_source import Setter, Source, field_view, tidied
from app.gui.presenters.office_typing import figure_after, figure_text, figure_value
from app.gui.presenters.office_values import written
from app.gui.presenters.office_views import ActView, OptionView, PartView
from app.gui.presenters.office_wording import Wording
from app.gui.presenters.till import Till
from app.services.programme_words import find_goods, shop_words

SEARCHED_FROM = 9
"""Longer lists are searched."""
ROWS_SHOWN = 60
_EMPTY_STANDS = {"exclude_tenders": True, "tender_order": True}
_WORDS_KINDS = ("categories", "brands", "goods")
_STEPS = {"Left": -1, "Right": 1, "Up": -7, "Down": 7}


@dataclass(slots=True)
class _Level:
    """One control; those behind it are further fields it was opened from."""

    field: Field
    query: str = ""
    at: int = 0
    figure: str | None = None
    text: str | None = None
    month: str = ""
    problem: str = ""
    found: tuple[Product, ...] = ()
    busy: bool = False
    moved: bool = False


class Parts:
    """The presenter of the open control. `changed` is called when it looks different."""

    def __init__(self, till: Till, source: Source, changed: Callable[[], None], setter: Setter = set_value) -> None:
        self._till = till
        self._editing = source
        self._changed = changed
        self._set = setter
        self._levels: list[_Level] = []
        self._anchor = ""
        self._words_used = False

    @property
    def is_open(self) -> bool:
        """Whether a control is open."""
        return bool(self._levels)

    @property
    def anchor(self) -> str:
        """The path at which it hangs."""
        return self._anchor

    @property
    def _level(self) -> _Level:
        return self._levels[-1]

    @property
    def _w(self) -> Wording:
        return self._editing.wording

    def _spec(self) -> Spec:
        if self._level.field.kind == "add_condition":
            return self._conditions()
        return spec(self._w, self._level.field)

    def _conditions(self) -> Spec:
        """Conditions that can still be put on the rule."""
        rule = self._w.document["rules"][int(self._level.field.path.split("/")[2])]["code"]
        found = possible_conditions(self._w.document, rule, self._w.lang, self._till.desk.local().date)
        return Spec(type="one", choices=tuple(Choice((name, start), label) for name, label, start in found))

    # opening and closing

    def open(self, wanted: Field, anchor: str = "") -> None:
        """Opens the control of a field; a switch is pressed instead. Whoever may not write sees nothing of it."""
        if not self._editing.open or not wanted.open:
            return
        if self._levels:
            self.done()
        if wanted.kind == "flag":
            self._editing.edit(lambda document: self._set(document, wanted.path, not stored(self._w, wanted)), wanted.label)
            return
        self._editing.mark()
        self._anchor = anchor or wanted.path
        self._words_used = False
        self._push(wanted)

    def _push(self, wanted: Field) -> None:
        self._levels.append(_Level(wanted))
        made = self._spec()
        value = stored(self._w, wanted) if wanted.kind != "add_condition" else None
        level = self._level
        if made.type == "one":
            chosen = [at for at, choice in enumerate(made.choices) if self._is_chosen(choice, value)]
            level.at = chosen[0] if chosen else 0
        elif made.type == "day":
            level.month = (value or self._till.desk.local().date)[:7]
        elif made.type == "text":
            level.text = value or ""
        self._words_used = self._words_used or wanted.kind in _WORDS_KINDS
        self._changed()

    def done(self) -> None:
        """Enter at the end, or a press beside it: what was changed stays."""
        if not self._levels:
            return
        if self._level.text is not None and not self._put_text():
            self._changed()
            return
        told = self._levels[0].field.label
        self._levels.clear()
        self._editing.unmark(keep=True, told=told)
        if self._words_used:
            self._read_words()
        self._changed()

    def cancel(self) -> None:
        """Everything since the opening is taken back."""
        if self._levels:
            self._levels.clear()
            self._editing.unmark(keep=False)
            self._changed()

    def back(self) -> None:
        """One control back, or the control closes."""
        if len(self._levels) > 1:
            self._levels.pop()
            self._level.problem = ""
            self._changed()
        else:
            self.done()

    def _read_words(self) -> None:
        """Goods that a rule names now are tried with; their names are known."""
        till, document = self._till, self._w.document

        def ready(words: Any) -> None:
            self._editing.take_words(words)

        till.look_up(lambda: shop_words(till.desk, document), ready)

    # what is shown

    def view(self) -> PartView | None:
        """The control as of now."""
        if not self._levels:
            return None
        made, level = self._spec(), self._level
        return {
            "one": self._options_view,
            "many": self._options_view,
            "number": self._figure_view,
            "money": self._figure_view,
            "exact": self._figure_view,
            "time": self._figure_view,
            "day": self._day_view,
            "text": self._text_view,
            "fields": self._fields_view,
        }[made.type](made, level)

    def _frame(self, level: _Level, **content: Any) -> PartView:
        t = self._w.t
        return PartView(
            path=self._anchor,
            title=level.field.label,
            back=t("Back") if len(self._levels) > 1 else "",
            problem=level.problem or problem_at(self._editing.errors, level.field.path, self._w),
            done=t("Done"),
            busy=level.busy,
            **content,
        )

    def _rows(self, made: Spec, level: _Level) -> list[tuple[int, Choice]]:
        """The choices that fit what is searched, with their place among all."""
        wanted = level.query.strip().casefold()
        choices = [*made.choices]
        if made.search:
            known = {choice.value for choice in choices}
            language = self._w.lang
            choices += [
                Choice(product.id, product.shown_name(language), yuan(product.price_minor) if product.price_minor is not None else "")
                for product in level.found
                if product.id not in known
            ]
            if not wanted:
                return list(enumerate(choices))[:ROWS_SHOWN]
            found = {product.id for product in level.found}
            return [(at, choice) for at, choice in enumerate(choices) if choice.value in found][:ROWS_SHOWN]
        rows = [
            (at, choice)
            for at, choice in enumerate(choices)
            if not wanted or wanted in choice.label.casefold() or wanted in str(choice.value).casefold()
        ]
        return rows[:ROWS_SHOWN]

    def _options_view(self, made: Spec, level: _Level) -> PartView:
        t, many = self._w.t, made.type == "many"
        value = None if level.field.kind == "add_condition" else stored(self._w, level.field)
        chosen = list(value or ()) if many else []
        rows = self._rows(made, level)
        level.at = max(0, min(level.at, len(rows) - 1))
        options = tuple(
            OptionView(
                id=str(at),
                label=choice.label,
                detail=self._detail(choice, made, chosen),
                ticked=choice.value in chosen if many else self._is_chosen(choice, value),
                at=place == level.at,
            )
            for place, (at, choice) in enumerate(rows)
        )
        searched = made.search or bool(made.add) or len(made.choices) >= SEARCHED_FROM
        typed = level.query.strip()
        can_add = (
            bool(made.add) and bool(typed) and typed not in {str(choice.value) for choice in made.choices} and len(typed) <= made.length
        )
        return self._frame(
            level,
            kind="options",
            options=options,
            many=many,
            query=level.query if searched and not made.numbers else None,
            query_hint=self._query_hint(made),
            add=t("Take {code}", code=typed) if can_add else "",
            clear="" if level.field.kind == "add_condition" else level.field.clear,
            note=self._note(made, rows, typed),
        )

    def _query_hint(self, made: Spec) -> str:
        t = self._w.t
        if made.search:
            return t("Name, pinyin or barcode")
        return t("Search, or type: {what}", what=made.add) if made.add else t("Search")

    def _note(self, made: Spec, rows: Sequence[tuple[int, Choice]], typed: str) -> str:
        t = self._w.t
        if rows or (made.add and not typed):
            return ""
        if made.search and not typed:
            return t("Type what the goods are called")
        return t("Nothing found")

    @staticmethod
    def _detail(choice: Choice, made: Spec, chosen: Sequence[Any]) -> str:
        if made.ordered and choice.value in chosen:
            return str(chosen.index(choice.value) + 1)
        return choice.detail

    def _is_chosen(self, choice: Choice, value: Any) -> bool:
        if value is None:
            return False
        kind = self._level.field.kind
        if kind == "nth_how":
            return bool(choice.value == ("at" if "at" in value else "every"))
        if kind in ("per_member_how", "base_how"):
            return True
        if kind == "auto_reward":
            return bool(choice.value == value["reward"])
        if isinstance(value, Mapping) and "kind" in value:
            return bool(choice.value == value["kind"])
        return bool(choice.value == value) and type(choice.value) is type(value)

    def _figure_view(self, made: Spec, level: _Level) -> PartView:
        value = stored(self._w, level.field)
        text = level.figure if level.figure is not None else figure_text(made, value)
        quick = tuple(
            OptionView(id=str(at), label=written(self._w, level.field, made, one), ticked=one == value) for at, one in enumerate(made.quick)
        )
        prefix = {"money": "¥", "exact": "×" if made.unit == "×" else ""}.get(made.type, "")
        unit = made.unit if made.type == "number" else ("" if made.unit == "×" else self._unit(made))
        return self._frame(level, kind="figure", figure=text, prefix=prefix, unit=unit, quick=quick, clear=level.field.clear)

    def _unit(self, made: Spec) -> str:
        return made.unit if made.unit in ("", "%") else self._w.t(made.unit)

    def _day_view(self, made: Spec, level: _Level) -> PartView:
        t, value = self._w.t, stored(self._w, level.field)
        first = date.fromisoformat(f"{level.month}-01")
        start = first - timedelta(days=first.weekday())
        today = self._till.desk.local().date
        days = tuple(
            OptionView(
                id=(start + timedelta(days=n)).isoformat(),
                label=str((start + timedelta(days=n)).day),
                detail="today" if (start + timedelta(days=n)).isoformat() == today else "",
                ticked=(start + timedelta(days=n)).isoformat() == value,
                at=(start + timedelta(days=n)).month == first.month,
            )
            for n in range(42)
        )
        month = f"{first.year}-{first.month:02d}" if t.language == "en" else f"{first.year}年{first.month}月"
        typed = level.figure or ""
        return self._frame(level, kind="day", day=typed or (value or ""), month=month, days=days, clear=level.field.clear)

    def _text_view(self, made: Spec, level: _Level) -> PartView:
        return self._frame(
            level, kind="text", text=level.text or "", text_max=made.length, by_method=made.by_method, clear=level.field.clear
        )

    def _fields_view(self, made: Spec, level: _Level) -> PartView:
        views = tuple(field_view(self._editing, one) for one in made.fields)
        level.at = max(0, min(level.at, len(views) - 1))
        acts = tuple(ActView(id=act, label=label, tone="danger" if act == "remove" else "plain") for act, label in made.acts)
        clear = level.field.clear if made.fields and made.fields[0].path != level.field.path else ""
        return self._frame(level, kind="fields", fields=views, acts=acts, clear=clear)

    # acts

    def set_query(self, text: str) -> None:
        """What is searched."""
        level = self._level
        if not self._levels or text == level.query:
            return
        level.query, level.at, level.problem = text, 0, ""
        if self._spec().search:
            self._search(text.strip())
        self._changed()

    def _search(self, text: str) -> None:
        level, till = self._level, self._till
        if not text:
            level.found = ()
            return
        level.busy = True

        def ready(found: Sequence[Product]) -> None:
            if self._levels and self._level is level and level.query.strip() == text:
                level.found, level.busy = tuple(found), False
                self._changed()

        till.look_up(lambda: find_goods(till.desk, text), ready)

    def choose(self, option: str) -> None:
        """A line of the list, a quick number or a day was pressed."""
        if not self._levels:
            return
        made = self._spec()
        if made.type == "day":
            self._put_day(option)
        elif made.type in ("one", "many"):
            rows = dict(self._rows(made, self._level))
            if option.isdigit() and int(option) in rows:
                self._choose(made, rows[int(option)])
        elif option.isdigit() and int(option) < len(made.quick):
            self._level.figure = None
            if self._put(made.quick[int(option)]):
                self._leave()

    def _choose(self, made: Spec, choice: Choice) -> None:
        level = self._level
        if level.field.kind == "add_condition":
            self._add_condition(*choice.value)
        elif made.type == "many":
            self._toggle(made, choice.value)
        elif self._is_chosen(choice, stored(self._w, level.field)) or self._put(self._whole(level.field, choice.value)):
            self._leave()

    def _leave(self) -> None:
        """A choice was made: back to the fields it belongs to, else the control closes."""
        if len(self._levels) > 1:
            self._levels.pop()
            self._changed()
        else:
            self.done()

    def _whole(self, wanted: Field, value: Any) -> Any:
        """The value that a choice stands for where the field is a whole object."""
        today = self._till.desk.local().date
        if wanted.kind in ("validity_kind", "keep_kind"):
            return {**VALIDITIES[value], **({"date": add_months(today, 12)} if value == "date" else {})}
        if wanted.kind == "benefit":
            return BENEFITS[value]
        if wanted.kind == "window_kind":
            return WINDOWS[value]
        old = value_at(self._w.values, wanted.path)
        if wanted.kind == "nth_how":
            number = old.get("at") or old.get("every") or 1
            return {"of": old["of"], value: number}
        if wanted.kind == "per_member_how":
            return old or {"limit": 1, "per": "lifetime"}
        if wanted.kind == "base_how":
            return old or self._w.document.get("base", {})
        if wanted.kind == "auto_reward":
            return {**(old or {}), "reward": value}
        return value

    def _toggle(self, made: Spec, value: Any) -> None:
        level = self._level
        chosen = list(stored(self._w, level.field) or ())
        if value in chosen:
            chosen.remove(value)
        else:
            chosen.append(value)
        if not made.ordered:
            order = {choice.value: at for at, choice in enumerate(made.choices)}
            chosen.sort(key=lambda one: order.get(one, len(order)))
        if not chosen and not level.field.clear and level.field.kind not in _EMPTY_STANDS:
            level.problem = self._w.t("One at least has to stay")
            self._changed()
            return
        if made.search:
            self._know(value)
        self._put(chosen if chosen or level.field.kind == "exclude_tenders" else None)

    def _know(self, product_id: str) -> None:
        product = next((one for one in self._level.found if one.id == product_id), None)
        if product is not None:
            words = self._editing.words
            self._editing.take_words(replace(words, goods={**words.goods, product.id: product}), tell=False)

    def add_typed(self) -> None:
        """The code that was typed is taken as it is."""
        made, level = self._spec(), self._level
        typed = level.query.strip()
        if not made.add or not typed:
            return
        level.query = ""
        if level.field.kind == "trigger":
            if self._put(f"activity:{typed}"):
                self._leave()
        elif level.field.kind != "add_condition":
            chosen = list(stored(self._w, level.field) or ())
            self._put([*chosen, typed] if typed not in chosen else chosen)

    def _add_condition(self, name: str, start: Any) -> None:
        from app.gui.presenters.office_sentence import condition_field

        path = f"{self._level.field.path}/{name}"
        wanted = condition_field(self._w, name, path)
        if start is not None and self._put_at(path, start):
            self._levels[-1] = _Level(wanted)
        elif start is None:
            self._levels.pop()
            self._push(wanted)
            return
        self._changed()

    def press(self, key: str) -> None:
        """A key of the keypad, or typed: digits, point, backspace, clear."""
        if not self._levels:
            return
        made, level = self._spec(), self._level
        before = level.figure if level.figure is not None else ("" if key not in ("backspace", "clear") else self._figure_now(made))
        level.figure = figure_after(before, key, made)
        self._take_figure(made, level)
        self._changed()

    def _figure_now(self, made: Spec) -> str:
        return figure_text(made, stored(self._w, self._level.field))

    def _take_figure(self, made: Spec, level: _Level) -> None:
        """The number as far as it is typed holds at once when it is one that can stand there."""
        text = level.figure or ""
        level.problem = ""
        if made.type == "day":
            digits = text.replace("-", "")
            if len(digits) == 8:
                self._put_day(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}", typed=True)
            return
        value = figure_value(made, text)
        if value is None:
            level.problem = self._bounds(made) if text else ""
        else:
            self._put(value)

    def _bounds(self, made: Spec) -> str:
        t = self._w.t
        if made.type == "time":
            return t("A time like 14:30")
        if made.type == "money":
            least, most = yuan(made.least), yuan(made.most)
        else:
            least, most = count(made.least), count(made.most)
        return t("Something from {least} to {most}", least=least, most=most)

    def turn(self, months: int) -> None:
        """Another month of the calendar."""
        level = self._level
        if self._levels and level.month:
            level.month = add_months(f"{level.month}-01", months)[:7]
            self._changed()

    def _put_day(self, day: str, *, typed: bool = False) -> None:
        level = self._level
        try:
            date.fromisoformat(day)
        except ValueError:
            level.problem = self._w.t("There is no such day")
            self._changed()
            return
        level.month = day[:7]
        if not typed:
            level.figure = None
        if self._put(day) and not typed and not level.moved:
            self._leave()

    def set_text(self, text: str) -> None:
        """The line as it is typed; it holds when the control is left."""
        if self._levels:
            self._level.text, self._level.problem = text, ""

    def _put_text(self) -> bool:
        level = self._level
        text = " ".join((level.text or "").split())
        if not text and not level.field.clear:
            level.problem = self._w.t("It needs a name")
            return False
        return self._put(text or None)

    def clear(self) -> None:
        """The choice that nothing stands there."""
        if self._levels and self._level.field.clear:
            self._level.text = self._level.figure = None
            if self._put(None):
                self._leave()

    def open_field(self, path: str) -> None:
        """A field within was pressed."""
        wanted = next((one for one in self._spec().fields if one.path == path), None)
        if wanted is None:
            return
        if wanted.kind == "flag":
            self._put_at(wanted.path, not stored(self._w, wanted))
            self._changed()
        else:
            self._push(wanted)

    def act(self, act: str) -> None:
        """A press of the control's own: another window or step, this one away."""
        level = self._level
        path = level.field.path
        if act == "remove":
            if self._put_at(path, None):
                self._leave()
        elif act in ("add_window", "add_step"):
            rows = value_at(self._w.values, path) or ()
            fresh = {"start": "12:00", "end": "13:00"} if act == "add_window" else {"from_minor": 10_000, "bonus_minor": 500}
            self._put_at(f"{path}/{len(rows)}", fresh) if rows else self._put_at(path, [fresh])
            self._changed()

    def _put(self, value: Any) -> bool:
        """Sets the field; what its absence means already is not written down."""
        wanted = self._level.field
        if value_at(self._w.values, wanted.path) is None and wanted.default is not None and value == wanted.default:
            return True
        return self._put_at(wanted.path, value)

    def _put_at(self, path: str, value: Any) -> bool:
        """Sets a value; why not stands in the control."""
        level = self._level
        level.problem = self._editing.edit(lambda document: tidied(self._set(document, path, value), path))
        self._changed()
        return not level.problem

    # keys

    def key(self, key: str) -> bool:
        """Arrows, Enter, Esc and the keys of a number."""
        if not self._levels:
            return False
        made, level = self._spec(), self._level
        if key == "Esc":
            self.back() if len(self._levels) > 1 else self.cancel()
        elif key == "Enter":
            self._enter(made, level)
        elif made.type == "day" and key in (*_STEPS, "PgUp", "PgDn"):
            self._step_day(key)
        elif key in ("Up", "Down"):
            level.at += -1 if key == "Up" else 1
            self._changed()
        elif key in ("Backspace", "Del") and made.type in ("number", "money", "exact", "time", "day"):
            self.press("backspace" if key == "Backspace" else "clear")
        return True

    def _step_day(self, key: str) -> None:
        level = self._level
        if key.startswith("Pg"):
            self.turn(-1 if key == "PgUp" else 1)
            return
        now = stored(self._w, level.field) or self._till.desk.local().date
        level.moved = True
        self._put_day((date.fromisoformat(now) + timedelta(days=_STEPS[key])).isoformat())
        level.moved = False

    def _enter(self, made: Spec, level: _Level) -> None:
        if made.type in ("one", "many"):
            rows = self._rows(made, level)
            typed = bool(level.query.strip())
            if made.type == "many" and not typed and not level.moved:
                self._leave_many()
            elif rows:
                level.at = max(0, min(level.at, len(rows) - 1))
                self._choose(made, rows[level.at][1])
            elif made.add and typed:
                self.add_typed()
        elif made.type == "fields" and made.fields:
            self.open_field(made.fields[max(0, min(level.at, len(made.fields) - 1))].path)
        else:
            self.back()

    def _leave_many(self) -> None:
        self.back()

    def typed(self, char: str) -> bool:
        """Digits go into the number, letters into the search; the space bar ticks where the arrows stand."""
        if not self._levels:
            return False
        made, level = self._spec(), self._level
        if made.type in ("number", "money", "exact", "time", "day"):
            self.press(char)
        elif made.type in ("one", "many"):
            rows = self._rows(made, level)
            if char == " " and rows:
                self._choose(made, rows[max(0, min(level.at, len(rows) - 1))][1])
            elif made.numbers and char.isdigit():
                self._tick_number(made, int(char))
            elif self.view_has_query(made):
                self.set_query(level.query + char)
        return True

    def view_has_query(self, made: Spec) -> bool:
        """Whether the list is searched."""
        return (made.search or bool(made.add) or len(made.choices) >= SEARCHED_FROM) and not made.numbers

    def _tick_number(self, made: Spec, number: int) -> None:
        choice = next((one for one in made.choices if one.value == number), None)
        if choice is not None:
            self._choose(made, choice)
