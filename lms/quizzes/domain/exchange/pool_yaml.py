"""Questions for review -> the text of quizzes/<module>.yaml or of its translation, laid out as ours are."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from lms.content.types.questions import Blueprint
from lms.quizzes.domain.exchange.labels import LEVELS
from lms.quizzes.domain.exchange.review import Item
from lms.quizzes.domain.moodle_questions import DraftPart

# What JSON leaves as it is and YAML does not print.
_UNPRINTED = re.compile("[\x7f-\x84\x86-\x9f\u0085\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_BARE = re.compile("(?:[0-9]{2}-)?[a-z][a-z0-9-]*")
_WORDS: Final = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def pool_yaml(module: str, items: Sequence[Item], blueprint: Blueprint | None) -> str:
    """An English pool; without a blueprint that is known one item of each lesson is asked for, to be decided."""
    lines = [f"module: {_scalar(module)}", *_post_test(items, blueprint), "", "items:"]
    for item in items:
        lines += [*_source(item), ""]
    return "\n".join(lines[:-1]) + "\n"


def translation_yaml(items: Sequence[Item]) -> str:
    """A translation of a pool, as a draft."""
    lines = ["status: draft", "items:"]
    for item in items:
        lines += [*_translated(item), ""]
    return "\n".join(lines[:-1]) + "\n"


def _post_test(items: Sequence[Item], blueprint: Blueprint | None) -> Iterator[str]:
    lessons = dict(blueprint.lessons) if blueprint else dict.fromkeys((item.lesson for item in items), 1)
    if blueprint:
        levels = {str(level): count for level, count in blueprint.levels.items()}
        safety = list(blueprint.safety)
    else:
        first = {item.lesson: item.level for item in reversed(items)}
        counted = Counter(first.values())
        levels = {level: counted[level] for level in LEVELS if counted[level]}
        safety = list(dict.fromkeys(item.safety for item in items if item.safety))
    yield "post_test:"
    yield "  lessons:"
    yield from (f"    {_scalar(lesson)}: {count}" for lesson, count in lessons.items())
    yield f"  levels: {{{', '.join(f'{level}: {count}' for level, count in levels.items())}}}"
    yield f"  safety: [{', '.join(map(_scalar, safety))}]"


def _source(item: Item) -> Iterator[str]:
    draft = item.draft
    yield f"  - id: {_scalar(item.id)}"
    yield f"    lesson: {_scalar(item.lesson)}"
    yield f"    level: {_scalar(item.level)}"
    yield f"    kind: {draft.kind}"
    if item.safety:
        yield f"    safety: {_scalar(item.safety)}"
    if item.option_set:
        yield f"    option_set: {_scalar(item.option_set)}"
    yield f"    stem: {_quoted(draft.stem)}"
    yield from (f"    {key}: {_quoted(value)}" for key, value in draft.keys.items())
    if draft.why:
        yield f"    why: {_quoted(draft.why)}"
    yield f"    {draft.part_key}:" if draft.parts else f"    {draft.part_key}: []"
    for letter, part in zip(item.parts, draft.parts, strict=True):
        fits = [] if part.fits is None else [f"fits: {_scalar(item.parts[part.fits])}"]
        when = [f"right_when: {_quoted(item.right_when[letter])}"] if letter in item.right_when else []
        yield f"      - {{id: {_scalar(letter)}, {', '.join([*_part(part, right=part.right), *fits, *when])}}}"


def _translated(item: Item) -> Iterator[str]:
    draft = item.draft
    yield f"  {_scalar(item.id)}:"
    yield f"    stem: {_quoted(draft.stem)}"
    if draft.why:
        yield f"    why: {_quoted(draft.why)}"
    yield f"    {draft.part_key}:" if draft.parts else f"    {draft.part_key}: {{}}"
    for letter, part in zip(item.parts, draft.parts, strict=True):
        yield f"      {_scalar(letter)}: {{{', '.join(_part(part, right=False))}}}"


def _part(part: DraftPart, *, right: bool) -> Iterator[str]:
    yield f"text: {_quoted(part.text)}"
    if right:
        yield "right: true"
    if part.why:
        yield f"why: {_quoted(part.why)}"


def _scalar(word: str) -> str:
    return word if _BARE.fullmatch(word) and (word not in _WORDS or len(word) == 1) else _quoted(word)


def _quoted(text: str) -> str:
    """Text in double quotes: YAML takes JSON's, but for some signs that it wants escaped."""
    said = json.dumps(text, ensure_ascii=False)
    return _UNPRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", said)
