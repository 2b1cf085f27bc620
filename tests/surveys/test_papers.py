"""Chan prints the survey and types what comes back on paper: what is asked, kept, counted once, and never shown."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from lms import clock
from lms.audit import AuditLine
from lms.content.types.surveys import Survey
from lms.db import session
from lms.surveys.models import SurveyMark, SurveyPlan, SurveyResponse, SurveyRound
from lms.surveys.services import rounds
from tests.client import StrictClient
from tests.pdfs import text_of
from tests.people import People
from tests.surveys.test_paper_form import dashes

RESULTS = "/en/surveys/results/"
PAGE, FORM = f"{RESULTS}papers/", f"{RESULTS}paper.pdf"
LANGUAGES = ("en", "km", "lo", "th")


@pytest.fixture
def asked(people: People, survey: Survey) -> None:
    """A round of the Cambodian Red Cross that is open."""
    today = clock.today()
    rounds.begin_round("khm", survey, today, today + timedelta(days=14), actor=people.chan)
    session.commit()


@pytest.fixture
def chan(client: StrictClient, people: People, asked: None) -> StrictClient:
    """HR of the Cambodian Red Cross, in an open round."""
    client.sign_in(people.chan.number)
    return client


def paper(survey: Survey, **other: str) -> dict[str, str]:
    """A paper with the tick, as Chan types it; what the test does not say is a dash."""
    sent = {"consent": "1", "society": "khm", "survey": "needs", "version": str(survey.version), "typed": "0"}
    return dashes(survey, **other) | sent | {"key": str(uuid4())}


def kept() -> list[SurveyResponse]:
    session.expire_all()
    return list(session.scalars(select(SurveyResponse)))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_has_two_pages_with_every_question_of_the_survey(
    chan: StrictClient, survey: Survey, language: str
) -> None:
    document = chan.get(f"/{language}/surveys/results/paper.pdf").get_data()
    printed = squeezed(text_of(document))
    assert text_of(document).count("\f") == 2
    questions = [question for question in survey.questions if question.id != "society"]
    wordings = [
        *survey.read_first,
        *(question.wording for question in questions),
        *(choice.wording for question in questions for choice in question.choices),
        *survey.importance,
        *survey.skill,
    ]
    lines = [squeezed(wording.text(language).text) for wording in wordings]
    # Beside a task of two lines stand its boxes: what is read out goes from line to line.
    lines += [squeezed(task.wording.text(language).text)[:10] for task in survey.tasks]
    assert [line for line in lines if line not in printed] == []


def test_the_form_says_its_round_and_has_a_way_past_every_question_and_no_name(chan: StrictClient) -> None:
    printed = text_of(chan.get(FORM).get_data())
    code = f"NEEDS-1-KHM-{session.scalars(select(SurveyRound.id)).one()}"
    assert code in printed
    assert code in chan.get(PAGE).get_data(as_text=True)
    assert printed.count("Prefer not to say") >= 14
    assert "cannot be taken back" in " ".join(printed.split())
    assert not re.search(r"\bNames?:", printed)


def test_without_an_open_round_nothing_is_printed_or_typed(client: StrictClient, people: People) -> None:
    client.sign_in(people.chan.number)
    assert client.get(FORM).status_code == 404
    assert "No round is open" in client.get(PAGE).get_data(as_text=True)
    assert PAGE not in client.get(RESULTS).get_data(as_text=True)


def test_the_page_of_rounds_leads_to_the_form_in_four_languages_and_to_typing(chan: StrictClient) -> None:
    page = chan.get(RESULTS).get_data(as_text=True)
    for language in LANGUAGES:
        assert f'href="/{language}/surveys/results/paper.pdf?society=khm"' in page
    assert f'href="{PAGE}?society=khm"' in page


def test_what_chan_types_is_kept_as_the_page_keeps_it_and_the_next_paper_is_empty(
    chan: StrictClient, survey: Survey
) -> None:
    sent = paper(
        survey, role="a", reads="be", b6="52", b7="0", b8="4-", format="ba", barriers="ac", hours_limited="b"
    )
    answer = chan.send(PAGE, sent)
    assert answer.status_code == 303
    (row,) = kept()
    assert (row.key, row.society, row.role, row.is_collected, row.counts) == (
        sent["key"],
        "khm",
        "volunteer",
        True,
        True,
    )
    assert row.ratings == {"b6": [5, 2]}
    assert row.choices == {
        "reads": ["km", "other"], "format": ["group", "phone"], "barriers": ["time", "data"], "hours-limited": ["no"],
    }  # fmt: skip
    page = chan.get(answer.location).get_data(as_text=True)
    assert "Papers typed in this sitting: 1." in page
    assert sent["key"] not in page
    assert 'value="52"' not in page
    assert " checked" not in page


def test_a_paper_is_of_nobody_and_the_audit_says_who_typed_and_nothing_of_it(
    chan: StrictClient, people: People, survey: Survey
) -> None:
    chan.send(PAGE, paper(survey, b6="52"))
    assert session.scalars(select(SurveyPlan)).all() == []
    assert session.scalars(select(SurveyMark)).all() == []
    line = session.scalars(select(AuditLine).where(AuditLine.act == "surveys.type-paper")).one()
    assert (line.actor_id, line.facts) == (people.chan.id, {"society": "khm"})


def test_a_form_that_arrives_twice_counts_once_and_is_not_shown_again(
    chan: StrictClient, survey: Survey
) -> None:
    sent = paper(survey, b6="52")
    first, second = chan.send(PAGE, sent), chan.send(PAGE, sent | {"b6": ""})
    assert first.location == second.location
    assert len(kept()) == 1
    assert len(session.scalars(select(AuditLine).where(AuditLine.act == "surveys.type-paper")).all()) == 1


def test_without_the_tick_on_the_paper_nothing_is_kept(chan: StrictClient, survey: Survey) -> None:
    sent = paper(survey)
    del sent["consent"]
    answer = chan.send(PAGE, sent)
    assert answer.status_code == 422
    assert 'id="consent-error"' in answer.get_data(as_text=True)
    assert kept() == []


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    chan: StrictClient, survey: Survey
) -> None:
    answer = chan.send(
        PAGE, paper(survey, role="", phone="x", format="aa", b6="7", b7="", b9="53", data="ab")
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    for name, sentence in (
        ("role", "Please type the letter that is ticked"),
        ("phone", "Please type letters from a to d"),
        ("format", "The same answer stands in two places"),
        ("b6", "Please type two numbers from 1 to 5"),
        ("b7", "Please type both numbers"),
        ("data", "Please choose at most 1."),
    ):
        assert sentence in page.partition(f'id="{name}-error">')[2].partition("</p>")[0], name
    assert re.search(r'name="b9" value="53"', page)
    assert " checked" in page
    assert kept() == []


def test_a_paper_of_older_questions_is_not_kept(chan: StrictClient, survey: Survey) -> None:
    answer = chan.send(PAGE, paper(survey) | {"version": "0"})
    assert answer.status_code == 422
    assert "The questions were changed meanwhile." in answer.get_data(as_text=True)
    assert kept() == []


def test_a_round_of_other_questions_takes_no_paper(chan: StrictClient, survey: Survey) -> None:
    session.scalars(select(SurveyRound)).one().version = 99
    session.commit()
    answer = chan.send(PAGE, paper(survey), form="/en/me/data/")
    assert answer.status_code == 422
    assert "Answers of two versions are never mixed." in answer.get_data(as_text=True)
    assert kept() == []


def test_the_browser_keeps_no_copy_of_the_page(chan: StrictClient) -> None:
    answer = chan.get(PAGE)
    assert answer.headers["Cache-Control"] == "no-store"
    assert set(re.findall(r'<input type="([a-z]+)"', answer.get_data(as_text=True))) <= {"hidden", "checkbox"}


@pytest.mark.parametrize("number", ["bopha", "sokha"])
def test_who_runs_no_round_types_nothing(
    client: StrictClient, people: People, survey: Survey, asked: None, number: str
) -> None:
    client.sign_in(getattr(people, number).number)
    assert client.get(PAGE).status_code == 403
    assert client.get(FORM).status_code == 403
    assert client.send(PAGE, paper(survey), form="/en/me/data/").status_code == 403
    assert kept() == []


def test_dao_types_nothing_into_a_round_of_another_society(
    client: StrictClient, people: People, survey: Survey, asked: None
) -> None:
    client.sign_in(people.dao.number)
    assert client.get(f"{PAGE}?society=khm").status_code == 404
    assert client.get(f"{FORM}?society=khm").status_code == 404
    assert client.send(PAGE, paper(survey), form="/en/me/data/").status_code == 404
    assert kept() == []


@pytest.mark.parametrize("address", [PAGE, FORM])
def test_the_survey_of_channels_is_not_on_paper(chan: StrictClient, address: str) -> None:
    assert chan.get(f"{address}?survey=channels").status_code == 404


def test_an_address_cannot_say_more_than_a_small_number(chan: StrictClient) -> None:
    for said in ("x", "-1", "១", "9" * 30):
        page = chan.get(f"{PAGE}?next={said}").get_data(as_text=True)
        assert "sitting: 9999." in page or "in this sitting" not in page
