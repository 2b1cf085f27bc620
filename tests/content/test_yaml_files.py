"""What Noy types in a YAML file is what the house reads."""

from __future__ import annotations

import pytest

from lms.content import yaml_files


def test_everything_stays_text() -> None:
    text = "id: 0123\nanswer: no\ntime: 12:30\nversion: 1.10\nphone: +85523\nempty:\nlist: [1, ~]\n"
    document, problems = yaml_files.read("f.yaml", text)
    assert problems == []
    assert document is not None
    assert document.data == {
        "id": "0123",
        "answer": "no",
        "time": "12:30",
        "version": "1.10",
        "phone": "+85523",
        "empty": "",
        "list": ["1", "~"],
    }


def test_an_empty_file_says_nothing() -> None:
    document, problems = yaml_files.read("f.yaml", "# only a remark\n")
    assert (document and document.data, problems) == ({}, [])


def test_each_value_knows_its_line() -> None:
    document, _ = yaml_files.read("f.yaml", "a: 1\nb:\n  - c: x\n    d: y\n", first_line=10)
    assert document is not None
    assert document.line("a") == 10
    assert document.line("b", 0, "d") == 13
    assert document.line("b", 0, "what is not there", "d") == 13
    assert document.line() == 10
    assert list(document.texts()) == [("1", 10), ("x", 12), ("y", 13)]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: *a", 2, "`*a` is an alias; aliases are not used"),
        ("a: &x [b]\nc: *x", 1, "`&` makes an anchor; anchors are not used"),
        ("a: 1\nb: !!int 1", 2, "`!` makes a tag; tags are not used"),
        ("&k a: 1", 1, "`&` makes an anchor; anchors are not used"),
        ("a: 1\nb: 2\na: 3", 3, "`a` stands here twice"),
        ("b: 1\n? [a]\n: c", 2, "a key has to be one word"),
        ("- a", 1, "the file should start with a key"),
        ("a: b: c", 1, "this is not YAML: mapping values are not allowed in this context"),
        ("a: 1\nb: [", 3, "this is not YAML: did not find expected node content"),
        ("a: \x07", 1, "this is not YAML: a character that is not allowed"),
        ("a: 1\n---\nb: 2", 2, "a second document starts here"),
        ("a: " + "[" * 13 + "]" * 13, 1, "this is nested more than 12 levels deep"),
        ("a: " + "x" * yaml_files.LARGEST, 1, "the file is larger than 1024 KB"),
    ],
)
def test_noy_is_told_the_line_of_what_is_not_understood(text: str, line: int, message: str) -> None:
    _, problems = yaml_files.read("f.yaml", text)
    assert [(problem.line, problem.message) for problem in problems] == [(line, message)]
    _, moved = yaml_files.read("f.yaml", text, first_line=5)
    assert [problem.line for problem in moved] == [line if "larger" in message else line + 4]


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdef", "bcdefg", strict=True)
    )
    document, problems = yaml_files.read("f.yaml", bomb)
    assert (document, problems[0].line) == (None, 1)
