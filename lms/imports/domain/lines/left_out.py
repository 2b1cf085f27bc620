"""What stays of a line when its list is dealt with: what is stored of it, and in which way the rest was left out. Pure.

What a list says beside that may be about somebody's health: «(ตั้งครรภ์)» in a name, a word below "Sex", a note below
the table. It is shown before a list is brought in, so that HR sees whether it is rightly left out, and nobody keeps it
afterwards. What HR has to mend in a line that stayed out stays, where its column is about places, modules, numbers or
days. See docs/decisions/0027-names-and-values-of-lists.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from lms.errors import RuleBroken
from lms.imports.domain.columns import result_ticks
from lms.imports.domain.columns.attendance import attendance_days
from lms.imports.domain.headings import fields, sex_ticks
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.lines import line_notes, line_reader, meanings
from lms.imports.domain.lines.cell_readers import READERS, era_of, is_no_mark
from lms.imports.domain.lines.line_values import EMPTY, LocaleContext, Problem
from lms.imports.domain.lines.result_answers import OUT
from lms.imports.domain.values import brackets, marked_words, results, several_people
from lms.imports.domain.values.cell_text import is_overlong, said, said_in
from lms.imports.domain.values.person_names import LATIN

RESULTS: Final = ("passed", "attended", "failed")  # what stays of a word for a result, and
ABSENT: Final = "absent"  # of somebody who was not there, for whatever reason: they have failed nothing
NOTHING: Final = "-"  # in the place of a cell of which nothing is stored
# In the place of one that nobody could read, and that may say how somebody is: it is asked about again.
UNREAD: Final = "?"
# What nobody could read and is to be mended: any words in these, in those only what has a figure or is an address.
_OF_WORDS: Final = frozenset({"branch", "language"})
_OF_FIGURES: Final = frozenset({"birth", "on", "phone", "email", "mark"})
_FIGURE_OR_ADDRESS: Final = re.compile(r"\d|@|[a-z]\.[a-z]", re.IGNORECASE)
_BRACKETS: Final = frozenset("()（）[]{}")
_LONGEST_TO_MEND: Final = 40
# Of these a cell may hold more than what is stored: another phone, the day of a birthday, the days of a training.
_SHORTER: Final = frozenset({"phone", "birth", "on"})
_LONGEST_SERIES: Final = 4  # letters beside the digits of a number


def kept(
    given: Mapping[str, str], kind: Kind, customs: LocaleContext
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """The cells of a line without what is not stored of them, and the notes on that.

    What is read of them stays the same. Of what was kept all is kept.
    """
    dropped = replace(customs, brackets=brackets.DROP)
    if kind == "trainings":  # no name is stored
        customs = dropped
    values = line_reader.read(given, kind, customs if customs.brackets else dropped).values
    notes = tuple(map(_without_reason, line_notes.notes_of(given, values, customs)))
    cells = {field: _kept(field, cell, customs) for field, cell in given.items() if cell.strip()}
    cells |= {
        note.field: NOTHING for note in notes if note.field.startswith(LATIN) and note.word == "not-stored"
    }
    if "number" in cells and not {"name", "latin_name"} & {*values} and not _is_number(cells["number"]):
        cells["number"] = UNREAD
    return {field: cell for field, cell in cells.items() if cell}, notes


def _without_reason(note: Problem) -> Problem:
    """A note that does not say what stood in the brackets: that somebody left, or died, is not kept."""
    of_leaver = note.word == line_notes.BRACKETS_OF_LEAVER
    return replace(note, word=line_notes.BRACKETS_LEFT_OUT) if of_leaver else note


def without_texts(problem: Mapping[str, Any], cells: Mapping[str, str]) -> dict[str, Any]:
    """A problem, or a remark, that repeats nothing of its line but what is kept in its cells.

    Of a word for a result, what is kept of it.
    """
    values, stays = dict(problem["values"]), frozenset(cells.values())
    values.pop("text", None)
    if "said" in values and values["said"] not in stays:
        result = cells.get("result", "")
        values["said"] = result if result in (*RESULTS, ABSENT) else ""
        if not values["said"]:
            del values["said"]  # the word of the problem tells which result it was
    if "typed" in values and values["typed"] not in stays:
        values["typed"] = UNREAD
    return {**problem, "values": values}


def _kept(field: str, cell: str, customs: LocaleContext) -> str:
    if field.endswith("name"):
        name = said(several_people.on_one_line(cell))
        # Without its brackets the line would come in under another name, unasked, when it is brought in again.
        return brackets.without(name, customs.brackets) if customs.brackets else brackets.veiled(name)
    if is_overlong(cell):
        return "" if field == "number" else UNREAD
    text = said_in(field, cell)
    if not text:
        return NOTHING
    if field == attendance_days.FIELD:
        return text  # on how many days somebody was there, as it was counted
    if field in sex_ticks.FIELDS or field == result_ticks.FAILED:
        return text if _is_tick(field, text) else UNREAD
    as_letter = customs.x_is_other and field == "sex" and fields.key(text) == "x"
    meaning = "" if as_letter else meanings.meaning_of(field, text, customs)
    if EMPTY in (meaning, era_of(field, customs)) or (field == "mark" and is_no_mark(customs)):
        return NOTHING
    if field == "result" and not meaning and marked_words.of(text) is not None:
        return text
    if meaning == OUT:
        return text if field == "award" and _is_to_mend(field, text) else UNREAD
    return _as_stored(field, text, meaning, customs)


def _is_number(text: str) -> bool:
    """Whether a text looks like the number of somebody, and not like a note in the first column."""
    return all(any(map(str.isdecimal, word)) or len(word) <= _LONGEST_SERIES for word in text.split())


def _is_tick(field: str, text: str) -> bool:
    if field == result_ticks.FAILED:
        return result_ticks.is_failed(text) is not None
    try:
        sex_ticks.said_by({field: text})
    except RuleBroken:
        return False
    return True


def _as_stored(field: str, text: str, meaning: str, customs: LocaleContext) -> str:
    """The text of a cell: where it may say more than what is stored, that; what nobody could read only as a number."""
    try:
        value = READERS[field](meaning or text, customs)
    except RuleBroken as broken:
        if field == "number":
            return "" if broken.code == "too-long" else text
        return text if broken.code == "branch-elsewhere" or _is_to_mend(field, text) else UNREAD
    shorter = ABSENT if value == "failed" and results.is_absence(meaning or text) else str(value)
    is_word = field == "result" and any(map(str.isalpha, text))  # "sick leave" is one for "failed"
    if (meaning or is_word or field in _SHORTER) and _says(field, shorter, customs) == value:
        return shorter
    return text


def _is_to_mend(field: str, text: str) -> bool:
    """Whether a text that nobody could read is what HR has to mend, and tells of nobody how they are."""
    if not any(map(str.isalpha, text)):
        return True
    if len(text) > _LONGEST_TO_MEND or not _BRACKETS.isdisjoint(text):
        return False
    if field == "award":  # some modules are called after an illness
        return True
    may_stay = field in _OF_WORDS or (field in _OF_FIGURES and bool(_FIGURE_OR_ADDRESS.search(text)))
    return may_stay and not brackets.holds_word_of_remark(text)


def _says(field: str, text: str, customs: LocaleContext) -> str | int | None:
    return READERS[field](meanings.meaning_of(field, text, customs) or text, customs)
