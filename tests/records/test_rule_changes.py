"""When the content changes its rules: what was written and told stays, what follows is by the new ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeAlias

import pytest

from lms import clock
from lms.content import registry
from lms.content.types.curriculum import Award, EarlierAward
from lms.content.types.societies import StricterAward
from lms.db import session
from lms.records.domain.award_rules import LED
from lms.records.models import LedgerEntry
from lms.records.services import achievements
from tests.people import People
from tests.records.history import AWARD, day, passes, projection_rows

Change: TypeAlias = Callable[[Award], Award]


@pytest.fixture
def teach(monkeypatch: pytest.MonkeyPatch, people: People) -> Callable[..., None]:
    """Open the house with other rules of the module, or of the Cambodian Red Cross."""

    def change(award: Change = lambda now: now, khm: StricterAward | None = None) -> None:
        real = registry.current()
        modules = tuple(
            replace(module, award=award(module.award)) if module.id == AWARD else module
            for module in real.modules
        )
        societies = dict(real.societies)
        if khm is not None:
            societies["khm"] = replace(societies["khm"], awards={AWARD: khm})
        library = replace(real, modules=modules, societies=societies)
        monkeypatch.setattr(registry, "current", lambda: library)

    return change


def _from_2027(**new: int) -> Change:
    """Other months of validity from 2027 on; what held until then stands below `earlier`."""

    def change(now: Award) -> Award:
        old = EarlierAward(
            date(2026, 12, 31), now.validity_months, now.requires, now.refresher, now.trainer_credit
        )
        return replace(now, validity_months=new["months"], earlier=(old,))

    return change


def _ledger() -> list[tuple[object, ...]]:
    columns = LedgerEntry.__table__.columns
    return [tuple(row) for row in session.query(*columns).order_by(LedgerEntry.id)]


@pytest.mark.parametrize("months", [12, 36])
def test_a_rule_of_next_year_changes_nothing_about_this_year(
    people: People, teach: Callable[..., None], months: int
) -> None:
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
        achievements.record_past_training(
            people.ratana,
            AWARD,
            on=date(2025, 3, 10),
            source="List",
            reason="Found",
            actor=people.chan,
            result="passed",
        )
        written, live = _ledger(), projection_rows()
    with day("2027-01-02") as today:
        teach(_from_2027(months=months))
        achievements.rebuild()
        assert projection_rows() == live
        assert _ledger() == written
        for person, end in ((people.sokha, date(2028, 11, 24)), (people.ratana, date(2027, 3, 10))):
            assert achievements.status_of(person.id, AWARD, today).expires_on == end
        held = passes(people.bopha, "a-2")
        assert held is not None
        assert held.expires_on == date(2027 + months // 12, 1, 2)


def test_a_past_training_is_recorded_by_the_rules_of_its_day(
    people: People, teach: Callable[..., None]
) -> None:
    teach(_from_2027(months=6))
    with day("2027-02-01"):
        held = achievements.record_past_training(
            people.sokha,
            AWARD,
            on=date(2026, 12, 31),
            source="List",
            reason="Found",
            actor=people.chan,
            result="passed",
        )
        assert held is not None
        assert held.expires_on == date(2028, 12, 31)


def test_what_was_certified_outlives_a_shorter_rule_that_forgot_the_past(
    people: People, teach: Callable[..., None]
) -> None:
    """An editor writes 12 over 24: what people were told is an entry of its own and stands."""
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
    with day("2028-01-10") as today:
        teach(lambda now: replace(now, validity_months=12))
        achievements.rebuild()
        assert achievements.status_of(people.sokha.id, AWARD, today).expires_on == date(2028, 11, 24)


def test_a_society_that_becomes_stricter_changes_nothing_that_its_people_hold(
    people: People, teach: Callable[..., None]
) -> None:
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
        live = projection_rows()
    with day("2027-01-02"):
        teach(khm=StricterAward(date(2027, 1, 1), 12))
        achievements.rebuild()
        assert projection_rows() == live
        held = passes(people.ratana, "a-2")
        assert held is not None
        assert held.expires_on == date(2028, 1, 2)


def test_a_society_that_changes_its_rule_once_more_does_not_give_the_past_away(
    people: People, teach: Callable[..., None]
) -> None:
    teach(khm=StricterAward(date(2026, 7, 1), 12))
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
        live = projection_rows()
        assert live[0][4] == date(2027, 11, 24)
    with day("2027-01-02"):
        teach(
            khm=StricterAward(
                validity_months=6, earlier=((date(2026, 6, 30), None), (date(2026, 12, 31), 12))
            )
        )
        achievements.rebuild()
        assert projection_rows() == live
        held = passes(people.ratana, "a-2")
        assert held is not None
        assert held.expires_on == date(2027, 7, 2)


# --- credit for trainers ------------------------------------------------------------------------------------


def _leads(people: People, session_number: int) -> None:
    achievements.record_achievement(
        people.bopha,
        AWARD,
        LED,
        on=clock.today(),
        evidence={"workshop": session_number},
        actor=people.bopha,
    )


def test_bopha_refreshes_her_own_certificate_by_leading_a_session(
    people: People, teach: Callable[..., None]
) -> None:
    teach(lambda now: replace(now, trainer_credit=True))
    with day("2026-11-24"):
        passes(people.bopha, "a-1")
    with day("2028-10-01"):
        _leads(people, 7)
        _leads(people, 7)
    [held] = achievements.certifications_of(people.bopha.id)
    assert (held.issued_on, held.expires_on) == (date(2028, 10, 1), date(2030, 11, 24))
    kinds = [entry.kind for entry in achievements.entries_of(people.bopha.id)]
    assert sorted(kinds) == ["achieved", "achieved", "certified", "certified"]


def test_leading_certifies_nobody_who_never_held_it(people: People, teach: Callable[..., None]) -> None:
    teach(lambda now: replace(now, trainer_credit=True))
    with day("2026-11-24"):
        _leads(people, 7)
    assert achievements.certifications_of(people.bopha.id) == []


def test_leading_is_kept_but_gives_nothing_where_the_module_gives_no_credit(people: People) -> None:
    with day("2026-11-24"):
        passes(people.bopha, "a-1")
    with day("2028-10-01"):
        _leads(people, 7)
    [held] = achievements.certifications_of(people.bopha.id)
    assert held.expires_on == date(2028, 11, 24)
