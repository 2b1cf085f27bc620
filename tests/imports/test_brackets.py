"""What stands in brackets in a name: nicknames are asked about, remarks on somebody's health never become a name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from lms import jobs
from lms.accounts.queries import people as people_queries
from lms.db import session
from lms.errors import RuleBroken
from lms.imports.domain.lines import left_out, line_notes, line_reader
from lms.imports.domain.values import brackets
from lms.imports.domain.values.brackets import DROP, KEEP
from lms.imports.models import ListImport, ValueMatching
from lms.imports.presenters import import_page
from lms.imports.services import column_matching, imports
from lms.imports.services.review import line_choices
from tests.imports.files import brought, text
from tests.imports.meanings import settle_for_good
from tests.imports.test_cells import THA
from tests.imports.test_people import problems, rows
from tests.people import People

REMARKS = [
    ("Ros Sam (resigned)", "Ros Sam"),
    ("Ros Sam (HIV+)", "Ros Sam"),
    ("Ros Sam (on leave since May)", "Ros Sam"),
    ("บุญ มา (ท้องอยู่)", "บุญ มา"),
    ("สมหญิง ดี(ลาออก)", "สมหญิง ดี"),
    ("สมหญิง (ลาออกแล้ว) ดี", "สมหญิง ดี"),
    ("สมหญิง ดี [ป่วย]", "สมหญิง ดี"),
    ("สมหญิง ดี （มีครรภ์）", "สมหญิง ดี"),
    ("รส สำ (เป็นเบาหวาน", "รส สำ"),
    ("រស់ សំ (ឈប់)", "រស់ សំ"),
    ("រស់ សំ (មានផ្ទៃពោះ)", "រស់ សំ"),
    ("ແກ້ວ ພົມ (ລາອອກ)", "ແກ້ວ ພົມ"),
    ("ແກ້ວ ພົມ (ຖືພາ)", "ແກ້ວ ພົມ"),
]
NICKNAMES = [
    "สมศรี (ตุ๊ก) ใจงาม",
    "ចាន់ ដារ៉ា (CHAN Dara)",
    "Sam (New)",
    "Sam [Billy]",
]


@pytest.mark.parametrize(("name", "rest"), REMARKS)
@pytest.mark.parametrize("means", ["", KEEP, DROP])
def test_a_remark_never_stays_in_a_name(name: str, rest: str, means: str) -> None:
    assert brackets.without(name, means) == rest
    assert brackets.says_remark(name)
    assert brackets.of([name]) is None


@pytest.mark.parametrize("name", NICKNAMES)
def test_of_a_nickname_hr_says_whether_it_stays(name: str) -> None:
    assert brackets.without(name, KEEP) == name
    assert not set("()[]") & set(brackets.without(name, DROP))
    with pytest.raises(RuleBroken) as broken:
        brackets.without(name, "")
    assert broken.value.code == "name-bracketed"
    assert brackets.of(["x", name, name]) == brackets.Bracketed(name, 2)


def test_of_a_nickname_and_a_remark_only_the_nickname_may_stay() -> None:
    name = "สมศรี (ตุ๊ก) ใจงาม (ป่วย)"
    assert brackets.without(name, KEEP) == "สมศรี (ตุ๊ก) ใจงาม"
    assert brackets.without(name, DROP) == "สมศรี ใจงาม"


@pytest.mark.parametrize("name", ["Ros Sam", "สมศรี ใจงาม", "", "O'Neill-Sam"])
def test_a_name_without_brackets_is_left_alone(name: str) -> None:
    for means in ("", KEEP, DROP):
        assert brackets.without(name, means) == name


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Sok (Kha)", "Sok (?)"),
        ("សុខា(ចាន់)", "សុខា (?)"),
        ("สมศรี (ตุ๊ก) ใจงาม (ป่วย)", "สมศรี (?) ใจงาม"),
        ("Ros Sam (resigned)", "Ros Sam"),
        ("Ros Sam", "Ros Sam"),
    ],
)
def test_of_a_name_that_nobody_has_decided_about_the_brackets_stay_and_not_what_is_in_them(
    name: str, kept: str
) -> None:
    undecided = replace(THA, brackets="")
    given = {"number": "KH-1", "name": name, "latin_name": "Sok"}
    cells, _ = left_out.kept(given, "people", undecided)
    assert cells["name"] == kept
    assert left_out.kept(cells, "people", undecided) == (cells, ()), "done twice it is done once"
    before, after = (line_reader.read(one, "people", undecided) for one in (given, cells))
    assert (before.values, before.problems) == (after.values, after.problems), "it is asked again"


def test_each_part_of_a_name_is_looked_at() -> None:
    given = {"number": "1", "given_name": "บุญ", "family_name": "มา (ท้อง)", "latin_name": "Boon Ma (Bo)"}
    read = line_reader.read(given, "people", replace(THA, brackets=""))
    assert read.values["name"] == "บุญ มา"
    assert [(one.field, one.word) for one in read.problems] == [("latin_name", "name-bracketed")]
    read = line_reader.read(given, "people", replace(THA, brackets=KEEP))
    assert read.values["latin_name"] == "Boon Ma (Bo)"
    notes = [(one.field, one.word) for one in line_notes.notes_of(given, read.values, THA)]
    assert notes == [("name", "brackets-not-stored")]


def listed(people: People, name: str = "list.csv", *more: str) -> ListImport:
    names = ("สมหญิง ดี (ลาออก)", "นายบุญ มา (ท้องอยู่)", "สมศรี (ตุ๊ก) ใจงาม", *more)
    content = text(["ID", "ชื่อ-สกุล"], *([f"V-{number}", name] for number, name in enumerate(names, 50)))
    list_import = brought(content, name, "people", people.dao.unit, people.dao)
    column_matching.match(list_import, {1: "number", 2: "name"}, everywhere={})
    return list_import


def test_dao_says_once_whether_nicknames_stay_and_no_health_word_is_stored(
    app: Flask, people: People
) -> None:
    list_import = listed(people)
    assert [problems(row) for row in rows(list_import)] == [[], [], [("name", "name-bracketed")]]
    with app.test_request_context("/en/"):
        page = import_page.preview(list_import, "", "1")
        waiting = import_page.preview(list_import, "undecided", "1")
        done = import_page.preview(list_import, "create", "1")
    assert page["show"] == "problems"
    (group,) = [one for one in page["groups"] if one.field == "name"]
    assert (group.lines, group.here) == (1, True)
    assert group.text == (
        "Names with something in brackets, such as “สมศรี (ตุ๊ก) ใจงาม”: is it part of the name?"
    )
    assert group.choices == ((DROP, "Leave out what is in brackets"), (KEEP, "Keep it in the name"))
    names = [
        cell for line in (*waiting["lines"], *done["lines"]) for cell in line.cells if cell.field == "name"
    ]
    assert [(cell.stored, cell.notes) for cell in names] == [
        (
            "สมหญิง ดี",
            (
                "What is in brackets is not stored. It may say that this person is no longer with you: should this "
                "line come in?",
            ),
        ),
        ("บุญ มา", ("What is in brackets is not stored.",)),
    ]
    settle_for_good(list_import, {("name", brackets.SHAPE): DROP})
    assert rows(list_import)[2].before["read"]["name"] == "สมศรี ใจงาม"
    settle_for_good(list_import, {("name", brackets.SHAPE): KEEP})
    line_choices.choose(list_import, {2: line_choices.NEW})  # whoever may have left comes in all the same
    imports.start(list_import)
    session.commit()
    jobs.run_due(app)
    session.expire_all()
    found = [people_queries.person_by_number(f"V-{number}") for number in (50, 51, 52)]
    assert [one.name for one in found if one is not None] == ["สมหญิง ดี", "บุญ มา", "สมศรี (ตุ๊ก) ใจงาม"]
    assert session.scalars(select(ValueMatching)).all() == []
    assert "ตุ๊ก" not in str(list_import.matching)
    # Of another list it is asked again: what is in its brackets is something else.
    other = listed(people, "other.csv", "มานี (ก้อย) ใจดี")
    assert [problems(row) for row in rows(other)][3] == [("name", "name-bracketed")]
    imports.drop(other, actor=None)


def test_in_a_list_of_trainings_brackets_are_no_question(people: People) -> None:
    content = text(
        ["ID", "Name", "Module", "Date"],
        ["KH-1001", "សុខា (ឈឺ)", "pss", "5/3/2025"],
        ["KH-1001", "សុខា (Kha)", "hiv", "5/3/2025"],
    )
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    column_matching.match(
        list_import, {1: "number", 2: "name", 3: "award", 4: "on"}, everywhere={}, source="list"
    )
    assert [problems(row) for row in rows(list_import)] == [[], []]
    assert rows(list_import)[0].action == "create"
    imports.drop(list_import, actor=None)


SPLIT = [
    {"given_name": "ปวีณา (นุ้ย)", "family_name": "วงศ์ษา"},
    {"given_name": "ปวีณา", "family_name": "วงศ์ษา (นุ้ย)"},
    {"name": "ปวีณา (นุ้ย)", "family_name": "วงศ์ษา"},
]


@pytest.mark.parametrize("parts", SPLIT)
def test_of_a_name_in_two_columns_that_is_asked_about_no_half_is_taken(parts: dict[str, str]) -> None:
    read = line_reader.read({"number": "1", **parts}, "people", replace(THA, brackets=""))
    assert "name" not in read.values
    assert [(one.field, one.word) for one in read.problems] == [("name", "name-bracketed")]
    read = line_reader.read({"number": "1", **parts}, "people", replace(THA, brackets=DROP))
    assert (read.values["name"], read.problems) == ("ปวีณา วงศ์ษา", ())


def test_until_dao_has_decided_the_preview_shows_the_name_as_it_was_typed(app: Flask, people: People) -> None:
    content = text(["ID", "ชื่อ", "นามสกุล"], ["V-50", "ปวีณา (นุ้ย)", "วงศ์ษา"])
    list_import = brought(content, "list.csv", "people", people.dao.unit, people.dao)
    columns = {1: "number", 2: "given_name", 3: "family_name"}
    column_matching.match(list_import, columns, everywhere={})

    def shown() -> list[tuple[str, str]]:
        with app.test_request_context("/en/"):
            (line,) = import_page.preview(list_import, "all", "1")["lines"]
        return [(cell.text, cell.stored) for cell in line.cells if cell.field.endswith("name")]

    assert shown() == [("วงศ์ษา", ""), ("ปวีณา (นุ้ย)", "")]
    settle_for_good(list_import, {("name", brackets.SHAPE): DROP})
    assert ("", "ปวีณา วงศ์ษา") in shown()
    imports.drop(list_import, actor=None)


@pytest.mark.parametrize("remark", ["ลาออก", "เสียชีวิต", "ລາອອກ", "ឈប់", "left", "resigned 2024", "Deceased"])
def test_of_who_may_have_left_it_is_asked_whether_the_line_should_come_in_and_nothing_of_it_is_kept(
    remark: str,
) -> None:
    given = {"number": "TH-1", "name": f"สมศรี ใจงาม ({remark})"}
    values = line_reader.read(given, "people", THA).values
    assert values["name"] == "สมศรี ใจงาม"
    assert [one.word for one in line_notes.notes_of(given, values, THA)] == ["brackets-of-leaver"]
    cells, notes = left_out.kept(given, "people", THA)
    assert (cells["name"], [one.word for one in notes]) == ("สมศรี ใจงาม", ["brackets-not-stored"])


def test_of_another_remark_and_of_who_was_trained_nothing_is_asked() -> None:
    for given in ({"name": "สมศรี ใจงาม (ป่วย)"}, {"name": "สมศรี ใจงาม (ลาออก)", "award": "pss"}):
        values = line_reader.read(given, "people", THA).values
        assert [one.word for one in line_notes.notes_of(given, values, THA)] == ["brackets-not-stored"]
