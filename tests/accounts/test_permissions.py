"""Roles and the tree of units, by examples."""

from __future__ import annotations

import pytest

from lms.accounts.domain import permissions
from lms.accounts.domain.permissions import Held, Scope

REGION, KHM, THA, PHNOM_PENH, SA_KAEO, TEAM = range(1, 7)
TREE = {REGION: None, KHM: REGION, THA: REGION, PHNOM_PENH: KHM, SA_KAEO: THA, TEAM: PHNOM_PENH}


@pytest.mark.parametrize(
    ("roots", "reached"),
    [
        (set(), set()),
        ({TEAM}, {TEAM}),
        ({KHM}, {KHM, PHNOM_PENH, TEAM}),
        ({THA}, {THA, SA_KAEO}),
        ({PHNOM_PENH, THA}, {PHNOM_PENH, TEAM, THA, SA_KAEO}),
        ({REGION}, set(TREE)),
        ({99}, set()),
    ],
)
def test_a_role_reaches_its_unit_and_all_below(roots: set[int], reached: set[int]) -> None:
    assert permissions.below(roots, TREE) == reached


@pytest.mark.parametrize(
    ("roles", "permission", "answer"),
    [
        ((), "records.read", False),
        (("trainer",), "records.read", False),
        (("editor", "viewer"), "records.read", False),
        (("hr",), "records.read", True),
        (("editor", "hr"), "records.export", True),
        (("admin",), "records.write", True),
        (("hr",), "signed-in", False),
    ],
)
def test_what_a_role_may_do(roles: tuple[str, ...], permission: str, answer: bool) -> None:
    assert permissions.may(roles, permission) is answer


def test_an_administrator_may_do_all_that_any_role_may_and_a_viewer_sees_no_name() -> None:
    every = frozenset().union(*permissions.OF_ROLE.values())
    assert permissions.OF_ROLE["admin"] == every
    assert permissions.OF_ROLE["viewer"] == {"reports.read", "surveys.read", "community.read", "desk.read"}
    assert permissions.OF_ROLE["trainer"] == {
        *("people.read", "people.cards", "answers.read", "papers.enter", "tests.unlock", "workshops.run"),
        *("surveys.read", "community.read", "desk.read"),
    }


@pytest.mark.parametrize(
    ("wanted", "held", "answer"),
    [
        (("trainer", PHNOM_PENH), {("hr", KHM)}, True),
        (("hr", KHM), {("hr", KHM)}, True),
        (("hr", REGION), {("hr", KHM)}, False),
        (("trainer", SA_KAEO), {("hr", KHM)}, False),
        (("admin", KHM), {("hr", KHM)}, False),
        (("trainer", PHNOM_PENH), {("trainer", PHNOM_PENH), ("editor", REGION)}, False),
        (("admin", REGION), {("trainer", TEAM), ("admin", REGION)}, True),
        (("trainer", TEAM), set(), False),
    ],
)
def test_who_gives_a_role_and_where(wanted: Held, held: set[Held], answer: bool) -> None:
    assert permissions.covered(wanted, held, permissions.GIVES, TREE) is answer


def test_nobody_gives_what_they_could_not_do_themselves() -> None:
    """Holding a role means holding all that it opens: HR does what a trainer does, an administrator everything."""
    for giver, given in permissions.GIVES.items():
        for role in given:
            assert permissions.OF_ROLE[role] <= permissions.OF_ROLE[giver], (giver, role)
    assert set(permissions.GIVES) == {"hr", "admin"}


@pytest.mark.parametrize(
    ("wanted", "held", "answer"),
    [
        (("trainer", TEAM), {("trainer", PHNOM_PENH)}, False),
        (("trainer", TEAM), {("hr", PHNOM_PENH)}, True),
        (("hr", PHNOM_PENH), {("trainer", PHNOM_PENH)}, False),
        (("editor", KHM), {("hr", KHM)}, True),
        (("admin", KHM), {("hr", KHM)}, False),
        (("admin", KHM), {("admin", REGION)}, True),
    ],
)
def test_whose_account_may_be_opened_by_whom(wanted: Held, held: set[Held], answer: bool) -> None:
    assert permissions.covered(wanted, held, permissions.OPENS, TREE) is answer


def test_an_empty_scope_holds_nobody() -> None:
    assert 1 not in Scope(frozenset())
    assert 1 in Scope(frozenset({1}))
