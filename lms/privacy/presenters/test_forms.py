"""The answers and marks of a test as lines of text in the reader's language. Reads no rows.

Tells no more than the page of the result does: the questions, once they are marked, what was answered, and whether
that was right. Which answer would have been right is not said. A question that was changed since is named by its id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from lms.content.types.curriculum import Content
from lms.content.types.questions import Pool, Question
from lms.data_inventory import Fact
from lms.i18n import current_language
from lms.privacy.presenters import wording
from lms.privacy.presenters.fact_lines import Line, of_lesson
from lms.quizzes.domain.selection import SelectedItem, still_there
from lms.quizzes.forms import kinds


def in_words(facts: Mapping[str, Any], content: Content) -> Iterator[Line]:
    """A line for each question of a paper that was handed in, in the order in which they were asked; then the lessons
    to read again. Of an open one only how many answers are saved: its questions are not told; nor are those of a
    pre-test, which come back in a test.
    """
    if facts.get("saved"):
        yield Line(str(wording.FACTS["saved"]), str(len(facts["saved"])), current_language())
    result = facts["result"]
    if "count" in result:
        yield Line(_("Right"), f"{result['count']}/{len(facts['drawn'])}", current_language())
    right: Mapping[str, bool] = result.get("right", {})
    drawn = [SelectedItem(one["item"], tuple(one["parts"])) for one in facts["drawn"]]
    pool = content.pools.get(str(facts["module"]))
    for number, one in enumerate(drawn, start=1):
        if one.item in right:
            name = _("Question %(number)s of %(count)s", number=number, count=len(drawn))
            mark = _("Right") if right[one.item] else _("Not right")
            question = _question(pool, one)
            said = _said(question, number, one, facts["answers"].get(one.item, ()))
            language = question.text(current_language()).language if question else current_language()
            yield Line(f"{name} · {mark}", said, language)
    for lesson in result.get("wrong", result.get("reread", ())):
        yield of_lesson(str(wording.FACTS["reread"]), str(facts["module"]), lesson, content)


def is_about(facts: Mapping[str, Fact]) -> bool:
    """Whether these are the facts of a test."""
    return {"drawn", "answers", "result"} <= facts.keys()


def _question(pool: Pool | None, drawn: SelectedItem) -> Question | None:
    """None where it was changed since."""
    return pool.question(drawn.item) if pool and still_there(pool, [drawn]) else None


def _said(question: Question | None, number: int, drawn: SelectedItem, answer: Sequence[str]) -> str:
    """The question, and what was answered."""
    if question is None:
        return f"{drawn.item} – {', '.join(answer)}" if answer else drawn.item
    text = question.text(current_language())
    chosen = "; ".join(kinds.fields_of(question, number, drawn.parts).in_words(tuple(answer), text))
    return f"{text.stem} – {chosen}" if chosen else text.stem
