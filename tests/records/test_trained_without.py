"""Who was trained and holds no certificate, as HR finds it: in the list, on the person's page and in the files."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest

from lms.db import session
from lms.records.domain.uncertified import last_without_certificate
from lms.records.services import achievements
from tests.client import StrictClient
from tests.people import People
from tests.records.history import certified_until, day

LIST = "/en/records/"
CHIP = r'<span class="status trained"[^>]*>Trained, no certificate</span> <span class="meta">10 March 2026</span>'


def _attended(people: People, on: str = "2026-03-10", recorded: str = "2026-11-01") -> None:
    with day(recorded):
        achievements.record_past_training(
            people.sokha, "pss", on=date.fromisoformat(on), source="Paper", reason="Found", result="attended",
            actor=people.chan,
        )  # fmt: skip
        session.commit()


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    """Chan, signed in; Sokha has attended the training on psychosocial support and taken no test."""
    _attended(people)
    client.sign_in("KH-1200")
    return client


def _text(client: StrictClient, address: str) -> str:
    with day("2026-11-24"):
        return client.get(address).get_data(as_text=True)


def _lines(client: StrictClient, **asked: str) -> list[dict[str, str]]:
    with day("2026-11-24"):
        answer = client.send("/en/reports/records.csv", {"module": "pss", "q": "KH-1001", **asked}, form=LIST)
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))


@pytest.mark.parametrize("query", ["", "?status=never", "?as_of=2026-11-20", "?as_of=2026-03-10"])
def test_chan_sees_in_the_list_that_sokha_was_trained(chan: StrictClient, query: str) -> None:
    page = _text(chan, f"{LIST}{query}")
    assert re.search(CHIP, page)
    assert "A certificate follows from a passed test" in page


@pytest.mark.parametrize("query", ["?as_of=2026-03-09", "?known_on=2026-10-31", "?module=hiv"])
def test_the_list_of_a_day_before_says_nothing_of_it(chan: StrictClient, query: str) -> None:
    assert "Trained, no certificate" not in _text(chan, f"{LIST}{query}")


def test_the_page_of_sokha_says_it_where_certificates_stand(chan: StrictClient) -> None:
    page = _text(chan, f"{LIST}KH-1001/")
    assert re.search(CHIP, page[: page.index("What happened")])


def test_the_file_has_a_column_for_the_day(chan: StrictClient) -> None:
    [line] = _lines(chan)
    assert line["Status"] == "Trained, no certificate"
    assert line["Completed on"] == ""
    assert line["Trained without a certificate on"] == "2026-03-10"


def test_what_was_taken_back_is_no_training(chan: StrictClient, people: People) -> None:
    [entry] = achievements.entries_of(people.sokha.id)
    with day("2026-11-02"):
        achievements.correct(entry, reason="Another person", actor=people.chan)
        session.commit()
    assert "Trained, no certificate" not in _text(chan, LIST)
    assert "Trained, no certificate" not in _text(chan, f"{LIST}KH-1001/")
    assert _lines(chan)[0]["Trained without a certificate on"] == ""


def test_a_certificate_of_later_says_more(chan: StrictClient, people: People) -> None:
    certified_until(people.sokha, "2028-11-10")
    assert "Trained, no certificate" not in _text(chan, LIST)
    assert _lines(chan)[0]["Status"] == "Valid"


def test_a_training_after_a_certificate_has_ended_stands_beside_it(
    chan: StrictClient, people: People
) -> None:
    certified_until(people.sokha, "2025-01-10")
    page = _text(chan, LIST)
    assert re.search(
        r'status expired">Expired on 10 January 2025</span></span> *' + '<span class="held">' + CHIP, page
    )
    assert re.search(CHIP, _text(chan, f"{LIST}KH-1001/"))
    [line] = _lines(chan)
    assert (line["Status"], line["Trained without a certificate on"]) == ("Expired", "2026-03-10")


@pytest.mark.parametrize(
    ("days", "issued_on", "shown"),
    [
        ([], None, None),
        ([date(2026, 3, 10)], None, date(2026, 3, 10)),
        ([date(2026, 3, 10), date(2025, 3, 10)], None, date(2026, 3, 10)),
        ([date(2026, 3, 10)], date(2026, 3, 10), None),
        ([date(2026, 3, 10)], date(2026, 3, 9), date(2026, 3, 10)),
    ],
)
def test_the_last_day_counts_unless_something_was_completed_then_or_later(
    days: list[date], issued_on: date | None, shown: date | None
) -> None:
    assert last_without_certificate(days, issued_on) == shown
