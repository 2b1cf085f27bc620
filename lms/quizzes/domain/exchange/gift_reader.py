"""GIFT -> questions, each by itself: one that is broken is named with its line, and the others are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lms.quizzes.domain.exchange.gift_answers import BrokenError, Texts, format_of, question
from lms.quizzes.domain.exchange.gift_paragraphs import Paragraph, paragraphs
from lms.quizzes.domain.exchange.gift_syntax import NO_CHARACTER, shown
from lms.quizzes.domain.exchange.plain_text import lost_words
from lms.quizzes.domain.moodle_questions import Common, MoodleFile, MoodleQuestion, Remark

_BLANK: Final = "_____"  # what Moodle shows where the answers stand inside of a sentence
_NAME = re.compile("::(.*?)::", re.DOTALL)
_SIGN = re.compile("[{}]")


def read(text: str) -> MoodleFile:
    """The questions of a file, and a remark for each that could not be read and for what was odd."""
    questions: list[MoodleQuestion] = []
    remarks: list[Remark] = []
    if found := NO_CHARACTER.search(text):
        line = text.count("\n", 0, found.start()) + 1
        remarks.append(Remark(line, f"U+{ord(found[0]):04X} is no character and is left out"))
        text = NO_CHARACTER.sub("", text)
    for part in paragraphs(text):
        if isinstance(part, Remark):
            remarks.append(part)
            continue
        try:
            questions.append(_question(part))
        except BrokenError as broken:
            remarks.append(Remark(part.line_at(broken.place), str(broken), lost=True))
    return MoodleFile(tuple(questions), tuple(remarks))


def _question(paragraph: Paragraph) -> MoodleQuestion:
    text = paragraph.text
    opens, closes = _braces(text)
    answers, tail = text[opens + 1 : closes], text[closes + 1 :].rstrip()
    head, name = text[:opens].lstrip(), ""
    if named := _NAME.match(head):
        head, name = head[named.end() :], shown(named[1])
    form, stem = format_of(head, "moodle")
    texts = Texts(form)
    said = texts.read_as(form, f"{stem}{_BLANK}{tail}" if tail else stem)
    common = Common(
        id=paragraph.id or name,
        stem=said,
        category=paragraph.category,
        tags=paragraph.tags,
        line=paragraph.line,
    )
    if not said:
        raise BrokenError("there is no question before the answers")
    made = question(common, answers, texts)
    notes = (*made.notes, *_tail_note(tail), *lost_words(tuple(dict.fromkeys(texts.lost))))
    return type(made)(**{**vars(made), "notes": notes})


def _tail_note(tail: str) -> Iterator[str]:
    if tail:
        yield f"“{shown(tail)}” stands behind the answers: read as the rest of the question, with {_BLANK} between"


def _braces(text: str) -> tuple[int, int]:
    """The places of the two braces around the answers. Raises BrokenError unless there are exactly these two."""
    found = [(sign[0], sign.start()) for sign in _SIGN.finditer(text)]
    match [sign for sign, _ in found]:
        case ["{", "}"]:
            return found[0][1], found[1][1]
        case []:
            raise BrokenError(f"a text without answers is no question: “{shown(text)[:60]}”")
        case ["}", *_]:
            raise BrokenError("a `}` without its `{`; a brace in a text is written `\\}`", found[0][1])
        case ["{", "{", *_]:
            raise BrokenError("a `{` inside of answers; a brace in a text is written `\\{`", found[1][1])
        case ["{"]:
            raise BrokenError("the answers are not closed: a `}` is missing", found[0][1])
        case _:
            raise BrokenError("more than one pair of braces in a question", found[2][1])
