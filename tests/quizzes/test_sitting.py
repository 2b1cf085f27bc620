"""How many people of a trainer may take a test that another certificate comes before: a figure, no names."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lms import clock
from lms.accounts.services.people import Scope
from lms.content import registry
from lms.db import session
from lms.quizzes.queries.sitting import MaySit, may_sit
from lms.quizzes.services import paper_forms
from lms.records.services.achievements import record_past_training
from tests.client import StrictClient
from tests.people import People
from tests.quizzes.crowd import volunteers

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def hold_pgi(people: People, number: int) -> None:
    """So many of twenty volunteers of Phnom Penh hold the certificate of PGI; Sokha and Ratana are two more people."""
    with clock.frozen(NOW):
        for one in volunteers(people.sokha.unit, 20)[:number]:
            record_past_training(
                one, "pgi", on=clock.today(), source="list", reason="list", actor=None, recognised=True
            )
    session.commit()


@pytest.mark.parametrize(
    ("holders", "told"),
    [(9, MaySit(9, 22)), (5, MaySit(5, 22)), (4, None), (0, None), (17, MaySit(17, 22)), (18, None)],
)
def test_a_figure_is_said_of_five_people_or_more_who_hold_it_and_five_who_do_not(
    people: People, holders: int, told: MaySit | None
) -> None:
    hold_pgi(people, holders)
    scope = Scope(frozenset({people.sokha.unit_id}))
    assert may_sit(scope, people.bopha, ["pgi"], NOW.date()) == told
    assert may_sit(scope, people.bopha, [], NOW.date()) is None


def test_the_page_of_a_test_says_how_many_may_take_it_today(
    client: StrictClient, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = registry.current()
    gated = tuple(
        replace(one, award=replace(one.award, prerequisites=("pgi",))) if one.id == "pss" else one
        for one in content.modules
    )
    monkeypatch.setattr(registry, "current", lambda: replace(content, modules=gated))
    hold_pgi(people, 9)
    client.sign_in(people.bopha.number)
    with clock.frozen(NOW):
        code = paper_forms.make_form("pss", people.bopha)
        session.commit()
        page = client.get(f"/en/paper/{code}/").get_data(as_text=True)
    assert "Today 9 of your 22 people hold it." in page
    assert "After 3 tests that were not passed there is a wait of 24 hours." in page
