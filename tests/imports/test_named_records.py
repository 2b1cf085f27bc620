"""A list names the number of a record that was joined: the training stands with that record, and goes with it."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import Merge
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Person
from lms.certificates.services import certificates
from lms.db import session
from lms.imports.models import ListImport
from lms.imports.services import imports
from lms.records.services import achievements
from tests.imports.test_trainings import SOKHA, bring_in, entries, rows, work
from tests.people import People

# Ratana's old number, with the name of Sokha, with whom she was joined.
OLD = ["KH-1002", "Sokha", "pss", "05/08/2025", "passed", ""]


def _join(people: People) -> int:
    merges.merge(people.sokha, people.ratana, reason="Entered twice", actor=people.chan)
    session.commit()
    return session.scalars(select(Merge.id).order_by(Merge.id.desc()).limit(1)).one()


def _brought_in(app: Flask, people: People, *lines: list[str]) -> ListImport:
    list_import = bring_in(people, *lines)
    imports.start(list_import, actor=people.chan)
    work(app)
    return list_import


def _trained_on(person: Person) -> set[date]:
    return {one.effective_on for one in entries(person) if one.kind == "achieved"}


def test_what_a_list_says_of_the_old_number_goes_with_it_when_the_records_are_parted(
    app: Flask, people: People
) -> None:
    merge_id = _join(people)
    list_import = _brought_in(app, people, SOKHA, OLD)
    assert [row.action for row in rows(list_import)] == ["create", "create"]
    assert _trained_on(people.ratana) == {date(2025, 8, 5)}
    with_both = achievements.standings_of(people.sokha, date(2025, 9, 1))["pss"]
    assert with_both.issued_on == date(2025, 8, 5), "while joined it counts for the one who stays"
    assert [one.number for one in merges.forecast(merge_id).staying] == ["KH-1001"]
    merges.undo_merge(merge_id, actor=people.chan)
    session.commit()
    [of_ratana] = achievements.certifications_of(people.ratana.id)
    assert of_ratana.issued_on == date(2025, 8, 5)
    [of_sokha] = achievements.certifications_of(people.sokha.id)
    assert of_sokha.issued_on == date(2025, 3, 5)
    assert {one.name for one in certificates.certificates_of(people.ratana.id)} == {"រតនា"}


def test_a_list_that_was_read_before_the_join_means_the_record_that_it_names(
    app: Flask, people: People
) -> None:
    list_import = bring_in(people, ["KH-1002", "Ratana", "pss", "05/08/2025", "passed", ""])
    merge_id = _join(people)
    imports.start(list_import, actor=people.chan)
    work(app)
    merges.undo_merge(merge_id, actor=people.chan)
    assert (_trained_on(people.ratana), _trained_on(people.sokha)) == ({date(2025, 8, 5)}, set())


def test_the_same_list_once_more_says_nothing_new_joined_or_parted(app: Flask, people: People) -> None:
    merge_id = _join(people)
    _brought_in(app, people, OLD)
    assert [row.action for row in rows(bring_in(people, OLD))] == ["same"]
    merges.undo_merge(merge_id, actor=people.chan)
    session.commit()
    own = ["KH-1002", "Ratana", *OLD[2:]]
    assert [row.action for row in rows(bring_in(people, own))] == ["same"]


@pytest.mark.parametrize("parted", [False, True])
def test_undoing_the_list_takes_it_back_joined_or_parted(app: Flask, people: People, parted: bool) -> None:
    merge_id = _join(people)
    list_import = _brought_in(app, people, OLD)
    if parted:
        merges.undo_merge(merge_id, actor=people.chan)
        session.commit()
    imports.undo(list_import, reason="not our list", actor=people.chan)
    work(app)
    assert list_import.state == "undone"
    for person in (people.sokha, people.ratana):
        assert achievements.standings_of(person, date(2025, 9, 1))["pss"].status == "never"


def test_what_was_taken_back_from_the_old_record_does_not_come_again_with_the_list(
    app: Flask, people: People
) -> None:
    own = ["KH-1002", "Ratana", *OLD[2:]]
    _brought_in(app, people, own)
    for one in entries(people.ratana):
        if one.kind == "achieved" and one.requirement == "post-test":
            achievements.correct(one, reason="Was not there", actor=people.chan)
    session.commit()
    _join(people)
    known = (
        achievements.PastTraining(
            people.sokha.id, "pss", date(2025, 8, 5), "list", "import", file="f", result="passed"
        ),
    )
    assert achievements.record_past_trainings(known, actor=people.chan) == [[]]


def test_without_a_number_it_stays_with_the_one_who_stays(app: Flask, people: People) -> None:
    merge_id = _join(people)
    achievements.record_past_training(
        people.sokha, "pss", on=date(2025, 8, 5), source="A list", reason="Seen", actor=people.chan
    )
    [stays] = merges.forecast(merge_id).staying
    assert (stays.number, stays.on) == ("KH-1001", date(2025, 8, 5))
    merges.undo_merge(merge_id, actor=people.chan)
    assert (_trained_on(people.sokha), _trained_on(people.ratana)) == ({date(2025, 8, 5)}, set())
