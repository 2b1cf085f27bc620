"""What volunteers said of their talks, for Bopha, Chan, a viewer and Dao: figures, names, a file."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from lms import clock
from lms.accounts.services import people as people_service
from lms.accounts.services.merging import merges
from lms.audit import AuditLine
from lms.community.queries import speakers
from lms.community.services import take_away
from lms.db import session
from tests.client import StrictClient
from tests.community.talking import record, talk
from tests.people import People

PAGE = "/en/reports/community/"
FILE = "/en/reports/community.xlsx"
NOVEMBER = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NEXT_YEAR = datetime(2027, 2, 10, 2, 0, tzinfo=UTC)


@pytest.fixture
def talks(people: People) -> People:
    """Sokha talked with 12, Ratana with 30, Malee in Thailand with 50; what Ratana took away does not count."""
    with clock.frozen(NOVEMBER):
        record(people.sokha)
        record(people.ratana, talk(topic="referral", numbers={("unsaid", "unknown"): 30}))
        take_away(people.ratana, record(people.ratana, talk(numbers={("male", "unknown"): 99})))
        record(people.malee, talk(languages=frozenset({"th", "my"}), numbers={("female", "50-up"): 50}))
    session.commit()
    return people


def page(client: StrictClient, number: str, address: str = PAGE, at: datetime = NOVEMBER) -> str:
    """The page as somebody reads it, whoever was signed in before."""
    client.delete_cookie("sala")
    client.sign_in(number)
    with clock.frozen(at):
        return client.get(address).get_data(as_text=True)


@pytest.mark.parametrize(
    ("number", "people_reached", "count"), [("KH-1100", 42, 2), ("KH-1200", 42, 2), ("TH-1200", 50, 1)]
)
def test_each_reads_of_their_own_places(
    client: StrictClient, talks: People, number: str, people_reached: int, count: int
) -> None:
    text = page(client, number)
    assert f'<b id="people">{people_reached}</b>' in text
    assert f'<b id="talks">{count}</b>' in text
    assert "Somebody who came twice counts twice." in text
    assert "at least 13,865 people reached, as reported" in text


def test_bopha_and_chan_see_whom_to_thank_and_dao_nobody_of_them(client: StrictClient, talks: People) -> None:
    for number in ("KH-1100", "KH-1200"):
        text = page(client, number)
        assert "KH-1001" in text
        assert "KH-1002" in text
        assert "TH-1001" not in text
    text = page(client, "TH-1200")
    assert "KH-100" not in text
    assert "TH-1001" in text


def test_the_home_counts_what_the_page_counts(client: StrictClient, talks: People) -> None:
    for number in ("KH-1100", "KH-1200"):
        text = page(client, number, "/en/staff/")
        tile = text.partition(f'<a href="{PAGE}"><span class="status ">People reached this year')[2]
        assert "<b>42</b>" in tile.partition("</a>")[0]
    assert "People reached this year" not in page(client, "KH-1200", "/en/staff/", NEXT_YEAR)


def test_a_viewer_reads_no_name_and_no_small_number(client: StrictClient, talks: People) -> None:
    region = talks.chan.unit.parent
    assert region is not None
    people_service.give_role(talks.noy, "viewer", region, actor=None)
    with clock.frozen(NOVEMBER):
        record(talks.malee, talk(topic="pss", numbers={("male", "unknown"): 3}))
    session.commit()
    text = page(client, talks.noy.number, at=NEXT_YEAR)
    assert '<b id="people">95</b>' in text
    assert "a * stands there" in text
    assert "TH-1001" not in text
    assert "Who talked with groups" not in text
    assert "Take the talks away" not in text
    topics = text.partition("By topic")[2].partition("</section>")[0]
    assert '<td class="number">3</td>' not in topics


@pytest.mark.parametrize(("day", "counts"), [(date(2027, 1, 30), "92"), (date(2027, 1, 31), "112")])
def test_for_a_viewer_a_talk_counts_once_nobody_can_change_it_any_more(
    client: StrictClient, talks: People, day: date, counts: str
) -> None:
    """Written down on 20 December it can be changed until 19 January, and what else came in December until the 30th."""
    region = talks.chan.unit.parent
    assert region is not None
    people_service.give_role(talks.noy, "viewer", region, actor=None)
    with clock.frozen(datetime(2026, 12, 20, 2, 0, tzinfo=UTC)):
        record(talks.sokha, talk(date(2026, 11, 23), numbers={("male", "unknown"): 20}))
    session.commit()
    at = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
    assert f'<b id="people">{counts}</b>' in page(client, talks.noy.number, f"{PAGE}?year=2026", at)


def test_for_a_viewer_no_talk_of_a_quarter_that_is_not_over_counts(
    client: StrictClient, talks: People
) -> None:
    region = talks.chan.unit.parent
    assert region is not None
    people_service.give_role(talks.noy, "viewer", region, actor=None)
    session.commit()
    text = page(client, talks.noy.number, at=datetime(2026, 12, 31, 5, tzinfo=UTC))
    assert "No talk of this year counts here yet." in text
    assert "No talk was written down" not in text


def test_chan_looks_at_one_branch_and_at_another_year(client: StrictClient, talks: People) -> None:
    assert '<b id="people">42</b>' in page(client, "KH-1200", f"{PAGE}?branch=KH-12&year=2026")
    assert "No talk was written down" in page(client, "KH-1200", f"{PAGE}?year=2025")
    for wrong, words in (("branch=TH-27", "no branch with this code"), ("year=1999", "no such choice")):
        with clock.frozen(NOVEMBER):
            answer = client.get(f"{PAGE}?{wrong}")
        assert answer.status_code == 422
        assert words in answer.get_data(as_text=True)


def test_chan_takes_the_talks_away_without_a_name(client: StrictClient, talks: People) -> None:
    client.sign_in("KH-1200")
    with clock.frozen(NOVEMBER):
        answer = client.send(FILE, {"year": "2026"}, form=PAGE)
        assert client.send(FILE, {"year": "1999"}, form=PAGE).status_code == 422
    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    lines: list[tuple[Any, ...]] = list(sheet.values)
    assert lines[0][:7] == (
        *("Day", "Code of the branch", "Branch", "What you talked about", "Kind of place"),
        *("Language", "All together"),
    )
    assert sorted(line[6] for line in lines[1:]) == [12, 30]
    assert sum(sum(line[7:]) for line in lines[1:]) == 42
    written = " ".join(str(cell) for line in lines for cell in line)
    assert not [trace for trace in ("Sokha", "សុខា", "KH-1001") if trace in written]
    assert "talks-of-2026-made-2026-11-23.xlsx" in answer.headers["Content-Disposition"]
    note = session.scalars(select(AuditLine).filter_by(act="community.exported")).one()
    assert (note.actor_id, note.facts) == (talks.chan.id, {"asked": {"year": "2026"}, "rows": 2})


def test_bopha_takes_no_file_away(client: StrictClient, talks: People) -> None:
    client.sign_in("KH-1100")
    assert client.post(FILE, data={"csrf_token": client.token("/en/me/talks/new/")}).status_code == 403


def test_of_joined_records_one_person_is_named_and_who_moved_away_is_not(talks: People) -> None:
    merges.merge(talks.sokha, talks.ratana, reason="One person.", actor=talks.chan)
    scope = people_service.scope_of(talks.chan, "people.read")
    year = date(2026, 1, 1), date(2026, 12, 31)
    (one,) = speakers(scope, scope.units, *year, 100)
    assert (one.person.number, one.talks, one.people) == ("KH-1001", 2, 42)
    talks.sokha.unit = talks.malee.unit
    session.flush()
    assert speakers(scope, scope.units, *year, 100) == []
