"""Texts of Moodle as plain text: words stay, what is active goes, and what is lost has a name."""

from __future__ import annotations

import pytest

from lms.quizzes.domain.exchange.plain_text import Format, Plain, plain

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
    ("[" * 100_000, "markdown", "[" * 100_000, ()),
    ("<a " * 100_000, "moodle", "<a " * 99_999 + "<a", ()),
    ("", "html", "", ()),
    ("<p>a", "html", "a", ()),
]


@pytest.mark.parametrize(("text", "form", "words", "lost"), TABLE, ids=range(len(TABLE)))
def test_what_stays_of_a_text(text: str, form: Format, words: str, lost: tuple[str, ...]) -> None:
    assert plain(text, form) == Plain(words, lost)
