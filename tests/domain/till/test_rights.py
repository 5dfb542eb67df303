"""The table of rights: every act has an answer for every role, and nobody below has a right that somebody above lacks."""

from __future__ import annotations

import pytest

from app.domain.till.rights import ROLES, TABLE, Act, Right, may, right

_ORDER = (Right.NO, Right.NEEDS_APPROVAL, Right.YES)


@pytest.mark.parametrize("act", Act)
def test_rights_only_grow_with_the_role(act: Act) -> None:
    """MEM-13, LESSON-25: who is higher up may do at least as much, and an act is allowed, to be approved, or closed."""
    answers = [_ORDER.index(right(role, act)) for role in ROLES]
    assert answers == sorted(answers)
    assert right("owner", act) is Right.YES


def test_the_table_names_every_act() -> None:
    assert set(TABLE) == set(Act)


def test_the_programme_is_looked_at_by_the_shift_leader_and_published_by_the_owner() -> None:
    """MEM-13, SEC-07: selling by the rules and writing them are two rights."""
    assert [right(role, Act.LOOK_PROGRAMME) for role in ROLES] == [Right.NO, Right.YES, Right.YES]
    assert [may(role, Act.PUBLISH_PROGRAMME) for role in ROLES] == [False, False, True]


@pytest.mark.parametrize("role", ["", "Owner", "auditor"])
def test_an_unknown_role_may_nothing(role: str) -> None:
    assert not any(may(role, act) for act in Act)
