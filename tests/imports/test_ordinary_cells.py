"""Ordinary lists of Chan: two phones in a cell, "new" as the number, no branch, a list of Kampot with others in it."""

from __future__ import annotations

import pytest
from flask import Flask

from lms.accounts.queries import people as people_queries
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Unit
from lms.db import session
from lms.errors import NotFound
from lms.imports.domain.lines import left_out, line_notes, line_reader
from lms.imports.domain.lines.line_values import NO_BRANCH, LocaleContext
from lms.imports.models import ListImport
from lms.imports.presenters import import_page, shown_cells
from lms.imports.services import list_place, value_choices
from lms.imports.services.review import line_choices
from tests.client import StrictClient
from tests.imports.files import text, xlsx
from tests.imports.meanings import settle_for_good
from tests.imports.test_cells import KHM, LAO, THA, value
from tests.imports.test_other_branches import matched
from tests.imports.test_pages import step
from tests.imports.test_people import bring_in, carry_out, problems, rows
from tests.people import People


def shown(app: Flask, list_import: ListImport) -> list[dict[str, shown_cells.Cell]]:
    with app.test_request_context("/en/"):
        lines = import_page.preview(list_import, "all", "1")["lines"]
    return [{cell.field: cell for cell in line.cells} for line in lines]


# --- phones -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "customs", "phone", "words"),
    [
        ("096 555 5005\n012 555 905", KHM, "+855965555005", ["second-phone"]),
        ("096 555 5005_x000D_\n012 555 905".replace("_x000D_", "\r"), KHM, "+855965555005", ["second-phone"]),
        ("020 5511 2207 (WhatsApp)", LAO, "+8562055112207", ["phone-words"]),
        ("081-234-5614 (ภรรยา)", THA, "+66812345614", ["phone-words"]),
        ("037-241-456 ต่อ 12", THA, "+6637241456", ["phone-extension"]),
        ("081-234-5614\n", THA, "+66812345614", []),
    ],
)
def test_what_stands_beside_a_phone_keeps_nobody_out_and_is_not_kept(
    typed: str, customs: LocaleContext, phone: str, words: list[str]
) -> None:
    read = line_reader.read({"phone": typed}, "people", customs)
    assert read.values["phone"] == phone
    notes = line_notes.notes_of({"phone": typed}, read.values, customs)
    assert [note.word for note in notes] == words
    assert left_out.kept({"phone": typed}, "people", customs)[0] == {"phone": phone}


def test_two_phones_below_each_other_in_a_workbook_are_two(app: Flask, people: People) -> None:
    lines = [
        ["ID", "Name", "Phone"],
        ["V-1", "Dara", "096 555 5005\n012 555 905"],
        ["V-2", "Pisey", "012 555 906 (wife)"],
    ]
    list_import = bring_in(people, xlsx(*lines))
    dara, pisey = shown(app, list_import)
    assert (dara["phone"].stored, dara["phone"].notes) == (
        "+855965555005",
        ("Only the first phone is kept.",),
    )
    assert pisey["phone"].notes == ("Only the number is kept, not the words beside it.",)
    session.rollback()  # looking at the page wrote nothing
    carry_out(app, list_import)
    assert [row.given["phone"] for row in rows(list_import)] == ["+855965555005", "+85512555906"]


# --- what is no number --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["ໃໝ່", "ใหม่", "ថ្មី", "New", "NEW", "ยังไม่มี", "no ID", "-", "ไม่มี", "គ្មាន", "ບໍ່ມີ", "n/a"]
)
def test_a_word_for_new_or_none_is_nobodys_number(typed: str) -> None:
    given = {"number": typed, "name": "Dara"}
    assert value("number", typed) is None
    assert [one.word for one in line_reader.read(given, "people", KHM).problems] == ["number-missing"]
    assert left_out.kept(given, "people", KHM)[0]["number"] == "-"


def test_the_page_says_what_stood_in_the_place_of_the_number(app: Flask, people: People) -> None:
    list_import = bring_in(people, text(["ID", "Name"], ["V-1", "Dara"], ["ໃໝ່", "Pisey"]))
    assert [row.action for row in rows(list_import)] == ["create", "fail"]
    assert shown(app, list_import)[1]["number"].notes == (
        "“ໃໝ່” is no volunteer number: the cell counts as empty.",
    )


def test_a_line_without_a_number_offers_who_is_known(app: Flask, people: People) -> None:
    people.sokha.phone, people.sokha.sex = "+85512345678", ""
    session.commit()
    lines = [["", "សុខា", "012 345 678", "f"], ["ថ្មី", "Rithy", "012 345 678", "m"], ["V-3", "Dara", "", "m"]]
    list_import = bring_in(people, text(["ID", "Name", "Phone", "Sex"], *lines))
    known, stranger, new = rows(list_import)
    assert (known.action, problems(known)) == (
        "skip",
        [("number", "number-needed-if-new"), ("phone", "phone-and-name")],
    )
    assert [(one["id"], one["why"]) for one in known.candidates] == [(people.sokha.id, "both")]
    assert (stranger.action, problems(stranger)) == ("fail", [("number", "number-missing")])
    line_choices.choose_for_all(list_import, line_choices.NEW)
    assert (known.action, list_import.summary["undecided"]) == ("skip", 1)
    line_choices.choose(list_import, {known.line: line_choices.NEW})
    assert (known.action, problems(known)[0]) == ("skip", ("number", "number-needed-if-new"))
    line_choices.choose(list_import, {known.line: str(people.sokha.id)})
    assert known.action == "update"
    assert shown(app, list_import)[0]["number"].stored == "KH-1001"
    carry_out(app, list_import)
    assert (people.sokha.number, people.sokha.sex, new.action) == ("KH-1001", "female", "create")


def test_another_number_for_the_same_name_and_phone_is_no_family(app: Flask, people: People) -> None:
    people.sokha.phone = "+85512345678"
    session.commit()
    lines = [["V-1", "សុខា", "012 345 678"], ["V-2", "Rithy", "012 345 678"]]
    same, family = rows(bring_in(people, text(["ID", "Name", "Phone"], *lines)))
    assert problems(same) == [("phone", "phone-and-name")]
    assert [(one["why"], one["against"]) for one in same.candidates] == [("both", "number")]
    assert problems(family) == [("phone", "phone-twice")]


# --- no branch ----------------------------------------------------------------------------------------------------

BRANCHED = ["ID", "Name", "Branch"]
UNPLACED = [["V-1", "Dara", "Phnom Penh"], ["V-2", "Pisey", ""], ["V-3", "Rithy", ""], ["KH-1001", "សុខា", ""]]


def test_who_is_new_and_has_no_branch_is_pointed_at_once(app: Flask, people: People) -> None:
    list_import = bring_in(people, text(BRANCHED, *UNPLACED))
    [group] = list_import.matching["groups"]
    assert ((group["field"], group["key"]), group["lines"]) == (NO_BRANCH, 2)
    assert [line["branch"].stored for line in shown(app, list_import)] == [
        "",
        "Cambodian Red Cross",
        "Cambodian Red Cross",
        "",
    ]
    with app.test_request_context("/en/"):
        [asked] = import_page.preview(list_import, "all", "1")["groups"]
    assert asked.here
    assert "put under Cambodian Red Cross itself" in asked.text
    assert "" not in dict(asked.choices)
    assert "-" not in dict(asked.choices)


def test_a_branch_that_is_chosen_for_them_is_theirs_and_moves_nobody(app: Flask, people: People) -> None:
    people_service.ensure_unit("branch", "KH-7", people.chan.unit)
    list_import = bring_in(people, text(BRANCHED, *UNPLACED))
    settle_for_good(list_import, {NO_BRANCH: "KH-7"})
    assert [line["branch"].stored for line in shown(app, list_import)] == ["", "Kampot", "Kampot", ""]
    assert [row.action for row in rows(list_import)] == ["create", "create", "create", "same"]
    carry_out(app, list_import)
    pisey = people_queries.person_by_number("V-2")
    assert pisey is not None
    assert (pisey.unit.code, people.sokha.unit.code) == ("KH-7", "KH-12")
    assert [line["branch"].stored for line in shown(app, list_import)] == ["", "Kampot", "Kampot", ""]
    again = bring_in(people, text(BRANCHED, ["V-4", "Kanha", ""]))
    assert again.matching["groups"][0]["means"] == ""  # of another list nothing was said


def test_a_list_of_new_people_without_a_column_for_the_branch_asks_once_where_they_belong(
    app: Flask, people: People
) -> None:
    people_service.ensure_unit("branch", "KH-7", people.chan.unit)
    content = text(
        ["ID", "Name", "Whereabouts"], ["V-1", "Dara", "A"], ["V-2", "Pisey", "B"], ["KH-1001", "សុខា", ""]
    )
    list_import = bring_in(people, content)
    [asked] = list_import.matching["groups"]
    assert ((asked["field"], asked["key"]), asked["lines"]) == (NO_BRANCH, 2)
    value_choices.settle(list_import, {NO_BRANCH: "KH-7"})
    assert [line["branch"].stored for line in shown(app, list_import)] == ["Kampot", "Kampot", ""]
    carry_out(app, list_import)
    pisey = people_queries.person_by_number("V-2")
    assert pisey is not None
    assert (pisey.unit.code, people.sokha.unit.code) == ("KH-7", "KH-12")


def test_a_list_of_one_branch_asks_nothing_about_it(people: People) -> None:
    list_import = matched(text(BRANCHED, ["V-2", "Pisey", ""]), "people", people.sokha.unit, people.chan)
    assert list_import.matching["groups"] == []


# --- another branch -----------------------------------------------------------------------------------------------


@pytest.fixture
def kampot(people: People) -> Unit:
    return people_service.ensure_unit("branch", "KH-7", people.chan.unit)


LISTED = [["V-1", "Dara", "កំពត"], ["V-2", "Pisey", "កែប"], ["V-3", "Rithy", ""]]


def test_hr_of_the_society_makes_it_a_list_of_the_society(
    app: Flask, people: People, kampot: Unit, client: StrictClient
) -> None:
    list_import = matched(text(BRANCHED, *LISTED), "people", kampot, people.chan)
    assert [row.action for row in rows(list_import)] == ["create", "fail", "create"]
    client.sign_in("KH-1200")
    address = f"/en/people/imports/{list_import.uuid}/"
    page = client.get(address).get_data(as_text=True)
    assert "You may bring it in as a list of Cambodian Red Cross" in page
    assert step(client, address, "society").status_code == 303
    session.expire_all()
    assert (list_import.unit_id, list_import.state) == (people.chan.unit.id, "preview")
    assert [row.action for row in rows(list_import)] == ["create", "create", "create"]
    assert [line["branch"].stored for line in shown(app, list_import)] == ["Kampot", "Kep", "Kampot"]
    assert step(client, address, "society").status_code == 422  # a second tap
    carry_out(app, list_import)
    found = [people_queries.person_by_number(f"V-{number}") for number in (1, 2, 3)]
    assert [one and one.unit.code for one in found] == ["KH-7", "KH-23", "KH-7"]
    assert step(client, address, "society").status_code == 422


def test_hr_of_the_branch_alone_is_told_who_can(people: People, kampot: Unit, client: StrictClient) -> None:
    kanha = people_service.create_person(
        people_service.Particulars(number="KH-1400", name="កញ្ញា", latin_name="Kanha", language="km"),
        kampot,
        actor=None,
    )
    people_service.give_role(kanha, "hr", kampot, actor=None)
    session.commit()
    list_import = matched(text(BRANCHED, *LISTED), "people", kampot, kanha)
    with pytest.raises(NotFound):
        list_place.take_to_society(list_import, actor=kanha)
    assert list_place.society_for(list_import, people_service.scope_of(kanha, "records.import")) is None
    assert list_import.unit_id == kampot.id


# --- grades -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "ល្អណាស់",
        "ល្អប្រសើរ",
        "ດີຫຼາຍ",
        "ດີຫລາຍ",
        "ດີເລີດ",
        "ดีมาก",
        "ดีเยี่ยม",
        "ดีเลิศ",
        "Very good",
        "very  good",
        "Excellent",
    ],
)
def test_a_grade_above_good_is_passed(typed: str) -> None:
    assert line_reader.read({"result": typed}, "trainings", KHM).result == "passed"


def test_a_grade_in_the_middle_is_asked_about() -> None:
    for typed in ("មធ្យម", "ปานกลาง", "fairly good"):
        read = line_reader.read({"result": typed}, "trainings", KHM)
        assert ("result", "result-unknown") in [(one.field, one.word) for one in read.problems]
