"""The programmes that ship with the product: what `resources/templates/index.csv` says of them. The documents lie beside it, CODE.json."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from app.domain.programme.phrases import Lang, pick

INDEX = "templates/index.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A shipped programme: its code, its title and what it is in one line, in both languages."""

    code: str
    title_zh: str
    title_en: str
    line_zh: str
    line_en: str

    def title(self, lang: Lang) -> str:
        """Its title."""
        return pick(lang, self.title_zh, self.title_en)

    def line(self, lang: Lang) -> str:
        """What it is, in one line."""
        return pick(lang, self.line_zh, self.line_en)

    @property
    def file(self) -> str:
        """Its document among the shipped files."""
        return f"templates/{self.code}.json"


def templates(index: str) -> tuple[Template, ...]:
    """The templates named in an index (CSV with a head), in its order."""
    return tuple(Template(**row) for row in csv.DictReader(io.StringIO(index)))
