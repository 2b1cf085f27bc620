"""A lesson is cut into at most six cards: where they begin, and which neighbours are joined."""

from __future__ import annotations

import pytest

from lms.config import CHECKOUT
from lms.content import check
from lms.content.lessons.blocks import Block
from lms.content.lessons.cards import MOST, cut, title_of
from lms.content.types.curriculum import SOURCE


def block(word: str) -> Block:
    """`p`, `p300` (so many letters), `##look`, `###deep` or a kind of block."""
    if word.startswith("#"):
        marks = "#" * word.count("#")
        name = word.lstrip("#")
        return Block("heading", f"{marks} {name.title()} {{#{name}}}", 1, "en", name)
    kind = word.rstrip("0123456789")
    return Block({"p": "paragraph"}.get(kind, kind), "x" * int(word[len(kind) :] or 10), 1, "en")


def blocks_of(words: str) -> list[Block]:
    return [block(word) for word in words.split()]


def cards_of(words: str) -> str:
    """The words of a lesson with a stroke where a card ends."""
    blocks = blocks_of(words)
    names = {id(one): word for one, word in zip(blocks, words.split(), strict=True)}
    return " | ".join(" ".join(names[id(one)] for one in card) for card in cut(blocks))


@pytest.mark.parametrize(
    ("lesson", "cards"),
    [
        ("", ""),
        ("p", "p"),
        ("p p steps", "p p steps"),
        # A card begins at a heading of the second level and at what is a screen of its own.
        ("p ##look p ##listen p", "p | ##look p | ##listen p"),
        ("##look p ###deep p", "##look p ###deep p"),
        ("p compare scenario check key", "p | compare | scenario | check | key"),
        ("p safety steps local activity picture", "p safety steps local activity picture"),
        # A heading stays with what it stands above.
        ("p ##look compare p", "p | ##look compare p"),
        ("p ##look ###deep check", "p | ##look ###deep check"),
        # Six are enough: of more the shortest neighbours are joined.
        ("p ##a p ##b p ##c p ##d p ##e p", "p | ##a p | ##b p | ##c p | ##d p | ##e p"),
        (
            "p ##a p300 ##b p300 ##c p300 scenario300 check key",
            "p | ##a p300 | ##b p300 | ##c p300 | scenario300 | check key",
        ),
        (
            "p ##a p20 ##b p20 ##c p300 ##d p300 ##e p300 ##f p300",
            "p | ##a p20 ##b p20 | ##c p300 | ##d p300 | ##e p300 | ##f p300",
        ),
        # The first card carries picture and title, a story its answers: both are joined last.
        (
            "p ##a p200 ##b p200 ##c p300 scenario50 check300 key300",
            "p | ##a p200 ##b p200 | ##c p300 | scenario50 | check300 | key300",
        ),
    ],
)
def test_where_the_cards_of_a_lesson_begin(lesson: str, cards: str) -> None:
    assert cards_of(lesson) == cards


def test_a_translation_is_cut_where_its_english_is() -> None:
    english = blocks_of("p ##a p20 ##b p20 ##c p300 ##d p300 ##e p300 ##f p300")
    khmer = blocks_of("p ##a p900 ##b p900 ##c p10 ##d p10 ##e p10 ##f p10")
    assert [len(card) for card in cut(khmer, english)] == [len(card) for card in cut(english)]
    assert [len(card) for card in cut(khmer)] != [len(card) for card in cut(english)]
    # One that is built otherwise is cut by itself.
    assert cut(khmer[:3], english) == cut(khmer[:3])


@pytest.mark.parametrize(
    ("card", "title"),
    [
        ([block("##look"), block("p")], "Look"),
        ([block("p"), Block("scenario", "x", 1, "en", title="The second shift")], "The second shift"),
        ([Block("heading", "## Not **once** {#once}", 1, "en", "once")], "Not once"),
        ([block("p"), block("key")], ""),
    ],
)
def test_a_card_is_called_by_the_first_title_on_it(card: list[Block], title: str) -> None:
    assert title_of(tuple(card)) == title


def test_every_lesson_has_four_to_six_cards_which_hold_all_of_it_in_every_language() -> None:
    library = check.load(CHECKOUT)
    for module in library.modules:
        for lesson in module.lessons:
            source = lesson.text(SOURCE).blocks
            lengths = [len(card) for card in cut(source)]
            assert 4 <= len(lengths) <= MOST, f"{module.id}/{lesson.id}"
            for language in library.languages:
                blocks = lesson.text(language.code).blocks
                cards = cut(blocks, source)
                assert [len(card) for card in cards] == lengths
                assert tuple(one for card in cards for one in card) == blocks
