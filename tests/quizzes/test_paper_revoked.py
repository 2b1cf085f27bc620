"""A pass of somebody whose certificate is revoked brings none (decision 12): never in silence."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from flask import Flask

from lms import clock
from lms.db import session
from lms.quizzes.services import paper_forms
from lms.quizzes.services.paper_forms import PrintedTest
from lms.records.services import achievements
from lms.records.services.achievements import entries_of, status_of
from tests.people import People
from tests.quizzes.test_pages import begin
from tests.quizzes.test_pages import typed as answers_of
from tests.quizzes.test_paper_pages import read, save, send
from tests.quizzes.test_paper_removal import another
from tests.quizzes.test_paper_results import MADE, TYPED, typed

pytestmark = pytest.mark.usefixtures("small_test")


@pytest.fixture
def slip(people: People) -> PrintedTest:
    """Another form of Bopha; Sokha has passed one before, and Chan has revoked her certificate."""
    with clock.frozen(MADE):
        first, second = (paper_forms.make_form("pss", people.bopha, seed=seed) for seed in (1, 2))
    typed(paper_forms.find_form(first), people.sokha, paper_forms.find_form(first).key, people.bopha)
    with clock.frozen(TYPED):
        achievements.revoke(people.sokha, "pss", reason="shared the key", actor=people.chan)
    session.commit()
    return paper_forms.find_form(second)


def test_hr_reads_at_the_row_since_when_it_is_revoked_and_which_button_helps(
    app: Flask, people: People, slip: PrintedTest
) -> None:
    page = read(send(another(app, "KH-1200"), slip, ("KH-1001", slip.key)))
    assert "Passed" in page
    assert "It brings no certificate: that was revoked on 23 November 2026." in page
    assert "Training records, the person, “Reinstate”." in page


def test_a_trainer_reads_that_none_follows_and_whom_to_ask(
    app: Flask, people: People, slip: PrintedTest
) -> None:
    """The record is shown to its person and to HR: a trainer may not read that something was revoked."""
    page = read(send(another(app, "KH-1100"), slip, ("KH-1001", slip.key)))
    assert "No certificate follows from it for now. HR can say why." in page
    assert "revoked" not in page
    assert "No certificate follows" not in read(send(another(app, "KH-1100"), slip, ("KH-1002", slip.key)))


def test_the_page_of_the_person_says_that_a_pass_since_brought_none_until_it_is_reinstated(
    app: Flask, people: People, slip: PrintedTest
) -> None:
    on_the_day = another(app, "KH-1100")
    save(on_the_day, slip, ("KH-1002", slip.key))
    typed(slip, people.sokha, slip.key, people.bopha, on=TYPED.date(), at=TYPED + timedelta(hours=1))
    assert status_of(people.sokha.id, "pss", TYPED.date()).status == "revoked"
    chan = another(app, "KH-1200")
    with clock.frozen(TYPED + timedelta(hours=2)):
        page = read(chan.get("/en/records/KH-1001/"))
    said = "Passed again on 23 November 2026. No certificate follows from that, since it was revoked on"
    assert said in page
    with clock.frozen(TYPED + timedelta(hours=2)):
        achievements.reinstate(people.sokha, "pss", reason="asked again", actor=people.chan)
        session.commit()
        assert said not in read(chan.get("/en/records/KH-1001/"))
    assert status_of(people.sokha.id, "pss", TYPED.date()).status == "valid"


def test_sokha_reads_before_and_after_the_test_on_her_phone_that_it_brings_no_certificate(
    app: Flask, people: People, slip: PrintedTest
) -> None:
    sokha = another(app, "KH-1001")
    said = "Your certificate of this module was revoked on 23 November 2026."
    with clock.frozen(TYPED + timedelta(hours=1)):
        assert said in read(sokha.get("/en/quizzes/pss/"))
        address = begin(sokha)
        done = sokha.send(address, answers_of(address, people))
        page = unescape(sokha.get(done.location).get_data(as_text=True))
    assert "You passed" in page
    assert said in page
    assert len([one for one in entries_of(people.sokha.id) if one.kind == "achieved"]) == 2


def test_a_wrong_row_that_passed_names_the_page_and_the_button_of_hr_in_each_language(
    app: Flask, people: People, slip: PrintedTest
) -> None:
    """In Lao it named the button that revokes, which hinders more than it helps."""
    bopha = another(app, "KH-1100")
    save(bopha, slip, ("KH-1002", slip.key))
    for language, button in (
        ("en", "Correct this entry"),
        ("km", "កែតម្រូវការកត់ត្រានេះ"),
        ("lo", "ແກ້ລາຍການນີ້"),
        ("th", "แก้ไขรายการนี้"),
    ):
        data = {"on": "2026-11-21", "language": "km", "act": "check", "who": ["KH-1002"]}
        letters = {"letters": ["-" * slip.boxes], "choice": ["now"]}
        with clock.frozen(TYPED):
            answer = bopha.send(f"/{language}/paper/{slip.code}/results/", data | letters)
        assert answer.status_code == 422
        assert button in read(answer).replace("\u200b", "")
