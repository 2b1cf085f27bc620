"""A list of one branch, brought in by HR of the whole Society, may be about people of its other branches."""

from __future__ import annotations

import pytest
from flask import Flask

from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person, Unit
from lms.db import session
from lms.errors import NotFound
from lms.imports.models import ListImport
from lms.imports.presenters import import_page
from lms.imports.services import column_matching, imports
from lms.imports.services.review import line_choices
from lms.records.services import achievements
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.imports.test_people import carry_out, problems, rows
from tests.people import People

TRAINED = ["ID", "Name", "Phone", "Course", "Date", "Result"]
PSS = ["pss", "6/3/2025", "passed"]


@pytest.fixture
def battambang(people: People) -> Unit:
    """A branch in which nobody is yet; Sokha and Ratana are in that of Phnom Penh."""
    return people_service.ensure_unit("branch", "KH-2", people.chan.unit)


@pytest.fixture
def kanha(people: People, battambang: Unit) -> Person:
    """HR of the branch Battambang alone."""
    made = people_service.create_person(
        people_service.Particulars(number="KH-1400", name="កញ្ញា", latin_name="Kanha", language="km"),
        battambang,
        actor=None,
    )
    people_service.give_role(made, "hr", battambang, actor=None)
    session.commit()
    return made


def matched(content: bytes, kind: str, unit: Unit, actor: Person | None) -> ListImport:
    list_import = brought(content, "list.csv", "trainings" if kind == "trainings" else "people", unit, actor)
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
    column_matching.match(list_import, chosen, everywhere={}, source="A list" if kind == "trainings" else "")
    session.commit()
    return list_import


def trainings(unit: Unit, actor: Person | None, *who: list[str]) -> ListImport:
    return matched(text(TRAINED, *([*one, *PSS] for one in who)), "trainings", unit, actor)


def shown(app: Flask, list_import: ListImport) -> list[import_page.Line]:
    with app.test_request_context("/en/"):
        return list(import_page.preview(list_import, "all", "1")["lines"])


def test_hr_of_the_society_records_a_training_of_somebody_of_another_branch_by_number(
    app: Flask, people: People, battambang: Unit
) -> None:
    list_import = trainings(battambang, people.chan, ["KH-1001", "សុខា", ""])
    [row] = rows(list_import)
    assert (row.action, row.person_id, problems(row)) == ("create", people.sokha.id, [])
    [line] = shown(app, list_import)
    assert line.branch == "Phnom Penh"
    carry_out(app, list_import)
    assert [one.award for one in achievements.certifications_of(people.sokha.id)] == ["pss"]
    assert people.sokha.unit.code == "KH-12"


def test_a_name_of_another_branch_is_a_question_that_says_the_branch(
    app: Flask, people: People, battambang: Unit
) -> None:
    list_import = trainings(battambang, people.chan, ["", "រតនា", ""])
    [row] = rows(list_import)
    assert (row.action, row.person_id) == ("skip", None)
    [candidate] = shown(app, list_import)[0].candidates
    assert (candidate.person.number, candidate.branch) == ("KH-1002", "Phnom Penh")


def test_a_phone_of_another_branch_finds_as_in_a_list_of_the_society(
    people: People, battambang: Unit
) -> None:
    people.sokha.phone = "+85512000001"
    session.commit()
    of_society = trainings(people.chan.unit, people.chan, ["", "សុខា", "012 000 001"])
    of_branch = trainings(battambang, people.chan, ["", "សុខា", "012 000 001"])
    assert [(row.action, row.person_id) for row in rows(of_branch)] == [("create", people.sokha.id)]
    assert [(row.action, row.person_id) for row in rows(of_society)] == [("create", people.sokha.id)]


def test_hr_of_one_branch_hears_of_nobody_of_another(people: People, battambang: Unit, kanha: Person) -> None:
    people.sokha.phone = "+85512000001"
    session.commit()
    who = (["KH-1001", "សុខា", ""], ["", "សុខា", ""], ["", "សុខា", "012 000 001"])
    for row in rows(trainings(battambang, kanha, *who)):
        assert (row.action, row.person_id, row.candidates) == ("fail", None, [])
        assert [word for _, word in problems(row)] == ["person-unknown"]
    listed = matched(text(["ID", "Name"], ["KH-1001", "សុខា"], ["V-9", "សុខា"]), "people", battambang, kanha)
    assert [(row.action, problems(row), row.candidates) for row in rows(listed)] == [
        ("fail", [("number", "number-taken")], []),
        ("create", [("name", "namesake")], []),  # of the line above it
    ]


def test_another_society_is_told_nothing_whoever_brings_the_list_in(people: People, battambang: Unit) -> None:
    region = people.chan.unit.parent
    assert region is not None
    people_service.give_role(people.chan, "hr", region, actor=None)
    session.commit()
    people.malee.phone = "+66810000001"
    list_import = trainings(
        battambang, people.chan, ["TH-1001", "มาลี", ""], ["", "มาลี", ""], ["", "มาลี", "+66810000001"]
    )
    for row in rows(list_import):
        assert (row.action, row.person_id, row.candidates) == ("fail", None, [])
        assert [word for _, word in problems(row)] == ["person-unknown"]


def test_a_list_about_people_of_another_branch_is_open_only_to_who_may_see_them(
    people: People, battambang: Unit, kanha: Person
) -> None:
    about_others = trainings(battambang, people.chan, ["KH-1001", "សុខា", ""])
    about_ours = trainings(battambang, people.chan, ["KH-1400", "កញ្ញា", ""])
    of_kanha = people_service.scope_of(kanha, "records.import")
    of_chan = people_service.scope_of(people.chan, "records.import")
    with pytest.raises(NotFound):
        imports.find(about_others.uuid, of_kanha)
    assert imports.recent(of_kanha) == [about_ours]
    assert imports.find(about_ours.uuid, of_kanha) is about_ours
    assert imports.recent(of_chan) == [about_ours, about_others]


def test_who_sees_more_people_is_not_given_the_open_list_of_who_sees_fewer(
    people: People, battambang: Unit, kanha: Person
) -> None:
    who = ["KH-1001", "សុខា", ""]
    hers, his = trainings(battambang, kanha, who), trainings(battambang, people.chan, who)
    assert hers.id != his.id
    assert [row.action for row in (*rows(hers), *rows(his))] == ["fail", "create"]
    content = text(TRAINED, [*who, *PSS])
    assert brought(content, "list.csv", "trainings", battambang, kanha) is hers
    assert brought(content, "list.csv", "trainings", battambang, people.chan) is his


def test_a_people_list_of_one_branch_asks_about_the_same_name_in_another(
    app: Flask, people: People, battambang: Unit
) -> None:
    people.sokha.phone, people.sokha.sex, people.sokha.birth_year = "+85512000001", "female", 1990
    session.commit()
    content = text(
        ["ID", "Name", "Sex", "Date of birth", "Phone"], ["V-9", "សុខា", "f", "1/2/1990", "012 000 001"]
    )
    list_import = matched(content, "people", battambang, people.chan)
    [row] = rows(list_import)
    assert (row.action, [one["id"] for one in row.candidates]) == ("skip", [people.sokha.id])
    [candidate] = shown(app, list_import)[0].candidates
    assert (candidate.branch, candidate.sex) == ("Phnom Penh", "Female")
    line_choices.choose(list_import, {row.line: str(people.sokha.id)})
    assert row.action == "same"
    assert people.sokha.unit.code == "KH-12"


def test_a_people_list_moves_somebody_only_where_it_names_the_branch(
    app: Flask, people: People, battambang: Unit
) -> None:
    list_import = matched(
        text(["ID", "Name", "Branch"], ["KH-1001", "សុខា", "Battambang"], ["KH-1002", "រតនា", ""]),
        "people",
        battambang,
        people.chan,
    )
    assert [row.action for row in rows(list_import)] == ["update", "same"]
    carry_out(app, list_import)
    assert (people.sokha.unit.code, people.ratana.unit.code) == ("KH-2", "KH-12")


def test_whose_number_is_taken_is_said_to_who_may_see_that_person(
    app: Flask, people: People, battambang: Unit, kanha: Person
) -> None:
    list_import = matched(text(["ID", "Name"], ["KH-1001", "ដារ៉ា"]), "people", battambang, kanha)
    [row] = rows(list_import)
    assert problems(row) == [("number", "number-taken")]

    def said_to(reader: Person) -> str:
        scope = people_service.scope_of(reader, "records.import")
        with app.test_request_context("/en/"):
            [line] = import_page.preview(list_import, "all", "1", scope)["lines"]
        return " ".join(problem for cell in line.cells for problem in cell.problems)

    assert said_to(people.chan).endswith("The number is that of សុខា, Phnom Penh.")
    assert "សុខា" not in said_to(kanha)


def test_the_page_says_of_which_branch_somebody_is(
    client: StrictClient, people: People, battambang: Unit
) -> None:
    client.sign_in("KH-1200")
    list_import = trainings(battambang, people.chan, ["KH-1001", "សុខា", ""], ["", "រតនា", ""])
    address = f"/en/people/imports/{list_import.uuid}/"
    assert "Of another branch: Phnom Penh" in client.get(f"{address}?show=create").get_data(as_text=True)
    undecided = client.get(f"{address}?show=undecided").get_data(as_text=True)
    assert "KH-1002 · Phnom Penh" in undecided


def test_a_closed_account_of_another_branch_is_not_changed_unseen(people: People, battambang: Unit) -> None:
    people.sokha.active = False
    session.commit()
    list_import = matched(
        text(["ID", "Name", "Sex"], ["KH-1001", "សុខា", "f"]), "people", battambang, people.chan
    )
    assert [problems(row) for row in rows(list_import)] == [[("", "account-closed")]]
