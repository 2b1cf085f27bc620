"""What paper asks of a lesson, piece by piece."""

from __future__ import annotations

import pytest

from lms.content.lessons import blocks
from lms.content.lessons.blocks import Block
from lms.handbooks.domain import print_layout
from lms.handbooks.domain.print_layout import Section

GUIDE = """\
## Triads {#triads}

Two rounds.

The observer makes a mark.

| Nr | Seen |
|---|---|
| 1 | |
| 2 | |

| Minutes | What |
|---|---|
| 0–5 | Welcome |
| 5–9 | |

### The *rubric* {#rubric}

| What | Points |
|---|---|
| Consent | 2 |

/// activity | Cards

| What \\| how | Done |
|---|---|
| one | |

///
"""


def read(text: str) -> tuple[Block, ...]:
    found, problems = blocks.parse("guide.md", text, 1, "en")
    assert not problems
    return found


def test_nothing_is_folded_on_paper() -> None:
    folded = '<details class="choice"><summary><span>What if</span> ask</summary><p>Yes</p></details>'
    assert print_layout.opened(folded) == (
        '<section class="choice"><p class="summary"><span>What if</span> ask</p><p>Yes</p></section>'
    )


def test_a_range_of_minutes_stays_on_one_line() -> None:
    assert print_layout.unbroken("<td>65–140</td><td>–</td>") == (
        '<td><span class="range">65–140</span></td><td>–</td>'
    )


def test_two_lessons_with_the_same_heading_do_not_meet_in_one_book() -> None:
    html = '<h2 id="help">Help</h2><p><a href="#help">x</a> <a href="https://example.org">id="help"</a></p>'
    assert print_layout.within(html, "lesson-2") == (
        '<h2 id="lesson-2-help">Help</h2>'
        '<p><a href="#lesson-2-help">x</a> <a href="https://example.org">id="help"</a></p>'
    )


def test_the_contents_list_sections_without_their_marks() -> None:
    html = '<h2 id="a">One <em>two</em></h2><h3 id="b">three</h3><h2 id="c">Four</h2>'
    assert print_layout.sections(html) == (Section("a", "One two"), Section("c", "Four"))


def test_answers_are_taken_out_and_kept_with_the_title_of_their_question() -> None:
    lesson = read(
        "Text.\n\n//// check | What first?\n\nThink.\n\n/// answer\n\nLooking.\n\n///\n\n////\n\n"
        "/// key\n\nCalm.\n\n///\n"
    )
    kept, [answer] = print_layout.questions_and_answers(lesson)
    assert [block.kind for block in kept] == ["paragraph", "check", "key"]
    assert [child.kind for child in kept[1].children] == ["paragraph"]
    assert (answer.title, answer.language) == ("What first?", "en")
    assert [block.text for block in answer.blocks] == ["Looking."]


def test_bopha_copies_the_tables_that_are_filled_in_and_no_others() -> None:
    card, rubric, cards = print_layout.sheets(read(GUIDE), "Given")
    assert card.title == "Triads"
    assert [block.text for block in card.before] == ["The observer makes a mark."]
    assert card.table.text.startswith("| Nr | Seen |")
    assert rubric.title == "The rubric"
    assert rubric.before == ()
    assert rubric.table.text == "| What | Points | Given |\n|---|---|---|\n| Consent | 2 | |"
    assert cards.table.text.startswith("| What \\| how | Done |")


@pytest.mark.parametrize(
    ("below", "taken"),
    [
        ("With a leak it is not passed.\n\nSomething else.\n", ["With a leak it is not passed."]),
        ("## Next {#next}\n\nSomething else.\n", []),
        ("- A list\n\nSomething else.\n", []),
        ("", []),
    ],
)
def test_the_sentence_below_a_table_that_says_what_decides_goes_with_it(below: str, taken: list[str]) -> None:
    guide = f"## Rubric {{#rubric}}\n\n| What | Points |\n|---|---|\n| Consent | 2 |\n\n{below}"
    [sheet] = print_layout.sheets(read(guide), "Given")
    assert [block.text for block in sheet.after] == taken


def test_a_table_above_every_heading_is_a_sheet_without_a_title() -> None:
    [sheet] = print_layout.sheets(read("| Nr | Seen |\n|---|---|\n| 1 | |\n"), "Given")
    assert sheet.title == ""
