"""The theme: contrast of every pair the tokens promise, scaling, tiers, the generated style sheet, icons and fonts."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication

from app.gui.theme.fonts import FAMILY, is_covered, ui_font, uncovered
from app.gui.theme.icons import GLYPHS, UnknownIcon, icon_pixmap
from app.gui.theme.look import Look
from app.gui.theme.qss import style_sheet
from app.gui.theme.theme import Theme, breakpoint_of, tier_rank
from app.gui.theme.tokens import TIER_RANKS, Mode, load_tokens, parse_colour, resource_path

MODES: tuple[Mode, ...] = ("light", "dark")


def luminance(colour: QColor) -> float:
    """Relative luminance of WCAG 2."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", MODES)
def test_every_text_has_the_contrast_promised(mode: Mode) -> None:
    c = load_tokens().colours[mode]
    grounds = (c.canvas, c.surface, c.subtle)
    pairs = [(ink, ground) for ink in (c.text, c.text_secondary, c.text_muted) for ground in grounds]
    pairs += [(c.text_muted, c.sunken), (c.on_action, c.action), (c.points, c.points_bg), (c.action_text, c.action_subtle)]
    pairs += [(c.success, c.success_bg), (c.warn, c.warn_bg), (c.danger, c.danger_bg), (c.info, c.info_bg)]
    pairs += [(c.on_topbar, c.topbar), (c.on_topbar_muted, c.topbar), (c.on_topbar, c.topbar_item), (c.text, c.selected)]
    pairs += [(tier.text, tier.background) for tier in load_tokens().tiers[mode].values()]
    for ink, ground in pairs:
        assert contrast(ink, ground) >= 4.5, (ink.name(), ground.name())
    for outline in (c.border_strong, c.focus, c.action):
        assert contrast(outline, c.surface) >= 3.0, outline.name()


@pytest.mark.parametrize("mode", MODES)
def test_measured_contrasts_of_the_token_file_hold(mode: Mode) -> None:
    raw = json.loads(resource_path("styles", "tokens.json").read_text(encoding="utf-8"))["color"]
    for pair, expected in raw["contrast_checked"][mode].items():
        ink, ground = (parse_colour(raw[mode][name]) for name in pair.split("/"))
        assert contrast(ink, ground) == pytest.approx(expected, abs=0.15), pair


def test_lengths_grow_with_the_text_size_and_heights_only_by_their_text() -> None:
    theme = Theme(load_tokens(), "light", 150)
    assert theme.px(20) == 30
    assert theme.high(64, 38) == 64 + 19
    assert Theme(load_tokens(), "light", 100).high(64, 38) == 64


def test_width_divided_by_text_size_picks_the_layout() -> None:
    assert breakpoint_of(1024, 100) == "compact"
    assert breakpoint_of(1366, 100) == "regular"
    assert breakpoint_of(1920, 100) == "wide"
    assert breakpoint_of(1920, 150) == "regular"
    assert breakpoint_of(1920, 200) == "compact"


def test_tiers_take_the_five_colour_ranks_in_order_and_the_top_of_many_is_diamond() -> None:
    assert [tier_rank(at, 5) for at in range(5)] == list(TIER_RANKS)
    assert [tier_rank(at, 3) for at in range(3)] == ["regular", "silver", "gold"]
    assert [tier_rank(at, 7) for at in range(7)] == [
        "regular", "silver", "gold", "platinum", "platinum", "platinum", "diamond",
    ]  # fmt: skip
    with pytest.raises(ValueError):
        tier_rank(5, 5)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("percent", [100, 200])
def test_the_style_sheet_has_no_colour_that_is_not_a_token(mode: Mode, percent: int) -> None:
    raw = json.loads(resource_path("styles", "tokens.json").read_text(encoding="utf-8"))["color"][mode]
    known = {parse_colour(value).name() for value in raw.values()}
    used = set(re.findall(r"#[0-9a-fA-F]{6}", style_sheet(Theme(load_tokens(), mode, percent))))
    assert used
    assert used <= known


def test_the_look_refuses_a_text_size_between_the_steps_and_tells_of_a_change(look: Look) -> None:
    told: list[int] = []
    look.changed.connect(lambda: told.append(look.theme.scale_percent))
    with pytest.raises(ValueError):
        look.set(scale_percent=120)
    look.set(scale_percent=130)
    look.set(scale_percent=130)
    assert told == [130]
    assert QApplication.font().pixelSize() == 21


def test_the_bundled_font_is_used_and_covers_names_and_signs(look: Look) -> None:
    assert FAMILY in QFontDatabase.families()
    assert QFontInfo(ui_font(18, 700)).family() == FAMILY
    assert uncovered("积分台 −→≈·×—…￥（）：，。“” ¥1,234.50 曾仇单解查朴区尉迟万俟 鑫喆堃") == ""
    assert not is_covered("\U0001f600")
    assert uncovered("好\U0001f600好\U0001f600") == "\U0001f600"


def test_every_icon_meaning_has_a_glyph_that_draws(look: Look) -> None:
    colour = QColor("#0B5D73")
    for meaning in GLYPHS:
        image = icon_pixmap(meaning, 24, colour).toImage()
        drawn = sum(image.pixelColor(x, y).alpha() > 64 for x in range(24) for y in range(24))
        assert drawn >= 8, meaning
    with pytest.raises(UnknownIcon):
        icon_pixmap("nothing of the kind", 24, colour)


def test_token_meanings_for_the_counter_are_all_mapped() -> None:
    groups = json.loads(resource_path("styles", "tokens.json").read_text(encoding="utf-8"))["icons"]["map"]
    wanted = {name for group in ("shell", "sell", "member", "tenders", "state") for name in groups[group]}
    assert wanted <= set(GLYPHS)
    assert set(groups["tiers"].values()) <= set(GLYPHS)


def test_nothing_heavy_is_imported_with_the_toolkit() -> None:
    code = (
        "import sys, app.gui.components.member_panel, app.gui.components.basket_table, app.gui.components.explain,"
        "app.gui.widgets.paper, app.gui.wedge, app.gui.tasks, app.gui.components.printer_queue;"
        "print(sorted({'qtawesome', 'qtpy', 'qrcode', 'barcode', 'reportlab', 'rich', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
