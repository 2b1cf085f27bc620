"""Which questions an editor is asked to look at, and why."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from lms.content.types.questions import Question
from lms.quizzes.domain.item_analysis import ItemAnalysis, ItemResult, PoolResult, Remark
from lms.quizzes.domain.kinds.question_rules import Answer
from tests.quizzes.pools import multiple, ordering, pool, single, true_false

SINGLES = [single(f"pss-{number}") for number in range(1, 5)]
POOL = pool(*SINGLES, lessons={"10-first": 4})


def answers(right: int, **others: str) -> Mapping[str, Answer]:
    """A paper of four questions: the first ones right, the others wrong by "a", but for those that are named."""
    chosen = {f"pss-{number}": "b" if number <= right else "a" for number in range(1, 5)}
    chosen |= {f"pss-{name[1:]}": part for name, part in others.items()}
    return {item: (part,) if part else () for item, part in chosen.items()}


def analysed(*papers: tuple[int, str, Mapping[str, Answer]]) -> PoolResult:
    analysis = ItemAnalysis(POOL)
    for times, language, paper in papers:
        for _ in range(times):
            analysis.add(language, paper)
    return analysis.result()


def first(result: PoolResult) -> ItemResult:
    return result.items[0]


def test_of_few_people_nothing_is_said() -> None:
    result = analysed((29, "km", answers(4)))
    assert (result.papers, result.reliability, len(result.items)) == (29, None, 4)
    assert first(result) == ItemResult(SINGLES[0], 29, None, None, None, {}, ())


def test_of_many_all_is_known_and_a_question_that_works_has_no_remark() -> None:
    wrong = [(5, "km", answers(0, q1=part)) for part in "acd"]
    result = analysed((60, "km", answers(4)), (20, "km", answers(2)), *wrong)
    one = first(result)
    assert (result.papers, one.asked) == (95, 95)
    assert one.difficulty == pytest.approx(80 / 95)
    assert one.discrimination is not None
    assert one.discrimination > 0.5
    assert one.distractors == pytest.approx({"a": 5 / 95, "c": 5 / 95, "d": 5 / 95})
    assert (one.remarks, one.misbehaves) == ((), False)
    assert result.reliability is not None


def test_a_question_that_those_get_wrong_who_know_most_runs_backwards() -> None:
    one = first(analysed((30, "km", answers(4, q1="c")), (30, "km", answers(1))))
    assert one.discrimination == pytest.approx(-1)
    assert Remark("backwards") in one.remarks
    assert one.misbehaves


def test_an_option_that_more_people_take_than_the_right_one_is_named() -> None:
    one = first(analysed((20, "km", answers(0, q1="c")), (10, "km", answers(4))))
    assert Remark("distractor-first", "c") in one.remarks
    assert one.misbehaves


def test_an_option_that_nobody_takes_is_a_hint_and_no_more() -> None:
    one = first(analysed((40, "km", answers(4)), (20, "km", answers(0))))
    assert one.remarks == (Remark("unused", "c"), Remark("unused", "d"))
    assert not one.misbehaves


def test_a_question_that_is_harder_in_lao_for_people_who_know_as_much_is_badly_translated() -> None:
    km = [(90, "km", answers(3)), (60, "km", answers(0, q2="b", q3="b", q4="b"))]
    th = [(90, "th", answers(3)), (60, "th", answers(0, q2="b", q3="b", q4="b"))]
    lo = [(30, "lo", answers(3)), (190, "lo", answers(0, q2="b", q3="b", q4="b"))]
    one = first(analysed(*km, *th, *lo))
    lao = one.languages["lo"]
    assert lao is not None
    assert (lao.ets_class, lao.delta < -1.5) == ("C", True)
    assert lao.odds_ratio == pytest.approx(180 * 190 / (120 * 30))
    assert one.languages["th"] is None  # 150 people are not enough
    assert [remark for remark in one.remarks if remark.kind == "language"] == [Remark("language", "lo")]


def test_a_question_that_is_easier_in_one_language_gives_itself_away_there() -> None:
    km = [(90, "km", answers(3)), (210, "km", answers(0, q2="b", q3="b", q4="b"))]
    lo = [(190, "lo", answers(3)), (30, "lo", answers(0, q2="b", q3="b", q4="b"))]
    remarks = first(analysed(*km, *lo)).remarks
    assert Remark("language", "lo", harder=False) in remarks
    assert Remark("language", "km", harder=True) in remarks


def test_whoever_left_a_question_out_was_asked_and_was_wrong() -> None:
    one = first(analysed((15, "km", answers(4)), (15, "km", answers(4, q1=""))))
    assert (one.asked, one.difficulty) == (30, 0.5)


def test_questions_that_left_the_pool_and_papers_without_a_rest_do_not_count() -> None:
    result = analysed((40, "km", {"pss-1": ("b",), "gone": ("a",)}), (40, "km", {}))
    assert (result.papers, first(result).asked) == (0, 0)


def test_papers_of_another_length_count_for_their_questions_and_not_for_the_test() -> None:
    short = {"pss-1": ("b",), "pss-2": ("a",)}
    result = analysed((60, "km", short))
    assert (result.papers, result.reliability, first(result).asked) == (60, None, 60)


def test_each_kind_knows_its_wrong_options_and_steps_have_none() -> None:
    items: list[Question] = [multiple("pss-m"), true_false("pss-t"), ordering("pss-o")]
    analysis = ItemAnalysis(pool(*items, lessons={"10-first": 3}))
    for _ in range(30):
        analysis.add("km", {"pss-m": ("a", "b"), "pss-t": ("true", "a"), "pss-o": ("d", "c", "b", "a")})
    found = [item.distractors for item in analysis.result().items]
    assert found == [{"b": 1.0, "d": 0.0, "e": 0.0}, {"a": 1.0, "b": 0.0}, {}]
