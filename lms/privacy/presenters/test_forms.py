"""The answers and marks of a test as lines of text in the reader's language. Reads no rows.

Tells no more than the page of the result does: the questions, once they are marked, what was answered, and whether
that was right. Which answer would have been right is not said. A question that was changed since is named by its id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from lms.content.types.curriculum import Library
from lms.content.types.questions import Pool, QuestionText
from lms.data_inventory import Fact
from lms.i18n import current_language
from lms.privacy.presenters import wording
from lms.privacy.presenters.fact_lines import Line, of_lesson
from lms.quizzes.domain.marking import FALSE, TRUE
from lms.quizzes.domain.selection import Drawn, still_there


def in_words(facts: Mapping[str, Any], library: Library) -> Iterator[Line]:
    """A line for each question of a paper that was handed in, in the order in which they were asked; then the lessons
    to read again.
    """
    result = facts["result"]
    right: Mapping[str, bool] = result.get("right", {})
    drawn = [Drawn(one["item"], tuple(one["parts"])) for one in facts["drawn"]]
    pool = library.pools.get(str(facts["module"]))
    for number, one in enumerate(drawn, start=1):
        if one.item in right:
            name = _("Question %(number)s of %(count)s", number=number, count=len(drawn))
            mark = _("Right") if right[one.item] else _("Not right")
            text = _text(pool, one)
            said = _said(text, one.item, facts["answers"].get(one.item, ()))
            yield Line(f"{name} · {mark}", said, text.language if text else current_language())
    for lesson in result.get("reread", ()):
        yield of_lesson(str(wording.FACTS["reread"]), str(facts["module"]), lesson, library)


def is_about(facts: Mapping[str, Fact]) -> bool:
    """Whether these are the facts of a test."""
    return {"drawn", "answers", "result"} <= facts.keys()


def _text(pool: Pool | None, one: Drawn) -> QuestionText | None:
    if pool is None or not still_there(pool, [one]):
        return None
    return pool.question(one.item).text(current_language())


def _said(text: QuestionText | None, item: str, answer: Sequence[str]) -> str:
    """The question, and what was answered."""
    if text is None:
        return f"{item} – {', '.join(answer)}" if answer else item
    chosen = "; ".join(_part(text, one) for one in answer)
    return f"{text.stem} – {chosen}" if chosen else text.stem


def _part(text: QuestionText, one: str) -> str:
    if one in text.parts:
        return text.parts[one].text
    return str({TRUE: _("True"), FALSE: _("False")}.get(one, one))
