"""Cells that say the same and are not understood: one question for all of their lines. Pure.

"กทม." on 275 lines is one question. What HR has answered before is counted, too: so that it can be seen and changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from lms.imports.domain.columns.module_columns import says_no_module
from lms.imports.domain.columns.result_columns import ResultColumn
from lms.imports.domain.lines import result_answers
from lms.imports.domain.lines.cell_readers import number_of
from lms.imports.domain.lines.line_values import NO_BRANCH, LocaleContext, Read
from lms.imports.domain.lines.meanings import key_of, meaning_of
from lms.imports.domain.lines.result_answers import OUT, PASSED_AND_ABSENT, TRAINED
from lms.imports.domain.values import addressed as titled
from lms.imports.domain.values import brackets as bracketed
from lms.imports.domain.values import date_order, fitting_numbers, number_widths, short_years
from lms.imports.domain.values.addressed import Addressed
from lms.imports.domain.values.brackets import Bracketed
from lms.imports.domain.values.cell_text import said, said_in
from lms.imports.domain.values.marks import is_without_heading

# What a cell has to say is asked once for each different text; the word of the problem -> its field.
ASKED: Final[Mapping[str, str]] = {
    "branch-unknown": "branch",
    "branch-abroad": "branch",
    "language-unknown": "language",
    "sex-unknown": "sex",
    "award-unknown": "award",
    "result-unknown": "result",
    "attendance-unknown": "result",
    "absences-unknown": "result",
}
SETTLED: Final = "settled"  # stands in a matching
# The same of what was said of this list alone, and is not remembered for others.
SAID_HERE: Final = "said_here"
# The same of what is worth remembering for others, once the list is carried out.
SAID_OF_TEXTS: Final = "said_of_texts"
OF_ONE_LIST: Final = frozenset(
    {
        ("birth", short_years.DAYS),
        # Whoever wrote one list counts years otherwise than whoever wrote another.
        *((field, short_years.SHAPE) for field in ("birth", "on")),
        ("on", date_order.SHAPE),
        ("name", bracketed.SHAPE),
        ("name", titled.SHAPE),
        NO_BRANCH,
        ("result", PASSED_AND_ABSENT),
    }
)
MOST_GROUPS: Final = 60  # shown; those of the most lines
_LONGEST_TEXT: Final = 60  # characters of a cell that are shown


@dataclass
class Group:
    """A text of a field, how many lines say it, and what HR has said it means; remembered by its `key`."""

    field: str
    key: str
    text: str
    lines: int = 0
    means: str = ""


def is_of_one_list(field: str, key: str) -> bool:
    """Whether what is said of a group is not remembered for other lists."""
    of_one = (is_without_heading, result_answers.is_of_nothing, result_answers.is_of_absences)
    of_result = field == "result" and any(is_one(key) for is_one in of_one)
    of_number = field == "number" and fitting_numbers.is_of_one_number(key)
    return (field, key) in OF_ONE_LIST or of_result or of_number


def groups_of(
    given: Iterable[tuple[int, Mapping[str, str]]],
    reads: Mapping[int, Read],
    customs: LocaleContext,
    brackets: Bracketed | None = None,
    addressed: Addressed | None = None,
) -> list[Group]:
    """The groups of a list, those with the most lines first; `brackets`, `addressed`: names that are asked about."""
    found: dict[tuple[str, str], Group] = {}
    for line, cells in given:
        fields = {ASKED[problem.word] for problem in reads[line].problems if problem.word in ASKED}
        for field in dict.fromkeys(ASKED.values()):
            text = said(cells.get(field, ""))
            key = (field, key_of(field, text, customs))
            means = meaning_of(field, text, customs)
            is_asked = field in fields and not (field == "award" and says_no_module(text))
            if text and (is_asked or means):
                group = found.setdefault(key, Group(*key, text[:_LONGEST_TEXT]))
                group.lines, group.means = group.lines + 1, means
        number = _of_number(cells.get("number", ""), customs)
        if number is not None:
            found.setdefault((number.field, number.key), number).lines += 1
        if reads[line].passed_and_absent:
            key = ("result", PASSED_AND_ABSENT)
            group = found.setdefault(key, Group(*key, "", means=customs.settled.get(key, "")))
            group.lines += 1
        if reads[line].unsaid and customs.result_column is not None:
            group = found.setdefault(*_of_nothing(customs.result_column))
            group.lines += 1
            group.means = TRAINED if reads[line].passed else OUT
    for field, short in customs.short_years.items():
        found[field, short.shape] = Group(field, short.shape, short.like, short.lines, short.era)
    for field, mixed in customs.mixed_orders.items():
        key = (field, date_order.SHAPE)
        found[key] = Group(*key, mixed.like, mixed.lines, customs.settled.get(key, ""))
    found.update({(group.field, group.key): group for group in _of_names(brackets, addressed, customs)})
    if points := customs.points:
        found["result", points.key] = Group("result", points.key, points.like, points.lines, points.scale)
    # A certificate hangs on that answer: it is shown in any case.
    return sorted(found.values(), key=lambda group: (group.key != PASSED_AND_ABSENT, -group.lines))


def _of_number(cell: str, customs: LocaleContext) -> Group | None:
    """The question about a number that lacks zeros, or that looks otherwise than nearly all others."""
    number = number_of(said_in("number", cell))
    fitting = fitting_numbers.of(number, customs.usual_number)
    if fitting is not None and not fitting_numbers.are_several(cell):
        means = customs.settled.get(("number", fitting.shape), "")
        return Group("number", fitting.shape, f"{number} ({fitting.number})", means=means)
    if number_widths.is_short(number, customs.widths):
        before, _ = number_widths.parts_of(number)
        width = customs.widths[before]
        shape = number_widths.shape_of(before, width)
        return Group("number", shape, f"{number} ({width.like})", means=width.said)
    return None


def _of_names(
    brackets: Bracketed | None, addressed: Addressed | None, customs: LocaleContext
) -> Iterator[Group]:
    if brackets is not None:
        yield Group("name", bracketed.SHAPE, brackets.like, brackets.lines, customs.brackets)
    if addressed is not None:
        yield Group("name", titled.SHAPE, addressed.like, addressed.lines, customs.addressed)


def of_no_branch(lines: int, customs: LocaleContext) -> Group:
    """The empty cells of the branch, of those who are new."""
    return Group(*NO_BRANCH, "", lines, customs.settled.get(NO_BRANCH, ""))


def _of_nothing(column: ResultColumn) -> tuple[tuple[str, str], Group]:
    """The empty cells of a column: left out, as long as HR has not said otherwise."""
    key = ("result", result_answers.key_of_nothing(column))
    return key, Group(*key, column.heading[:_LONGEST_TEXT])


def said_in_list(matching: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    """What was said of the texts of a list, by field and key; nothing ("") where it was taken back.

    What its lines were decided by counts more than what was said before it: a list that was turned into one of its
    Society holds the answers of then as well.
    """
    names = (SAID_HERE, SAID_OF_TEXTS, SETTLED)
    return {(field, key): means for name in names for field, key, means in matching.get(name, ())}


def settled(matching: Mapping[str, Any], groups: Iterable[Group] = ()) -> list[list[str]]:
    """By what an import is read as it was decided about, whatever is said later: all that was said, and `groups`."""
    means = said_in_list(matching) | {(group.field, group.key): group.means for group in groups}
    return [[*key, meaning] for key, meaning in means.items() if meaning]


def kept(groups: Sequence[Group], matching: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of them with a matching: those that are shown, and what all of them were said to mean."""
    return {
        "groups": [asdict(group) for group in groups[:MOST_GROUPS]],
        SETTLED: settled(matching, groups),
    }
