"""Volunteer numbers and phones across Societies: each Society has its own numbers, families share phones."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from lms.accounts import personal_data
from lms.accounts.domain import pins, volunteer_numbers
from lms.accounts.models import FormerNumber, Person
from lms.accounts.queries import people as people_queries
from lms.accounts.queries import sign_in_candidates
from lms.accounts.services import bulk, person_changes, roles
from lms.accounts.services import people as people_service
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Unit
from lms.accounts.services.person_changes import particulars_of
from lms.audit import AuditLine
from lms.clock import now
from lms.db import session
from lms.errors import RuleBroken
from tests.client import StrictClient
from tests.people import PIN, SECRET, People

SIGN_IN = "/en/sign-in/"


def _settle(number: str, unit: Unit, pin: str = "", phone: str = "", name: str = "Dara") -> Person:
    made = people_service.create_person(
        people_service.Particulars(number=number, name=name, latin_name="", language="en", phone=phone),
        unit,
        actor=None,
    )
    made.pin_hash = pins.hashed(pin, SECRET) if pin else None
    session.flush()
    return made


@pytest.mark.parametrize(
    ("typed", "stored", "key"),
    [
        ("kh0001", "KH0001", "KH0001"),
        (" KH  0001 ", "KH 0001", "KH0001"),
        ("KH–0001", "KH-0001", "KH0001"),
        ("kh - ០០០១", "KH-0001", "KH0001"),
        ("KH−๐๐๐๑", "KH-0001", "KH0001"),
        ("ＫＨ－２００８", "KH-2008", "KH2008"),  # the wide letters of a keyboard of East Asia
        ("12/2565", "12/2565", "12/2565"),
        ("12~2565", "12~2565", "12/2565"),
        ("000123", "000123", "000123"),
        ("-", "", ""),
        ("…", "…", ""),
    ],
)
def test_a_number_is_stored_tidily_and_compared_without_dashes_and_spaces(
    typed: str, stored: str, key: str
) -> None:
    assert (volunteer_numbers.tidy(typed), volunteer_numbers.key_of(typed)) == (stored, key)


@pytest.mark.parametrize(
    ("number", "broken"),
    [
        ("KH-0006", None),
        ("12/2565", None),
        ("ស-១២", None),
        ("KHM:KH-0006", "number-colon"),
        ("PP:0012", "number-colon"),
        ("PP\uff1a0012", "number-colon"),
        (":5", "number-colon"),
        ("5:", "number-colon"),
        (":", "number-missing"),
        ("", "number-missing"),
        ("K" * 40, None),
        ("K" * 41, "too-long"),
    ],
)
def test_what_a_number_may_hold(number: str, broken: str | None) -> None:
    if broken is None:
        assert volunteer_numbers.checked(number) == number
    else:
        with pytest.raises(RuleBroken, match=broken) as refused:
            volunteer_numbers.checked(number)
        assert refused.value.field == "number"


def test_who_types_a_colon_is_told_what_to_write_instead() -> None:
    with pytest.raises(RuleBroken) as refused:
        volunteer_numbers.checked("PP:0012")
    assert refused.value.values == {"number": "PP:0012", "instead": "PP-0012"}


@pytest.mark.parametrize(
    ("typed", "society", "number"),
    [
        ("KH-0006", "", "KH-0006"),
        ("khm:KH-0006", "khm", "KH-0006"),
        (" KHM :KH-0006", "khm", "KH-0006"),
        ("khm:khm:KH-0006", "khm", "khm:KH-0006"),
        ("PP:0012", "", "PP:0012"),  # no Society: a part of the number
        ("khm:PP:0012", "khm", "PP:0012"),
        (":khm:KH-0006", "", "khm:KH-0006"),
        ("khm:", "", "khm:"),
    ],
)
def test_a_society_in_a_reference_is_one_that_there_is(typed: str, society: str, number: str) -> None:
    assert volunteer_numbers.read_reference(typed, {"khm", "tha"}) == (society, number)


@pytest.mark.parametrize("number", ["KH-0006", "12/2565", "PP:0012", "khm:KH-0006", ":5"])
def test_an_address_names_the_number_that_it_was_made_of_and_no_other(number: str) -> None:
    read = volunteer_numbers.read_reference(volunteer_numbers.in_address(number), {"khm"})
    assert (read.society, volunteer_numbers.key_of(read.number)) == ("", volunteer_numbers.key_of(number))


def _settle_before_the_rule(number: str, unit: Unit, name: str) -> Person:
    """Somebody whose number an earlier version has stored."""
    made = _settle("to-be-changed", unit, name=name)
    made.number = number
    session.flush()
    return made


def test_nobody_gets_a_number_with_a_colon(people: People) -> None:
    with pytest.raises(RuleBroken, match="number-colon"):
        _settle("khm:KH-1001", people.sokha.unit)
    given = replace(particulars_of(people.sokha), number="PP:0012")
    with pytest.raises(RuleBroken, match="number-colon"):
        person_changes.edit_person(people.sokha, given, actor=people.chan)
    with pytest.raises(RuleBroken, match="number-colon"):
        person_changes.move_person(people.sokha, people.malee.unit, actor=None, number="PP:0012")
    row = bulk.NewPerson(
        people_service.Particulars(number="PP:0012", name="Dara", latin_name="", language="en"),
        people.sokha.unit,
    )
    (made,) = bulk.create_people([row], actor=people.chan)
    assert isinstance(made, RuleBroken)
    assert made.code == "number-colon"


def test_whoever_has_a_colon_in_their_number_already_keeps_it_while_something_else_is_corrected(
    people: People,
) -> None:
    old = _settle_before_the_rule("PP:0012", people.sokha.unit, "Vibol")
    given = replace(particulars_of(old), birth_year=1990)
    assert person_changes.edit_person(old, given, actor=people.chan) == ("birth_year",)
    assert bulk.change_people([bulk.Change(old, {"birth_year": 1991})], actor=people.chan) == [None]
    person_changes.move_person(old, people_queries.unit_by_code("khm"), actor=people.chan)
    assert (old.number, old.birth_year, old.unit.code) == ("PP:0012", 1991, "khm")


def test_dao_uses_a_number_of_the_cambodian_red_cross_and_learns_nothing_of_it(people: People) -> None:
    _settle("000123", people.sokha.unit, phone="+85512000111")
    theirs = _settle("000123", people.malee.unit, phone="+85512000111")
    assert theirs.society == "tha"
    scope = people_service.scope_of(people.dao, "people.read")
    assert people_queries.people_by_number("000 123", scope) == [theirs]


def test_two_numbers_of_a_society_that_differ_in_spelling_alone_are_one(people: People) -> None:
    with pytest.raises(RuleBroken, match="number-taken"):
        _settle("kh 1001", people.chan.unit)


def test_the_database_lets_nobody_stand_in_another_society_than_their_unit(people: People) -> None:
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(update(Person).where(Person.id == people.sokha.id).values(society="tha"))
    values = people_service.name_values("Dara", "", "en")
    row = {
        **values,
        "number": "th-77",
        "language": "th",
        "unit_id": people.malee.unit_id,
        "created_at": now(),
    }
    session.execute(insert(Person), [row])
    stored = session.scalars(select(Person).where(Person.number_key == "TH77")).one()
    assert (stored.number, stored.society) == ("th-77", "tha")


def test_staff_above_the_societies_have_numbers_of_their_own(people: People) -> None:
    region = people_queries.unit_by_code("mekong")
    _settle("KH-1001", region)
    with pytest.raises(RuleBroken, match="number-taken"):
        _settle("kh1001", region)


def test_moving_to_a_society_where_the_number_is_taken_needs_another_number(people: People) -> None:
    _settle("KH-1001", people.malee.unit)
    with pytest.raises(RuleBroken, match="number-taken"):
        person_changes.move_person(people.sokha, people.malee.unit, actor=None)
    assert (people.sokha.society, people.sokha.unit.code) == ("khm", "KH-12")
    person_changes.move_person(people.sokha, people.malee.unit, actor=None, number="th 5")
    assert (people.sokha.number, people.sokha.number_key, people.sokha.society) == ("TH 5", "TH5", "tha")
    assert [one.number for one in person_changes.former_numbers([people.sokha.id])] == ["KH-1001"]


def test_a_merged_record_leads_to_the_one_that_is_kept_unless_somebody_has_the_number_now(
    people: People,
) -> None:
    other = _settle("55", people.malee.unit)
    merges.merge(people.sokha, other, reason="the same", actor=None)
    assert people_queries.people_by_number("55") == [people.sokha]
    new = _settle("55", people.sokha.unit)
    assert people_queries.people_by_number("55") == [new]
    undone = merges.undo_merge(merges.merged_into(people.sokha)[0].id, actor=None)
    assert {one.id for one in people_queries.people_by_number("55")} == {undone.id, new.id}
    assert people_queries.person_by_number("55") is None
    assert people_queries.person_by_number("tha:55") is undone


def test_a_number_is_corrected_and_the_audit_says_so_without_the_number(people: People) -> None:
    given = replace(particulars_of(people.sokha), number="kh 2001")
    assert person_changes.edit_person(people.sokha, given, actor=people.chan) == ("number",)
    assert (people.sokha.number, people.sokha.search_key.split()[:2]) == ("KH 2001", ["kh", "2001"])
    line = session.scalars(select(AuditLine).where(AuditLine.act == "accounts.edit")).one()
    assert line.facts == {"version": 1, "changed": ["number"]}
    former = session.scalars(select(FormerNumber)).one()
    assert (former.person_id, former.number) == (people.sokha.id, "KH-1001")
    assert people_queries.people_by_number("KH-1001") == []
    assert [held.facts.get("number") for held in personal_data.export([people.sokha.id])][:2] == [
        "KH 2001",
        "KH-1001",
    ]
    taken = replace(particulars_of(people.sokha), number="kh1002")
    with pytest.raises(RuleBroken, match="number-taken") as broken:
        person_changes.edit_person(people.sokha, taken, actor=people.chan)
    assert broken.value.field == "number"


# --- signing in ------------------------------------------------------------------------------------------------


def _sign_in(client: StrictClient, identifier: str, pin: str, **more: str) -> tuple[int, str]:
    answer = client.post(
        SIGN_IN, data={"csrf_token": client.token(SIGN_IN), "identifier": identifier, "pin": pin, **more}
    )
    return answer.status_code, answer.get_data(as_text=True)


def test_a_number_of_two_societies_and_a_pin_of_one_are_enough_and_the_device_remembers_nothing(
    client: StrictClient, people: People
) -> None:
    _settle("000123", people.sokha.unit, "918273")
    _settle("000123", people.malee.unit, "564738")
    session.commit()
    assert _sign_in(client, "000 123", "564738")[0] == 303
    assert client.get_cookie("society") is None


def test_the_society_is_asked_only_where_number_and_pin_are_not_enough(
    client: StrictClient, people: People
) -> None:
    for unit in (people.sokha.unit, people.malee.unit):
        _settle("000123", unit, "918273")
    session.commit()
    assert 'name="society"' not in client.get(SIGN_IN).get_data(as_text=True)
    assert 'name="society"' not in _sign_in(client, "000123", "112200")[1]
    status, page = _sign_in(client, "000123", "918273")
    assert (status, 'name="society"' in page) == (422, True)
    assert re.search('value="khm"', page)
    assert _sign_in(client, "000123", "918273", society="tha")[0] == 303
    client.post("/en/sign-out/", data={"csrf_token": client.token("/en/me/")})
    assert _sign_in(client, "000123", "918273")[0] == 303  # the device knows the Society
    client.post("/en/sign-out/", data={"csrf_token": client.token("/en/me/")})
    client.sign_in("KH-1001")
    cookie = client.get_cookie("society")
    assert cookie is not None
    assert cookie.value == "khm", "once it knows one, it is that of who came last"


def test_a_family_shares_a_phone_and_the_pin_says_who_it_is(client: StrictClient, people: People) -> None:
    people.sokha.phone = "+85512345678"
    _settle("KH-7", people.sokha.unit, "918273", phone="+85512345678")
    session.commit()
    assert _sign_in(client, "012 345 678", "918273")[0] == 303


def test_a_family_with_one_phone_and_one_pin_is_asked_for_the_number(
    client: StrictClient, people: People
) -> None:
    people.sokha.phone = people.ratana.phone = "+85512345678"
    session.commit()
    status, page = _sign_in(client, "012 345 678", PIN)
    assert (status, "volunteer number" in page, 'name="society"' in page) == (422, True, False)


@pytest.mark.parametrize("typed", ["kh1001", "KH 1001", "KH–1001", "KH-១០០១"])
def test_sokha_signs_in_however_she_writes_her_number(
    client: StrictClient, people: People, typed: str
) -> None:
    assert _sign_in(client, typed, PIN)[0] == 303


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_without_a_pin_that_fits_every_try_is_the_same_work(count: int) -> None:
    compared: list[str] = []

    def fits(kept: str) -> bool:
        compared.append(kept)
        return False

    assert sign_in_candidates.fitting_places(["x"] * count, fits, "nobody") == []
    assert len(compared) == sign_in_candidates.MOST_COMPARED


@pytest.mark.parametrize(
    ("societies", "places", "society", "opens"),
    [
        (["khm"], [], "", None),
        (["khm", "tha"], [1], "khm", 1),
        (["khm", "tha"], [0, 1], "tha", 1),
        (["khm", "tha"], [0, 1], "", "which-society"),
        (["khm", "khm"], [0, 1], "khm", "which-number"),
        (["khm", "khm", "tha"], [0, 1, 2], "tha", 2),
    ],
)
def test_which_account_opens_by_the_pins_that_fit(
    societies: list[str], places: list[int], society: str, opens: int | str | None
) -> None:
    if isinstance(opens, str):
        with pytest.raises(RuleBroken, match=opens):
            sign_in_candidates.decide(societies, places, society)
    else:
        assert sign_in_candidates.decide(societies, places, society) == opens


# --- pages -----------------------------------------------------------------------------------------------------


def test_an_officer_above_two_societies_is_asked_whom_a_number_means(
    client: StrictClient, people: People
) -> None:
    roles.give_role(people.noy, "admin", people_queries.unit_by_code("mekong"), actor=None)
    _settle("KH-1001", people.malee.unit, name="Anong")
    session.commit()
    client.sign_in("KH-1300")
    asked = client.get("/en/people/KH-1001/")
    page = asked.get_data(as_text=True)
    assert asked.status_code == 300
    assert '"/en/people/tha:KH-1001/"' in page
    theirs = client.get("/en/people/tha:KH-1001/").get_data(as_text=True)
    assert "Anong" in theirs
    assert '"/en/people/tha:KH-1001/edit/"' in theirs


def test_a_number_with_a_slash_has_a_page(client: StrictClient, people: People) -> None:
    _settle("12/2565", people.sokha.unit, name="Sothea")
    session.commit()
    client.sign_in("KH-1200")
    assert "/en/people/12~2565/" in client.get("/en/people/").get_data(as_text=True)
    assert "12/2565" in client.get("/en/people/12~2565/").get_data(as_text=True)


def test_a_number_that_begins_like_a_reference_is_refused_on_its_field(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1200")
    typed = {"number": "khm:KH-1001", "name": "Dara", "unit": "KH-12"}
    answer = client.send("/en/people/new/", typed)
    assert answer.status_code == 422
    assert "KHM-KH-1001" in answer.get_data(as_text=True)


@pytest.mark.parametrize("number", ["khm:KH-1001", "PP:0012", "tha:TH-1001"])
def test_every_link_of_somebody_with_a_colon_in_their_number_opens_their_pages(
    client: StrictClient, people: People, number: str
) -> None:
    _settle_before_the_rule(number, people.sokha.unit, "Vibol")
    session.commit()
    client.sign_in("KH-1200")
    listed = client.get("/en/people/?q=Vibol").get_data(as_text=True)
    (link,) = set(re.findall(r'href="(/en/people/[^"/]*:[^"/]*/)"', listed))
    page = client.get(link).get_data(as_text=True)
    assert "Vibol" in page
    links = set(re.findall(rf'href="(/en/[^"]*{number}/[^"]*)"', page))
    assert len(links) > 3
    for address in links:
        assert "Vibol" in client.get(address).get_data(as_text=True), address


def test_an_officer_above_two_societies_reaches_both_who_have_one_number_with_a_colon(
    client: StrictClient, people: People
) -> None:
    roles.give_role(people.noy, "admin", people_queries.unit_by_code("mekong"), actor=None)
    _settle_before_the_rule("khm:7", people.sokha.unit, "Vibol")
    _settle_before_the_rule("khm:7", people.malee.unit, "Anong")
    _settle("7", people.ratana.unit, name="Chenda")
    session.commit()
    client.sign_in("KH-1300")
    asked = client.get("/en/people/:khm:7/")
    assert asked.status_code == 300
    for society, name in (("khm", "Vibol"), ("tha", "Anong")):
        address = f"/en/people/{society}:khm:7/"
        assert f'"{address}"' in asked.get_data(as_text=True)
        page = client.get(address).get_data(as_text=True)
        assert name in page
        assert f'"{address}edit/"' in page
    assert "Chenda" in client.get("/en/people/khm:7/").get_data(as_text=True)


def test_two_records_are_compared_and_merged_where_one_has_a_colon_in_its_number(
    client: StrictClient, people: People
) -> None:
    old = _settle_before_the_rule("khm:KH-1002", people.sokha.unit, "Vibol")
    session.commit()
    client.sign_in("KH-1200")
    page = client.get("/en/people/KH-1001/merge/?with=:khm:KH-1002").get_data(as_text=True)
    assert 'name="other" value=":KHM:KH-1002"' in page or 'name="other" value=":khm:KH-1002"' in page
    answer = client.post(
        "/en/people/KH-1001/merge/",
        data={
            "csrf_token": client.token("/en/people/KH-1001/merge/?with=:khm:KH-1002"),
            "other": ":khm:KH-1002",
            "keep": "KH-1001",
            "reason": "the same",
        },
    )
    assert answer.status_code == 303
    assert session.get_one(Person, old.id).merged_into_id == people.sokha.id
