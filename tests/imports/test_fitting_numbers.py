"""Numbers of another shape than nearly all others are asked about, once for each shape, with what would fit."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from flask import Flask
from sqlalchemy import select

from lms import jobs
from lms.db import session
from lms.errors import RuleBroken
from lms.imports.domain.lines import cell_readers
from lms.imports.domain.values import fitting_numbers
from lms.imports.domain.values.fitting_numbers import FITTED, Usual
from lms.imports.domain.values.number_widths import AS_WRITTEN, ZEROS
from lms.imports.models import ListImport, ValueMatching
from lms.imports.presenters import import_page
from lms.imports.services import column_matching, imports, value_choices
from tests.imports.files import brought, text
from tests.imports.test_cells import LAO
from tests.imports.test_people import rows
from tests.people import People

LA = Usual("LA-", 4, 4, "LA-0101")
SERIES = [f"LA-{number:04}" for number in range(101, 113)]


@pytest.mark.parametrize(
    ("numbers", "usual"),
    [
        (SERIES, LA),
        ([*SERIES, "LA103", "106", "0105"], LA),
        # Those with five digits are the next ones, not another shape.
        ([*SERIES, "LA-10001"], Usual("LA-", 4, 5, "LA-0101")),
        (["V-1", "V-2", "V-10", "V-11", "V-12"], Usual("V-", 0, 2, "V-1")),
        (["KH-2001", "KH-2002", "KH-2003", "KH-2004", "KH-2005"], Usual("KH-", 4, 4, "KH-2001")),
        # Spelled otherwise, or with a letter for a digit, they are no others.
        (
            [
                "TH-1001",
                "TH-1002",
                "TH-1003",
                "TH-1004",
                "TH-1005",
                "TH 1006",
                "TH1007",
                "TH-1OO8",
                "TH-10I9",
            ],
            Usual("TH-", 4, 4, "TH-1001"),
        ),
        # Too few, or too many others: only a letter among the digits is a slip.
        (SERIES[:4], LA._replace(letters_only=True)),
        (SERIES[:2], LA._replace(letters_only=True)),
        (SERIES[:1], None),
        ([*SERIES[:6], "1", "2", "3", "4"], LA._replace(letters_only=True)),
        (["1", "2", "3", "A-1", "A-2", "B-1"], Usual("A-", 0, 1, "A-1", letters_only=True)),
        (["1", "2", "3", "A-1", "B-1"], None),
        (["office", "head office"], None),
        ([], None),
    ],
)
def test_what_nearly_all_numbers_look_like(numbers: Sequence[str], usual: Usual | None) -> None:
    assert fitting_numbers.usual_of(numbers) == usual


@pytest.mark.parametrize(
    ("number", "shape", "fitting"),
    [
        ("LA103", "LA0", "LA-0103"),
        ("LA 3", "LA 0", "LA-0003"),
        ("0105", "0", "LA-0105"),
        ("106", "0", "LA-0106"),
        ("1", "0", "LA-0001"),
        ("LA-00204", "LA-00000", "LA-0204"),
        ("LA-O214", "=LA-O214", "LA-0214"),
        ("LAO214", "=LA-O214", "LA-0214"),
        ("LA-02I4", "=LA-02I4", "LA-0214"),
        ("LA-021L", "=LA-021L", "LA-0211"),
        ("O214", "=O214", "LA-0214"),
        # As the others, or the same number spelled otherwise, or one that only lacks zeros: that is asked elsewhere.
        ("LA-0103", "", ""),
        ("LA0103", "", ""),
        ("LA-104", "", ""),
        # Another series, too many digits, and labels fit nowhere.
        ("KH-0103", "", ""),
        ("LA-CH-012", "", ""),
        ("20555512", "", ""),
        ("LA-10001", "", ""),
        ("LA-OIL", "", ""),
        ("Office", "", ""),
        ("", "", ""),
    ],
)
def test_what_would_fit(number: str, shape: str, fitting: str) -> None:
    found = fitting_numbers.of(number, LA)
    assert found == (None if not fitting else (f"{shape}>LA-0000", fitting))


def test_where_numbers_are_not_filled_with_zeros_only_the_letters_are_put_before() -> None:
    usual = Usual("V-", 0, 3, "V-12")
    assert fitting_numbers.of("12", usual) == ("0>V-0", "V-12")
    assert fitting_numbers.of("V-7", usual) is None
    assert fitting_numbers.of("0012", Usual("", 4, 4, "0007")) is None
    assert fitting_numbers.of("O012", Usual("", 4, 4, "0007")) == ("=O012>0000", "0012")
    assert fitting_numbers.of("12", None) is None


@pytest.mark.parametrize(
    "cell",
    [
        "LA-0406 / LA-0407",
        "LA-0406/LA-0407",
        "LA-0406, LA-0407",
        "LA-0406; 0407",
        "LA-0406 ແລະ LA-0407",
        "LA-0406 และ LA-0407",
        "KH-0406 និង KH-0407",
        "0406 & 0407",
        "0406 + 0407",
        "LA-0406 and LA-0407",
        "LA-0406\nLA-0407",
        "0406 / 0407",
        "LA-0406 - LA-0407",
    ],
)
def test_two_numbers_in_a_cell_are_two_people(cell: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        cell_readers.READERS["number"](cell, LAO)
    assert broken.value.code == "number-several"


@pytest.mark.parametrize(
    "cell", ["KH/1-2", "0012/2019", "PP-0012/2024", "0012 / 2019", "LA-04 06", "A/B-12", "12, 2"]
)
def test_a_number_with_a_stroke_in_it_is_one(cell: str) -> None:
    assert not fitting_numbers.are_several(cell)


def test_where_many_numbers_look_otherwise_only_a_letter_among_the_digits_is_asked_about() -> None:
    usual = LA._replace(letters_only=True)
    assert fitting_numbers.of("LA-O214", usual) == ("=LA-O214>LA-0000", "LA-0214")
    for number in ("LA103", "106", "LA-00204"):
        assert fitting_numbers.of(number, usual) is None
    assert not fitting_numbers.covers("", usual)
    assert fitting_numbers.covers("", LA)


def people_of(people: People, *numbers: str, name: str = "people") -> ListImport:
    lines = [
        [number, f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[place]}ara Chan"] for place, number in enumerate(numbers)
    ]
    content = text(["Volunteer number", "Name"], *lines)
    list_import = brought(content, f"{name}.csv", "people", people.chan.unit, people.chan)
    column_matching.match(list_import, {1: "number", 2: "name"}, everywhere={}, source="")
    session.commit()
    return list_import


def asked(list_import: ListImport) -> list[tuple[str, str, int]]:
    return [
        (group["key"], group["text"], group["lines"])
        for group in list_import.matching["groups"]
        if group["field"] == "number"
    ]


def numbers_of(list_import: ListImport) -> list[str]:
    return [str(row.before["read"]["number"]) for row in rows(list_import) if row.action == "create"]


def test_each_shape_is_one_question_and_nothing_is_stored_until_it_is_answered(
    app: Flask, people: People
) -> None:
    list_import = people_of(people, *SERIES, "la133", "LA134", "0135", "136")
    assert asked(list_import) == [
        ("LA0>LA-0000", "LA133 (LA-0133)", 2),
        ("0>LA-0000", "0135 (LA-0135)", 2),
    ]
    assert numbers_of(list_import) == SERIES
    assert {(row.action, row.problems[0]["word"]) for row in rows(list_import)[12:]} == {
        ("fail", "number-shape")
    }
    with app.test_request_context("/en/"):
        page = import_page.preview(list_import, "problems", "")
    assert [value for value, _ in page["groups"][0].choices] == [FITTED, AS_WRITTEN]
    assert "“LA133” looks otherwise than “LA-0101”. Is it “LA-0133”?" in page["lines"][0].cells[0].problems[0]
    answers = {("number", "LA0>LA-0000"): FITTED, ("number", "0>LA-0000"): AS_WRITTEN}
    value_choices.settle(list_import, answers)
    assert numbers_of(list_import) == [*SERIES, "LA-0133", "LA-0134", "0135", "136"]
    imports.drop(list_import, actor=None)


def test_an_answer_is_never_remembered_for_a_list_of_another_shape(app: Flask, people: People) -> None:
    bare = people_of(people, "0001", "0002", "0003", "0004", "0005", "0006", "7", name="bare")
    value_choices.settle(bare, {("number", "0000"): ZEROS})
    imports.start(bare)
    session.commit()
    jobs.run_due(app)
    session.expire_all()
    list_import = people_of(people, *SERIES, "114", name="series")
    assert rows(list_import)[-1].problems[0]["values"]["fitting"] == "LA-0114"
    assert asked(list_import) == [("0>LA-0000", "114 (LA-0114)", 1)]
    imports.drop(list_import, actor=None)


def test_the_numbers_of_the_society_say_what_is_usual_where_the_list_does_not(
    app: Flask, people: People
) -> None:
    first = people_of(people, *(f"KH-{number:04}" for number in range(2001, 2025)), name="first")
    imports.start(first)
    session.commit()
    jobs.run_due(app)
    session.expire_all()
    list_import = people_of(people, "41", "KH-O042", name="second")
    assert asked(list_import) == [
        ("0>KH-0000", "41 (KH-0041)", 1),
        ("=KH-O042>KH-0000", "KH-O042 (KH-0042)", 1),
    ]
    imports.drop(list_import, actor=None)


def test_a_letter_for_a_digit_is_asked_about_also_where_many_numbers_look_odd(
    app: Flask, people: People
) -> None:
    numbers = ["KH-1101", "KH-1102", "1103", "1104", "KH/1105/2", "KH-11O6", "KH-1I07"]
    list_import = people_of(people, *numbers)
    assert asked(list_import) == [
        ("=KH-11O6>KH-0000", "KH-11O6 (KH-1106)", 1),
        ("=KH-1I07>KH-0000", "KH-1I07 (KH-1107)", 1),
    ]
    assert numbers_of(list_import) == numbers[:5]
    value_choices.settle(list_import, {("number", "=KH-11O6>KH-0000"): AS_WRITTEN})
    assert numbers_of(list_import) == numbers[:6]
    imports.start(list_import)
    session.commit()
    jobs.run_due(app)
    session.expire_all()
    # That one number is right is no answer about another one.
    other = people_of(people, "KH-1201", "KH-1202", "KH-12O6", "KH-11O6", name="other")
    assert [row.problems[0]["word"] for row in rows(other)[2:3]] == ["number-shape"]
    assert [
        (group["text"], group["means"]) for group in other.matching["groups"] if group["field"] == "number"
    ] == [
        ("KH-12O6 (KH-1206)", ""),
        ("KH-11O6 (KH-1106)", ""),
    ]
    assert "KH-11O6" not in str(session.scalars(select(ValueMatching.typed)).all())  # the number of somebody
    imports.drop(other, actor=None)


@pytest.mark.parametrize(
    ("numbers", "question", "answer"),
    [
        (["124", "000124", "000125", "000126"], "000000", ZEROS),
        (["LA103", *SERIES], "LA0>LA-0000", FITTED),
    ],
)
def test_who_has_a_number_as_it_is_written_keeps_it_from_who_would_get_it_by_an_answer(
    people: People, numbers: list[str], question: str, answer: str
) -> None:
    list_import = people_of(people, *numbers)
    value_choices.settle(list_import, {("number", question): answer})
    [refused] = [row for row in rows(list_import) if row.action == "fail"]
    holder = numbers.index("000124" if "124" in numbers else "LA-0103")
    assert refused.given["number"] in ("124", "LA103")
    assert [(one["word"], one["values"]) for one in refused.problems] == [
        ("number-twice", {"line": holder + 2})
    ]
    assert rows(list_import)[holder].action == "create"
    imports.drop(list_import, actor=None)
