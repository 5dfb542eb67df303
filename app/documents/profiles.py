"""Printer profiles: what an encoder and a transport must know of a printer model. Read from JSON by the composition root."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from app.documents.document import Paper

T = TypeVar("T", bound=str)
SizeWay = Literal["gs", "gs_fs"]
StatusWay = Literal["dle_eot", "none"]
ConfirmWay = Literal["none", "gs_r", "gs_h"]
_SIZES: tuple[SizeWay, ...] = ("gs", "gs_fs")
_STATUSES: tuple[StatusWay, ...] = ("dle_eot", "none")
_CONFIRMS: tuple[ConfirmWay, ...] = ("none", "gs_r", "gs_h")
_FIELDS = {"name", "title", "columns", "dots", "hanzi_size", "cutter", "status", "confirm", "drawer_pin"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterProfile:
    """Facts of a printer model. `practice`: whatever it prints is marked as practice, above and below.

    `hanzi_size`: hanzi grow by GS ! alone ("gs") or need FS ! too ("gs_fs"). `confirm`: how it says that a job came out.
    """

    name: str
    title: Mapping[str, str]
    paper: Paper
    hanzi_size: SizeWay
    cutter: bool
    status: StatusWay
    confirm: ConfirmWay
    drawer_pin: Literal[2, 5]
    practice: bool = False

    @staticmethod
    def from_mapping(facts: Mapping[str, object]) -> PrinterProfile:
        """A profile from a parsed JSON object. ValueError names the field that is missing, unknown or wrong."""
        if wrong := _FIELDS.symmetric_difference(facts):
            raise ValueError(f"printer profile: missing or unknown field {min(wrong)}")
        title = facts["title"]
        if not isinstance(title, Mapping) or set(title) != {"zh", "en"}:
            raise ValueError("printer profile: title needs zh and en")
        columns, dots, cutter, pin = facts["columns"], facts["dots"], facts["cutter"], facts["drawer_pin"]
        if type(columns) is not int or type(dots) is not int:
            raise ValueError("printer profile: columns and dots are whole numbers")
        if not isinstance(cutter, bool):
            raise ValueError("printer profile: cutter is true or false")
        if pin not in (2, 5):
            raise ValueError("printer profile: drawer_pin is 2 or 5")
        return PrinterProfile(
            name=str(facts["name"]),
            title={str(language): str(text) for language, text in title.items()},
            paper=Paper(columns, dots),
            hanzi_size=_one_of("hanzi_size", facts, _SIZES),
            cutter=cutter,
            status=_one_of("status", facts, _STATUSES),
            confirm=_one_of("confirm", facts, _CONFIRMS),
            drawer_pin=2 if pin == 2 else 5,
        )


def _one_of(field: str, facts: Mapping[str, object], known: tuple[T, ...]) -> T:
    for value in known:
        if facts[field] == value:
            return value
    raise ValueError(f"printer profile: {field} is one of {', '.join(known)}")
