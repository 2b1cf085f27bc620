"""What a translator sees of a lesson: words without marks, and the marks again around other words."""

from __future__ import annotations

import pytest

from lms.content.lessons import blocks
from lms.content.lessons.blocks import Block
from lms.translations.domain import block_strings

STORY = """\
//// scenario | At the bus

Sokha waits.

It rains.

/// choice | Ask her name

She answers.

- one
- two

///

////"""


def block(text: str) -> Block:
    (one,), problems = blocks.parse("", text, 1, "en")
    assert not problems
    return one


def test_a_story_is_five_strings_and_a_run_of_paragraphs_is_one() -> None:
    found = block_strings.texts(block(STORY))
    assert {where: text.text for where, text in found.items()} == {
        "title": "At the bus",
        "0": "Sokha waits.\n\nIt rains.",
        "1/title": "Ask her name",
        "1/0": "She answers.",
        "1/1": "- one\n- two",
    }
    assert (found["1/1"].kind, found["1/1"].inside, found["1/1"].line) == ("bullets", "choice", 11)


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "A paragraph.",
        "## A heading {#a-heading}",
        "- a\n- b",
        "| a | b |\n|---|---|\n| c | d |",
        "> A quote.",
        "/// key\n\nBe calm.\n\n///",
        "/// steps | The way\n\n1. **Look.**\n2. **Listen.**\n\n///",
        "/// picture | The hall\n\n![A hall](hall.svg)\n\n///",
        "/// local | Who can help\n\n- police\n\n///",
        "/// safety\n\n- one\n- two\n\nStay.\n\n///",
    ],
)
def test_the_same_words_make_the_same_block(text: str) -> None:
    one = block(text)
    assert (
        block_strings.written(one, {where: said.text for where, said in block_strings.texts(one).items()})
        == text
    )


def test_a_heading_is_its_words_and_keeps_its_mark_and_id() -> None:
    heading = block("## What helps {#what-helps}")
    assert [text.text for text in block_strings.texts(heading).values()] == ["What helps"]
    assert block_strings.written(heading, {"": "អ្វីដែលជួយ"}) == "## អ្វីដែលជួយ {#what-helps}"


def test_a_heading_that_markdown_would_not_take_is_left_as_it_is() -> None:
    heading = Block("heading", "##", 1, "en")
    assert block_strings.texts(heading)[""].text == "##"
    assert block_strings.written(heading, {"": "ក"}) == "ក"


def test_keys_of_services_are_no_words() -> None:
    assert set(block_strings.texts(block("/// local | Who can help\n\n- police\n\n///"))) == {"title"}


def test_a_list_that_follows_a_fence_directly_has_its_own_place() -> None:
    found = block_strings.texts(block("/// safety\n\n- one\n\n///"))
    assert {where: text.text for where, text in found.items()} == {"1": "- one"}
