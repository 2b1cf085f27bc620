"""An excerpt never says the contrary of its lesson: what is forbidden stands in it behind the words that forbid it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest

from lms.content.lessons import blocks
from lms.content.lessons.blocks import Block
from lms.content.types.curriculum import Content
from lms.search.domain.documents import Document, documents
from lms.search.domain.excerpts import Hit
from lms.search.domain.index import Index
from lms.search.domain.matching import Match, Searchable, matches, searchable, words
from lms.search.domain.passages import Passage, passages, plain
from lms.search.domain.snippets import SNIPPET, excerpt
from tests.search.shelves import found, shown

LANGUAGES = ("en", "km", "lo", "th")
LESSON = """\
## Where you stop {#stop}

- Ask first.

A volunteer **never**:

- keeps papers
- takes photos.

//// compare | At the door

/// do | Safe

- Knock.

///

/// dont | Not safe

- Shout.

Run in.

///

////

| Case | Avoid |
|---|---|
| Violence | Asking why |

//// scenario | Dara waits

He is cold.

/// choice | Leave him there

He is alone now.

///

/// choice | Bring him tea

He smiles.

///

////
"""


def read(best: tuple[int, ...] = (2,)) -> dict[str, Passage]:
    parsed, problems = blocks.parse("lesson.md", LESSON, 1, "en")
    assert not problems
    return {passage.text.strip(): passage for passage in passages(parsed, lambda keys: (), best)}


def told(passage: Passage) -> str:
    return " · ".join(f"{piece.lead} {piece.text.strip()}" for piece in passage.pieces)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Ask first.", "Where you stop: Ask first."),
        ("keeps papers", "A volunteer never: keeps papers"),
        ("takes photos.", "A volunteer never: takes photos."),
        ("Knock.", "✓ At the door · Safe: Knock."),
        ("Shout.", "✕ At the door · Not safe: Shout."),
        ("Run in.", "✕ At the door · Not safe: Run in."),
        ("Violence · Asking why", "Case: Violence · Avoid: Asking why"),
        ("He is alone now.", "Dara waits: He is alone now."),
    ],
)
def test_a_text_is_told_behind_what_turns_it_round(text: str, whole: str) -> None:
    assert told(read()[text]) == whole


def test_what_misleads_when_it_stands_alone_is_never_shown() -> None:
    """A wrong choice, the heads of a table, a sentence that only introduces a list."""
    hidden = {text for text, passage in read().items() if not passage.shown}
    assert hidden == {"A volunteer never:", "Case · Avoid", "Leave him there"}


def test_where_no_choice_is_said_to_be_best_none_is_shown() -> None:
    hidden = {text for text, passage in read(()).items() if not passage.shown}
    assert {"Leave him there", "Bring him tea"} <= hidden


def page(title: str = "Lesson") -> Index:
    return Index([Document("lesson", "pss", "a", Passage(title, "en"), tuple(read().values()))])


@pytest.mark.parametrize(
    ("typed", "snippet"),
    [
        ("papers", "A volunteer never: keeps [papers]"),
        ("never", "A volunteer [never]: keeps papers"),
        ("avoid", "Case: Violence · [Avoid]: Asking why"),
        ("asking why", "Case: Violence · Avoid: [Asking] [why]"),
        ("leave", "Dara waits: He is alone now."),
        ("tea", "Bring him [tea]"),
    ],
)
def test_sokha_sees_the_words_with_what_turns_them_round(typed: str, snippet: str) -> None:
    (hit,) = found(page().find(typed)).hits
    assert (shown(hit.snippet), hit.anchor) == (snippet, "stop")


def cut(typed: str, *pieces: tuple[str, str]) -> str:
    ready = [(searchable(lead, "en"), searchable(text, "en")) for lead, text in pieces]

    def find(text: Searchable) -> list[Match]:
        return [match for word in words(typed) for match in matches(text, word)]

    return shown(excerpt(ready, find))


def test_a_long_item_is_cut_and_its_lead_is_not() -> None:
    long = "word " * 60
    piece = cut("photo", ("A volunteer never:", f"{long}photo {long}"))
    assert piece.startswith("A volunteer never: …word")
    assert "[photo]" in piece
    assert len(piece) < 2 * SNIPPET


def test_a_long_row_keeps_its_first_cell_and_the_one_that_was_found_with_their_heads() -> None:
    row = [("Case:", "Violence"), ("Offer:", "word " * 40), ("Avoid:", "Asking why"), ("More:", "word " * 40)]
    assert cut("why", *row) == "Case: Violence … Avoid: Asking [why]…"
    assert cut("", *row).startswith("Case: Violence · Offer: word word")


_END = ":៖. "
DENIES = re.compile(r"\b(never|not|no|avoid|unsafe|harms)\b", re.IGNORECASE)


def texts(library: Content, language: str) -> Iterator[tuple[str, tuple[Block, ...]]]:
    for module in library.modules:
        for lesson in module.lessons:
            yield lesson.slug, lesson.text(language).blocks
    for handout in library.handouts:
        yield handout.slug, handout.text(language).blocks


def lists(
    tree: Iterable[Block], above: str = "", *, wrong: bool = False
) -> Iterator[tuple[str, bool, Block]]:
    """Each list with the words just before or above it, and whether they stand over what not to do."""
    before = ""
    for block in tree:
        if block.kind == "heading":
            above, before = plain(re.sub(r"^#+|\{.*", "", block.text)).strip(), ""
        elif block.kind == "paragraph":
            before = plain(block.text).strip()
        elif block.kind in ("bullets", "numbers"):
            short = before if len(before) < 50 else ""
            yield short or above, wrong, block
            before = ""
        elif block.kind not in ("trainer", "local", "picture"):
            below = plain(block.title) or above
            yield from lists(block.children, below, wrong=wrong or block.kind == "dont")
            before = ""


def items(block: Block) -> list[str]:
    return [plain(re.sub(r"^([-*+]|\d+\.)\s+", "", line)).strip() for line in block.text.split("\n")]


def forbidden(library: Content, language: str) -> list[tuple[str, str, str]]:
    """Page, lead and item of each list that says what not to do; the lead denies in English, or the list is marked."""
    found = []
    for (name, english), (_, ours) in zip(texts(library, "en"), texts(library, language), strict=True):
        for (lead, wrong, _), (said, _, block) in zip(lists(english), lists(ours), strict=True):
            if wrong or DENIES.search(lead):
                # “True.” below “True or not?” stands in its lead: whatever shows the lead begins with it.
                found += [(name, said, item) for item in items(block) if item.rstrip(_END) not in said]
    return found


def text_of(hit: Hit) -> str:
    return "".join(part.text for part in hit.snippet)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_forbidden_is_ever_shown_without_what_forbids_it(
    library: Content, indexes: dict[str, Index], language: str
) -> None:
    behind = 0
    for name, lead, item in forbidden(library, language):
        for typed in (item[:60], item[-25:]):
            for hit in getattr(indexes[language].find(typed), "hits", ()):
                if hit.document.name == name:
                    assert not text_of(hit).strip("…").startswith(item[:40]), (name, item)
                    behind += lead.rstrip(_END) in text_of(hit)
    assert behind > 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_forbidden_item_of_the_lessons_carries_its_lead(library: Content, language: str) -> None:
    pages = list(documents(library, language))
    for name, lead, item in forbidden(library, language):
        alike = [
            each for page in pages if page.name == name for each in page.passages if each.text.strip() == item
        ]
        assert any(lead.rstrip(_END) in piece.lead for passage in alike for piece in passage.pieces), item


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_wrong_choice_of_a_story_is_shown(
    library: Content, indexes: dict[str, Index], language: str
) -> None:
    wrong = {
        plain(choice.title)
        for module in library.modules
        for lesson in module.lessons
        for story, best in zip(
            [block for block in lesson.text(language).blocks if block.kind == "scenario"],
            lesson.best,
            strict=True,
        )
        for number, choice in enumerate((each for each in story.children if each.kind == "choice"), start=1)
        if number != best
    }
    assert wrong
    for title in wrong:
        hits = getattr(indexes[language].find(title[:70]), "hits", ())
        assert title not in {text_of(hit) for hit in hits}


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        *(("th", typed) for typed in ("ถูกจับ", "โดนจับ", "ตม.จับ", "เนรเทศ", "ถ่ายรูป", "ยา")),
        *(("lo", typed) for typed in ("ນາຍຈ້າງບໍ່ໃຫ້ເງິນ", "ຕຳຫຼວດ", "ຈັບ", "ຖ່າຍຮູບ", "ຢາ")),
        *(("km", typed) for typed in ("នគរបាល", "លុយ", "លទ្ធផលតេស្ត")),
        *(("en", typed) for typed in ("photo", "police", "money", "arrested")),
    ],
)
def test_a_frightened_volunteer_reads_no_forbidden_act_as_advice(
    library: Content, indexes: dict[str, Index], language: str, typed: str
) -> None:
    answer = found(indexes[language].find(typed))
    assert answer.hits
    bare = {(name, item) for name, _, item in forbidden(library, language)}
    assert not bare & {(hit.document.name, text_of(hit).strip()) for hit in answer.hits}
