"""The design tokens of resources/styles/tokens.json as frozen values.

All lengths are logical pixels at 100 % text size; colours are QColor. Only what the program uses is typed here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from PySide6.QtGui import QColor

from app.support.resources import RESOURCES

Mode = Literal["light", "dark"]
TierRank = Literal["regular", "silver", "gold", "platinum", "diamond"]
TIER_RANKS: tuple[TierRank, ...] = ("regular", "silver", "gold", "platinum", "diamond")

_RGBA = re.compile(r"rgba\((\d+),(\d+),(\d+),([0-9.]+)\)")


def resource_path(*parts: str) -> Path:
    """Path of a file under resources/."""
    return RESOURCES.joinpath(*parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """The named colours of one theme; meanings are `color.roles` of the token file."""

    canvas: QColor
    surface: QColor
    subtle: QColor
    sunken: QColor
    border: QColor
    border_strong: QColor
    text: QColor
    text_secondary: QColor
    text_muted: QColor
    text_disabled: QColor
    action: QColor
    action_hover: QColor
    action_pressed: QColor
    on_action: QColor
    action_subtle: QColor
    action_text: QColor
    points: QColor
    points_bg: QColor
    points_border: QColor
    points_fill: QColor
    success: QColor
    success_bg: QColor
    success_fill: QColor
    warn: QColor
    warn_bg: QColor
    warn_fill: QColor
    danger: QColor
    danger_bg: QColor
    danger_fill: QColor
    info: QColor
    info_bg: QColor
    info_fill: QColor
    focus: QColor
    scrim: QColor
    selected: QColor
    zebra: QColor
    topbar: QColor
    on_topbar: QColor
    on_topbar_muted: QColor
    topbar_item: QColor


@dataclass(frozen=True, slots=True)
class TierColours:
    """The colour pair and icon meaning of one tier rank."""

    text: QColor
    background: QColor
    icon: str


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """One text style: size and line height in logical pixels, weight 400, 500 or 700."""

    size: int
    line_height: int
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """Everything the program takes from the token file."""

    colours: Mapping[Mode, Colours]
    tiers: Mapping[Mode, Mapping[TierRank, TierColours]]
    type: Mapping[str, TypeStyle]
    size: Mapping[str, int]
    radius: Mapping[str, int]
    stroke: Mapping[str, int]
    scale_percents: tuple[int, ...]
    row_flash_ms: int
    paper: QColor
    paper_ink: QColor


def parse_colour(text: str) -> QColor:
    """QColor of `#RRGGBB` or `rgba(r,g,b,a)` with a from 0 to 1. ValueError for anything else."""
    match = _RGBA.fullmatch(text.replace(" ", ""))
    if match:
        red, green, blue = (int(part) for part in match.group(1, 2, 3))
        return QColor(red, green, blue, round(float(match.group(4)) * 255))
    colour = QColor(text)
    if not colour.isValid():
        raise ValueError(f"not a colour: {text}")
    return colour


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def _colours(raw: Mapping[str, str]) -> Colours:
    return Colours(**{field.name: parse_colour(raw[_camel(field.name)]) for field in fields(Colours)})


def _tier(raw: Mapping[str, str]) -> TierColours:
    return TierColours(parse_colour(raw["text"]), parse_colour(raw["background"]), raw["icon"])


def read_tokens(raw: Mapping[str, Any]) -> Tokens:
    """Tokens of the decoded token file; KeyError where a needed name is missing."""
    modes: tuple[Mode, ...] = ("light", "dark")
    return Tokens(
        colours=MappingProxyType({mode: _colours(raw["color"][mode]) for mode in modes}),
        tiers=MappingProxyType({mode: MappingProxyType({rank: _tier(raw["tier"][mode][rank]) for rank in TIER_RANKS}) for mode in modes}),
        type=MappingProxyType({name: TypeStyle(v["size"], v["lineHeight"], v["weight"]) for name, v in raw["type"].items()}),
        size=MappingProxyType({name: v for name, v in raw["size"].items() if isinstance(v, int)}),
        radius=MappingProxyType(dict(raw["radius"])),
        stroke=MappingProxyType(dict(raw["stroke"])),
        scale_percents=tuple(round(step * 100) for step in raw["typeRules"]["scaleSteps"]),
        row_flash_ms=raw["motion"]["rowFlash_ms"],
        paper=parse_colour(raw["receipt"]["previewPaper"]),
        paper_ink=parse_colour(raw["receipt"]["previewInk"]),
    )


@cache
def load_tokens() -> Tokens:
    """The shipped tokens, read once."""
    raw = json.loads(resource_path("styles", "tokens.json").read_text(encoding="utf-8"))
    return read_tokens(raw)
