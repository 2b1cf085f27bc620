"""A drawn paper is kept until its content changes."""

from __future__ import annotations

from pathlib import Path

from lms.handouts.rendering import store as files


def test_a_paper_is_kept_and_takes_the_place_of_what_it_was(tmp_path: Path) -> None:
    assert files.read(tmp_path, "card.single.km", "1") is None
    files.keep(tmp_path, "card.single.km", "1", b"old")
    files.keep(tmp_path, "card.sheet.km", "1", b"sheet")
    files.keep(tmp_path, "card.single.km", "2", b"new")
    assert files.read(tmp_path, "card.single.km", "1") is None
    assert files.read(tmp_path, "card.single.km", "2") == b"new"
    assert files.read(tmp_path, "card.sheet.km", "1") == b"sheet"
    assert len(list((tmp_path / "handouts").iterdir())) == 2
