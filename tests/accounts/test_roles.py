"""Giving roles and taking them away, by table: who gives what to whom, where."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.queries import people as people_queries
from lms.accounts.services import people as people_service
from lms.accounts.services import roles, sign_in
from lms.accounts.services.people import RoleName
from lms.audit import AuditLine
from lms.db import session
from lms.errors import NotFound, RuleBroken
from tests.people import People

# who, gives which role, to whom, where: None where it is done, else the word that refuses it.
GIVING: list[tuple[str, RoleName, str, str, str | None]] = [
    ("chan", "trainer", "sokha", "KH-12", None),
    ("chan", "hr", "sokha", "khm", None),
    ("chan", "editor", "sokha", "khm", "role-not-yours"),
    ("chan", "viewer", "sokha", "khm", "role-not-yours"),
    ("chan", "admin", "sokha", "khm", "role-not-yours"),
    ("chan", "admin", "chan", "khm", "role-not-yours"),
    ("chan", "trainer", "sokha", "TH-27", "role-not-yours"),
    ("chan", "hr", "sokha", "mekong", "role-not-yours"),
    ("chan", "trainer", "malee", "KH-12", "not found"),
    ("bopha", "trainer", "sokha", "KH-12", "not found"),
    ("noy", "editor", "sokha", "khm", "not found"),
    ("dao", "trainer", "sokha", "TH-27", "not found"),
    ("ratana", "admin", "malee", "mekong", None),
    ("ratana", "editor", "sokha", "khm", None),
]


@pytest.mark.parametrize(("who", "role", "to", "where", "refused"), GIVING)
def test_nobody_gives_what_is_not_theirs_to_give(
    people: People, who: str, role: RoleName, to: str, where: str, refused: str | None
) -> None:
    people_service.give_role(people.ratana, "admin", people_queries.unit_by_code("mekong"), actor=None)
    actor, person, unit = getattr(people, who), getattr(people, to), people_queries.unit_by_code(where)
    before = len(person.roles)
    if refused is None:
        people_service.give_role(person, role, unit, actor=actor)
        people_service.give_role(person, role, unit, actor=actor)
        assert len(person.roles) == before + 1
        roles.take_role(person, role, unit, actor=actor)
        roles.take_role(person, role, unit, actor=actor)
    elif refused == "not found":
        with pytest.raises(NotFound):
            people_service.give_role(person, role, unit, actor=actor)
        with pytest.raises(NotFound):
            roles.take_role(person, role, unit, actor=actor)
    else:
        for verb in (people_service.give_role, roles.take_role):
            with pytest.raises(RuleBroken, match=refused):
                verb(person, role, unit, actor=actor)
    assert len(person.roles) == before


def test_a_role_that_was_taken_opens_nothing(people: People) -> None:
    phnom_penh = people_queries.unit_by_code("KH-12")
    assert people_service.may(people.bopha, "people.cards")
    roles.take_role(people.bopha, "trainer", phnom_penh, actor=people.chan)
    assert not people_service.may(people.bopha, "people.cards")
    [line] = session.scalars(select(AuditLine).filter_by(act="accounts.role-taken"))
    assert (line.actor_id, line.facts) == (people.chan.id, {"role": "trainer", "unit": "KH-12"})


def test_the_house_always_has_an_administrator(people: People) -> None:
    region, khm = people_queries.unit_by_code("mekong"), people_queries.unit_by_code("khm")
    people_service.give_role(people.ratana, "admin", region, actor=None)
    people_service.give_role(people.noy, "admin", khm, actor=None)
    with pytest.raises(RuleBroken, match="own-last-admin"):
        roles.take_role(people.ratana, "admin", region, actor=people.ratana)
    with pytest.raises(RuleBroken, match="last-admin"):
        roles.take_role(people.ratana, "admin", region, actor=None)
    roles.take_role(people.noy, "admin", khm, actor=people.ratana)
    people_service.give_role(people.dao, "admin", region, actor=people.ratana)
    roles.take_role(people.dao, "admin", region, actor=people.ratana)
    people_service.give_role(people.dao, "admin", region, actor=people.ratana)
    people.dao.active = False
    session.flush()
    with pytest.raises(RuleBroken, match="last-admin"):
        roles.take_role(people.ratana, "admin", region, actor=None)


def test_a_second_role_of_an_administrator_may_go(people: People) -> None:
    region, khm = people_queries.unit_by_code("mekong"), people_queries.unit_by_code("khm")
    for unit in (khm, region):
        people_service.give_role(people.ratana, "admin", unit, actor=None)
    people_service.give_role(people.dao, "admin", region, actor=None)
    roles.take_role(people.ratana, "admin", khm, actor=people.ratana)
    assert roles.admins() == 2


def test_a_role_that_counts_there_already_is_not_given_twice(people: People) -> None:
    branch, society = people_queries.unit_by_code("KH-12"), people_queries.unit_by_code("khm")
    people_service.give_role(people.sokha, "trainer", society, actor=people.chan)
    with pytest.raises(RuleBroken, match="role-held-above"):
        people_service.give_role(people.sokha, "trainer", branch, actor=people.chan)
    people_service.give_role(people.sokha, "hr", branch, actor=people.chan)
    people_service.give_role(people.sokha, "hr", society, actor=people.chan)  # wider than before
    assert roles.held_above(people.sokha, "hr", branch) is society
    assert roles.held_above(people.sokha, "hr", society) is None


# Who else may give HR of a Society and is of it: without them the last officer keeps the own role.
BESIDE_CHAN: list[tuple[list[tuple[str, RoleName, str]], bool]] = [
    ([], False),
    ([("sokha", "hr", "KH-12")], False),
    ([("sokha", "trainer", "khm"), ("dao", "admin", "mekong")], False),
    ([("sokha", "hr", "khm")], True),
    ([("dao", "hr", "mekong")], True),
    ([("sokha", "admin", "khm")], True),
    ([("chan", "admin", "mekong"), ("dao", "admin", "mekong")], True),
]


@pytest.mark.parametrize(("given", "may_go"), BESIDE_CHAN)
def test_the_last_hr_officer_of_a_society_keeps_the_own_role(
    people: People, given: list[tuple[str, RoleName, str]], may_go: bool
) -> None:
    khm = people_queries.unit_by_code("khm")
    for who, role, where in given:
        roles.give_role(getattr(people, who), role, people_queries.unit_by_code(where), actor=None)
    if may_go:
        for _twice in range(2):
            roles.take_role(people.chan, "hr", khm, actor=people.chan if people.chan.roles else None)
        assert "hr" not in {role.name for role in people.chan.roles}
    else:
        with pytest.raises(RuleBroken, match="own-last-hr"):
            roles.take_role(people.chan, "hr", khm, actor=people.chan)
        assert people_service.may(people.chan, "people.roles")


def test_an_officer_whose_account_has_ended_is_no_other_officer(people: People) -> None:
    khm = people_queries.unit_by_code("khm")
    roles.give_role(people.sokha, "hr", khm, actor=None)
    people.sokha.active = False
    session.flush()
    with pytest.raises(RuleBroken, match="own-last-hr"):
        roles.take_role(people.chan, "hr", khm, actor=people.chan)


def test_an_officer_of_all_societies_may_lay_the_role_down_for_an_administrator_gives_it_back(
    people: People,
) -> None:
    region = people_queries.unit_by_code("mekong")
    roles.give_role(people.ratana, "admin", region, actor=None)
    roles.give_role(people.noy, "hr", region, actor=None)
    roles.take_role(people.noy, "hr", region, actor=people.noy)
    assert {role.name for role in people.noy.roles} == {"editor"}


def test_somebody_above_takes_the_role_of_the_last_officer(people: People) -> None:
    roles.give_role(people.ratana, "admin", people_queries.unit_by_code("mekong"), actor=None)
    roles.take_role(people.chan, "hr", people_queries.unit_by_code("khm"), actor=people.ratana)
    assert not people.chan.roles


@pytest.mark.parametrize(
    ("who", "whose", "opens"),
    [
        ("bopha", "sokha", True),
        ("chan", "sokha", True),
        ("chan", "bopha", True),
        ("chan", "noy", True),
        ("bopha", "ratana", False),
        ("chan", "ratana", False),
    ],
)
def test_who_prints_a_card_stands_beside_or_above(people: People, who: str, whose: str, opens: bool) -> None:
    people_service.give_role(people.ratana, "admin", people_queries.unit_by_code("mekong"), actor=None)
    actor, person = getattr(people, who), getattr(people, whose)
    if opens:
        assert sign_in.issue_card(person, actor=actor)
    else:
        with pytest.raises(RuleBroken, match="holds-more"):
            sign_in.issue_card(person, actor=actor)


def test_a_trainer_opens_no_account_of_hr_in_the_same_branch(people: People) -> None:
    people_service.give_role(people.ratana, "hr", people_queries.unit_by_code("KH-12"), actor=people.chan)
    with pytest.raises(RuleBroken, match="holds-more"):
        sign_in.issue_card(people.ratana, actor=people.bopha)


def test_a_trainer_opens_no_account_of_another_trainer_and_hr_does(people: People) -> None:
    """She made herself a link for a colleague, and was that colleague."""
    people_service.give_role(
        people.ratana, "trainer", people_queries.unit_by_code("KH-12"), actor=people.chan
    )
    with pytest.raises(RuleBroken, match="holds-more"):
        sign_in.issue_card(people.ratana, actor=people.bopha)
    assert sign_in.issue_card(people.ratana, actor=people.chan)


def test_a_trainer_still_makes_a_card_of_her_own(people: People) -> None:
    assert sign_in.issue_card(people.bopha, actor=people.bopha)


def test_an_empty_house_has_no_administrator(app: Flask) -> None:
    assert roles.admins() == 0
