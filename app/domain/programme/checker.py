"""The rule checker (EDGE-10): what is wrong, doubtful or well with a programme, in plain words, each with the change that mends it.

It looks for rules that can never fire (checker_firing), rules that meet and what counts twice (checker_overlap), points that earn points,
what a point costs against the margin, caps that are missing (checker_money), and for what cannot be reached or is not there
(checker_shape). "Never" is said only where it is certain.
"""

from __future__ import annotations

from app.domain.programme.checker_firing import find_never_firing
from app.domain.programme.checker_goods import Goods
from app.domain.programme.checker_money import find_costs, find_loops, find_missing_caps
from app.domain.programme.checker_overlap import Speeds, find_overlaps
from app.domain.programme.checker_shape import find_gaps
from app.domain.programme.compiled import CompiledProgramme
from app.domain.programme.compiler import compile_programme
from app.domain.programme.drafting import Document
from app.domain.programme.findings import SEVERITIES, Checking, Facts, Finding
from app.domain.programme.phrases import Names

_NO_NAMES: Names = {}
_NOTHING_KNOWN = Facts()


def check(
    document: Document,
    today: str,
    facts: Facts = _NOTHING_KNOWN,
    names: Names = _NO_NAMES,
    *,
    programme: CompiledProgramme | None = None,
) -> tuple[Finding, ...]:
    """Everything there is to say about a document without defects (`programme_errors` is empty), errors first.

    `today`: the business date, for periods that are over. `facts`: what the shop knows of itself. `names`: as for sentences.
    `programme`: the compiled document, where the caller has it.
    """
    checking = Checking(document, programme or compile_programme(document), facts, today, names)
    goods, speeds = Goods(checking.programme, facts), Speeds(checking)
    find_never_firing(checking, goods)
    find_overlaps(checking, speeds)
    find_loops(checking)
    find_costs(checking, speeds, goods)
    find_missing_caps(checking)
    find_gaps(checking)
    return tuple(sorted(checking.findings, key=lambda finding: SEVERITIES.index(finding.severity)))
