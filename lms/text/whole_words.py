"""Words that a line never ends inside: marked in HTML, so that a browser and the PDF engine keep them whole.

Browsers break Khmer, Lao and Thai between the words of a dictionary that knows "กา" and "ชาด" but not "กาชาด".
A word joiner inside would spoil copying and searching, so the word gets an element of its own, and the style
says the rest: `w` stays on one line; `ph` is longer and does so unless letters are large; `pl` is wider than a title
on a phone, so only its parts are kept there; `t` is a text with such words that was one box in a row of boxes. What
is wider than a column is in a title kept in its parts everywhere.
None is a box: signs of punctuation belong to the word before or after them. Source: the look of Sala, section 3.
Knows no page and no language of a page: the scripts do not overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Final

from lms.text.graphemes import clusters
from lms.text.line_breaks import break_opportunities
from lms.text.normalise import for_storing
from lms.text.writing_systems import WRITINGS

# Letters of a word that fits beside the mark of a list on a phone at twice the size of type (up to 45 px each in 240).
LONGEST_ON_ONE_LINE: Final = 5
# Letters of a word that fits in a title on a phone: up to 10.1 em of bold type in 18 em less the margins.
LONGEST_ON_A_PHONE: Final = 11
# Letters of a word that fits in a title on a desk: up to 20.2 em of bold type in the column of 21 em. A longer one
# would stand out of the column, and what follows it, be it a colon, would begin the next line.
LONGEST_IN_A_TITLE: Final = 22

_REMEMBERED: Final = 8192  # texts: all of the interface in a few languages, and the questions of all tests

# "Again": what it repeats stands before it, so it starts no line. Thai and Lao often put a space between.
_REPEATERS: Final = "\u0e46\u0ec6\u17d7"
_SHORTENERS: Final = "\u0e2f\u0eaf"  # "and so on", written to the end of a word
_WORD_JOINER: Final = "\u2060"
_NO_BREAK_SPACE: Final = "\u00a0"
_BLOCK: Final = "".join(writing.block for writing in WRITINGS)
_OURS = re.compile(f"[{_BLOCK}]+")
_DEPENDENT: Final = "".join(writing.signs + writing.trailing + writing.stacker for writing in WRITINGS)
_UNFINISHED: Final = "".join(writing.leading + writing.stacker for writing in WRITINGS)
# A browser may know fewer words than ICU does here: what is this long is kept whole in any case.
_SURELY_BROKEN: Final = 3

# KH-0001, 7KQW-3XHM-B9T8, 2026-11, 02-256-4427, 65–140: capitals and digits, at least one of these.
_CODE: Final = r"(?<![\w.\-–])(?=[A-Z0-9\-–]*[0-9])[A-Z0-9]+(?:[\-–][A-Z0-9]+)+(?![\w\-–])"

# Khmer repeats a syllable, and the letter before the sign may only close it: ម្នា + ក់. So the syllable counts from its
# first letter, and with it a short one before it, which is no word alone: សំ + ខាន់.
_KHMER_HEAD: Final = "[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3])*"
_KHMER_SHORT: Final = "[កគចជដតទបពរលសអ]\u17c6"
_KHMER_CLOSED: Final = "(?:[\u1780-\u17a2][\u17cb\u17cd]?)?"
_KHMER_AGAIN: Final = (
    f"(?<!\u17d2)(?:{_KHMER_SHORT})?{_KHMER_HEAD}[\u17b4-\u17d1\u17d3\u17dd]*{_KHMER_CLOSED}"
)

# What makes a noun of the word after it; that word may be a link of its own, in which the noun goes on.
_PREFIXED = re.compile("(?:การ|ความ|ผู้|ການ|ຄວາມ|ຜູ້|ការ|ភាព|អ្នក)$")
_INLINE: Final = frozenset({"a", "strong", "em", "b", "i", "mark", "span"})

_TOKEN = re.compile(
    r"""<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9]*+)([^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*)>""", re.DOTALL
)
# Text that is not laid out in lines, or whose markup is not ours to change.
_SILENT: Final = frozenset({"script", "style", "title", "textarea", "select", "svg", "pre", "datalist"})
_VOID: Final = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
_TITLES: Final = frozenset({"h1", "h2", "h3", "h4"})
# Elements that never lay their text out as a row of boxes (`display: flex`), in which a piece would be a box.
_RUNNING: Final = frozenset(
    {
        *("p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "th", "strong", "em", "b", "i", "small", "mark"),
        *("figcaption", "blockquote", "caption", "legend", "cite"),
    }
)


class WholeWords:
    """The words to keep whole, found in running text. Made once: it is a large pattern."""

    def __init__(self, names: Iterable[str], compounds: Iterable[str] = ()) -> None:
        whole = {part for name in names for part in _parts(name)}.union(compounds)
        self._pattern = _pattern(whole)
        # What of a long word stays whole where the word itself cannot.
        self._short = _pattern({word for word in whole if len(clusters(word)) <= LONGEST_ON_A_PHONE})
        self.words = frozenset(whole)
        # What was met is not looked for again. Of a text, which may be about somebody, only a digest is remembered.
        self._marked: dict[str, str] = {}
        self._met: dict[bytes, tuple[tuple[int, int], ...]] = {}

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where a text must not be broken, in order, none within another; the longest word wins."""
        return [match.span() for match in self._pattern.finditer(text)]

    def spans_on_a_phone(self, text: str) -> list[tuple[int, int]]:
        """As `spans`, with the parts of what is wider than a phone in the place of the whole."""
        return self._in_parts(text, self.spans(text), LONGEST_ON_A_PHONE)

    def _in_parts(self, text: str, spans: Iterable[tuple[int, int]], longest: int) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        for start, end in spans:
            if _is_long(text[start:end], longest):
                parts = self._short.finditer(text[start:end])
                found += [(start + part.start(), start + part.end()) for part in parts]
            else:
                found.append((start, end))
        return found

    def text(self, text: str) -> str:
        """A text that is escaped already, with an element around what stays whole."""
        return self._with(self._spans_met(text), text)

    def _spans_met(self, text: str) -> tuple[tuple[int, int], ...]:
        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        met = self._met.get(digest)
        if met is None:
            if len(self._met) >= _REMEMBERED:
                self._met.clear()
            met = self._met[digest] = tuple(self.spans(text))
        return met

    def _with(self, spans: Iterable[tuple[int, int]], text: str) -> str:
        pieces: list[str] = []
        at = 0
        for start, end in spans:
            pieces += (text[at:start], self._kept(text[start:end]))
            at = end
        return "".join(pieces) + text[at:]

    def _kept(self, word: str) -> str:
        marked = self._marked.get(word)
        if marked is None:
            marked = self._mark(word)
            if word in self.words:
                self._marked[word] = marked
        return marked

    def _mark(self, word: str) -> str:
        if _is_long(word):
            return f"<span class=pl>{self._short.sub(lambda part: _marked(part[0]), word)}</span>"
        return _marked(word)

    def html(self, html: str) -> str:
        """A page or a part of one, with an element around what stays whole. Tags are left as they are."""
        # A plain text: each part of a Markup would be a Markup again, made anew.
        return "".join(self._pieces(str.__str__(html)))

    def _pieces(self, html: str) -> Iterator[str]:
        parents: list[str] = []
        at = 0
        for tag in _TOKEN.finditer(html):
            if tag.start() > at:
                text = html[at : tag.start()]
                yield self._laid_out(text, parents)
                if tag[2] in _INLINE and not tag[1] and _PREFIXED.search(text):
                    yield _WORD_JOINER
            yield tag[0]
            at = tag.end()
            _follow(tag, parents)
        if at < len(html):
            yield self._laid_out(html[at:], parents)

    def _laid_out(self, text: str, parents: list[str]) -> str:
        if text.isspace() or not _SILENT.isdisjoint(parents):
            return text
        spans: Sequence[tuple[int, int]] = self._spans_met(text)
        if not _TITLES.isdisjoint(parents):
            spans = self._in_parts(text, spans, LONGEST_IN_A_TITLE)
        if not spans:
            return text
        marked = self._with(spans, text)
        if parents and parents[-1] in _RUNNING:
            return marked
        # In a row of boxes the text was one box: it stays one.
        [(start, end), *more] = spans
        alone = not more and not (text[:start] + text[end:]).strip()
        return marked if alone else f"<span class=t>{marked}</span>"


def _follow(tag: re.Match[str], parents: list[str]) -> None:
    """Keep the list of open elements after a tag; a missing end tag is closed by its parent's."""
    if tag[2] is None:
        return  # a comment
    name = tag[2].lower()
    if not tag[1]:
        if name not in _VOID and not tag[3].endswith("/"):
            parents.append(name)
        return
    if name in parents:
        while parents.pop() != name:
            pass


def _pattern(words: set[str]) -> re.Pattern[str]:
    kept = f"(?<![{_UNFINISHED}]){_trie(words)}(?![{_DEPENDENT}])" if words else r"(?!)"
    again = f"(?:{_KHMER_AGAIN}|[{_BLOCK}][{_DEPENDENT}]*)(?= ?[{_REPEATERS}])"
    return re.compile(f"(?:{kept}|{again})(?:[{_SHORTENERS}]| ?[{_REPEATERS}])?|{_CODE}")


def _is_long(word: str, longest: int = LONGEST_ON_A_PHONE) -> bool:
    return word[0] > "\u00ff" and len(clusters(word)) > longest


def _marked(word: str) -> str:
    if word[-1] in _REPEATERS:
        word = word.replace(" ", _NO_BREAK_SPACE)
    name = "ph" if len(clusters(word)) > LONGEST_ON_ONE_LINE else "w"
    return f"<span class={name}>{word}</span>"


def _parts(word: str) -> Iterator[str]:
    """The runs of our scripts in a word or a name that a line could end inside: it may end at a space anyway."""
    for part in _OURS.findall(for_storing(word)):
        letters = len(clusters(part))
        if letters >= _SURELY_BROKEN or (letters > 1 and _breaks_inside(part)):
            yield part


def _breaks_inside(part: str) -> bool:
    language = next(writing.language for writing in WRITINGS if re.match(f"[{writing.block}]", part))
    return len(break_opportunities(part, language)) > 1


def _trie(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, that reads each character of a text once."""
    root: dict[str, dict[str, object]] = {}
    for word in words:
        node: dict[str, object] = root  # type: ignore[assignment]
        for character in word:
            node = node.setdefault(character, {})  # type: ignore[assignment]
        node[""] = None
    return _alternatives(root)  # type: ignore[arg-type]


def _alternatives(node: dict[str, object]) -> str:
    ends = "" in node
    branches = [
        re.escape(character) + _alternatives(below)  # type: ignore[arg-type]
        for character, below in sorted(node.items())
        if character
    ]
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"
