"""Links from the first place of each key term in a page's HTML to its explanation. Pure: knows no web.

Reads HTML that `lms.content.lessons.html` made: sanitised prose and our own tags, attributes in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

from lms.content.types.glossary import Glossary, Term, find_terms

_TOKEN = re.compile(r"<(?P<close>/?)(?P<tag>[a-z][a-z0-9]*)(?P<rest>(?:[^<>\"]|\"[^\"]*\")*)>|[^<]+|<")
_ATTRIBUTE = re.compile(r"(?:^|\s)(lang|class)=\"([^\"]*)\"")
_VOID = frozenset({"br", "hr", "img"})
# Titles, what can be tapped already, what is not a sentence, and the headings of columns: on some screens those in `th`
# are out of sight, on others those in `b` (see `cells`).
_CLOSED_TAGS = frozenset({"h1", "h2", "h3", "h4", "a", "summary", "code", "figcaption", "th", "b"})
_CLOSED_CLASSES = frozenset({"label", "local", "notice"})


@dataclass(frozen=True)
class Marked:
    """The HTML with its links, and the terms that they lead to, in the order of their first place."""

    html: str
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class _Element:
    """An open element: the language inside it, and whether terms may be marked there."""

    tag: str
    language: str
    marked: bool


@dataclass
class _Page:
    glossary: Glossary
    open: list[_Element]
    terms: dict[str, Term] = field(default_factory=dict)

    def tokens(self, html: str) -> Iterator[str]:
        for token in _TOKEN.finditer(html):
            if token["tag"] is None:
                yield self._text(token[0])
            else:
                self._tag(token)
                yield token[0]

    def _tag(self, token: re.Match[str]) -> None:
        tag = token["tag"]
        if token["close"]:
            self._close(tag)
        elif tag not in _VOID:
            around = self.open[-1]
            attributes = dict(_ATTRIBUTE.findall(token["rest"]))
            classes = frozenset(attributes.get("class", "").split())
            marked = around.marked and tag not in _CLOSED_TAGS and not classes & _CLOSED_CLASSES
            self.open.append(_Element(tag, attributes.get("lang", around.language), marked))

    def _close(self, tag: str) -> None:
        # A tag that closes nothing is passed over: the first element is the page's and never closes.
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag == tag:
                del self.open[place:]
                return

    def _text(self, html: str) -> str:
        here = self.open[-1]
        if not here.marked:
            return html
        text, parts, at = unescape(html), [], 0
        for term, start, end in find_terms(text, self.glossary, here.language):
            if term.id not in self.terms:
                self.terms[term.id] = term
                parts += [escape(text[at:start], quote=False), _link(term, text[start:end])]
                at = end
        if not parts:
            return html
        return "".join([*parts, escape(text[at:], quote=False)])


def mark_terms(html: str, glossary: Glossary, language: str) -> Marked:
    """Link the first place of each marked term to `#w-<term>`; the link itself is `#t-<term>`.

    `language` is the page's; parts with a `lang` of their own are searched for the words of theirs. Headings,
    also those of columns, links, summaries, captions, labels, code and local services stay as they are.
    """
    return mark_terms_of_parts((html,), glossary, language)[0]


def mark_terms_of_parts(parts: Sequence[str], glossary: Glossary, language: str) -> tuple[Marked, ...]:
    """The same for the parts of one page: a term is marked, and explained, in the part where it stands first."""
    seen: dict[str, Term] = {}
    marked: list[Marked] = []
    for html in parts:
        before = len(seen)
        page = _Page(glossary, [_Element("", language, marked=True)], seen)
        text = "".join(page.tokens(html))
        marked.append(Marked(text, tuple(seen.values())[before:]))
    return tuple(marked)


def _link(term: Term, words: str) -> str:
    return f'<a class="term" id="t-{term.id}" href="#w-{term.id}">{escape(words, quote=False)}</a>'
