"""The form for feedback: in each language of the group, twice on a page, without a name."""

from __future__ import annotations

import pytest
from flask import Flask

from lms.workshops.presenters.sheets import feedback_texts
from lms.workshops.rendering import sheets
from lms.workshops.services.roster import add_people
from tests.pdfs import text_of
from tests.people import People
from tests.workshops.planned import MONDAY, planned

HEADINGS = {"en": "How was it?", "km": "តើយ៉ាងណាដែរ", "lo": "ເປັນແນວໃດແດ່", "th": "เป็นอย่างไรบ้าง"}


@pytest.mark.parametrize("page_language", ["en", "km"])
def test_each_language_of_the_group_has_a_page_with_the_form_twice(
    app: Flask, people: People, page_language: str
) -> None:
    workshop = planned(people, days=[(MONDAY, "day")])
    workshop.languages = ["km", "lo", "th", "en"]
    with app.test_request_context(f"/{page_language}/"):
        drawn = sheets.feedback(feedback_texts(workshop))
    pages = text_of(drawn).removesuffix("\f").split("\f")
    assert [
        page.count(HEADINGS[language]) for page, language in zip(pages, workshop.languages, strict=True)
    ] == [
        2,
        2,
        2,
        2,
    ]


def test_nobody_of_the_list_stands_on_it(app: Flask, people: People) -> None:
    workshop = planned(people, days=[(MONDAY, "day")])
    add_people(workshop, [people.sokha], actor=people.bopha)
    with app.test_request_context("/en/"):
        text = text_of(sheets.feedback(feedback_texts(workshop)))
    assert people.sokha.number not in text
    assert people.sokha.name not in text
