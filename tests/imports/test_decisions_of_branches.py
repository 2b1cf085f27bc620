"""What a branch says about a text of its lists is no word of its Society, and a name needs nobody's word."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms import clock
from lms.accounts.queries import people as people_queries
from lms.accounts.services import people as people_service
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Unit
from lms.db import session
from lms.imports import personal_data
from lms.imports.domain.headings import fields
from lms.imports.models import ListImport, ValueMatching
from lms.imports.presenters import import_page, shown_cells
from lms.imports.services import column_matching, forgetting, imports, list_place, value_choices
from lms.imports.services.review import line_choices
from tests.erasures import erasure_of
from tests.imports.files import brought, text
from tests.imports.meanings import settle_for_good
from tests.imports.test_people import carry_out, problems, rows
from tests.people import People

HEADER = ["ID", "Name", "Branch"]
CAPITAL = ("branch", fields.key("the capital"))


def listed(unit: Unit, *branches: str) -> ListImport:
    """A list of a unit up to its preview: a line for each text in the column of the branch."""
    lines = [[f"V-{number}", f"Dara {number}", branch] for number, branch in enumerate(branches)]
    list_import = brought(text(HEADER, *lines), "list.csv", "people", unit, None)
    column_matching.match(list_import, {1: "number", 2: "name", 3: "branch"}, everywhere={})
    session.commit()
    return list_import


def stored(list_import: ListImport) -> list[str]:
    """The codes of the branches that the lines of a list are read as."""
    return [str(row.before["read"].get("branch", "")) for row in rows(list_import)]


def branch_cells(list_import: ListImport) -> list[shown_cells.Cell]:
    """The cells of the branch as the page of an import shows them."""
    lines = import_page.preview(list_import, "all", "1")["lines"]
    return [cell for line in lines for cell in line.cells if cell.field == "branch"]


def branch(people: People, code: str) -> Unit:
    return people_service.ensure_unit("branch", code, people.chan.unit)


def test_what_a_branch_has_said_reaches_neither_its_society_nor_another_branch(people: People) -> None:
    settle_for_good(listed(people.sokha.unit, "the capital"), {CAPITAL: "-"})
    session.commit()
    assert stored(listed(people.sokha.unit, "The Capital", "ភ្នំពេញ")) == ["", "KH-12"]
    for unit in (people.chan.unit, branch(people, "KH-2")):
        list_import = listed(unit, "the capital")
        assert [problems(row) for row in rows(list_import)] == [[("branch", "branch-unknown")]]
        imports.drop(list_import, actor=None)


@pytest.mark.parametrize("name", ["បាត់ដំបង", "Battambang", "KH-2", "ខេត្តបាត់ដំបង"])
def test_no_remembered_word_makes_another_branch_of_an_exact_name(
    app: Flask, people: People, name: str
) -> None:
    # As an officer of a branch could say it in older versions.
    society = people.chan.unit
    session.add(ValueMatching(unit_id=society.id, field="branch", typed=fields.key(name), value="KH-12"))
    list_import = listed(society, name)
    assert (stored(list_import), list_import.matching["groups"]) == (["KH-2"], [])
    carry_out(app, list_import)
    dara = people_queries.person_by_number("V-0")
    assert dara is not None
    assert dara.unit.code == "KH-2"


def test_a_branch_may_say_otherwise_than_its_society_and_withdraw_it(people: People) -> None:
    settle_for_good(listed(people.chan.unit, "the capital"), {CAPITAL: "KH-12"})
    session.commit()
    list_import = listed(people.sokha.unit, "the capital")
    assert stored(list_import) == ["KH-12"]
    settle_for_good(list_import, {CAPITAL: "-"})
    assert stored(list_import) == [""]
    settle_for_good(list_import, {CAPITAL: ""})
    assert [problems(row) for row in rows(list_import)] == [[("branch", "branch-unknown")]]
    assert list_import.matching["groups"][0]["means"] == ""
    assert stored(listed(people.chan.unit, "The Capital")) == ["KH-12"]


def test_what_is_withdrawn_where_it_was_said_leaves_nothing(people: People) -> None:
    list_import = listed(people.sokha.unit, "the capital")
    value_choices.settle(list_import, {CAPITAL: "-"})
    value_choices.settle(list_import, {CAPITAL: ""})
    assert session.scalars(select(ValueMatching)).all() == []


def test_a_line_that_names_another_branch_is_told_whose_list_it_is(app: Flask, people: People) -> None:
    list_import = listed(people.sokha.unit, "ភ្នំពេញ", "បាត់ដំបង", "តាកែវ", "?!")
    assert [problems(row) for row in rows(list_import)] == [
        [],
        [("branch", "branch-elsewhere")],
        [("branch", "branch-elsewhere")],
        [("branch", "branch-unknown")],
    ]
    assert [group["text"] for group in list_import.matching["groups"]] == ["?!"]
    with app.test_request_context("/en/"):
        shown = import_page.preview(list_import, "all", "1")
    sentences = [problem for line in shown["lines"] for cell in line.cells for problem in cell.problems]
    assert sentences[0] == "This list is of Phnom Penh; “បាត់ដំបង” is another branch."
    assert shown["elsewhere"] == 2


def test_a_text_that_means_another_branch_is_named_as_it_was_typed(app: Flask, people: People) -> None:
    settle_for_good(listed(people.chan.unit, "Btb"), {("branch", fields.key("Btb")): "KH-2"})
    session.commit()
    list_import = listed(people.sokha.unit, "Btb", "b t b")
    said = [row.problems[0] for row in rows(list_import)]
    assert [(one["word"], one["values"]["typed"]) for one in said] == [
        ("branch-elsewhere", "Btb"),
        ("branch-elsewhere", "b t b"),
    ]
    with app.test_request_context("/en/"):
        (group,) = import_page.preview(list_import, "all", "1")["groups"]
    assert (group.means, dict(group.choices)[group.means]) == ("KH-2", "Battambang")


def test_a_finished_import_shows_what_it_was_carried_out_by(app: Flask, people: People) -> None:
    society = people.chan.unit
    first = listed(society, "the capital")
    settle_for_good(first, {CAPITAL: "KH-12"})
    carry_out(app, first)
    value_choices.settle(listed(society, "the capital", "x"), {CAPITAL: "KH-2"})
    session.commit()
    with app.test_request_context("/en/"):
        (cell,) = branch_cells(first)
    assert (cell.text, cell.stored) == ("Phnom Penh", "")


def test_a_preview_is_carried_out_as_it_is_shown(app: Flask, people: People) -> None:
    society = people.chan.unit
    lines = text(["ID", "Name", "Branch"], ["KH-1001", "សុខា", "the capital"])
    shown = brought(lines, "list.csv", "people", society, None)
    column_matching.match(shown, {1: "number", 2: "name", 3: "branch"}, everywhere={})
    settle_for_good(shown, {CAPITAL: "KH-2"})
    value_choices.settle(listed(society, "the capital"), {CAPITAL: "KH-21"})
    session.commit()
    carry_out(app, shown)
    assert people.sokha.unit.code == "KH-2"


def test_of_an_import_of_before_what_is_kept_is_shown_and_nothing_more(app: Flask, people: People) -> None:
    old = listed(people.chan.unit, "the capital")
    value_choices.settle(old, {CAPITAL: "KH-12"})
    carry_out(app, old)
    unknown = {"settled", forgetting.FORGOTTEN}
    old.matching = {name: value for name, value in old.matching.items() if name not in unknown}
    for row in rows(old):
        row.given = {**row.given, "branch": "the capital"}
    with app.test_request_context("/en/"):
        (cell,) = branch_cells(old)
    assert (cell.text, cell.stored) == ("the capital", "")


def test_a_name_that_a_finished_import_was_settled_by_goes_with_the_person(
    app: Flask, people: People
) -> None:
    list_import = listed(people.chan.unit, "រតនា", "the capital")
    ratana = ("branch", fields.key("រតនា"))
    value_choices.settle(list_import, {ratana: "-", CAPITAL: "KH-12"})
    carry_out(app, list_import)
    personal_data.erase(erasure_of(people.ratana))
    assert list_import.matching["settled"] == [[*CAPITAL, "KH-12"]]


def test_what_a_closed_import_was_settled_by_is_kept_no_longer_than_its_lines(
    app: Flask, people: People
) -> None:
    list_import = listed(people.chan.unit, "the capital")
    value_choices.settle(list_import, {CAPITAL: "KH-12"})
    carry_out(app, list_import)
    personal_data.drop_closed_rows(clock.now() + timedelta(days=1))
    assert "settled" not in list_import.matching


def test_the_preview_says_where_somebody_is_put_whose_branch_is_left_empty(
    app: Flask, people: People
) -> None:
    content = text(
        ["ID", "Name", "Branch", "Language"],
        ["V-1", "Dara", "the capital", "khm."],
        ["KH-1001", "សុខា", "the capital", "khm."],
    )
    list_import = brought(content, "list.csv", "people", people.chan.unit, None)
    column_matching.match(list_import, {1: "number", 2: "name", 3: "branch", 4: "language"}, everywhere={})
    value_choices.settle(list_import, {CAPITAL: "-", ("language", fields.key("khm.")): "-"})
    with app.test_request_context("/en/"):
        shown = import_page.preview(list_import, "all", "1")["lines"]
    cells = {(line.number, cell.field): cell for line in shown for cell in line.cells}
    assert cells[2, "branch"].stored == "Cambodian Red Cross"
    assert cells[3, "branch"].stored == "Phnom Penh"  # she stays where she is
    assert cells[2, "language"].stored == cells[3, "language"].stored == "ភាសាខ្មែរ"
    assert cells[2, "branch"].notes == ("This text is not stored.",)


def test_the_preview_says_which_number_somebody_keeps(app: Flask, people: People) -> None:
    content = text(["ID", "Name"], ["KH-0309", "សុខា"], ["kh 1002", "រតនា"])
    list_import = brought(content, "list.csv", "people", people.chan.unit, None)
    column_matching.match(list_import, {1: "number", 2: "name"}, everywhere={})
    line_choices.choose(list_import, {2: str(people.sokha.id)})
    with app.test_request_context("/en/"):
        new, same = import_page.preview(list_import, "all", "1")["lines"]
    assert new.cells[0].notes == (
        "The number stays KH-1001; KH-0309 is not stored. It can be corrected on the page of the person.",
    )
    assert (new.cells[0].stored, same.cells[0].notes) == ("KH-1001", ())


def test_the_number_of_a_merged_record_is_no_new_one(app: Flask, people: People) -> None:
    merges.merge(people.sokha, people.ratana, reason="Twice in the list", actor=people.chan)
    content = text(["ID", "Name"], ["KH-1002", "សុខា"])
    list_import = brought(content, "list.csv", "people", people.chan.unit, None)
    column_matching.match(list_import, {1: "number", 2: "name"}, everywhere={})
    with app.test_request_context("/en/"):
        (line,) = import_page.preview(list_import, "all", "1")["lines"]
    assert (line.person, line.cells[0].notes) == (people.sokha, ())


def test_what_was_said_of_a_list_of_a_branch_holds_when_it_becomes_one_of_the_society(
    app: Flask, people: People
) -> None:
    kampot = branch(people, "KH-7")
    clinic, pp = (("branch", fields.key(text)) for text in ("the clinic", "P.P."))
    settle_for_good(listed(kampot, "the clinic"), {clinic: "KH-7"})
    session.commit()
    content = text(HEADER, ["V-8", "Dara", "the clinic"], ["V-9", "Pisey", "P.P."], ["V-10", "Rith", "Kep"])
    list_import = brought(content, "list.csv", "people", kampot, people.chan)
    column_matching.match(list_import, {1: "number", 2: "name", 3: "branch"}, everywhere={})
    value_choices.settle(list_import, {pp: "KH-12"})
    list_place.take_to_society(list_import, actor=people.chan)
    assert [row.action for row in rows(list_import)] == ["create", "create", "create"]
    assert stored(list_import) == ["KH-7", "KH-12", "KH-23"]
    carry_out(app, list_import)
    society = select(ValueMatching).filter_by(unit_id=people.chan.unit.id)
    assert [(row.typed, row.value) for row in session.scalars(society)] == [(pp[1], "KH-12")]
