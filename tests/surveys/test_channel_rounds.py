"""A round about channels as Chan and Bopha see it: texts to send, results by language and place, files in and out."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from lms import clock
from lms.audit import AuditLine
from lms.db import session
from lms.surveys.models import SurveyResponse, SurveyRound
from lms.surveys.services import rounds
from tests.client import StrictClient
from tests.people import People
from tests.surveys.channels import as_choices, interview, survey_of_channels
from tests.surveys.collecting import SENT, form_of, kobo_json, several_people

PAGE = "/en/surveys/results/?survey=channels"
FILE = "/en/surveys/results/channels."


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    """HR of the Cambodian Red Cross, signed in."""
    client.sign_in(people.chan.number)
    return client


def text(client: StrictClient, address: str = PAGE) -> str:
    return " ".join(client.get(address).get_data(as_text=True).split())


def begin(chan: StrictClient) -> str:
    """Begin a round; returns where Chan lands."""
    today = clock.today()
    days = {"begins_on": today.isoformat(), "ends_on": (today + timedelta(days=14)).isoformat()}
    data = {"society": "khm", "survey": "channels", **days}
    answer = chan.send("/en/surveys/results/begin/", data, form=PAGE)
    assert answer.status_code == 303
    return answer.location


def a_round_that_is_over() -> None:
    """Twelve migrants at a market, who hear Khmer, and three in a town; yesterday was the last day."""
    yesterday = clock.today() - timedelta(days=1)
    common: dict[str, Any] = {"hears": "km", "topics": ["hiv", "work"], "never": "none", "phone": "own"}
    market = interview(
        place="market", channels=["red-cross", "line"], trust_line="mostly", private_line="no",
        trust_red_cross="fully", private_red_cross="yes", best_hiv="red-cross", best_work="line", **common,
    )  # fmt: skip
    town = interview(place="town", channels=["line"], trust_line="a-little", private_line="no", **common)
    for form, people in ((market, 12), (town, 3)):
        for number in range(people):
            session.add(
                SurveyResponse(
                    key=f"{form['key']}"[:-2] + f"{number:02}",
                    survey="channels", version=1, scale=4, language="km", society="khm", role="migrant",
                    ratings={}, choices=as_choices(form), answered_on=yesterday, is_collected=True,
                )
            )  # fmt: skip
    row = SurveyRound(society="khm", survey="channels", version=1, begins_on=yesterday, ends_on=yesterday)
    session.add(row)
    session.flush()
    list(rounds.close_rounds())
    session.commit()


def test_chan_begins_a_round_and_copies_texts_for_who_answers_and_for_who_asks(chan: StrictClient) -> None:
    page = text(chan, begin(chan))
    assert "Which channels reach people" in page
    assert "The round has begun." in page
    for code in ("en", "km", "lo", "th"):
        assert f"/{code}/surveys/channels/ </textarea>" in page.replace("</textarea>", " </textarea>")
        assert f"/{code}/surveys/channels/interview/" in page
    assert "about 8 minutes" in page
    assert (session.scalars(select(SurveyRound.survey)).all()) == ["channels"]


def test_a_round_of_each_survey_may_be_open_at_once(chan: StrictClient) -> None:
    begin(chan)
    assert "Begin a round" in text(chan, "/en/surveys/results/")
    assert 'href="/en/surveys/results/?survey=channels&amp;society=khm"' in text(chan, "/en/surveys/results/")


def test_the_last_day_is_moved_on_the_page_of_its_survey(chan: StrictClient) -> None:
    begin(chan)
    later = (clock.today() + timedelta(days=20)).isoformat()
    data = {"society": "khm", "survey": "channels", "ends_on": later}
    answer = chan.send("/en/surveys/results/end/", data, form=PAGE)
    assert answer.location == f"{PAGE}&society=khm&moved=1"
    (row,) = session.scalars(select(SurveyRound))
    assert row.ends_on.isoformat() == later


def test_a_survey_that_there_is_not_has_no_page(chan: StrictClient) -> None:
    assert chan.get("/en/surveys/results/?survey=nothing").status_code == 404


def test_results_name_channels_by_language_and_place_and_hide_three_people(
    client: StrictClient, people: People
) -> None:
    a_round_that_is_over()
    client.sign_in(people.bopha.number)
    page = text(client)
    assert "<b>15</b> people answered" in page
    assert "Migrant or family of a migrant" in page
    assert "no statistics" in page
    assert "Town" not in page, "three people"
    assert page.count("Market") == 0, "twelve of fifteen would tell of the three"
    hiv = page[page.index("HIV: prevention") :]
    hiv = hiv[: hiv.index("</tr>")]
    assert "Volunteer of the Red Cross" in hiv
    assert "LINE" not in hiv
    assert "Never for personal topics:</span>" not in page
    assert "LINE" in page[page.index("Never for personal topics:") :][:80]


def test_results_are_made_once_and_read_again_as_they_were(chan: StrictClient) -> None:
    a_round_that_is_over()
    before = text(chan)
    for row in session.scalars(select(SurveyResponse)):
        session.delete(row)
    session.commit()
    assert "Volunteer of the Red Cross" in before
    assert text(chan).count("Volunteer of the Red Cross") == before.count("Volunteer of the Red Cross")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_chan_takes_the_channels_along_as_a_file_and_that_is_noted(
    chan: StrictClient, people: People, ending: str
) -> None:
    a_round_that_is_over()
    (round_id,) = session.scalars(select(SurveyRound.id))
    data = {"society": "khm", "survey": "channels", "round": str(round_id)}
    answer = chan.send(f"{FILE}{ending}", data, form=PAGE)
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    assert f"filename=channels-khm-{yesterday}.{ending}" in answer.headers["Content-Disposition"]
    if ending == "csv":
        lines = answer.get_data(as_text=True).removeprefix("\ufeff").split("\r\n")
        assert lines[0] == "Who answered,Language,Place,Topic,Order,Channel,Points,Or more"
        assert any(
            "All,All,HIV" in line.replace('"', "") and "Volunteer of the Red Cross" in line for line in lines
        )
    else:
        sheet = load_workbook(io.BytesIO(answer.data)).active
        assert sheet is not None
        first = [cell.value for cell in next(sheet.iter_rows(min_row=2))]
        assert first[:3] == ["Migrant or family of a migrant", "All", "All"]
        assert isinstance(first[6], int)
    answer.close()
    notes = session.scalars(select(AuditLine).where(AuditLine.act == "surveys.export")).all()
    assert [note.actor_id for note in notes] == [people.chan.id]


def test_without_results_there_is_no_file(chan: StrictClient) -> None:
    begin(chan)
    data = {"society": "khm", "survey": "channels"}
    assert chan.send(f"{FILE}csv", data, form=PAGE).status_code == 404


def test_a_file_of_kobo_comes_into_the_round_of_its_survey_once(chan: StrictClient) -> None:
    begin(chan)
    assert 'href="/en/surveys/results/form.xlsx?survey=channels"' in text(chan)
    form = chan.get("/en/surveys/results/form.xlsx?survey=channels")
    assert form.headers["Content-Disposition"] == "attachment; filename=channels-1.xlsx"
    form.close()
    content = kobo_json(several_people(form_of(survey_of_channels()), 4, role="host"))
    content = content.replace(SENT[:10].encode(), clock.today().isoformat().encode())
    for taken in (4, 0):
        data = {"society": "khm", "survey": "channels", "file": (io.BytesIO(content), "answers.json")}
        page = chan.send("/en/surveys/results/file/", data, form=PAGE).get_data(as_text=True)
        assert f"<b>{taken}</b> new answers" in page
        if taken:
            packed = page.split('name="answers" value="')[1].split('"')[0]
            sent = {"society": "khm", "survey": "channels", "answers": packed}
            answer = chan.send("/en/surveys/results/file/take/", sent, form=PAGE)
            assert answer.location == f"{PAGE}&society=khm&taken=1"
    rows = session.scalars(select(SurveyResponse)).all()
    assert {(row.survey, row.role, row.is_collected) for row in rows} == {("channels", "host", True)}
    assert len(rows) == 4


def test_a_file_of_channels_is_not_taken_into_a_round_of_needs(chan: StrictClient) -> None:
    today = clock.today()
    days = {"begins_on": today.isoformat(), "ends_on": (today + timedelta(days=14)).isoformat()}
    chan.send("/en/surveys/results/begin/", {"society": "khm", **days}, form="/en/surveys/results/")
    content = kobo_json(several_people(form_of(survey_of_channels()), 2))
    content = content.replace(SENT[:10].encode(), clock.today().isoformat().encode())
    data = {"society": "khm", "file": (io.BytesIO(content), "answers.json")}
    page = chan.send("/en/surveys/results/file/", data, form="/en/surveys/results/").get_data(as_text=True)
    assert "are of another form: <b>2</b>" in page
    assert "Take in the new answers" not in page
