"""Every field of a programme document (programme.md §2) in the editor: reached, named, shown, chosen, and left as it was."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.programme.drafting import set_value, value_at
from app.domain.programme.operations import programme_errors
from app.gui.presenters import office_forms as forms
from app.gui.presenters.office_fields import SPECS, Field, spec, stored
from app.gui.presenters.office_values import shown
from app.services.programme_drafts import programme_in_force
from tests.gui.presenters.bench import Bench
from tests.gui.presenters.editor import Editor


def paths_of(editor: Editor) -> dict[str, Field]:
    """Every control that can be reached, those within others included, by the pattern of its path."""
    found: dict[str, Field] = {}

    def add(fields: dict[str, Field]) -> None:
        for one in fields.values():
            pattern = "/".join("#" if step.isdigit() else step for step in one.path.rstrip("#").split("/"))
            if one.kind == "add_condition" or (one.path, one.kind) in seen:
                continue
            seen.add((one.path, one.kind))
            found.setdefault(pattern, one)
            made = spec(editor.page.editing.wording, one)
            add({inner.path: inner for inner in made.fields})

    seen: set[tuple[str, str]] = set()
    for rule in editor.document["rules"]:
        editor.page.choose(rule["code"])
        add(editor.page._fields())
    for tab, _ in forms.TABS[1:-1]:
        editor.page.open_tab(tab)
        for at in range(max(1, len(forms.items(editor.document, tab)) if tab in forms.LISTS else 1)):
            editor.page._at[tab] = at
            add(editor.page._fields())
    return found


EVERYTHING: dict[str, Any] = {
    "base": {"discount": "before", "tax": "excluded", "exclude_tenders": ["points"], "lines": {"brands": ["晨窑"]}},
    "validity": {"kind": "months", "n": 12, "end": "month"},
    "pending_days": 1,
    "redemption": {"auto": {"reward": "tea"}, "lines": {"categories": ["dairy"]}, "max_points": 500},
    "rewards": [
        {
            "code": "tea", "name": "茶", "kind": "goods", "points": 100, "dates": {"from_date": "2026-01-01"},
            "per_member": {"limit": 1, "per": "month"}, "stores": ["S01"], "tiers": ["gold"],
        }
    ],
    "returns": {"tender_mode": "listed_first", "tender_order": ["cash"]},
    "stored_value": {"top_up_bonus": [{"from_minor": 10000, "bonus_minor": 500}], "named_max_minor": 500000},
    "caps": [{"code": "c", "per": "day", "limit": 100, "rules": ["all"]}],
}  # fmt: skip
CONDITIONS: dict[str, Any] = {
    "dates": {"from_date": "2026-01-01", "to_date": "2026-12-31"}, "weekdays": [1], "month_days": [8],
    "times": [{"start": "08:00", "end": "10:00"}], "stores": ["S01"], "tills": ["T01"], "channels": ["pos"], "tiers": ["gold"],
    "groups": ["VIP"], "card_types": ["gift"], "card_batches": ["2026"], "birthday": "day", "referred": True,
    "nth": {"of": "sale", "every": 5}, "tenders": ["cash"], "codes": ["A"], "min_amount_minor": 100, "min_qty": 1,
}  # fmt: skip
RULES: list[dict[str, Any]] = [
    {"code": "all", "name": "全部", "trigger": "sale", "lane": "base", "when": CONDITIONS, "lines": {"products": ["p20031"]},
     "base": {"discount": "after"}, "benefit": {"kind": "per_amount", "points": 1, "every_minor": 100, "whole_steps": False},
     "rounding": "carry", "exclusive": True, "stop": True, "pending_days": 3, "validity": {"kind": "days", "n": 30},
     "qualifying": False, "funding": "SHOP", "note": "n", "active": False},
    {"code": "item", "name": "件", "trigger": "sale", "lane": "base", "benefit": {"kind": "per_item", "points": 1, "every_qty": 2}},
    {"code": "fixed", "name": "固定", "trigger": "enrolment", "lane": "base", "recipient": "referrer",
     "benefit": {"kind": "fixed", "points": 1}, "validity": {"kind": "date", "date": "2027-01-01"}},
    {"code": "back", "name": "返", "trigger": "sale", "lane": "base", "benefit": {"kind": "percent_back", "percent": "5"},
     "validity": {"kind": "year_end", "plus_years": 1}},
    {"code": "voucher", "name": "券", "trigger": "sale", "lane": "base", "benefit": {"kind": "voucher", "voucher": "V", "count": 2}},
    {"code": "goal", "name": "挑战", "trigger": "challenge", "lane": "base",
     "when": {"challenge": {"metric": "spend_minor", "per": "month", "reach": 100}}, "benefit": {"kind": "fixed", "points": 1},
     "validity": {"kind": "inactivity", "n": 6}},
    {"code": "streak", "name": "连签", "trigger": "check_in", "lane": "base", "when": {"nth": {"of": "streak", "at": 7}},
     "benefit": {"kind": "fixed", "points": 1}},
    {"code": "double", "name": "双倍", "trigger": "sale", "lane": "tier", "benefit": {"kind": "multiply", "factor": "2", "of": ["base"]}},
]  # fmt: skip
REACHED = """
/name /code /currency /timezone /point_value /leap_birthday /note /pending_days
/base/discount /base/tax /base/exclude_tenders /base/lines
/base/lines/products /base/lines/categories /base/lines/brands
/base/lines/exclude_products /base/lines/exclude_categories /base/lines/exclude_brands
/validity /validity/n /validity/end
/lanes/#/name /lanes/#/mode /lanes/#/rounding
/rules/#/name /rules/#/active /rules/#/trigger /rules/#/lane /rules/#/recipient /rules/#/lines /rules/#/base /rules/#/benefit
/rules/#/base/discount /rules/#/rounding /rules/#/exclusive /rules/#/stop /rules/#/pending_days /rules/#/qualifying /rules/#/funding
/rules/#/note /rules/#/validity /rules/#/validity/n /rules/#/validity/date /rules/#/validity/plus_years
/rules/#/benefit/points /rules/#/benefit/every_minor /rules/#/benefit/whole_steps /rules/#/benefit/every_qty /rules/#/benefit/percent
/rules/#/benefit/factor /rules/#/benefit/of /rules/#/benefit/voucher /rules/#/benefit/count
/rules/#/when/dates/from_date /rules/#/when/dates/to_date /rules/#/when/weekdays /rules/#/when/month_days /rules/#/when/times
/rules/#/when/times/#/start /rules/#/when/times/#/end /rules/#/when/stores /rules/#/when/tills /rules/#/when/channels
/rules/#/when/tiers /rules/#/when/groups /rules/#/when/card_types /rules/#/when/card_batches /rules/#/when/birthday
/rules/#/when/referred /rules/#/when/nth /rules/#/when/nth/every /rules/#/when/nth/at /rules/#/when/tenders /rules/#/when/codes
/rules/#/when/challenge/metric /rules/#/when/challenge/per /rules/#/when/challenge/reach
/rules/#/when/min_amount_minor /rules/#/when/min_qty
/caps/#/rules /caps/#/who /caps/#/per /caps/#/unit /caps/#/limit
/tiers/metric /tiers/window /tiers/window/n /tiers/levels/#/name /tiers/levels/#/threshold /tiers/upgrade /tiers/new_tier_counts
/tiers/downgrade /tiers/keep /tiers/keep/n /tiers/keep/end /tiers/grace_days
/redemption/enabled /redemption/min_points /redemption/step_points /redemption/max_points /redemption/max_percent /redemption/lines
/redemption/lot_order /redemption/auto /redemption/auto/keep_points
/rewards/#/name /rewards/#/kind /rewards/#/points /rewards/#/cash_minor /rewards/#/active /rewards/#/dates /rewards/#/dates/from_date
/rewards/#/dates/to_date /rewards/#/stores /rewards/#/tiers /rewards/#/per_member /rewards/#/per_member/limit
/rewards/#/per_member/per /rewards/#/stocked
/returns/tender_mode /returns/tender_order /returns/grace_days /returns/shortfall
/stored_value/spend_order /stored_value/top_up_bonus /stored_value/top_up_bonus/#/from_minor
/stored_value/top_up_bonus/#/bonus_minor /stored_value/top_up_bonus/#/every /stored_value/min_top_up_minor
/stored_value/named_max_minor /stored_value/unnamed_max_minor /stored_value/real_name_from_minor
"""
"""Every field of programme.md §2; codes are given once and named by others, the version is the publication's."""


@pytest.fixture
def full(arriving: Bench) -> Editor:
    """A programme that has everything in it."""
    arriving.sign_in("1003")
    editor = Editor(arriving)
    document = {**programme_in_force(arriving.shop.desk)[1], **EVERYTHING, "rules": RULES}
    document["lanes"] = [
        {"code": "base", "name": "基础", "mode": "stack"},
        {"code": "tier", "name": "倍数", "mode": "add_factors", "rounding": "half_up"},
    ]
    assert programme_errors(document) == ()
    assert editor.page.editing.edit(lambda _: document) == ""
    return editor


def test_every_field_of_the_document_is_reached_without_typing_json_camp_03(full: Editor) -> None:
    assert set(REACHED.split()) - set(paths_of(full)) == set()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_field_has_a_name_and_a_value_in_words(full: Editor, language: Any) -> None:
    full.bench.texts.set_language(language)
    w = full.page.editing.wording
    for pattern, field in paths_of(full).items():
        text = shown(w, field)
        assert field.label, pattern
        assert text, pattern
        assert "{" not in text + field.label, pattern
        if language == "en":
            assert field.label.isascii(), pattern


def test_every_field_that_is_set_round_trips(full: Editor) -> None:
    """Each control opens on the value that stands there, and choosing the same again changes nothing."""
    for field in paths_of(full).values():
        w = full.page.editing.wording
        made = spec(w, field)
        value = stored(w, field)
        if value is None or not field.open or made.type in ("fields", "switch"):
            continue
        before = full.document
        full.page.parts.open(field)
        part = full.page.parts.view()
        assert part is not None, field.path
        if made.type in ("one", "many"):
            assert any(option.ticked for option in part.options) or value == [], field.path
        if made.type == "one":
            full.page.parts.choose(next(option.id for option in part.options if option.ticked))
        full.page.parts.done()
        assert full.document == before, field.path
        if value_at(before, field.path) is not None and made.type not in ("one", "many"):
            assert set_value(before, field.path, value) == before, field.path


def test_every_choice_of_every_list_can_stand_there(full: Editor) -> None:
    """No choice leads to a document that the engine refuses: what does not fit is not offered or says why not."""
    for field in paths_of(full).values():
        made = spec(full.page.editing.wording, field)
        if made.type != "one" or field.kind == "trigger":
            continue
        for at in range(len(made.choices)):
            before = full.document
            full.page.parts.open(field)
            full.page.parts.choose(str(at))
            full.page.parts.cancel()
            full.page.parts.done()
            bad = [error for error in programme_errors(full.document) if error.code not in ("range", "conflict")]
            assert bad == [], (field.path, at)
            full.page.editing.edit(lambda _, back=before: back)


def test_every_kind_has_its_words_in_both_languages(full: Editor) -> None:
    """Labels of choices and units are translated."""
    places = {"lanes": "/rules/7/benefit/of", "lane": "/rules/7/lane", "goal": "/rules/5/when/challenge/reach"}
    own = {"weekdays", "month_days", "categories", "brands", "stores", "cap_rules", "trial_goods", "goods", "lane", "lanes", "auto_reward"}
    inner = {"bonus_step", "window_of_day", "per_member", "auto", "nth", "cap"}
    for kind in set(SPECS) - own - inner:
        field = Field(path=places.get(kind, "/rules/0/x"), label="x", kind=kind)
        texts = []
        for language in ("zh_CN", "en"):
            full.bench.texts.set_language(language)  # type: ignore[arg-type]
            made = spec(full.page.editing.wording, field)
            texts.append([choice.label for choice in made.choices] + ([made.unit] if made.type == "number" and made.unit else []))
        for chinese, english in zip(*texts, strict=True):
            assert chinese != english or not english.isalpha() or english in ("VIP", "gift", "A"), (kind, chinese)
