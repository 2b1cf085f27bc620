"""Read the whole content root once: curriculum/, quizzes/ and certificates/ -> Library, or every problem
at once.
"""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from lms import clock
from lms.content import approvals, society_awards
from lms.content.checks import cases as case_rules
from lms.content.checks import certificate_designs, consistency
from lms.content.checks.accepted_differences import NAME as _ACCEPTED
from lms.content.loaders.accepted_differences import read_accepted
from lms.content.loaders.cases import FOLDER as _CASES
from lms.content.loaders.cases import read_cases
from lms.content.loaders.context import Reading
from lms.content.loaders.designs import read_designs
from lms.content.loaders.everyday_words import read_everyday
from lms.content.loaders.glossary import read_glossary
from lms.content.loaders.handouts import read_handouts, source_problems
from lms.content.loaders.modules import read_modules
from lms.content.loaders.practice import FOLDER as _PRACTICE
from lms.content.loaders.practice import read_practice
from lms.content.loaders.questions import read_pools
from lms.content.loaders.societies import read_societies
from lms.content.loaders.source_locks import read_locks
from lms.content.loaders.surveys import read_surveys
from lms.content.loaders.world_pictures import read_pictures
from lms.content.problems import ContentBroken, Problem
from lms.content.schemas.curriculum import LanguagesShape
from lms.content.types.curriculum import SOURCE, Content, Language

_ENGLISH = Language(SOURCE, "English", "Latn")
_CURRICULUM = (
    *("modules", "translations", "societies", "library", "pictures", _PRACTICE, _CASES),
    *("glossary.yaml", "everyday.yaml", "languages.yaml", "README.md"),
)
_TRANSLATED = ("modules", "quizzes", "societies", "library", "glossary.yaml", "source.lock", _ACCEPTED)
_OLD_TEXTS = "source.texts"  # beside the translations: the English that they were made from


def load(root: Path) -> Content:
    """The library below `root`. Raises ContentBroken with every problem found."""
    content, problems = read(root)
    if problems:
        raise ContentBroken(problems)
    return content


def read(root: Path) -> tuple[Content, list[Problem]]:
    """What can be read below `root`, and everything that is wrong with it. Use the library only without
    problems.
    """
    content, within, between = read_apart(root)
    return content, sorted({*within, *between})


def read_apart(root: Path) -> tuple[Content, list[Problem], list[Problem]]:
    """As `read`, the problems of each file for itself apart from those of files with one another: a file with the
    latter was read whole.
    """
    reading = Reading(root)
    reading.languages = _languages(reading)
    reading.locks = read_locks(reading)
    _check_folders(reading)
    modules, societies = read_modules(reading), read_societies(reading)
    pools, designs = read_pools(reading), read_designs(reading)
    glossary, handouts = read_glossary(reading), read_handouts(reading)
    everyday, world = read_everyday(reading, modules), read_pictures(reading)
    surveys = read_surveys(reading, modules, societies)
    practice = read_practice(reading, modules, societies)
    cases = read_cases(reading, modules)
    content = Content(
        *(reading.languages, modules, societies, pools, designs, reading.digest()),
        glossary=glossary,
        handouts=handouts,
        translated=MappingProxyType(reading.translated),
        locks=reading.locks,
        accepted=read_accepted(reading),
        everyday=everyday,
        pictures=world.names,
        faces=world.faces,
        surveys=surveys,
        practice=practice,
        cases=cases,
    )
    broken = frozenset(problem.file for problem in reading.problems)
    across = consistency.check(content, reading.line, broken)
    across += source_problems(handouts, modules, reading.line, broken)
    across += society_awards.check(content, reading.line, broken)
    across += case_rules.check(cases, reading.line, broken)
    across += certificate_designs.check(content, reading.line, broken)
    across += approvals.check(content, reading.line, broken, clock.today())
    return content, reading.problems, across


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
        if path.name not in (*codes, _OLD_TEXTS):
            reading.unknown(path, codes)
    for code in codes:
        for path in reading.entries(reading.translation_folder(code)):
            if path.name not in _TRANSLATED:
                reading.unknown(path, _TRANSLATED)
