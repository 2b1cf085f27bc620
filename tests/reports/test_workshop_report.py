"""The report of a closed workshop: the same numbers as HR's pages, small ones hidden, one page in each language."""

from __future__ import annotations

import pytest

from lms import clock
from lms.accounts.services.people import Person, scope_of
from lms.certificates.services import certificates
from lms.content import registry
from lms.db import session
from lms.errors import NotFound
from lms.reports.domain.group_answers import LessonAnswers, Line, Share
from lms.reports.queries.workshop_report import ModuleResults, hardest_questions, workshop_report
from lms.workshops.personal_data import drop_old_rosters
from lms.workshops.queries.held import held_workshop
from lms.workshops.queries.workshops import Reader
from tests.client import StrictClient
from tests.pdfs import text_of
from tests.people import People
from tests.privacy.lives import hand_in
from tests.records.history import certified_until, day
from tests.workshops.planned import UUID, close, held, planned, volunteer
from tests.workshops.test_walk_ins import came

PAGE = f"/en/workshops/{UUID}/"


def reader(person: Person) -> Reader:
    return Reader(person, scope_of(person, "records.read"))


@pytest.fixture
def closed(people: People) -> list[Person]:
    """Eight people of one branch; six came, four passed: one of them renews."""
    some = [people.sokha, people.ratana, *(volunteer(people, f"KH-19{number:02}") for number in range(6))]
    for number, one in enumerate(some):
        one.sex, one.birth_year = ("female", "male")[number % 2], 1985 + number
    certified_until(some[0], "2026-12-20")
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, some[:6], absent=some[6:])
        for one in some[:4]:
            hand_in(one, "pss", right=True)
        close(workshop, people.bopha)
        session.commit()
    return some


def test_the_report_counts_certificates_as_the_ledger_does(people: People, closed: list[Person]) -> None:
    report = workshop_report(held_workshop(UUID, reader(people.chan)))
    [module] = report.modules
    assert module.results == {"certified": 3, "extended": 1, "test": 4}, "the award asks for the test alone"
    assert module.attended == 6
    assert [(one.there, one.left) for one in report.attendance] == [(6, 0)]
    assert sum(bool(certificates.certificates_of(one.id)) for one in closed) == 4
    assert report.held.figures["came"] == 6


def test_whoever_came_without_being_on_the_list_is_in_the_report_as_a_number(
    client: StrictClient, people: People
) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        for name in ("Dara", "Vuthy", "Pisey"):
            came(people, workshop, name)
        close(workshop, people.bopha)
        session.commit()
    client.sign_in("KH-1100")
    written = text_of(client.get(f"{PAGE}report.pdf").get_data())
    assert "3 Came too, not known who" in " ".join(written.split())
    assert "Dara" not in written


def test_small_numbers_by_sex_age_and_place_are_hidden(people: People, closed: list[Person]) -> None:
    figures = workshop_report(held_workshop(UUID, reader(people.bopha))).figures
    assert figures is not None
    assert figures.total == 6
    assert len(figures.columns) == 1, "three women and three men are too few to stand apart"
    assert all(
        number is None or number >= 5
        for table in figures.tables
        for row in table.rows
        for number in row.numbers
    )


def test_of_so_few_people_nothing_of_their_certificates_is_said(people: People) -> None:
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha])
        close(workshop, people.bopha)
    report = workshop_report(held_workshop(UUID, reader(people.bopha)))
    assert report.is_small
    assert report.modules == ()


def test_once_the_list_of_people_has_gone_what_was_counted_is_left(
    people: People, closed: list[Person], client: StrictClient
) -> None:
    with day("2029-01-01"):
        drop_old_rosters(clock.now())
    session.commit()
    client.sign_in("KH-1100")
    written = text_of(client.get(f"{PAGE}report.pdf").get_data())
    assert "The list of people has been removed" in written


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_the_report_is_one_page_without_names(
    people: People, closed: list[Person], client: StrictClient, language: str
) -> None:
    client.sign_in("KH-1100")
    address = f"/{language}/workshops/{UUID}/report.pdf"
    assert address in client.get(PAGE).get_data(as_text=True)
    document = client.get(address).get_data()
    written = text_of(document)
    assert written.count("\f") == 1
    assert people.sokha.name not in written
    assert "KH-1001" not in written


def test_a_workshop_that_is_open_or_another_ones_has_no_report(
    people: People, closed: list[Person], client: StrictClient
) -> None:
    client.sign_in("TH-1200")
    assert client.get(f"{PAGE}report.pdf").status_code == 404
    assert client.get(PAGE).status_code == 404


def test_a_workshop_that_is_not_closed_has_nothing_to_report(people: People) -> None:
    with day("2026-11-23"):
        planned(people)
    with pytest.raises(NotFound):
        held_workshop(UUID, reader(people.bopha))


def test_answers_of_the_workshop_count_and_those_of_an_earlier_test_do_not(people: People) -> None:
    some = [volunteer(people, f"KH-19{number:02}") for number in range(12)]
    with day("2026-10-02"):
        hand_in(people.sokha, "pss", right=False)
    with day("2026-11-23"):
        workshop = planned(people)
        held(people, workshop, [people.sokha, *some])
        for number, one in enumerate(some):
            hand_in(one, "pss", right=number % 2 == 0)
        close(workshop, people.bopha)
    [module] = workshop_report(held_workshop(UUID, reader(people.bopha))).modules
    drawn = registry.current().pools["pss"].blueprint.lessons
    shown = {one.lesson: one.share for one in module.answers if one.share}
    assert shown
    assert all(share.right + share.wrong == 12 * drawn[lesson] for lesson, share in shown.items())


def test_the_hardest_questions_come_first_and_what_is_hidden_is_not_named() -> None:
    pool = registry.current().pools["pss"]
    easy, hard, harder, hidden = pool.questions[:4]
    lines = (
        Line(easy.id, Share(9, 1)),
        Line(hard.id, Share(5, 5)),
        Line(harder.id, Share(2, 8)),
        Line(hidden.id, None),
    )
    found = ModuleResults("pss", 0, {}, (LessonAnswers("10-look", Share(16, 14), items=lines),))
    assert hardest_questions(found, pool, "en", 2) == [harder.text("en").stem, hard.text("en").stem]
    assert len(hardest_questions(found, pool, "en", 9)) == 3
