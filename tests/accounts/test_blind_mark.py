"""Sokha counts once, and whoever reads the marks without the key of the site does not know which is hers."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date

import pytest

from lms.accounts.domain.blind_mark import blind_mark, end_of_month

SOKHA, RATANA = 7, 8


def test_the_same_person_and_thing_have_one_mark_and_all_others_another() -> None:
    first = blind_mark("lesson", SOKHA, "pss", "km", secret="key")
    assert blind_mark("lesson", SOKHA, "pss", "km", secret="key") == first
    others = {
        blind_mark("lesson", RATANA, "pss", "km", secret="key"),
        blind_mark("lesson", SOKHA, "hiv", "km", secret="key"),
        blind_mark("survey", SOKHA, "pss", "km", secret="key"),
        blind_mark("lesson", SOKHA, "pss", "km", secret="another key"),
    }
    assert len(others) == 4
    assert first not in others


def test_marks_of_surveys_that_were_left_before_stay_what_they_were() -> None:
    key = hashlib.sha256(b"survey mark\0" + b"secret").digest()
    before = hmac.new(key, b"7:needs:1", hashlib.sha256).hexdigest()
    assert blind_mark("survey mark", SOKHA, "needs", 1, secret="secret") == before


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 11, 1), date(2026, 11, 30)),
        (date(2028, 2, 29), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2026, 12, 31)),
    ],
)
def test_of_a_day_the_month_is_kept(day: date, end: date) -> None:
    assert end_of_month(day) == end
