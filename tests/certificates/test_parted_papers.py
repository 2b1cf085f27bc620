"""Which papers a parting touches: only those made while joined, of the record that goes, in a name not its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from lms import clock
from lms.accounts.models import Merge
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Person
from lms.certificates.domain.codes import grouped
from lms.certificates.models import Certificate
from lms.certificates.services import certificates, issuing, verification
from lms.db import session
from lms.records.services import achievements
from tests.client import StrictClient
from tests.people import People
from tests.records.history import AWARD, passes

THE_DAY = date(2027, 3, 1)


@contextmanager
def at(clock_time: str) -> Iterator[None]:
    """Let it be a time of the one day on which all of it happens."""
    with clock.frozen(datetime.fromisoformat(f"{THE_DAY} {clock_time}").replace(tzinfo=UTC)):
        yield


def _certified(person: Person) -> Certificate:
    passes(person, f"of-{person.number}")
    return _paper_of(person)


def _paper_of(person: Person) -> Certificate:
    [paper] = certificates.certificates_of(person.id)
    return paper


def _join(kept: Person, merged: Person, actor: Person, *taken: str) -> int:
    merges.merge(kept, merged, reason="Entered twice", actor=actor, taken=taken)
    return session.scalars(select(Merge.id).order_by(Merge.id.desc()).limit(1)).one()


def _state(paper: Certificate) -> str:
    return verification.state_of(paper, clock.today())


@pytest.mark.parametrize("taken", [("name",), ("latin_name",), ("name", "latin_name")])
def test_a_paper_of_the_morning_outlives_a_join_and_a_parting_of_the_same_day(
    people: People, taken: tuple[str, ...]
) -> None:
    with at("01:00"):
        paper = _certified(people.sokha)
    with at("02:00"):
        merge_id = _join(people.sokha, people.ratana, people.chan, *taken)
    with at("03:00"):
        assert merges.forecast(merge_id).papers == ()
        merges.undo_merge(merge_id, actor=people.chan)
        session.refresh(paper)
        assert (_state(paper), paper.name, paper.latin_name) == ("valid", "សុខា", "Sokha")
        assert _paper_of(people.sokha) == paper


def test_the_other_records_paper_of_the_morning_stays_as_well(people: People) -> None:
    with at("01:00"):
        paper = _certified(people.ratana)
        people.ratana.name = "រតនា ស៊ឹម"  # corrected since: HR prints it again when they want to
    with at("02:00"):
        merge_id = _join(people.sokha, people.ratana, people.chan)
    with at("03:00"):
        merges.undo_merge(merge_id, actor=people.chan)
        session.refresh(paper)
        assert _state(paper) == "valid"


def test_a_paper_reissued_within_the_hour_of_the_join_is_replaced(people: People) -> None:
    with at("01:00"):
        _certified(people.ratana)
    with at("02:00"):
        merge_id = _join(people.sokha, people.ratana, people.chan)
    with at("03:00"):
        misnamed = issuing.replace(_paper_of(people.sokha), people.sokha, actor=people.chan)
        assert misnamed.name == "សុខា"
    with at("04:00"):
        assert [one.code for one in merges.forecast(merge_id).papers] == [grouped(misnamed.code)]
        merges.undo_merge(merge_id, actor=people.chan)
        session.refresh(misnamed)
        assert _state(misnamed) == "replaced"
        assert _paper_of(people.ratana).name == "រតនា"


def test_a_new_name_is_never_one_that_came_in_by_the_join(people: People) -> None:
    with at("02:00"):
        merge_id = _join(people.sokha, people.ratana, people.chan)
    with at("03:00"):
        paper = _certified(people.sokha)
        people.sokha.name = people.ratana.name  # by a correction that was thought to be right
    with at("04:00"):
        merges.undo_merge(merge_id, actor=people.chan)
        session.refresh(paper)
        assert (_state(paper), paper.name) == ("valid", "សុខា")


def test_parting_one_of_three_touches_no_paper_of_the_other_two(people: People) -> None:
    with at("01:00"):
        first = _join(people.ratana, people.noy, people.chan)
    with at("02:00"):
        ratanas = _certified(people.ratana)
    with at("03:00"):
        _join(people.sokha, people.ratana, people.chan)
    with at("04:00"):
        assert merges.forecast(first).papers == ()
        merges.undo_merge(first, actor=people.chan)
        session.refresh(ratanas)
        assert (_state(ratanas), ratanas.name) == ("valid", "រតនា")


def test_who_leaves_a_chain_takes_along_the_own_paper_that_has_the_name_of_the_last(people: People) -> None:
    with at("01:00"):
        _certified(people.noy)
        first = _join(people.ratana, people.noy, people.chan)
    with at("03:00"):
        _join(people.sokha, people.ratana, people.chan)
        misnamed = issuing.replace(_paper_of(people.sokha), people.sokha, actor=people.chan)
    with at("04:00"):
        merges.undo_merge(first, actor=people.chan)
        session.refresh(misnamed)
        assert _state(misnamed) == "replaced"
        assert _paper_of(people.noy).name == "ណយ"
        assert certificates.certificates_of(people.sokha.id) == []


def test_the_page_names_each_paper_and_each_training_that_stays_before_the_button(
    client: StrictClient, people: People
) -> None:
    with at("01:00"):
        _certified(people.ratana)
        _join(people.sokha, people.ratana, people.chan)
    with at("02:00"):
        paper = issuing.replace(_paper_of(people.sokha), people.sokha, actor=people.chan)
        achievements.record_past_training(
            people.sokha, "cea", on=date(2026, 5, 6), source="List of May", reason="Seen", actor=people.chan
        )
    session.commit()
    with at("03:00"):
        client.sign_in("KH-1200")
        page = client.get("/en/people/KH-1001/merge/").get_data(as_text=True)
    before, _, _ = page.partition('value="undo"')
    assert "1 certificate that was made since the merge will not be valid any more." in before
    assert grouped(paper.code) in before
    assert AWARD not in before, "the module is named by its title"
    assert "Recorded while merged, stays with KH-1001" in before
    assert "6 May 2026" in before
