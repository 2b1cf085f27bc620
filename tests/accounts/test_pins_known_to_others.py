"""Whoever makes a card may open it, choose the PIN and know it: such a PIN does not rise with its holder."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from lms import clock
from lms.accounts.models import OidcAccount, Passkey, Person
from lms.accounts.queries import people as people_queries
from lms.accounts.services import person_changes, roles, sessions, sign_in
from lms.accounts.services.people import RoleName
from lms.audit import AuditLine
from lms.db import session
from tests.client import StrictClient
from tests.people import SECRET, People

PIN = "804159"
ROLES = "/en/people/KH-1001/roles/"
AHEAD = "The PIN of this person was chosen with a card of somebody who stands below some of these roles."
AFTER = "This person cannot sign in now"


def _choose_pin(person: Person, *, maker: Person | None) -> None:
    sign_in.redeem_card(sign_in.issue_card(person, actor=maker), PIN, SECRET)


def _give(person: Person, role: RoleName, unit: str, *, actor: Person | None) -> None:
    roles.give_role(person, role, people_queries.unit_by_code(unit), actor=actor)


def _connect(person: Person) -> None:
    """A passkey and an account of the Society, connected by whoever has signed in as the person."""
    session.add(
        Passkey(
            person=person,
            credential_id=b"key",
            public_key=b"key",
            sign_count=0,
            name="laptop",
            created_at=clock.now(),
        )
    )
    session.add(OidcAccount(person=person, issuer="https://khm", subject="1", linked_at=clock.now()))
    session.flush()


def _other_keys() -> int:
    return len(session.scalars(select(Passkey)).all()) + len(session.scalars(select(OidcAccount)).all())


# who made the card with which Sokha chose her PIN, which role she gets and where, and whether the PIN ends with it.
MADE_BY: list[tuple[str | None, RoleName, str, bool]] = [
    ("bopha", "hr", "khm", True),
    ("bopha", "hr", "KH-12", True),
    ("bopha", "trainer", "khm", True),
    ("bopha", "editor", "KH-12", True),
    ("bopha", "trainer", "KH-12", True),  # a colleague would know her PIN
    ("chan", "hr", "khm", False),
    ("chan", "trainer", "KH-12", False),
    ("chan", "admin", "khm", True),
    (None, "admin", "mekong", False),
]


@pytest.mark.parametrize(("maker", "role", "unit", "ends"), MADE_BY)
def test_a_pin_ends_with_a_role_above_whoever_made_its_card(
    people: People, maker: str | None, role: RoleName, unit: str, ends: bool
) -> None:
    _choose_pin(people.sokha, maker=getattr(people, maker) if maker else None)
    _give(people.sokha, role, unit, actor=None)
    assert (people.sokha.pin_hash is None) is ends
    lines = session.scalars(select(AuditLine).filter_by(act="accounts.pin-ended")).all()
    assert len(lines) == ends


def test_what_was_connected_with_such_a_pin_ends_with_it(people: People) -> None:
    _choose_pin(people.sokha, maker=people.bopha)
    _give(people.sokha, "trainer", "KH-12", actor=people.chan)
    _connect(people.sokha)
    sessions.start_session(people.sokha, keep=False)
    _give(people.sokha, "hr", "khm", actor=people.chan)
    assert people.sokha.pin_hash is None
    assert _other_keys() == 0
    assert sessions.sessions_of([people.sokha.id]) == []


def test_who_holds_more_already_keeps_the_pin_with_a_lesser_role(people: People) -> None:
    _choose_pin(people.noy, maker=people.chan)
    roles.take_role(people.chan, "hr", people_queries.unit_by_code("khm"), actor=None)
    _give(people.noy, "hr", "khm", actor=None)
    assert people.noy.pin_hash is None, "who made the card has no role any more"
    _choose_pin(people.noy, maker=None)
    _give(people.noy, "trainer", "KH-12", actor=None)
    assert people.noy.pin_hash is not None


def test_a_card_that_one_makes_for_oneself_is_as_good_as_the_one_before(people: People) -> None:
    _choose_pin(people.sokha, maker=people.bopha)
    _give(people.sokha, "trainer", "KH-12", actor=people.chan)
    _choose_pin(people.sokha, maker=people.sokha)  # by Bopha, who knows the PIN
    _give(people.sokha, "hr", "khm", actor=people.chan)
    assert people.sokha.pin_hash is None


def test_whoever_left_and_knows_the_pin_does_not_rise_either(people: People) -> None:
    _choose_pin(people.sokha, maker=people.chan)
    people.chan.active = False
    _give(people.sokha, "hr", "khm", actor=None)
    assert people.sokha.pin_hash is None


def test_staff_who_move_to_another_society_take_no_pin_along_that_the_former_one_may_know(
    people: People,
) -> None:
    for person in (people.bopha, people.sokha):
        _choose_pin(person, maker=people.chan)
        person_changes.move_person(person, people.malee.unit, actor=None)
    assert people.bopha.pin_hash is None
    assert people.sokha.pin_hash is not None, "a volunteer opens nothing but their own record"


def test_staff_who_move_within_their_society_keep_the_pin(people: People) -> None:
    _choose_pin(people.bopha, maker=people.chan)
    person_changes.move_person(people.bopha, people.chan.unit, actor=people.chan)
    assert people.bopha.pin_hash is not None


def test_the_page_of_roles_says_so_before_and_after(client: StrictClient, people: People) -> None:
    _choose_pin(people.sokha, maker=people.bopha)
    session.commit()
    client.sign_in("KH-1200")
    page = client.get(ROLES).get_data(as_text=True)
    assert AHEAD in page
    assert AFTER not in page
    assert client.send(ROLES, {"act": "give", "role": "hr", "unit": "KH-12"}).status_code == 303
    page = client.get(ROLES).get_data(as_text=True)
    assert AFTER in page
    assert AHEAD not in page
    assert "/en/people/KH-1001/card/" in page


def test_the_page_of_roles_says_nothing_where_the_pin_stays(client: StrictClient, people: People) -> None:
    _choose_pin(people.sokha, maker=people.chan)
    session.commit()
    client.sign_in("KH-1200")
    page = client.get(ROLES).get_data(as_text=True)
    assert AHEAD not in page
    assert AFTER not in page
