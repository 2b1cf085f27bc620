"""What a round says of channels: the score of a group by hand, and that nothing follows about few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from lms.content.types.surveys import Survey
from lms.surveys.domain.channel_results import (
    ChannelResults,
    GroupChannels,
    ScoredChannel,
    channel_results,
)
from lms.surveys.domain.given_answers import GivenAnswers
from lms.surveys.domain.grouped_answers import EVERYBODY, GroupedAnswers
from tests.surveys.channels import survey_of_channels


@pytest.fixture
def survey(app: Flask) -> Survey:
    return survey_of_channels()


def said(people: int, *, role: str = "migrant", seen: bool = False, **choices: str) -> list[GivenAnswers]:
    """So many people said the same; several answers stand with spaces between them."""
    by_question = {name.replace("_", "-"): value.split() for name, value in choices.items()}
    return [GivenAnswers({}, {"role": [role], **by_question}, seen)] * people


def results(survey: Survey, *answers: Sequence[GivenAnswers]) -> ChannelResults:
    assert survey.channels is not None
    return channel_results(survey, survey.channels, [one for some in answers for one in some])


def group(found: ChannelResults, language: str = "", place: str = "") -> GroupChannels:
    (version,) = found.versions
    (one,) = (each for each in version.groups if (each.language, each.place) == (language, place))
    return one


def best(found: GroupChannels, topic: str) -> list[tuple[str, int, bool]]:
    return [
        (each.channel, each.points, each.is_more)
        for topics in found.topics
        if topics.topic == topic
        for each in (*topics.best, *([topics.beside] if topics.beside else []))
    ]


LAO: dict[str, Any] = {"hears": "lo", "place": "market"}


def twenty() -> list[GivenAnswers]:
    """Of twenty people at a market sixteen use LINE and ten the radio; work and HIV interest all of them."""
    common: dict[str, Any] = {**LAO, "topics": "work hiv"}
    return [
        *said(
            10, channels="line", trust_line="mostly", private_line="yes", best_work="line", best_hiv="line",
            never="none", **common,
        ),
        *said(
            6, channels="line radio", trust_line="fully", private_line="no", trust_radio="fully",
            private_radio="yes", best_work="radio", best_hiv="radio", never="none", **common,
        ),
        *said(
            4, channels="radio", trust_radio="a-little", private_radio="yes", best_work="radio",
            best_hiv="radio", never="line", **common,
        ),
    ]  # fmt: skip


def test_the_score_of_a_channel_is_what_is_reckoned_by_hand(survey: Survey) -> None:
    found = group(results(survey, twenty()), "lo", "market")
    # LINE: r 16/20, t (10·3 + 6·4)/16/4, f 10/20. Radio: r 10/20, t (6·4 + 4·2)/10/4, f 10/20.
    line = 0.4 * 0.8 + 0.3 * (54 / 16 / 4) + 0.3 * 0.5
    radio = 0.4 * 0.5 + 0.3 * 0.8 + 0.3 * 0.5
    assert (round(line * 20) * 5, round(radio * 20) * 5) == (70, 60)
    assert best(found, "work") == [("line", 70, False), ("radio", 60, False)]


def test_a_channel_that_is_not_private_is_no_channel_for_hiv_and_stays_one_for_work(survey: Survey) -> None:
    found = group(results(survey, twenty()), "lo", "market")
    # LINE: v 10/16 < 0.7, and four of twenty never want it. Radio: v 10/10.
    radio = 0.3 * 0.5 + 0.3 * 0.8 + 0.2 * 1 + 0.2 * 0.5
    assert best(found, "hiv") == [("radio", round(radio * 20) * 5, False)]
    assert found.refused == ("line",)


def test_a_channel_that_more_than_a_tenth_never_want_is_out_however_private_it_is(survey: Survey) -> None:
    one = said(
        9, channels="sms", trust_sms="fully", private_sms="yes", topics="hiv", best_hiv="sms", never="none"
    )
    for unwanted, named in ((1, ["sms"]), (2, [])):
        many = said(
            unwanted, channels="sms", trust_sms="fully", private_sms="yes", topics="hiv", best_hiv="sms", never="sms"
        )  # fmt: skip
        found = group(results(survey, one, many))
        assert [channel for channel, _points, _more in best(found, "hiv")] == named


def test_a_channel_of_which_too_few_say_whether_it_is_private_is_not_trusted_with_hiv(survey: Survey) -> None:
    found = group(
        results(
            survey,
            said(
                12, channels="call", trust_call="fully", topics="hiv work", best_hiv="call", best_work="call",
                never="none",
            ),
        )
    )  # fmt: skip
    assert best(found, "hiv") == []
    assert [channel for channel, *_ in best(found, "work")] == ["call"]
    assert found.refused == (), "nothing is said of what is not known"


def test_what_nearly_all_say_is_told_as_so_many_points_or_more(survey: Survey) -> None:
    everybody = said(10, channels="line", trust_line="fully", topics="work", best_work="line")
    # 1 − 0.4 · 5/10: with more points it would follow that fewer than five of the ten do not use it.
    assert best(group(results(survey, everybody)), "work") == [("line", 80, True)]
    assert best(group(results(survey, everybody * 10)), "work") == [("line", 95, True)]


def test_of_fewer_than_ten_no_channel_is_named(survey: Survey) -> None:
    """Five of nine use it, or more: then at most four do not, and these are few."""
    everybody = said(
        10,
        channels="line",
        trust_line="fully",
        private_line="no",
        topics="work",
        best_work="line",
        never="none",
    )
    ten, nine = group(results(survey, everybody)), group(results(survey, everybody[:9]))
    assert (best(ten, "work") != [], ten.refused) == (True, ("line",))
    assert (best(nine, "work"), nine.refused) == ([], ())


def test_a_group_of_four_is_hidden_and_so_is_a_fifth_that_would_tell_of_it(survey: Survey) -> None:
    lao = said(8, channels="radio", **LAO)
    thai = said(6, channels="radio", hears="th", place="town")
    few = said(4, channels="radio", hears="km", place="town")
    (version,) = results(survey, lao, thai, few).versions
    shown = [(each.language, each.place) for each in version.groups]
    assert shown == [("", ""), ("lo", "market")], (
        "six are hidden with the four: else the four are what is left"
    )


def test_who_says_no_place_stands_in_no_group_and_counts_in_the_whole(survey: Survey) -> None:
    (version,) = results(survey, said(7, **LAO), said(6, hears="lo")).versions
    assert version.people == 13
    assert [each.language for each in version.groups] == ["", "lo"]


def test_of_a_question_that_few_answered_in_one_group_nothing_is_told_in_another_one_either(
    survey: Survey,
) -> None:
    lao = said(6, topics="work", best_work="radio", **LAO)
    thai = said(5, topics="work", hears="th", place="town") + said(
        2, topics="work", best_work="line", hears="th", place="town"
    )
    answers = GroupedAnswers([*lao, *thai], "hears", "place")
    assert answers.groups == (EVERYBODY, ("lo", "market"), ("th", "town"))
    whole = answers.given(EVERYBODY, "best-work")
    assert whole is not None
    assert len(whole) == 8
    assert answers.given(("th", "town"), "best-work") is None
    assert answers.given(("lo", "market"), "best-work") is None, "eight less six are two"


def test_numbers_of_a_language_or_a_place_are_told_nowhere(survey: Survey) -> None:
    (version,) = results(survey, twenty(), said(9, hears="th", place="town")).versions
    assert {each.question for each in version.choices}.isdisjoint({"hears", "place", "role", "society"})


def test_versions_are_never_mixed(survey: Survey) -> None:
    team = said(12, role="team", channels="line", trust_line="fully", topics="work", best_work="line")
    host = said(11, role="host", channels="radio", trust_radio="fully", topics="work", best_work="radio")
    found = results(survey, team, host)
    assert [(each.role, each.people) for each in found.versions] == [("team", 12), ("host", 11)]
    first, second = ([one[0] for one in best(each.groups[0], "work")] for each in found.versions)
    assert (first, second) == (["line"], ["radio"])


def test_a_version_of_few_is_hidden_with_another_one(survey: Survey) -> None:
    found = results(survey, said(9), said(7, role="host"), said(3, role="team"))
    assert (found.people, [each.role for each in found.versions]) == (19, ["migrant"])


def test_fewer_than_five_say_nothing_at_all(survey: Survey) -> None:
    assert results(survey, said(4)) == ChannelResults(0, ())
    assert results(survey) == ChannelResults(0, ())


def test_who_brought_in_a_file_cannot_take_it_away_from_what_is_shown(survey: Survey) -> None:
    one: dict[str, Any] = {
        "role": "team",
        "channels": "line",
        "trust_line": "fully",
        "topics": "work",
        "best_work": "line",
    }
    of_file = said(10, seen=True, **one)
    few = results(survey, of_file, said(4, role="team"))
    assert (few.people, few.has_collected) == (10, True), "four in Sala are counted with nobody"
    own = said(9, role="team", channels="radio", trust_radio="mostly", topics="work", best_work="radio")
    mixed = results(survey, of_file, own)
    assert mixed.people == 19
    assert best(mixed.versions[0].groups[0], "work") == [], (
        "who uses LINE stands in the file, who has the radio not"
    )
    both = results(survey, of_file, said(10, **one))
    assert [channel for channel, *_ in best(both.versions[0].groups[0], "work")] == ["line"]
    assert mixed.versions[0].choices == ()


def test_choices_of_both_kinds_are_told_where_both_may_be(survey: Survey) -> None:
    answers = [*said(6, role="team", phone="own"), *said(6, role="team", phone="shared")]
    seen = [replace(each, is_collected=True) for each in answers]
    (version,) = results(survey, answers, seen).versions
    (phone,) = version.choices
    assert (phone.question, phone.people, phone.counts) == ("phone", 24, {"own": 12, "shared": 12})


def test_nobody_in_sala_and_all_of_it_seen_are_told_alike(survey: Survey) -> None:
    everybody = results(survey, [replace(each, is_collected=True) for each in twenty()])
    assert replace(everybody, has_collected=False) == results(survey, twenty())


def test_the_phone_free_channel_stands_beside_the_two_best(survey: Survey) -> None:
    used = "line sms telegram chief"
    trusts: dict[str, Any] = {
        f"trust_{channel}": step
        for channel, step in zip(used.split(), ("fully", "fully", "mostly", "a-little"), strict=True)
    }
    found = group(results(survey, said(40, channels=used, topics="work", best_work="line", **trusts)))
    (topic,) = found.topics
    assert [each.channel for each in topic.best] == ["line", "sms"]
    assert topic.beside == ScoredChannel("chief", 55, False)
