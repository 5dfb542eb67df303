"""What a document changes against another one, in plain words: for comparing, for publishing, and for the history."""

from __future__ import annotations

from app.domain.programme.compiler import compile_programme
from app.domain.programme.drafting import Document
from app.domain.programme.sentences import rule_sentence
from app.gui.presenters.office_wording import Wording
from app.services.programme_words import ShopWords

_PARTS = ("base", "lanes", "caps", "tiers", "redemption", "rewards", "validity", "pending_days", "returns", "stored_value")


def told_differences(before: Document, after: Document, w: Wording, words: ShopWords) -> tuple[str, ...]:
    """One line for every rule that is new, gone, moved or says something else, and for every other part that is another one."""
    t = w.t
    old, new = compile_programme(before), compile_programme(after)
    said = {rule.code: (rule.name, rule_sentence(rule, old, w.lang, w.names), rule.active) for rule in old.rules}
    saying = {rule.code: (rule.name, rule_sentence(rule, new, w.lang, w.names), rule.active) for rule in new.rules}
    lines = [t("New: {name} – {sentence}", name=saying[code][0], sentence=saying[code][1]) for code in saying if code not in said]
    lines += [t("Gone: {name}", name=said[code][0]) for code in said if code not in saying]
    for code, (name, sentence, active) in saying.items():
        if code not in said:
            continue
        if said[code][2] != active:
            lines.append(t("Switched on: {name}", name=name) if active else t("Switched off: {name}", name=name))
        if said[code][1] != sentence:
            lines.append(t("{name}: {before} → {after}", name=name, before=said[code][1], after=sentence))
        elif said[code][0] != name:
            lines.append(t("{before} is called {after} now", before=said[code][0], after=name))
    from app.gui.presenters.office_forms import TABS

    titles = dict(TABS)
    for part in _PARTS:
        if before.get(part) != after.get(part):
            lines.append(t("{part}: changed", part=t(titles.get(part, titles["validity"]))))
    return tuple(lines)
