"""A standing in a narrow cell, by examples: a sign that does not need its colour, and the whole sentence beside it."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask, g

from lms.records.domain.award_rules import Status
from lms.records.forms import STATUS_WORDS
from lms.records.presenters.standing_chip import Chip, chip

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("status", "ends", "language", "short", "words"),
    [
        ("valid", "2027-06-05", "en", "✓ 06.27", "Valid: until 5 June 2027"),
        ("valid", "2027-06-05", "th", "✓ 06.70", "ใช้ได้: ถึงวันที่ 5 มิถุนายน 2570"),
        ("valid", None, "en", "✓", "Valid"),
        ("expiring", "2026-11-25", "en", "◔ 1 day", "Expires within 90 days: until 25 November 2026"),
        ("expiring", "2026-12-15", "en", "◔ 21 days", "Expires within 90 days: until 15 December 2026"),
        ("expiring", "2026-11-24", "en", "◔ 0 days", "Expires within 90 days: until 24 November 2026"),
        ("in-grace", "2026-10-09", "en", "◑ 10.26", "Can renew: Expired on 9 October 2026"),
        ("expired", "2005-01-09", "en", "○ 01.05", "Expired on 9 January 2005"),
        ("revoked", "2027-06-05", "en", "✕", "Revoked"),
        ("never", None, "en", "–", "Not certified"),
    ],
)
def test_a_cell_says_its_standing_in_a_sign_and_a_month_or_days(
    house: Flask, status: Status, ends: str | None, language: str, short: str, words: str
) -> None:
    with house.test_request_context(f"/{language}/"):
        g.language = language
        assert chip(status, date.fromisoformat(ends) if ends else None, TODAY, STATUS_WORDS) == Chip(
            short, words
        )
