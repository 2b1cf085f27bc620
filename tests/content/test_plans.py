"""The plans of the trainer's guides: their minutes add up, and they name nothing that a trainer cannot have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from lms.content import loader
from lms.content.lessons.blocks import Block
from lms.content.types.curriculum import SOURCE, Content, LessonText

ROOT = Path(__file__).parent.parent.parent
LANGUAGES = ["en", "km", "lo", "th"]
_SPAN = re.compile(r"^\| (\d+)–(\d+) \|", re.MULTILINE)
_LISTS = re.compile(r"(?:^(?:-|\d+\.) .*\n)+", re.MULTILINE)
_LENGTH = re.compile(r"(?:(?P<hours>\d+(?:\.\d)?) hours?)?(?: ?(?P<minutes>\d+) minutes)?")


@pytest.fixture(scope="module")
def curriculum() -> Content:
    return loader.load(ROOT)


def plans(library: Content, language: str) -> Iterator[tuple[str, Block, list[tuple[int, int]]]]:
    """Each table of minutes, with the heading above it and its spans."""
    for module in library.modules:
        assert module.trainer is not None
        heading = None
        for block in module.trainer.text(language).blocks:
            heading = block if block.kind == "heading" else heading
            spans = [(int(begin), int(end)) for begin, end in _SPAN.findall(block.text)]
            if block.kind == "table" and spans and heading is not None:
                yield module.id, heading, spans


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_part_of_a_plan_begins_when_the_one_before_ends(curriculum: Content, language: str) -> None:
    found = list(plans(curriculum, language))
    assert len(found) > 10
    for module, heading, spans in found:
        begins, ends = [begin for begin, _ in spans], [end for _, end in spans]
        assert begins == [0, *ends[:-1]], f"{module}: {heading.text}"


def test_a_plan_lasts_as_long_as_its_heading_says(curriculum: Content) -> None:
    for module, heading, spans in plans(curriculum, SOURCE):
        said = lengths(heading.text)
        assert spans[-1][1] in said, f"{module}: {heading.text}"


def lengths(heading: str) -> set[int]:
    """The minutes that a heading names: “2 hours 15 minutes” is one length, “2 to 3 hours” are two."""
    heading = re.sub(r"(\d) to (\d) hours", r"\1 hours, \2 hours", heading)
    found = [match for match in _LENGTH.finditer(heading) if match[0].strip()]
    return {round(float(match["hours"] or 0) * 60) + int(match["minutes"] or 0) for match in found}


@pytest.mark.parametrize(
    ("heading", "minutes"),
    [
        ("Refresher, 2 hours 15 minutes", {135}),
        ("Refresher, 2 to 3 hours", {120, 180}),
        ("Refresher, 2.5 hours", {150}),
        ("Slip relay, 70 minutes", {70}),
        ("After the session", set()),
    ],
)
def test_lengths_are_read_from_headings(heading: str, minutes: set[int]) -> None:
    assert lengths(heading) == minutes


def test_no_plan_sends_trainers_to_tests_on_paper(curriculum: Content) -> None:
    for module in curriculum.modules:
        assert module.trainer is not None
        words = " ".join(block.text for block in module.trainer.text(SOURCE).blocks).lower()
        for there_is_none in ("paper test", "phones or paper", "test before", "printed qr"):
            assert there_is_none not in words, module.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_as_many_cards_and_statements_are_given_as_a_plan_names(curriculum: Content, language: str) -> None:
    given = {
        (module.id, name): rows
        for module in curriculum.modules
        if module.trainer is not None
        for name, rows in rows_below(module.trainer.text(language).blocks).items()
    }
    assert given["pgi", "debrief"] == [10], "beliefs"
    assert given["pgi", "quick-cases"] == [10]
    assert given["pgi", "short-cases"] == [3]
    assert given["pgi", "new-lines"] == [5, 4], "an adult’s lines, a child’s lines"
    assert given["hiv", "two-clocks"] == [6]
    assert given["hiv", "five-sentences"] == [5]
    assert given["hiv", "new-cases"] == [4, 4], "cards, answers"
    assert given["pss", "action-cards"] == [15]
    assert given["pss", "refresher"][-1] == 10
    assert given["migration", "refresher"][-1] == 10
    assert given["cea", "channel-market"] == [5]


@pytest.mark.parametrize("language", LANGUAGES)
def test_as_many_roles_and_questions_are_given_as_a_plan_names(curriculum: Content, language: str) -> None:
    assert items(curriculum, language, "pgi", "trainer", "short-cases") == [3]
    assert items(curriculum, language, "pgi", "trainer", "disclosure-practice") == [5]
    assert items(curriculum, language, "hiv", "trainer", "two-clocks") == [6]
    assert items(curriculum, language, "hiv", "trainer", "slip-relay")[-1] == 6, (
        "two cards for each of three tables"
    )
    assert items(curriculum, language, "pss", "trainer", "triads") == [6]
    assert items(curriculum, language, "pss", "trainer", "refresher") == [3], (
        "a role for each of three rounds"
    )
    assert items(curriculum, language, "migration", "trainer", "line-exercise") == [5]
    assert items(curriculum, language, "cea", "trainer", "channel-market") == [3]


@pytest.mark.parametrize("language", LANGUAGES)
def test_lessons_have_the_lists_from_which_trainers_write_their_cards(
    curriculum: Content, language: str
) -> None:
    rows = partial(rows_of, curriculum, language)
    assert rows("migration", "10-who-is-a-migrant")["six-people"] == [6], "profile cards"
    assert rows("cea", "20-seven-commitments")["seven-ideas"] == [7], "idea cards and action cards"
    assert rows("pss", "30-listening")["words"] == [6], "better sentences"
    assert rows("hiv", "50-words-that-help")["eight-phrases"] == [8]
    assert [4] in rows("hiv", "20-prevention").values(), "four tools and four people"
    assert [5] in rows("pss", "40-linking").values(), "cases for linking"
    lists = partial(items, curriculum, language)
    assert 10 in lists("cea", "40-feedback-and-complaints", "open-or-sensitive"), "message cards"
    assert lists("pgi", "30-do-no-harm", "harm-check") == [4], "question cards"
    assert lists("pgi", "40-psea", "") == [6], "rule strips"
    assert lists("pgi", "50-confidentiality-and-consent", "consent")[0] == 5, "sentence cards"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_set_of_journey_cards_has_as_many_words_as_it_says(curriculum: Content, language: str) -> None:
    text = "\n".join(block.text for block in document(curriculum, language, "migration", "trainer").blocks)
    sets = re.findall(r"^\| [^|]+ \| (\d+) \| ([^|]+·[^|]+) \|", text, re.MULTILINE)
    assert [number for number, _ in sets] == ["12", "8", "10", "8", "7", "6"]
    assert [len(words.split("·")) for _, words in sets] == [int(number) for number, _ in sets]


@pytest.mark.parametrize(
    ("language", "three", "wait"),
    [
        (
            "en",
            "three tries",
            "After three failed tries there is a wait of 24 hours, and then there are three again.",
        ),
        ("km", "បីដង។ ", "បើមិនជាប់ទាំងបីដង ត្រូវរង់ចាំ 24 ម៉ោង រួចអាចធ្វើបានបីដងទៀត។"),
        ("lo", "ສາມເທື່ອ. ", "ຖ້າບໍ່ຜ່ານທັງສາມເທື່ອ ຕ້ອງລໍຖ້າ 24 ຊົ່ວໂມງ ແລ້ວເຮັດໄດ້ອີກສາມເທື່ອ."),
        ("th", "สามครั้ง ", "ถ้าไม่ผ่านทั้งสามครั้ง ต้องรอ 24 ชั่วโมง แล้วทำได้อีกสามครั้ง"),
    ],
    ids=LANGUAGES,
)
def test_every_plan_says_the_tries_and_the_wait_of_its_module_alike(
    curriculum: Content, language: str, three: str, wait: str
) -> None:
    for module in curriculum.modules:
        rule = module.award.post_test
        assert rule is not None
        assert (rule.attempts, rule.wait_hours) == (3, 24), module.id
        text = "\n".join(block.text for block in document(curriculum, language, module.id, "trainer").blocks)
        assert text.count(wait) == 1, module.id
        assert text.index(three) < text.index(wait), module.id


def document(library: Content, language: str, module: str, name: str) -> LessonText:
    """A lesson of a module, or its trainer's plan."""
    found = library.module(module)
    lesson = found.trainer if name == "trainer" else found.lesson(name)
    assert lesson is not None
    return lesson.text(language)


def rows_of(library: Content, language: str, module: str, name: str) -> dict[str, list[int]]:
    return rows_below(document(library, language, module, name).blocks)


def items(library: Content, language: str, module: str, name: str, heading: str) -> list[int]:
    """How many items each list below a heading has, in order; above the first heading for ""."""
    found: list[int] = []
    here = ""
    for block in document(library, language, module, name).blocks:
        here = block.id or here if block.kind == "heading" else here
        if here == heading:
            found += [len(run.splitlines()) for run in _LISTS.findall(block.text + "\n")]
    return found


def rows_below(blocks: tuple[Block, ...]) -> dict[str, list[int]]:
    """How many rows the tables below each heading have, by the heading's id."""
    found: dict[str, list[int]] = {}
    name = ""
    for block in blocks:
        name = block.id or name if block.kind == "heading" else name
        for table in re.findall(r"^\|[ :|-]+\|\n((?:\|.*\n?)+)", block.text, re.MULTILINE):
            found.setdefault(name, []).append(len(table.strip().splitlines()))
    return found
