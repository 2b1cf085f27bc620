"""Observed practice in a workshop: Bopha notes it on her phone, closing keeps its word and destroys the card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from lms.accounts.services.merging import merges
from lms.accounts.services.people import Person
from lms.certificates.services import certificates
from lms.content import registry
from lms.content.types.curriculum import Content, EarlierAward, Requirement
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.records.domain.award_rules import OBSERVED
from lms.records.models import LedgerEntry
from lms.records.services import achievements
from lms.workshops.models import Workshop, WorkshopPoint
from lms.workshops.queries.practice import points_of, words_of
from lms.workshops.queries.roster import roster_of
from lms.workshops.services import closing
from lms.workshops.services.plans import call_off
from lms.workshops.services.practice import NotedOtherwise, save_practice
from lms.workshops.services.roster import add_people, take_off
from tests.people import People
from tests.privacy.lives import hand_in
from tests.records.history import day
from tests.workshops.planned import MONDAY, TUESDAY, UUID, close, everywhere, held, planned, volunteer

ALL = (
    "name-and-role", "safety-and-privacy", "needs", "listens", "calm",
    "no-false-promise", "true-information", "links-with-a-yes", "ends-properly",
)  # fmt: skip
WELL: Mapping[str, int] = dict.fromkeys(ALL, 1)


def practise(
    actor: Person, workshop: Workshop, person: Person, now: Mapping[str, int], seen: Mapping[str, int] = {}
) -> list[NotedOtherwise]:
    """Note a card of the module of the workshop, on a page that had shown `seen`."""
    module = workshop.modules[0]
    return save_practice(workshop, module, person.id, seen, now, everywhere(), actor=actor)


def word(workshop: Workshop, person: Person) -> bool | None:
    return words_of(workshop, roster_of(workshop)).get((person.id, workshop.modules[0]))


def observed(person: Person) -> list[str]:
    """The days of observed practice that count for somebody."""
    rows = session.scalars(select(LedgerEntry).where(LedgerEntry.person_id == person.id)).all()
    gone = {row.corrects_id for row in rows}
    return [
        row.effective_on.isoformat() for row in rows if row.requirement == OBSERVED and row.id not in gone
    ]


@pytest.fixture
def asks_for_practice(monkeypatch: pytest.MonkeyPatch) -> Content:
    """Content in which the award of pss asks for practice from 23 November 2026 on, and did not before."""
    content = registry.current()
    modules = []
    for module in content.modules:
        award = module.award
        if module.id == "pss":
            test: frozenset[Requirement] = frozenset({"post-test"})
            before = EarlierAward(
                date(2026, 11, 22), award.validity_months, test, award.refresher, award.trainer_credit
            )
            award = replace(award, requires=test | {"observed-practice"}, earlier=(before,))
        modules.append(replace(module, award=award))
    changed = replace(content, modules=tuple(modules))
    monkeypatch.setattr(registry, "current", lambda: changed)
    return changed


def test_what_bopha_has_seen_is_one_entry_when_the_workshop_is_closed(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha, people.ratana])
        practise(people.bopha, workshop, people.sokha, WELL)
        practise(people.bopha, workshop, people.ratana, {"calm": 1})
        assert (word(workshop, people.sokha), word(workshop, people.ratana)) == (True, False)
        close(workshop, people.bopha)
    assert (observed(people.sokha), observed(people.ratana)) == (["2026-11-23"], [])
    assert session.scalars(select(WorkshopPoint)).all() == [], "the card is destroyed"
    assert (word(workshop, people.sokha), word(workshop, people.ratana)) == (True, False), "its word stays"
    assert workshop.figures is not None
    assert workshop.figures["modules"]["pss"]["practised"] == 1


def test_halves_that_two_trainers_have_seen_are_never_put_together(people: People) -> None:
    """Bopha saw five points and Noy the other four: nobody has seen the whole, and no card says so."""
    first = dict.fromkeys(ALL, 0) | dict.fromkeys(ALL[:5], 1)
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        practise(people.bopha, workshop, people.sokha, dict.fromkeys(ALL[:5], 1))
        otherwise = practise(people.noy, workshop, people.sokha, dict.fromkeys(ALL[5:], 1))
        assert {one.point: one.value for one in otherwise} == first
        assert {one.writer.id for one in otherwise} == {people.bopha.id}
        assert word(workshop, people.sokha) is False
        assert points_of(roster_of(workshop))[people.sokha.id, "pss"] == first
        assert practise(people.noy, workshop, people.sokha, WELL, first) == [], (
            "they have looked at it together"
        )
        assert word(workshop, people.sokha) is True


@pytest.mark.parametrize(("now", "is_asked"), [(1, False), (2, True), (0, True)])
def test_a_card_that_was_saved_meanwhile_is_asked_about_where_it_says_something_else(
    people: People, monkeypatch: pytest.MonkeyPatch, now: int, *, is_asked: bool
) -> None:
    monkeypatch.setattr("lms.workshops.services.practice.is_waiting", lambda card, person: False)
    with day("2026-11-23"):
        workshop = planned(people, modules=("hiv",))
        held(people, workshop, [people.sokha])
        practise(people.bopha, workshop, people.sokha, {"consent": 1})
        otherwise = practise(people.noy, workshop, people.sokha, {"consent": now}, {"consent": 0})
        assert [(one.point, one.writer.id, one.value) for one in otherwise] == (
            [("consent", people.bopha.id, 1)] if is_asked else []
        )
        assert points_of(roster_of(workshop))[people.sokha.id, "hiv"]["consent"] == 1
        assert practise(people.noy, workshop, people.sokha, {"consent": 2}, {"consent": 1}) == []
        assert points_of(roster_of(workshop))[people.sokha.id, "hiv"]["consent"] == 2


def test_nobody_observes_themselves_with_none_of_their_records(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.noy])
        with pytest.raises(RuleBroken, match="own-practice"):
            practise(people.noy, workshop, people.noy, WELL)


def test_a_card_is_noted_from_the_first_day_on_until_the_workshop_is_closed(people: People) -> None:
    with day("2026-11-20"):
        workshop = planned(people)
        add_people(workshop, [people.sokha], actor=people.bopha)
        with pytest.raises(RuleBroken, match="practice-not-begun"):
            practise(people.bopha, workshop, people.sokha, WELL)
    with day("2026-11-23"):
        held(people, workshop, [])
        close(workshop, people.bopha)
        with pytest.raises(RuleBroken, match="workshop-closed"):
            practise(people.bopha, workshop, people.sokha, WELL)


def test_modules_without_a_card_and_orientations_have_no_practice(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people, modules=("cea",))
        add_people(workshop, [people.sokha], actor=people.bopha)
        with pytest.raises(NotFound):
            practise(people.bopha, workshop, people.sokha, WELL)
        other = planned(people, kind="orientation", uuid=UUID.replace("1111", "2222"))
        add_people(other, [people.sokha], actor=people.bopha)
        with pytest.raises(NotFound):
            practise(people.bopha, other, people.sokha, WELL)


def test_slips_wait_for_the_focal_offices_and_nothing_is_recorded_meanwhile(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    with day("2026-11-23"):
        workshop = planned(people, modules=("hiv",))
        held(people, workshop, [people.sokha])
        with pytest.raises(RuleBroken, match="practice-waits"):
            practise(people.bopha, workshop, people.sokha, {"consent": 2})
        with monkeypatch.context() as patch:  # named when it was noted, and not any more when it is closed
            patch.setattr("lms.workshops.services.practice.is_waiting", lambda card, person: False)
            points = {point.id: point.most for point in registry.current().practice["hiv"].points}
            practise(people.bopha, workshop, people.sokha, points)
        close(workshop, people.bopha)
    assert observed(people.sokha) == []


def test_with_the_award_asking_for_it_test_and_practice_together_make_the_certificate(
    people: People, asks_for_practice: Content
) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha, people.ratana])
        for one in (people.sokha, people.ratana):
            hand_in(one, "pss", right=True)
        assert certificates.certificates_of(people.sokha.id) == []
        practise(people.bopha, workshop, people.sokha, WELL)
        missing = {
            one.line.person.id: one.outcomes["pss"].missing for one in closing.closing_of(workshop).lines
        }
        assert missing == {people.sokha.id: (), people.ratana.id: ("practice",)}
        close(workshop, people.bopha)
    assert len(certificates.certificates_of(people.sokha.id)) == 1
    assert certificates.certificates_of(people.ratana.id) == []


def test_a_test_that_was_passed_at_home_before_counts_with_the_practice_of_the_workshop(
    people: People, asks_for_practice: Content
) -> None:
    with day("2026-11-23"):
        hand_in(people.sokha, "pss", right=True)
    with day("2026-12-14"):
        workshop = planned(people, days=[(MONDAY.replace(month=12, day=14), "am")])
        held(people, workshop, [people.sokha])
        practise(people.bopha, workshop, people.sokha, WELL)
        [line] = closing.closing_of(workshop).lines
        assert line.outcomes["pss"].missing == ()
        close(workshop, people.bopha)
    [certificate] = certificates.certificates_of(people.sokha.id)
    assert certificate.issued_on == MONDAY.replace(month=12, day=14)


def test_practice_that_was_seen_at_another_workshop_is_not_missing(
    people: People, asks_for_practice: Content
) -> None:
    with day("2026-11-23"):
        first = planned(people)
        held(people, first, [people.sokha])
        practise(people.bopha, first, people.sokha, WELL)
        close(first, people.bopha)
    with day("2026-11-24"):
        second = planned(people, days=[(TUESDAY, "am")], uuid=UUID.replace("1111", "2222"))
        held(people, second, [people.sokha])
        [line] = closing.closing_of(second).lines
        assert line.outcomes["pss"].missing == ("test",)


def test_certificates_that_were_given_before_the_award_asked_for_practice_stay(
    people: People, asks_for_practice: Content
) -> None:
    with day("2026-11-20"):
        hand_in(people.sokha, "pss", right=True)
    with day("2026-12-20"):
        assert (
            achievements.status_of(people.sokha.id, "pss", date.fromisoformat("2026-12-20")).status == "valid"
        )
        achievements.rebuild()
        assert achievements.status_of(people.sokha.id, "pss", date.fromisoformat("2028-11-20")).in_force


def test_opened_again_and_noted_as_practise_again_the_entry_is_taken_back(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha, people.ratana])
        for one in (people.sokha, people.ratana):
            practise(people.bopha, workshop, one, WELL)
        close(workshop, people.bopha)
        closing.reopen(workshop, "The cards of two people were swapped", actor=people.chan)
        practise(people.bopha, workshop, people.sokha, {"calm": 1})
        close(workshop, people.bopha)
        assert (observed(people.sokha), observed(people.ratana)) == ([], ["2026-11-23"])
        closing.reopen(workshop, "Swapped back", actor=people.chan)
        practise(people.bopha, workshop, people.sokha, WELL)
        close(workshop, people.bopha)
    assert observed(people.sokha) == [], "what was taken back has been judged"


def test_a_person_who_stands_there_twice_practised_once(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        twin = volunteer(people, "KH-1009", people.sokha.name, people.sokha.latin_name)
        held(people, workshop, [people.sokha, twin])
        merges.merge(people.sokha, twin, reason="the same person", actor=people.chan)
        practise(people.bopha, workshop, people.sokha, WELL)
        close(workshop, people.bopha)
    assert observed(people.sokha) == ["2026-11-23"]


def test_cards_go_with_the_line_of_a_person_and_with_the_workshop(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        add_people(workshop, [people.sokha, people.ratana], actor=people.bopha)
        for one in (people.sokha, people.ratana):
            practise(people.bopha, workshop, one, WELL)
        take_off(workshop, people.sokha.id, everywhere(), actor=people.bopha)
        assert set(points_of(roster_of(workshop))) == {(people.ratana.id, "pss")}
        call_off(workshop, actor=people.bopha)
    assert session.scalars(select(WorkshopPoint)).all() == []
