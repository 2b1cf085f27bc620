"""An e-mail address that opens an account: of staff, in any letters, of one person alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import select

from lms.accounts.models import Merge, Person
from lms.accounts.queries import people as people_queries
from lms.accounts.services import people as people_service
from lms.accounts.services import person_changes, roles, sign_in
from lms.accounts.services.merging import merges
from lms.accounts.services.people import RoleName
from lms.accounts.services.person_changes import particulars_of
from lms.db import session
from lms.errors import RuleBroken
from tests.people import PIN, SECRET, People

OFFICE = "Office@Example.org"


def _write(person: Person, email: str) -> None:
    person_changes.edit_person(person, replace(particulars_of(person), email=email), actor=None)


def _sign_in(identifier: str) -> Person | None:
    try:
        return sign_in.sign_in(identifier, PIN, address="", secret=SECRET, regions=("KH",))
    except RuleBroken as broken:
        if broken.code != "wrong-pin":
            raise
        return None


def _give(person: Person, name: RoleName = "trainer", code: str = "KH-12") -> None:
    people_service.give_role(person, name, people_queries.unit_by_code(code), actor=None)


@pytest.mark.parametrize("typed", [OFFICE, "office@example.org", " OFFICE@EXAMPLE.ORG\u200b "])
def test_chan_signs_in_with_the_address_however_it_is_typed(people: People, typed: str) -> None:
    _write(people.chan, OFFICE)
    assert people.chan.email == "Office@example.org"
    assert _sign_in(typed) is people.chan


@pytest.mark.parametrize(
    "typed", ["office@example.com", "office", "@example.org", "office@example.org.", "@"]
)
def test_another_address_opens_nothing(people: People, typed: str) -> None:
    _write(people.chan, OFFICE)
    assert _sign_in(typed) is None


def test_volunteers_may_share_an_address_which_opens_no_account(people: People) -> None:
    for volunteer in (people.sokha, people.ratana):
        _write(volunteer, OFFICE)
    assert _sign_in(OFFICE) is None
    _write(people.chan, OFFICE)
    assert _sign_in(OFFICE) is people.chan


def test_a_role_opens_the_account_to_the_address_and_its_end_closes_it(people: People) -> None:
    _write(people.sokha, OFFICE)
    _give(people.sokha)
    assert _sign_in(OFFICE) is people.sokha
    roles.take_role(people.sokha, "trainer", people_queries.unit_by_code("KH-12"), actor=None)
    assert _sign_in(OFFICE) is None


def test_nobody_gets_the_address_with_which_somebody_else_signs_in(people: People) -> None:
    _write(people.chan, OFFICE)
    with pytest.raises(RuleBroken) as broken:
        _write(people.bopha, "OFFICE@example.org")
    assert (broken.value.code, broken.value.field) == ("email-taken", "email")
    _write(people.sokha, OFFICE)
    with pytest.raises(RuleBroken, match="email-taken"):
        _give(people.sokha)
    session.commit()
    assert (people.bopha.email, people.bopha.version) == (None, 0), "nothing was changed"
    assert people.sokha.roles == []
    assert _sign_in(OFFICE) is people.chan


def test_an_address_is_free_again_when_its_holder_leaves_or_changes_it(people: People) -> None:
    _write(people.chan, OFFICE)
    _write(people.chan, "chan@example.org")
    _write(people.bopha, OFFICE)
    person_changes.deactivate(people.bopha, reason="paused", actor=None)
    assert _sign_in(OFFICE) is None
    _write(people.noy, OFFICE)
    with pytest.raises(RuleBroken, match="email-taken"):
        person_changes.reactivate(people.bopha, actor=None)
    session.commit()
    assert not people.bopha.active
    _write(people.noy, "")
    person_changes.reactivate(people.bopha, actor=None)
    assert people.bopha.email_key == "office@example.org"


def test_undoing_a_merge_takes_no_address_away_from_whoever_has_it_now(people: People) -> None:
    _write(people.bopha, OFFICE)
    for taken in (False, True):
        merges.merge(people.chan, people.bopha, reason="Entered twice", actor=None)
        if taken:
            _write(people.chan, OFFICE)
        row = session.scalars(select(Merge).order_by(Merge.id.desc()).limit(1)).one()
        merges.undo_merge(row.id, actor=None)
        assert people.bopha.active
        assert people.bopha.email_key == (None if taken else "office@example.org")
    assert people.chan.email_key == "office@example.org"


def test_wrong_pins_count_for_the_person_however_they_are_called(people: People) -> None:
    _write(people.chan, OFFICE)
    for identifier in (OFFICE, "KH-1200", OFFICE.lower(), "kh-1200", OFFICE):
        with pytest.raises(RuleBroken, match="wrong-pin"):
            sign_in.sign_in(identifier, "135790", address="", secret=SECRET, regions=("KH",))
    # Not "must-wait", which would tell that address and number are one person's.
    with pytest.raises(RuleBroken, match="wrong-pin"):
        sign_in.sign_in(OFFICE, PIN, address="", secret=SECRET, regions=("KH",))


def test_an_unknown_address_waits_as_a_known_one(people: People) -> None:
    for _ in range(5):
        assert _sign_in("nobody@example.org") is None
    with pytest.raises(RuleBroken, match="must-wait"):
        _sign_in("Nobody@Example.org")


def test_staff_who_were_there_before_sign_in_with_their_address_after_the_migration(people: People) -> None:
    _write(people.bopha, OFFICE)
    for person in (people.sokha, people.chan):  # a volunteer, and somebody who came second
        person.email = OFFICE.upper()
    session.commit()
    session.remove()
    downgrade(revision="0004")
    upgrade()
    opened = session.execute(select(Person.number, Person.email_key).where(Person.email_key.is_not(None)))
    assert [tuple(row) for row in opened] == [("KH-1100", "office@example.org")]
