"""Undo of a list of which a later one says the same: what stands in the later list stays, and the page says where."""

from __future__ import annotations

import pytest
from flask import Flask

from lms.accounts.queries import people as people_queries
from lms.accounts.services.people import Person
from lms.db import session
from lms.imports.models import ListImport
from lms.imports.presenters import rollback_report
from lms.imports.services import imports
from lms.imports.services.undo import rollback_forecast, stayed_lines
from lms.records.services import achievements
from tests.client import StrictClient
from tests.imports import test_people as lists
from tests.imports import test_trainings as trainings
from tests.imports.files import PEOPLE, brought, xlsx
from tests.imports.test_people import DARA, PISEY, rows
from tests.imports.test_trainings import SOKHA, day_in, entries, text_of, work
from tests.people import People

NEW = ("V-003", "ចាន់ធី", "Chanthy", "F", "1991", "", "")
LATER = ("V-004", "ស្រីពៅ", "Sreypov", "F", "1992", "", "")
RATANA = ["KH-1002", "រតនា", "pss", "06/03/2025", "passed", ""]


def _undo(app: Flask, people: People, list_import: ListImport) -> None:
    imports.undo(list_import, reason="the wrong list", actor=people.chan)
    work(app)


def _known(number: str) -> Person | None:
    return people_queries.person_by_number(number)


def _words(list_import: ListImport) -> list[list[str]]:
    return [[problem["word"] for problem in row.problems] for row in rows(list_import)]


def _people(app: Flask, people: People, name: str, *lines: tuple[str, ...]) -> ListImport:
    list_import = brought(xlsx(PEOPLE, *lines), name, "people", people.chan.unit, people.chan)
    lists.match(list_import)
    lists.carry_out(app, list_import)
    return list_import


def _trainings(app: Flask, people: People, *lines: list[str]) -> ListImport:
    list_import = trainings.bring_in(people, *lines)
    imports.start(list_import, actor=people.chan)
    work(app)
    return list_import


def _page(client: StrictClient, list_import: ListImport) -> str:
    return text_of(client.get(f"/en/people/imports/{list_import.uuid}/").get_data(as_text=True))


@pytest.fixture
def twice(app: Flask, people: People) -> tuple[ListImport, ListImport]:
    """Dara and Pisey came with one list; a later one has Dara, too, and somebody new."""
    first = _people(app, people, "wrong.xlsx", DARA, PISEY)
    return first, _people(app, people, "right.xlsx", DARA, NEW)


def test_who_stands_in_a_later_list_too_stays_and_the_page_says_in_which(
    app: Flask, client: StrictClient, people: People, twice: tuple[ListImport, ListImport]
) -> None:
    first, second = twice
    assert [row.action for row in rows(second)] == ["same", "create"]
    client.sign_in("KH-1200")
    before = text_of(client.get(f"/en/people/imports/{first.uuid}/").get_data(as_text=True))
    assert "1 line stays: it also stands in a later list that was not undone." in before
    _undo(app, people, first)
    assert _known("V-001") is not None
    assert _known("V-002") is None
    assert _words(first) == [["undo-also-listed"], []]
    found = rollback_report.of_import(first)
    assert found is not None
    assert [one.line for one in found.lines] == [2]
    for language in ("en", "km", "lo", "th"):
        page = text_of(client.get(f"/{language}/people/imports/{first.uuid}/").get_data(as_text=True))
        assert "right.xlsx" in page
        assert day_in(language) in page


def test_a_later_list_that_was_undone_keeps_nobody(
    app: Flask, people: People, twice: tuple[ListImport, ListImport]
) -> None:
    first, second = twice
    _undo(app, people, second)
    assert rollback_forecast.of(first, people.chan).also == 0
    _undo(app, people, first)
    assert (_known("V-001"), _known("V-002"), _known("V-003")) == (None, None, None)


def test_a_list_that_was_only_looked_at_keeps_nobody(app: Flask, people: People) -> None:
    first = _people(app, people, "wrong.xlsx", DARA)
    second = lists.bring_in(people, xlsx(PEOPLE, DARA, NEW))
    _undo(app, people, first)
    assert _known("V-001") is None
    lists.carry_out(app, second)
    assert [row.action for row in rows(second)] == ["fail", "create"]  # and comes back as a line to be mended


def test_a_change_that_a_later_list_says_too_stays(app: Flask, people: People) -> None:
    known = ("KH-1001", "សុខា", "Sokha", "F", "1990", "012 345 111", "")
    first = _people(app, people, "wrong.xlsx", known)
    assert people.sokha.phone == "+85512345111"
    later = (*known[:4], "", *known[5:])  # no year of birth
    _people(app, people, "right.xlsx", later, NEW)
    assert rollback_forecast.of(first, people.chan).part == 1
    _undo(app, people, first)
    assert (people.sokha.phone, people.sokha.birth_year) == ("+85512345111", None)
    assert _words(first) == [["undo-also-listed"]]


def test_a_training_that_a_later_list_says_too_stays_with_its_certificate(app: Flask, people: People) -> None:
    first = _trainings(app, people, SOKHA)
    second = _trainings(app, people, SOKHA, RATANA)
    assert [row.action for row in rows(second)] == ["same", "create"]
    assert rollback_forecast.of(first, people.chan).also == 1
    before = len(entries(people.sokha))
    _undo(app, people, first)
    assert len(entries(people.sokha)) == before
    assert [one.award for one in achievements.certifications_of(people.sokha.id)] == ["pss"]
    assert _words(first) == [["undo-also-listed"]]


def test_a_training_of_a_later_list_that_was_undone_goes(app: Flask, people: People) -> None:
    first = _trainings(app, people, SOKHA)
    second = _trainings(app, people, SOKHA, RATANA)
    _undo(app, people, second)
    _undo(app, people, first)
    assert achievements.certifications_of(people.sokha.id) == []
    assert _words(first) == [[]]


def test_a_later_list_that_says_less_keeps_no_certificate_and_is_named(app: Flask, people: People) -> None:
    first = _trainings(app, people, SOKHA)
    attended = [*SOKHA[:4], "attended", ""]
    second = _trainings(app, people, attended, RATANA)
    assert [row.action for row in rows(second)] == ["same", "create"]
    assert rollback_forecast.of(first, people.chan).also == 0
    _undo(app, people, first)
    assert achievements.certifications_of(people.sokha.id) == []
    assert _words(first) == [["undo-says-less"]]


def test_what_a_later_list_adds_to_a_training_keeps_what_it_rests_on(app: Flask, people: People) -> None:
    attended = [*SOKHA[:4], "attended", ""]
    first = _trainings(app, people, attended)
    _trainings(app, people, SOKHA)
    held = achievements.certifications_of(people.sokha.id)
    _undo(app, people, first)
    assert [one.award for one in held] == [
        one.award for one in achievements.certifications_of(people.sokha.id)
    ]


def test_the_same_training_on_another_day_keeps_nothing(app: Flask, people: People) -> None:
    first = _trainings(app, people, SOKHA)
    other = [*SOKHA[:3], "5/5/2025", *SOKHA[4:]]
    _trainings(app, people, other)
    _undo(app, people, first)
    assert _words(first) == [[]]


def _taken(app: Flask, people: People, first: ListImport) -> tuple[int, int]:
    """How many lines an undo takes back without a remark, and with one."""
    _undo(app, people, first)
    words = _words(first)
    return words.count([]), len(words) - words.count([])


def test_the_page_of_the_undo_counts_what_will_really_be_taken_back(
    app: Flask, client: StrictClient, people: People
) -> None:
    known = ("KH-1001", "សុខា", "Sokha", "F", "1990", "012 345 111", "")
    first = _people(app, people, "wrong.xlsx", DARA, PISEY, known, NEW)
    _people(app, people, "right.xlsx", DARA, (*known[:4], "", *known[5:]), LATER)
    changed = _known("V-003")
    assert changed is not None
    changed.version += 1  # somebody has saved this person again
    session.commit()
    assert rollback_forecast.of(first, people.chan) == rollback_forecast.Forecast(
        4, 1, 1, 1, more=False, people=1
    )
    client.sign_in("KH-1200")
    for language in ("en", "km", "lo", "th"):
        assert client.get(f"/{language}/people/imports/{first.uuid}/").status_code == 200
    page = text_of(client.get(f"/en/people/imports/{first.uuid}/").get_data(as_text=True))
    assert "This puts 1 line back to what was before." in page
    assert "1 line stays: it also stands in a later list that was not undone." in page
    assert "1 line stays, because somebody has worked with it since." in page
    assert "1 line is put back only in part." in page
    assert _taken(app, people, first) == (1, 3)


def test_of_a_change_that_somebody_has_changed_again_nothing_is_put_back(app: Flask, people: People) -> None:
    first = _people(app, people, "wrong.xlsx", ("KH-1001", "សុខា", "Sokha", "", "", "012 345 111", ""))
    people.sokha.phone = "+85512999999"
    session.commit()
    assert rollback_forecast.of(first, people.chan) == rollback_forecast.Forecast(1, 0, 0, 1, more=False)
    assert _taken(app, people, first) == (0, 1)


def test_of_many_lines_only_the_first_are_looked_at(
    app: Flask, client: StrictClient, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _people(app, people, "wrong.xlsx", DARA, PISEY, NEW)
    _people(app, people, "right.xlsx", DARA, LATER)
    monkeypatch.setattr(rollback_forecast, "MOST", 2)
    assert rollback_forecast.of(first, people.chan) == rollback_forecast.Forecast(
        3, 0, 1, 0, more=True, people=1
    )
    client.sign_in("KH-1200")
    page = text_of(client.get(f"/en/people/imports/{first.uuid}/").get_data(as_text=True))
    assert "at most 2 are put back" in page
    assert "At least 1 line stays" in page
    assert "At least 1 person will be removed from Sala" in page


def test_a_training_whose_certificate_was_revoked_since_is_counted_among_those_that_stay(
    app: Flask, people: People
) -> None:
    first = _trainings(app, people, SOKHA, RATANA)
    achievements.revoke(people.sokha, "pss", reason="a mistake", actor=people.chan)
    session.commit()
    of_ratana = rollback_forecast.Forecast(2, 0, 0, 1, more=False, certificates=1)
    assert rollback_forecast.of(first, people.chan) == of_ratana
    assert _taken(app, people, first) == (1, 1)


def test_the_undo_of_the_later_list_takes_back_what_it_alone_held(
    app: Flask, client: StrictClient, people: People
) -> None:
    first = _trainings(app, people, [*SOKHA[:4], "attended", ""], [*RATANA[:4], "attended", ""])
    second = _trainings(app, people, SOKHA)
    _undo(app, people, first)
    assert (_words(first), len(_counting(people.sokha))) == ([["undo-also-listed"], []], 2)
    assert rollback_forecast.of(second, people.chan).released == 1
    client.sign_in("KH-1200")
    page = text_of(client.get(f"/en/people/imports/{second.uuid}/").get_data(as_text=True))
    assert "1 line of an earlier list that was undone goes as well: only this list holds it." in page
    _undo(app, people, second)
    assert (_words(first), _words(second), _counting(people.sokha)) == ([[], []], [[]], [])
    for list_import in (first, second):
        page = text_of(client.get(f"/en/people/imports/{list_import.uuid}/").get_data(as_text=True))
        assert "Everything was taken back." in page
        assert "which was not undone" not in page


def _counting(person: Person) -> list[str]:
    """What a person's ledger says and nobody has taken back."""
    gone = {one.corrects_id for one in entries(person)}
    return [one.kind for one in entries(person) if one.kind == "achieved" and one.id not in gone]


def test_what_a_third_list_says_as_well_stays_and_names_that_one(app: Flask, people: People) -> None:
    first, second = _trainings(app, people, SOKHA), _trainings(app, people, SOKHA, RATANA)
    _trainings(app, people, SOKHA, [*RATANA[:3], "06/03/2024", *RATANA[4:]])
    _undo(app, people, first)
    assert rollback_forecast.of(second, people.chan).released == 0
    _undo(app, people, second)
    assert (_words(first), len(_counting(people.sokha))) == ([["undo-also-listed"]], 1)


def test_people_and_changes_that_the_later_list_alone_held_go_with_its_undo(
    app: Flask, people: People
) -> None:
    known = ("KH-1001", "សុខា", "Sokha", "F", "1990", "012 345 111", "")
    first = _people(app, people, "wrong.xlsx", DARA, known)
    later = (*known[:4], "", *known[5:])  # no year of birth
    second = _people(app, people, "right.xlsx", DARA, later, NEW)
    _undo(app, people, first)
    assert _known("V-001") is not None
    assert (people.sokha.phone, people.sokha.birth_year) == ("+85512345111", None)
    assert rollback_forecast.of(second, people.chan).released == 2
    _undo(app, people, second)
    assert (_known("V-001"), people.sokha.phone, people.sokha.sex) == (None, None, "")
    assert _words(first) == [[], []]


def test_an_undo_that_would_put_nothing_back_is_not_offered(
    app: Flask, client: StrictClient, people: People
) -> None:
    first = _people(app, people, "wrong.xlsx", DARA)
    _people(app, people, "right.xlsx", DARA, LATER)
    client.sign_in("KH-1200")
    page = text_of(client.get(f"/en/people/imports/{first.uuid}/").get_data(as_text=True))
    assert "1 line stays: it also stands in a later list that was not undone." in page
    assert "Nothing would be put back, so it cannot be undone." in page
    assert "Undo this import" not in page


def test_what_was_undone_in_part_is_called_so(app: Flask, client: StrictClient, people: People) -> None:
    first = _people(app, people, "wrong.xlsx", DARA, PISEY)
    _people(app, people, "right.xlsx", DARA, LATER)
    _undo(app, people, first)
    client.sign_in("KH-1200")
    for address in (f"/en/people/imports/{first.uuid}/", "/en/people/imports/"):
        assert "Partly undone" in text_of(client.get(address).get_data(as_text=True))


def test_a_line_of_which_nothing_was_put_back_says_so(
    app: Flask, client: StrictClient, people: People, twice: tuple[ListImport, ListImport]
) -> None:
    first, _ = twice
    _undo(app, people, first)
    client.sign_in("KH-1200")
    shown = _page(client, first)
    assert "Not taken back" in shown
    assert "Not wholly taken back" not in shown
    assert [stayed_lines.WHOLLY in row.before for row in rows(first)] == [True, False]


def test_a_line_of_which_a_part_was_put_back_is_not_wholly_taken_back(
    app: Flask, client: StrictClient, people: People
) -> None:
    sokha = ("KH-1001", "សុខា", "", "", "1985", "012 999 888", "")
    first = _people(app, people, "sokha.xlsx", sokha)
    known = _known("KH-1001")
    assert known is not None
    known.phone = "+85512777666"
    session.commit()
    _undo(app, people, first)
    client.sign_in("KH-1200")
    assert "Not wholly taken back" in _page(client, first)
