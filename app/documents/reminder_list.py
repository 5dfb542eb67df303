"""The list of members whose points lapse soon, for the shop itself. Names and phones arrive masked, as on every paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.documents.document import Align, Cut, Document, Element, Feed, Language, Pair, Rule, Style, Text
from app.documents.figures import points_text

LINES_MAX = 200
"""Members on one paper; what is beyond is counted."""


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """One member: name and phone masked, points, their first last good day, the last visit or empty. Dates YYYY-MM-DD."""

    masked_name: str
    masked_phone: str
    points: int
    last_day: str
    last_visit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderListData:
    """The whole list: `days` it looks ahead from `date`; `members` and `points` in all, of which `lines` are the first."""

    shop_name: str
    date: str
    days: int
    members: int
    points: int
    lines: tuple[ReminderLine, ...]


_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "title": "积分到期提醒名单",
        "ahead": "{} 天内到期",
        "sum": "{} 位会员",
        "points": "{} 分",
        "until": "{} 到期",
        "visit": "上次来 {}",
        "never": "还没来过",
        "more": "另有 {} 位，见表格文件",
        "none": "这些天没有积分到期",
    },
    "en": {
        "title": "Points that lapse soon",
        "ahead": "within {} days",
        "sum": "{} members",
        "points": "{} pts",
        "until": "after {}",
        "visit": "last visit {}",
        "never": "no visit yet",
        "more": "{} more, see the file",
        "none": "No points lapse in these days",
    },
}


def reminder_list(data: ReminderListData, lang: Language) -> Document:
    """The list as a document."""
    return Document(_WORDS[lang]["title"], tuple(_elements(data, _WORDS[lang])))


def _elements(data: ReminderListData, w: dict[str, str]) -> Iterator[Element]:
    yield Text(data.shop_name, align=Align.CENTER)
    yield Text(w["title"], Style.TALL, Align.CENTER)
    yield Pair(data.date, w["ahead"].format(data.days))
    yield Pair(w["sum"].format(points_text(data.members)), w["points"].format(points_text(data.points)), Style.BOLD)
    yield Rule()
    if not data.lines:
        yield Text(w["none"])
    for line in data.lines[:LINES_MAX]:
        yield Pair(" ".join(part for part in (line.masked_name, line.masked_phone) if part), w["points"].format(points_text(line.points)))
        yield Pair(w["until"].format(line.last_day), w["visit"].format(line.last_visit) if line.last_visit else w["never"], indent=2)
    if data.members > LINES_MAX:
        yield Rule()
        yield Text(w["more"].format(points_text(data.members - LINES_MAX)))
    yield Feed()
    yield Cut()
