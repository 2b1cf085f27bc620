"""Texts of Moodle in HTML, Markdown or its automatic format -> plain text, as our questions are.

What is active goes with the sanitiser of lessons; what a plain text cannot say (pictures, tables, links, strong words)
is named, so that nobody loses it unknowingly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final, Literal, NamedTuple, TypeAlias

import markdown

from lms.content.lessons.html import sanitised

Format: TypeAlias = Literal["plain", "html", "markdown", "moodle"]

_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]+\d*);")
_OPENED = re.compile(r"[\[<]")
_MOST_OPENED: Final = (
    200  # brackets of a text; of more, the library takes the square of their number and longer
)
# Lists and quotations within each other: the library goes one call deeper for each, and cannot go deep.
_LEADING = re.compile(r"^(?:[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t])+", re.MULTILINE)
_MARK = re.compile(r"[-*+>.)]| {4}|\t")
_MOST_LEVELS: Final = 20
AS_WRITTEN: Final = "markdown"  # stands among the tags of a text whose marks were not read
_LINES: Final = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "tr", "blockquote"}
)
_NOTHING: Final = frozenset({*_LINES, "br", "span", "li", "tbody", "thead", "html", "body"}) - {"table"}


class Plain(NamedTuple):
    """A plain text, and the tags whose meaning it lost, by name; `AS_WRITTEN` where its marks stay."""

    text: str
    lost: tuple[str, ...]


def plain(text: str, form: Format) -> Plain:
    """A text of Moodle as plain text."""
    if form == "markdown" and _is_too_much(text):
        read = plain(text, "moodle")  # the words stay, and so do the marks
        return Plain(read.text, (*read.lost, AS_WRITTEN))
    if form == "moodle":  # it takes tags for tags and keeps lines
        if not _MARKUP.search(text):
            return Plain(text.strip(), ())
        text = text.strip().replace("\n", "<br>")
    elif form == "plain":
        return Plain(text.strip(), ())
    elif form == "markdown":
        text = markdown.markdown(text)
    seen = _Tags()
    seen.feed(text)
    seen.close()
    words = _Words()
    words.feed(sanitised(text))
    words.close()
    return Plain(words.text(), tuple(dict.fromkeys(tag for tag in seen.tags if tag not in _NOTHING)))


def _is_too_much(text: str) -> bool:
    deepest = max((len(_MARK.findall(found[0])) for found in _LEADING.finditer(text)), default=0)
    return len(_OPENED.findall(text)) > _MOST_OPENED or deepest > _MOST_LEVELS


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)


class _Words(HTMLParser):
    """Sanitised HTML as lines: white space is one space, blocks stand on lines of their own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "li":
            self._parts.append("\n- ")
        elif tag in _LINES or tag == "br":
            self._parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _LINES:
            self._parts.append("\n")
        elif tag in ("td", "th"):
            self._parts.append(" ")

    def handle_data(self, data: str) -> None:
        self._parts.append(re.sub(r"\s+", " ", data))

    def text(self) -> str:
        lines = (re.sub(" +", " ", line).strip() for line in "".join(self._parts).split("\n"))
        return "\n".join(line for line in lines if line)


def lost_words(lost: tuple[str, ...]) -> Iterator[str]:
    """What is said of the tags that a plain text lost."""
    if AS_WRITTEN in lost:
        yield "its Markdown has too many marks: they stay as they are written"
    if tags := [tag for tag in lost if tag != AS_WRITTEN]:
        yield "not kept of its HTML: " + ", ".join(f"<{tag}>" for tag in tags)
