"""What a preview shows last is what is stored, and what the page of the finished list shows: whatever was said before.

HR answers the questions of a list, turns it into one of the Society, answers otherwise, says who somebody is, comes
back to it later: in any order.
"""

from __future__ import annotations

from itertools import permutations
from typing import Final

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.services.people import Person, Unit
from lms.db import session
from lms.imports.domain.headings import fields
from lms.imports.domain.lines.line_values import NO_BRANCH
from lms.imports.domain.lines.result_answers import OUT, TRAINED
from lms.imports.domain.lines.value_groups import SETTLED
from lms.imports.domain.values import addressed, brackets, date_order, short_years
from lms.imports.domain.values.fitting_numbers import FITTED
from lms.imports.domain.values.number_widths import AS_WRITTEN, ZEROS
from lms.imports.models import ListImport
from lms.imports.presenters import import_page, value_texts
from lms.imports.services import column_matching, imports, list_place, value_choices
from lms.imports.services.review import line_choices
from lms.records.services.achievements import LedgerEntry
from tests.imports.files import brought, text
from tests.imports.test_people import carry_out, rows
from tests.people import People

HEADER: Final = ["ID", "ชื่อ-สกุล", "เพศ", "ปีเกิด", "สาขา", "ภาษา"]
BURMESE: Final = ("language", fields.key("พม่า"))
SHORT: Final = ("birth", short_years.SHAPE)
SEX: Final = ("sex", fields.key("ฬฬ"))
CLINIC: Final = ("branch", fields.key("คลินิก"))
ZEROS_OF: Final = ("number", "TH-0000")
BARE: Final = ("number", "0>TH-0000")
IN_BRACKETS: Final = ("name", brackets.SHAPE)
A_TITLE: Final = ("name", addressed.SHAPE)
# Each question with two answers; the second one counts.
WRONG: Final = {
    BURMESE: "km",
    SHORT: "common",
    SEX: "male",
    CLINIC: "TH-27",
    NO_BRANCH: "TH-22",
    ZEROS_OF: AS_WRITTEN,
    BARE: AS_WRITTEN,
    IN_BRACKETS: brackets.KEEP,
    A_TITLE: brackets.KEEP,
}
RIGHT: Final = {
    BURMESE: "th",
    SHORT: "buddhist",
    SEX: "female",
    CLINIC: "TH-23",
    NO_BRANCH: "TH-23",
    ZEROS_OF: ZEROS,
    BARE: FITTED,
    IN_BRACKETS: brackets.DROP,
    A_TITLE: brackets.DROP,
}
SAID: Final = ["ฬฬ", "41", "คลินิก", "พม่า"]
LINES: Final = (
    ["TH-0701", "มาลี", *SAID],  # she is in Sala under another number, or this is somebody else: HR says who
    ["TH-1001", "มาลี", *SAID],  # she is known
    ["703", "อนันต์ สุขใจ (หมู)", *SAID],
    ["TH-704", "คุณากร ทองดี", *SAID],
    ["TH-0705", "วิชัย แสงทอง", "ฬฬ", "38", "ตราด", "พม่า"],  # names another branch
    ["TH-0706", "ปรีชา เพชรดี", "ฬฬ", "39", "", "พม่า"],  # and none
    *(
        [f"TH-071{number}", f"สมชาย {name}", *SAID]
        for number, name in enumerate(("กข", "คง", "จฉ", "ชซ", "ดต"))
    ),
)
KNOWN: Final = 3  # the line of her who is known


def listed(people: People, unit: Unit) -> ListImport:
    list_import = brought(text(HEADER, *LINES), "list.csv", "people", unit, people.dao)
    chosen = {1: "number", 2: "name", 3: "sex", 4: "birth", 5: "branch", 6: "language"}
    column_matching.match(list_import, chosen, everywhere={})
    session.commit()
    return list_import


def say(list_import: ListImport, answers: dict[tuple[str, str], str]) -> None:
    """Answer those of the questions that the list asks."""
    groups = {(one["field"], one["key"]) for one in list_import.matching["groups"]}
    value_choices.settle(list_import, {group: means for group, means in answers.items() if group in groups})


def act(list_import: ListImport, what: str, people: People) -> None:
    if what == "wrong":
        say(list_import, WRONG)
    elif what == "withdrawn":
        say(list_import, dict.fromkeys(WRONG, ""))
    elif what == "right":
        say(list_import, RIGHT)
    elif what == "society":
        list_place.take_to_society(list_import, actor=people.dao)
    elif what == "new":
        line_choices.choose_for_all(list_import, line_choices.NEW)
    else:
        imports.read_again(list_import)
    session.commit()
    session.expire_all()


def shown(app: Flask, list_import: ListImport) -> list[dict[str, str]]:
    """What a page shows of each line that is stored, by field."""
    with app.test_request_context("/en/"):
        lines = import_page.preview(list_import, "all", "")["lines"]
    session.rollback()  # a page only reads
    return [{cell.field: (cell.stored or cell.text).capitalize() for cell in line.cells} for line in lines]


def stored(app: Flask, person: Person) -> dict[str, str]:
    """What is known of somebody, in the words of the page."""
    values = {
        "name": person.name,
        "sex": person.sex,
        "birth": person.birth_year,
        "branch": person.unit.code,
        "language": person.language,
        "number": person.number,
    }
    with app.test_request_context("/en/"):
        return {
            field: value_texts.text_of(field, value).capitalize() for field, value in values.items() if value
        }


def start_and_compare(app: Flask, list_import: ListImport) -> None:
    before = shown(app, list_import)
    carry_out(app, list_import)
    assert [
        (row.line, row.action, row.problems)
        for row in rows(list_import)
        if row.action not in ("create", "update")
    ] == []
    assert shown(app, list_import) == before
    people = [person for row in rows(list_import) if (person := session.get(Person, row.person_id))]
    assert [stored(app, person) for person in people] == before


ORDERS: Final = [
    order
    for order in permutations(("wrong", "society", "right", "new"))
    if order.index("wrong") < order.index("right")
]


@pytest.mark.parametrize("last", [["new"], ["again", "new"]], ids="-".join)
@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_people_are_stored_as_they_were_shown_last(
    app: Flask, people: People, order: tuple[str, ...], last: list[str]
) -> None:
    list_import = listed(people, people.malee.unit)
    for what in (*order, *last):
        act(list_import, what, people)
    start_and_compare(app, list_import)
    [malee] = [row for row in rows(list_import) if row.line == KNOWN]
    person = session.get_one(Person, malee.person_id)
    assert (person.birth_year, person.language, person.sex, person.unit.code) == (
        1998,
        "th",
        "female",
        "TH-23",
    )


def test_what_a_branch_had_said_before_gives_way_to_what_is_said_of_the_list(
    app: Flask, people: People
) -> None:
    before = listed(people, people.malee.unit)
    say(before, WRONG)
    value_choices.remember(before)  # as carrying it out would
    imports.drop(before, actor=None)
    list_import = listed(people, people.malee.unit)
    for what in ("society", "right", "new"):
        act(list_import, what, people)
    start_and_compare(app, list_import)


def test_what_is_taken_back_stays_taken_back_in_a_list_that_became_one_of_the_society(
    app: Flask, people: People
) -> None:
    list_import = listed(people, people.malee.unit)
    for what in ("wrong", "society", "withdrawn"):
        act(list_import, what, people)
    [trat] = [row for row in rows(list_import) if row.line == 6]
    assert {one["word"] for one in trat.problems} == {"sex-unknown", "year-short", "language-unknown"}
    for what in ("right", "new"):
        act(list_import, what, people)
    start_and_compare(app, list_import)


def test_no_text_of_a_list_stays_in_what_was_said_of_it_once_it_is_brought_in(
    app: Flask, people: People
) -> None:
    """Where erasure and retention look for it, and nowhere else."""
    list_import = listed(people, people.malee.unit)
    for what in ("wrong", "society", "right", "new"):
        act(list_import, what, people)
    start_and_compare(app, list_import)
    kept = {name: value for name, value in list_import.matching.items() if name != SETTLED}
    assert "พม่า" not in str(kept)


HEADER_OF_TRAININGS: Final = ["ID", "Name", "Course", "Date", "Result", "Mark"]
COURSE: Final = ("award", fields.key("อบรมใจ"))
# Lists of past trainings with the answers of which the second counts.
TRAININGS: Final = {
    "words": (
        [
            ["TH-1001", "มาลี", "อบรมใจ", "3/5/2025", "โอเค", ""],
            ["", "มาลี", "อบรมใจ", "9/8/2024", "", ""],
            ["TH-1200", "ดาว", "อบรมใจ", "3/6/2025", "", ""],
        ],
        {COURSE: "hiv", ("result", fields.key("โอเค")): "passed", ("result", "|result"): OUT},
        {COURSE: "pss", ("result", fields.key("โอเค")): "attended", ("result", "|result"): TRAINED},
    ),
    "days": (
        [
            ["TH-1001", "มาลี", "pss", "03/08/2025", "attended", ""],
            ["", "มาลี", "pss", "05/02/2024", "attended", ""],
            ["TH-1200", "ดาว", "hiv", "08/14/2025", "attended", ""],
        ],
        {("on", date_order.SHAPE): "day-first"},
        {("on", date_order.SHAPE): "month-first"},
    ),
    "years": (
        [
            ["TH-1001", "มาลี", "pss", "13/8/15", "attended", ""],
            ["", "มาลี", "pss", "14/2/16", "attended", ""],
            ["TH-1200", "ดาว", "hiv", "15/8/17", "attended", ""],
        ],
        {("on", short_years.SHAPE): "buddhist"},
        {("on", short_years.SHAPE): "common"},
    ),
    "marks": (
        [
            ["TH-1001", "มาลี", "pss", "13/8/2025", "", "18"],
            ["", "มาลี", "pss", "14/2/2024", "", "17"],
            ["TH-1200", "ดาว", "hiv", "15/8/2025", "", "19"],
        ],
        {("result", "0-20||mark"): "100"},
        {("result", "0-20||mark"): "20"},
    ),
}


@pytest.mark.parametrize("kind", TRAININGS)
@pytest.mark.parametrize(
    "order",
    [
        ("wrong", "who", "right", "who"),
        ("who", "wrong", "right", "who"),
        ("wrong", "who", "again", "right", "again", "who"),
        ("wrong", "right", "who", "again"),
    ],
    ids="-".join,
)
def test_trainings_are_recorded_as_they_were_shown_last(
    app: Flask, people: People, kind: str, order: tuple[str, ...]
) -> None:
    lines, wrong, right = TRAININGS[kind]
    list_import = brought(text(HEADER_OF_TRAININGS, *lines), "list.csv", "trainings", people.dao.unit, None)
    chosen = {1: "number", 2: "name", 3: "award", 4: "on", 5: "result", 6: "mark"}
    column_matching.match(list_import, chosen, everywhere={}, source="list")
    session.commit()
    for what in order:
        if what == "who":
            line_choices.choose_for_all(list_import, line_choices.FIRST)
        elif what == "again":
            imports.read_again(list_import)
        else:
            say(list_import, wrong if what == "wrong" else right)
        session.commit()
        session.expire_all()
    assert {(one["field"], one["key"]): one["means"] for one in list_import.matching["groups"]} == right
    before = shown(app, list_import)
    carry_out(app, list_import)
    assert [row.action for row in rows(list_import)] == ["create"] * 3
    assert shown(app, list_import) == before
    assert recorded(app, list_import) == [
        {field: line[field] for field in ("award", "on")} for line in before
    ]


def recorded(app: Flask, list_import: ListImport) -> list[dict[str, str]]:
    """What the ledger says of each line, in the words of the page."""
    entries = select(LedgerEntry).where(LedgerEntry.kind == "achieved").order_by(LedgerEntry.id)
    by_line = {int(one.evidence["line"]): one for one in session.scalars(entries) if "line" in one.evidence}
    with app.test_request_context("/en/"):
        return [
            {
                "award": value_texts.text_of("award", by_line[row.line].award).capitalize(),
                "on": value_texts.text_of("on", by_line[row.line].effective_on.isoformat()).capitalize(),
            }
            for row in rows(list_import)
        ]
