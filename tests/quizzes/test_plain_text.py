"""Texts of Moodle as plain text: words stay, what is active goes, and what is lost has a name."""

from __future__ import annotations

import pytest

from lms.quizzes.domain.exchange.plain_text import AS_WRITTEN, Format, Plain, lost_words, plain

TABLE: list[tuple[str, Format, str, tuple[str, ...]]] = [
    ("  a <b> &amp; *c* ", "plain", "a <b> &amp; *c*", ()),
    ("a < b and c > d\ne & f", "moodle", "a < b and c > d\ne & f", ()),
    ("a\n<em>b</em> &gt; c", "moodle", "a\nb > c", ("em",)),
    ("<p>a</p>\n<p>b<br>c&nbsp;d</p>", "html", "a\nb\nc d", ()),
    ("<ul><li>a</li><li><b>b</b></li></ul>", "html", "- a\n- b", ("b",)),
    ("<table><tr><th>a</th><td>b</td></tr></table>", "html", "a b", ("table", "th", "td")),
    ('<a href="javascript:x()">a</a><script>b</script><img src="c">', "html", "a", ("a", "script", "img")),
    ("<p>ខ្ញុំ<span>ទៅ</span></p>", "html", "ខ្ញុំទៅ", ()),
    ("a **b**\n\n- c\n- d", "markdown", "a b\n- c\n- d", ("strong",)),
    ("[" * 100_000, "markdown", "[" * 100_000, ("markdown",)),
    ("<a " * 100_000, "moodle", "<a " * 99_999 + "<a", ()),
    ("", "html", "", ()),
    ("<p>a", "html", "a", ()),
]


@pytest.mark.parametrize(("text", "form", "words", "lost"), TABLE, ids=range(len(TABLE)))
def test_what_stays_of_a_text(text: str, form: Format, words: str, lost: tuple[str, ...]) -> None:
    assert plain(text, form) == Plain(words, lost)


@pytest.mark.parametrize(
    "text",
    [
        "- " * 500 + "x",
        "> " * 500 + "x",
        "1. " * 500 + "x",
        "x\n\n" + "\n".join("    " * level + "- a" for level in range(200)),
        "-\t" * 500 + "x",
    ],
    ids=["list", "quotation", "numbers", "indented", "tabs"],
)
def test_lists_within_lists_without_end_stay_as_they_are_written_and_that_is_said(text: str) -> None:
    """One such question stopped the whole file: each level is a call within another one."""
    read = plain(text, "markdown")
    assert AS_WRITTEN in read.lost
    assert read.text.endswith(text.strip()[-1])
    assert next(lost_words(read.lost)) == "its Markdown has too many marks: they stay as they are written"


@pytest.mark.parametrize("text", ["First\n" + "-" * 60, "a\n\n" + "* " * 5 + "b", "*" * 60])
def test_rules_and_lists_as_people_write_them_are_read(text: str) -> None:
    assert AS_WRITTEN not in plain(text, "markdown").lost
