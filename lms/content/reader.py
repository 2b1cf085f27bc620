"""Read the whole content root once: curriculum/, quizzes/ and certificates/ -> Library, or every problem
at once.
"""

from __future__ import annotations

from pathlib import Path

from lms.content import consistency
from lms.content.designfiles import read_designs
from lms.content.library import SOURCE, Language, Library
from lms.content.modulefiles import read_modules
from lms.content.poolfiles import read_pools
from lms.content.problems import ContentBroken, Problem
from lms.content.reading import Reading
from lms.content.shapes import LanguagesShape
from lms.content.societyfiles import read_societies

_ENGLISH = Language(SOURCE, "English", "Latn")
_CURRICULUM = ("modules", "translations", "societies", "languages.yaml", "README.md")
_TRANSLATED = ("modules", "quizzes", "societies")


def load(root: Path) -> Library:
    """The library below `root`. Raises ContentBroken with every problem found."""
    library, problems = read(root)
    if problems:
        raise ContentBroken(problems)
    return library


def read(root: Path) -> tuple[Library, list[Problem]]:
    """What can be read below `root`, and everything that is wrong with it. Use the library only without
    problems.
    """
    reading = Reading(root)
    reading.languages = _languages(reading)
    _check_folders(reading)
    modules, societies = read_modules(reading), read_societies(reading)
    pools, designs = read_pools(reading), read_designs(reading)
    library = Library(reading.languages, modules, societies, pools, designs, reading.digest())
    broken = frozenset(problem.file for problem in reading.problems)
    return library, sorted({*reading.problems, *consistency.check(library, reading.line, broken)})


def _languages(reading: Reading) -> tuple[Language, ...]:
    file = reading.root / "curriculum" / "languages.yaml"
    read = reading.yaml(file, LanguagesShape)
    if read is None:
        return (_ENGLISH,)
    languages = tuple(Language(code, said.name, said.script) for code, said in read.shape.root.items())
    if SOURCE not in read.shape.root:
        reading.report(reading.name(file), 1, f"the source language `{SOURCE}` is missing", "Add its line.")
        return (_ENGLISH, *languages)
    return languages


def _check_folders(reading: Reading) -> None:
    curriculum = reading.root / "curriculum"
    codes = [language.code for language in reading.translations()]
    for path in reading.entries(curriculum):
        if path.name not in _CURRICULUM:
            reading.unknown(path, _CURRICULUM)
    for path in reading.entries(curriculum / "translations"):
        if path.name not in codes:
            reading.unknown(path, codes)
    for code in codes:
        for path in reading.entries(reading.translation_folder(code)):
            if path.name not in _TRANSLATED:
                reading.unknown(path, _TRANSLATED)
