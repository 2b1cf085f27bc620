"""Roles and the tree of units, by examples."""

from __future__ import annotations

import pytest

from lms.accounts import permissions
from lms.accounts.permissions import Scope

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


def test_an_empty_scope_holds_nobody() -> None:
    assert 1 not in Scope(frozenset())
    assert 1 in Scope(frozenset({1}))
