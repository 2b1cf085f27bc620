"""What trainers and HR see of the answers of their people: groups, in their own places, and never a person."""

from __future__ import annotations

import re
from datetime import date, datetime
from html import unescape
from pathlib import Path

import pytest

from lms import clock
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person
from lms.content import registry
from lms.content.types.questions import Question
from lms.db import session
from lms.privacy.services import erasure, requests
from lms.quizzes.domain.kinds import rules_of
from lms.quizzes.queries.first_papers import analysis_of, first_papers
from lms.quizzes.services import paper_forms, paper_results
from lms.quizzes.services.paper_results import TypedSheet
from tests.client import StrictClient
from tests.people import SECRET, People
from tests.quizzes.crowd import MARCH, answered, volunteers

APRIL, MAY = MARCH.replace(month=4), MARCH.replace(month=5)
LESSON = "20-look-listen-link"


def questions() -> list[Question]:
    """Two questions of one lesson that have one best answer."""
    pool = registry.current().pools["pss"]
    return [one for one in pool.questions if one.kind == "single" and one.lesson == LESSON][:2]


def answer(people: list[Person], *, wrong: int, on: datetime = MARCH, language: str = "km") -> None:
    """The first `wrong` of them get the first question wrong, all by its first distractor; half the second one."""
    first, second = questions()
    for number, person in enumerate(people):
        chosen = rules_of(first).distractors[:1] if number < wrong else rules_of(first).key
        other = rules_of(second).key if number % 2 else ()
        answered(person, {first.id: chosen, second.id: other}, on=on, language=language)
    session.commit()


def page_of(client: StrictClient, number: str, *, on: datetime = APRIL, query: str = "?module=pss") -> str:
    visitor = StrictClient(client.application, client.application.response_class)
    visitor.sign_in(number)
    with clock.frozen(on):
        found = visitor.get(f"/en/reports/answers/{query}")
    assert found.status_code == 200
    return unescape(found.get_data(as_text=True))


def people_of(page: str) -> int:
    found = re.search(r"<b>(\d+)</b> people whose answers count", page)
    return int(found[1]) if found else 0


def test_bopha_sees_the_hardest_question_first_with_the_wrong_answer_and_the_lesson_that_helps(
    client: StrictClient, people: People
) -> None:
    answer(volunteers(people.sokha.unit, 24), wrong=18)
    page = page_of(client, "KH-1100")
    first, second = questions()
    rows = page.partition("<tbody>")[2].partition("</tbody>")[0].split("<tr>")[1:]
    assert [row.partition("</th>")[0].partition(">")[2] for row in rows] == [
        first.text("en").stem,
        second.text("en").stem,
    ]
    assert "<b>25 %</b>" in rows[0]
    assert "6 of 24" in rows[0]
    assert f"{first.text('en').parts[rules_of(first).distractors[0]].text}</span>" in rows[0]
    assert "18 people" in rows[0]
    assert 'href="/en/modules/pss/look-listen-link/"' in rows[0]
    assert people_of(page) == 24
    assert "until 31 March 2026" in page


@pytest.mark.parametrize(("number", "shown"), [(4, 0), (5, 5)])
def test_of_four_people_nothing_is_shown(
    client: StrictClient, people: People, number: int, shown: int
) -> None:
    answer(volunteers(people.sokha.unit, number), wrong=2)
    page = page_of(client, "KH-1100")
    assert people_of(page) == shown
    assert ("So few that no number can be shown." in page) is (shown == 0)
    assert "people</span>" not in page  # no wrong answer is told of two people


def test_five_people_of_two_languages_are_no_group(client: StrictClient, people: People) -> None:
    some = volunteers(people.sokha.unit, 5)
    answer(some[:3], wrong=1)
    answer(some[3:], wrong=1, language="en")
    assert people_of(page_of(client, "KH-1100")) == 0


def test_whoever_comes_alone_in_a_month_waits_for_others_so_that_two_months_cannot_be_subtracted(
    client: StrictClient, people: People
) -> None:
    everybody = volunteers(people.sokha.unit, 25)
    answer(everybody[:24], wrong=18)
    answer(everybody[24:], wrong=1, on=APRIL)
    in_april, in_may = page_of(client, "KH-1100"), page_of(client, "KH-1100", on=MAY)
    numbers = re.compile(r"\d+ %|\d+ of \d+|>\d+ people")
    assert numbers.findall(in_april) == numbers.findall(in_may)
    assert people_of(in_may) == 24
    answer(volunteers(people.sokha.unit, 4, first=26), wrong=1, on=APRIL)
    assert people_of(page_of(client, "KH-1100", on=MAY)) == 29


def test_what_came_this_month_does_not_count_yet(client: StrictClient, people: People) -> None:
    answer(volunteers(people.sokha.unit, 24), wrong=18)
    assert people_of(page_of(client, "KH-1100", on=MARCH)) == 0


def test_each_sees_their_own_places_and_chan_each_branch(client: StrictClient, people: People) -> None:
    kep = people_service.ensure_unit("branch", "KH-23", people.chan.unit)
    answer(volunteers(people.sokha.unit, 20), wrong=10)
    answer(volunteers(kep, 20), wrong=10)
    answer(volunteers(people.malee.unit, 12, language="th"), wrong=6, language="th")
    assert [people_of(page_of(client, number)) for number in ("KH-1100", "KH-1200", "TH-1200")] == [
        20,
        40,
        12,
    ]
    table = page_of(client, "KH-1200").partition('<table class="heat">')[2]
    assert re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', table) == [
        "Lesson",
        "Everybody",
        "Kep",
        "Phnom Penh",
    ]
    assert len(re.findall(r'<td class="h\d">50 %</td>', table)) == 3
    assert "Phnom Penh" not in page_of(client, "TH-1200").partition('<table class="heat">')[2]


def test_whoever_was_erased_does_not_count_and_four_are_left(
    client: StrictClient, people: People, tmp_path: Path
) -> None:
    some = volunteers(people.sokha.unit, 5)
    answer(some, wrong=2)
    request = requests.ask_erasure(some[0], actor=people.chan)
    erasure.erase(request, actor=people.chan, folder=tmp_path, secret=SECRET)
    session.commit()
    assert people_of(page_of(client, "KH-1100")) == 0


def test_a_module_that_is_not_there_is_not_found_and_one_without_answers_says_so(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1100")
    assert client.get("/en/reports/answers/?module=nothing").status_code == 404
    assert "So few that no number can be shown." in page_of(client, "KH-1100", query="")


def test_paper_names_the_module_and_the_places_that_a_select_named_on_the_screen(
    client: StrictClient, people: People
) -> None:
    page = page_of(client, "KH-1200")
    told = re.search(r'<p class="on-paper">(.*?)</p>', page)
    assert told is not None
    words = re.sub("<.*?>", "", told[1])
    assert words == f"{registry.current().module('pss').text('en').title} · Cambodian Red Cross"


# --- slips that are typed later ---------------------------------------------------------------------------------


FEBRUARY = MARCH.replace(month=2)


def type_slips(people: People, theirs: list[Person], at: datetime, *, on: date) -> None:
    """Bopha types an empty slip of each, of a test that she made in February."""
    with clock.frozen(FEBRUARY):
        form = paper_forms.find_form(paper_forms.make_form("pss", people.bopha, seed=1))
    with clock.frozen(at):
        sheets = [TypedSheet(one, "-" * form.boxes, "empty") for one in theirs]
        checked = [paper_results.check_sheet(form, sheet, on, people.bopha) for sheet in sheets]
        paper_results.save_sheets(form, checked, on, language="km", actor=people.bopha)
    session.commit()


def shown_of(client: StrictClient, people: People, on: datetime) -> str:
    return page_of(client, people.bopha.number, on=on).partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("looked_on", [MAY, MAY.replace(month=7)])
def test_a_slip_that_is_dated_before_a_test_on_a_phone_does_not_take_its_place_so_that_nobody_is_subtracted(
    client: StrictClient, people: People, looked_on: datetime
) -> None:
    group = volunteers(people.sokha.unit, 11)
    answer(group, wrong=6)
    before = shown_of(client, people, looked_on)
    analysed = analysis_of(registry.current().pools["pss"], looked_on.date())
    type_slips(people, [group[0]], MAY, on=FEBRUARY.date())
    assert shown_of(client, people, looked_on) == before
    assert analysis_of(registry.current().pools["pss"], looked_on.date()) == analysed
    assert people_of(before) == 11


def test_a_slip_is_let_in_with_the_month_in_which_it_was_typed(client: StrictClient, people: People) -> None:
    group = volunteers(people.sokha.unit, 6)
    type_slips(people, group, APRIL, on=FEBRUARY.date())
    assert people_of(page_of(client, people.bopha.number, on=APRIL)) == 0
    assert people_of(page_of(client, people.bopha.number, on=MAY)) == 6


def test_one_slip_more_of_a_month_that_is_over_waits_for_others(client: StrictClient, people: People) -> None:
    answer(volunteers(people.sokha.unit, 11), wrong=6)
    (late,) = volunteers(people.sokha.unit, 1, first=50)
    before = shown_of(client, people, MAY)
    type_slips(people, [late], APRIL, on=MARCH.date())
    assert shown_of(client, people, MAY) == before


def test_a_row_that_is_typed_anew_does_not_let_a_later_test_on_a_phone_become_the_first(
    client: StrictClient, people: People
) -> None:
    group = volunteers(people.sokha.unit, 11)
    type_slips(people, group, MARCH, on=MARCH.date())
    answer(group, wrong=6, on=APRIL)
    before = shown_of(client, people, MAY.replace(month=6))
    (form,) = paper_forms.forms_by(people.bopha)
    row = "A" + "-" * (form.boxes - 1)
    with clock.frozen(MAY):
        sheet = TypedSheet(group[0], row, "now")
        checked = paper_results.check_sheet(form, sheet, MARCH.date(), people.bopha)
        assert paper_results.save_sheets(form, [checked], MARCH.date(), language="km", actor=people.bopha)[
            "replaced"
        ]
    session.commit()
    assert people_of(before) == people_of(shown_of(client, people, MAY.replace(month=6))) == 11
    (paper,) = [
        one for one in first_papers(None, registry.current().pools["pss"]) if one.person_id == group[0].id
    ]
    assert (paper.came_at, len(paper.answers)) == (MARCH, len(form.questions))


def test_on_the_day_of_a_big_test_bopha_reads_when_its_tests_appear(
    client: StrictClient, people: People
) -> None:
    """It said that there were too few people; the month was not over."""
    answer(volunteers(people.sokha.unit, 24), wrong=18, on=APRIL)
    page = page_of(client, people.bopha.number, on=APRIL)
    assert people_of(page) == 0
    assert "the month is not over. They appear on 1 May 2026, if five people or more have answered." in page
    later = page_of(client, people.bopha.number, on=MAY)
    assert (people_of(later), "Tests that came in since then appear on 1 June 2026." in later) == (24, True)
