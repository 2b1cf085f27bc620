"""Stories of the lessons: neither the place nor the length of a choice tells a reader which one is best."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from lms.content import loader
from lms.content.checks import stories, translation_qa
from lms.content.types.curriculum import SOURCE, Content
from tests.content.tree import Tree

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def curriculum() -> Content:
    return loader.load(ROOT)


def test_every_story_of_the_curriculum_says_which_choice_is_best(curriculum: Content) -> None:
    for module in curriculum.modules:
        for lesson in module.lessons:
            assert len(lesson.best) == len(stories.stories_of(lesson.text(SOURCE).blocks)), lesson.id


def test_over_the_curriculum_the_best_choice_is_first_as_often_as_second_or_third(
    curriculum: Content,
) -> None:
    places = [best for module in curriculum.modules for lesson in module.lessons for best in lesson.best]
    assert not stories.uneven(places, stories.SPREAD), places


def test_within_each_module_the_best_choice_stands_in_all_places(curriculum: Content) -> None:
    by_module: dict[str, list[int]] = defaultdict(list)
    for module in curriculum.modules:
        for lesson in module.lessons:
            by_module[module.id] += lesson.best
    assert {
        name for name, places in by_module.items() if stories.uneven(places, stories.SPREAD_IN_A_MODULE)
    } == set()


def test_the_best_choice_is_never_the_longest_in_english(curriculum: Content) -> None:
    assert list(stories.faults(curriculum)) == []


@pytest.mark.parametrize(
    ("titles", "best", "longest"),
    [
        (["Wait", "Go along together", "Ask"], 2, True),
        (["Wait", "Go along together", "Ask"], 1, False),
        (["Wait one", "Go along", "Ask"], 2, False),  # as long as another one is not the longest
        (["Only this"], 1, False),
    ],
)
def test_a_choice_is_the_longest_when_each_other_one_is_shorter(
    titles: list[str], best: int, longest: bool
) -> None:
    assert stories.is_longest(titles, best) is longest


@pytest.mark.parametrize(
    ("places", "spread", "uneven"),
    [
        ([1, 2, 3], 0, False),
        ([1, 1, 2, 3], 1, False),
        ([1, 1, 2, 2], 1, True),
        ([2, 2, 2], 1, True),
        ([], 1, False),
    ],
)
def test_places_are_uneven_when_one_has_more_than_the_spread_allows(
    places: list[int], spread: int, uneven: bool
) -> None:
    assert stories.uneven(places, spread) is uneven


LOOK = "curriculum/modules/help/10-look.md"
LOOK_KM = "curriculum/translations/km/modules/help/10-look.md"
SECOND_CHOICE = "\n\n///\n\n/// choice | {title}\n\n{text}\n\n///\n\n////"


@pytest.mark.parametrize(
    ("other", "fresh", "language", "told"),
    [
        ("ទៅ", True, "km", True),
        ("ទៅមុខទៀតដោយមិនសួរ", True, "km", False),  # the other choice is longer
        ("ទៅ", False, "km", False),  # made from another English text: it will be translated again
        ("ទៅ", True, "en", False),  # English is a fault of its own, see `faults`
    ],
)
def test_a_translation_is_told_with_its_line_when_only_there_the_best_choice_is_the_longest(
    tree: Tree, other: str, fresh: bool, language: str, told: bool
) -> None:
    for name, end, title, text in (
        (LOOK, "She answers.", "Go on quickly", "No."),
        (LOOK_KM, "គាត់ឆ្លើយ។", other, "ទេ។"),
    ):
        tree.replace(name, f"{end}\n\n///\n\n////", end + SECOND_CHOICE.format(title=title, text=text))
    tree.replace(LOOK, "sources: [", "best: [1]\nsources: [")
    tree.stamp()
    if not fresh:
        tree.replace(LOOK, "Sokha waits.", "Sokha waits for the bus.")
    library = loader.load(tree.root)
    line = (tree.root / LOOK_KM).read_text(encoding="utf-8").splitlines().index(
        "//// scenario | នៅឡានក្រុង"
    ) + 1
    assert list(stories.longest(library, language)) == ([(LOOK_KM, line)] if told else [])
    what = "the best choice of the story is the longest"
    remarks = [(one.file, one.line) for one in translation_qa.remarks(library, language) if one.what == what]
    assert remarks == ([(LOOK_KM, line)] if told else []), "a reviewer reads it in the report"


FACES = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">{}</svg>'.format(
    "".join(f'<g class="p" id="samnang-{mood}"></g>' for mood in ("hurt", "calm", "worried"))
)


def with_faces(tree: Tree, words: str) -> list[str]:
    """What is wrong where the lesson with one story says who speaks."""
    tree.write("curriculum/pictures/people.svg", FACES)
    tree.replace("curriculum/modules/help/10-look.md", "minutes:", f"faces: {words}\nminutes:")
    content, problems = loader.read(tree.root)
    return [problem.message for problem in (*problems, *stories.faults(content))]


def test_a_story_says_who_speaks_and_how_they_look(tree: Tree) -> None:
    assert with_faces(tree, "[samnang hurt calm worried]") == []
    [face] = loader.load(tree.root).module("help").lessons[0].faces
    assert face
    assert face.shown == ("samnang-hurt", "samnang-calm", "samnang-worried")


def test_in_a_story_nobody_need_be_shown(tree: Tree) -> None:
    assert with_faces(tree, "[none]") == []
    assert loader.load(tree.root).module("help").lessons[0].faces == (None,)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("[samnang hurt glad worried]", "people.svg has no face `samnang-glad`"),
        ("[none, none]", "`faces` names 2; the lesson has 1 stories"),
        (
            "[samnang]",
            "`faces`, entry 1, should be a name and three moods such as `samnang hurt calm worried`, "
            "or `none`, not 'samnang'",
        ),
    ],
)
def test_a_face_that_nobody_drew_is_named(tree: Tree, words: str, message: str) -> None:
    assert message in with_faces(tree, words)


def test_nobody_is_shown_in_a_story_about_a_test_a_treatment_or_a_status(curriculum: Content) -> None:
    """Nobody's health is visible: no picture shows who lives with HIV. Nor one whom somebody has used."""
    sensitive = {"pgi/30-do-no-harm", "pgi/40-psea", "pgi/50-confidentiality-and-consent"}
    sensitive |= {"pgi/60-disclosure-and-children", "cea/30-channels", "cea/40-feedback-and-complaints"}
    for module in curriculum.modules:
        for lesson in module.lessons:
            if module.id == "hiv" or f"{module.id}/{lesson.id}" in sensitive:
                assert not any(lesson.faces), lesson.id
    assert sum(bool(any(lesson.faces)) for module in curriculum.modules for lesson in module.lessons) > 9
