"""Everything that is wrong with the content, the drawing of every lesson in every language included."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from lms.content.checks import lesson_numbers, stories, time_limits, translation_qa
from lms.content.lessons.block_rules import walk
from lms.content.lessons.blocks import Block
from lms.content.lessons.html import LABELS, render
from lms.content.loader import read_apart
from lms.content.problems import ContentBroken, Problem
from lms.content.types.curriculum import SOURCE, Content

# Marks of Markdown that a reader would see: it was written in a way that Markdown does not take.
_LEFT_OVER = re.compile(r"\*\*|\]\(|\{#|(?<![:/])//+|^#{2,}", re.MULTILINE)
_TAG = re.compile(r"<[^>]*>")
_NAMES = {label: label for label in LABELS}


def check(root: Path) -> tuple[Problem, ...]:
    """Every problem below `root`, sorted by file and line. Slower than `loader.load`: it draws all
    lessons.
    """
    return _everything(root, *read_apart(root))


def load(root: Path) -> Content:
    """As `loader.load`; a refusal names also what drawing and comparing show: who mends it wants one list."""
    content, within, between = read_apart(root)
    if within or between:
        raise ContentBroken(_everything(root, content, within, between))
    return content


def _everything(
    root: Path, content: Content, within: list[Problem], between: list[Problem]
) -> tuple[Problem, ...]:
    broken = frozenset(problem.file for problem in within)
    return tuple(sorted({*within, *between, *beyond_reading(root, content, broken)}))


def beyond_reading(root: Path, content: Content, broken: Collection[str] = ()) -> tuple[Problem, ...]:
    """The problems of a library that was read below `root`: how it is drawn, compared and told; not those of `broken`
    files.
    """
    compared = (*translation_qa.faults(content, broken), *stories.faults(content, broken))
    told = (*time_limits.faults(content, broken), *lesson_numbers.faults(root, content))
    return tuple(sorted({*drawn(content, broken), *compared, *told}))


def drawn(content: Content, broken: Collection[str] = ()) -> tuple[Problem, ...]:
    """The problems that only show when lessons and pieces are drawn, except in files that are `broken` anyway."""
    found = (
        problem
        for file, blocks in (*_lesson_files(content), *_handout_files(content))
        if file not in broken
        for problem in drawing_problems(file, blocks)
    )
    return tuple(sorted(found))


def drawing_problems(file: str, blocks: Sequence[Block]) -> list[Problem]:
    """What a reader would see of the marks: drawn block by block, so that the problem has a line."""
    problems = []
    for block in walk(blocks):
        if block.children:
            continue
        html = render(
            [block],
            language=block.language,
            labels=_NAMES,
            local=", ".join,
            address=str,
            trainer=True,
        )
        if left := _LEFT_OVER.search(_TAG.sub("", html)):
            hint = "Look for a mark that is not closed, or a space inside it: `**so**`, not `** so **`."
            problems.append(Problem(file, block.line, f"`{left[0]}` would be shown to the reader", hint))
        if block.kind == "table" and "<table>" not in html:
            hint = "Each row has as many `|` as the first, and the second row is `|---|---|`."
            problems.append(Problem(file, block.line, "the table is not drawn as a table", hint))
    return problems


def _lesson_files(content: Content) -> Iterator[tuple[str, Sequence[Block]]]:
    for module in content.modules:
        for lesson in module.lessons if module.trainer is None else (*module.lessons, module.trainer):
            for code, text in lesson.texts.items():
                if text.language == code:
                    yield f"{_home(code)}/modules/{module.id}/{lesson.id}.md", text.blocks


def _handout_files(content: Content) -> Iterator[tuple[str, Sequence[Block]]]:
    for handout in content.handouts:
        for code, text in handout.texts.items():
            if text.language == code:
                yield f"{_home(code)}/library/{handout.id}.md", text.blocks


def _home(code: str) -> str:
    return "curriculum" if code == SOURCE else f"curriculum/translations/{code}"
