"""The pages about people, as Chan (HR) and Bopha (trainer) use them, and what Dao does not see."""

from __future__ import annotations

import html
import re
from dataclasses import asdict
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, update

from lms import clock, pdf
from lms.accounts.forms import people as people_forms
from lms.accounts.forms import person_words
from lms.accounts.models import Card, Merge, OidcAccount, Person, RoleName
from lms.accounts.queries import people as people_queries
from lms.accounts.queries import people_list
from lms.accounts.services import open_cards, person_changes, sign_in
from lms.accounts.services import people as people_service
from lms.accounts.views import cards as cards_views
from lms.audit import AuditLine
from lms.config import program_version
from lms.db import db, session
from lms.errors import NotFound
from tests import pdfs
from tests.client import StrictClient
from tests.people import PIN, SECRET, People

LIST = "/en/people/"
NEW = "/en/people/new/"
SOKHA = "/en/people/KH-1001/"
VANNA = {
    "number": "KH-2001",
    "unit": "KH-12",
    "name": "វណ្ណា",
    "latin_name": "Vanna",
    "language": "km",
    "phone": "012 345 678",
    "email": "vanna@example.org",
    "sex": "female",
    "birth_year": "២៥៤១",
}


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    """Chan, signed in."""
    client.sign_in("KH-1200")
    return client


def _text(client: StrictClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def _person(number: str) -> Person | None:
    session.rollback()
    return session.scalar(select(Person).filter_by(number=number))


# --- the list -----------------------------------------------------------------------------------------------


def test_chan_finds_people_by_name_branch_role_and_account(chan: StrictClient) -> None:
    page = _text(chan, LIST)
    assert "សុខា" in page
    assert "TH-1001" not in page
    found = _text(chan, f"{LIST}?q=bo&branch=KH-12&role=trainer&active=active")
    assert "KH-1100" in found
    assert "KH-1001" not in found
    for chosen in ("KH-12", "trainer", "active"):
        assert re.search(rf'<option value="{chosen}"[^>]* selected>', found)
    assert "Nobody is found here." in _text(chan, f"{LIST}?active=inactive")


@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_the_pages_open_in_every_language(chan: StrictClient, language: str) -> None:
    for page in ("", "new/", "units/", "cards/", "KH-1001/", "KH-1001/edit/", "KH-1001/card/"):
        _text(chan, f"/{language}/people/{page}")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("branch=TH-27", "branch"),
        ("role=king", "role"),
        ("active=asleep", "active"),
        (f"q={'x' * 101}", "q"),
    ],
)
def test_a_filter_that_means_nothing_is_named_on_its_field(
    chan: StrictClient, query: str, field: str
) -> None:
    page = _text(chan, f"{LIST}?{query}", 422)
    assert f'<p class="error" role="alert" id="{field}-error">' in page
    assert "<table" not in page


def test_pages_lead_on_and_a_lost_place_starts_again(
    chan: StrictClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_list, "PAGE", 2)
    [after] = re.findall(r"after=([^&\"]+)", _text(chan, LIST))
    assert "First page" in _text(chan, f"{LIST}?after={after}")
    lost = _text(chan, f"{LIST}?after=TH-1001", 422)
    assert "starts again from the top" in lost
    assert "First page" not in lost


# --- somebody new -------------------------------------------------------------------------------------------


def test_chan_adds_vanna_once_however_often_the_button_is_tapped(chan: StrictClient) -> None:
    done = chan.send(NEW, VANNA)
    assert (done.status_code, done.location) == (303, "/en/people/KH-2001/?done=add")
    again = chan.send(NEW, {**VANNA, "sure": "1"})
    assert again.status_code == 422
    assert "Somebody already has" in again.get_data(as_text=True)
    page = _text(chan, done.location)
    for held in ("វណ្ណា", "+85512345678", "vanna@example.org", "Female", "1998"):
        assert held in page
    assert "Has no PIN and no card" in page


@pytest.mark.parametrize(
    ("unit", "chosen", "language"),
    [("KH-12", "", "km"), ("TH-27", "", "th"), ("tha", "", "th"), ("TH-27", "en", "en")],
)
def test_whoever_is_added_speaks_as_their_society_does_unless_said_otherwise(
    client: StrictClient, people: People, unit: str, chosen: str, language: str
) -> None:
    """Also where an administrator of another Society adds them."""
    people_service.give_role(people.chan, "admin", people_queries.unit_by_code("mekong"), actor=None)
    session.commit()
    client.sign_in("KH-1200")
    assert _fields(_text(client, NEW))["language"] == ""
    done = client.send(NEW, {**VANNA, "number": "2001", "unit": unit, "language": chosen, "phone": ""})
    assert done.status_code == 303, done.get_data(as_text=True)
    vanna = session.scalars(select(Person).filter_by(latin_name="Vanna")).one()
    assert vanna.language == language


def test_who_may_be_the_same_person_is_shown_before_anybody_is_added(chan: StrictClient) -> None:
    typed = {**VANNA, "name": "សុខា", "latin_name": "Sok Kha"}
    asked = chan.send(NEW, typed)
    page = asked.get_data(as_text=True)
    assert asked.status_code == 422
    assert "Is it one of these?" in page
    assert f'href="{SOKHA}"' in page
    assert 'value="Sok Kha"' in page, "nothing typed is lost"
    assert _person("KH-2001") is None
    (sure,) = re.findall(r'name="sure" value="([^"]+)"', page)
    # What was said of these people is not lost while something else is wrong, and is not said of others.
    wrong = chan.send(NEW, {**typed, "sure": sure, "email": "vanna"})
    assert f'<input type="hidden" name="sure" value="{sure}">' in wrong.get_data(as_text=True)
    other = chan.send(NEW, {**VANNA, "name": "រតនា", "latin_name": "Ratana", "sure": sure})
    assert (other.status_code, "Is it one of these?" in other.get_data(as_text=True)) == (422, True)
    assert chan.send(NEW, {**typed, "sure": sure}).status_code == 303


def test_all_that_is_wrong_is_said_at_once(chan: StrictClient) -> None:
    wrong = {"number": "kh 1001", "latin_name": "ວັນນາ", "phone": "12", "email": "vanna", "birth_year": "98"}
    for address, typed in (
        (NEW, VANNA),
        (f"{SOKHA[:-8]}KH-1002/edit/", _fields(_text(chan, "/en/people/KH-1002/edit/"))),
    ):
        answer = chan.post(address, data={**typed, **_token(chan, address), **wrong})
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422
        found = [field for field in wrong if f'id="{field}-error"' in page]
        assert found == [*wrong], address
    without = chan.send(NEW, {**VANNA, **wrong, "unit": ""}).get_data(as_text=True)
    assert ['id="number-error"' in without, 'id="unit-error"' in without, 'id="phone-error"' in without] == [
        False, True, True,
    ]  # fmt: skip


def _token(client: StrictClient, address: str) -> dict[str, str]:
    return {"csrf_token": client.token(address)}


BRACKETED = "Do the brackets belong to the name?"


@pytest.mark.parametrize(
    ("field", "answer", "typed"),
    [("name", "whole_name", "ລັດສະໝີ (ນ້ອຍ)"), ("latin_name", "whole_latin_name", "Latsamy [Noy]")],
)
def test_brackets_in_a_name_that_is_typed_are_asked_about(
    chan: StrictClient, field: str, answer: str, typed: str
) -> None:
    asked = chan.send(NEW, {**VANNA, field: typed})
    page = html.unescape(asked.get_data(as_text=True))
    assert (asked.status_code, BRACKETED in page, _person("KH-2001")) == (422, True, None)
    assert f'name="{answer}" value="{typed}">' in page
    assert chan.send(NEW, {**VANNA, field: typed, answer: typed}).status_code == 303
    vanna = _person("KH-2001")
    assert vanna is not None
    assert getattr(vanna, field) == typed
    edit = "/en/people/KH-2001/edit/"
    assert chan.post(edit, data={**_fields(_text(chan, edit)), "phone": ""}).status_code == 303


def test_who_adds_somebody_reads_that_nothing_is_written_about_health(chan: StrictClient) -> None:
    assert "Write nothing about anybody's health." in html.unescape(_text(chan, NEW))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": "KH-1001"}, "number"),
        ({"unit": ""}, "unit"),
        ({"unit": "TH-27"}, "unit"),
        ({"name": "ក" * 10_000}, "name"),
        ({"latin_name": "a" * 10_000}, "latin_name"),
        ({"latin_name": "ວັນນາ"}, "latin_name"),
        ({"name": "\u202e\u200f"}, "name"),
        ({"language": "xx"}, "language"),
        ({"phone": "12"}, "phone"),
        ({"phone": "012 34 567"}, "phone"),
        ({"email": "vanna"}, "email"),
        ({"sex": "none"}, "sex"),
        ({"birth_year": "98"}, "birth_year"),
    ],
)
def test_what_cannot_be_kept_is_said_on_its_field(
    chan: StrictClient, changes: dict[str, str], field: str
) -> None:
    answer = chan.send(NEW, {**VANNA, **changes})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'role="alert" id="{field}-error"' in page
    assert f'<a href="#{field}">' in page, "said at the top of the page, too: the field may be far below"
    assert 'value="vanna@example.org"' in page or field == "email"
    assert _person("KH-2001") is None


def test_marks_of_direction_do_not_get_into_a_name(chan: StrictClient) -> None:
    chan.send(NEW, {**VANNA, "name": "\u202eវណ្ណា\u202c", "latin_name": "\u200fVanna\u200e"})
    vanna = _person("KH-2001")
    assert vanna is not None
    assert (vanna.name, vanna.latin_name) == ("វណ្ណា", "Vanna")


# --- one person ---------------------------------------------------------------------------------------------


def test_bopha_sees_her_branch_and_only_what_a_trainer_does(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1100")
    page = _text(client, SOKHA)
    assert "/en/people/KH-1001/card/" in page
    for other in ("edit/", "move/", "active/", "roles/", "merge/", "/en/records/"):
        assert f'{other}"' not in page
    _text(client, "/en/people/KH-1200/", 404)
    assert "Add a person" not in _text(client, LIST)


DAOS = [
    ("edit/", {"name": "X", "latin_name": "X", "language": "km", "sex": "", "version": "0"}),
    ("move/", {"unit": "TH-27", "version": "0"}),
    ("active/", {"act": "deactivate", "reason": "left", "version": "0"}),
    ("roles/", {"act": "give", "role": "trainer", "unit": "TH-27"}),
    ("merge/", {"other": "TH-1001", "keep": "TH-1001", "reason": "Because"}),
    ("card/", {"act": "card", "seen": "1"}),
    ("card/", {"act": "withdraw"}),
]


@pytest.mark.parametrize(("page", "data"), DAOS)
def test_dao_changes_nobody_of_another_society(
    client: StrictClient, people: People, page: str, data: dict[str, str]
) -> None:
    client.sign_in("TH-1200")
    assert client.send(f"{SOKHA}{page}", data, form="/en/people/new/").status_code == 404
    sokha = _person("KH-1001")
    assert sokha is not None
    assert (sokha.version, sokha.active, sokha.roles, sokha.pin_hash is None) == (0, True, [], False)
    assert session.scalar(select(func.count()).select_from(Card)) == 0


def test_dao_finds_and_merges_nobody_of_another_society(client: StrictClient, people: People) -> None:
    client.sign_in("TH-1200")
    for query in ("", "?q=Sokha", "?q=KH-1001", "?active=all"):
        assert "សុខា" not in _text(client, LIST + query)
    assert "You have nobody with this number" in _text(client, "/en/people/TH-1001/merge/?with=KH-1001", 422)
    cards = _text(client, "/en/people/cards/?number=KH-1001&again=1")
    for echo in ('value="KH-1001"', "number=KH-1001"):  # what she has typed herself, and its other languages
        cards = cards.replace(echo, "")
    assert "KH-1001" not in cards
    data = {"other": "KH-1001", "keep": "TH-1001", "reason": "Because"}
    assert client.send("/en/people/TH-1001/merge/", data, form=NEW).status_code == 422
    assert "Phnom Penh" not in _text(client, "/en/people/units/")
    sheet = client.send("/en/people/cards.pdf", {"number": "KH-1001", "again": "1"}, form=NEW)
    assert sheet.status_code == 422


# --- changing -----------------------------------------------------------------------------------------------


def _fields(page: str) -> dict[str, str]:
    """What a form holds, hidden fields included."""
    typed = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r' name="([^"]*)"', tag), re.search(r' value="([^"]*)"', tag)
        if name and value:
            typed[name[1]] = html.unescape(value[1])
    for name, options in re.findall(r'<select id="[^"]*" name="([^"]*)".*?>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)"[^>]* selected', options)
        typed[name] = chosen[1] if chosen else ""
    return typed


@pytest.mark.parametrize(
    ("language", "digits"), [("en", "8"), ("km", "8 ខ្ទង់"), ("lo", "8 ຕົວ"), ("th", "8 หลัก")]
)
def test_a_form_says_how_many_digits_a_phone_has_and_should_have(
    chan: StrictClient, language: str, digits: str
) -> None:
    edit = f"/{language}/people/KH-1001/edit/"
    answer = chan.post(edit, data={**_fields(_text(chan, edit)), "phone": "012 34 567"})
    page = answer.get_data(as_text=True)
    assert (answer.status_code, digits in page, "9–10" in page) == (422, True, True)


def test_the_second_of_two_editors_sees_what_is_new_and_saves_again(
    chan: StrictClient, people: People
) -> None:
    edit = f"{SOKHA}edit/"
    first = _fields(_text(chan, edit))
    second = dict(first)
    assert chan.post(edit, data={**first, "phone": "012 345 678"}).status_code == 303
    answer = chan.post(edit, data={**second, "latin_name": "Sokha Chan"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Somebody else has changed this person meanwhile" in page
    assert "now: +85512345678" in page
    assert 'value="Sokha Chan"' in page
    assert chan.post(edit, data={**_fields(page), "phone": "+85512345678"}).status_code == 303
    sokha = _person("KH-1001")
    assert sokha is not None
    assert (sokha.latin_name, sokha.phone, sokha.version) == ("Sokha Chan", "+85512345678", 2)


def test_a_form_that_is_saved_as_it_was_shown_changes_nothing(chan: StrictClient, people: People) -> None:
    """After a new field: give Sokha a value. A field that is not in the form would be emptied by the next edit."""
    everything = people_service.Particulars(
        name="សុខា",
        latin_name="Sokha",
        language="km",
        number="KH-1001",
        phone="+85512345678",
        email="sokha@example.org",
        sex="female",
        birth_year=1990,
    )
    assert all(asdict(everything).values())
    assert set(people_forms.TYPED) == asdict(everything).keys()
    person_changes.edit_person(people.sokha, everything, actor=None)
    session.commit()
    edit = f"{SOKHA}edit/"
    assert chan.post(edit, data=_fields(_text(chan, edit))).status_code == 303
    sokha = _person("KH-1001")
    assert sokha is not None
    assert person_changes.particulars_of(sokha) == everything
    page = _text(chan, SOKHA)
    in_the_heading = {"number", "name", "latin_name", "unit", "active"}
    words = [word for field, word in person_words.FIELD_WORDS.items() if field not in in_the_heading]
    assert [str(word) for word in words if f"<dt>{word}</dt>" not in page] == []


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 5000])
def test_a_form_without_its_version_overwrites_nothing(
    chan: StrictClient, people: People, version: str
) -> None:
    typed = _fields(_text(chan, f"{SOKHA}edit/"))
    answer = chan.post(f"{SOKHA}edit/", data={**typed, "latin_name": "Sok", "version": version})
    assert answer.status_code == 422


def test_chan_moves_bopha_and_says_where_to(chan: StrictClient, people: People) -> None:
    move = "/en/people/KH-1100/move/"
    assert "Phnom Penh" in _text(chan, move)
    for nowhere in ("", "TH-27", "nowhere"):
        assert chan.send(move, {"unit": nowhere, "version": "0"}).status_code == 422
    assert chan.send(move, {"unit": "khm", "version": "7"}).status_code == 422
    assert chan.send(move, {"unit": "khm", "version": "0"}).status_code == 303
    bopha = _person("KH-1100")
    assert bopha is not None
    assert bopha.unit.code == "khm"


def test_an_account_is_ended_with_a_reason_and_opened_again(chan: StrictClient, people: People) -> None:
    active = f"{SOKHA}active/"
    for data in ({"act": "deactivate"}, {"act": "deactivate", "reason": "ill"}, {"reason": "left"}):
        answer = chan.send(active, {**data, "version": "0"})
        assert answer.status_code == 422
        assert "Please choose one from the list." in answer.get_data(as_text=True)
    assert chan.send(active, {"act": "deactivate", "reason": "left", "version": "0"}).status_code == 303
    ended = _text(chan, SOKHA)
    assert "not active" in ended
    assert re.search(r"Ended on .*: Left the Red Cross", ended)
    assert "cannot sign in yet" not in ended
    assert "Signs in with" not in ended
    assert chan.send(active, {"act": "deactivate", "reason": "left", "version": "0"}).status_code == 422
    assert chan.send(active, {"act": "reactivate", "version": "1"}).status_code == 303
    assert "Ended on" not in _text(chan, SOKHA)
    own = chan.send(
        "/en/people/KH-1200/active/", {"act": "deactivate", "reason": "left", "version": "0"}, form=NEW
    )
    assert "You cannot end your own account" in own.get_data(as_text=True)


def test_chan_gives_roles_and_takes_them(chan: StrictClient, people: People) -> None:
    page = _text(chan, f"{SOKHA}roles/")
    assert re.findall(r'<option value="(trainer|hr|editor|viewer|admin)"', page) == ["trainer", "hr"]
    role = {"role": "trainer", "unit": "KH-12"}
    for _ in range(2):
        assert chan.send(f"{SOKHA}roles/", {**role, "act": "give"}).status_code == 303
    assert "Take this role away" in _text(chan, f"{SOKHA}roles/")
    for wrong in ({"role": "admin"}, {"role": "king"}, {"unit": "TH-27"}, {"unit": "nowhere"}):
        answer = chan.send(f"{SOKHA}roles/", {**role, **wrong, "act": "give"})
        assert answer.status_code == 422
        assert "not a role that you can give" in answer.get_data(as_text=True)
    assert chan.send(f"{SOKHA}roles/", {**role, "act": "take"}).status_code == 303
    assert "Volunteer, no other role." in _text(chan, SOKHA)
    assert "not a role that you can give" in _text(chan, "/en/people/KH-1300/roles/")


def test_chan_is_told_of_a_role_that_is_held_above_already_and_the_list_names_it_once(
    chan: StrictClient, people: People
) -> None:
    for unit in ("KH-12", "khm"):
        people_service.give_role(people.sokha, "hr", people_queries.unit_by_code(unit), actor=people.chan)
    session.commit()
    page = _text(chan, f"{SOKHA}roles/")
    assert page.count("this one changes nothing") == 1
    listed = _text(chan, "/en/people/?q=KH-1001")
    assert re.findall(r'<td data-name="Roles"><span>(.*?)</span>', listed) == ["HR"]
    chan.send(f"{SOKHA}roles/", {"role": "hr", "unit": "KH-12", "act": "take"})
    again = chan.send(f"{SOKHA}roles/", {"role": "hr", "unit": "KH-12", "act": "give"})
    assert again.status_code == 422
    assert "has this role already, in a place above" in again.get_data(as_text=True)


def test_chan_is_asked_before_her_own_role_goes(chan: StrictClient, people: People) -> None:
    own, take = "/en/people/KH-1200/roles/", {"role": "hr", "unit": "khm", "act": "take"}
    for sent in (take, {**take, "sure": "1"}):
        last = chan.send(own, sent)
        assert last.status_code == 422
        assert "Please make somebody else HR first." in last.get_data(as_text=True)
    assert chan.send(f"{SOKHA}roles/", {"role": "hr", "unit": "khm", "act": "give"}).status_code == 303
    asked = chan.send(own, take)
    page = asked.get_data(as_text=True)
    assert asked.status_code == 200
    assert "Take your own role away?" in page
    assert "HR · <span>Cambodian Red Cross" in page
    assert "Take this role away" in _text(chan, own)
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    answer = chan.post(own, data=hidden)
    assert answer.status_code == 303
    assert chan.get(answer.location, follow_redirects=True).status_code == 200
    assert chan.get(own).status_code == 403
    assert not people.chan.roles


def test_chan_compares_two_records_merges_them_and_undoes_it(chan: StrictClient, people: People) -> None:
    merge = f"{SOKHA}merge/"
    assert "Number of the other record" in _text(chan, merge)
    for wrong in ("nobody", "TH-1001", "KH-1001"):
        assert 'id="other-error"' in _text(chan, f"{merge}?with={wrong}", 422)
    assert "រតនា" in _text(chan, f"{merge}?with=kh-1002")
    data = {"act": "merge", "other": "KH-1002", "keep": "KH-1001", "reason": ""}
    empty = chan.send(merge, data, form=NEW)
    assert empty.status_code == 422
    assert 'id="reason-error"' in empty.get_data(as_text=True)
    done = chan.send(merge, {**data, "reason": "Entered twice"}, form=NEW)
    assert done.status_code == 303
    assert "The two records are one now" in _text(chan, str(done.location))
    assert chan.send(merge, {**data, "reason": "Entered twice"}, form=NEW).status_code == 422
    assert "KH-1002" in _text(chan, "/en/people/KH-1002/"), "the number leads to the record that stays"
    assert "Entered twice" in _text(chan, SOKHA)
    [merge_id] = session.scalars(select(Merge.id)).all()
    undo = chan.send(merge, {"act": "undo", "merge": str(merge_id)}, form=NEW)
    assert undo.status_code == 303
    assert "The merge is undone" in _text(chan, str(undo.location))
    assert chan.send(merge, {"act": "undo", "merge": str(merge_id)}, form=NEW).status_code == 303
    assert "Only this one." in _text(chan, SOKHA)


def test_the_other_record_can_be_the_one_that_stays(chan: StrictClient, people: People) -> None:
    data = {"other": "KH-1002", "keep": "KH-1002", "reason": "Entered twice"}
    done = chan.send(f"{SOKHA}merge/", data, form=NEW)
    assert done.status_code == 303
    assert str(done.location).startswith("/en/people/KH-1002/?")


# --- cards --------------------------------------------------------------------------------------------------


def test_bopha_makes_a_card_for_somebody_who_stands_before_her(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1100")
    card = f"{SOKHA}card/"
    unseen = client.send(card, {"act": "card"})
    assert unseen.status_code == 422
    assert "Please say that the person is with you" in unseen.get_data(as_text=True)
    made = client.send(card, {"act": "card", "seen": "1"})
    assert (made.status_code, made.mimetype) == (200, "application/pdf")
    named = r"attachment; filename=card-KH-1001-\d{4}(-\d\d){5}\.pdf"
    assert re.fullmatch(named, made.headers["Content-Disposition"])
    assert made.headers["Cache-Control"] == "no-store"
    assert "សុខា" in pdfs.text_of(made.data)
    assert "A card is open" in _text(client, card)
    closed = client.post(card, data={**_fields(_text(client, card)), "act": "withdraw"})
    assert closed.status_code == 303
    page = _text(client, closed.location)
    assert "A card is open" not in page
    assert "Done: the card is closed." in page
    assert "they need a new card now." in page
    assert client.send(card, {"act": "link", "seen": "1"}).status_code == 200
    assert "Done: the card is closed." not in _text(client, closed.location), "another card is open"


def test_who_has_another_way_in_needs_no_new_card(client: StrictClient, people: People) -> None:
    sign_in.issue_card(people.sokha, actor=people.bopha)
    account = OidcAccount(
        person_id=people.sokha.id,
        issuer="https://accounts.example.org",
        subject="sokha",
        linked_at=clock.now(),
        used_at=clock.now(),
    )
    session.add(account)
    session.commit()
    client.sign_in("KH-1100")
    closed = client.post(f"{SOKHA}card/", data={**_fields(_text(client, f"{SOKHA}card/")), "act": "withdraw"})
    page = _text(client, closed.location)
    assert "Done: the card is closed." in page
    assert "they need a new card" not in page


def test_the_button_for_the_lost_card_never_closes_the_new_one(chan: StrictClient, people: People) -> None:
    card = f"{SOKHA}card/"
    lost = sign_in.issue_card(people.sokha, actor=people.bopha)
    session.commit()
    stays_open = _fields(_text(chan, card))
    with clock.frozen(datetime(2026, 11, 24, 2, 5, tzinfo=UTC)):
        assert chan.post(card, data={**stays_open, "act": "card", "seen": "1"}).mimetype == "application/pdf"
        new = open_cards.open_card_of(people.sokha)
        assert new is not None
        new_id = new.id
        closed = chan.post(card, data={**stays_open, "act": "withdraw"})
        page = _text(chan, closed.location)
        still = open_cards.open_card_of(people.sokha)
        assert still is not None
        assert still.id == new_id
    assert "Done: the card is closed." not in page
    assert "a new card was made on 24 November 2026 at 09:05" in page
    assert "The new card stays valid" in page
    with pytest.raises(NotFound):
        sign_in.holder_of(lost)
    assert not list(session.scalars(select(AuditLine).filter_by(act="accounts.card-withdrawn")))


def test_who_closes_a_card_that_somebody_has_used_meanwhile_is_told_so(
    chan: StrictClient, people: People
) -> None:
    card = f"{SOKHA}card/"
    token = sign_in.issue_card(people.sokha, actor=people.bopha)
    session.commit()
    stays_open = _fields(_text(chan, card))
    with clock.frozen(datetime(2026, 11, 24, 2, 5, tzinfo=UTC)):
        sign_in.redeem_card(token, "804159", SECRET)
        session.commit()
        page = _text(chan, chan.post(card, data={**stays_open, "act": "withdraw"}).location)
    assert "Done: the card is closed." not in page
    assert "a PIN was chosen with this card on 24 November 2026 at 09:05" in page


@pytest.mark.parametrize("which", ["", "0", "x", "99999999999", "somebody else's"])
def test_a_button_that_names_no_card_of_the_person_closes_none(
    chan: StrictClient, people: People, which: str
) -> None:
    for person in (people.sokha, people.bopha):
        sign_in.issue_card(person, actor=people.chan)
    session.commit()
    other = open_cards.open_card_of(people.bopha)
    assert other is not None
    named = str(other.id) if which == "somebody else's" else which
    answer = chan.send(f"{SOKHA}card/", {"act": "withdraw", "card": named})
    assert answer.status_code == 422
    assert "No card was closed." in answer.get_data(as_text=True)
    for person in (people.sokha, people.bopha):
        assert open_cards.open_card_of(person) is not None


def test_a_link_is_shown_once_and_opens_once(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1100")
    answer = client.send(f"{SOKHA}card/", {"act": "link", "seen": "1"})
    [address] = re.findall(r'value="http://localhost(/km/card/[^"]+)"', answer.get_data(as_text=True))
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'data-copy="link"' in answer.get_data(as_text=True)
    phone = StrictClient(client.application, client.application.response_class)
    assert phone.send(address, {"pin": "804159", "again": "804159"}).status_code == 303
    assert phone.get(address).status_code == 410


def test_no_card_for_somebody_above(client: StrictClient, people: People) -> None:
    people_service.give_role(people.sokha, "hr", people_queries.unit_by_code("KH-12"), actor=None)
    client.sign_in("KH-1100")
    assert "a role that you cannot give. HR of their Society can do this." in _text(client, f"{SOKHA}card/")
    answer = client.send(f"{SOKHA}card/", {"act": "card", "seen": "1"}, form="/en/people/KH-1002/card/")
    assert answer.status_code == 422
    preview = _text(client, "/en/people/cards/?branch=KH-12&again=1")
    assert "Not for these" in preview
    assert 'name="number" value="KH-1001"' not in preview


@pytest.mark.parametrize("role", ["admin", "hr"])
def test_who_is_beyond_hr_of_the_society_is_for_an_administrator(
    client: StrictClient, people: People, role: RoleName
) -> None:
    unit = {"admin": "khm", "hr": "mekong"}[role]
    people_service.give_role(people.sokha, role, people_queries.unit_by_code(unit), actor=None)
    client.sign_in("KH-1200")
    assert "Please ask an administrator" in _text(client, f"{SOKHA}card/")
    assert "Please ask an administrator" in _text(client, f"{SOKHA}active/")


@pytest.mark.parametrize(("number", "branch"), [("KH-1100", "KH-12"), ("KH-1200", "khm")])
def test_nobody_ends_their_own_pin_with_cards_for_a_branch(
    client: StrictClient, people: People, number: str, branch: str
) -> None:
    client.sign_in(number)
    page = _text(client, f"/en/people/cards/?branch={branch}&again=1")
    assert f'value="{number}"' not in page
    assert "Not for yourself: a new card would end your own PIN" in page
    for wanted in ({"branch": branch}, {"number": [number, "KH-1001"]}):
        newest = _fields(_text(client, f"/en/people/cards/?branch={branch}&again=1"))["newest"]
        typed = {**wanted, "again": "1", "newest": newest}
        assert client.send("/en/people/cards.pdf", typed, form="/en/me/").status_code == 200
        assert client.get("/en/people/").status_code == 200, "still signed in"
    alone = client.send("/en/people/cards.pdf", {"number": number, "again": "1"}, form="/en/me/")
    assert alone.status_code == 422
    held = _person(number)
    assert held is not None
    assert held.pin_hash is not None


@pytest.mark.parametrize("act", ["card", "link"])
def test_bophas_own_card_wants_her_pin_even_if_she_has_just_typed_it(
    client: StrictClient, people: People, act: str
) -> None:
    client.sign_in("KH-1100")
    own = "/en/people/KH-1100/card/"
    assert "This is your own card: it ends your own PIN" in _text(client, own)
    asked = client.send(own, {"act": act, "seen": "1"})
    assert asked.status_code == 403
    assert 'name="confirm-pin"' in asked.get_data(as_text=True)
    assert client.send(own, {"act": act, "seen": "1", "confirm-pin": "135790"}).status_code == 422
    held = _person("KH-1100")
    assert held is not None
    assert held.pin_hash is not None
    assert client.send(own, {"act": act, "seen": "1", "confirm-pin": PIN}).status_code == 200
    assert client.get("/en/me/").status_code == 302, "signed out here, too"


def test_an_own_card_that_cannot_be_drawn_is_shown_as_a_code_at_once(
    client: StrictClient, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> bytes:
        raise pdf.PdfBrokenError("U+1F600")

    client.sign_in("KH-1100")
    monkeypatch.setattr(pdf, "render", broken)
    data = {"act": "card", "seen": "1", "confirm-pin": PIN}
    answer = client.send("/en/people/KH-1100/card/", data).get_data(as_text=True)
    [address] = re.findall(r'value="http://localhost(/km/card/[^"]+)"', answer)
    assert client.send(address, {"pin": "804159", "again": "804159"}).status_code == 303


def test_the_page_of_cards_says_what_is_true_of_those_who_were_named(
    client: StrictClient, people: People
) -> None:
    people.ratana.pin_hash = None
    session.commit()
    client.sign_in("KH-1100")
    stranger = _text(client, "/en/people/cards/?number=TH-1001")
    assert "Nobody is found here." in stranger
    assert "Everybody here has" not in stranger
    some = _text(client, "/en/people/cards/?number=KH-1001&number=KH-1002&number=KH-1100")
    assert "Not for these, who have a PIN or an open card:" in some
    assert "សុខា" in some.partition("Not for these")[2]
    assert "Not for yourself" in some
    nobody = _text(client, "/en/people/cards/?ticked=1")
    assert "Nobody was ticked." in nobody
    assert 'name="ticked"' in _text(client, LIST)


def test_a_sheet_is_for_those_who_need_one(chan: StrictClient, people: People) -> None:
    people.sokha.pin_hash = people.ratana.pin_hash = None
    session.commit()
    page = _text(chan, "/en/people/cards/?branch=KH-12")
    assert re.findall(r'name="number" value="([^"]+)"', page) == ["KH-1002", "KH-1001"]
    sheet = chan.send(
        "/en/people/cards.pdf",
        {"number": ["KH-1001", "KH-1002"]},
        form="/en/people/cards/?branch=KH-12",
    )
    assert (sheet.status_code, sheet.mimetype) == (200, "application/pdf")
    text = pdfs.text_of(sheet.data)
    assert text.count("\f") == 1
    for piece in ("សុខា", "KH-1001", "រតនា", "KH-1002", "localhost"):
        assert piece in text
    assert "Everybody here has a PIN or an open card." in _text(chan, "/en/people/cards/?branch=KH-12")
    again = chan.send("/en/people/cards.pdf", {"number": ["KH-1001", "KH-1002"]}, form=NEW)
    assert again.status_code == 422, "a second tap makes no second cards"
    assert session.scalar(select(func.count()).select_from(Card)) == 2


def test_a_lost_file_of_cards_has_its_way_to_new_ones(chan: StrictClient, people: People) -> None:
    people.sokha.pin_hash = people.ratana.pin_hash = None
    session.commit()
    page = _text(chan, "/en/people/cards/?branch=KH-12")
    (way,) = re.findall(r'<a href="([^"]+)">The file is lost', page)
    first = chan.send("/en/people/cards.pdf", {"number": ["KH-1001", "KH-1002"]}, form=NEW)
    assert first.status_code == 200
    anew = _text(chan, html.unescape(way))
    assert re.findall(r'name="number" value="([^"]+)"', anew.partition("New cards for")[2]) == [
        "KH-1002",
        "KH-1001",
    ]
    form = {"number": ["KH-1001", "KH-1002"], "again": "1", "newest": _fields(anew)["newest"]}
    assert chan.send("/en/people/cards.pdf", form, form=NEW).status_code == 200


def test_a_second_press_a_moment_later_ends_no_card_that_was_just_made(
    client: StrictClient, people: People
) -> None:
    address, numbers = "/en/people/cards/?number=KH-1001&number=KH-1002&again=1", ["KH-1001", "KH-1002"]
    still_open = select(Card.id).where(Card.revoked_at.is_(None)).order_by(Card.id)
    with clock.frozen(datetime(2026, 11, 28, 3, 31, 5, tzinfo=UTC)):
        client.sign_in("KH-1200")
        form = {"number": numbers, "again": "1", "newest": _fields(_text(client, address))["newest"]}
        first = client.send("/en/people/cards.pdf", form, form=NEW)
        assert first.headers["Content-Disposition"] == "attachment; filename=cards-2026-11-28-10-31-05.pdf"
        made = session.scalars(still_open).all()
        assert len(made) == 2
        for unread in ({}, {"newest": ""}, {"newest": "9" * 10}):
            second = client.send("/en/people/cards.pdf", {**form, **unread}, form=NEW)
            assert second.status_code == 422
            assert "Please use those." in second.get_data(as_text=True)
            assert session.scalars(still_open).all() == made
        known = _fields(second.get_data(as_text=True))[
            "newest"
        ]  # the page that says so: the file may be lost
        assert client.send("/en/people/cards.pdf", {**form, "newest": known}, form=NEW).status_code == 200


def test_a_page_below_a_forms_own_address_leads_to_pages_in_other_languages(
    chan: StrictClient, people: People
) -> None:
    token = chan.token(NEW)
    for before, there in (
        ("http://localhost/en/people/cards/?branch=KH-12", "/km/people/cards/?branch=KH-12"),
        ("http://elsewhere.example/en/people/", "/km/"),
        ("http://localhost/en/people/cards.pdf", "/km/"),
    ):
        form = {"csrf_token": token, "number": "KH-9"}
        refused = chan.post("/en/people/cards.pdf", data=form, headers={"Referer": before})
        assert refused.status_code == 422
        (address,) = re.findall(r'<a href="([^"]+)" lang="km"', refused.get_data(as_text=True))
        assert address == there
        assert chan.get(address).status_code == 200


def test_others_write_while_cards_are_drawn(
    chan: StrictClient, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []

    def draw(*args: object, **kwargs: object) -> bytes:
        """Ratana changes her language meanwhile, on a connection of its own that waits for nobody."""
        with db.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA busy_timeout=0").close()
            else:
                connection.exec_driver_sql("SET lock_timeout = 1")
            changed = connection.execute(
                update(Person).where(Person.number == "KH-1001").values(language="en")
            )
            drawn.append(changed.rowcount)
            connection.commit()
            connection.invalidate()  # its settings are nobody else's
        return b"%PDF-1.7"

    monkeypatch.setattr(pdf, "render", draw)
    sheet = chan.send("/en/people/cards.pdf", {"number": "KH-1001", "again": "1"}, form=NEW)
    card = chan.send(f"{SOKHA}card/", {"act": "card", "seen": "1"}, form=f"{SOKHA}card/")
    assert (sheet.status_code, card.status_code, drawn) == (200, 200, [1, 1])


def test_cards_that_could_not_be_drawn_are_made_again_for_the_same_people(
    chan: StrictClient, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.sokha.pin_hash = None
    session.commit()

    def broken(*args: object, **kwargs: object) -> bytes:
        raise pdf.PdfBrokenError("U+1F600")

    with monkeypatch.context() as patched:
        patched.setattr(pdf, "render", broken)
        answer = chan.send("/en/people/cards.pdf", {"number": "KH-1001"}, form=NEW)
        alone = chan.send(f"{SOKHA}card/", {"act": "card", "seen": "1"}, form=f"{SOKHA}card/")
    page = answer.get_data(as_text=True)
    for said in (answer, alone):
        assert said.status_code == 500
        assert "Earlier cards and PINs have stopped working" in said.get_data(as_text=True)
    assert re.findall(r'name="number" value="([^"]+)"', page.partition("New cards for")[2]) == ["KH-1001"]
    newest = _fields(_text(chan, "/en/people/cards/?number=KH-1001&again=1"))["newest"]
    form = {"number": "KH-1001", "again": "1", "newest": newest}
    sheet = chan.send("/en/people/cards.pdf", form, form=NEW)
    assert (sheet.status_code, sheet.mimetype) == (200, "application/pdf")
    still_open = select(func.count()).select_from(Card).where(Card.revoked_at.is_(None))
    assert session.scalar(still_open) == 1


def test_more_cards_than_fit_are_refused(
    chan: StrictClient, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards_views, "MOST_CARDS", 2)
    page = _text(chan, "/en/people/cards/?branch=khm&again=1")
    assert "These are more than fit" in page
    answer = chan.send("/en/people/cards.pdf", {"branch": "khm", "again": "1"}, form=NEW)
    assert answer.status_code == 422
    assert "more than 2 cards" in answer.get_data(as_text=True)
    assert "Nobody is found here." in _text(chan, "/en/people/cards/?number=nobody&again=1")
    assert "Nobody here needs a card" in chan.send("/en/people/cards.pdf", form=NEW).get_data(as_text=True)


# --- units --------------------------------------------------------------------------------------------------


def test_branches_are_counted_and_set_up_from_the_files(chan: StrictClient, people: People) -> None:
    page = _text(chan, "/en/people/units/")
    assert "Phnom Penh" in page
    assert re.search(r'<td class="figure">5</td>', page), "the Society with its branches"
    assert "Not set up yet" in page
    for _ in range(2):
        answer = chan.send("/en/people/units/", {"society": "khm"}, form=NEW)
        assert answer.status_code == 303
    page = _text(chan, answer.location)
    assert "Cambodian Red Cross is set up with all its branches." in page
    assert "Not set up yet" not in page
    assert "is set up" not in _text(chan, "/en/people/units/?done=tha")
    assert 'value="KH-1"' in _text(chan, NEW)


def test_bopha_sets_nothing_up(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1100")
    assert "Not set up yet" not in _text(client, "/en/people/units/")
    assert client.send("/en/people/units/", form=f"{SOKHA}card/").status_code == 403


def test_links_of_a_card_live_for_two_weeks(people: People) -> None:
    sign_in.issue_card(people.sokha, actor=people.bopha, life=sign_in.LINK_LIFE)
    card = open_cards.open_card_of(people.sokha)
    assert card is not None
    assert (card.expires_at - card.issued_at).days == 14


# --- what two officers do ------------------------------------------------------------------------------------


def test_after_a_conflict_only_what_chan_typed_is_saved(chan: StrictClient, people: People) -> None:
    edit = f"{SOKHA}edit/"
    first = second = _fields(_text(chan, edit))
    chan.post(edit, data={**first, "phone": "012 345 678", "birth_year": "1990"})
    page = chan.post(edit, data={**second, "latin_name": "Sokha Chan", "birth_year": "1991"}).get_data(
        as_text=True
    )
    assert "What was saved meanwhile: 1990" in page
    assert 'value="+85512345678"' in page  # theirs, which Chan has not touched
    chosen = {**_fields(page), "use-birth_year": "theirs"}
    done = chan.post(edit, data=chosen)
    assert done.status_code == 303
    sokha = _person("KH-1001")
    assert sokha is not None
    assert (sokha.latin_name, sokha.phone, sokha.birth_year) == ("Sokha Chan", "+85512345678", 1990)


def test_saved_is_said_after_an_edit_and_a_move(chan: StrictClient, people: People) -> None:
    edit = f"{SOKHA}edit/"
    done = chan.post(edit, data={**_fields(_text(chan, edit)), "phone": "012 345 678"})
    assert "Your changes were saved." in _text(chan, done.location)
    moved = chan.send(f"{SOKHA}move/", {"unit": "khm", "version": "1"})
    assert "This person was moved to another branch." in _text(chan, moved.location)


def test_a_number_that_is_taken_is_said_on_its_field(chan: StrictClient, people: People) -> None:
    edit = f"{SOKHA}edit/"
    answer = chan.post(edit, data={**_fields(_text(chan, edit)), "number": "kh 1002"})
    page = answer.get_data(as_text=True)
    assert (answer.status_code, 'role="alert" id="number-error"' in page) == (422, True)
    done = chan.post(edit, data={**_fields(page), "number": "KH-2001"})
    assert (done.status_code, done.location) == (303, "/en/people/KH-2001/?done=edit")
    assert "KH-1001" in _text(chan, done.location)  # which number it was until today


def test_a_birth_year_out_of_range_is_refused_with_the_range(chan: StrictClient, people: People) -> None:
    page = chan.send(NEW, {**VANNA, "birth_year": "1850"}).get_data(as_text=True)
    assert re.search("The year of birth must lie between 19[0-9]{2} and 20[0-9]{2}", page)
    thai = chan.send(NEW.replace("/en/", "/th/"), {**VANNA, "birth_year": "1850"}).get_data(as_text=True)
    assert re.search("ปีเกิดต้องอยู่ระหว่าง พ.ศ. 24[0-9]{2} ถึง 25[0-9]{2}", thai)


def test_a_missing_latin_name_is_printed_nowhere(chan: StrictClient, people: People) -> None:
    done = chan.send(NEW, {**VANNA, "latin_name": ""})
    assert done.status_code == 303
    for page in (done.location, LIST, "/en/people/KH-2001/edit/", "/en/records/"):
        assert _text(chan, page).count("វណ្ណា") >= 1
        assert '<span lang="en"></span>' not in _text(chan, page)
    vanna = _person("KH-2001")
    assert vanna is not None
    assert (vanna.latin_name, vanna.name_key) == ("", "វណ្ណា")


def test_merging_offers_each_field_that_differs(chan: StrictClient, people: People) -> None:
    people.ratana.phone, people.ratana.birth_year, people.sokha.birth_year = "+85512345678", 1990, 1991
    session.commit()
    page = _text(chan, f"{SOKHA}merge/?with=KH-1002")
    assert 'name="take-language"' not in page
    assert re.search('name="take-phone" value="KH-1002" checked', page)
    assert re.search('name="take-birth_year" value="KH-1001" checked', page)
    given = {"act": "merge", "other": "KH-1002", "keep": "KH-1001", "reason": "the same"}
    taken = {"take-phone": "KH-1002", "take-birth_year": "KH-1002", "take-name": "KH-1001"}
    assert (
        chan.send(f"{SOKHA}merge/", {**given, **taken}, form=f"{SOKHA}merge/?with=KH-1002").status_code == 303
    )
    sokha = _person("KH-1001")
    assert sokha is not None
    assert (sokha.name, sokha.phone, sokha.birth_year) == ("សុខា", "+85512345678", 1990)
    page = _text(chan, f"{SOKHA}merge/")
    assert "From KH-1002 came: Phone. It goes back to KH-1002, and KH-1001 has none" in page
    assert "KH-1001 keeps what was taken from KH-1002: Year of birth." in page


def test_before_a_merge_is_undone_the_page_says_that_a_taken_name_stays(
    chan: StrictClient, people: People
) -> None:
    given = {"other": "KH-1002", "keep": "KH-1001", "reason": "the same", "take-latin_name": "KH-1002"}
    chan.send(f"{SOKHA}merge/", given, form=f"{SOKHA}merge/?with=KH-1002")
    page = _text(chan, f"{SOKHA}merge/")
    assert "KH-1001 keeps what was taken from KH-1002: Name in Latin letters." in page
    assert page.index("keeps what was taken") < page.index('value="undo"')


def test_a_phone_and_an_address_that_came_by_a_merge_go_back_when_it_is_undone(
    chan: StrictClient, people: People
) -> None:
    """A reminder to Sokha would reach Ratana, and Ratana would sign in as Sokha."""
    people.ratana.phone, people.ratana.email = "+85512345678", "ratana@example.org"
    people.sokha.phone = "+85512000111"
    session.commit()
    given = {"other": "KH-1002", "keep": "KH-1001", "reason": "the same"}
    taken = {"take-phone": "KH-1002", "take-email": "KH-1002", "take-name": "KH-1001"}
    chan.send(f"{SOKHA}merge/", {**given, **taken}, form=f"{SOKHA}merge/?with=KH-1002")
    assert people.sokha.email == "ratana@example.org"
    [merge_id] = session.scalars(select(Merge.id)).all()
    chan.send(f"{SOKHA}merge/", {"act": "undo", "merge": str(merge_id)}, form=NEW)
    session.expire_all()
    assert [people.sokha.phone, people.sokha.email] == [None, None]
    assert (people.ratana.phone, people.ratana.email) == ("+85512345678", "ratana@example.org")


def test_before_two_are_merged_the_page_says_which_phone_goes_for_good(
    chan: StrictClient, people: People
) -> None:
    """After parting, the record that was kept had no phone, and nobody had said so."""
    people.sokha.phone, people.ratana.phone = "+85512000111", "+85512345678"
    people.ratana.email = "ratana@example.org"  # Sokha has none: nothing goes
    session.commit()
    goes = "goes, and does not come back when you undo the merge."
    page = _text(chan, f"{SOKHA}merge/?with=KH-1002")
    assert f"If you choose this, +85512000111 of KH-1001 {goes}" in page
    assert page.count(goes) == 1
    hint = 'name="take-phone" value="KH-1002" aria-describedby="take-phone-goes"'
    assert hint in page
    assert 'id="take-phone-goes"' in page
    # The other record stays: it is the other phone that would go.
    given = {
        "act": "merge",
        "other": "KH-1002",
        "keep": "KH-1002",
        "reason": "the same",
        "proposed": "KH-1001",
    }
    again = chan.send(f"{SOKHA}merge/", given, form=f"{SOKHA}merge/?with=KH-1002").get_data(as_text=True)
    assert f"If you choose this, +85512345678 of KH-1002 {goes}" in again
    assert again.count(goes) == 1


def test_a_merge_with_an_own_record_is_refused_before_the_form(chan: StrictClient, people: People) -> None:
    page = _text(chan, f"{SOKHA}merge/?with=KH-1200", 422)
    assert "This is your own record." in page
    assert "Which record stays" not in page


def test_whoever_is_added_with_a_title_is_said_to_be_added(chan: StrictClient) -> None:
    added = chan.send(NEW, {**VANNA, "latin_name": "Ms Vanna"})
    assert "The person was added." in _text(chan, str(added.location))


def test_a_phone_that_was_written_down_since_stays_when_a_merge_is_undone(
    chan: StrictClient, people: People
) -> None:
    people.ratana.phone = "+85512345678"
    session.commit()
    given = {"other": "KH-1002", "keep": "KH-1001", "reason": "the same", "take-phone": "KH-1002"}
    chan.send(f"{SOKHA}merge/", given, form=f"{SOKHA}merge/?with=KH-1002")
    people.sokha.phone = "+85512000999"
    session.commit()
    assert "goes back to" not in _text(chan, f"{SOKHA}merge/")
    [merge_id] = session.scalars(select(Merge.id)).all()
    chan.send(f"{SOKHA}merge/", {"act": "undo", "merge": str(merge_id)}, form=NEW)
    session.expire_all()
    assert people.sokha.phone == "+85512000999"


def test_the_proposed_values_follow_the_record_that_stays(chan: StrictClient, people: People) -> None:
    """Who chose the other record took on everything of this one, unseen."""
    page = _text(chan, f"{SOKHA}merge/?with=KH-1002")
    assert page.index('name="keep"') < page.index('name="take-name"')
    assert re.search('name="take-name" value="KH-1001" checked', page)
    proposed = {"take-name": "KH-1001", "take-latin_name": "KH-1001", "proposed": "KH-1001"}
    given = {"act": "merge", "other": "KH-1002", "keep": "KH-1002", "reason": "the same"}
    again = chan.send(f"{SOKHA}merge/", {**given, **proposed}, form=f"{SOKHA}merge/?with=KH-1002")
    page = again.get_data(as_text=True)
    assert again.status_code == 422
    assert "KH-1002 stays: the values below are now proposed from it." in page
    assert re.search('name="take-name" value="KH-1002" checked', page)
    assert ">\nthe same</textarea>" in page
    looked = dict(re.findall('name="(take-[a-z_]+)" value="([^"]+)" checked', page))
    done = chan.send(f"{SOKHA}merge/", {**given, **looked, "proposed": "KH-1002"}, form=NEW)
    assert done.status_code == 303
    session.expire_all()
    assert people.ratana.name == "រតនា"


@pytest.mark.parametrize(("language", "year"), [("en", "1992"), ("th", "2535")])
def test_merging_shows_a_year_of_birth_as_its_reader_counts_it(
    chan: StrictClient, people: People, language: str, year: str
) -> None:
    people.sokha.birth_year, people.ratana.birth_year = 1992, 1990
    session.commit()
    page = _text(chan, f"/{language}/people/KH-1001/merge/?with=KH-1002")
    assert f"<span>{year}</span>" in page


def test_the_foot_of_staff_pages_says_which_version_this_is(client: StrictClient, people: People) -> None:
    """Who reports a fault can name it; a reader of lessons has no use for it."""
    client.sign_in("KH-1200")
    assert f"Sala {program_version()}" in client.get("/en/people/").get_data(as_text=True)
    assert f"Sala {program_version()}" not in client.get("/en/modules/").get_data(as_text=True)


def test_the_year_of_birth_is_counted_as_other_years_are_and_stays_the_same_year(
    chan: StrictClient, people: People
) -> None:
    people.sokha.birth_year = 1992
    session.commit()
    address = f"/th/people/{people.sokha.number}/"
    assert "<dd>2535</dd>" in chan.get(address).get_data(as_text=True)
    assert "<dd>1992</dd>" in chan.get(address.replace("/th/", "/km/")).get_data(as_text=True)
    edit = f"{address}edit/"
    form = _fields(chan.get(edit).get_data(as_text=True))
    assert form["birth_year"] == "2535"
    assert chan.post(edit, data={**form, "latin_name": "Sokha Chan"}).status_code == 303
    session.expire_all()
    assert (people.sokha.latin_name, people.sokha.birth_year) == ("Sokha Chan", 1992)
    page = chan.post(edit, data={**form, "birth_year": "1850"}).get_data(as_text=True)
    assert re.search("25[0-9]{2}", page)


# --- what of a form is not stored ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "name"), [("นางบุญเรือน จันทร์หอม", "บุญเรือน จันทร์หอม"), ("ນາງ ບຸນເລື່ອນ ສີສະຫວັດ", "ບຸນເລື່ອນ ສີສະຫວັດ")]
)
def test_a_title_that_chan_types_is_not_stored_and_that_is_said(
    chan: StrictClient, typed: str, name: str
) -> None:
    answer = chan.send(NEW, {**VANNA, "name": typed, "latin_name": "Mrs. Bun"})
    assert answer.status_code == 303
    assert "The title before the name is not stored" in _text(chan, answer.location)
    vanna = _person("KH-2001")
    assert vanna is not None
    assert (vanna.name, vanna.latin_name) == (name, "Bun")


def test_a_monk_keeps_his_name_in_the_form(chan: StrictClient) -> None:
    answer = chan.send(NEW, {**VANNA, "name": "พระมหาวิเชียร ฐิตธมฺโม"})
    assert "not stored" not in _text(chan, answer.location)
    vanna = _person("KH-2001")
    assert vanna is not None
    assert vanna.name == "พระมหาวิเชียร ฐิตธมฺโม"
    again = chan.send(NEW, {**VANNA, "number": "KH-2002", "phone": "", "email": "", "name": "วิเชียร ฐิตธมฺโม"})
    assert again.status_code == 422  # he is found without what he is called, too
    assert "KH-2001" in again.get_data(as_text=True)


def test_a_name_that_was_stored_with_a_title_stays_until_somebody_changes_it(chan: StrictClient) -> None:
    sokha = _person("KH-1001")
    assert sokha is not None
    sokha.name = "นาง ตัวอย่าง"
    session.commit()
    edit = f"{SOKHA}edit/"
    form = {"number": "KH-1001", "latin_name": "", "language": "km", "sex": "", "version": str(sokha.version)}
    answer = chan.send(edit, {**form, "name": "นาง ตัวอย่าง", "email": "s@example.org"})
    assert "not stored" not in _text(chan, answer.location)
    sokha = _person("KH-1001")
    assert sokha is not None
    assert sokha.name == "นาง ตัวอย่าง"
    answer = chan.send(edit, {**form, "name": "นาง ตัวอย่าง ใจดี", "version": str(sokha.version)})
    assert "The title before the name is not stored" in _text(chan, answer.location)
    sokha = _person("KH-1001")
    assert sokha is not None
    assert sokha.name == "ตัวอย่าง ใจดี"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("012 345 678 / 012 345 679", "Only the first phone is kept."),
        ("012 345 678 (wife)", "Only the number is kept, not the words beside it."),
        ("012 345 678 ext. 12", "Only the number is kept: an extension cannot be stored."),
    ],
)
def test_what_stands_beside_a_phone_in_the_form_is_left_out_and_that_is_said(
    chan: StrictClient, typed: str, sentence: str
) -> None:
    answer = chan.send(NEW, {**VANNA, "phone": typed})
    assert answer.status_code == 303
    assert sentence in _text(chan, answer.location)
    assert "wife" not in _text(chan, answer.location)
    vanna = _person("KH-2001")
    assert vanna is not None
    assert vanna.phone == "+85512345678"


SHARED = "Somebody of yours has the same phone. A family may share one; please look whether it is right."


def test_chan_is_told_of_a_phone_that_somebody_of_theirs_has(chan: StrictClient, people: People) -> None:
    people.ratana.phone, people.dao.phone = "+85512345678", "+85512345679"
    session.commit()
    added = chan.send(NEW, {**VANNA, "sure": str(people.ratana.id)})
    assert added.status_code == 303
    assert SHARED in _text(chan, added.location)
    # What was there before is nothing new; another number is looked at again.
    edit = f"{LIST}KH-2001/edit/"
    typed = {name: VANNA[name] for name in VANNA if name != "unit"}
    for phone, is_said in (("012 345 678", False), ("012 345 679", False), ("012345678", True), ("", False)):
        version = re.search(r'name="version"[^>]*value="(\d+)"', _text(chan, edit))
        assert version is not None
        saved = chan.send(edit, {**typed, "phone": phone, "version": version[1]})
        assert saved.status_code == 303
        assert (SHARED in _text(chan, saved.location)) == is_said, phone
    # A record that was merged into theirs is nobody else.
    people.ratana.merged_into_id = people_queries.person_by_number("KH-2001").id  # type: ignore[union-attr]
    session.commit()
    version = re.search(r'name="version"[^>]*value="(\d+)"', _text(chan, edit))
    assert version is not None
    saved = chan.send(edit, {**typed, "version": version[1]})
    assert SHARED not in _text(chan, saved.location)


def test_what_somebody_may_not_do_is_said_before_the_form(chan: StrictClient, people: People) -> None:
    assert "/en/people/KH-1200/active/" not in _text(chan, "/en/people/KH-1200/")
    own = _text(chan, "/en/people/KH-1200/active/")
    assert "You cannot end your own account." in own
    assert "deactivate" not in own
    people_service.give_role(people.noy, "admin", people_queries.unit_by_code("mekong"), actor=None)
    session.commit()
    edit = _text(chan, "/en/people/KH-1300/edit/")
    assert "holds a role that you cannot give" in edit
    assert 'name="latin_name"' not in edit


GLUED = "Is คุณ a title here?"


def test_chan_is_asked_whether_a_khun_before_a_name_belongs_to_it(chan: StrictClient, people: People) -> None:
    asked = chan.send(NEW, {**VANNA, "name": "คุณวิภา"})
    page = html.unescape(asked.get_data(as_text=True))
    assert (asked.status_code, GLUED in page) == (422, True)
    assert 'name="whole_name" value="คุณวิภา">' in page
    other = chan.send(NEW, {**VANNA, "name": "คุณมานี", "whole_name": "คุณวิภา"})  # said of another name
    assert (other.status_code, _person("KH-2001")) == (422, None)
    kept = chan.send(NEW, {**VANNA, "name": "คุณวิภา", "whole_name": "คุณวิภา", "birth_year": "98"})
    page = html.unescape(kept.get_data(as_text=True))
    assert (GLUED in page, 'value="คุณวิภา" checked>' in page) == (False, True)  # what was said stays said
    assert chan.send(NEW, {**VANNA, "name": "คุณวิภา", "whole_name": "คุณวิภา"}).status_code == 303
    vanna = _person("KH-2001")
    assert vanna is not None
    assert vanna.name == "คุณวิภา"
    edit = "/en/people/KH-2001/edit/"
    saved = chan.post(edit, data={**_fields(_text(chan, edit)), "phone": ""})
    assert saved.status_code == 303  # nobody is asked again about what is stored
    again = chan.post(edit, data={**_fields(_text(chan, edit)), "name": "คุณมานี"})
    assert (again.status_code, GLUED in html.unescape(again.get_data(as_text=True))) == (422, True)


@pytest.mark.parametrize(("typed", "stored"), [("คุณ วิภา", "วิภา"), ("คุณากร", "คุณากร")])
def test_nobody_is_asked_about_a_title_that_stands_apart_or_a_word_that_is_none(
    chan: StrictClient, people: People, typed: str, stored: str
) -> None:
    assert chan.send(NEW, {**VANNA, "name": typed}).status_code == 303
    vanna = _person("KH-2001")
    assert vanna is not None
    assert vanna.name == stored


# --- cards of colleagues ------------------------------------------------------------------------------------------


def test_bopha_makes_neither_card_nor_link_for_another_trainer(client: StrictClient, people: People) -> None:
    people_service.give_role(
        people.ratana, "trainer", people_queries.unit_by_code("KH-12"), actor=people.chan
    )
    session.commit()
    client.sign_in("KH-1100")
    page = _text(client, "/en/people/KH-1002/card/")
    assert "This person holds a role that you cannot give. HR of their Society can do this." in page
    assert 'value="link"' not in page
    for act in ("card", "link"):
        answer = client.send(
            "/en/people/KH-1002/card/", {"act": act, "seen": "1"}, form="/en/people/KH-1001/card/"
        )
        assert (answer.status_code, session.scalar(select(func.count()).select_from(Card))) == (422, 0)
    sheet = _text(client, "/en/people/cards/?branch=KH-12&again=1")
    assert "Not for these, who hold a role that you cannot give:" in sheet
    assert 'name="number" value="KH-1002"' not in sheet
    assert 'name="number" value="KH-1001"' in sheet
