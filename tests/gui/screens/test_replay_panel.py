"""The replay at the real window, worked out by the real command in a process of its own (EDGE-02)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.gui.presenters.places import Place
from tests.fakes.background import Script
from tests.fakes.shop import CARD_LIN, MILK
from tests.gui.inspection import small_or_nameless
from tests.gui.screens.counter import Cashier
from tests.gui.screens.test_office import owner
from tests.gui.screens.test_rows_at_the_till import facts

ROOT = Path(__file__).resolve().parents[3]


def in_a_process(folder: Path, arguments: tuple[str, ...], given: bytes) -> Script:
    """What the command says when it is really run."""
    command = [sys.executable, "-m", "app", *arguments, "--data-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, input=given, capture_output=True, check=False)
    lines = tuple(json.loads(line) for line in done.stdout.decode().splitlines())
    return Script(lines=lines, code=done.returncode, complaints=done.stderr.decode())


@pytest.fixture
def page(arriving: Cashier) -> Any:
    """The editor in front of the owner, after a Saturday's sale of milk to Ms Lin."""
    arriving.sign_in()
    arriving.scan(MILK, CARD_LIN)
    arriving.press("F12")
    arriving.press("Return")
    arriving.press("Return")
    arriving.press("Ctrl+L")
    arriving.window.resize(1920, 1080)
    folder = arriving.shop.folder
    arriving.background.script = lambda arguments, given: in_a_process(folder, arguments, given)
    office = owner(arriving)
    arriving.settle()
    return office.page


def test_a_word_is_changed_and_the_last_days_stand_beside_it_old_against_new(arriving: Cashier, page: Any) -> None:
    """EDGE-02: 回放 90 天 from the key to the figures; the till goes on beside it."""
    arriving.press("F9")
    assert "和 v1 没有不同" in facts(page.side)
    page.presenter.choose("dairy_saturday")
    arriving.settle()
    factor = next(key for key in page.main.sentence.keys.values() if "2倍" in key.text())
    arriving.tap(factor)
    arriving.type("3")
    arriving.press("Return")
    arriving.pause(0.8)
    arriving.background.step()
    assert "正在重算" in facts(page.side)
    assert page.side.replay.stop.isVisible()
    arriving.background.settle()
    arriving.settle()
    told = facts(page.side)
    for text in ("回放 90 天", "已随修改更新", "发放积分", "积分成本", "期末欠会员的分", "得分变多的会员", "1 人"):
        assert text in told
    for text in ("周六乳品双倍", "1 位会员，每人每月多得"):
        assert text in told
    assert small_or_nameless(page.side) == []
    arriving.tap(page.side.replay.parts[0])
    assert "林女士" in facts(page.side)
    arriving.scan(MILK)
    assert arriving.place is Place.SELL


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1366, 768)])
def test_it_takes_the_place_of_the_list_where_there_is_no_room_for_three(arriving: Cashier, page: Any, width: int, height: int) -> None:
    arriving.window.resize(width, height)
    arriving.press("F9")
    assert page.side.isVisible()
    assert not page.list.isVisible()
    arriving.press("F9")
    assert page.list.isVisible()
    assert not page.side.isVisible()
