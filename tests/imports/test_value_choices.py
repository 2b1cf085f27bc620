"""What a text means is said once: for all lines of a list, and for the next lists of the Society."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from lms import jobs
from lms.accounts.queries import people as people_queries
from lms.accounts.services import people as people_service
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.imports import personal_data
from lms.imports.domain.headings import fields
from lms.imports.models import ListImport, ListRow, ValueMatching
from lms.imports.presenters import import_page
from lms.imports.services import column_matching, imports, value_choices
from lms.imports.services.review import line_choices, shown_lines
from tests.erasures import erasure_of
from tests.imports.files import brought, text
from tests.imports.meanings import settle_for_good
from tests.imports.test_people import bring_in, carry_out, problems, rows
from tests.people import People

HEADER = ["ID", "Name", "Branch", "Sex"]
LINES = [[f"V-{number:04}", f"Dara {number}", "P.P.", "f"] for number in range(275)]


def group(list_import: ListImport, place: int = 0) -> tuple[str, str, int, str]:
    found = list_import.matching["groups"][place]
    return found["field"], found["text"], found["lines"], found["means"]


def test_one_decision_holds_for_two_hundred_and_seventy_five_lines(app: Flask, people: People) -> None:
    list_import = bring_in(people, text(HEADER, *LINES))
    assert list_import.summary["fail"] == 275
    assert [group(list_import)] == [("branch", "P.P.", 275, "")]
    value_choices.settle(list_import, {("branch", fields.key("P.P.")): "KH-12"})
    assert (list_import.state, list_import.summary["fail"], list_import.summary["create"]) == (
        "preview",
        0,
        275,
    )
    assert group(list_import) == ("branch", "P.P.", 275, "KH-12")
    carry_out(app, list_import)
    last = people_queries.person_by_number("V-0274")
    assert last is not None
    assert last.unit.code == "KH-12"
    assert "groups" not in list_import.matching


def test_what_was_said_is_remembered_for_the_society_and_for_nobody_else(people: People) -> None:
    list_import = bring_in(people, text(HEADER, *LINES[:2]))
    settle_for_good(list_import, {("branch", fields.key("P.P.")): "-"})
    session.commit()
    again = bring_in(people, text(HEADER, ["V-1", "Pisey", "P P", "f"]))
    assert (again.summary["create"], group(again)) == (1, ("branch", "P P", 1, "-"))
    of_branch = brought(text(HEADER, ["V-2", "Rith", "P.P.", ""]), "b.csv", "people", people.sokha.unit, None)
    column_matching.match(of_branch, {1: "number", 2: "name", 3: "branch"}, everywhere={})
    assert [problems(row) for row in rows(of_branch)] == [[]]
    thai = brought(text(HEADER, ["V-2", "Rith", "P.P.", ""]), "b.csv", "people", people.dao.unit, None)
    column_matching.match(thai, {1: "number", 2: "name", 3: "branch"}, everywhere={})
    assert [problems(row) for row in rows(thai)] == [[("branch", "branch-unknown")]]


def test_a_decision_can_be_changed_and_withdrawn(people: People) -> None:
    list_import = bring_in(people, text(HEADER, *LINES[:2]))
    key = ("branch", fields.key("P.P."))
    for means, failed in (("KH-12", 0), ("KH-1", 0), ("", 2)):
        value_choices.settle(list_import, {key: means})
        assert (list_import.summary["fail"], group(list_import)[3]) == (failed, means)
    assert session.scalars(select(ValueMatching)).all() == []


def test_what_chan_has_said_of_people_stays_said(people: People) -> None:
    list_import = bring_in(
        people,
        text(
            HEADER,
            ["KH-01001", "សុខា", "", "f"],
            ["V-9", "រតនា", "", "m"],
            ["V-10", "បុប្ផា", "P.P.", "k"],
            ["V-11", "ចាន់", "", "f"],
        ),
    )
    line_choices.choose(list_import, {2: str(people.sokha.id), 3: line_choices.NEW, 5: line_choices.NOBODY})
    value_choices.settle(list_import, {("branch", fields.key("P.P.")): "KH-12", ("sex", "k"): "female"})
    found = rows(list_import)
    assert [row.action for row in found] == ["update", "create", "skip", "skip"]
    assert found[0].person_id == people.sokha.id
    assert shown_lines.page(list_import, "undecided", 1).count == 1
    assert "choices" not in list_import.matching


@pytest.mark.parametrize(
    ("typed", "first"),
    [("Pnom Pen", "KH-12"), ("ភ្នំពេន", "KH-12"), ("Batambang Prov", "KH-2"), ("ខេត្តតាកែ", "KH-21")],
)
def test_the_branch_that_is_meant_most_likely_is_offered_first(
    app: Flask, people: People, typed: str, first: str
) -> None:
    list_import = bring_in(people, text(HEADER, ["V-1", "Dara", typed, "f"], ["V-2", "Pisey", "?!x", "f"]))
    with app.test_request_context("/en/"):
        groups = {
            group.text: group.choices for group in import_page.preview(list_import, "all", "1")["groups"]
        }
    assert groups[typed][0][0] == first
    assert groups[typed][-1][0] == "-"
    words = [word for _, word in groups["?!x"][:-1]]
    assert words == sorted(words)
    assert {value for value, _ in groups[typed]} == {value for value, _ in groups["?!x"]}


def test_nobody_says_what_a_text_cannot_mean(people: People) -> None:
    list_import = bring_in(people, text(HEADER, *LINES[:2]))
    key = fields.key("P.P.")
    for meanings in ({("branch", key): "TH-10"}, {("branch", "other"): "KH-12"}, {("name", key): "KH-12"}):
        with pytest.raises(NotFound):
            value_choices.settle(list_import, meanings)
    imports.drop(list_import, actor=None)
    with pytest.raises(RuleBroken, match="not-now"):
        value_choices.settle(list_import, {("branch", key): "KH-12"})


def test_a_long_list_is_decided_about_anew_by_a_job(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    list_import = bring_in(people, text(HEADER, *LINES[:3], ["V-0009", "រតនា", "", "m"]))
    line_choices.choose(list_import, {5: line_choices.NEW})
    monkeypatch.setattr(column_matching, "SHORT", 1)
    value_choices.settle(list_import, {("branch", fields.key("P.P.")): "KH-12"})
    assert list_import.state == "matching"
    session.commit()
    jobs.run_due(app)
    session.expire_all()
    assert (list_import.state, list_import.summary["create"]) == ("preview", 4)


def test_zeros_that_are_missing_are_asked_about_once(people: People) -> None:
    content = text(["ID", "Name"], ["0007", "Dara"], ["8", "Pisey"], ["12", "Rith"], ["V-8", "Kunthea"])
    list_import = bring_in(people, content)
    assert [problems(row) for row in rows(list_import)] == [
        [],
        [("number", "number-short")],
        [("number", "number-short")],
        [],
    ]
    assert list_import.matching["groups"][0]["lines"] == 2
    value_choices.settle(list_import, {("number", "0000"): "zeros"})
    assert [row.before["read"]["number"] for row in rows(list_import)] == ["0007", "0008", "0012", "V-8"]
    value_choices.settle(list_import, {("number", "0000"): "as-written"})
    assert [row.before["read"]["number"] for row in rows(list_import)] == ["0007", "8", "12", "V-8"]


def test_names_beside_a_column_of_titles_begin_as_they_like(people: People) -> None:
    header = ["ID", "คำนำหน้า", "ชื่อ", "นามสกุล"]
    apart = bring_in(
        people,
        text(
            header,
            ["V-1", "นางสาว", "นางนวล", "ใจดี"],
            ["V-2", "นพ.", "สมพร", "ใจดี"],
        ),
    )
    assert [row.before["read"]["name"] for row in rows(apart)] == ["นางนวล ใจดี", "สมพร ใจดี"]
    imports.drop(apart, actor=None)
    twice = bring_in(people, text(header, ["V-1", "นาย", "นายแดง", "ใจดี"], ["V-2", "นาง", "นางสุดา", "ใจดี"]))
    assert [row.before["read"]["name"] for row in rows(twice)] == ["แดง ใจดี", "สุดา ใจดี"]


def test_a_dash_is_no_text_to_be_decided_about(people: People) -> None:
    header = ["ID", "Name", "Branch", "Sex", "Phone"]
    list_import = bring_in(
        people, text(header, ["0007", "Dara", "-", "ไม่มี", "–"], ["-", "Pisey", "គ្មាន", "-", "ບໍ່ມີ"])
    )
    assert [group["text"] for group in list_import.matching["groups"]] == [""]  # only that there is no branch
    assert [problems(row) for row in rows(list_import)] == [[], [("number", "number-missing")]]
    assert rows(list_import)[0].before["read"] == {"number": "0007", "name": "Dara"}


def test_zeros_are_missing_where_the_society_has_them(people: People) -> None:
    def settled(number: str, name: str) -> None:
        people_service.create_person(
            people_service.Particulars(number=number, name=name, latin_name=name, language="km"),
            people.sokha.unit,
            actor=None,
        )

    settled("000124", "Dara")
    content = text(["ID", "Name"], ["124", "Dara"], ["125", "Pisey"])
    list_import = bring_in(people, content)
    assert [problems(row) for row in rows(list_import)] == [[("number", "number-short")]] * 2
    settle_for_good(list_import, {("number", "000000"): "zeros"})
    assert [row.action for row in rows(list_import)] == ["same", "create"]
    imports.drop(list_import, actor=None)
    settled("77", "Rith")  # a Society that has both kinds is not asked
    other = bring_in(people, text(["ID", "Name"], ["126", "Kunthea"]))
    assert [problems(row) for row in rows(other)] == [[]]


def test_a_branch_that_nobody_belongs_to_yet_is_made_and_not_forgotten(app: Flask, people: People) -> None:
    list_import = bring_in(people, text(HEADER, ["V-1", "Dara", "តាកែវ", "m"]))
    carry_out(app, list_import)
    dara = people_queries.person_by_number("V-1")
    assert dara is not None
    assert (dara.unit.code, dara.unit.parent) == ("KH-21", people.chan.unit)


def test_columns_said_for_people_serve_trainings_too(people: People) -> None:
    of_people = brought(text(["Kennung", "Wer"], ["V-1", "Dara"]), "a.csv", "people", people.chan.unit, None)
    column_matching.match(of_people, {1: "number", 2: "name"}, everywhere={})
    imports.start(of_people)
    content = text(["Kennung", "Wer", "Course", "Date"], ["KH-1001", "Sokha", "pss", "5/3/2025"])
    trainings = brought(content, "b.csv", "trainings", people.chan.unit, None)
    assert trainings.matching["columns"] == {"1": "number", "2": "name", "3": "award", "4": "on"}


def test_what_a_heading_means_beside_others_is_not_what_it_means_alone(people: People) -> None:
    two_scripts = brought(
        text(["ID", "ឈ្មោះ", "Name"], ["V-1", "ចាន់ ដារ៉ា", "Chan Dara"]),
        "a.csv",
        "people",
        people.chan.unit,
        None,
    )
    assert two_scripts.matching["columns"] == {"1": "number", "2": "name", "3": "latin_name"}
    column_matching.match(two_scripts, {1: "number", 2: "name", 3: "latin_name"}, everywhere={})
    imports.start(two_scripts)
    parts = brought(
        text(["ID", "Name", "Surname"], ["V-2", "Pisey", "Sok"]), "b.csv", "people", people.chan.unit, None
    )
    assert parts.matching["columns"] == {"1": "number", "2": "name", "3": "family_name"}
    column_matching.match(
        parts, {1: "number", 2: "latin_name", 3: "family_name"}, everywhere={}
    )  # said by hand
    imports.start(parts)
    again = brought(text(["ID", "Name"], ["V-3", "Rith"]), "c.csv", "people", people.chan.unit, None)
    assert again.matching["columns"] == {"1": "number", "2": "latin_name"}


def test_a_name_that_stood_in_the_column_of_a_branch_is_forgotten_with_the_person(people: People) -> None:
    list_import = bring_in(people, text(HEADER, ["V-1", "Dara", "រតនា", "m"], ["V-2", "Pisey", "P.P.", "f"]))
    settle_for_good(list_import, {("branch", fields.key("រតនា")): "-", ("branch", fields.key("P.P.")): "-"})
    session.commit()
    personal_data.erase(erasure_of(people.ratana))
    assert session.scalars(select(ValueMatching.typed)).all() == [fields.key("P.P.")]
    assert session.scalars(select(ListRow)).all() == []


PP = ("branch", fields.key("P.P."))


def test_nothing_is_remembered_of_a_list_that_is_dropped(people: People) -> None:
    list_import = bring_in(people, text(HEADER, *LINES[:2]))
    value_choices.settle(list_import, {PP: "KH-12"})
    assert list_import.summary["create"] == 2  # in the open list it holds
    assert session.scalars(select(ValueMatching)).all() == []
    imports.drop(list_import, actor=None)
    assert session.scalars(select(ValueMatching)).all() == []
    assert "P.P." not in str(list_import.matching.get("said_of_texts", ""))
    again = bring_in(people, text(HEADER, ["V-1", "Pisey", "P.P.", "f"]))
    assert (again.summary["fail"], group(again)) == (1, ("branch", "P.P.", 1, ""))


def test_it_holds_while_the_list_is_open_and_is_remembered_when_it_is_carried_out(
    app: Flask, people: People
) -> None:
    list_import = bring_in(people, text(HEADER, *LINES[:2]))
    value_choices.settle(list_import, {PP: "KH-12"})
    column_matching.back_to_matching(list_import)
    column_matching.match(list_import, {1: "number", 2: "name", 3: "branch"}, everywhere={})
    assert (list_import.summary["create"], group(list_import)[3]) == (2, "KH-12")
    carry_out(app, list_import)
    assert [(row.typed, row.value) for row in session.scalars(select(ValueMatching))] == [(PP[1], "KH-12")]
    assert "said_of_texts" not in list_import.matching
