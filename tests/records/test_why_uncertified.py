"""Why no certificate follows from a training, for each case; and Chan reads it before she records."""

from __future__ import annotations

import html
from datetime import date
from typing import cast

import pytest

from lms.db import session
from lms.records.domain.award_rules import NEVER, RECOGNISED, TRAINED, Standing, Status
from lms.records.domain.uncertified import Why, why_uncertified
from lms.records.services import achievements
from tests.client import StrictClient
from tests.people import People
from tests.records.history import AWARD, certified_until, day

_ASKED = frozenset({"attendance", "post-test"})
SOKHA = "/en/records/KH-1001/"


@pytest.mark.parametrize(
    ("recorded", "status", "why"),
    [
        ({TRAINED}, "never", "untested"),
        ({TRAINED}, "revoked", "untested"),
        ({"attendance"}, "valid", "untested"),
        ({"attendance", "post-test"}, "revoked", "revoked"),
        ({"attendance", "post-test"}, "valid", "held"),
        ({"post-test"}, "expiring", "held"),
        ({RECOGNISED}, "expired", "over"),
        ({"attendance", "post-test"}, "in-grace", "over"),
        ({"post-test"}, "never", "incomplete"),
    ],
)
def test_the_reason_why_no_certificate_follows(recorded: set[str], status: str, why: Why) -> None:
    after = NEVER if status == "never" else Standing(cast("Status", status), date(2026, 1, 1))
    assert why_uncertified(recorded, _ASKED, after) == why


def test_attendance_that_is_all_an_award_asks_for_is_a_training_that_counts() -> None:
    over = Standing("expired", date(2020, 1, 1), date(2022, 1, 1))
    assert why_uncertified({"attendance"}, {"attendance"}, over) == "over"


def _shown(client: StrictClient, people: People, **typed: str) -> str:
    client.sign_in("KH-1200")
    asked = {"act": "past", "award": AWARD, "source": "List", "reason": "Found", "mark": "", **typed}
    with day("2026-12-01"):
        return html.unescape(client.send(SOKHA, asked, form=SOKHA).get_data(as_text=True))


def test_chan_reads_before_she_records_that_the_test_is_too_long_ago(
    client: StrictClient, people: People
) -> None:
    page = _shown(client, people, on="2020-03-10", result="passed")
    assert "No certificate follows from it. The training is too long ago" in page


def test_chan_reads_that_a_revoked_module_has_to_be_reinstated_first(
    client: StrictClient, people: People
) -> None:
    certified_until(people.sokha, "2028-11-24")
    with day("2026-11-25"):
        achievements.revoke(people.sokha, AWARD, reason="Because", actor=people.chan)
    session.commit()
    page = _shown(client, people, on="2026-11-30", result="passed")
    assert (
        "No certificate follows from it. This module is revoked for this person. Reinstate it first" in page
    )


def test_chan_reads_that_no_passed_test_is_known(client: StrictClient, people: People) -> None:
    page = _shown(client, people, on="2026-11-30", result="attended")
    assert "No certificate follows from it. It is not known that a test was passed." in page
