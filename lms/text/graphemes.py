"""What a reader of an unspaced script sees as one letter: the token of our search index.

A phrase of such clusters finds a word inside a sentence without a dictionary, and never half a letter with
its signs. Measured against words of a dictionary and trigrams, clusters miss nothing. Knows no index.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from lms.text.digits import ascii_digits
from lms.text.normalise import for_comparing
from lms.text.writing_systems import WRITINGS, Writing


def clusters(text: str) -> list[str]:
    """The clusters of `for_comparing(text)` in order; words of spaced scripts whole, no punctuation."""
    return _CLUSTER.findall(for_comparing(text))


def spans(text: str) -> list[tuple[int, int]]:
    """Where each cluster of a text that is in its stored form starts and ends, so that it can be shown marked.

    A number is one cluster in any digits. Joined, what lies outside is spaces and foreign punctuation.
    """
    return [match.span() for match in _CLUSTER.finditer(ascii_digits(text))]


def contains(text: str, query: str) -> bool:
    """Whether the clusters of the query stand in the text in a row. A query without any is never found."""
    wanted, offered = clusters(query), clusters(text)
    if not wanted:
        return False
    return any(
        offered[start : start + len(wanted)] == wanted for start in range(len(offered) - len(wanted) + 1)
    )


class Piece(NamedTuple):
    """A cluster, a word, a gap or a sign of a text: what it is compared by, and where it stands."""

    key: str
    start: int
    end: int


def pieces(text: str) -> list[Piece]:
    """The whole text in pieces, none left out: for finding words where they stand without cutting a letter.

    Clusters of our scripts are keyed by `for_comparing`, words of other scripts as they are written (a name in
    capitals is not the common word), white space by one space.
    """
    return [Piece(_key(found[0]), *found.span()) for found in _PIECE.finditer(text)]


@lru_cache(maxsize=4096)  # a language has a few hundred clusters
def _key(piece: str) -> str:
    if piece.isspace():
        return " "
    return piece if _OTHER_WORD.fullmatch(piece) else for_comparing(piece)


def _cluster_of(script: Writing) -> str:
    """A letter with what is stacked on it, the vowel written before it and the vowel that ends it."""
    stacked = f"{script.stacker}[{script.letters}]|" if script.stacker else ""
    leading = f"[{script.leading}]?" if script.leading else ""
    trailing = f"[{script.trailing}]*" if script.trailing else ""
    return f"{leading}[{script.letters}](?:{stacked}[{script.signs}])*{trailing}"


_BLOCKS = "".join(script.block for script in WRITINGS)
_OTHER_WORD = re.compile(f"(?:(?![{_BLOCKS}_])\\w)+")  # a word of any other script
_CLUSTER = re.compile(
    "|".join(
        [
            *(_cluster_of(script) for script in WRITINGS),
            _OTHER_WORD.pattern,
            f"[{_BLOCKS}]",  # what is left of ours: digits are ASCII by now, so signs and punctuation
        ]
    )
)
_PIECE = re.compile(f"{_CLUSTER.pattern}|\\s+|.", re.DOTALL)
