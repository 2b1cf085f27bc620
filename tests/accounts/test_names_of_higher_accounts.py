"""Number, phone and e-mail open an account: nobody below its roles changes them, by whatever way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from lms.accounts.queries import people as people_queries
from lms.accounts.services import bulk, person_changes, roles
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Person
from lms.db import session
from lms.errors import NotFound, RuleBroken
from tests.client import StrictClient
from tests.people import People

NOY = "/en/people/KH-1300/"


@pytest.fixture
def noy(people: People) -> Person:
    """Noy is administrator of the whole site, and has a number of the Cambodian Red Cross."""
    roles.give_role(people.noy, "admin", people_queries.unit_by_code("mekong"), actor=None)
    people.noy.phone, people.noy.email = "+85512345678", "noy@example.org"
    session.commit()
    return people.noy


def _edit(person: Person, actor: Person, **values: str) -> None:
    given = replace(person_changes.particulars_of(person), **values)  # type: ignore[arg-type]
    person_changes.edit_person(person, given, actor=actor)


def _by_list(person: Person, actor: Person, **values: str) -> None:
    [hindered] = bulk.change_people([bulk.Change(person, values)], actor=actor)
    if hindered is not None:
        raise hindered


def _merge(kept: Person, merged: Person, actor: Person) -> None:
    merges.merge(kept, merged, reason="Entered twice", actor=actor)


Act = Callable[[People], None]

ACTS: dict[str, Act] = {
    "the number": lambda who: _edit(who.noy, who.chan, number="KH-9999"),
    "the phone": lambda who: _edit(who.noy, who.chan, phone="+85512999999"),
    "the e-mail": lambda who: _edit(who.noy, who.chan, email=""),
    "the name": lambda who: _edit(who.noy, who.chan, name="ចាន់"),
    "the number, by a list": lambda who: _by_list(who.noy, who.chan, number="KH-9999"),
    "the phone, by a list": lambda who: _by_list(who.noy, who.chan, phone="+85512999999"),
    "merging a volunteer into them": lambda who: _merge(who.noy, who.sokha, who.chan),
    "merging them into a volunteer": lambda who: _merge(who.sokha, who.noy, who.chan),
    "moving them": lambda who: person_changes.move_person(who.noy, who.sokha.unit, actor=who.chan),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_hr_changes_nothing_of_an_administrator(people: People, noy: Person, act: Act) -> None:
    before = (noy.number, noy.phone, noy.email, noy.name, noy.unit_id, noy.active)
    with pytest.raises(RuleBroken, match="holds-more-than-hr"):
        act(people)
    assert (noy.number, noy.phone, noy.email, noy.name, noy.unit_id, noy.active) == before


def test_hr_of_a_branch_changes_nothing_of_hr_of_the_society(people: People) -> None:
    person_changes.move_person(people.chan, people.sokha.unit, actor=None)
    roles.give_role(people.ratana, "hr", people_queries.unit_by_code("KH-12"), actor=None)
    for change in (_edit, _by_list):
        with pytest.raises(RuleBroken, match="holds-more"):
            change(people.chan, people.ratana, phone="+85512999999")


def test_in_a_list_only_the_line_about_who_stands_above_fails(people: People, noy: Person) -> None:
    changes = [bulk.Change(one, {"sex": "female"}) for one in (people.sokha, noy, people.ratana)]
    hindered = bulk.change_people(changes, actor=people.chan)
    assert [getattr(one, "code", None) for one in hindered] == [None, "holds-more-than-hr", None]
    assert (people.sokha.sex, people.ratana.sex) == ("female", "female")


def test_hr_parts_no_records_that_an_administrator_has_joined_to_their_own(
    people: People, noy: Person
) -> None:
    merges.merge(noy, people.sokha, reason="Entered twice", actor=None)
    [merged] = merges.merged_into(noy)
    with pytest.raises(RuleBroken, match="holds-more"):
        merges.undo_merge(merged.id, actor=people.chan)
    assert people.sokha.merged_into_id == noy.id


def test_staff_correct_what_is_known_of_themselves_and_of_colleagues_beside_them(people: People) -> None:
    roles.give_role(people.chan, "viewer", people_queries.unit_by_code("mekong"), actor=None)
    _edit(people.chan, people.chan, phone="+85512345678")
    _by_list(people.chan, people.chan, phone="+85512345679")
    assert people.chan.phone == "+85512345679"
    roles.give_role(people.ratana, "hr", people_queries.unit_by_code("khm"), actor=None)
    _edit(people.ratana, people.chan, phone="+85512345680")
    assert people.ratana.phone == "+85512345680"


def test_who_is_outside_is_still_not_there(people: People, noy: Person) -> None:
    with pytest.raises(NotFound):
        _edit(noy, people.dao, phone="")


def test_the_pages_say_who_can_do_it(client: StrictClient, noy: Person) -> None:
    client.sign_in("KH-1200")
    said = "This person holds a role that you cannot give. Please ask an administrator to do this."
    page = client.get(NOY).get_data(as_text=True)
    assert said in page
    assert "/edit/" not in page
    assert "/move/" not in page
    form = "/en/people/KH-1001/edit/"
    forms = {
        "edit/": {"number": "KH-9", "name": "ណយ", "latin_name": "Noy", "language": "km", "version": "0"},
        "move/": {"unit": "KH-12", "version": str(noy.version)},
        "merge/": {"other": "KH-1001", "keep": "KH-1300", "reason": "Entered twice"},
    }
    for address, typed in forms.items():
        answer = client.send(f"{NOY}{address}", typed, form=form)
        assert (answer.status_code, said in answer.get_data(as_text=True)) == (422, True), address
