"""The titles and terms that are nearest to a query that found nothing: edit distance on clusters. Pure.

Latin letters count one by one. Two clusters on the same letter are half as far apart as two others: what people
get wrong are mostly vowels, signs and tones. The first letter is mostly right, so it has to be; and a Latin word
is compared with whole words. An unlike word is worse than none: whoever is offered “papers” for “rape” stops asking.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lms.text.graphemes import clusters

# In half edits: a wrong sign is 1, a wrong, missing or added letter is 2.
_SIGN, _LETTER = 1, 2
_MOST = 4  # two letters
_ALLOWED = 3  # what each piece of the query allows, in sixths of a half edit
_LONGEST = 40  # clusters: whoever writes more than a long title has not mistyped one


class Pieces(NamedTuple):
    """What the distance is counted in: clusters, and single letters of spaced scripts.

    `edges` are the numbers of the pieces before which a word may begin or end, the one after the last included.
    """

    row: tuple[str, ...]
    edges: frozenset[int]


def pieces(text: str) -> Pieces:
    """The pieces of a text."""
    row: list[str] = []
    edges = [0]
    for cluster in clusters(text):
        row += cluster if cluster.isascii() else (cluster,)
        edges.append(len(row))
    return Pieces(tuple(row), frozenset(edges))


def nearest(query: str, offered: Sequence[Pieces], most: int = 5) -> list[int]:
    """The positions of at most `most` of the `offered` (see `pieces`) that hold something like the query.

    The nearest first, then the shorter. None for a query of one letter or of more than any title has.
    """
    wanted = pieces(query).row
    limit = min(_MOST, _ALLOWED * len(wanted) // 6)
    if not limit or len(wanted) > _LONGEST:
        return []
    rated = [
        (distance, len(offer.row), position)
        for position, offer in enumerate(offered)
        if (distance := _distance(wanted, offer, limit)) <= limit
    ]
    return [position for _, _, position in sorted(rated)[:most]]


def _distance(wanted: tuple[str, ...], offer: Pieces, limit: int) -> int:
    """How far the query is from the part of the offer that is most like it (Sellers 1980); above the limit it is
    only known to be too far.
    """
    bases = {piece[0] for piece in offer.row}
    if _LETTER * sum(piece[0] not in bases for piece in wanted) > limit:
        return limit + 1
    # The part may begin with any word that has the first letter of the query.
    row = [
        0 if at in offer.edges and piece[0] == wanted[0][0] else limit + 1
        for at, piece in enumerate(offer.row)
    ]
    row.append(limit + 1)
    for piece in wanted:
        row = _next(row, piece, offer.row)
        if min(row) > limit:
            return limit + 1
    return min(row[at] for at in offer.edges)


def _next(row: list[int], piece: str, offer: tuple[str, ...]) -> list[int]:
    following = [row[0] + _LETTER]
    for column, other in enumerate(offer):
        swap = 0 if piece == other else _SIGN if piece[0] == other[0] else _LETTER
        following.append(min(row[column] + swap, row[column + 1] + _LETTER, following[column] + _LETTER))
    return following
