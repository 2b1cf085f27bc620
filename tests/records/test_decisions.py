"""What Chan decides about records, on both databases: a past training, a correction, an extension."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from lms.accounts.services.people import Person
from lms.audit import AuditLine
from lms.db import session
from lms.errors import NotFound, RuleBroken
from lms.records.queries.ledger import ledger_entries
from lms.records.services import achievements, decision_preview
from lms.records.services.achievements import Certification, LedgerEntry
from tests.people import People
from tests.records.history import AWARD, certified_until, day, passes


def _kinds(person: Person) -> list[str]:
    return [entry.kind for entry in sorted(achievements.entries_of(person.id), key=lambda entry: entry.id)]


def _past(
    people: People,
    on: date,
    *,
    source: str = "List of the branch, 2025",
    reason: str = "Trained before Sala",
    file: str = "",
    line: int | None = None,
) -> Certification | None:
    return achievements.record_past_training(
        people.sokha,
        AWARD,
        on=on,
        source=source,
        reason=reason,
        actor=people.chan,
        file=file,
        line=line,
        result="passed",
    )


def _refused(act: Callable[[], object]) -> tuple[str, str | None]:
    with pytest.raises(RuleBroken) as broken:
        act()
    return broken.value.code, broken.value.field


def _entry(person: Person, kind: str) -> LedgerEntry:
    return max(
        (one for one in achievements.entries_of(person.id) if one.kind == kind), key=lambda one: one.id
    )


# --- a training of the past ---------------------------------------------------------------------------------


def test_chan_records_a_training_of_last_year(people: People) -> None:
    with day("2026-11-24"):
        held = _past(people, date(2025, 3, 10))
        assert held is not None
        assert (held.issued_on, held.expires_on) == (date(2025, 3, 10), date(2027, 3, 10))
    entry = _entry(people.sokha, "achieved")
    assert (entry.effective_on, entry.reason, entry.actor_id) == (
        date(2025, 3, 10),
        "Trained before Sala",
        people.chan.id,
    )
    assert entry.evidence == {"source": "List of the branch, 2025", "result": "passed"}
    assert _kinds(people.sokha) == ["achieved", "certified"]


def test_an_imported_training_names_file_and_line_and_comes_once(people: People) -> None:
    with day("2026-11-24"):
        for line in (7, 9):
            assert _past(people, date(2025, 3, 10), file="list.xlsx", line=line) is not None
        assert _past(people, date(2025, 3, 10)) is not None
    assert _entry(people.sokha, "achieved").evidence["line"] == 7
    assert _kinds(people.sokha) == ["achieved", "certified"]


def test_a_test_of_the_same_day_is_the_same_training(people: People) -> None:
    with day("2026-11-24") as today:
        passes(people.sokha, "a-1")
        assert _past(people, today) is not None
    assert _kinds(people.sokha) == ["achieved", "certified"]


def test_what_was_corrected_stays_so_when_the_list_comes_again_but_chan_may_record_it(people: People) -> None:
    with day("2026-11-24"):
        _past(people, date(2025, 3, 10), file="list.xlsx", line=7)
        for _ in range(2):
            achievements.correct(_entry(people.sokha, "achieved"), reason="Not her", actor=people.chan)
            assert _past(people, date(2025, 3, 10), file="list.xlsx", line=7) is None
            assert _past(people, date(2025, 3, 10)) is not None
    assert _kinds(people.sokha).count("achieved") == 3


def test_a_training_that_is_long_over_is_kept_but_certifies_nobody(people: People) -> None:
    with day("2026-11-24") as today:
        assert _past(people, date(2020, 1, 15)) is None
        assert achievements.status_of(people.sokha.id, AWARD, today).status == "expired"


@pytest.mark.parametrize(
    ("on", "source", "reason", "word"),
    [
        ("2026-11-25", "List", "Found", ("in-the-future", "on")),
        ("1949-12-31", "List", "Found", ("too-long-ago", "on")),
        ("2025-03-10", " ", "Found", ("source-missing", "source")),
        ("2025-03-10", "x" * 201, "Found", ("too-long", "source")),
        ("2025-03-10", "List", "", ("reason-missing", "reason")),
    ],
)
def test_what_cannot_be_recorded_is_refused_on_its_field(
    people: People, on: str, source: str, reason: str, word: tuple[str, str]
) -> None:
    with day("2026-11-24"):
        assert _refused(lambda: _past(people, date.fromisoformat(on), source=source, reason=reason)) == word
    assert _kinds(people.sokha) == []


def test_nobody_was_trained_in_what_is_not_taught(people: People) -> None:
    with day("2026-11-24") as today, pytest.raises(NotFound):
        achievements.record_past_training(
            people.sokha, "knots", on=today, source="List", reason="Found", actor=None, result="passed"
        )


# --- an extension -------------------------------------------------------------------------------------------


def test_chan_extends_and_nothing_is_certified_anew(people: People) -> None:
    certified_until(people.sokha, "2028-11-24")
    with day("2028-11-01") as today:
        held = achievements.extend(people.sokha, AWARD, date(2029, 5, 24), reason="Flood", actor=people.chan)
        assert (held.issued_on, held.expires_on) == (date(2026, 11, 24), date(2029, 5, 24))
        assert achievements.status_of(people.sokha.id, AWARD, today).earned_until == date(2028, 11, 24)
    assert _kinds(people.sokha) == ["achieved", "certified", "extended"]
    assert _entry(people.sokha, "extended").reason == "Flood"


def test_a_refresher_after_an_extension_counts_from_the_new_end(people: People) -> None:
    certified_until(people.sokha, "2028-11-24")
    with day("2028-11-01"):
        achievements.extend(people.sokha, AWARD, date(2029, 5, 24), reason="Flood", actor=people.chan)
    with day("2029-05-01"):
        held = passes(people.sokha, "a-2")
        assert held is not None
        assert held.expires_on == date(2031, 5, 24)
    assert _kinds(people.sokha)[-1] == "certified"


def test_an_extension_of_an_old_training_certifies_it(people: People) -> None:
    with day("2026-11-24"):
        _past(people, date(2024, 3, 10))
        held = achievements.extend(people.sokha, AWARD, date(2027, 3, 10), reason="Flood", actor=people.chan)
        assert held.expires_on == date(2027, 3, 10)
    assert _kinds(people.sokha) == ["achieved", "extended", "certified"]
    assert _entry(people.sokha, "certified").expires_on == date(2026, 3, 10)


@pytest.mark.parametrize(
    ("until", "word"),
    [
        ("2028-11-24", ("not-later", "until")),
        ("2028-10-31", ("ends-in-the-past", "until")),
        ("2039-01-01", ("too-far", "until")),
    ],
)
def test_an_end_that_makes_no_sense_is_refused(people: People, until: str, word: tuple[str, str]) -> None:
    certified_until(people.sokha, "2028-11-24")
    end = date.fromisoformat(until)
    with day("2028-11-01"):
        found = _refused(
            lambda: achievements.extend(people.sokha, AWARD, end, reason="Flood", actor=people.chan)
        )
    assert found == word


def test_what_nobody_holds_cannot_be_extended(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    def extend() -> object:
        return achievements.extend(people.sokha, AWARD, date(2029, 5, 24), reason="Flood", actor=people.chan)

    with day("2026-11-24"):
        assert _refused(extend)[0] == "nothing-to-extend"
        passes(people.sokha, "a-1")
        achievements.revoke(people.sokha, AWARD, reason="Because", actor=people.chan)
        assert _refused(extend)[0] == "is-revoked"
        achievements.reinstate(people.sokha, AWARD, reason="Because", actor=people.chan)
        rules = ledger_entries.rules_or_retired(AWARD)
        for_good = type(rules)(None, rules.requires, 0, 0)
        monkeypatch.setattr("lms.records.queries.ledger.ledger_entries.award_rules", lambda award: for_good)
        assert _refused(extend)[0] == "never-expires"


def test_an_extension_can_be_made_again_after_it_was_corrected(people: People) -> None:
    certified_until(people.sokha, "2028-11-24")
    with day("2028-11-01"):
        for _ in range(2):
            achievements.extend(people.sokha, AWARD, date(2029, 5, 24), reason="Flood", actor=people.chan)
            achievements.correct(_entry(people.sokha, "extended"), reason="Wrong person", actor=people.chan)
            [held] = achievements.certifications_of(people.sokha.id)
            assert held.expires_on == date(2028, 11, 24)


# --- a correction -------------------------------------------------------------------------------------------


def test_a_correction_takes_back_what_rests_on_the_mistake(people: People) -> None:
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
    with day("2027-03-01") as today:
        assert (
            achievements.correct(_entry(people.sokha, "achieved"), reason="Not her", actor=people.chan)
            is None
        )
        assert achievements.certifications_of(people.sokha.id) == []
        assert achievements.status_of(people.sokha.id, AWARD, today).status == "never"
        before = achievements.status_of(people.sokha.id, AWARD, today, known_on=today - timedelta(days=1))
        assert before.status == "valid"
    assert _kinds(people.sokha) == ["achieved", "certified", "corrected", "corrected"]
    lines = session.scalars(
        select(AuditLine).where(AuditLine.act == "records.corrected").order_by(AuditLine.id)
    ).all()
    assert [line.actor_id for line in lines] == [people.chan.id] * 2


def test_a_correction_with_the_right_day_records_it_anew(people: People) -> None:
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
    with day("2027-03-01"):
        mistake = _entry(people.sokha, "achieved")
        held = achievements.correct(mistake, reason="Mistyped", actor=people.chan, on=date(2026, 11, 20))
        assert held is not None
        assert (held.issued_on, held.expires_on) == (date(2026, 11, 20), date(2028, 11, 20))
    right = _entry(people.sokha, "achieved")
    assert right.evidence == {**mistake.evidence, "corrects": mistake.id}
    assert _kinds(people.sokha) == [
        *("achieved", "certified", "corrected", "corrected", "achieved", "certified")
    ]


def test_a_refresher_stands_by_itself_when_the_first_training_is_corrected(people: People) -> None:
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
        first = _entry(people.sokha, "achieved")
    with day("2028-10-01"):
        passes(people.sokha, "a-2")
    with day("2028-10-05"):
        held = achievements.correct(first, reason="Not her", actor=people.chan)
        assert held is not None
        assert held.expires_on == date(2030, 10, 1)
    corrected = {one.corrects_id for one in achievements.entries_of(people.sokha.id) if one.corrects_id}
    kinds = {one.id: one.kind for one in achievements.entries_of(people.sokha.id)}
    assert sorted(kinds[one] for one in corrected) == ["achieved", "certified", "certified"]


def test_what_cannot_be_corrected_is_refused(people: People) -> None:
    def correct(entry: LedgerEntry, on: date | None = None, reason: str = "Mistyped") -> Callable[[], object]:
        return lambda: achievements.correct(entry, reason=reason, actor=people.chan, on=on)

    with day("2026-11-24") as today:
        passes(people.sokha, "a-1")
        achievements.revoke(people.sokha, AWARD, reason="Because", actor=people.chan)
        achieved = _entry(people.sokha, "achieved")
        assert _refused(correct(_entry(people.sokha, "certified")))[0] == "decided-by-rules"
        assert _refused(correct(achieved, reason=" ")) == ("reason-missing", "reason")
        assert _refused(correct(achieved, today)) == ("same-day", "on")
        assert _refused(correct(achieved, today + timedelta(days=1))) == ("in-the-future", "on")
        assert _refused(correct(achieved, date(1900, 1, 1))) == ("too-long-ago", "on")
        assert _refused(correct(_entry(people.sokha, "revoked"), today))[0] == "only-achievements-move"
        achievements.correct(achieved, reason="Mistyped", actor=people.chan)
        assert _refused(correct(achieved))[0] == "already-corrected"
        assert _refused(correct(_entry(people.sokha, "corrected")))[0] == "is-a-correction"


def test_a_plan_says_what_will_be_and_writes_nothing(people: People) -> None:
    certified_until(people.sokha, "2028-11-24")
    with day("2028-11-01"):
        before = _kinds(people.sokha)
        extended = decision_preview.extending(people.sokha, AWARD, date(2029, 5, 24))
        assert (extended.before.expires_on, extended.after.expires_on) == (
            date(2028, 11, 24),
            date(2029, 5, 24),
        )
        assert decision_preview.deciding(people.sokha, AWARD, "revoked").after.status == "revoked"
        assert decision_preview.correcting(_entry(people.sokha, "achieved")).after.status == "never"
        assert decision_preview.past_training(
            people.sokha, AWARD, date(2028, 10, 30), result="passed"
        ).after.expires_on == date(2030, 11, 24)
        assert _kinds(people.sokha) == before
