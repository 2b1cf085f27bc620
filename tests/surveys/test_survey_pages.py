"""The survey as Sokha meets it: what is asked, what was overlooked, the plan, withdrawing."""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms.content import registry
from lms.content.types.surveys import Survey
from lms.db import session
from lms.surveys.models import SurveyResponse
from tests.client import StrictClient
from tests.people import PIN, People

START = "/en/surveys/needs/"
PLAN = "/en/surveys/needs/plan/"
KEY = "0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a"


@pytest.fixture
def sokha(client: StrictClient, people: People) -> StrictClient:
    """Sokha's phone, signed in."""
    client.sign_in(people.sokha.number)
    return client


@pytest.fixture
def survey(app: Flask) -> Survey:
    """The survey of the checkout."""
    return registry.current().surveys["needs"]


def filled(survey: Survey, **other: str | list[str]) -> dict[str, str | list[str]]:
    """Every question answered: a volunteer for whom everything matters a little and who does it well."""
    given: dict[str, str | list[str]] = {"consent": "1", "version": str(survey.version), "key": KEY}
    for question in survey.questions:
        if question.kind == "one":
            given[question.id] = "skip"
    for task in survey.tasks:
        given |= {f"{task.id}-importance": "3", f"{task.id}-skill": "5"}
    return {**given, "society": "khm", "role": "volunteer", **other}


def responses() -> int:
    return session.scalar(select(func.count()).select_from(SurveyResponse)) or 0


def only_response() -> SurveyResponse:
    return session.scalars(select(SurveyResponse)).one()


def test_consent_comes_before_the_first_question(sokha: StrictClient) -> None:
    page = sokha.get(START).get_data(as_text=True)
    assert page.index("I have read this and want to answer.") < page.index("Which National Society")
    assert "cannot find them again" in page
    # On the screens of tasks and questions with one answer nobody has to say anything.
    assert page.count("Does not apply to me") == 15
    assert page.count("Prefer not to say") == 2 * 15 + 3 + 3 + 5 + 1


def test_without_the_tick_of_consent_nothing_is_kept(sokha: StrictClient, survey: Survey) -> None:
    given = filled(survey)
    del given["consent"]
    answer = sokha.send(START, given)
    assert answer.status_code == 422
    assert "Please tick this box if you want to answer." in answer.get_data(as_text=True)
    assert responses() == 0


def test_what_was_overlooked_is_asked_on_its_field_and_nothing_is_lost(
    sokha: StrictClient, survey: Survey
) -> None:
    given = filled(survey, reads=["km", "th"], **{"format-1": "audio", "b3-skill": ""}, plan="1")
    answer = sokha.send(START, given)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert page.count("Please choose an answer.") == 1
    assert 'id="b3-skill-error"' in page
    assert re.search(r'<section class="c here" id="b3"', page)
    assert "Please look at one screen once more." in page
    for name, value in (("b3-importance", "3"), ("role", "volunteer"), ("reads", "th"), ("plan", "1")):
        assert re.search(rf'name="{name}" value="{value}"[^>]* checked', page), name
    assert '<option value="audio" selected>' in page
    assert f'name="key" value="{KEY}"' in page
    assert responses() == 0


@pytest.mark.parametrize("said", ["not", "skip"])
def test_who_does_not_do_a_task_is_not_asked_how_well(sokha: StrictClient, survey: Survey, said: str) -> None:
    answer = sokha.send(START, filled(survey, **{"b3-importance": said, "b3-skill": ""}))
    assert answer.status_code == 303
    assert "b3" not in only_response().ratings
    assert only_response().ratings["b4"] == [3, 5]


def test_lines_about_care_are_asked_of_volunteers_and_kept_of_nobody_else(
    sokha: StrictClient, survey: Survey
) -> None:
    lines = {"knows-whom-to-call": "", "supervisor-asked": "", "hours-limited": "no"}
    refused = sokha.send(START, filled(survey, **lines))
    assert refused.status_code == 422
    assert refused.get_data(as_text=True).count("Please choose an answer.") == 2
    assert sokha.send(START, filled(survey, **lines, role="staff")).status_code == 303
    assert "hours-limited" not in only_response().choices


def test_unknown_options_and_answers_of_another_survey_are_nothing(
    sokha: StrictClient, survey: Survey
) -> None:
    odd = {"role": "king", "b1-importance": "9", "b99-skill": "1"}
    refused = sokha.send(START, filled(survey, **odd))
    assert refused.status_code == 422
    assert refused.get_data(as_text=True).count("Please choose an answer.") == 2
    answer = sokha.send(
        START,
        filled(survey, reads=["xx", "km", "km"], **{"format-1": "group", "format-3": "x"}),
    )
    assert answer.status_code == 303
    assert only_response().choices == {"reads": ["km"], "format": ["group"]}


def test_a_very_long_answer_and_a_key_that_is_none_change_nothing_else(
    sokha: StrictClient, survey: Survey
) -> None:
    assert sokha.send(START, filled(survey, key="x" * 100_000)).status_code == 303
    assert len(only_response().key) == 36


def test_a_double_tap_is_one_response(sokha: StrictClient, survey: Survey) -> None:
    first = sokha.send(START, filled(survey))
    second = sokha.send(START, filled(survey), form="/en/me/data/")
    assert (first.location, second.location) == (f"{START}?sent=1", f"{START}?again=1")
    assert "cannot be found or withdrawn" in sokha.get(first.location).get_data(as_text=True)
    assert "They count once." in sokha.get(second.location).get_data(as_text=True)
    assert responses() == 1


def test_who_has_answered_is_not_asked_again_for_a_year(sokha: StrictClient, survey: Survey) -> None:
    sokha.send(START, filled(survey))
    assert "You have answered this survey already." in sokha.get(START).get_data(as_text=True)
    other = filled(survey, key="1b1b1b1b-1b1b-4b1b-8b1b-1b1b1b1b1b1b", plan="1")
    refused = sokha.send(START, other, form="/en/me/data/")
    assert refused.location == f"{START}?answered=1"
    assert "Nothing more was sent." in sokha.get(refused.location).get_data(as_text=True)
    assert responses() == 1


def test_my_data_tells_that_somebody_answered_and_not_what(sokha: StrictClient, survey: Survey) -> None:
    sokha.send(START, filled(survey))
    page = sokha.get("/en/me/data/").get_data(as_text=True)
    assert "Answered in the month that ends on" in page
    assert "How important is this" not in page
    assert "What is your role?" not in page
    before, _, after = page.lower().partition("answered in the month that ends on")
    said = before.rpartition("<dl")[2] + after.partition("</dl>")[0]
    assert "volunteer" not in said, "her role, which she has answered"


def test_a_survey_that_was_changed_meanwhile_is_shown_again_with_the_answers(
    sokha: StrictClient, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = filled(survey)
    content = registry.current()
    newer = replace(survey, version=survey.version + 1)
    changed = replace(content, surveys=MappingProxyType({"needs": newer}))
    monkeypatch.setattr(registry, "current", lambda: changed)
    answer = sokha.send(START, given)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "The questions were changed while you answered." in page
    assert re.search(r'name="b1-skill" value="5" checked', page)
    assert responses() == 0
    assert sokha.send(START, filled(newer)).status_code == 303
    assert only_response().version == newer.version


def test_with_a_plan_sokha_reads_what_to_learn_and_why(sokha: StrictClient, survey: Survey) -> None:
    weak = {"b10-importance": "5", "b10-skill": "1", "phone": "shared"}
    answer = sokha.send(START, filled(survey, plan="1", **weak))
    assert answer.location == PLAN
    page = sokha.get(PLAN).get_data(as_text=True)
    titles = re.findall(r"<h2>(\d\. [^<]+)</h2>", page)
    assert titles == ["1. Protection, gender and inclusion", "2. Community engagement and accountability"]
    assert "Your certificate is missing or has ended" in page
    assert "you said that you are not sure of it yet" in page
    assert '<span aria-hidden="true">!</span> Needed' in page
    assert "So a printed booklet, listening or a session in a group" in page
    assert "/en/modules/pgi/psea/" in page


def test_who_has_a_plan_is_led_to_it_and_a_second_window_is_told_so(
    sokha: StrictClient, survey: Survey
) -> None:
    token = sokha.token(START)
    sokha.send(START, filled(survey, plan="1"))
    assert "See my plan" in sokha.get(START).get_data(as_text=True)
    second = {
        **filled(survey, plan="1"),
        "csrf_token": token,
        "key": KEY.replace("0a0a0a0a0a0a", "0b0b0b0b0b0b"),
    }
    answer = sokha.post(START, data=second)
    assert answer.location == f"{PLAN}?again=1"
    assert "Your answers were here already" in sokha.get(answer.location).get_data(as_text=True)
    assert responses() == 1


def test_the_same_answer_in_two_places_is_asked_about_on_its_question_and_nothing_is_lost(
    sokha: StrictClient, survey: Survey
) -> None:
    given = filled(survey, **{"format-1": "audio", "format-2": "audio"})
    answer = sokha.send(START, given)
    page = " ".join(answer.get_data(as_text=True).split())
    assert answer.status_code == 422
    assert "Please look at one screen once more." in page
    assert '<p class="error" id="format-error">The same answer stands in two places.' in page
    assert page.count('<option value="audio" selected>') == 2
    assert responses() == 0
    sokha.send(START, {**given, "format-2": ""})
    assert only_response().choices["format"] == ["audio"]


def test_one_tap_alone_withdraws_nothing(sokha: StrictClient, survey: Survey) -> None:
    """The button stands in a part that has to be opened first, below what it does."""
    sokha.send(START, filled(survey, plan="1"))
    for address in (PLAN, START):
        page = " ".join(sokha.get(address).get_data(as_text=True).split())
        folded = re.findall(
            '<details class="fold"> <summary>Withdraw my answers</summary>(.*?)</details>', page
        )
        assert len(folded) == 1
        assert folded[0].index("deleted for good") < folded[0].index("Yes, delete my answers and my plan")
        assert page.count("/en/surveys/needs/withdraw/") == 1


def test_withdrawing_deletes_answers_and_plan_at_once(sokha: StrictClient, survey: Survey) -> None:
    sokha.send(START, filled(survey, plan="1"))
    answer = sokha.send("/en/surveys/needs/withdraw/", form=PLAN)
    assert "Your answers and your plan are deleted." in sokha.get(answer.location).get_data(as_text=True)
    assert responses() == 0
    assert "There is no plan of yours here." in sokha.get(PLAN).get_data(as_text=True)
    assert "I have read this and want to answer." in sokha.get(START).get_data(as_text=True)


def test_her_own_page_invites_sokha_and_later_leads_to_the_plan(sokha: StrictClient, survey: Survey) -> None:
    assert f'href="{START}"' in sokha.get("/en/me/").get_data(as_text=True)
    sokha.send(START, filled(survey, plan="1"))
    page = sokha.get("/en/me/").get_data(as_text=True)
    assert f'href="{PLAN}"' in page
    assert f'href="{START}"' not in page


def test_the_plan_of_sokha_is_nobody_elses(
    sokha: StrictClient, survey: Survey, people: People, app: Flask
) -> None:
    sokha.send(START, filled(survey, plan="1"))
    for person in (people.malee, people.bopha, people.chan):
        other = StrictClient(app, app.response_class)
        other.sign_in(person.number)
        assert "There is no plan of yours here." in other.get(PLAN).get_data(as_text=True)


def test_my_data_tells_the_answers_in_words(sokha: StrictClient, survey: Survey) -> None:
    sokha.send(START, filled(survey, plan="1", phone="shared", **{"b10-skill": "1"}))
    page = sokha.get("/en/me/data/").get_data(as_text=True)
    for words in (
        "What would you like to learn?",
        "A shared phone",
        "I could not do it",
        "Cambodian Red Cross",
    ):
        assert words in page, words


def test_my_data_tells_answers_whose_question_is_gone_by_their_ids(
    sokha: StrictClient, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    sokha.send(START, filled(survey, plan="1", phone="shared"))
    content = registry.current()
    kept = [question for question in survey.preferences if question.id != "phone"]
    smaller = replace(survey, preferences=tuple(kept), tasks=survey.tasks[1:], skill=survey.skill[:2])
    for surveys in ({"needs": smaller}, {}):
        changed = replace(content, surveys=MappingProxyType(surveys))
        monkeypatch.setattr(registry, "current", lambda changed=changed: changed)
        page = sokha.get("/en/me/data/").get_data(as_text=True)
        assert "phone" in page
        assert "shared" in page


@pytest.mark.parametrize(
    ("language", "words"),
    [("km", "មិនចង់ប្រាប់"), ("lo", "ບໍ່ຢາກບອກ"), ("th", "ไม่ขอตอบ")],
)
def test_a_draft_says_so_and_is_in_the_readers_language(
    sokha: StrictClient, language: str, words: str
) -> None:
    page = sokha.get(f"/{language}/surveys/needs/").get_data(as_text=True)
    assert words in page
    assert 'class="banner"' in page


def test_answers_that_come_after_the_session_has_ended_are_carried_through_signing_in(
    sokha: StrictClient, survey: Survey
) -> None:
    given = {**filled(survey, reads=["km", "th"]), "csrf_token": sokha.token(START)}
    sokha.delete_cookie("sala")
    answer = sokha.post(START, data=given, headers={"Sec-Fetch-Site": "same-origin"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 401
    for name, value in (("b15-skill", "5"), ("reads", "km"), ("reads", "th"), ("key", KEY)):
        assert f'<input type="hidden" name="kept-{name}" value="{value}">' in page, name
    kept = {f"kept-{name}": value for name, value in given.items() if name != "csrf_token"}
    opened_by = re.findall(r'name="kept.by" value="([^"]+)"', page)
    entered = {**kept, "kept.for": START, "kept.by": opened_by, "identifier": "KH-1001", "pin": PIN}
    offered = sokha.send("/en/sign-in/", entered).get_data(as_text=True)
    assert "Answers to a survey" in offered
    assert "<dt>" not in offered, "somebody else may have typed them"
    assert responses() == 0


def test_another_language_brings_the_answers_along_and_sends_nothing(
    sokha: StrictClient, survey: Survey
) -> None:
    given = filled(survey, reads=["km"], **{"b3-skill": ""}, look="1")
    answer = sokha.send("/km/surveys/needs/", given, form=START)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert re.search(r'name="reads" value="km"[^>]* checked', page)
    assert re.search(r'name="b3-importance" value="3"[^>]* checked', page)
    assert f'name="key" value="{KEY}"' in page
    assert "b3-skill-error" not in page
    assert responses() == 0
