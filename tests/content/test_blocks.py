"""What the scanner sees in a lesson, and what Noy is told about fences and the things that blocks hold."""

from __future__ import annotations

import pytest

from lms.content.lessons import block_rules
from lms.content.lessons.blocks import parse
from lms.content.lessons.outline import first_difference


def told(text: str) -> list[tuple[int, str]]:
    blocks, problems = parse("f.md", text, 1, "en")
    found = [*problems, *block_rules.check("f.md", blocks)]
    return [(problem.line, problem.message) for problem in sorted(set(found))]


def test_prose_is_cut_at_blank_lines_and_around_headings() -> None:
    text = (
        "One\ntwo.\n\n## A {#a}\nAfter.\n\n- x\n\n    more\n\n- y\n\n"
        "1. z\n\n> q\n\n| a | b |\n|---|---|\n| c | d |\n\nEnd"
    )
    blocks, problems = parse("f.md", text, 5, "en")
    assert problems == []
    assert [(block.kind, block.line, block.id) for block in blocks] == [
        ("paragraph", 5, None),
        ("heading", 8, "a"),
        ("paragraph", 9, None),
        ("bullets", 11, None),
        ("numbers", 17, None),
        ("quote", 19, None),
        ("table", 21, None),
        ("paragraph", 25, None),
    ]
    assert blocks[3].text == "- x\n\n    more\n\n- y"


def test_an_indented_line_after_a_paragraph_is_a_paragraph() -> None:
    blocks, _ = parse("f.md", "One.\n\n    two\n", 1, "en")
    assert [block.kind for block in blocks] == ["paragraph", "paragraph"]


def test_a_fenced_block_keeps_its_source_and_its_children() -> None:
    text = "//// scenario | The bus\n\nSokha waits.\n\n/// choice | Ask\n\nShe answers.\n\n///\n\n////\n"
    (scenario,), problems = parse("f.md", text, 1, "km")
    assert problems == []
    assert (scenario.kind, scenario.title, scenario.line, scenario.language) == (
        "scenario",
        "The bus",
        1,
        "km",
    )
    assert scenario.text == "Sokha waits.\n\n/// choice | Ask\n\nShe answers.\n\n///"
    assert [(child.kind, child.title, child.line) for child in scenario.children] == [
        ("paragraph", "", 3),
        ("choice", "Ask", 5),
    ]


def test_a_block_is_safety_critical_wherever_the_safety_stands() -> None:
    blocks, _ = parse("f.md", "/// safety\n\nStay.\n\n///\n\n/// key\n\nBe calm.\n\n///\n", 1, "en")
    assert [block.safety for block in blocks] == [True, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/// safty\n\nx\n\n///", [(1, "`safty` is not a kind of block")]),
        ("/// safety\n\nx", [(1, "`safety` is never closed")]),
        ("///", [(1, "this closes a block, but none is open")]),
        ("/// key | Title\n\nx\n\n///", [(1, "`key` takes no title")]),
        ("/// activity\n\nx\n\n///", [(1, "`activity` has no title")]),
        ("/// activity |\n\nx\n\n///", [(1, "`activity` has no title")]),
        (" /// key\n\nx", [(1, "`/// key` is not a fence")]),
        ("/// two words\n\nx", [(1, "`/// two words` is not a fence")]),
        ("/// choice | A\n\nx\n\n///", [(1, "`choice` stands alone; it belongs inside `scenario`")]),
        (
            "//// activity | A\n\nx\n\n/// key\n\nx\n\n///\n\n////",
            [(5, "`key` cannot stand inside `activity`")],
        ),
        ("//// unknown\n\n/// key\n\nx\n\n///\n\n////", [(1, "`unknown` is not a kind of block")]),
        (
            "/// check | Q\n\nq\n\n/// answer\n\na\n\n///\n\n///",
            [(5, "`answer` has as many slashes as the `check` around it (line 1)")],
        ),
        (
            "//// check | Q\n\nq\n\n/// answer\n\na\n\n////",
            [(9, "4 slashes close nothing: `answer` opened with 3")],
        ),
        ("/// key\n\nx\n\n////\n\n///", [(5, "4 slashes close nothing: `key` opened with 3")]),
        ("/// key\n\n///", [(1, "`key` is empty")]),
        ("//// scenario | S\n\nx\n\n////", [(1, "`scenario` offers no `choice`")]),
        ("//// check | Q\n\nq\n\n////", [(1, "`check` has 0 answers instead of one")]),
        ("/// steps | S\n\n- a\n\n///", [(1, "`steps` should hold one numbered list and nothing else")]),
        (
            "/// steps | S\n\n1. **Look** at\n2. Listen\n\n///",
            [(1, "step 2 does not start with a few strong words")],
        ),
        (
            "//// compare | C\n\n/// do | D\n\n- a\n\n///\n\n////",
            [(1, "`compare` should hold one `do` and one `dont` block and nothing else")],
        ),
        (
            "//// compare | C\n\n/// do | D\n\na\n\n///\n\n/// dont | E\n\n1. b\n\n///\n\n////",
            [(3, "`do` should hold one list and nothing else")],
        ),
        (
            "/// local | L\n\npolice\n\n///",
            [(1, "`local` should hold one list of service keys and nothing else")],
        ),
        ("/// local | L\n\n- Police\n\n///", [(1, "`Police` is not a service key")]),
        ("/// picture | P\n\nx\n\n///", [(1, "`picture` should hold one image and nothing else")]),
        ("/// picture | P\n\n![](a.svg)\n\n///", [(1, "the image has no words for those who cannot see it")]),
        (
            "/// picture | P\n\n![a](../a.svg)\n\n///",
            [(1, "`../a.svg` is not the name of a picture beside the lesson")],
        ),
        ("x ![a](a.svg)", [(1, "an image stands outside a `picture` block")]),
        ("# Title {#t}", [(1, "a heading of level 1")]),
        ("## Title", [(1, "the heading has no id")]),
        ("## ចំណង {#ចំណង}", [(1, "the heading has no id")]),
        ("## Third {#c3}", [(1, "the id `c3` is the address of a card")]),
        ("## Whole {#all}", [(1, "the id `all` is the address of a card")]),
        ("## Fine {#calls}", []),
        ("## A {#a}\n\n## B {#a}", [(3, "the id `a` is taken by line 1")]),
        ("Title\n-----", [(2, "a line of `-` or `=` makes a heading of the line above")]),
        ("Text:\n- a", [(2, "a list needs a blank line before it")]),
        ("- a\n  - b", [(2, "a list inside a list needs four spaces before its mark")]),
        ("a <b>c</b>", [(1, "`<b` looks like HTML")]),
        ("one\n<!-- remark -->", [(2, "`<!` looks like HTML")]),
        ("[a](http://x.org)", [(1, "the link `http://x.org` leads nowhere safe")]),
        ("[a](javascript:x)", [(1, "the link `javascript:x` leads nowhere safe")]),
        ("[a](#nowhere)", [(1, "no heading has the id `nowhere`")]),
        ("<mailto:a@b.org>", [(1, "a link that does not start with https://")]),
        ("[a]: https://x.org", [(1, "a link in two parts")]),
        ("## A {#a}\n\n[b](#a), [c](https://x.org/d), <https://x.org>, 2 < 3 > 1, a - b", []),
    ],
)
def test_noy_is_told_what_the_block_lacks(text: str, expected: list[tuple[int, str]]) -> None:
    assert told(text) == expected


def test_an_unknown_kind_names_its_nearest_known_one() -> None:
    _, problems = parse("f.md", "/// scenaro | S\n\nx\n\n///", 1, "en")
    assert problems[0].hint == "Did you mean `scenario`?"


SOURCE = (
    "## A {#a}\n\n- x\n- y\n\n//// check | Q\n\nq\n\n/// answer\n\na\n\n///\n\n////\n\n"
    "/// local | L\n\n- police\n\n///\n"
)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("q\n", "q\n\nand more\n", None),  # paragraphs inside a block are the translator's
        ("{#a}", "{#b}", (1, "the heading `b` stands where the source has the heading `a` (line 1)")),
        ("- y\n", "", (3, "a list of 1 stands where the source has a list of 2 (line 3)")),
        ("- x\n- y", "x y", (3, "a paragraph stands where the source has a list of 2 (line 3)")),
        ("/// answer\n\na\n\n///\n\n", "", (6, "a `answer` block of line 10 of the source is missing")),
        ("q\n\n", "q\n\n- b\n\n", (10, "a list of 1 stands where the source has a `answer` block (line 10)")),
        (
            "- police",
            "- fire",
            (18, "a `local` block of fire stands where the source has a `local` block of police (line 18)"),
        ),
        (
            "////\n\n/// l",
            "////\n\nEnd.\n\n/// l",
            (18, "a paragraph stands where the source has a `local` block of police (line 18)"),
        ),
    ],
)
def test_a_translation_is_built_like_its_source(
    old: str, new: str, expected: tuple[int | None, str] | None
) -> None:
    source, _ = parse("f.md", SOURCE, 1, "en")
    assert old in SOURCE
    translation, _ = parse("f.md", SOURCE.replace(old, new, 1), 1, "km")
    assert first_difference(source, translation) == expected


def test_what_is_missing_or_too_much_at_the_end_is_named() -> None:
    source, _ = parse("f.md", SOURCE, 1, "en")
    assert first_difference(source, source[:-1]) == (
        None,
        "a `local` block of police of line 18 of the source is missing",
    )
    assert first_difference(source[:-1], source) == (18, "a `local` block of police is not in the source")
