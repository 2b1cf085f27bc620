"""Units with the names of the Societies' files, and making those that are missing."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.queries import people as people_queries
from lms.accounts.queries import units as units_queries
from lms.accounts.services import people as people_service
from lms.accounts.services import units as units_service
from lms.audit import AuditLine
from lms.content import registry
from lms.content.types.localized import Name
from lms.db import session
from lms.text import collation
from tests.people import People


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("KH-12", "en", Name("Phnom Penh", "en")),
        ("KH-12", "th", Name("Phnom Penh", "en")),
        ("nowhere", "km", Name("nowhere", "en")),
    ],
)
def test_what_a_unit_is_called(app: Flask, code: str, language: str, name: Name) -> None:
    assert units_queries.name_of(code, language) == name


def test_a_branch_has_its_own_script_for_those_who_read_it(app: Flask) -> None:
    khm = registry.current().societies["khm"]
    native = next(one.native for one in khm.branches if one.code == "KH-12")
    assert units_queries.name_of("KH-12", "km") == Name(native, "km")
    assert units_queries.name_of("khm", "km") == Name(khm.name("km").text, "km")


def test_whose_phone_numbers_are_local(people: People) -> None:
    units = (people.sokha.unit, people.malee.unit, people_queries.unit_by_code("mekong"))
    assert [units_queries.country_of(unit) for unit in units] == ["KH", "TH", None]


def test_the_tree_of_a_scope_starts_at_its_highest_units(people: People) -> None:
    around = units_queries.places(people_service.scope_of(people.chan, "people.read"), "en")
    assert [(one.unit.code, one.depth) for one in around] == [("khm", 0), ("KH-12", 1)]
    assert around[0].below == {one.unit.id for one in around}
    [own] = units_queries.places(people_service.scope_of(people.bopha, "people.read"), "en")
    assert (own.unit.code, own.depth) == ("KH-12", 0)


def test_branches_stand_in_the_order_of_the_readers_dictionary(people: People) -> None:
    """Chan looks for Takeo under T, or for តាកែវ under ត: codes are in nobody's order."""
    units_service.settle_within(people.chan, "khm")
    scope = people_service.scope_of(people.chan, "people.read")
    for language, first in (("en", ["Banteay Meanchey", "Battambang"]), ("km", ["កណ្ដាល", "កែប"])):
        society, *branches = [one.name.text for one in units_queries.places(scope, language)]
        assert society == units_queries.name_of("khm", language).text
        assert branches[:2] == first
        assert branches == sorted(branches, key=lambda name: collation.sort_key(name, language))


def test_active_people_are_counted_where_they_are(people: People) -> None:
    people.ratana.active = False
    session.flush()
    counts = units_queries.counts(people_service.scope_of(people.chan, "people.read"))
    assert {people_queries.unit_by_code("khm").id: 2, people.sokha.unit_id: 2} == counts


def test_chan_sets_up_the_branches_of_the_own_society_only(people: People) -> None:
    khm = registry.current().societies["khm"]
    scope = people_service.scope_of(people.chan, "people.write")
    assert set(units_queries.missing(scope)["khm"]) == {branch.code for branch in khm.branches} - {"KH-12"}
    assert units_service.settle_within(people.chan, "khm") == len(khm.branches) - 1
    assert units_service.settle_within(people.chan, "khm") == 0
    [line] = session.scalars(select(AuditLine).filter_by(act="accounts.units"))
    assert line.facts == {"made": len(khm.branches) - 1, "societies": ["khm"]}
    assert len(units_queries.missing(people_service.scope_of(people.dao, "people.write"))) > 0


def test_an_administrator_sets_up_one_society_and_no_other(people: People) -> None:
    people_service.give_role(people.noy, "admin", people_queries.unit_by_code("mekong"), actor=None)
    scope = people_service.scope_of(people.noy, "people.write")
    assert units_queries.missing(scope).keys() == {"khm", "lao", "tha"}
    assert not units_queries.has_whole_society(scope)
    units_service.settle_within(people.noy, "lao")
    assert people_queries.unit_by_code("lao").parent is people_queries.unit_by_code("mekong")
    scope = people_service.scope_of(people.noy, "people.write")
    assert units_queries.missing(scope).keys() == {"khm", "tha"}
    assert units_queries.has_whole_society(scope)
    assert units_service.settle_within(people.chan, "tha") == 0
