"""A name that stands once more where the Latin letters belong is not stored there, and Chan sees that."""

from __future__ import annotations

import pytest
from flask import Flask

from lms.accounts.queries import people as people_queries
from lms.imports.domain.headings.fields import heading
from tests.client import StrictClient
from tests.imports.files import text
from tests.imports.test_people import bring_in, carry_out, rows
from tests.people import People

NOTE = "This text is not stored."


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (["Name", "Name in Latin letters"], ["ដារ៉ា", "ដារ៉ា"]),
        (["Name", "Latin family name", "Latin given name"], ["សុខ ដារ៉ា", "សុខ", "ដារ៉ា"]),
    ],
)
def test_the_preview_and_the_finished_list_say_that_it_is_not_stored(
    app: Flask, client: StrictClient, people: People, header: list[str], name: list[str]
) -> None:
    list_import = bring_in(people, text(["ID", *header, "Sex"], ["V-0001", *name, "F"]))
    assert [row.action for row in rows(list_import)] == ["create"]
    client.sign_in("KH-1200")
    address = f"/en/people/imports/{list_import.uuid}/"
    assert client.get(address).get_data(as_text=True).count(NOTE) == len(name) - 1
    carry_out(app, list_import)
    person = people_queries.person_by_number("V-0001")
    assert person is not None
    assert (person.name, person.latin_name) == (name[0], "")
    assert [cell for field, cell in rows(list_import)[0].given.items() if field.startswith("latin")] == [
        "-"
    ] * (len(name) - 1)
    assert client.get(address).get_data(as_text=True).count(NOTE) == len(name) - 1


def test_a_name_in_latin_letters_is_stored_and_nothing_is_said(client: StrictClient, people: People) -> None:
    header = ["ID", "Name", heading("latin_name", "en"), "Sex"]
    list_import = bring_in(
        people, text(header, ["V-0001", "ដារ៉ា", "Dara", "F"], ["V-0002", "Rith", "រិទ្ធ", "M"])
    )
    client.sign_in("KH-1200")
    page = client.get(f"/en/people/imports/{list_import.uuid}/").get_data(as_text=True)
    assert NOTE not in page
