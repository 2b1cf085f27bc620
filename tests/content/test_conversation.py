"""A story as a conversation: what is told, what somebody says, what one could answer, what comes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lms.content.lessons.blocks import parse
from lms.content.lessons.conversation import Faces, Story, split
from lms.content.lessons.html import LABELS, render

WORDS = {label: label for label in LABELS}
FACES = Faces("/people.svg#dara-hurt", "/people.svg#dara-calm", "/people.svg#dara-worried")
TEXT = """\
//// scenario | Alone

Dara sits there. He says: “Leave me alone.”

/// choice | Stay

He shouts.

///

/// choice | “I am over there.”

He comes.

///

////
"""


def drawn(story: Story, *, text: str = TEXT, stale: bool = False, page: str = "en") -> str:
    blocks, _ = parse("f.md", text, 1, "en")
    if stale:
        blocks = tuple(replace(block, mark="stale") for block in blocks)
    return render(
        blocks,
        language=page,
        labels=WORDS,
        local=", ".join,
        address=str,
        stories=[story],
    )


def face(mood: str) -> str:
    return f'<img class="face" src="/people.svg#dara-{mood}" alt="" width="96" height="96" loading="lazy">'


def test_somebody_speaks_and_each_answer_says_what_comes_of_it() -> None:
    assert drawn(Story(1, 2, FACES)).replace("\n", "") == (
        '<section class="block scenario"><p class="label">scenario</p><h3>Alone</h3>'
        '<div class="story"><p>Dara sits there. He says:</p></div>'
        f'<div class="talk">{face("hurt")}<div class="bubble"><p>“Leave me alone.”</p></div></div>'
        '<p class="label">choice</p>'
        '<details class="choice" name="s1"><summary>Stay</summary>'
        f'<div class="talk">{face("worried")}<div class="bubble no"><p class="label">✕ risky</p>'
        "<p>He shouts.</p></div></div></details>"
        '<details class="choice" name="s1"><summary>“I am over there.”</summary>'
        f'<div class="talk">{face("calm")}<div class="bubble ok"><p class="label">✓ better</p>'
        "<p>He comes.</p></div></div></details></section>"
    )


def test_where_nobody_is_shown_the_words_speak_alone() -> None:
    html = drawn(Story(1, 2))
    assert "<img" not in html
    assert html.count('class="bubble') == 3


def test_who_says_nothing_looks_on_beside_the_story() -> None:
    html = drawn(Story(1, 2, FACES), text=TEXT.replace(" He says: “Leave me alone.”", ""))
    assert f'<div class="story">\n{face("hurt")}' in html
    assert html.count('class="bubble') == 2


@pytest.mark.parametrize(("story", "stale"), [(Story(1), False), (Story(1, 2, FACES), True)])
def test_no_answer_is_called_better_where_that_is_not_known(story: Story, stale: bool) -> None:
    """Not said, or an old translation, whose answers may stand in another order than the English ones."""
    html = drawn(story, stale=stale)
    assert "better" not in html
    assert "risky" not in html
    assert html.count('<div class="bubble">') == 3


def test_our_words_in_an_english_story_on_a_khmer_page_say_their_language() -> None:
    html = drawn(Story(1, 2), page="km")
    assert '<p class="label" lang="km">✓ better</p>' in html
    assert '<p class="label" lang="km">choice</p>' in html


def test_an_answer_to_oneself_is_a_bubble_on_a_screen() -> None:
    text = "//// check | Q\nq\n/// answer\na\n///\n////"
    assert '</summary><div class="bubble ok">\n<p>a</p>\n</div></details>' in drawn(Story(1), text=text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("She sits. She says: “Go.”", ("She sits. She says:", "“Go.”", "")),
        ("He says: “Build. Ask later.” You lead.", ("He says:", "“Build. Ask later.”", "You lead.")),
        (
            "She comes at eight. “It broke. I am afraid.”",
            ("She comes at eight.", "“It broke. I am afraid.”", ""),
        ),
        ("He: “One.” She: “Two.”", ("He: “One.” She:", "“Two.”", "")),
        ("គាត់ថា៖ «ទុកឱ្យខ្ញុំ»។", ("គាត់ថា៖", "«ទុកឱ្យខ្ញុំ»", "")),
        ("គាត់ថា៖ «ទៅ»។ អ្នកនៅ។", ("គាត់ថា៖", "«ទៅ»", "អ្នកនៅ។")),
        ("เขาพูดว่า “อย่า” คุณอยู่", ("เขาพูดว่า", "“อย่า”", "คุณอยู่")),
        ("ລາວເວົ້າວ່າ: “ຢ່າ”", ("ລາວເວົ້າວ່າ:", "“ຢ່າ”", "")),
        # A word in quotation marks is nobody speaking, and neither is what goes on after it.
        ("She asks for water and “no police”.", ("She asks for water and “no police”.", "", "")),
        ("A man smiles. “He keeps it,” she says.", ("A man smiles. “He keeps it,” she says.", "", "")),
        ("He is **sure: “Go.” And** goes.", ("He is **sure: “Go.” And** goes.", "", "")),
        ("Nobody speaks.", ("Nobody speaks.", "", "")),
    ],
)
def test_what_somebody_says_last_is_a_bubble_of_its_own(text: str, parts: tuple[str, str, str]) -> None:
    assert split(text) == parts
