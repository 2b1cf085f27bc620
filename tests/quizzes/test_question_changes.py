"""What a question for review says otherwise than the one that it would replace, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lms.quizzes.domain.exchange.changes import changes
from lms.quizzes.domain.exchange.review import Item
from lms.quizzes.domain.moodle_questions import Draft, DraftPart

YES, NO, NEVER = DraftPart("yes", "so", right=True), DraftPart("no", "not so"), DraftPart("never", "not so")
DRAFT = Draft("single", "options", "Why?", (YES, NO, NEVER))
ITEM = Item("pss-001", "10-look", "recall", "", DRAFT, "abc")


def other(**draft: Any) -> Item:
    return replace(ITEM, draft=replace(DRAFT, **draft))


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (ITEM, []),
        (other(stem="Why not?"), ["the stem"]),
        (other(parts=(YES, replace(NO, text="nope"), NEVER)), ["options `b`"]),
        (other(parts=(replace(YES, right=False), replace(NO, right=True), NEVER)), ["the right answer"]),
        (other(keys={"answer": "false"}), ["the right answer"]),
        (other(parts=(YES, replace(NO, why=""), NEVER)), ["why it is right"]),
        (other(why="Because."), ["why it is right"]),
        (replace(ITEM, parts="bac", draft=replace(DRAFT, parts=(NO, YES, NEVER))), ["the order of the options"]),
        (replace(ITEM, parts="ab", draft=replace(DRAFT, parts=(YES, NO))), ["options `c`", "why it is right"]),
        (replace(ITEM, lesson="20-link", level="apply", safety="stay"),
         ["the lesson (`10-look`, now `20-link`)", "the level (`recall`, now `apply`)", "the safety (``, now `stay`)"]),
        (other(kind="multiple"), ["the kind (`single`, now `multiple`)"]),
    ],
)  # fmt: skip
def test_noy_reads_what_is_other(now: Item, said: list[str]) -> None:
    assert [*changes(ITEM, now)] == said
