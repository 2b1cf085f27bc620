"""The real content, of which a copy changes: what becomes of its translations."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from lms.config import CHECKOUT
from lms.content import loader
from lms.content.freshness import Unit
from lms.content.types.curriculum import Content
from lms.translations.domain import stamping

LANGUAGES = ("km", "lo", "th")
NAME = "modules/pss/20-look-listen-link.md"
LESSON = f"curriculum/{NAME}"


@pytest.fixture(scope="session")
def stamped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the content in which everything that is translated is fresh."""
    root = tmp_path_factory.mktemp("stamped")
    for folder in ("curriculum", "quizzes", "certificates"):
        shutil.copytree(CHECKOUT / folder, root / folder)
    for language in LANGUAGES:
        stamping.stamp(root, language)
    return root


@pytest.fixture
def content(stamped: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(stamped, tmp_path / "content"))


def edit(content: Path, file: str, old: str, new: str) -> Content:
    """Change a text that must be there, and read the content again."""
    path = content / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return loader.load(content)


def work(library: Content, language: str) -> list[tuple[str, Unit]]:
    """The units that are not fresh, with their file; files without any translation are left out."""
    files = library.translated[language].values()
    return [
        (file.name, unit) for file in files if file.status for unit in file.units if unit.state == "stale"
    ]


def paragraph(content: Path) -> str:
    body = (content / LESSON).read_text(encoding="utf-8").split("---\n", 2)[2]
    return next(part for part in body.split("\n\n") if part.strip()[:1].isalpha()).strip()


def test_every_language_of_this_checkout_has_a_lock() -> None:
    for language in LANGUAGES:
        assert (CHECKOUT / "curriculum" / "translations" / language / "source.lock").exists()


def test_one_changed_english_sentence_makes_exactly_its_block_stale_in_three_languages(content: Path) -> None:
    old = paragraph(content)
    library = edit(content, LESSON, old, f"{old} This is new.")
    for language in LANGUAGES:
        [(name, unit)] = work(library, language)
        assert (name, unit.old, unit.english) == (NAME, old, f"{old} This is new.")
        marks = [
            block.mark for block in library.module("pss").lesson("look-listen-link").text(language).blocks
        ]
        assert marks.count("stale") == len([mark for mark in marks if mark]) == 1


def test_a_change_of_white_space_makes_nothing_stale(content: Path) -> None:
    old = paragraph(content)
    library = edit(content, LESSON, old, old.replace(" ", "\n", 3))
    assert [work(library, language) for language in LANGUAGES] == [[], [], []]


def test_a_stale_safety_block_is_english_in_three_languages(content: Path) -> None:
    found = re.search(
        r"/// safety\n\n(.*?)\n\n///", (content / LESSON).read_text(encoding="utf-8"), re.DOTALL
    )
    assert found
    library = edit(content, LESSON, found[1], f"{found[1]} Never stay alone.")
    for language in LANGUAGES:
        assert len(work(library, language)) == 1
        [block] = [
            b for b in library.module("pss").lesson("look-listen-link").text(language).blocks if b.mark
        ]
        assert (block.kind, block.language, block.mark) == ("safety", "en", "withheld")
        assert "Never stay alone." in block.text


def test_a_stale_question_on_which_safety_depends_is_asked_in_english(content: Path) -> None:
    asked = next(one for one in loader.load(content).pools["pss"].questions if one.safety)
    stem = asked.text("en").stem
    library = edit(content, "quizzes/pss.yaml", stem, f"Think. {stem}")
    for language in LANGUAGES:
        shown = library.pools["pss"].question(asked.id).text(language)
        assert (shown.language, shown.mark, shown.stem) == ("en", "withheld", f"Think. {stem}")
