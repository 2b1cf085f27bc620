"""The plans of the trainer's guides: their minutes add up, and they name nothing that a trainer cannot have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lms.content import reader
from lms.content.blocks import Block
from lms.content.library import SOURCE, Library

ROOT = Path(__file__).parent.parent.parent
LANGUAGES = ["en", "km", "lo", "th"]
_SPAN = re.compile(r"^\| (\d+)–(\d+) \|", re.MULTILINE)
_LENGTH = re.compile(r"(?:(?P<hours>\d+(?:\.\d)?) hours?)?(?: ?(?P<minutes>\d+) minutes)?")


@pytest.fixture(scope="module")
def curriculum() -> Library:
    return reader.load(ROOT)


def plans(library: Library, language: str) -> Iterator[tuple[str, Block, list[tuple[int, int]]]]:
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
def test_each_part_of_a_plan_begins_when_the_one_before_ends(curriculum: Library, language: str) -> None:
    found = list(plans(curriculum, language))
    assert len(found) > 10
    for module, heading, spans in found:
        begins, ends = [begin for begin, _ in spans], [end for _, end in spans]
        assert begins == [0, *ends[:-1]], f"{module}: {heading.text}"


def test_a_plan_lasts_as_long_as_its_heading_says(curriculum: Library) -> None:
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


def test_no_plan_sends_trainers_to_tests_on_paper(curriculum: Library) -> None:
    for module in curriculum.modules:
        assert module.trainer is not None
        words = " ".join(block.text for block in module.trainer.text(SOURCE).blocks).lower()
        for there_is_none in ("paper test", "phones or paper", "test before", "printed qr"):
            assert there_is_none not in words, module.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_as_many_cards_and_statements_are_given_as_a_plan_names(curriculum: Library, language: str) -> None:
    given = {
        (module.id, name): rows
        for module in curriculum.modules
        if module.trainer is not None
        for name, rows in rows_below(module.trainer.text(language).blocks).items()
    }
    assert given["hiv", "two-clocks"] == [6]
    assert given["hiv", "five-sentences"] == [5]
    assert given["pss", "action-cards"] == [15]
    assert given["pss", "refresher"][-1] == 10
    assert given["migration", "refresher"][-1] == 10


def rows_below(blocks: tuple[Block, ...]) -> dict[str, list[int]]:
    """How many rows the tables below each heading have, by the heading's id."""
    found: dict[str, list[int]] = {}
    name = ""
    for block in blocks:
        name = block.id or name if block.kind == "heading" else name
        for table in re.findall(r"^\|[ :|-]+\|\n((?:\|.*\n?)+)", block.text, re.MULTILINE):
            found.setdefault(name, []).append(len(table.strip().splitlines()))
    return found
