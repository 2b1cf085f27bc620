"""A list that still has both numbers of records that were joined: nothing is overwritten by the line of the old one."""

from __future__ import annotations

from flask import Flask

from lms.accounts.services.merging import merges
from lms.db import session
from tests.imports.files import PEOPLE, text
from tests.imports.test_people import bring_in, carry_out, problems, rows
from tests.people import People

NEW = ("KH-1001", "សុខា", "Sokha", "F", "1990", "012 345 678", "KH-12")
OLD = ("KH-1002", "សុខា", "Sokha", "F", "1989", "012 999 999", "KH-12")


def test_the_second_line_of_one_person_is_refused_and_the_list_again_says_nothing_new(
    app: Flask, people: People
) -> None:
    people.ratana.name, people.ratana.latin_name = "សុខា", "Sokha"
    merges.merge(people.sokha, people.ratana, reason="Entered twice", actor=people.chan)
    session.commit()
    for action in ("update", "same"):
        list_import = bring_in(people, text(PEOPLE, NEW, OLD))
        first, second = rows(list_import)
        assert first.action == action
        assert (second.action, problems(second)) == ("fail", [("number", "person-twice")])
        if action == "update":  # the second time there is nothing to carry out
            carry_out(app, list_import)
        session.refresh(people.sokha)
        assert (people.sokha.phone, people.sokha.birth_year) == ("+85512345678", 1990)


def test_the_old_number_alone_still_leads_to_the_person(people: People) -> None:
    people.ratana.name, people.ratana.latin_name = "សុខា", "Sokha"
    merges.merge(people.sokha, people.ratana, reason="Entered twice", actor=people.chan)
    session.commit()
    (only,) = rows(bring_in(people, text(PEOPLE, OLD)))
    assert (only.action, only.person_id) == ("update", people.sokha.id)
