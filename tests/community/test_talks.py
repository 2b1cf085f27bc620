"""When a talk may be written down and changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from lms.community.domain.talks import (
    LANGUAGES,
    REFERRAL,
    SEVERAL,
    SpokenIn,
    check,
    language_of,
    may_change,
    read_languages,
    stored_languages,
)
from lms.errors import RuleBroken
from tests.community.talking import talk

TODAY = date(2026, 12, 2)
TOPICS = ("hiv", REFERRAL)


@pytest.mark.parametrize("on", [TODAY, TODAY - timedelta(days=90)])
@pytest.mark.parametrize("topic", TOPICS)
def test_a_talk_of_today_or_of_ninety_days_ago_can_be_written_down(on: date, topic: str) -> None:
    check(talk(on, topic=topic), TODAY, TOPICS)


@pytest.mark.parametrize(
    ("on", "topic", "languages", "code", "field"),
    [
        (TODAY + timedelta(days=1), "hiv", {"km"}, "talk-to-come", "on"),
        (TODAY - timedelta(days=91), "hiv", {"km"}, "talk-too-old", "on"),
        (TODAY, "cooking", {"km"}, "no-such-topic", "topic"),
        (TODAY, "", {"km"}, "no-such-topic", "topic"),
        (TODAY, "hiv", set(), "no-language-of-talk", "language"),
    ],
)
def test_a_talk_that_cannot_be_is_refused_on_its_field(
    on: date, topic: str, languages: set[SpokenIn], code: str, field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        check(talk(on, topic=topic, languages=frozenset(languages)), TODAY, TOPICS)
    assert (broken.value.code, broken.value.field) == (code, field)


@pytest.mark.parametrize(("days", "may"), [(0, True), (30, True), (31, False)])
def test_it_can_be_changed_for_thirty_days(days: int, may: bool) -> None:
    assert may_change(TODAY - timedelta(days=days), TODAY) is may


@pytest.mark.parametrize(
    ("languages", "stored", "line"),
    [
        ({"km"}, "km", "km"),
        ({"other"}, "other", "other"),
        ({"th", "km"}, "km th", SEVERAL),
        (set(LANGUAGES), "km lo th my vi en other", SEVERAL),
    ],
)
def test_a_talk_in_two_languages_is_counted_once(languages: set[SpokenIn], stored: str, line: str) -> None:
    assert stored_languages(languages) == stored
    assert read_languages(stored) == tuple(one for one in LANGUAGES if one in languages)
    assert language_of(stored) == line
