"""The programme editor without a window: rules as sentences, every field of the document, drafts, undo, trial, check and publishing."""

from __future__ import annotations

import json

import pytest

from app.domain.programme.operations import programme_errors
from app.domain.programme.starters import STARTERS
from app.services.programme_drafts import history, list_drafts, programme_in_force
from tests.fakes.shop import TODAY, Shop
from tests.gui.presenters.bench import Bench
from tests.gui.presenters.editor import Editor


@pytest.fixture
def editor(arriving: Bench) -> Editor:
    arriving.sign_in("1003")
    return Editor(arriving)


def test_the_version_in_force_is_shown_in_its_lanes_and_nothing_is_kept_before_the_first_change(editor: Editor) -> None:
    assert editor.rows()[:4] == ["lane:base", "base", "lane:bonus", "coffee"]
    assert editor.view.draft == "生效版本 v1"
    assert list_drafts(editor.bench.shop.desk) == ()


def test_a_rule_reads_as_one_sentence_and_its_parts_are_changed_in_place_camp_03(editor: Editor) -> None:
    editor.page.choose("dairy_saturday")
    assert editor.sentence().startswith("每周六，所有会员，消费，购买乳制品（16 种），基础积分2倍")
    editor.page.press(editor.word("每周六").path)
    editor.pick("周日")
    assert editor.rule("dairy_saturday")["when"] == {"weekdays": [6, 7]}
    editor.page.key("Enter")
    assert editor.view.part is None
    assert editor.sentence().startswith("每周六、日")
    editor.page.press(editor.word("2倍").path)
    for char in "2.5":
        editor.page.typed(char)
    assert editor.rule("dairy_saturday")["benefit"]["factor"] == "2.5"
    editor.page.key("Enter")
    assert "2.5倍" in editor.sentence()


def test_the_first_change_makes_a_draft_and_every_change_is_kept_at_once(editor: Editor) -> None:
    """CAMP-03: nothing is lost, whatever happens to the program."""
    editor.page.press(editor.word("1分").path)
    editor.page.typed("2")
    drafts = list_drafts(editor.bench.shop.desk)
    assert [json.loads(draft.content)["rules"][0]["benefit"]["points"] for draft in drafts] == [2]
    assert drafts[0].name == "邻里便利会员积分 6月20日"
    assert editor.view.draft == "草稿 v2 · 邻里便利会员积分 6月20日"
    assert editor.view.footer == "草稿已存 14:32"


def test_escape_takes_back_what_was_done_since_the_control_was_opened(editor: Editor) -> None:
    editor.page.choose("dairy_saturday")
    before = editor.document
    editor.page.press(editor.word("每周六").path)
    editor.pick("周一", "周二")
    editor.page.key("Esc")
    assert editor.document == before
    assert editor.view.part is None
    assert json.loads(list_drafts(editor.bench.shop.desk)[0].content) == before


def test_all_steps_in_one_control_are_one_step_to_take_back(editor: Editor) -> None:
    editor.page.choose("dairy_saturday")
    before = editor.document
    editor.page.press(editor.word("每周六").path)
    editor.pick("周一", "周二", "周三")
    editor.page.parts.done()
    assert editor.document != before
    editor.page.key("Ctrl+Z")
    assert editor.document == before


def test_the_last_one_of_a_list_stays_where_one_is_needed(editor: Editor) -> None:
    editor.page.open_tab("caps")
    editor.page.press("/caps/0/rules")
    editor.pick("基础积分")
    assert editor.document["caps"][0]["rules"] == ["base"]
    editor.pick("基础积分")
    assert "rules" not in editor.document["caps"][0]


def test_what_is_out_of_bounds_is_said_and_not_taken(editor: Editor) -> None:
    editor.page.press(editor.word("1分").path)
    before = editor.document
    editor.page.typed("0")
    part = editor.view.part
    assert part is not None
    assert part.problem == "请填 1 到 1,000,000,000"
    assert editor.document == before
    editor.page.typed("5")
    assert editor.rule("base")["benefit"]["points"] == 5
    part = editor.view.part
    assert part is not None
    assert part.problem == ""


@pytest.mark.parametrize(("typed", "factor"), [("1.5", "1.5"), ("3/2", "3/2"), ("0", None), ("1001", None), ("1.", "1")])
def test_exact_numbers_are_taken_as_they_are_typed(editor: Editor, typed: str, factor: str | None) -> None:
    """G2: a factor is never a rounded one."""
    editor.page.choose("dairy_saturday")
    editor.page.press(editor.word("2倍").path)
    for char in typed:
        editor.page.typed(char)
    assert editor.rule("dairy_saturday")["benefit"]["factor"] == (factor or {"0": "2", "1001": "100"}[typed])


def test_a_period_that_ends_before_it_begins_is_said_at_both_days_and_cannot_be_published(editor: Editor) -> None:
    """Bad input: dates that end before they start."""
    editor.page.choose("dairy_saturday")
    editor.page.add_condition()
    editor.pick("日期")
    editor.page.parts.open_field(editor.inner("到哪天").path)
    editor.page.parts.choose("2026-06-01")
    editor.page.parts.done()
    problems = [word.problem for word in editor.view.main.words if word.problem]
    assert problems == ["结束那天早于开始那天"] * 2
    assert editor.view.main.problems == ("结束那天早于开始那天",)
    assert [tab.id for tab in editor.view.tabs if tab.mark] == ["rules"]
    editor.page.key("F12")
    sheet = editor.view.sheet
    assert sheet is not None
    assert [finding.text for finding in sheet.findings][:1] == ["规则“周六乳品双倍”: 结束那天早于开始那天"]
    assert not sheet.acts[-1].enabled
    editor.page.key("F12")
    assert len(history(editor.bench.shop.desk).versions) == 1
    editor.page.sheets.act(sheet.findings[0].fixes[0].id)
    assert editor.view.sheet is None
    assert editor.view.part is not None


def test_thresholds_that_do_not_rise_are_said_at_their_tier(editor: Editor) -> None:
    """Bad input: tier thresholds not rising."""
    editor.page.open_tab("tiers")
    editor.page.choose("2")
    editor.page.press(editor.field("达到条件").path)
    for char in "500":
        editor.page.typed(char)
    editor.page.parts.done()
    assert editor.field("达到条件").problem == "要比下一级的高"
    found = editor.view.list
    assert found is not None
    assert [row.chip for row in found.rows] == ["", "", "待改", "", ""]


# the list


@pytest.mark.parametrize(
    ("key", "order"), [("Alt+Down", ["silver", "platinum", "gold", "diamond"]), ("Alt+Up", ["gold", "silver", "platinum", "diamond"])]
)
def test_a_rule_is_moved_by_key(editor: Editor, key: str, order: list[str]) -> None:
    editor.page.choose("gold")
    editor.page.key(key)
    assert [rule["code"] for rule in editor.document["rules"] if rule["lane"] == "tier"] == order
    found = editor.view.list
    assert found is not None
    assert [row.id for row in found.rows if row.selected] == ["gold"]


def test_a_rule_goes_into_the_next_lane_at_the_edge_of_its_own_where_it_fits(editor: Editor) -> None:
    editor.page.choose("diamond")
    editor.page.key("Alt+Down")
    assert editor.rule("diamond")["lane"] == "campaign"
    editor.page.choose("base")
    editor.page.key("Alt+Down")
    assert editor.rule("base")["lane"] == "bonus"
    editor.page.choose("silver")
    editor.page.key("Alt+Up")
    assert editor.rule("silver")["lane"] == "bonus"


def test_a_rule_is_dropped_into_another_lane_and_refused_where_it_does_not_fit(editor: Editor) -> None:
    editor.page.drop("birthday_month", "tier", "gold")
    assert editor.rule("birthday_month")["lane"] == "tier"
    rows = editor.rows()
    assert rows[rows.index("gold") - 1] == "birthday_month"
    before = editor.document
    editor.page.drop("gold", "base", "")
    assert editor.document == before
    assert "不能放在“基础”里" in editor.view.footer
    assert editor.view.footer_tone == "danger"


def test_a_rule_is_copied_switched_off_removed_and_put_back(editor: Editor) -> None:
    editor.page.choose("coffee")
    editor.page.act("copy")
    assert editor.rows()[3:5] == ["coffee", "coffee_2"]
    editor.page.press(editor.field("启用").path)
    assert editor.rule("coffee_2")["active"] is False
    found = editor.view.list
    assert found is not None
    assert next(row.chip for row in found.rows if row.id == "coffee_2") == "停用"
    editor.page.key("Del")
    assert "coffee_2" not in editor.rows()
    assert editor.view.undo == "已删除 现磨咖啡每杯+10分 副本"
    editor.page.choose("base")
    editor.page.press(editor.word("1分").path)
    editor.page.typed("2")
    editor.page.key("Enter")
    assert editor.view.undo == ""  # Ctrl+Z takes back the newer change now
    editor.page.undo()
    assert editor.view.undo == ""
    editor.page.undo()
    assert "coffee_2" in editor.rows()
    assert editor.view.undo == ""


def test_arrow_keys_go_through_the_rules_and_not_through_the_lanes(editor: Editor) -> None:
    for expected in ("coffee", "silver"):
        editor.page.key("Down")
        found = editor.view.list
        assert found is not None
        assert [row.id for row in found.rows if row.selected] == [expected]
    editor.page.key("Up")
    assert editor.view.main.title == "现磨咖啡每杯+10分"


def test_chips_say_what_is_new_changed_off_over_and_to_come(editor: Editor) -> None:
    editor.page.choose("dairy_saturday")
    editor.page.press(editor.word("2倍").path)
    editor.page.typed("3")
    editor.page.parts.done()
    editor.page.sheets.open_starters()
    editor.page.sheets.choose("threshold")
    found = editor.view.list
    assert found is not None
    chips = {row.id: row.chip for row in found.rows}
    assert (chips["dairy_saturday"], chips["threshold"], chips["base"]) == ("修改中", "新建", "生效中")


def test_every_ready_rule_can_be_begun_with_and_reads_in_both_languages_ops_11(editor: Editor) -> None:
    """A programme grows by ready rules; each is right as it comes."""
    begin = editor.document
    for starter in STARTERS:
        editor.page.add()
        editor.page.sheets.choose(starter.code)
        editor.page.parts.done()
        assert editor.view.sheet is None, starter.code
        assert programme_errors(editor.document) == (), starter.code
        chinese = editor.sentence()
        editor.bench.texts.set_language("en")
        assert chinese, starter.code
        assert editor.sentence() != chinese, starter.code
        editor.bench.texts.set_language("zh_CN")
        editor.page.editing.edit(lambda _, back=begin: back)


def test_ready_rules_are_searched_and_begun_with_by_keys(editor: Editor) -> None:
    editor.page.add()
    for char in "生日月":
        editor.page.typed(char)
    sheet = editor.view.sheet
    assert sheet is not None
    assert [option.label for option in sheet.options] == ["生日月双倍"]
    editor.page.key("Enter")
    assert editor.view.main.title == "生日月双倍"
    assert len(editor.document["rules"]) == 9


# conditions, limits, drafts


def test_a_goal_becomes_another_kind_of_rule_camp_03(editor: Editor) -> None:
    editor.page.add()
    editor.page.sheets.choose("challenge")
    editor.page.press(editor.field("什么时候算").path)
    editor.pick("签到")
    assert editor.rule("challenge")["trigger"] == "check_in"
    assert "challenge" not in editor.rule("challenge").get("when", {})
    assert editor.sentence().startswith("所有会员，签到，送200分")
    editor.page.press(editor.word("签到").path)
    editor.pick("达成月度或年度目标")
    assert editor.sentence().startswith("所有会员，当月消费满1000元，送200分")


def test_a_condition_is_added_with_a_value_to_begin_with_and_taken_away_again(editor: Editor) -> None:
    editor.page.choose("birthday_month")
    editor.page.add_condition()
    editor.pick("星期")
    assert editor.rule("birthday_month")["when"] == {"birthday": "month", "weekdays": [6, 7]}
    editor.page.parts.done()
    editor.page.press(editor.word("每周六、日").path)
    editor.page.parts.clear()
    assert editor.rule("birthday_month")["when"] == {"birthday": "month"}


def test_a_condition_without_a_value_to_begin_with_asks_for_one(editor: Editor) -> None:
    editor.page.choose("dairy_saturday")
    editor.page.add_condition()
    editor.pick("门店")
    part = editor.view.part
    assert part is not None
    assert [option.label for option in part.options] == ["S01"]
    editor.page.parts.choose("0")
    assert editor.rule("dairy_saturday")["when"]["stores"] == ["S01"]
    assert "在" in editor.sentence()


def test_a_limit_is_added_and_its_number_asked_for(editor: Editor) -> None:
    """CAMP-05: a budget stops the campaign."""
    editor.page.choose("dairy_saturday")
    editor.page.add_limit()
    assert editor.document["caps"][1] == {"code": "dairy_saturday_day", "rules": ["dairy_saturday"], "per": "day", "limit": 200}
    editor.page.parts.open_field(editor.inner("对谁").path)
    editor.pick("全部会员合计")
    editor.page.parts.open_field(editor.inner("周期").path)
    editor.pick("累计")
    editor.page.parts.open_field(editor.inner("最多").path)
    for char in "20000":
        editor.page.typed(char)
    editor.page.parts.done()
    assert "活动总预算20000分" in editor.sentence()


def test_goods_are_searched_in_the_catalogue_and_named_in_the_sentence(editor: Editor) -> None:
    editor.page.choose("dairy_saturday")
    editor.page.press(editor.word("乳制品").path)
    editor.page.parts.open_field(editor.inner("只限这些商品").path)
    editor.page.parts.set_query("nai")
    part = editor.view.part
    assert part is not None
    first = part.options[0]
    editor.page.parts.choose(first.id)
    editor.page.parts.done()
    assert first.label in editor.sentence()
    assert len(editor.rule("dairy_saturday")["lines"]["products"]) == 1


def test_a_filter_without_anything_in_it_means_all_goods(editor: Editor) -> None:
    editor.page.choose("dairy_saturday")
    editor.page.press(editor.word("乳制品").path)
    editor.page.parts.open_field(editor.inner("只限这些类别").path)
    editor.pick("乳制品")
    editor.page.parts.done()
    assert "lines" not in editor.rule("dairy_saturday")
    assert "所有商品" in editor.sentence()


def test_drafts_by_name_are_opened_copied_renamed_thrown_away_and_brought_back(editor: Editor) -> None:
    page = editor.page
    page.press(editor.word("1分").path)
    page.typed("2")
    page.parts.done()
    page.act("drafts")
    page.sheets.act("rename")
    page.sheets.set_name("两分")
    page.key("Enter")
    page.sheets.act("copy")
    page.sheets.set_name("再一份")
    page.key("Enter")
    shop = editor.bench.shop
    assert [draft.name for draft in list_drafts(shop.desk)] == ["再一份", "两分"]
    first = next(draft for draft in list_drafts(shop.desk) if draft.name == "两分")
    page.sheets.choose(first.id)
    assert editor.view.draft.endswith("两分")
    page.act("drafts")
    page.sheets.act("throw")
    assert editor.view.draft == "生效版本 v1"
    assert editor.view.undo == "草稿已删除：两分"
    page.undo()
    assert editor.view.draft.endswith("两分")
    assert len(list_drafts(shop.desk)) == 2
    page.act("drafts")
    page.sheets.act("rename")
    page.sheets.set_name("  ")
    page.key("Enter")
    sheet = editor.view.sheet
    assert sheet is not None
    assert sheet.problem == "还没有名称 – 请输入名称"


def test_a_draft_is_on_the_desk_again_after_a_restart(editor: Editor, shop: Shop) -> None:
    """CAMP-03."""
    editor.page.press(editor.word("1分").path)
    editor.page.typed("7")
    again = Bench(shop).sign_in("1003")
    opened = Editor(again)
    assert opened.rule("base")["benefit"]["points"] == 7
    assert opened.view.draft.startswith("草稿 v2")


# looking without writing


def test_the_shift_leader_looks_and_tries_and_changes_nothing_mem_13(arriving: Bench) -> None:
    arriving.sign_in("1002")
    editor = Editor(arriving)
    before = editor.document
    editor.page.choose("dairy_saturday")
    assert editor.view.main.acts == ()
    assert not editor.view.save.enabled
    editor.page.press(editor.word("每周六").path)
    assert editor.view.part is None
    for act in ("copy", "remove", "up", "save"):
        editor.page.act(act)
    editor.page.key("Del")
    editor.page.key("Alt+Up")
    editor.page.drop("gold", "campaign", "")
    assert editor.document == before
    assert list_drafts(arriving.shop.desk) == ()
    editor.page.act("publish")
    sheet = editor.view.sheet
    assert sheet is not None
    assert not sheet.acts[-1].enabled
    editor.page.key("F12")
    assert len(history(arriving.shop.desk).versions) == 1
    editor.page.key("Esc")
    editor.page.choose("dairy_saturday")
    editor.page.try_rule()
    trial = editor.view.trial
    assert trial is not None
    assert trial.total == "38 分"


# trial, examples, check


def test_the_trial_follows_every_step_of_a_change(editor: Editor) -> None:
    """EARN-01: the engine answers while the rule is written, and says what the version in force gives."""
    page = editor.page
    page.choose("dairy_saturday")
    page.try_rule()
    trial = editor.view.trial
    assert trial is not None
    assert [(line.name, line.points) for line in trial.lines] == [("牧晨记 鲜牛奶 950ml", "38 分")]
    page.press(editor.word("2倍").path)
    page.typed("3")
    trial = editor.view.trial
    assert trial is not None
    assert (trial.total, trial.before) == ("57 分", "v1 会得 38 分")
    used = {rule.name: rule.points for rule in trial.rules if rule.used}
    assert used == {"基础积分": "+19", "周六乳品双倍": "+38"}
    unused = {rule.name: rule.text for rule in trial.rules if not rule.used}
    assert unused["金卡1.5倍"] == "限金卡会员"


def test_the_trial_has_every_event_that_rules_answer_to(editor: Editor) -> None:
    page = editor.page
    page.sheets.open_starters()
    page.sheets.choose("check_in")
    trial = editor.view.trial
    assert trial is not None
    assert (trial.total, trial.lines) == ("5 分", ())
    page.trial.press("/event")
    part = editor.view.trial_part
    assert part is not None
    assert [option.label for option in part.options] == ["消费", "签到"]
    page.trial.parts.choose("0")
    trial = editor.view.trial
    assert trial is not None
    assert trial.add == "商品"


def test_goods_are_put_into_the_trial_counted_and_taken_out(editor: Editor) -> None:
    page = editor.page
    page.trial.begin()
    page.trial.press("/goods")
    page.trial.parts.set_query("nai")
    part = editor.view.trial_part
    assert part is not None
    page.trial.parts.choose(part.options[0].id)
    page.trial.parts.done()
    trial = editor.view.trial
    assert trial is not None
    last = trial.lines[-1]
    page.trial.step(last.id, 1)
    trial = editor.view.trial
    assert trial is not None
    assert trial.lines[-1].qty == "2"
    page.trial.step(last.id, -1)
    page.trial.step(last.id, -1)
    trial = editor.view.trial
    assert trial is not None
    assert last.id not in [line.id for line in trial.lines]


def test_worked_examples_show_two_tiers_and_when_it_does_not_hold(editor: Editor) -> None:
    editor.page.choose("dairy_saturday")
    rows = [(row.who, row.terms, row.total) for row in editor.view.main.examples]
    assert rows == [("金卡", "19 + 9 + 19", "= 47 分"), ("普通会员", "19 + 19", "= 38 分"), ("周日", "", "= 19 分")]


def test_the_check_speaks_a_moment_after_the_last_change_and_mends_by_one_press_edge_10(editor: Editor) -> None:
    page = editor.page
    page.choose("dairy_saturday")
    assert editor.view.main.findings_title == "规则检查，正在检查……"
    editor.bench.timers.fire()
    assert editor.view.main.findings_title == "规则检查"
    found = next(finding for finding in editor.view.main.findings if finding.fixes)
    assert "可能叠加" in found.text
    page.act(found.fixes[0].id)
    assert editor.document != programme_in_force(editor.bench.shop.desk)[1]
    editor.bench.timers.fire()
    assert found.text not in [finding.text for finding in editor.view.main.findings]


# publishing


def test_a_draft_is_published_from_a_day_on_and_stands_in_the_history_camp_01(editor: Editor) -> None:
    page, desk = editor.page, editor.bench.shop.desk
    first_sha, first = programme_in_force(desk)
    page.press(editor.word("1分").path)
    page.typed("2")
    page.key("F12")
    sheet = editor.view.sheet
    assert sheet is not None
    assert sheet.title == "发布为 v2"
    assert len(sheet.changes) == 1
    assert "每满1元积2分" in sheet.changes[0].text
    page.sheets.choose("2026-06-22")
    page.key("F12")
    versions = history(desk).versions
    assert [(version.version, version.valid_from) for version in versions] == [(2, "2026-06-22"), (1, "2026-06-01")]
    assert list_drafts(desk) == ()
    view = editor.view
    assert view.list is not None
    assert [(row.title, row.chip) for row in view.list.rows] == [("v2 · 2026年6月22日起", "未开始"), ("v1 · 2026年6月1日起", "生效中")]
    assert "何敏" in view.list.rows[0].detail
    assert programme_in_force(desk) == (first_sha, first)


def test_another_first_day_is_picked_in_the_calendar_and_never_one_that_is_over(editor: Editor) -> None:
    page = editor.page
    page.press(editor.word("1分").path)
    page.typed("2")
    page.key("F12")
    page.sheets.press("/first_day")
    page.sheets.parts.choose("2026-06-19")
    assert editor.view.sheet_part is not None
    assert editor.view.sheet_part.problem.startswith("生效日已经过了")
    page.sheets.parts.choose("2026-08-03")
    page.key("F12")
    assert history(editor.bench.shop.desk).versions[0].valid_from == "2026-08-03"


def test_an_old_version_is_published_again_and_what_was_published_never_changes(editor: Editor) -> None:
    page, desk = editor.page, editor.bench.shop.desk
    _, first = programme_in_force(desk)
    page.press(editor.word("1分").path)
    page.typed("2")
    page.key("F12")
    page.key("F12")
    page.choose(history(desk).versions[1].event_id)
    page.act("again")
    sheet = editor.view.sheet
    assert sheet is not None
    assert sheet.title == "把 v1 再发布一次，成为 v3"
    page.key("F12")
    assert programme_in_force(desk)[1] == {**first, "version": 3}
    assert [version.version for version in history(desk).versions] == [3, 2, 1]


def test_a_draft_begins_with_an_old_version(editor: Editor) -> None:
    page = editor.page
    page.open_tab("versions")
    page.act("base")
    assert editor.view.draft.startswith("草稿 v2")
    assert editor.view.tabs[0].selected


def test_nothing_different_is_not_published(editor: Editor) -> None:
    page = editor.page
    page.act("save")
    page.key("F12")
    sheet = editor.view.sheet
    assert sheet is not None
    assert sheet.problem == "和生效中的版本没有不同"
    page.key("F12")
    assert len(history(editor.bench.shop.desk).versions) == 1


def test_the_rules_are_printed_for_customers_fraud_07(editor: Editor) -> None:
    page = editor.page
    page.act("paper")
    sheet = editor.view.sheet
    assert sheet is not None
    assert sheet.paper is not None
    page.key("F12")
    jobs = editor.bench.till.printing.jobs.list_jobs()
    assert [(job.kind.value, job.title) for job in jobs] == [("slip", "会员积分规则")]
    page.sheets.act("language")
    sheet = editor.view.sheet
    assert sheet is not None
    assert sheet.paper is not None
    assert sheet.paper.title == "Points rules"


def test_today_is_the_day_of_the_books(editor: Editor) -> None:
    assert editor.bench.till.desk.local().date == TODAY
