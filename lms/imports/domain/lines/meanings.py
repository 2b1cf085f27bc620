"""What HR has said that the text of a cell means. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from lms.imports.domain.columns import module_columns
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.lines import result_answers
from lms.imports.domain.lines.cell_readers import (
    several_modules,
)
from lms.imports.domain.lines.line_values import LocaleContext
from lms.imports.domain.lines.result_answers import OUT
from lms.imports.domain.values.cell_text import said_in


def meaning_of(field: str, text: str, customs: LocaleContext) -> str:
    """What HR has said that a text means; nothing where it is a name or a code: that needs nobody's word."""
    key = columns.key(text)
    if field == "number" or any(key in names for names in _named(field, customs)):
        return ""  # what is said of the shape "0000" is not said of a number
    if field == "award" and (module_columns.says_no_module(text) or several_modules(text, customs)):
        return ""  # whatever an older version was told of a tick, or of two modules in one cell
    if field == "result":
        return result_answers.meaning_of(text, customs.result_column, customs.settled) if text else ""
    return customs.settled.get((field, key), "")


def is_no_module(cell: str, customs: LocaleContext) -> bool:
    """Whether HR has said that a text in the column of the module is none of Sala: then there is nothing to record."""
    text = said_in("award", cell)
    return bool(text) and meaning_of("award", text, customs) == OUT


def key_of(field: str, text: str, customs: LocaleContext) -> str:
    """What an answer about a text is remembered by."""
    return result_answers.key_of(text, customs.result_column) if field == "result" else columns.key(text)


def _named(field: str, customs: LocaleContext) -> tuple[Mapping[str, str], ...]:
    if field == "branch":
        return (customs.branches, customs.elsewhere)
    return {"language": (customs.languages,), "award": (customs.awards,)}.get(field, ())
