"""docs/vocabulary.md says what the pages say: a translator who follows it writes no second word for one thing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from lms.config import CHECKOUT

_COLUMNS = {"km": 3, "lo": 4, "th": 5}


def _rows() -> list[list[str]]:
    text = (CHECKOUT / "docs" / "vocabulary.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def _said(language: str) -> str:
    path: Path = CHECKOUT / "lms" / "locale" / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return "\n".join(str(message.string) for message in read_po(file))


@pytest.mark.parametrize("language", _COLUMNS)
def test_each_word_of_the_vocabulary_stands_on_a_page(language: str) -> None:
    said = _said(language)
    words = [re.sub(r" \(.*\)", "", word) for row in _rows() for word in row[_COLUMNS[language]].split(", ")]
    assert [word for word in words if word not in said] == []
    assert any(words)


def test_thai_lessons_and_pages_have_one_word_for_a_module() -> None:
    """The glossary explains the other one, too: it is what some people type."""
    texts = [CHECKOUT / "lms" / "locale" / "th" / "LC_MESSAGES" / "messages.po"]
    texts += [
        path
        for folder in ("curriculum", "quizzes", "certificates")
        for path in (CHECKOUT / folder).rglob("*")
        if path.suffix in (".md", ".yaml", ".svg") and path.name != "glossary.yaml"
    ]
    assert len(texts) > 100
    assert [path.name for path in texts if "โมดูล" in path.read_text(encoding="utf-8")] == []


def test_each_word_is_defined_once() -> None:
    words = [word for row in _rows() for word in row[0].split(", ")]
    assert sorted(words) == sorted(set(words))
    assert all(len(row) == 6 and row[1] for row in _rows())


# Headings of lists, and a name that a migration was given.
_EXCEPTED = {"column_names.py", "footer_names.py", "0001_the_house.py"}


def test_words_that_are_no_longer_said_stand_in_no_code() -> None:
    section = (
        (CHECKOUT / "docs" / "vocabulary.md").read_text(encoding="utf-8").partition("## No longer said")[2]
    )
    words = re.findall(r"^- ([a-z]+):", section, re.MULTILINE)
    assert words
    said = re.compile(rf"(?i)(?:\b|_)(?:{'|'.join(words)})s?(?:\b|_)")
    found = [
        f"{path.relative_to(CHECKOUT)}: {line.strip()}"
        for path in sorted((CHECKOUT / "lms").rglob("*.py"))
        if path.name not in _EXCEPTED
        for line in path.read_text(encoding="utf-8").splitlines()
        if said.search(line)
    ]
    assert found == []
