"""What the README counts is what is there."""

from __future__ import annotations

import re

from babel.messages.pofile import read_po

from lms.config import CHECKOUT
from lms.content import check


def test_the_readme_counts_lessons_questions_and_terms_as_they_are() -> None:
    library = check.load(CHECKOUT)
    lessons = sum(len(module.lessons) for module in library.modules)
    questions = sum(len(pool.questions) for pool in library.pools.values())
    said = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    assert f"{lessons} lessons, a trainer's guide" in said
    assert f"{questions} questions, a glossary of {len(library.glossary.terms)} terms" in said


def test_a_way_through_the_menu_names_pages_as_they_are_called() -> None:
    with (CHECKOUT / "lms" / "locale" / "messages.pot").open("rb") as opened:
        called = {message.id for message in read_po(opened)}
    ways = []
    for file in ("README.md", "CONTRIBUTING.md", "curriculum/README.md", "docs/hr.md"):
        text = (CHECKOUT / file).read_text(encoding="utf-8").replace("* → *", " → ")
        ways += re.findall(r"(?<![*\w])\*([^*\n]+ → [^*\n]+)\*(?!\*)", text)
    assert "People → Branches" in ways
    assert [way for way in ways if not called.issuperset(way.split(" → "))] == []
