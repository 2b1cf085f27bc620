"""curriculum/library/*.md and their translations -> Handout. Knows nothing of lessons and of paper."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from lms.content.checks.consistency import LineOf
from lms.content.lessons import block_rules, blocks
from lms.content.lessons.blocks import Block
from lms.content.lessons.outline import first_difference
from lms.content.loaders.context import Reading
from lms.content.loaders.translated import Translated
from lms.content.problems import Problem, listed, nearest
from lms.content.schemas.curriculum import Flag, Key, Positive, Shape, Status, Text
from lms.content.types.curriculum import SOURCE, Language, Module
from lms.content.types.handouts import KINDS, Handout, HandoutText

_PIECE = re.compile(r"[0-9]{2}-([a-z][a-z0-9-]*)\.md")
_SHEET = "-two-up"  # how the address of a sheet with several copies ends
_EXAMPLE = "10-name-of-the-piece.md"


class HandoutShape(Shape):
    """The front matter of a printable piece. `sources` are "module/key"."""

    title: Text
    summary: Text
    order: Positive
    paper: Literal["A5", "A6"]
    sources: list[Text] = []
    module: Key | None = None
    together: Flag = False
    ticked: Flag = False


class HandoutTranslation(Shape):
    """The front matter of a translated piece."""

    title: Text
    summary: Text
    status: Status


def folder_of(reading: Reading) -> Path:
    """Where the English pieces lie."""
    return reading.root / "curriculum" / "library"


def read_handouts(reading: Reading) -> tuple[Handout, ...]:
    """Every piece that can be read, in the order of their numbers; problems of the others are noted."""
    entries = reading.entries(folder_of(reading))
    pieces = []
    for path in entries:
        match = _PIECE.fullmatch(path.name)
        if match is None or path.is_dir() or match[1].endswith(_SHEET):
            reading.unknown(path, (_EXAMPLE,))
        elif (piece := _piece(reading, path, match[1])) is not None:
            pieces.append(piece)
    names = [path.name for path in entries]
    for language in reading.translations():
        for path in reading.entries(reading.translation_folder(language.code) / "library"):
            if path.name not in names:
                reading.unknown(path, names)
    _check_places(reading, pieces)
    return tuple(sorted(pieces, key=lambda piece: (piece.order, piece.id)))


def source_problems(
    handouts: Sequence[Handout], modules: Sequence[Module], line_of: LineOf, broken: Set[str]
) -> list[Problem]:
    """Sources and modules that pieces name and that do not exist; nothing about modules that are `broken`."""
    unreadable = {file.split("/")[2] for file in broken if file.startswith("curriculum/modules/")}
    known = {module.id: module for module in modules}
    problems = []
    for handout in handouts:
        file = f"curriculum/library/{handout.id}.md"
        if handout.module is not None and handout.module not in known.keys() | unreadable:
            message, hint = f"there is no module `{handout.module}`", nearest(handout.module, known)
            problems.append(Problem(file, line_of(file, "module"), message, hint))
        for number, source in enumerate(handout.sources):
            of, _, key = source.partition("/")
            if of in unreadable or (of in known and key in known[of].sources):
                continue
            keys = [f"{module.id}/{each}" for module in modules for each in module.sources]
            message, line = f"no module has the source `{source}`", line_of(file, "sources", number)
            problems.append(Problem(file, line, message, nearest(source, keys)))
    return problems


def _check_places(reading: Reading, pieces: Sequence[Handout]) -> None:
    names = Counter(piece.slug for piece in pieces)
    for piece in pieces:
        if names[piece.slug] > 1:
            file = reading.name(folder_of(reading) / f"{piece.id}.md")
            reading.report(file, 1, "another piece has the same name", "The name is the address.")


def _piece(reading: Reading, path: Path, slug: str) -> Handout | None:
    read = reading.markdown(path, HandoutShape)
    if read is None:
        return None
    shape = read.front.shape
    body = _body(reading, path, read.body, read.line, SOURCE)
    source = HandoutText(shape.title, shape.summary, body, SOURCE, "source")
    texts = {SOURCE: source}
    for language in reading.translations():
        texts[language.code] = _translated(reading, path, source, language) or source
    return Handout(
        id=path.stem,
        slug=slug,
        order=shape.order,
        paper=shape.paper,
        sources=tuple(shape.sources),
        module=shape.module,
        together=shape.together,
        texts=MappingProxyType(texts),
        ticked=shape.ticked,
    )


def _translated(reading: Reading, path: Path, source: HandoutText, language: Language) -> HandoutText | None:
    name = f"library/{path.name}"
    file, units = reading.translation_folder(language.code) / name, Translated(reading, language.code, name)
    read = reading.markdown(file, HandoutTranslation, language.script) if file.exists() else None
    if read is None:
        units.untranslated(source.title, (), source.blocks)
        units.text("summary", source.summary, None)
        units.keep(None)
        return None
    shape = read.front.shape
    units.text("title", source.title, shape.title)
    units.text("summary", source.summary, shape.summary)
    body = _body(reading, file, read.body, read.line, language.code)
    shown = units.blocks(source.blocks, body)
    units.keep(shape.status)
    if shown is None and (difference := first_difference(source.blocks, body)) is not None:
        line, message = difference
        end = body[-1].line if body else read.line
        reading.report(reading.name(file), line or end, message, f"Compare it with {reading.name(path)}.")
    return HandoutText(shape.title, shape.summary, shown or body, language.code, shape.status)


def _body(reading: Reading, path: Path, text: str, line: int, language: str) -> tuple[Block, ...]:
    name = reading.name(path)
    parsed, problems = blocks.parse(name, text, line, language)
    if not parsed:
        reading.report(name, line, "the piece has no text", "Write it below the front matter.")
    reading.problems.extend(problems)
    reading.problems.extend(block_rules.check(name, parsed))
    reading.problems.extend(_unprintable(name, parsed))
    return parsed


def _unprintable(file: str, parsed: Sequence[Block]) -> Iterator[Problem]:
    for block in block_rules.walk(parsed):
        if block.kind in blocks.KINDS and block.kind not in KINDS:
            message = f"a `{block.kind}` block cannot be printed on a small paper"
            yield Problem(file, block.line, message, f"Use {listed(KINDS, 'or')}.")
