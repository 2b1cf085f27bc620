"""The papers of a test, for features that hand them out together with others. Draws; writes nothing."""

from __future__ import annotations

from lms.quizzes import rendering
from lms.quizzes.services.paper_forms import PrintedTest


def papers_of(form: PrintedTest, language: str, *, with_key: bool) -> dict[str, bytes]:
    """The questions and the slips of a test as PDF, by what they are; its key only where it is asked for.

    Whoever hands the key out keeps who has opened it: `paper_forms.note_key_opened`.
    """
    papers = {"questions": rendering.questions(form, language), "answers": rendering.answers(form, language)}
    return {**papers, "key": rendering.key(form, language)} if with_key else papers
