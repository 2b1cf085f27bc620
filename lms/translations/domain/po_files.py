"""A PO file as it comes back from a translator, read as a whole or refused with the reason. Knows no content.

polib takes a file that was cut off for a whole one wherever it can: what is left would pass for a shorter translation.
"""

from __future__ import annotations

import re
from typing import Final

import polib

from lms.content.problems import ContentBroken, Problem

_SYNTAX: Final = re.compile(r"\(line (\d+)\)")
_WHOLE_LINE: Final = re.compile(r'(?:(msg[a-z]+(?:\[\d+\])?)\s+)?"(?:[^"\\]|\\.)*"')
_BEGINS: Final = re.compile(r'msg|"|#[.:,|~]')
_ABOUT_THE_NEXT: Final = ("#.", "#:", "#,", "#|")  # comments that stand above a message, never at the end
_OBSOLETE: Final = "#~"
_CUT: Final = "the file ends too early: its last message is not whole"
_CUT_HINT: Final = "Ask for the file again; it was cut off when it was saved or sent."


def read(name: str, text: str) -> polib.POFile:
    """The messages of a file that `name` stands for. Raises ContentBroken with one problem.

    Refused are a file that is no PO file, one that was cut off, one without a language, and one of another program.
    """
    if _ends_within_a_message(text):
        raise _broken(name, len(text.rstrip().split("\n")), _CUT, _CUT_HINT)
    try:
        catalogue = polib.pofile(text)
    except (OSError, ValueError, UnicodeError) as error:
        at = _SYNTAX.search(str(error))
        raise _broken(name, int(at[1]) if at else 1, "this is not a PO file from here on") from None
    if not str(catalogue.metadata.get("Language", "")).strip():
        hint = "Take the first lines over from the file that was exported."
        raise _broken(name, 1, "the `Language:` line is missing", hint)
    messages = [entry for entry in catalogue if not entry.obsolete]
    if messages and not any(entry.msgctxt for entry in messages):
        message = "this is not a file of Sala's content: no message says where it stands (`msgctxt`)"
        hint = "`flask --app wsgi translations export` makes files that can come back."
        raise _broken(name, 1, message, hint)
    if messages and _ends_between_lines(messages[-1]):
        raise _broken(name, len(text.rstrip().split("\n")), _CUT, _CUT_HINT)
    return catalogue


def _ends_within_a_message(text: str) -> bool:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not lines or not _BEGINS.match(lines[-1]) or lines[-1].startswith(_OBSOLETE):
        return False
    if lines[-1].startswith(_ABOUT_THE_NEXT):
        return True
    keywords = [found[1] for line in lines if (found := _WHOLE_LINE.fullmatch(line)) and found[1]]
    return not _WHOLE_LINE.fullmatch(lines[-1]) or not keywords or not keywords[-1].startswith("msgstr")


def _ends_between_lines(last: polib.POEntry) -> bool:
    """Whether the last translation ends with a line break that its English does not end with."""
    return last.msgstr.endswith("\n") and not last.msgid.endswith("\n")


def _broken(name: str, line: int, message: str, hint: str = "") -> ContentBroken:
    return ContentBroken([Problem(name, line, message, hint)])
