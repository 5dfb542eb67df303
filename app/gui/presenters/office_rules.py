"""The rules of the programme: the list in its lanes, and the chosen rule as a sentence with the fields beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.domain.programme.clauses import lane_mode_text, rule_parts
from app.domain.programme.drafting import Document, cap_rule, copy_rule, move_rule, place_of, remove_rule
from app.domain.programme.labels import rule_label
from app.gui.presenters.office_editing import Editing
from app.gui.presenters.office_fields import Field
from app.gui.presenters.office_problems import problem_at
from app.gui.presenters.office_sentence import rule_words
from app.gui.presenters.office_source import field_view
from app.gui.presenters.office_views import ActView, GroupView, ListView, MainView, RowView
from app.gui.presenters.office_wording import Wording
from app.gui.theme.theme import Tone

_LANE = "lane:"
_BRIEF_ENDS = {"rounding", "steps", "cap", "days", "validity", "flag", "recipient"}
CAP_LIMIT = 200


def brief(w: Wording, code: str) -> str:
    """What a rule gives, in a few words: its sentence as far as the benefit."""
    known = w.memo.get(("brief", code))
    if known is None:
        known = w.memo["brief", code] = _brief(w, code)
    return str(known)


def _brief(w: Wording, code: str) -> str:
    rule = w.programme.rule(code)
    texts: list[tuple[str, bool]] = []
    for part in rule_parts(rule, w.programme, w.lang, w.names, editing=False, most=2):
        if part.kind in _BRIEF_ENDS:
            break
        texts.append((part.text, part.editable))
    if texts and not texts[-1][1]:  # what belongs to the benefit still, and not what follows it
        rest, _ = texts.pop()
        texts.append((rest.split("，")[0].split(",")[0].split("（")[0].split(" (")[0], True))
    text = "".join(text for text, _ in texts)
    for word in ("消费，", "on a sale, "):
        if rule.trigger == "sale":
            text = text.replace(word, "", 1)
    return text


def changed_codes(editing: Editing) -> Mapping[str, str]:
    """Rules of the draft that are new or differ from the published version: `new` or `changed` by code."""
    memo = editing.wording.memo
    if ("changed",) in memo:
        known: Mapping[str, str] = memo["changed",]
        return known
    published = {rule["code"]: rule for rule in editing.published["rules"]}
    found: dict[str, str] = {}
    for rule in editing.document["rules"]:
        old = published.get(rule["code"])
        if old is None:
            found[rule["code"]] = "new"
        elif old != rule:
            found[rule["code"]] = "changed"
    memo["changed",] = found
    return found


def state_of(editing: Editing, code: str, today: str) -> tuple[str, Tone]:
    """The chip of a rule: what is most worth knowing of it."""
    w = editing.wording
    t, place = w.t, place_of(editing.document, "rules", code)
    rule = editing.document["rules"][place]
    if problem_at(editing.errors, f"/rules/{place}", w):
        return t("To be mended"), "danger"
    if rule.get("active") is False:
        return t("Switched off"), "muted"
    change = changed_codes(editing).get(code)
    if change is not None:
        return (t("New"), "warn") if change == "new" else (t("Changed"), "warn")
    dates = rule.get("when", {}).get("dates", {})
    if dates.get("to_date", "9999") < today:
        return t("Over"), "muted"
    if dates.get("from_date", "") > today:
        return t("Not yet"), "info"
    stores = rule.get("when", {}).get("stores")
    if stores:
        return t.plural("{n} store", "{n} stores", len(stores)), "info"
    return t("In force"), "success"


def list_view(editing: Editing, chosen: str, today: str) -> ListView:
    """Rules in the order in which they are worked out, under the lanes they stand in."""
    w = editing.wording
    t = w.t
    rows: list[RowView] = []
    for lane in w.programme.lanes:
        rows.append(
            RowView(
                id=f"{_LANE}{lane.code}",
                title=w.lane(lane.code),
                detail=lane_mode_text(lane.mode, w.lang),
                head=True,
                group=lane.code,
            )
        )
        for rule in lane.rules:
            chip, tone = state_of(editing, rule.code, today)
            rows.append(
                RowView(
                    id=rule.code,
                    title=rule_label(rule, w.programme, w.lang),
                    detail=brief(w, rule.code),
                    chip=chip,
                    tone=tone,
                    group=lane.code,
                    selected=rule.code == chosen,
                    muted=not rule.active,
                )
            )
    return ListView(
        title=t("Rules"),
        hint=t("Worked out from top to bottom"),
        rows=tuple(rows),
        add=t("New") if editing.open else "",
        movable=editing.open,
        note="",
        nothing="" if editing.document["rules"] else t("No rules yet. Begin with one of the ready ones."),
    )


def rule_groups(w: Wording, code: str) -> list[tuple[str, list[Field]]]:
    """The fields beside the sentence; what the sentence says already can be changed here too."""
    t = w.t
    place = place_of(w.document, "rules", code)
    rule: Document = w.document["rules"][place]
    path = f"/rules/{place}"
    kind = rule["benefit"]["kind"]
    sale = rule["trigger"] in ("sale", "first_sale")
    fields = [Field(path=f"{path}/benefit", label=t("What it gives"), kind="benefit")]
    if rule["trigger"] == "challenge":  # its sentence tells the goal in the trigger's place
        fields.insert(0, Field(path=f"{path}/trigger", label=t("When it counts"), kind="trigger"))
    if sale and kind in ("per_amount", "percent_back"):
        fields.append(Field(path=f"{path}/base", label=t("What counts"), kind="base", clear=t("As the programme")))
    if kind != "voucher":
        fields.append(Field(path=f"{path}/validity", label=t("Good for"), kind="validity", clear=t("As the programme")))
        fields.append(Field(path=f"{path}/pending_days", label=t("Usable after"), kind="days", clear=t("As the programme")))
    fields.append(Field(path=f"{path}/funding", label=t("Paid by"), kind="funding", clear=t("No cost account")))
    if kind != "multiply" and rule["trigger"] != "challenge":
        fields.append(Field(path=f"{path}/recipient", label=t("Credited to"), kind="recipient", default="member"))
    fields.append(Field(path=f"{path}/note", label=t("Note"), kind="text", clear=t("No note")))
    switches = [
        Field(path=f"{path}/active", label=t("Switched on"), kind="flag", default=True),
        Field(path=f"{path}/exclusive", label=t("Not together with others"), kind="flag", default=False),
        Field(path=f"{path}/stop", label=t("Ends the calculation"), kind="flag", default=False),
    ]
    if kind != "voucher":
        switches.append(Field(path=f"{path}/qualifying", label=t("Counts for the tier"), kind="flag", default=True))
    return [("", fields), ("", switches)]


def name_field(w: Wording, code: str) -> Field:
    """The rule's name, which is its title."""
    return Field(path=f"/rules/{place_of(w.document, 'rules', code)}/name", label=w.t("Name"), kind="name")


def fields_of(editing: Editing, code: str) -> dict[str, Field]:
    """Every control of the chosen rule by its path: the sentence's first."""
    w = editing.wording
    _, found = rule_words(editing, code)
    for _, fields in rule_groups(w, code):
        found |= {one.path: one for one in fields if one.path not in found}
    name = name_field(w, code)
    found[name.path] = name
    place = place_of(w.document, "rules", code)
    found[f"/rules/{place}/when"] = Field(path=f"/rules/{place}/when", label=w.t("Another condition"), kind="add_condition")
    return found


def main_view(editing: Editing, code: str, today: str, **more: Any) -> MainView:
    """The chosen rule."""
    w = editing.wording
    t = w.t
    words, _ = rule_words(editing, code)
    chip, tone = state_of(editing, code, today)
    acts: tuple[ActView, ...] = ()
    if editing.open:
        rows = [rule["code"] for rule in _in_order(editing.document)]
        at = rows.index(code)
        acts = (
            ActView(id="compare", label=t("Compare with v{n}", n=editing.published_version), icon="compare", named=True),
            ActView(id="copy", label=t("Copy"), icon="copy", named=True),
            ActView(id="rename", label=t("Name"), icon="edit"),
            ActView(id="up", label=t("Up"), icon="up", key="Alt ↑", enabled=at > 0),
            ActView(id="down", label=t("Down"), icon="down", key="Alt ↓", enabled=at < len(rows) - 1),
            ActView(id="remove", label=t("Take away"), icon="remove", key="Del", tone="danger"),
        )
    problems = dict.fromkeys(word.problem for word in words if word.problem)
    groups = tuple(
        GroupView(title=title, fields=tuple(field_view(editing, one) for one in fields)) for title, fields in rule_groups(w, code)
    )
    return MainView(
        title=rule_label(w.programme.rule(code), w.programme, w.lang),
        chip=chip,
        chip_tone=tone,
        acts=acts,
        caption=t("What this rule says (press the blue parts to change them)") if editing.open else t("What this rule says"),
        words=words,
        problems=tuple(problems),
        groups=groups,
        **more,
    )


# Acts


def _in_order(document: Document) -> list[Document]:
    """The rules as the list shows them: lane by lane."""
    return [rule for lane in document["lanes"] for rule in document["rules"] if rule["lane"] == lane["code"]]


def next_to(document: Document, code: str) -> str:
    """The rule that is chosen when this one goes: the one below it, else the one above."""
    codes = [rule["code"] for rule in _in_order(document)]
    at = codes.index(code)
    left = codes[:at] + codes[at + 1 :]
    return left[min(at, len(left) - 1)] if left else ""


def step(document: Document, code: str, by: int) -> Callable[[Document], Any] | None:
    """Moves a rule one place up or down, from the edge of its lane into the next one; None where there is nowhere to go."""
    lanes = [lane["code"] for lane in document["lanes"]]
    rule = document["rules"][place_of(document, "rules", code)]
    own = [other["code"] for other in document["rules"] if other["lane"] == rule["lane"]]
    at, lane_at = own.index(code), lanes.index(rule["lane"])
    if by < 0 and at > 0:
        return lambda given: move_rule(given, code, None, own[at - 1])
    if by > 0 and at < len(own) - 1:
        follower = own[at + 2] if at + 2 < len(own) else None
        return lambda given: move_rule(given, code, None, follower)
    to = lane_at + by
    if not 0 <= to < len(lanes):
        return None
    there = [other["code"] for other in document["rules"] if other["lane"] == lanes[to]]
    before = there[0] if by > 0 and there else None
    return lambda given: move_rule(given, code, lanes[to], before)


def dropped(code: str, lane: str, before: str | None) -> Callable[[Document], Any]:
    """Puts a rule where it was dropped."""
    return lambda document: move_rule(document, code, lane, before)


def copied(code: str, w: Wording) -> Callable[[Document], Any]:
    """A second rule like it."""
    return lambda document: copy_rule(document, code, w.lang)


def removed(code: str) -> Callable[[Document], Any]:
    """Without the rule."""
    return lambda document: remove_rule(document, code)


def limited(code: str) -> Callable[[Document], Any]:
    """A limit for the rule, to be changed at once."""
    return lambda document: cap_rule(document, code, limit=CAP_LIMIT)
