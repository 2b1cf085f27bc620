"""The titles and terms that are nearest to a query that found nothing: edit distance on clusters. Pure.

Latin letters count one by one. Two clusters on the same letter are half as far apart as two others: what people
get wrong are mostly vowels, signs and tones.
"""

from __future__ import annotations

from collections.abc import Sequence

from lms.scripts.clusters import clusters

# In half edits: a wrong sign is 1, a wrong, missing or added letter is 2.
_SIGN, _LETTER = 1, 2
_MOST = 4  # two letters
# What each piece of the query allows, in sixths of a half edit: a cluster says more than a Latin letter.
_ALLOWED = {False: 4, True: 3}
_LONGEST = 40  # clusters: whoever writes more than a long title has not mistyped one


def pieces(text: str) -> tuple[str, ...]:
    """What the distance is counted in: clusters, and single letters of spaced scripts."""
    return tuple(
        piece for cluster in clusters(text) for piece in (cluster if cluster.isascii() else (cluster,))
    )


def nearest(query: str, offered: Sequence[tuple[str, ...]], most: int = 5) -> list[int]:
    """The positions of at most `most` of the `offered` (see `pieces`) that hold something like the query.

    The nearest first, then the shorter. None for a query of one letter or of more than any title has.
    """
    wanted = pieces(query)
    limit = min(_MOST, sum(_ALLOWED[piece.isascii()] for piece in wanted) // 6)
    if not limit or len(wanted) > _LONGEST:
        return []
    rated = [
        (distance, len(offer), position)
        for position, offer in enumerate(offered)
        if (distance := _distance(wanted, offer, limit)) <= limit
    ]
    return [position for _, _, position in sorted(rated)[:most]]


def _distance(wanted: tuple[str, ...], offer: tuple[str, ...], limit: int) -> int:
    """How far the query is from the part of the offer that is most like it (Sellers 1980); above the limit it is
    only known to be too far.
    """
    bases = {piece[0] for piece in offer}
    if _LETTER * sum(piece[0] not in bases for piece in wanted) > limit:
        return limit + 1
    row = [0] * (len(offer) + 1)  # the part may begin anywhere
    for piece in wanted:
        row = _next(row, piece, offer)
        if min(row) > limit:
            return limit + 1
    return min(row)


def _next(row: list[int], piece: str, offer: tuple[str, ...]) -> list[int]:
    following = [row[0] + _LETTER]
    for column, other in enumerate(offer):
        swap = 0 if piece == other else _SIGN if piece[0] == other[0] else _LETTER
        following.append(min(row[column] + swap, row[column + 1] + _LETTER, following[column] + _LETTER))
    return following
