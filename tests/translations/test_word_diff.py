"""Which words of an English text changed: what Noy looks at before she mends a translation."""

from __future__ import annotations

import pytest

from lms.translations.domain.word_diff import Piece, compared


@pytest.mark.parametrize(
    ("old", "new", "olds", "news"),
    [
        ("Be calm.", "Be calm.", "Be calm.", "Be calm."),
        ("Be calm.", "Be very calm.", "Be calm.", "Be [very ]calm."),
        ("Be very calm.", "Be calm.", "Be [very ]calm.", "Be calm."),
        ("Go home now.", "Go away now.", "Go [home] now.", "Go [away] now."),
        ("", "New.", "", "[New.]"),
        ("Be\n\ncalm.", "Be calm.", "Be\n\ncalm.", "Be calm."),
        ("Be calm. ", "Be calm.", "Be calm. ", "Be calm."),
    ],
)
def test_only_words_that_differ_are_marked(old: str, new: str, olds: str, news: str) -> None:
    def told(pieces: tuple[Piece, ...]) -> str:
        return "".join(f"[{piece.text}]" if piece.changed else piece.text for piece in pieces)

    found = compared(old, new)
    assert (told(found.old), told(found.new)) == (olds, news)
