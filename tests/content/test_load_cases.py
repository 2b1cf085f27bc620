"""What Noy, the editor, gets from a branching case in order, and what she is told about one that breaks a rule."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import yaml

from lms import config
from lms.content import loader
from tests.content.tree import Tree

FILE = "curriculum/cases/at-the-well.yaml"
WORDS = "Walk with her to the well and fill the two buckets {}."


def an_option(letter: str, *, best: bool = False, later: bool = False) -> dict[str, Any]:
    option: dict[str, Any] = {
        "id": letter,
        "text": {"en": WORDS.format("now" if best else "soon")},
        "then": {"en": "The buckets are full."},
        "keeps": ["safe", "in-charge"],
    }
    return (
        option
        | ({} if best else {"right_when": {"en": "Right when she asks for it."}})
        | ({"later": {"en": "She comes back."}} if later else {})
    )


def a_case(first: str = "a", second: str = "b") -> dict[str, Any]:
    """A case in order, in English, whose best options stand in these places."""
    decisions = [
        {"best": best, "options": [an_option(one, best=one == best, later=number == 0) for one in "abc"]}
        for number, best in enumerate((first, second))
    ]
    return {
        "lesson": "help/10-start",
        "title": {"en": "At the well"},
        "opening": {"en": "A woman comes with two buckets."},
        "decisions": [decisions[0], {"situation": {"en": "It begins to rain."}} | decisions[1]],
        "debrief": {"en": "Water is heavy."},
    }


def problems_of(tree: Tree, case: dict[str, Any], file: str = FILE) -> list[tuple[str, str]]:
    tree.write(file, yaml.safe_dump(case, allow_unicode=True))
    return [(problem.file, problem.message) for problem in loader.read(tree.root)[1]]


def lesson_of(tree: Tree) -> str:
    module = loader.load(tree.root).modules[0]
    return f"{module.id}/{module.lessons[0].id}"


@pytest.fixture
def case(tree: Tree) -> dict[str, Any]:
    return a_case() | {"lesson": lesson_of(tree)}


def test_noy_reads_a_case_where_its_lesson_is(tree: Tree, case: dict[str, Any]) -> None:
    assert problems_of(tree, case) == []
    content = loader.load(tree.root)
    module, _, lesson = case["lesson"].partition("/")
    (read,) = content.cases_of(module, lesson)
    assert content.cases_of(module) == (read,)
    assert content.cases_of(module, "99-other") == ()
    assert [decision.best for decision in read.decisions] == ["a", "b"]
    assert read.decisions[0].options[0].right_when is None
    assert read.decisions[1].situation is not None
    assert read.title.text("km").language == "en"


def test_content_without_cases_is_whole(tree: Tree) -> None:
    assert loader.load(tree.root).cases == {}


def test_each_option_that_is_not_best_says_where_it_would_be(tree: Tree, case: dict[str, Any]) -> None:
    del case["decisions"][0]["options"][1]["right_when"]
    case["decisions"][1]["options"][1]["right_when"] = {"en": "Always."}
    message = "`right_when` stands at each option that is not best, and only there"
    assert problems_of(tree, case) == [(FILE, message)] * 2


def test_what_comes_late_comes_of_the_first_decision(tree: Tree, case: dict[str, Any]) -> None:
    del case["decisions"][0]["options"][2]["later"]
    case["decisions"][1]["options"][2]["later"] = {"en": "She is gone."}
    message = "`later` stands at each option of the first decision, and only there"
    assert problems_of(tree, case) == [(FILE, message)] * 2


def test_the_second_decision_says_what_happened_before_it(tree: Tree, case: dict[str, Any]) -> None:
    del case["decisions"][1]["situation"]
    assert problems_of(tree, case) == [(FILE, "only the second decision has a `situation`")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Walk to the well with her today, fast", "the option has 8 words"),
        (
            "Walk with her to the well and fill the two buckets at once",
            "the best option is the longest, in `en`",
        ),
        (
            WORDS.format("together with her brothers"),
            "the longest option has 78 characters, the shortest 56, in `en`",
        ),
    ],
)
def test_no_option_is_told_by_its_shape(tree: Tree, case: dict[str, Any], text: str, message: str) -> None:
    case["decisions"][0]["options"][0]["text"]["en"] = text
    assert (FILE, message) in problems_of(tree, case)


def test_a_translation_is_held_against_the_same_measure(tree: Tree, case: dict[str, Any]) -> None:
    case["status"] = {"km": "draft"}
    for texts in texts_of(case):
        texts["km"] = "យើងទៅយកទឹកជាមួយគ្នា"
    case["decisions"][0]["options"][1]["text"]["km"] = "យើងទៅយកទឹកជាមួយគ្នានៅព្រឹកស្អែក"
    assert problems_of(tree, case) == [
        (FILE, "the longest option has 31 characters, the shortest 19, in `km`")
    ]


def test_a_step_nobody_translated_is_told_once_and_not_measured(tree: Tree, case: dict[str, Any]) -> None:
    case["status"] = {"km": "draft"}
    for texts in texts_of(case):
        texts["km"] = "យើងទៅយកទឹកជាមួយគ្នា"
    del case["decisions"][0]["options"][1]["text"]["km"]
    told = problems_of(tree, case)
    assert [file for file, _ in told] == [FILE], told
    assert "characters" not in told[0][1]


def texts_of(value: Any) -> list[dict[str, str]]:
    """Every mapping of languages to texts within a case."""
    if isinstance(value, list):
        return [text for one in value for text in texts_of(one)]
    if not isinstance(value, dict):
        return []
    return [value] if "en" in value else texts_of(list(value.values()))


def test_no_place_gives_the_best_option_away(tree: Tree, case: dict[str, Any]) -> None:
    other = a_case("a", "a") | {"lesson": case["lesson"]}
    problems_of(tree, other, "curriculum/cases/at-the-gate.yaml")
    message = "over all cases the best option is 3 times a, 1 times b, 0 times c"
    assert problems_of(tree, case) == [("curriculum/cases/", message)]


def test_the_options_stand_in_their_order(tree: Tree, case: dict[str, Any]) -> None:
    case["decisions"][0]["options"].reverse()
    assert problems_of(tree, case) == [(FILE, "the options are not a, b, c in this order")]


def test_a_case_of_a_lesson_that_nobody_wrote_is_told(tree: Tree, case: dict[str, Any]) -> None:
    assert problems_of(tree, case | {"lesson": "help/99-other"}) == [
        (FILE, "there is no lesson `help/99-other`")
    ]


def test_nothing_else_stands_beside_the_cases(tree: Tree, case: dict[str, Any]) -> None:
    tree.write("curriculum/cases/notes.txt", "later")
    assert problems_of(tree, case) == [("curriculum/cases/notes.txt", "nothing reads this file")]


def test_a_broken_case_is_left_out(tree: Tree, case: dict[str, Any]) -> None:
    del case["debrief"]
    assert problems_of(tree, case) != []
    assert loader.read(tree.root)[0].cases == {}


def test_the_cases_of_the_curriculum_are_in_all_four_languages() -> None:
    """And every step keeps something different from another one: else there is nothing to decide."""
    cases = loader.load(config.CHECKOUT).cases.values()
    assert cases
    for case in cases:
        assert case.title.texts.keys() == {"en", "km", "lo", "th"}
        for decision in case.decisions:
            kept = {option.id: option.keeps for option in decision.options}
            assert all(
                kept[decision.best] > other for name, other in kept.items() if name != decision.best
            ), case.slug
    places = Counter(decision.best for case in cases for decision in case.decisions)
    assert sum(places.values()) == 2 * len(cases)
