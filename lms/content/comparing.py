"""Every translated text beside its source: faults for the check, and a report of what is worth a second look.

Only what is fresh is compared: a stale translation belongs to another English text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lms.content import stories
from lms.content.blocks import Block
from lms.content.glossary import find_terms
from lms.content.library import SOURCE, Library
from lms.content.likeness import differences, english_left, length_outliers, numbers_lost
from lms.content.problems import Problem
from lms.content.questions import QuestionText


@dataclass(frozen=True)
class Pair:
    """An English text and its translation: where that stands, and whether it is safe to compare its words."""

    file: str
    line: int
    source: str
    said: str


@dataclass(frozen=True)
class Remark:
    """Something for a human eye: it may well be right as it is."""

    file: str
    line: int
    what: str


def faults(library: Library) -> Iterator[Problem]:
    """Links or placeholders that differ from the source, and sentences left in English."""
    for language in library.languages:
        for pair in pairs(library, language.code):
            for message in differences(pair.source, pair.said):
                yield Problem(pair.file, pair.line, message, "Compare it with the English text.")
            if (left := english_left(pair.said)) is not None:
                yield Problem(pair.file, pair.line, f"“{left}” is still English", "Translate it.")


def remarks(library: Library, language: str) -> Iterator[Remark]:
    """What a reviewer may look at in one language: odd lengths, figures that are gone, terms worded otherwise."""
    found = list(pairs(library, language))
    for at in length_outliers((pair.source, pair.said) for pair in found):
        ratio = len(found[at].said) / len(found[at].source)
        yield Remark(found[at].file, found[at].line, f"{ratio:.1f} times as long as the English text")
    for pair in found:
        if lost := numbers_lost(pair.source, pair.said):
            yield Remark(pair.file, pair.line, f"the English text has {', '.join(lost)}")
        if missing := _terms_missing(library, language, pair):
            yield Remark(pair.file, pair.line, f"not in the words of the glossary: {', '.join(missing)}")
    for file, line in stories.longest(library, language):
        yield Remark(file, line, "the best choice of the story is the longest")


def pairs(library: Library, language: str) -> Iterator[Pair]:
    """Every text that has a fresh translation in a language: lessons, trainer's guides, library, questions."""
    if language != SOURCE:
        yield from _lessons(library, language)
        yield from _handouts(library, language)
        yield from _questions(library, language)


def _lessons(library: Library, language: str) -> Iterator[Pair]:
    for module in library.modules:
        for lesson in module.lessons if module.trainer is None else (*module.lessons, module.trainer):
            source, said = lesson.text(SOURCE), lesson.text(language)
            if said.language != language:
                continue
            file = f"curriculum/translations/{language}/modules/{module.id}/{lesson.id}.md"
            if not said.title_stale:
                yield Pair(file, 1, source.title, said.title)
            yield from _blocks(file, source.blocks, said.blocks)


def _handouts(library: Library, language: str) -> Iterator[Pair]:
    for handout in library.handouts:
        source, said = handout.text(SOURCE), handout.text(language)
        if said.language == language:
            file = f"curriculum/translations/{language}/library/{handout.id}.md"
            yield from _blocks(file, source.blocks, said.blocks)


def _blocks(file: str, source: tuple[Block, ...], said: tuple[Block, ...]) -> Iterator[Pair]:
    for theirs, ours in zip(source, said, strict=True):
        if ours.mark is None:
            title = (f"{theirs.title}\n", f"{ours.title}\n") if theirs.title else ("", "")
            yield Pair(file, ours.line, title[0] + theirs.text, title[1] + ours.text)


def _questions(library: Library, language: str) -> Iterator[Pair]:
    for name, pool in library.pools.items():
        file = f"curriculum/translations/{language}/quizzes/{name}.yaml"
        for question in pool.questions:
            source, said = question.text(SOURCE), question.text(language)
            if said.language == language and said.mark is None:
                for theirs, ours in zip(_strings(source), _strings(said), strict=True):
                    yield Pair(f"{file} {question.id}", 1, theirs, ours)


def _strings(text: QuestionText) -> Iterator[str]:
    yield text.stem
    yield text.why or ""
    for part_id in sorted(text.parts):
        yield text.parts[part_id].text
        yield text.parts[part_id].why or ""


def _terms_missing(library: Library, language: str, pair: Pair) -> list[str]:
    wanted = {found.term.id: found.term for found in find_terms(pair.source, library.glossary, SOURCE)}
    there = {found.term.id for found in find_terms(pair.said, library.glossary, language)}
    return sorted(name for name, term in wanted.items() if language in term.words and name not in there)
