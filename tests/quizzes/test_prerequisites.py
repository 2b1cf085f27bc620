"""A test that comes after another one: what Sokha sees before and after she holds the first certificate."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from lms import clock
from lms.content import registry
from lms.errors import RuleBroken
from lms.quizzes.services import attempts, overviews
from lms.records.services.achievements import record_achievement
from tests.client import StrictClient
from tests.people import People

PASSED = date(2026, 1, 10)


@pytest.fixture(autouse=True)
def _pss_comes_after_pgi(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    real = registry.current()
    modules = tuple(
        replace(module, award=replace(module.award, prerequisites=("pgi",))) if module.id == "pss" else module
        for module in real.modules
    )
    library = replace(real, modules=modules)
    monkeypatch.setattr(registry, "current", lambda: library)


def achieve_pgi(people: People, on: date) -> None:
    evidence = {"source": "paper list"}
    record_achievement(people.sokha, "pgi", "post-test", on=on, evidence=evidence, actor=people.chan)


def test_sokha_is_led_to_the_test_that_comes_first(client: StrictClient, people: People) -> None:
    client.sign_in(people.sokha.number)
    page = client.get("/en/quizzes/pss/").get_data(as_text=True)
    assert "First pass its test:" in page
    assert "/en/modules/pgi/" in page
    assert "Start the test" not in page


def test_nobody_starts_a_test_by_its_address_alone(people: People) -> None:
    with pytest.raises(RuleBroken) as broken:
        attempts.open_paper(people.sokha, "pss", "km")
    assert broken.value.code == "prerequisites-missing"


def test_sokha_starts_once_she_holds_the_first_certificate(people: People) -> None:
    achieve_pgi(people, clock.today())
    assert overviews.overview(people.sokha, "pss").missing == ()
    assert attempts.open_paper(people.sokha, "pss", "km")


@pytest.mark.parametrize(
    ("day", "opens"),
    [(date(2027, 1, 10), True), (date(2027, 4, 10), True), (date(2027, 4, 11), False)],
    ids=["last valid day", "last day of grace", "expired"],
)
def test_a_certificate_in_grace_still_opens_the_next_test(people: People, day: date, opens: bool) -> None:
    achieve_pgi(people, PASSED)
    with clock.frozen(datetime(day.year, day.month, day.day, 5, tzinfo=UTC)):
        assert (overviews.overview(people.sokha, "pss").missing == ()) is opens


def test_a_paper_that_is_open_can_be_finished_although_the_first_certificate_ended(people: People) -> None:
    achieve_pgi(people, PASSED)
    with clock.frozen(datetime(2027, 4, 10, 5, tzinfo=UTC)):
        uuid = attempts.open_paper(people.sokha, "pss", "km")
    with clock.frozen(datetime(2027, 4, 11, 5, tzinfo=UTC)):
        assert attempts.open_paper(people.sokha, "pss", "km") == uuid
