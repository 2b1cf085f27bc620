"""What a reader sees in a lesson is what is searched, in the same words."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import product

import pytest

from lms.content.lessons import blocks, html
from lms.content.lessons.blocks import Block
from lms.content.types.curriculum import Content
from lms.search.domain.passages import Passage, passages, plain
from lms.text.graphemes import clusters
from tests.content.tree import FIRST, TRAINER


def parsed(text: str) -> tuple[Block, ...]:
    return blocks.parse("lesson.md", text.split("---\n", 2)[2], 1, "en")[0]


def read(text: str) -> list[Passage]:
    return passages(parsed(text), lambda keys: [(key.upper(), "km") for key in keys])


def test_every_text_of_a_lesson_is_read_below_its_heading() -> None:
    found = read(FIRST)
    assert found[0] == Passage("Some people need help; see below.", "en", "")
    assert {passage.anchor for passage in found[1:]} == {"what-helps"}
    assert [passage.text.strip() for passage in found[1:]] == [
        "What helps",
        *("Water", "A quiet place"),
        *("The way", "Look around.", "Listen first."),
        *("At the bus", "Sokha waits.", "Ask her name", "She answers."),
        *("Words", "Say", "I am here.", "Do not say", "Be strong."),
        *("What first?", "What comes first?", "Looking."),
        *("Who can help", "POLICE", "CHILD-HELPLINE"),
        "The hall",
        "Be calm.",
        "Stay with the person.",
        *("Try it", "Sit down with a friend."),
        *("Sign · Means", "Shaking · Fear"),
        "A quote.",
    ]


def test_a_note_for_trainers_and_the_words_for_a_picture_are_not_read() -> None:
    assert [passage.text for passage in read(TRAINER)] == ["Plan the day."]
    assert "chairs" not in "".join(passage.text for passage in read(FIRST))


def test_the_names_of_services_are_in_the_language_that_they_have() -> None:
    assert Passage("POLICE", "km", "what-helps", aside=True) in read(FIRST)


@pytest.mark.parametrize(
    ("prose", "seen"),
    [
        ("**Look** *around* and `say`", "Look around and say"),
        ("_Look_ at snake_case", "Look at snake_case"),
        ("see [the guide](https://example.org/a_b) now", "see the guide now"),
        ("<https://example.org/a>", "https://example.org/a"),
        (r"5 \* 3 \_ &lt;b&gt; &amp;", "5 * 3 _ <b> &"),
    ],
)
def test_prose_is_read_without_its_marks(prose: str, seen: str) -> None:
    assert plain(prose) == seen


class _Visible(HTMLParser):
    """The text of a page, apart where tags stand."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def seen(text: tuple[Block, ...], language: str) -> str:
    page = _Visible()
    page.feed(
        html.render(
            text,
            language=language,
            labels=dict.fromkeys(html.LABELS, ""),
            local=lambda keys: "",
            address=lambda name: name,
        )
    )
    return "\n".join(page.texts)


def test_every_word_of_every_lesson_is_read_and_nothing_else(library: Content) -> None:
    """Two readings of the same files, the blocks and the HTML of the page, have the same words in the same order."""
    lessons = [lesson for module in library.modules for lesson in module.lessons]
    for lesson, language in product(lessons, library.languages):
        # What has a last day is not searched: it may be gone tomorrow.
        lasting = tuple(block for block in lesson.text(language.code).blocks if block.until is None)
        ours = "\n".join(
            passage.text for passage in passages(lesson.text(language.code).blocks, lambda keys: ())
        )
        assert clusters(ours) == clusters(seen(lasting, language.code)), (lesson.id, language.code)
