"""What Chan learns from a round: by the numbers of the method, and nothing of a handful."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.content import registry
from lms.content.types.surveys import Survey
from lms.surveys.domain.given_answers import GivenAnswers
from lms.surveys.domain.group_results import NOTHING, GroupResults, group_results, weakest_tasks
from lms.surveys.domain.scoring import Rating

LANGUAGES = ("en", "km", "lo", "th")


@pytest.fixture
def survey(app: Flask) -> Survey:
    """The survey of the checkout."""
    return registry.current().surveys["needs"]


def people(
    count: int, role: str = "volunteer", **said: tuple[int, int] | Sequence[str]
) -> list[GivenAnswers]:
    """So many people who said the same: pairs of ratings by task, ids by question."""
    ratings = {task: Rating(*pair) for task, pair in said.items() if isinstance(pair, tuple)}
    choices = {name.replace("_", "-"): ids for name, ids in said.items() if isinstance(ids, list)}
    return [GivenAnswers(ratings, {"role": [role] if role else [], **choices}) for _ in range(count)]


def results(survey: Survey, *groups: list[GivenAnswers]) -> GroupResults:
    return group_results(survey, [each for group in groups for each in group], LANGUAGES)


def test_of_four_people_not_even_their_number_is_told(survey: Survey) -> None:
    assert results(survey, people(3, b1=(5, 1)), people(1, b1=(4, 2))) == NOTHING


def test_a_task_by_the_numbers_of_the_method(survey: Survey) -> None:
    # Priority indices 15 (gap 3), 8 (gap 2) and 4 (gap 0): the three of the worked example, two people each.
    found = results(survey, people(2, b1=(5, 2)), people(2, b1=(4, 3)), people(2, b1=(2, 3)))
    (task,) = found.tasks
    assert (task.task, task.people, task.median) == ("b1", 6, 8)
    assert task.mean == pytest.approx((15 + 8 + 4) / 3)
    assert task.wide is None, "four of six"
    assert task.low is not None
    assert task.high is not None
    assert task.low < task.mean < task.high


@pytest.mark.parametrize(
    ("wide", "others", "told"), [(5, 5, 50), (4, 9, None), (9, 4, None), (0, 9, None), (6, 12, 33)]
)
def test_a_share_of_wide_gaps_tells_neither_of_few_who_have_one_nor_of_few_who_have_none(
    survey: Survey, wide: int, others: int, told: int | None
) -> None:
    (task,) = results(
        survey, people(wide, b1=(5, 1)), people(others - 1, b1=(5, 5)), people(1, b1=(1, 1))
    ).tasks
    assert task.wide == told


def test_from_thirty_answers_on_a_mean_stands_without_an_interval(survey: Survey) -> None:
    (task,) = results(survey, people(15, b1=(5, 2)), people(15, b1=(4, 3))).tasks
    assert (task.low, task.high) == (None, None)


def test_where_all_rate_a_task_alike_it_is_not_told_what_each_one_said(survey: Survey) -> None:
    assert [
        task.task for task in results(survey, people(6, b1=(5, 1), b2=(5, 1)), people(1, b2=(4, 1))).tasks
    ] == ["b2"]


def test_a_role_of_few_hides_the_smallest_other_role(survey: Survey) -> None:
    mixed = [*people(5, b1=(5, 1)), *people(5, b1=(4, 1))]
    staff = [*people(3, "staff", b1=(5, 1)), *people(3, "staff", b1=(3, 3))]
    assert results(survey, mixed, staff).tasks[0].by_role == {"volunteer": 18, "staff": 13}
    found = results(survey, mixed, staff, people(1, "trainer", b1=(1, 5)))
    assert found.tasks[0].by_role == {"volunteer": 18}
    assert found.roles == {"volunteer": 10}
    assert found.people == 17


def test_who_would_not_say_their_role_is_in_no_column(survey: Survey) -> None:
    found = results(survey, people(5, b1=(5, 1)), people(1, b1=(4, 1)), people(6, "", b1=(2, 2)))
    assert found.roles == {"volunteer": 6}


def test_the_mean_score_of_a_module_needs_two_of_its_three_tasks(survey: Survey) -> None:
    # 15, 8 and 4 of 20 are 45 of 100; whoever rated one task only has no score.
    found = results(
        survey,
        people(5, b1=(5, 2), b2=(4, 3), b3=(2, 3)),
        people(1, b1=(5, 5), b2=(5, 5), b3=(5, 5)),
        people(4, b1=(5, 1)),
    )
    (module,) = found.modules
    assert (module.module, module.people) == ("migration", 6)
    assert module.mean == pytest.approx(37.5)


def test_answers_of_fewer_than_five_are_left_out_with_what_would_tell_of_them(survey: Survey) -> None:
    found = results(
        survey,
        people(9, phone=["own"]),
        people(7, phone=["shared"]),
        people(2, phone=["none"]),
        people(1, phone=[]),
    )
    (phone,) = found.choices
    assert (phone.question, phone.people, phone.counts) == ("phone", None, {"own": 9})


def test_of_several_answers_each_is_counted_and_of_an_order_the_first(survey: Survey) -> None:
    found = results(
        survey,
        people(6, barriers=["time", "cost"], format=["audio", "group"]),
        people(5, barriers=["time"], format=["group", "audio"]),
        people(5, barriers=["travel"], format=[]),
    )
    counts = {each.question: each.counts for each in found.choices}
    assert counts == {"barriers": {"time": 11, "cost": 6, "travel": 5}, "format": {"audio": 6, "group": 5}}


def test_a_question_to_which_all_say_the_same_is_left_out(survey: Survey) -> None:
    assert results(survey, people(7, phone=["none"])).choices == ()


def test_a_question_of_which_no_answer_may_be_shown_is_left_out(survey: Survey) -> None:
    assert results(survey, people(3, phone=["none"]), people(4, phone=["own"])).choices == ()


@pytest.mark.parametrize(("no", "told"), [(3, False), (4, True), (10, True)])
def test_care_is_low_where_more_than_three_in_ten_say_no(survey: Survey, no: int, told: bool) -> None:
    found = results(survey, people(no, hours_limited=["no"]), people(10 - no, hours_limited=["yes"]))
    assert found.low_care == (("hours-limited",) if told else ())


def test_of_four_volunteers_nothing_is_said_about_care(survey: Survey) -> None:
    assert results(survey, people(4, hours_limited=["no"]), people(9)).low_care == ()


@pytest.mark.parametrize(
    ("training", "contacts", "told"), [(3, 3, True), (4, 3, False), (0, 5, True), (0, 4, False)]
)
def test_a_task_whose_people_want_something_else_is_a_gap_of_the_organisation(
    survey: Survey, training: int, contacts: int, told: bool
) -> None:
    found = results(
        survey,
        people(training, b6=(5, 1), b7=(2, 5), help=["training"]),
        people(contacts, b6=(5, 2), b7=(5, 4), help=["contacts"]),
        people(2, b6=(5, 2), help=[]),
    )
    assert found.gaps == (("b6",) if told else ())


def test_the_hardest_task_is_that_of_the_highest_priority_and_equal_ones_are_all() -> None:
    assert weakest_tasks({"b1": Rating(5, 2), "b2": Rating(3, 2), "b3": Rating(5, 2)}) == {"b1", "b3"}
    assert weakest_tasks({"b1": Rating(5, 5)}) == frozenset()
    assert weakest_tasks({}) == frozenset()


def test_people_who_read_no_language_of_the_modules_are_counted_with_what_they_need(survey: Survey) -> None:
    found = results(
        survey,
        people(5, b1=(5, 1), b2=(2, 4), reads=["other"]),
        people(6, reads=["km", "other"]),
        people(3, reads=[]),
    )
    assert found.unread == (5, 5 * (20 + 2))
    assert results(survey, people(4, reads=["other"]), people(6, reads=["km"])).unread is None


# --- what nearly all said, and how large a hidden role is --------------------------------------------------------


@pytest.mark.parametrize(
    ("large", "others", "told"), [(12, 0, False), (11, 1, False), (7, 5, True), (8, 4, False)]
)
def test_of_twelve_of_whom_nearly_all_need_larger_letters_it_is_not_told_that_they_do(
    survey: Survey, large: int, others: int, told: bool
) -> None:
    half = large // 2
    found = results(
        survey,
        people(half, access=["larger-text", "audio"]),
        people(large - half, access=["larger-text"]),
        people(others, access=["audio"]),
    )
    counts = {each.question: each.counts for each in found.choices}
    assert ("larger-text" in counts.get("access", {})) is told


def test_how_many_staff_there_are_does_not_follow_from_what_volunteers_alone_were_asked(
    survey: Survey,
) -> None:
    found = results(
        survey,
        people(6, hours_limited=["yes"]),
        people(5, hours_limited=["no"]),
        people(1, "staff", hours_limited=[]),
    )
    assert (found.people, found.roles) == (12, {})
    (care,) = found.choices
    assert (care.people, care.counts) == (None, {"yes": 6})


def test_where_the_number_of_volunteers_is_shown_none_of_the_few_who_would_not_say_is_told(
    survey: Survey,
) -> None:
    staff = people(7, "staff")
    all_said = results(survey, people(6, hours_limited=["yes"]), people(5, hours_limited=["no"]), staff)
    assert [(each.people, each.counts) for each in all_said.choices] == [(11, {"yes": 6, "no": 5})]
    one_did_not = results(
        survey, people(5, hours_limited=["yes"]), people(5, hours_limited=["no"]), people(1), staff
    )
    assert one_did_not.roles == {"volunteer": 11, "staff": 7}
    assert [(each.people, each.counts) for each in one_did_not.choices] == [(None, {"yes": 5})]


@pytest.mark.parametrize(("none", "others", "told"), [(11, 1, False), (12, 0, False), (6, 6, True)])
def test_that_nearly_all_read_none_of_the_languages_is_not_told_of_each_one(
    survey: Survey, none: int, others: int, told: bool
) -> None:
    found = results(survey, people(none, b1=(5, 1), reads=["other"]), people(others, reads=["km"]))
    assert (found.unread is not None) is told


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.lists(
        st.sampled_from([("volunteer", "yes"), ("volunteer", "no"), ("volunteer", ""), ("staff", "")])
    ),
)
def test_no_reader_works_out_fewer_than_five_who_answered_or_did_not(
    asked: list[tuple[str, str]], survey: Survey
) -> None:
    said = [people(1, role, hours_limited=[answer] if answer else []) for role, answer in asked]
    found = results(survey, *said)
    known = [found.people, *([found.roles["volunteer"]] if "volunteer" in found.roles else [])]
    for care in found.choices:
        for whole in known:
            hidden = [whole - sum(care.counts.values())]
            hidden += (
                [] if care.people is None else [whole - care.people, care.people - sum(care.counts.values())]
            )
            assert all(rest <= 0 or rest >= 5 for rest in hidden)


def collected(*groups: list[GivenAnswers]) -> list[GivenAnswers]:
    """The same answers, brought in with a file."""
    return [replace(each, is_collected=True) for group in groups for each in group]


def test_answers_of_files_alone_are_counted_like_any_others(survey: Survey) -> None:
    groups = people(8, b1=(5, 1), help=["time"]), people(4, b1=(4, 4), help=["training"])
    assert results(survey, collected(*groups)) == replace(results(survey, *groups), has_collected=True)
    assert results(survey, collected(people(4, b1=(5, 1)))) == NOTHING


def test_four_people_who_answered_in_sala_are_not_read_by_whoever_brings_in_a_file(survey: Survey) -> None:
    """Who knows a file takes it away from what is shown, and would read the four, or the one."""
    file = collected(people(6, b1=(5, 1)), people(6, b1=(3, 3)))
    for own in (1, 4):
        assert results(survey, file, people(own, b1=(1, 5))) == results(survey, file)
    assert results(survey, collected(people(4, b1=(5, 1))), people(4, b1=(1, 5))) == NOTHING
    assert results(survey, file, people(3, b1=(1, 5)), people(2, b1=(2, 5))).people == 17


def test_what_few_said_in_sala_stays_hidden_however_many_say_it_in_a_file(survey: Survey) -> None:
    file = collected(
        people(9, "staff", b1=(5, 1), help=["time"]), people(9, "trainer", b1=(3, 3), help=["contacts"])
    )
    own = [*people(5, "staff", b1=(5, 1), help=["time"]), *people(5, "staff", b1=(2, 3), help=["time"])]
    few = people(4, "trainer", b1=(4, 1), b2=(5, 1), help=["contacts"])
    alone, both = results(survey, own, few), results(survey, file, own, few)
    assert both.people == 32
    assert alone.roles == {}
    assert both.roles == {}, "four trainers, or what is left of all"
    assert [task.task for task in both.tasks] == ["b1"]
    assert both.tasks[0].by_role == {}
    assert both.choices == ()


def test_what_many_said_in_sala_and_in_a_file_is_counted_together(survey: Survey) -> None:
    own = [
        *people(6, b1=(5, 1), help=["time"], reads=["other"]),
        *people(6, "staff", b1=(4, 2), help=["training"], reads=["km"]),
    ]
    own += [
        *people(6, b1=(5, 4), hours_limited=["no"]),
        *people(6, "staff", b1=(4, 4), hours_limited=["yes"]),
    ]
    alone, both = results(survey, own), results(survey, own, collected(own))
    assert both.people == 2 * alone.people
    assert both.roles == {"staff": 24, "volunteer": 24}
    assert both.tasks[0].by_role == alone.tasks[0].by_role
    assert both.tasks[0].wide == alone.tasks[0].wide == 50
    assert [dict(one.counts) for one in both.choices] == [
        {choice: 2 * count for choice, count in one.counts.items()} for one in alone.choices
    ]
    assert both.low_care == alone.low_care == ("hours-limited",)
    assert both.unread == (12, 240)
    assert both.gaps == alone.gaps


def test_care_and_gaps_of_a_file_say_nothing_of_few_in_sala(survey: Survey) -> None:
    file = collected(
        people(9, b1=(5, 1), help=["time"], hours_limited=["no"], reads=["other"]), people(9, b1=(4, 2))
    )
    own = [*people(4, b1=(5, 2), help=["time"], hours_limited=["no"], reads=["other"]), *people(4, b1=(3, 3))]
    both = results(survey, file, own)
    assert both.people == 26
    assert (both.low_care, both.gaps, both.unread) == ((), (), None)
    assert both.tasks[0].wide is None
