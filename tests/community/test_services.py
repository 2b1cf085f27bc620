"""Sokha writes down with how many people she talked: once, corrected by her alone, and not for ever hers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Person
from lms.audit import AuditLine
from lms.community import personal_data, services
from lms.community.domain.counts import Sex
from lms.community.models import CommunityCount, CommunitySession
from lms.community.queries import own_sums, own_talks
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.records.domain.age_bands import AgeBand
from tests.community.talking import record, talk
from tests.erasures import erasure_of
from tests.people import People

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def rows() -> int:
    """How many talks there are, of anybody."""
    return session.scalar(select(func.count()).select_from(CommunitySession)) or 0


def test_sokha_talked_with_twelve_people(people: People) -> None:
    key = record(people.sokha)
    assert own_sums(people.sokha) == (12, 1)
    (row,) = own_talks(people.sokha, 5)
    assert (row.uuid, row.unit_id, row.languages) == (key, people.sokha.unit_id, "km")
    assert row.counts == talk().counts


def test_the_same_page_sent_twice_is_one_talk_and_changes_nothing(people: People) -> None:
    key = record(people.sokha)
    assert not services.record_talk(people.sokha, key, talk(numbers={("male", "unknown"): 100}))
    assert own_sums(people.sokha) == (12, 1)


def test_the_page_of_somebody_else_is_nobodys(people: People) -> None:
    key = record(people.sokha)
    with pytest.raises(NotFound):
        services.record_talk(people.ratana, key, talk())
    assert rows() == 1


def test_a_correction_takes_the_place_of_what_was_written(people: People) -> None:
    key = record(people.sokha)
    numbers: dict[tuple[Sex, AgeBand], int] = {("female", "25-34"): 3, ("unsaid", "unknown"): 2}
    services.correct_talk(people.sokha, key, talk(topic="referral", numbers=numbers))
    assert own_sums(people.sokha) == (5, 1)
    (row,) = own_talks(people.sokha, 5)
    assert (row.topic, row.counts.numbers) == ("referral", numbers)
    assert session.scalar(select(func.sum(CommunityCount.people))) == 5


def test_a_correction_keeps_to_the_days_before_it_was_written_down(people: People) -> None:
    with clock.frozen(MORNING):
        key = record(people.sokha)
    with clock.frozen(MORNING + timedelta(days=3)), pytest.raises(RuleBroken) as broken:
        services.correct_talk(people.sokha, key, talk())
    assert (broken.value.code, broken.value.field) == ("talk-to-come", "on")


def test_after_thirty_days_the_numbers_stay(people: People) -> None:
    with clock.frozen(MORNING):
        key = record(people.sokha)
        told = talk()
    with clock.frozen(MORNING + timedelta(days=30)):
        services.correct_talk(people.sokha, key, told)
    with clock.frozen(MORNING + timedelta(days=31)):
        changes: list[Callable[[], None]] = [
            lambda: services.correct_talk(people.sokha, key, told),
            lambda: services.take_away(people.sokha, key),
            lambda: services.put_back(people.sokha, key),
        ]
        for change in changes:
            with pytest.raises(RuleBroken) as broken:
                change()
            assert broken.value.code == "talk-is-settled"


def test_what_is_taken_away_counts_no_more_until_it_is_put_back(people: People) -> None:
    key = record(people.sokha)
    for _ in range(2):  # a double tap
        services.take_away(people.sokha, key)
        assert own_sums(people.sokha) == (0, 0)
    # The page that was sent at first is sent again: it stays away.
    assert not services.record_talk(people.sokha, key, talk())
    assert own_sums(people.sokha) == (0, 0)
    for _ in range(2):
        services.put_back(people.sokha, key)
        assert own_sums(people.sokha) == (12, 1)


def test_nobody_changes_what_somebody_else_wrote_down(people: People) -> None:
    key = record(people.sokha)
    changes: list[Callable[[Person], None]] = [
        lambda who: services.correct_talk(who, key, talk()),
        lambda who: services.take_away(who, key),
        lambda who: services.put_back(who, key),
    ]
    for change in changes:
        for who in (people.bopha, people.chan, people.dao):
            with pytest.raises(NotFound):
                change(who)


def test_talks_of_a_record_that_was_joined_are_hers_too(people: People) -> None:
    key = record(people.ratana)
    record(people.sokha)
    merges.merge(people.sokha, people.ratana, reason="One person.", actor=people.chan)
    assert own_sums(people.sokha) == (24, 2)
    services.take_away(people.sokha, key)
    assert own_sums(people.sokha) == (12, 1)


def test_the_audit_does_not_say_whose_talk_it_was(people: People) -> None:
    before = session.scalar(select(func.count()).select_from(AuditLine))
    key = record(people.sokha)
    services.take_away(people.sokha, key)
    assert session.scalar(select(func.count()).select_from(AuditLine)) == before


def test_what_she_wrote_is_shown_to_her(people: People) -> None:
    record(people.sokha)
    record(people.sokha, talk(topic="referral", languages=frozenset({"my", "th"})))
    first, second = sorted(personal_data.export([people.sokha.id]), key=lambda item: "topic" in item.facts)
    assert first.facts["module"] == "hiv"
    assert first.facts["counts"] == {"female": {"unknown": 7}, "male": {"25-34": 5}}
    assert (first.facts["people"], first.facts["kind_of_place"]) == (12, "dormitory")
    assert (second.facts["topic"], second.facts["languages"]) == ("referral", ["th", "my"])


@pytest.mark.parametrize("is_due", [False, True])
def test_after_two_years_nobody_knows_whose_talk_it_was_and_the_numbers_stay(
    people: People, is_due: bool
) -> None:
    with clock.frozen(MORNING):
        record(people.sokha)
        services.take_away(people.sokha, record(people.sokha))
    assert personal_data.drop_old_names(MORNING + timedelta(days=int(is_due))) == (2 if is_due else 0)
    owners: list[Person | None] = list(session.scalars(select(CommunitySession.person_id)))
    assert owners == ([None] if is_due else [people.sokha.id] * 2)
    assert session.scalar(select(func.sum(CommunityCount.people))) == (12 if is_due else 24)
    assert personal_data.drop_old_names(MORNING + timedelta(days=1)) == (0 if is_due else 2)


def test_a_key_that_nobody_used_is_nobodys_talk(people: People) -> None:
    with pytest.raises(NotFound):
        services.find_own_talk(people.sokha, str(uuid4()))


def test_whoever_is_erased_is_forgotten_and_the_people_stay_counted(people: People) -> None:
    record(people.sokha)
    services.take_away(people.sokha, record(people.sokha))
    record(people.ratana)
    personal_data.erase(erasure_of(people.sokha))
    owners = list(session.scalars(select(CommunitySession.person_id)))
    assert sorted(owners, key=str) == sorted([None, people.ratana.id], key=str)
    assert session.scalar(select(func.sum(CommunityCount.people))) == 24
    assert list(personal_data.export([people.sokha.id])) == []
