"""Whom the search finds for a name, the preview of a list offers for it, and takes nobody unasked."""

from __future__ import annotations

from flask import Flask

from lms.accounts.queries import name_search
from lms.accounts.queries import people as people_queries
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person, scope_of
from lms.db import session
from lms.imports.presenters import import_page, rollback_report
from lms.imports.services import imports
from tests.client import StrictClient
from tests.imports import test_people as lists
from tests.imports import test_trainings as trainings
from tests.imports.files import text
from tests.imports.test_trainings import text_of, work
from tests.people import People

# As the list has it -> as it is stored.
WRITTEN = {
    "ជា ស្រីល័ក្ខណ៍": "ជា ស្រីលក្ខណ៍",
    "គឹម សុវណ្ណ": "គឹម សុវណ្ណ (ហៅ ណា)",
    "Chan Sopheap": "ចាន់ សុភាព",
    "អ៊ំ ភារម្យ": "អ៊ុំ ភារម្យ",
    "កែវ មុនី": "កែវ មុន្នី",
    "ម៉ៅ ច័ន្ទធី": "ម៉ៅ ចាន់ធី",
}


def settle(people: People) -> dict[str, Person]:
    """The people who are stored, each by the name that a list has."""
    return {
        typed: people_service.create_person(
            people_service.Particulars(number=f"KH-5{place:03}", name=stored, latin_name="", language="km"),
            people.sokha.unit,
            actor=None,
        )
        for place, (typed, stored) in enumerate(WRITTEN.items())
    }


def test_whom_the_search_finds_the_list_offers(client: StrictClient, people: People) -> None:
    stored = settle(people)
    session.commit()
    scope = scope_of(people.chan, "records.import")
    list_import = trainings.bring_in(
        people, *(["", typed, "pss", "06/03/2025", "passed", ""] for typed in WRITTEN)
    )
    for row, (typed, person) in zip(lists.rows(list_import), stored.items(), strict=True):
        assert person in name_search.find(scope, typed).people
        assert (row.action, [one["id"] for one in row.candidates]) == ("skip", [person.id])
    client.sign_in("KH-1200")
    page = text_of(client.get(f"/en/people/imports/{list_import.uuid}/").get_data(as_text=True))
    assert "ជា ស្រីលក្ខណ៍ · KH-5000 · Phnom Penh the name is alike" in page
    assert "អ៊ុំ ភារម្យ · KH-5003 · Phnom Penh the name sounds alike" in page


def test_a_remark_about_a_namesake_is_nothing_that_an_undo_leaves(app: Flask, people: People) -> None:
    list_import = lists.bring_in(
        people, text(["ID", "Name"], ["V-1", "ម៉ៅ ដារ៉ា"], ["V-2", "ម៉ៅ ដារា"], ["V-3", "ជា ស្រីល័ក្ខណ៍"])
    )
    assert [lists.problems(row) for row in lists.rows(list_import)] == [[], [("name", "namesake")], []]
    lists.carry_out(app, list_import)
    imports.undo(list_import, reason="the wrong list", actor=people.chan)
    work(app)
    assert people_queries.person_by_number("V-2") is None
    found = rollback_report.of_import(list_import)
    assert found is not None
    assert found.count == 0


def test_a_remark_about_a_name_in_two_columns_is_said_once(app: Flask, people: People) -> None:
    header = ["ID", "Given name", "Family name"]
    list_import = lists.bring_in(people, text(header, ["V-1", "Dara", "Mao"], ["V-2", "Dara", "Mao"]))
    assert [lists.problems(row) for row in lists.rows(list_import)] == [[], [("name", "namesake")]]
    with app.test_request_context("/en/"):
        second = import_page.preview(list_import, "all", "")["lines"][1]
    said = [*second.problems, *(problem for cell in second.cells for problem in cell.problems)]
    assert said == ["Line 2 has the same name, or nearly. Please look whether it is somebody else."]
    session.rollback()
    imports.drop(list_import, actor=None)
