"""Closing a workshop: each entry once, whatever happens; the trainer is certified by nobody's workshop of their own."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from lms.accounts.services.merging import merges
from lms.accounts.services.people import Person
from lms.certificates.services import certificates
from lms.db import insert_all, session
from lms.errors import RuleBroken
from lms.records.models import LedgerEntry
from lms.records.services import achievements
from lms.workshops.domain.attendance import State
from lms.workshops.queries.roster import roster_of
from lms.workshops.services import closing
from lms.workshops.services.attendance import Overwritten, save_attendance
from lms.workshops.services.roster import add_people, take_off
from tests.people import People
from tests.privacy.lives import hand_in
from tests.records.history import day
from tests.workshops.planned import MONDAY, TUESDAY, UUID, close, everywhere, held, note, planned, volunteer

WORKSHOP = "workshop"


def entries_of(person: Person) -> list[tuple[str, str, date]]:
    """What the workshop wrote for somebody, less what was taken back."""
    rows = session.scalars(select(LedgerEntry).where(LedgerEntry.person_id == person.id)).all()
    gone = {row.corrects_id for row in rows}
    return [
        (row.award, row.requirement, row.effective_on)
        for row in rows
        if row.evidence.get(WORKSHOP) == UUID and row.id not in gone
    ]


def test_who_was_there_is_recorded_and_who_was_not_is_not(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha], absent=[people.ratana])
        close(workshop, people.bopha)
    assert entries_of(people.sokha) == [("pss", "training", MONDAY)]
    assert entries_of(people.ratana) == []
    assert workshop.figures is not None
    assert workshop.figures["people"] == 2
    assert workshop.figures["modules"]["pss"] == {
        "attended": 1, "passed": 0, "practised": 0, "both": 0
    }  # fmt: skip


def test_who_passes_the_test_at_the_workshop_has_one_certificate_and_one_day(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        hand_in(people.sokha, "pss", right=True)
        close(workshop, people.bopha)
    assert len(certificates.certificates_of(people.sokha.id)) == 1
    assert entries_of(people.sokha) == [("pss", "training", MONDAY)]
    [line] = roster_of(workshop)
    assert line.outcomes["pss"] == {
        "attended": True, "passed": True, "practised": None, "recorded": True, "missing": []
    }  # fmt: skip


def test_a_test_that_is_passed_some_days_later_counts_for_the_workshop_on_its_own_day(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
    with day("2026-11-27"):
        hand_in(people.sokha, "pss", right=True)
        close(workshop, people.bopha)
    assert entries_of(people.sokha) == [("pss", "training", date(2026, 11, 27))]


def test_whoever_leads_it_is_recorded_as_having_led_it_and_certified_by_nothing(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        assert add_people(workshop, [people.bopha], actor=people.bopha) == 0
        close(workshop, people.bopha)
    assert entries_of(people.bopha) == [("pss", "trainer-credit", MONDAY)]
    assert achievements.certifications_of(people.bopha.id) == []


def test_an_orientation_is_in_nobodys_training_record(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people, kind="orientation", modules=("pgi",))
        held(people, workshop, [people.sokha])
        close(workshop, people.bopha)
    assert entries_of(people.sokha) == entries_of(people.bopha) == []


def test_killed_in_the_middle_and_closed_again_everybody_has_each_entry_once(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    with day("2026-11-23"):
        workshop = planned(people, modules=("pss", "cea"))
        held(people, workshop, [people.sokha, people.ratana])
        hand_in(people.sokha, "pss", right=True)
        session.commit()
        written = insert_all

        def killed(*rows: object) -> None:
            written(*rows)  # type: ignore[arg-type]
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr("lms.records.services.ledger.insert_all", killed)
            with pytest.raises(KeyboardInterrupt):
                close(workshop, people.bopha)
        session.rollback()
        assert entries_of(people.sokha) == []
        assert workshop.closed_at is None
        close(workshop, people.bopha)
        session.commit()
    expected = [("cea", "training", MONDAY), ("pss", "training", MONDAY)]
    assert sorted(entries_of(people.sokha)) == sorted(entries_of(people.ratana)) == expected
    assert len(certificates.certificates_of(people.sokha.id)) == 1


def test_closed_is_closed(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        close(workshop, people.bopha)
        for verb in (
            lambda: close(workshop, people.bopha),
            lambda: add_people(workshop, [people.ratana], actor=people.bopha),
            lambda: take_off(workshop, people.sokha.id, everywhere(), actor=people.bopha),
            lambda: note(people.bopha, workshop, {people.sokha: "absent"}),
        ):
            with pytest.raises(RuleBroken) as broken:
                verb()
            assert broken.value.code == "workshop-closed"


def test_opened_again_for_a_reason_what_was_wrong_is_taken_back_and_what_was_right_stays(
    people: People,
) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha], absent=[people.ratana])
        close(workshop, people.bopha)
    with day("2026-11-24"):
        closing.reopen(workshop, "The sheet was read wrongly.", actor=people.chan)
        note(people.bopha, workshop, {people.sokha: "absent", people.ratana: "present"})
        close(workshop, people.bopha)
    assert entries_of(people.sokha) == []
    assert entries_of(people.ratana) == [("pss", "training", MONDAY)]
    assert [one.act for one in closing.decisions_of(workshop)] == ["closed", "reopened", "closed"]
    assert len(entries_of(people.bopha)) == 1


def test_what_hr_took_back_is_not_written_again_by_closing_anew(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        close(workshop, people.bopha)
    with day("2026-11-24"):
        [entry] = session.scalars(select(LedgerEntry).where(LedgerEntry.person_id == people.sokha.id))
        achievements.correct(entry, reason="Was not there at all.", actor=people.chan)
        closing.reopen(workshop, "The sheet was read wrongly.", actor=people.chan)
        close(workshop, people.bopha)
    assert entries_of(people.sokha) == []
    [line] = roster_of(workshop)
    assert line.outcomes["pss"]["missing"] == ["test", "before"]


def test_somebody_who_takes_part_neither_closes_it_nor_opens_it_again(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.chan])
        with pytest.raises(RuleBroken, match="own-workshop"):
            close(workshop, people.chan)
        close(workshop, people.bopha)
        with pytest.raises(RuleBroken, match="own-workshop"):
            closing.reopen(workshop, "As agreed.", actor=people.chan)


def test_only_what_was_seen_is_recorded(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        seen = closing.closing_of(workshop).seen
        note(people.bopha, workshop, {people.sokha: "left"})
        with pytest.raises(RuleBroken, match="changed-meanwhile"):
            closing.close(workshop, seen, actor=people.bopha)


def test_without_attendance_of_every_half_day_or_without_anybody_it_is_not_closed(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people, days=[(MONDAY, "day")])
        with pytest.raises(RuleBroken, match="nobody-on-roster"):
            close(workshop, people.bopha)
        add_people(workshop, [people.sokha], actor=people.bopha)
        note(people.bopha, workshop, {})
        with pytest.raises(RuleBroken, match="attendance-missing"):
            close(workshop, people.bopha)


def test_two_records_that_are_joined_are_one_person_with_one_entry(people: People) -> None:
    with day("2026-11-23"):
        other = volunteer(people, "KH-1050")
        workshop = planned(people)
        held(people, workshop, [people.sokha], absent=[other])
        merges.merge(people.sokha, other, reason="twice in the list", actor=None)
        [line] = roster_of(workshop)
        assert line.states == ("present",)
        close(workshop, people.bopha)
    assert entries_of(people.sokha) == [("pss", "training", MONDAY)]
    assert entries_of(other) == []


def test_who_comes_on_the_second_day_was_not_there_on_the_first(people: People) -> None:
    with day("2026-11-24"):
        workshop = planned(people, days=[(MONDAY, "am"), (TUESDAY, "am")])
        add_people(workshop, [people.sokha], actor=people.bopha)
        note(people.bopha, workshop, {})
        add_people(workshop, [people.ratana], actor=people.bopha)
        note(people.bopha, workshop, {}, 2)
    states = {line.person.id: line.states for line in roster_of(workshop)}
    assert states == {people.sokha.id: ("present", "present"), people.ratana.id: ("absent", "present")}


def test_two_trainers_on_two_phones_lose_nothing_and_the_last_one_is_named(people: People) -> None:
    with day("2026-11-23"):
        other = volunteer(people, "KH-1050")
        workshop = planned(people, trainers=(people.noy,))
        add_people(workshop, [people.sokha, people.ratana, other], actor=people.bopha)
        seen = {line.person.id: line.states[0] for line in roster_of(workshop)}

        def save(changed: dict[Person, State], actor: Person) -> list[Overwritten]:
            sent = {person.id: state for person, state in changed.items()}
            return [*save_attendance(workshop, 1, seen, sent, everywhere(), actor=actor)]

        assert save({people.sokha: "absent", other: "late"}, people.bopha) == []
        [overwritten] = save({people.ratana: "late", other: "absent"}, people.noy)
    lines = {line.person.id: line for line in roster_of(workshop)}
    assert [lines[one.id].states[0] for one in (people.sokha, people.ratana, other)] == [
        *("absent", "late", "absent")
    ]
    assert lines[other.id].marks[1].writer.id == people.noy.id
    assert overwritten.person.id == other.id


def test_the_same_plan_sent_twice_is_one_workshop_and_is_changed_until_somebody_was_there(
    people: People,
) -> None:
    with day("2026-11-23"):
        first, again = planned(people), planned(people)
        assert first is again
        add_people(first, [people.sokha], actor=people.bopha)
        note(people.bopha, first, {})
        with pytest.raises(RuleBroken, match="attendance-begun"):
            take_off(first, people.sokha.id, everywhere(), actor=people.bopha)
