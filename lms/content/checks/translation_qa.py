"""Every translated text beside its source: faults for the check, and a report of what is worth a second look.

Only what is fresh is compared: a stale translation belongs to another English text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Set
from dataclasses import dataclass
from typing import Final

from lms.content.checks import accepted_differences, stories
from lms.content.checks.figures import figure_differences
from lms.content.checks.similarity import differences, english_left, length_outliers, much_shorter
from lms.content.lessons.blocks import Block
from lms.content.problems import Problem
from lms.content.types.curriculum import SOURCE, Content
from lms.content.types.glossary import find_terms
from lms.content.types.questions import QuestionText

MUCH_SHORTER: Final = "far shorter than the English text; is a part of it missing?"


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

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


def faults(content: Content, broken: Collection[str] = ()) -> Iterator[Problem]:
    """Figures, links, placeholders or strong words that differ from the source, and sentences left in English; not
    where one of the two files is `broken` anyway.
    """
    for language in content.languages:
        if f"{_home(language.code)}{accepted_differences.NAME}" in broken:
            continue  # what it accepts is not known
        passed = content.accepted.get(language.code, ())
        for pair in pairs(content, language.code, broken):
            for message in unlike(pair.source, pair.said, language.code):
                if not accepted_differences.covers(
                    passed, _short(pair.file, language.code), pair.source, message
                ):
                    hint = f"Compare it with the English text. {accepted_differences.hint(language.code)}"
                    yield Problem(pair.file, pair.line, message, hint)
            if (left := english_left(pair.said)) is not None:
                yield Problem(pair.file, pair.line, f"“{left}” is still English", "Translate it.")


def unlike(source: str, said: str, language: str) -> Iterator[str]:
    """What of the marks and figures of an English text its translation has lost or added."""
    yield from differences(source, said)
    yield from figure_differences(source, said, language)


def _short(file: str, language: str) -> str:
    """The file as the lock and the list of accepted differences call it."""
    return file.removeprefix(_home(language)).partition(" ")[0]


def _home(language: str) -> str:
    return f"curriculum/translations/{language}/"


def remarks(content: Content, language: str) -> Iterator[Remark]:
    """What a reviewer may look at in one language: odd lengths, terms worded otherwise, differences accepted."""
    found = list(pairs(content, language))
    for at in length_outliers((pair.source, pair.said) for pair in found):
        ratio = len(found[at].said) / len(found[at].source)
        yield Remark(found[at].file, found[at].line, f"{ratio:.1f} times as long as the English text")
    for pair in found:
        if missing := _terms_missing(content, language, pair):
            yield Remark(pair.file, pair.line, f"not in the words of the glossary: {', '.join(missing)}")
    for one in content.accepted.get(language, ()):
        file = f"curriculum/translations/{language}/{one.file}"
        yield Remark(file, 1, f"accepted at “{one.english}”: {one.differs} ({one.reason})")
    for file, line in stories.longest(content, language):
        yield Remark(file, line, "the best choice of the story is the longest")


def notes(content: Content) -> Iterator[Remark]:
    """What a check says beside the problems: it may be right, and seldom is."""
    for language in content.languages:
        for pair in pairs(content, language.code):
            if much_shorter(pair.source, pair.said):
                yield Remark(pair.file, pair.line, MUCH_SHORTER)


def pairs(content: Content, language: str, broken: Collection[str] = ()) -> Iterator[Pair]:
    """Every text that has a fresh translation in a language: lessons, trainer's guides, library, questions. Without
    those of `broken` files: two texts that are built differently have no pairs.
    """
    if language != SOURCE:
        passed = frozenset(_translated(file, language) for file in broken)
        yield from _lessons(content, language, passed)
        yield from _handouts(content, language, passed)
        yield from _questions(content, language, passed)
        yield from _singles(content, language, passed)


def _translated(file: str, language: str) -> str:
    """The translation of an English file; a translation is its own."""
    if file.startswith("curriculum/translations/"):
        return file
    return _home(language) + file.removeprefix("curriculum/")


def _singles(content: Content, language: str, passed: Set[str]) -> Iterator[Pair]:
    """Titles, summaries, objectives, explanations, names: whatever is neither a block nor a question."""
    for name, file in content.translated.get(language, {}).items():
        if _home(language) + name in passed:
            continue
        for unit in file.units:
            single = not name.startswith("quizzes/") and not unit.key.startswith("blocks/")
            if single and unit.state == "fresh" and unit.said is not None:
                yield Pair(_home(language) + name, 1, unit.english, unit.said)


def _lessons(content: Content, language: str, passed: Set[str]) -> Iterator[Pair]:
    for module in content.modules:
        for lesson in module.lessons if module.trainer is None else (*module.lessons, module.trainer):
            source, said = lesson.text(SOURCE), lesson.text(language)
            file = f"{_home(language)}modules/{module.id}/{lesson.id}.md"
            if said.language != language or file in passed:
                continue
            yield from _blocks(file, source.blocks, said.blocks)


def _handouts(content: Content, language: str, passed: Set[str]) -> Iterator[Pair]:
    for handout in content.handouts:
        source, said = handout.text(SOURCE), handout.text(language)
        file = f"{_home(language)}library/{handout.id}.md"
        if said.language == language and file not in passed:
            yield from _blocks(file, source.blocks, said.blocks)


def _blocks(file: str, source: tuple[Block, ...], said: tuple[Block, ...]) -> Iterator[Pair]:
    for theirs, ours in zip(source, said, strict=True):
        if ours.mark is None:
            title = (f"{theirs.title}\n", f"{ours.title}\n") if theirs.title else ("", "")
            yield Pair(file, ours.line, title[0] + theirs.text, title[1] + ours.text)


def _questions(content: Content, language: str, passed: Set[str]) -> Iterator[Pair]:
    for name, pool in content.pools.items():
        file = f"{_home(language)}quizzes/{name}.yaml"
        for question in pool.questions if file not in passed else ():
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


def _terms_missing(content: Content, language: str, pair: Pair) -> list[str]:
    wanted = {found.term.id: found.term for found in find_terms(pair.source, content.glossary, SOURCE)}
    there = {found.term.id for found in find_terms(pair.said, content.glossary, language)}
    return sorted(name for name, term in wanted.items() if language in term.words and name not in there)
