"""A คุณ without a space behind it is a title or the beginning of a name: who is known is found, the rest is asked."""

from __future__ import annotations

import pytest
from flask import Flask

from lms.db import session
from lms.imports.models import ListImport
from lms.imports.presenters import import_page
from lms.imports.services import column_matching, value_choices
from lms.text import search_key
from lms.text.titles import behind_glued
from tests.imports.files import brought, text
from tests.imports.test_people import rows
from tests.people import People

KHUN = ("name", "คุณ|")


@pytest.mark.parametrize(
    ("name", "behind"),
    [("คุณสุภาพร ใจดี", "สุภาพร ใจดี"), ("คุณเอก ดี", "เอก ดี"), ("คุณากร วงศ์ดี", ""), ("คุณ มาลี", ""), ("มาลี", "")],
)
def test_what_stands_behind_a_title_that_is_written_together(name: str, behind: str) -> None:
    assert behind_glued(name) == behind


def listed(people: People, *names: str) -> ListImport:
    lines = [[f"TH-9{number:03}", name] for number, name in enumerate(names)]
    list_import = brought(text(["รหัส", "ชื่อ-สกุล"], *lines), "l.csv", "people", people.dao.unit, people.dao)
    column_matching.match(list_import, {1: "number", 2: "name"}, everywhere={})
    return list_import


def stored(list_import: ListImport) -> list[str]:
    return [row.before["read"]["name"] for row in rows(list_import)]


def test_of_new_people_it_is_asked_once(app: Flask, people: People) -> None:
    list_import = listed(people, "คุณสุภาพร ใจดี", "คุณเอก ดีงาม", "คุณากร วงศ์ดี", "สมชาย ดี")
    names = ["คุณสุภาพร ใจดี", "คุณเอก ดีงาม", "คุณากร วงศ์ดี", "สมชาย ดี"]
    assert stored(list_import) == names
    with app.test_request_context("/en/"):
        groups = import_page.preview(list_import, "all", "1")["groups"]
    [asked] = [one for one in groups if (one.field, one.key) == KHUN]
    assert (asked.lines, asked.means, asked.here) == (2, "", True)
    assert "“คุณสุภาพร ใจดี”: is คุณ a title" in asked.text
    value_choices.settle(list_import, {KHUN: "drop"})
    assert stored(list_import) == ["สุภาพร ใจดี", "เอก ดีงาม", *names[2:]]
    value_choices.settle(list_import, {KHUN: "keep"})
    assert stored(list_import) == names


def test_who_is_known_without_it_is_offered(people: People) -> None:
    people.malee.name = "มาลี ใจดี"
    session.commit()
    [row] = rows(listed(people, "คุณมาลี ใจดี"))
    assert [(one["id"], one["why"]) for one in row.candidates] == [(people.malee.id, "named")]
    content = text(["ชื่อ-สกุล", "หลักสูตร", "วันที่", "ผล"], ["คุณมาลี ใจดี", "pss", "5/3/2568", "ผ่าน"])
    trained = brought(content, "t.csv", "trainings", people.dao.unit, people.dao)
    column_matching.match(trained, {1: "name", 2: "award", 3: "on", 4: "result"}, everywhere={}, source="x")
    assert [one["id"] for one in rows(trained)[0].candidates] == [people.malee.id]


def test_a_search_with_it_finds_who_is_called_without_it() -> None:
    key = search_key.haystack("TH-1", "สุภาพร ใจดี")
    assert all(any(one in key for one in term) for term in search_key.terms("คุณสุภาพร ใจดี"))
