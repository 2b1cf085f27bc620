"""curriculum/cases/<slug>.yaml -> BranchingCase, held against the lesson that it goes with.

All languages stand in the one file, as those of a practice card do: a group decides together on phones in several
languages. So it has no source lock. A language that `status` does not name reads English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from lms.content.loaders.context import Read, Reading
from lms.content.loaders.many_languages import Place, check_languages
from lms.content.problems import nearest
from lms.content.schemas.cases import CaseShape, DecisionShape, OptionShape
from lms.content.types.cases import BranchingCase, CaseOption, Decision
from lms.content.types.curriculum import Module
from lms.content.types.surveys import Wording

FOLDER: Final = "cases"
_SLUG: Final = re.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*")


def read_cases(reading: Reading, modules: Sequence[Module]) -> Mapping[str, BranchingCase]:
    """Every case that can be read, by its slug; problems of the others are noted."""
    cases = {}
    # Which lessons a broken module has is not known: its own problem is told first.
    whole = not reading.problems
    for path in reading.entries(reading.root / "curriculum" / FOLDER):
        if path.suffix != ".yaml" or path.is_dir() or not _SLUG.fullmatch(path.stem):
            reading.unknown(path, ["<name-in-small-letters>.yaml"])
        elif (read := reading.yaml(path, CaseShape)) is not None:
            check_languages(reading, read.document, read.shape.status, _texts(read.shape))
            if whole:
                _check_lesson(reading, read, modules)
            cases[path.stem] = _case(path.stem, read.shape)
    return MappingProxyType(cases)


def _texts(shape: CaseShape) -> Iterator[tuple[Place, Mapping[str, str]]]:
    """Every text with its place in the file."""
    yield ("title",), shape.title
    yield ("opening",), shape.opening
    for at, decision in enumerate(shape.decisions):
        if decision.situation is not None:
            yield ("decisions", at, "situation"), decision.situation
        for number, option in enumerate(decision.options):
            parts = {
                "text": option.text,
                "then": option.then,
                "right_when": option.right_when,
                "later": option.later,
            }
            for key, texts in parts.items():
                if texts is not None:
                    yield ("decisions", at, "options", number, key), texts
    yield ("debrief",), shape.debrief


def _check_lesson(reading: Reading, read: Read[CaseShape], modules: Sequence[Module]) -> None:
    names = [f"{module.id}/{lesson.id}" for module in modules for lesson in module.lessons]
    lesson = read.shape.lesson
    if lesson not in names:
        line = read.document.line("lesson")
        reading.report(read.document.file, line, f"there is no lesson `{lesson}`", nearest(lesson, names))


def _case(slug: str, shape: CaseShape) -> BranchingCase:
    return BranchingCase(
        slug=slug,
        lesson=shape.lesson,
        title=_wording(shape.title),
        opening=_wording(shape.opening),
        decisions=tuple(_decision(one) for one in shape.decisions),
        debrief=_wording(shape.debrief),
        drafts=frozenset(code for code, status in shape.status.items() if status == "draft"),
    )


def _decision(shape: DecisionShape) -> Decision:
    options = tuple(_option(one) for one in shape.options)
    return Decision(shape.best, options, _wording(shape.situation) if shape.situation else None)


def _option(shape: OptionShape) -> CaseOption:
    return CaseOption(
        id=shape.id,
        wording=_wording(shape.text),
        then=_wording(shape.then),
        keeps=frozenset(shape.keeps),
        right_when=_wording(shape.right_when) if shape.right_when else None,
        later=_wording(shape.later) if shape.later else None,
    )


def _wording(texts: Mapping[str, str]) -> Wording:
    return Wording(MappingProxyType(dict(texts)))
