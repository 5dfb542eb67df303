"""The states of the office, as the owner meets them: the programme editor with its sheets and its replay, tiers, points through time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.cli.stage import Stage, State
from app.gui.presenters.office_forms import TABS

if TYPE_CHECKING:
    from app.gui.presenters.office_programme import Page

RULE = "dairy_saturday"
_LONG_MS = 60_000


def office_states(stage: Stage) -> Iterator[State]:
    """Every page of the office."""
    stage.change_person("1003")
    stage.open_more("office")
    yield from _programme_states(stage)
    yield from _tier_states(stage)
    yield from _day_states(stage)
    stage.press("F11")
    stage.change_person("1001")


def _editor(stage: Stage) -> Page:
    office = stage.counter.window.shell.room.office
    office.open("programme")
    page = office.page("programme")
    assert page is not None
    editor: Page = page  # type: ignore[assignment]
    stage.robot.wait_for("the programme", lambda: editor.editing.loaded)
    return editor


def _programme_states(stage: Stage) -> Iterator[State]:
    editor = _editor(stage)
    yield stage.state("programme-in-force")
    editor.choose(RULE)
    stage.robot.wait(0.5)
    yield stage.state("programme-rule")
    rule = next(at for at, one in enumerate(editor.editing.document["rules"]) if one["code"] == RULE)
    for path, name in ((f"/rules/{rule}/when/weekdays", "days"), (f"/rules/{rule}/benefit", "figure"), (f"/rules/{rule}/lines", "goods")):
        editor.press(path)
        stage.settle()
        yield stage.state(f"programme-word-{name}")
        editor.close_parts()
    editor.add_condition()
    yield stage.state("programme-condition")
    editor.close_parts()
    editor.add()
    yield stage.state("programme-starters")
    stage.press("Esc")
    yield from _replay_states(stage, editor)
    for tab, _ in TABS:
        editor.open_tab(tab)
        stage.settle()
        stage.robot.wait(0.1)
        yield stage.state(f"programme-{tab.replace('_', '-')}-page")
    editor.open_tab("rules")
    stage.press("F8")
    yield stage.state("programme-trial")
    stage.press("F8")
    for act, name in (("compare", "differences"), ("drafts", "drafts"), ("paper", "rules-on-paper"), ("publish", "publish")):
        editor.act(act)
        stage.settle()
        yield stage.state(f"programme-{name}")
        stage.press("Esc")
    editor.press(f"/rules/{rule}/when/weekdays")
    editor.close_parts()


def _replay_states(stage: Stage, editor: Page) -> Iterator[State]:
    stage.press("F9")
    yield stage.state("replay-nothing-changed")
    rule = next(at for at, one in enumerate(editor.editing.document["rules"]) if one["code"] == RULE)
    editor.press(f"/rules/{rule}/benefit/factor")
    editor.typed("3")
    editor.close_parts()
    stage.settle()
    stage.robot.wait_for("the replay", lambda: editor.replay.view().chip_tone == "success", _LONG_MS)
    yield stage.state("replay")
    for part in ("members", "receipts"):
        editor.replay.choose_part(part)
        stage.settle()
        yield stage.state(f"replay-{part}")
    editor.replay.choose_part("figures")
    editor.press(f"/rules/{rule}/benefit/factor")
    editor.typed("4")
    editor.close_parts()
    stage.settle()
    stage.robot.wait_for("the replay", lambda: editor.replay.view().chip_tone == "info", _LONG_MS)
    editor.replay.cancel()
    stage.settle()
    yield stage.state("replay-stopped")
    stage.press("F9")


def _tier_states(stage: Stage) -> Iterator[State]:
    office = stage.counter.window.shell.room.office
    office.open("tiers")
    page = office.page("tiers")
    stage.settle()
    stage.robot.wait_for("the count", lambda: page.view().rows and not page.view().greyed, _LONG_MS)  # type: ignore[union-attr]
    yield stage.state("tiers")
    page.step(1, 2)  # type: ignore[union-attr]
    page.step(2, -3)  # type: ignore[union-attr]
    yield stage.state("tiers-recount")
    stage.robot.wait_for("the count", lambda: not page.view().greyed, _LONG_MS)  # type: ignore[union-attr]
    yield stage.state("tiers-other-shares")


def _day_states(stage: Stage) -> Iterator[State]:
    office = stage.counter.window.shell.room.office
    office.open("days")
    stage.settle()
    stage.robot.wait(1.0)
    yield stage.state("days-ahead")
