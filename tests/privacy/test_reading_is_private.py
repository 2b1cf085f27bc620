"""Sensitive topics: no page of staff tells what somebody read, only whether a module was completed."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask import Flask

from lms import db
from lms.content import shelf
from lms.privacy import service
from tests.client import StrictClient
from tests.people import People
from tests.privacy import lives
from tests.privacy.lives import Life

STAFF = ("KH-1100", "KH-1200")  # Bopha, who trains in the branch, and Chan, HR of the Society


def pages_of_staff(app: Flask, life: Life) -> list[str]:
    """Every page that is neither public nor one's own, with the person in the place of a number."""
    request = service.open_request_of(life.person)
    assert request is not None
    values = {"lang": "en", "number": lives.NUMBER, "request_id": str(request.id)}
    addresses = []
    for rule in app.url_map.iter_rules():
        permission = getattr(app.view_functions[rule.endpoint], "access", "public")
        if "GET" not in (rule.methods or ()) or permission in ("public", "signed-in"):
            continue
        if rule.arguments <= set(values):
            with app.test_request_context("/en/"):
                found = rule.build({name: values[name] for name in rule.arguments})
            assert found is not None
            addresses.append(found[1])
    return addresses


def test_no_page_of_staff_names_a_lesson(app: Flask, life: Life) -> None:
    library = shelf.library()
    names = {module.text("en").title for module in library.modules}
    titles = {lesson.text("en").title for module in library.modules for lesson in module.lessons} - names
    slugs = {lesson.slug for module in library.modules for lesson in module.lessons} - {
        module.id for module in library.modules
    }
    addresses = pages_of_staff(app, life)
    assert len(addresses) >= 5
    opened = 0
    for number in STAFF:
        staff = StrictClient(app, app.response_class)
        staff.sign_in(number)
        for address in addresses:
            if "translations" in address:
                continue  # about lessons, and about nobody
            answer = staff.get(address)
            if answer.status_code != 200 or answer.mimetype != "text/html":
                continue
            opened += 1
            page = unescape(answer.get_data(as_text=True))
            shown = re.sub(r"<nav.*?</nav>", "", page, flags=re.DOTALL)
            assert [title for title in titles if title in shown] == [], address
            assert [slug for slug in slugs if f"/{slug}/" in shown] == [], address
    assert opened >= 5


def test_no_export_names_a_lesson(app: Flask, life: Life) -> None:
    staff = StrictClient(app, app.response_class)
    staff.sign_in("KH-1200")
    sent = staff.send("/en/reports/records.csv", form="/en/records/")
    text = sent.get_data(as_text=True)
    assert lives.NUMBER in text
    lessons = [lesson for module in shelf.library().modules for lesson in module.lessons]
    assert [one.id for one in lessons if one.id in text or one.text("en").title in text] == []
    db.session.rollback()
