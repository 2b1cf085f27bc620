"""Whose list it is: nobody's Society is chosen for an administrator, and a list of another Society is told as that."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from lms.accounts.queries import people as people_queries
from lms.accounts.services import people as people_service
from lms.db import session
from lms.imports.presenters import wording
from tests.client import StrictClient
from tests.imports.files import text
from tests.imports.test_people import bring_in, problems, rows
from tests.people import People

IMPORTS = "/en/people/imports/"


def chosen(page: str) -> list[str]:
    select = page[page.index('<select id="unit"') : page.index("</select>", page.index('<select id="unit"'))]
    return re.findall(r'<option value="([^"]*)"[^>]* selected>', select)


def test_an_administrator_above_the_societies_is_asked_to_choose_one(
    app: Flask, client: StrictClient, people: People
) -> None:
    region = people_queries.unit_by_code("mekong")
    people_service.give_role(people.noy, "admin", region, actor=None)
    people.noy.unit = region
    session.commit()
    client.sign_in(people.noy.number)
    page = client.get(IMPORTS).get_data(as_text=True)
    assert chosen(page) == []
    first = page[page.index('<select id="unit"') :]
    assert first[: first.index("</option>")].endswith('<option value="">Please choose')


def test_an_administrator_who_belongs_to_a_society_finds_that_one_chosen(
    app: Flask, client: StrictClient, people: People
) -> None:
    people_service.give_role(people.dao, "admin", people_queries.unit_by_code("mekong"), actor=None)
    session.commit()
    client.sign_in(people.dao.number)
    assert chosen(client.get(IMPORTS).get_data(as_text=True)) == ["tha"]


def test_chan_finds_the_cambodian_red_cross_chosen(app: Flask, client: StrictClient, people: People) -> None:
    client.sign_in(people.chan.number)
    assert chosen(client.get(IMPORTS).get_data(as_text=True)) == ["khm"]


@pytest.mark.parametrize("typed", ["Sa Kaeo", "สระแก้ว", "TH-27"])
def test_a_branch_of_another_society_is_told_as_theirs(app: Flask, people: People, typed: str) -> None:
    list_import = bring_in(people, text(["ID", "Name", "Branch"], ["V-1", "Dara", typed]))
    assert [problems(row) for row in rows(list_import)] == [[("branch", "branch-abroad")]]
    assert list_import.matching["groups"][0]["field"] == "branch"  # it can be said to mean another branch
    with app.test_request_context("/en/"):
        said = wording.said(rows(list_import)[0].problems[0])
    assert f"This list is of Cambodian Red Cross; “{typed}” is of Thai Red Cross Society." in said
