"""The rule check beside the editor (EDGE-10): what the checker says of the draft, worked out shortly after the last change.

Every finding that can be mended has one press that does it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.domain.programme.checker import check
from app.domain.programme.drafting import Document
from app.domain.programme.findings import Facts, Finding
from app.gui.presenters.office_editing import Editing
from app.gui.presenters.office_views import ActView, FindingView
from app.gui.presenters.till import Cancel, Till
from app.gui.theme.theme import Tone
from app.services.programme_words import shop_facts

PAUSE_MS = 250
SHOWN_MAX = 30
_TONES: dict[str, tuple[Tone, str]] = {
    "error": ("danger", "danger"),
    "warn": ("warn", "warn"),
    "info": ("info", "info"),
    "ok": ("success", "ok"),
}
FIX = "fix:"


class Check:
    """The presenter of the check. `changed` is called when it has something new to say."""

    def __init__(self, till: Till, editing: Editing, changed: Callable[[], None]) -> None:
        self._till = till
        self._editing = editing
        self._changed = changed
        self._facts: Facts | None = None
        self._findings: Sequence[Finding] = ()
        self._checked: Document | None = None
        self._asked: Document | None = None
        self._waiting: Cancel | None = None
        editing.changed.connect(self.follow)

    @property
    def current(self) -> bool:
        """Whether the findings are those of the document as it stands."""
        return self._checked is self._editing.document

    @property
    def findings(self) -> Sequence[Finding]:
        """What was found last."""
        return self._findings

    def follow(self) -> None:
        """The document is another one: it is checked once nothing has changed for a moment."""
        document = self._editing.document
        if not self._editing.loaded or document is self._asked or self._editing.errors:
            return
        self._asked = document
        if self._waiting is not None:
            self._waiting()
        self._waiting = self._till.timers.after(PAUSE_MS, self.run)

    def run(self) -> None:
        """Checks now."""
        self._waiting = None
        till, editing = self._till, self._editing
        document, words, wording = editing.document, editing.words, editing.wording
        if editing.errors:
            return
        today, names, facts = till.desk.local().date, wording.names, self._facts

        def operation() -> tuple[Facts, Sequence[Finding]]:
            known = shop_facts(till.desk, words) if facts is None else facts
            return known, check(document, today, known, names)

        def found(result: tuple[Facts, Sequence[Finding]]) -> None:
            self._facts, self._findings = result
            self._checked = document
            self._changed()

        till.look_up(operation, found)

    # what is shown

    def title(self) -> str:
        """Rule check, and whether it is still at work."""
        t = self._till.texts
        if self._editing.errors:
            return t("Rule check: mend what is marked red first")
        return t("Rule check") if self.current else t("Rule check, at work …")

    def views(self, rule: str = "") -> tuple[FindingView, ...]:
        """Findings about a rule and those about the whole; without a rule all that need a look."""
        lang = self._editing.wording.lang
        shown = []
        for at, finding in enumerate(self._findings):
            if rule and finding.rules and rule not in finding.rules:
                continue
            if not rule and finding.severity not in ("error", "warn"):
                continue
            tone, icon = _TONES[finding.severity]
            fixes: tuple[ActView, ...] = ()
            if finding.fix is not None and self.current and self._editing.open:
                fixes = (ActView(id=f"{FIX}{at}", label=finding.fix.label(lang)),)
            shown.append(FindingView(text=finding.text(lang), tone=tone, icon=icon, fixes=fixes))
        return tuple(shown[:SHOWN_MAX])

    def fix(self, act: str) -> str:
        """Mends what a finding is about; why not, in words."""
        at = int(act.removeprefix(FIX))
        found = self._findings[at].fix if self.current and at < len(self._findings) else None
        if found is None:
            return ""
        return self._editing.edit(found.apply, found.label(self._editing.wording.lang))
