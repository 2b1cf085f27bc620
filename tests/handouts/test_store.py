"""A drawn paper is kept until its content changes."""

from __future__ import annotations

from pathlib import Path

from lms.handouts.rendering import store


def test_a_paper_is_kept_and_takes_the_place_of_what_it_was(tmp_path: Path) -> None:
    assert store.read(tmp_path, "card.single.km", "1") is None
    store.keep(tmp_path, "card.single.km", "1", b"old")
    store.keep(tmp_path, "card.sheet.km", "1", b"sheet")
    store.keep(tmp_path, "card.single.km", "2", b"new")
    assert store.read(tmp_path, "card.single.km", "1") is None
    assert store.read(tmp_path, "card.single.km", "2") == b"new"
    assert store.read(tmp_path, "card.sheet.km", "1") == b"sheet"
    assert len(list((tmp_path / "handouts").iterdir())) == 2
