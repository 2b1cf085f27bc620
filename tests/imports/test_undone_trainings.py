"""Undo of a list of past trainings: what HR has decided since stays and is named, everything else is taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from lms import clock
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Person
from lms.certificates.services import certificates, issuing
from lms.imports.models import ListImport
from lms.imports.presenters import rollback_report
from lms.imports.services import certificate_choice, imports
from lms.records.services import achievements
from tests.client import StrictClient
from tests.imports.test_trainings import SOKHA, bring_in, entries, rows, text_of, work
from tests.people import People

HAND = "Looked at the attendance sheet"
RATANA = ["KH-1002", "រតនា", "pss", "06/03/2025", "passed", ""]
NEW = ["KH-1002", "រតនា", "pss", "07/04/2026", "passed", ""]


def _in_force(person: Person) -> list[str]:
    return [one.award for one in achievements.certifications_of(person.id) if one.revoked_on is None]


def _brought_in(app: Flask, people: People) -> ListImport:
    list_import = bring_in(people, SOKHA, RATANA)
    imports.start(list_import, actor=people.chan)
    work(app)
    return list_import


def _undone(app: Flask, people: People, list_import: ListImport) -> list[tuple[int, list[str]]]:
    """Undo it; the lines that stayed, each with its words."""
    imports.undo(list_import, reason="not our list", actor=people.chan)
    work(app)
    found = rollback_report.of_import(list_import)
    assert found is not None
    assert found.count == len(found.lines)
    words = {row.line: [problem["word"] for problem in row.problems] for row in rows(list_import)}
    return [(one.line, words[one.line]) for one in found.lines]


def _moved(person: Person, people: People) -> None:
    achieved = next(one for one in entries(person) if one.kind == "achieved")
    achievements.correct(achieved, reason=HAND, actor=people.chan, on=date(2025, 3, 4))


def _moved_twice(person: Person, people: People) -> None:
    _moved(person, people)
    achieved = [one for one in entries(person) if one.kind == "achieved"][-1]
    achievements.correct(achieved, reason=HAND, actor=people.chan, on=date(2025, 3, 3))


def _extended(person: Person, people: People) -> None:
    until = achievements.certifications_of(person.id)[0].expires_on
    assert until is not None
    achievements.extend(person, "pss", until + timedelta(days=30), reason=HAND, actor=people.chan)


def _revoked(person: Person, people: People) -> None:
    achievements.revoke(person, "pss", reason=HAND, actor=people.chan)


def _reinstated(person: Person, people: People) -> None:
    _revoked(person, people)
    achievements.reinstate(person, "pss", reason=HAND, actor=people.chan)


@pytest.mark.parametrize(
    ("build", "word", "still"),
    [
        (_moved, "corrected-since", ["pss"]),
        (_moved_twice, "corrected-since", ["pss"]),
        (_extended, "decided-since", ["pss"]),
        (_revoked, "decided-since", []),
        (_reinstated, "decided-since", ["pss"]),
    ],
)
def test_what_hr_has_decided_about_a_line_since_stays_and_is_named(
    app: Flask, people: People, build: Callable[[Person, People], None], word: str, still: list[str]
) -> None:
    list_import = _brought_in(app, people)
    build(people.sokha, people)
    before = len(entries(people.sokha))
    assert _undone(app, people, list_import) == [(2, [word])]
    assert (len(entries(people.sokha)), _in_force(people.sokha)) == (before, still)
    assert achievements.certifications_of(people.ratana.id) == []


def test_the_page_of_the_undone_import_names_the_line_that_stays_and_why(
    app: Flask, client: StrictClient, people: People
) -> None:
    list_import = _brought_in(app, people)
    _moved(people.sokha, people)
    _undone(app, people, list_import)
    client.sign_in("KH-1200")
    for language in ("en", "km", "lo", "th"):
        page = text_of(client.get(f"/{language}/people/imports/{list_import.uuid}/").get_data(as_text=True))
        assert "KH-1001" in page
        if language == "en":
            assert "Everything was taken back" not in page
            assert "1 line could not be taken back wholly" in page
            assert "Line 2: សុខា · KH-1001 : Somebody of HR has corrected the day" in page
            assert "accounts stay open" not in page


def test_what_hr_took_back_before_or_after_correcting_it_is_nothing_that_stays(
    app: Flask, people: People
) -> None:
    list_import = _brought_in(app, people)
    for person, build in ((people.sokha, _moved), (people.ratana, None)):
        if build is not None:
            build(person, people)
        achieved = [one for one in entries(person) if one.kind == "achieved"][-1]
        achievements.correct(achieved, reason=HAND, actor=people.chan)
    assert _undone(app, people, list_import) == []
    assert _in_force(people.sokha) == _in_force(people.ratana) == []


def test_a_decision_that_hr_has_taken_back_itself_holds_no_line(app: Flask, people: People) -> None:
    list_import = _brought_in(app, people)
    _extended(people.sokha, people)
    extended = next(one for one in entries(people.sokha) if one.kind == "extended")
    achievements.correct(extended, reason=HAND, actor=people.chan)
    assert _undone(app, people, list_import) == []
    assert _in_force(people.sokha) == []


def test_a_training_whose_certificate_was_extended_for_many_at_once_stays_and_is_named(
    app: Flask, people: People
) -> None:
    """Its holder was told until when it counts: it does not go without a word."""
    list_import = _brought_in(app, people)
    until = achievements.certifications_of(people.sokha.id)[0].expires_on
    assert until is not None
    achievements.extend(
        people.sokha, "pss", until + timedelta(days=30), reason=HAND, actor=people.chan, decision="a-uuid"
    )
    assert _undone(app, people, list_import) == [(2, ["decided-since"])]
    assert _in_force(people.sokha) == ["pss"]


def test_before_an_undo_the_page_says_how_many_certificates_will_not_be_valid(
    app: Flask, client: StrictClient, people: People
) -> None:
    list_import = _brought_in(app, people)
    address = f"/people/imports/{list_import.uuid}/"
    client.sign_in("KH-1200")
    said = "2 certificates that are valid today will be withdrawn: whoever checks their codes is told so."
    assert said in text_of(client.get(f"/en{address}").get_data(as_text=True))
    _extended(people.sokha, people)
    assert "1 certificate that is valid today will be withdrawn" in text_of(
        client.get(f"/en{address}").get_data(as_text=True)
    ), "what stays withdraws nothing"
    _revoked(people.ratana, people)
    assert "valid today will be withdrawn" not in text_of(client.get(f"/en{address}").get_data(as_text=True))


def test_a_decision_about_a_certificate_of_another_list_holds_no_line(app: Flask, people: People) -> None:
    """Sokha's certificate of last year was extended; the list that is undone brought an older training."""
    achievements.record_past_training(
        *(people.sokha, "pss"),
        on=clock.today() - timedelta(days=30),
        source="The office",
        reason="On paper",
        actor=people.chan,
        result="passed",
    )
    _extended(people.sokha, people)
    list_import = _brought_in(app, people)
    assert _undone(app, people, list_import) == []
    assert _in_force(people.sokha) == ["pss"]


def test_a_reissued_certificate_is_withdrawn_with_its_training(app: Flask, people: People) -> None:
    """A new paper says nothing new of the training."""
    list_import = _brought_in(app, people)
    [paper] = certificates.certificates_of(people.sokha.id)
    issuing.replace(paper, people.sokha, actor=people.chan)
    assert _undone(app, people, list_import) == []
    assert _in_force(people.sokha) == []


def test_the_training_of_a_record_that_was_merged_since_is_taken_back(app: Flask, people: People) -> None:
    list_import = _brought_in(app, people)
    merges.merge(people.ratana, people.sokha, reason="One person", actor=None)
    assert _undone(app, people, list_import) == []
    assert _in_force(people.ratana) == []


def test_a_line_that_counts_by_decision_stays_the_same_way(app: Flask, people: People) -> None:
    list_import = bring_in(people, [*SOKHA[:4], "", ""])
    certificate_choice.decide(list_import, True, "Decision 12 of the board")
    imports.start(list_import, actor=people.chan)
    work(app)
    _moved(people.sokha, people)
    assert _undone(app, people, list_import) == [(2, ["corrected-since"])]


def test_what_another_list_has_taken_back_while_a_list_waited_is_not_lost_without_a_word(
    app: Flask, people: People
) -> None:
    first = _brought_in(app, people)
    waiting = bring_in(people, SOKHA, RATANA, NEW)
    _undone(app, people, first)
    imports.start(waiting, actor=people.chan)
    work(app)
    assert [(row.action, [problem["word"] for problem in row.problems]) for row in rows(waiting)] == [
        *[("fail", ["corrected-meanwhile"])] * 2,
        ("create", []),
    ]
    assert waiting.summary["fail"] == 2
    once_more = bring_in(people, SOKHA, RATANA)
    assert [row.action for row in rows(once_more)] == ["skip", "skip"]
    assert [row.candidates[0]["why"] for row in rows(once_more)] == ["again", "again"]


def test_what_is_still_recorded_stays_nothing_new_when_a_list_is_carried_out(
    app: Flask, people: People
) -> None:
    _brought_in(app, people)
    waiting = bring_in(people, SOKHA, RATANA, NEW, NEW)
    merges.merge(people.ratana, people.sokha, reason="One person", actor=people.chan)
    imports.start(waiting, actor=people.chan)
    work(app)
    assert [row.action for row in rows(waiting)] == ["same", "same", "create", "same"]
