"""What the README counts is what is there."""

from __future__ import annotations

from lms.config import CHECKOUT
from lms.content import reader


def test_the_readme_counts_lessons_questions_and_terms_as_they_are() -> None:
    library = reader.load(CHECKOUT)
    lessons = sum(len(module.lessons) for module in library.modules)
    questions = sum(len(pool.questions) for pool in library.pools.values())
    said = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    assert f"{lessons} lessons, a trainer's guide" in said
    assert f"{questions} questions, a glossary of {len(library.glossary.terms)} terms" in said
