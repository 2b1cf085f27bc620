"""The moment of a result: who passed holds the certificate and knows what comes next, who did not is led on."""

from __future__ import annotations

import re

from sqlalchemy import select

from lms.certificates.domain import codes
from lms.certificates.models import Certificate
from lms.content.types.questions import Pool
from lms.db import session
from lms.records.services import decisions
from tests.client import StrictClient
from tests.people import People
from tests.quizzes.conftest import Shelve
from tests.quizzes.pools import pool, single
from tests.quizzes.test_feedback import read
from tests.quizzes.test_pages import begin, number_of, typed


def result_of(browser: StrictClient, people: People, *, wrong: tuple[int, ...] = ()) -> str:
    """The page after a whole test with these answers wrong."""
    address = begin(browser)
    browser.send(address, typed(address, people, wrong=wrong))
    return browser.get(f"{address}result/").get_data(as_text=True)


def filled_buttons(page: str) -> list[str]:
    """Where the filled buttons of a page lead: one thing leads."""
    return re.findall(r'<a class="button main" href="([^"]+)"', page)


def test_who_passes_sees_the_certificate_and_takes_it_along_at_once(
    sokha: StrictClient, people: People, small_test: Pool
) -> None:
    page = result_of(sokha, people, wrong=(next_plain(sokha, people),))
    certificate = session.scalars(select(Certificate).filter_by(person_id=people.sokha.id)).one()
    code = codes.grouped(certificate.code)
    words = read(page)
    assert "4 of 5 questions right. Well done!" in words
    assert "សុខា" in words
    assert "Sokha" in words
    assert certificate.module_title in words
    assert code in words
    assert "Valid until" in words
    assert filled_buttons(page) == [f"/en/me/certificates/{code}.pdf"]
    assert f'href="/verify/{code}?language=en" data-share="/verify/{code}"' in page
    assert sokha.get(f"/verify/{code}").status_code == 200
    assert "All questions about people's safety are right." in words


def next_plain(browser: StrictClient, people: People) -> int:
    """The number of the question of lesson "linking", which is not about safety."""
    return number_of(people, begin(browser), "pss-single")


def test_after_a_pass_the_next_step_stands_before_what_to_read_again(
    sokha: StrictClient, people: People, small_test: Pool
) -> None:
    words = read(result_of(sokha, people, wrong=(next_plain(sokha, people),)))
    assert words.index("What to do next") < words.index("These lessons help") < words.index("Your answers")


def test_all_right_leaves_nothing_to_read_again(
    sokha: StrictClient, people: People, small_test: Pool
) -> None:
    assert "These lessons help" not in result_of(sokha, people)


def test_a_result_of_long_ago_shows_no_certificate_that_does_not_count(
    sokha: StrictClient, people: People, small_test: Pool
) -> None:
    address = begin(sokha)
    sokha.send(address, typed(address, people))
    decisions.revoke(people.sokha, "pss", reason="Issued to the wrong person", actor=people.chan)
    session.commit()
    page = sokha.get(f"{address}result/").get_data(as_text=True)
    assert "You passed" in page
    assert ".pdf" not in page
    assert not re.search("/verify/[A-Z0-9]", page)


def test_who_did_not_pass_is_led_to_the_lesson_of_the_safety_question_first(
    sokha: StrictClient, people: People, small_test: Pool
) -> None:
    page = result_of(sokha, people, wrong=(1, 2, 3, 4, 5))
    assert filled_buttons(page) == ["/en/modules/pss/look-listen-link/"]
    words = read(page)
    safety = words.index("All questions about people's safety must be right.")
    assert words.index("Not passed yet") < safety < words.index("These lessons help")
    assert "2 more lessons" in words  # two help first; the others are a fold away
    assert words.index("Read lesson 2") < words.index("Nobody knows everything the first time.")
    assert "confetti" not in page
    assert 'class="moment' not in page


def test_without_a_wrong_safety_question_the_first_lesson_that_helps_leads(
    sokha: StrictClient, people: People, shelve: Shelve
) -> None:
    shelve(
        pool(
            single("a", lesson="40-linking"),
            single("b", lesson="30-listening"),
            lessons={"40-linking": 1, "30-listening": 1},
        )
    )
    page = result_of(sokha, people, wrong=(1, 2))
    assert filled_buttons(page) == ["/en/modules/pss/listening/"]
    assert "must be right" not in page


def test_who_has_no_attempt_left_reads_when_again_beside_the_result(
    sokha: StrictClient, people: People, small_test: Pool
) -> None:
    for _ in range(3):
        page = result_of(sokha, people, wrong=(1, 2, 3))
    words = read(page)
    assert words.index("You can try again on") < words.index("Read lesson")
    assert "Until then, read the lessons again or talk with a trainer." in words
    assert "Start a new test" not in words
