"""A list of past trainings: into the ledger, and back by entries of the ledger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Row, select
from sqlalchemy import text as sql

from lms import clock, jobs
from lms.accounts.services import people as people_service
from lms.accounts.services import person_changes
from lms.accounts.services.people import Person
from lms.certificates.services import certificates
from lms.content import registry
from lms.db import db, session
from lms.errors import RuleBroken
from lms.i18n import day
from lms.imports.domain import row_actions
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.lines.line_values import Read
from lms.imports.domain.row_actions import Decision, Ledger
from lms.imports.models import ListImport, ListRow
from lms.imports.presenters import import_page
from lms.imports.queries import existing_records
from lms.imports.services import certificate_choice, column_matching, imports, value_choices
from lms.imports.services.certificate_choice import Forecast
from lms.imports.services.review import line_choices
from lms.records.services import achievements
from lms.records.services.achievements import LedgerEntry
from tests.client import StrictClient
from tests.explain import plan, statements
from tests.imports.files import brought, text
from tests.people import People

HEADER = ["ID", "Name", "Course", "Date", "Result", "Trainer"]


def bring_in(people: People, *lines: list[str]) -> ListImport:
    list_import = brought(text(HEADER, *lines), "2024.csv", "trainings", people.chan.unit, people.chan)
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
    column_matching.match(list_import, chosen, everywhere={}, source="Training list 2024")
    take_for_trained(list_import)
    session.commit()
    return list_import


def take_for_trained(list_import: ListImport) -> None:
    """Chan says that lines with nothing below "Result" are recorded as trained."""
    if any(group["key"] == "|result" for group in list_import.matching.get("groups", ())):
        value_choices.settle(list_import, {("result", "|result"): "trained"})


def work(app: Flask) -> None:
    session.commit()
    jobs.run_due(app)
    session.expire_all()


def rows(list_import: ListImport) -> list[ListRow]:
    return list(session.scalars(select(ListRow).filter_by(import_id=list_import.id).order_by(ListRow.line)))


def entries(person: Person) -> list[LedgerEntry]:
    asked = select(LedgerEntry).filter_by(person_id=person.id).order_by(LedgerEntry.id)
    return list(session.scalars(asked))


SOKHA = ["KH-1001", "Sokha", "PSS", "5 មីនា 2025", "ជាប់", "Bopha"]
RATANA = ["KH-1002", "រតនា", "pss", "06/03/2568", "", ""]
FAILED = ["KH-1100", "Bopha", "pss", "6/3/2025", "failed", ""]


def test_past_trainings_are_recorded_with_their_source_and_line(app: Flask, people: People) -> None:
    list_import = bring_in(people, SOKHA, RATANA, FAILED)
    assert [row.action for row in rows(list_import)] == ["create", "create", "skip"]
    imports.start(list_import)
    work(app)
    assert (list_import.state, list_import.summary["done"]) == ("done", 2)
    achieved = [one for one in entries(people.sokha) if one.kind == "achieved"]
    assert {one.effective_on for one in achieved} == {date(2025, 3, 5)}
    assert achieved[0].evidence == {
        "source": "Training list 2024",
        "file": list_import.file_digest,
        "line": 2,
        "result": "passed",
    }
    assert achieved[0].actor_id == people.chan.id
    # Her line says nothing of a result: she was trained, and no certificate follows.
    assert [(one.kind, one.requirement) for one in entries(people.ratana)] == [("achieved", "training")]
    assert achievements.certifications_of(people.ratana.id) == []
    assert entries(people.bopha) == []


def day_in(language: str) -> str:
    return day(clock.today(), language)


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_the_page_of_a_person_says_with_which_list_a_training_came(
    app: Flask, client: StrictClient, people: People
) -> None:
    list_import = bring_in(people, SOKHA, RATANA)
    certificate_choice.decide(list_import, True, "Decision 12 of the board")
    imports.start(list_import, actor=people.chan)
    work(app)
    client.sign_in("KH-1200")
    for number, line, reason in (("KH-1001", 2, None), ("KH-1002", 3, "Decision 12 of the board")):
        for language, said in (
            ("en", f"Brought in with the file “2024.csv” on {day_in('en')}. Line {line} of the list."),
            ("km", "«2024.csv»"),
            ("lo", "“2024.csv”"),
            ("th", "“2024.csv”"),
        ):
            page = text_of(client.get(f"/{language}/records/{number}/").get_data(as_text=True))
            assert said in page, language
            assert list_import.uuid not in page
            assert list_import.file_digest not in page
        assert ("Reason:" in text_of(client.get(f"/en/records/{number}/").get_data(as_text=True))) is bool(
            reason
        )
    # After a while nobody knows any more what the file was called.
    list_import.file_name = ""
    session.commit()
    page = text_of(client.get("/en/records/KH-1001/").get_data(as_text=True))
    assert f"Brought in with a list on {day_in('en')}. Line 2 of the list." in page


def test_a_number_of_nobody_never_gives_a_certificate_to_a_namesake(
    app: Flask, client: StrictClient, people: People
) -> None:
    list_import = bring_in(people, ["TH-0001", "សុខា", "PSS", "5/3/2025", "passed", ""])
    assert [one["id"] for one in rows(list_import)[0].candidates] == [people.sokha.id]
    client.sign_in("KH-1200")
    page = text_of(client.get(f"/en/people/imports/{list_import.uuid}/").get_data(as_text=True))
    assert "the name is the same but the number in the list is another one" in page
    assert "Take the first suggestion" not in page
    line_choices.choose_for_all(list_import, line_choices.FIRST)
    assert [row.action for row in rows(list_import)] == ["skip"]
    assert list_import.summary["undecided"] == 1


def test_a_number_that_somebody_had_before_speaks_against_nobody(people: People) -> None:
    given = replace(person_changes.particulars_of(people.sokha), number="KH-0777")
    person_changes.edit_person(people.sokha, given, actor=people.chan)
    list_import = bring_in(people, ["KH-1001", "សុខា", "PSS", "5/3/2025", "passed", ""])
    (offered,) = rows(list_import)[0].candidates
    assert (offered["id"], offered["against"]) == (people.sokha.id, "")


def test_a_person_reads_no_ids_of_lists_among_their_data(
    app: Flask, client: StrictClient, people: People
) -> None:
    list_import = bring_in(people, SOKHA)
    imports.start(list_import, actor=people.chan)
    work(app)
    client.sign_in("KH-1001")
    page = client.get("/en/me/data/").get_data(as_text=True)
    assert "Training list 2024" in page
    assert list_import.uuid not in page
    assert list_import.file_digest not in page


NOY = ["KH-1300", "Noy", "pss", "7/3/2025", "เข้าร่วม", ""]


def test_the_preview_says_how_many_certificates_follow(people: People) -> None:
    list_import = bring_in(people, SOKHA, SOKHA, RATANA, NOY, FAILED)
    assert certificate_choice.forecast(list_import) == Forecast(
        lines=3, passed=1, proved=1, decided=3, reason=None
    )


def test_chan_decides_that_lines_without_a_test_count(app: Flask, people: People) -> None:
    list_import = bring_in(people, SOKHA, RATANA, NOY)
    with pytest.raises(RuleBroken) as broken:
        certificate_choice.decide(list_import, True, " ")
    assert (broken.value.code, broken.value.field) == ("reason-missing", "certificates-reason")
    certificate_choice.decide(list_import, True, "Decision 12 of the board")
    found = certificate_choice.forecast(list_import)
    assert (found.open, found.more, found.issued) == (2, 2, 3)
    imports.start(list_import, actor=people.chan)
    work(app)
    for person, requirement, reason in (
        (people.sokha, "post-test", f"list {list_import.uuid}"),
        (people.ratana, "recognised", "Decision 12 of the board"),
        (people.noy, "recognised", "Decision 12 of the board"),
    ):
        achieved = entries(person)[0]
        assert (achieved.requirement, achieved.reason) == (requirement, reason)
        [certificate] = certificates.certificates_of(person.id)
        assert (certificate.basis, certificate.module_version) == ("list", "")
    assert entries(people.noy)[0].evidence["result"] == "attended"


def test_a_decision_about_certificates_can_be_taken_back(app: Flask, people: People) -> None:
    list_import = bring_in(people, SOKHA, RATANA)
    certificate_choice.decide(list_import, True, "Decision 12 of the board")
    certificate_choice.decide(list_import, False, "")
    assert certificate_choice.forecast(list_import).issued == 1
    imports.start(list_import, actor=people.chan)
    work(app)
    assert certificates.certificates_of(people.ratana.id) == []


def test_a_list_that_knows_more_is_recorded_too(app: Flask, people: People) -> None:
    imports.start(bring_in(people, RATANA))
    work(app)
    again = bring_in(people, [*RATANA[:4], "90 %", ""])
    assert [row.action for row in rows(again)] == ["create"]
    imports.start(again)
    work(app)
    [certificate] = certificates.certificates_of(people.ratana.id)
    assert certificate.issued_on == date(2025, 3, 6)


def test_nobody_brings_in_a_training_of_their_own(app: Flask, people: People) -> None:
    list_import = bring_in(people, SOKHA, ["KH-1200", "Chan", "pss", "5/3/2025", "passed", ""])
    assert [row.action for row in rows(list_import)] == ["create", "fail"]
    assert rows(list_import)[1].problems[0]["word"] == "own-record"
    imports.start(list_import, actor=people.sokha)  # whoever starts it acts, too
    work(app)
    assert [row.action for row in rows(list_import)] == ["fail", "fail"]
    assert entries(people.sokha) == entries(people.chan) == []


def test_the_same_trainings_again_change_nothing(app: Flask, people: People) -> None:
    imports.start(bring_in(people, SOKHA, RATANA))
    work(app)
    before = len(entries(people.sokha))
    again = bring_in(people, RATANA, SOKHA, SOKHA)
    assert [row.action for row in rows(again)] == ["same", "same", "same"]
    assert len(entries(people.sokha)) == before


def test_undo_answers_with_entries_and_leaves_the_ledger_whole(app: Flask, people: People) -> None:
    list_import = bring_in(people, SOKHA)
    imports.start(list_import)
    work(app)
    before = len(entries(people.sokha))
    imports.undo(list_import, reason="not our list", actor=people.chan)
    work(app)
    assert list_import.state == "undone"
    after = entries(people.sokha)
    assert len(after) > before
    assert {one.reason for one in after if one.kind == "corrected"} == {"not our list"}
    assert achievements.certifications_of(people.sokha.id) == []


def test_what_was_taken_back_is_asked_about_and_can_be_recorded_after_all(app: Flask, people: People) -> None:
    first = bring_in(people, SOKHA)
    imports.start(first)
    work(app)
    imports.undo(first, reason="not our list", actor=people.chan)
    work(app)
    again = bring_in(people, SOKHA)
    assert again.summary["undecided"] == 1
    assert [problem["word"] for problem in rows(again)[0].problems] == ["corrected-before"]
    line_choices.choose(again, {2: str(people.sokha.id)})
    imports.start(again)
    work(app)
    assert again.summary["done"] == 1
    assert [one.award for one in achievements.certifications_of(people.sokha.id)] == ["pss"]


def test_an_entry_that_hr_took_back_themselves_is_no_obstacle_to_undo(app: Flask, people: People) -> None:
    list_import = bring_in(people, SOKHA)
    imports.start(list_import)
    work(app)
    for entry in [one for one in entries(people.sokha) if one.kind == "achieved"]:
        achievements.correct(entry, reason="mistake", actor=people.chan)
    imports.undo(list_import, reason="not our list", actor=people.chan)
    work(app)
    assert list_import.state == "undone"


def test_chan_says_whose_training_it_was(app: Flask, people: People) -> None:
    list_import = bring_in(
        people, ["", "រតនា", "pss", "6/3/2025", "ជាប់", ""], ["", "សុខា", "pss", "6/3/2025", "", ""]
    )
    assert list_import.summary["undecided"] == 2
    line_choices.choose(list_import, {2: str(people.ratana.id)})
    imports.start(list_import)
    work(app)
    assert [one.award for one in achievements.certifications_of(people.ratana.id)] == ["pss"]
    assert entries(people.sokha) == []


def test_module_and_day_may_hold_for_the_whole_list(app: Flask, people: People) -> None:
    content = text(["ID"], ["KH-1001"], ["KH-1002"])
    list_import = brought(content, "all.csv", "trainings", people.chan.unit, people.chan)
    with pytest.raises(RuleBroken, match="day-needed"):
        column_matching.match(list_import, {1: "number"}, everywhere={"award": "pss", "on": " "}, source="x")
    with pytest.raises(RuleBroken, match="field-needed"):
        column_matching.match(list_import, {}, everywhere={"award": "pss", "on": "6/3/2025"}, source="x")
    with pytest.raises(RuleBroken, match="source-missing"):
        column_matching.match(
            list_import, {1: "number"}, everywhere={"award": "pss", "on": "6/3/2025"}, source=" "
        )
    column_matching.match(
        list_import, {1: "number"}, everywhere={"award": "pss", "on": "6/3/2025"}, source="Paper list"
    )
    imports.start(list_import)
    work(app)
    assert list_import.summary["done"] == 2


def test_a_training_of_nobody_and_one_of_the_future_fail(people: People) -> None:
    list_import = bring_in(
        people,
        ["KH-7777", "Dara", "pss", "6/3/2025", "", ""],
        ["KH-1001", "Sokha", "juggling", "6/3/2099", "", ""],
        ["TH-1001", "Malee", "pss", "6/3/2025", "", ""],
    )
    words = [{problem["word"] for problem in row.problems} for row in rows(list_import)]
    assert words == [{"person-unknown"}, {"award-unknown", "in-the-future"}, {"person-unknown"}]


def test_a_list_called_after_ratana_fails_in_ratanas_line_alone(app: Flask, people: People) -> None:
    """What is kept for good names nobody: where a list of one day is called after who was trained."""
    list_import = bring_in(people, SOKHA, RATANA)
    list_import.matching = {**list_import.matching, "source": "What រតនា brought"}
    imports.start(list_import)
    work(app)
    first, second = rows(list_import)
    assert (first.action, first.done, first.problems) == ("create", True, [])
    assert (second.action, second.done) == ("fail", False)
    assert second.problems == [{"field": "source", "word": "names-somebody", "values": {}}]
    assert entries(people.ratana) == []
    assert (list_import.summary["done"], list_import.summary["fail"]) == (1, 1)


def test_somebody_whose_record_went_meanwhile_fails_in_their_line_alone(app: Flask, people: People) -> None:
    list_import = bring_in(people, SOKHA, RATANA)
    rows(list_import)[0].person_id = None
    imports.start(list_import)
    work(app)
    first, second = rows(list_import)
    assert (first.action, [problem["word"] for problem in first.problems]) == ("fail", ["person-unknown"])
    assert (second.action, second.done) == ("create", True)


def test_a_module_that_is_no_longer_taught_fails_when_it_comes_to_it(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    list_import = bring_in(people, SOKHA, ["KH-1002", "រតនា", "pgi", "06/03/2025", "", ""])
    imports.start(list_import)
    session.commit()
    real = registry.current()
    bare = replace(real, modules=tuple(module for module in real.modules if module.id != "pgi"))
    monkeypatch.setattr(registry, "current", lambda: bare)
    work(app)
    first, second = rows(list_import)
    assert (first.action, second.action) == ("create", "fail")
    assert [(problem["field"], problem["word"]) for problem in second.problems] == [
        ("award", "award-unknown")
    ]


def test_the_preview_counts_the_certificate_of_what_was_taken_back_before(app: Flask, people: People) -> None:
    first = bring_in(people, SOKHA)
    imports.start(first)
    work(app)
    imports.undo(first, reason="not our list", actor=people.chan)
    work(app)
    again = bring_in(people, SOKHA)
    line_choices.choose_for_all(again, line_choices.AGAIN)
    assert certificate_choice.forecast(again) == Forecast(lines=1, passed=1, proved=1, decided=1, reason=None)
    imports.start(again)
    work(app)
    assert len(achievements.certifications_of(people.sokha.id)) == 1


def test_a_training_that_is_no_day_of_a_training_is_not_counted(people: People) -> None:
    list_import = bring_in(people, ["KH-1001", "Sokha", "PSS", "5/3/1928", "passed", ""])
    assert [(row.action, [one["word"] for one in row.problems]) for row in rows(list_import)] == [
        ("fail", ["too-long-ago"])
    ]


def test_who_is_below_the_pass_mark_is_left_out_and_the_page_says_by_what(
    client: StrictClient, people: People
) -> None:
    list_import = bring_in(people, ["KH-1001", "Sokha", "PSS", "5/3/2025", "14/20", ""])
    client.sign_in("KH-1200")
    for language, said in (("en", "The mark is 70 %, the pass mark of this module is 80 %"), ("th", "80 %")):
        page = client.get(f"/{language}/people/imports/{list_import.uuid}/").get_data(as_text=True)
        assert said in text_of(page)


def test_a_result_in_words_beside_a_mark_is_not_lost(people: People) -> None:
    content = text(
        ["เลขที่", "ชื่อ", "หลักสูตร", "วันที่", "คะแนน", "ผลการอบรม"],
        ["KH-1001", "Sokha", "PSS", "5/3/2025", "17/20", "ผ่าน"],
        ["KH-1002", "រតនា", "PSS", "5/3/2025", "14/20", "ผ่าน"],
    )
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    assert {list_import.matching["columns"][one] for one in ("5", "6")} == {"mark", "result"}
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
    chosen |= {3: "award", 4: "on"}
    column_matching.match(list_import, chosen, everywhere={}, source="list")
    assert [(row.action, [one["word"] for one in row.problems]) for row in rows(list_import)] == [
        ("create", []),
        ("fail", ["mark-of-passed"]),
    ]


@pytest.mark.parametrize("word", ["attended", "បានចូលរួម", "ເຂົ້າຮ່ວມ", "เข้าร่วม"])
def test_who_attended_gets_no_certificate_by_a_mark_and_the_mark_is_kept(
    app: Flask, client: StrictClient, people: People, word: str
) -> None:
    content = text(
        ["ID", "Name", "Course", "Date", "Result", "Score"],
        ["KH-1001", "Sokha", "PSS", "5/3/2025", word, "19/20"],
    )
    list_import = brought(content, "list.csv", "trainings", people.chan.unit, people.chan)
    chosen = {int(number): field for number, field in list_import.matching["columns"].items()}
    column_matching.match(list_import, chosen, everywhere={}, source="list")
    assert certificate_choice.forecast(list_import) == Forecast(
        lines=1, passed=0, proved=0, decided=1, reason=None
    )
    with app.test_request_context("/km/"):
        (line,) = import_page.preview(list_import, "all", "1")["lines"]
    shown = {cell.field: cell.stored or cell.text for cell in line.cells}
    assert (shown["result"], shown["mark"]) == ("បានចូលរួម", "95 %")
    imports.start(list_import, actor=people.chan)
    work(app)
    evidence = [one.evidence for one in entries(people.sokha)]
    assert [(one["result"], one["mark"]) for one in evidence] == [("attended", 95)]
    assert certificates.certificates_of(people.sokha.id) == []


def test_a_reason_that_names_sokha_takes_back_all_but_hers_and_says_so(app: Flask, people: People) -> None:
    list_import = bring_in(people, SOKHA, RATANA)
    imports.start(list_import)
    work(app)
    imports.undo(list_import, reason="Sokha was not there", actor=None)
    work(app)
    first, second = rows(list_import)
    assert ([problem["word"] for problem in first.problems], second.problems) == (["names-somebody"], [])
    assert [one.kind for one in entries(people.sokha)] == ["achieved", "certified"]
    assert achievements.certifications_of(people.ratana.id) == []


def test_what_was_recorded_with_who_speaks_for_somebody_can_be_undone(app: Flask, people: People) -> None:
    list_import = bring_in(people, SOKHA)
    imports.start(list_import)
    people.sokha.merged_into_id = people.ratana.id
    work(app)
    assert rows(list_import)[0].done
    assert [one.award for one in achievements.certifications_of(people.ratana.id)] == ["pss"]
    imports.undo(list_import, reason="not our list", actor=people.chan)
    work(app)
    assert achievements.certifications_of(people.ratana.id) == []


def test_who_is_certain_by_their_number_is_not_compared_with_everybody(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    page = existing_records._page

    def look(units: frozenset[int], last: int) -> Sequence[Row[Any]]:
        looked.append(last)
        return page(units, last)

    monkeypatch.setattr(existing_records, "_page", look)
    certain = bring_in(people, SOKHA, RATANA)
    assert ([row.action for row in rows(certain)], looked) == (["create", "create"], [])
    unsure = bring_in(people, SOKHA, ["KH-1002", "Dara", "pss", "06/03/2025", "", ""])
    assert [row.action for row in rows(unsure)] == ["create", "skip"]
    assert [one["id"] for one in rows(unsure)[1].candidates] == [people.ratana.id]
    assert looked


def test_people_are_looked_for_by_the_index_of_numbers(people: People) -> None:
    """Nobody goes through all people of a Society for it."""
    for number in range(300):
        people_service.create_person(
            people_service.Particulars(
                number=f"KH-4{number:04}", name="ដារា", latin_name="Dara", language="km"
            ),
            people.sokha.unit,
            actor=None,
        )
    session.commit()
    if db.engine.dialect.name == "postgresql":  # SQLite decides without figures
        session.execute(sql("ANALYZE"))
    with statements() as seen:
        bring_in(people, SOKHA, [*RATANA[:4], "passed", ""])
    [way] = [
        plan(*one, off=("seqscan",))
        for one in seen
        if "person.number_key IN" in one[0] and "JOIN unit" in one[0]
    ]
    assert "uq_person_number_key_society" in way or "(number_key=? AND society=?)" in way


WHO = st.fixed_dictionaries(
    {},
    optional={
        "number": st.sampled_from(["KH-1001", "KH-1002", "KH-1300", "KH-01001", "TH-1001", "KH-7777"]),
        "name": st.sampled_from(["សុខា", "Sokha", "Sokkha", "រតនា", "Ratana", "ណយ", "Malee", "Dara"]),
        "phone": st.sampled_from(["+85512000001", "+85512000002", "+66810000001"]),
    },
)


@settings(
    max_examples=80,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(lines=st.lists(WHO, max_size=6), merged=st.booleans())
def test_a_line_is_about_the_same_person_whether_or_not_everybody_was_looked_at(
    people: People, lines: list[dict[str, str]], merged: bool
) -> None:
    people.sokha.phone, people.malee.phone = "+85512000001", "+66810000001"
    people.noy.merged_into_id = people.ratana.id if merged else None
    session.flush()
    given = [
        (number, {**who, "award": "pss", "on": "2025-03-05"}) for number, who in enumerate(lines, start=2)
    ]

    def decided(kind: Kind) -> list[tuple[int, Decision]]:
        looking = existing_records.index_of(people.chan.unit_id, given, kind)
        while True:
            try:
                next(looking)
            except StopIteration as found:
                read = [(number, Read(values, ())) for number, values in given]
                return list(row_actions.trainings(read, found.value, Ledger(set(), set())))

    assert decided("trainings") == decided("people")
    session.rollback()
