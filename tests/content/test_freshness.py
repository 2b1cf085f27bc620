"""The rule of alignment: which translated unit belongs to which English one, and how fresh it is."""

from __future__ import annotations

import pytest

from lms.content.freshness import Locks, Place, TranslatedFile, Unit, digest, normalised, place, places


def fits(at: int, other: int) -> bool:
    return True


def said(source: str, lock: str | None, count: int) -> list[tuple[int | None, str, str | None]] | None:
    """Places for English units named by letters; `.` in a lock is a unit of which nobody knows the source."""
    entries = None if lock is None else [letter.strip(".") for letter in lock]
    found = places(list(source), entries, count, fits)
    return None if found is None else [(one.at, one.state, one.old) for one in found]


def test_how_a_text_is_laid_out_in_its_file_does_not_count() -> None:
    assert normalised("  Stay\n  calm. ") == "Stay calm."
    assert digest("Stay\ncalm.") == digest(" Stay  calm. ") != digest("Stay calm!")
    assert len(digest("")) == 16


@pytest.mark.parametrize(
    ("locked", "found"),
    [
        (digest("Link"), Place(0, "fresh", digest("Link"))),
        (digest("Lynk"), Place(0, "stale", digest("Lynk"))),
        ("", Place(0, "stale", None)),
        (None, Place(0, "stale", None)),
    ],
)
def test_a_single_text_is_fresh_when_it_was_made_from_the_present_english(
    locked: str | None, found: Place
) -> None:
    assert place("Link", locked) == found


FRESH_A, FRESH_B = (0, "fresh", "a"), (1, "fresh", "b")
MISSING = (None, "missing", None)


@pytest.mark.parametrize(
    ("source", "lock", "count", "found"),
    [
        # Nothing changed; nobody ever said what it was made from; or of one block only.
        ("ab", "ab", 2, [FRESH_A, FRESH_B]),
        ("ab", None, 2, [(0, "stale", None), (1, "stale", None)]),
        ("ab", "a.", 2, [FRESH_A, (1, "stale", None)]),
        # One block changed: exactly that one is stale, and its old text is known.
        ("axc", "abc", 3, [FRESH_A, (1, "stale", "b"), (2, "fresh", "c")]),
        # One block is new in English and not yet in the translation: that one is missing, the others are fresh.
        ("xab", "ab", 2, [MISSING, FRESH_A, FRESH_B]),
        ("axb", "ab", 2, [FRESH_A, MISSING, FRESH_B]),
        ("abx", "ab", 2, [FRESH_A, FRESH_B, MISSING]),
        # It was translated, but not stamped.
        ("axb", "ab", 3, [FRESH_A, (1, "stale", None), (2, "fresh", "b")]),
        # A block is gone in English: what was made from it belongs to nothing.
        ("ac", "abc", 3, [FRESH_A, (2, "fresh", "c")]),
        ("ac", "abc", 2, [FRESH_A, (1, "fresh", "c")]),
        # One changed and one is new beside it: none is taken for fresh.
        ("axyb", "acb", 3, [FRESH_A, (1, "stale", "c"), MISSING, (2, "fresh", "b")]),
        ("axyb", "a.b", 3, [FRESH_A, (1, "stale", None), MISSING, (2, "fresh", "b")]),
        # Two blocks changed places: both are stale, so that neither is shown for the other.
        ("ba", "ab", 2, [(0, "stale", "a"), (1, "stale", "b")]),
        # The lock knows nothing of a block between two that it knows.
        ("axb", "a.bc", 3, [FRESH_A, (1, "stale", None), (2, "fresh", "b")]),
        # The translation lost or gained blocks that no change of the English explains.
        ("abc", "abc", 2, None),
        ("abc", None, 2, None),
        ("abc", "ab", 4, None),
    ],
)
def test_each_english_unit_finds_its_translation(
    source: str, lock: str | None, count: int, found: list[tuple[int | None, str, str | None]] | None
) -> None:
    assert said(source, lock, count) == found


def test_what_is_built_otherwise_is_not_shown_for_a_changed_block() -> None:
    def only_ends(at: int, other: int) -> bool:
        return at == other != 1

    assert places("axc", "abc", 3, only_ends) == (
        Place(0, "fresh", "a"),
        Place(None, "stale", "b"),
        Place(2, "fresh", "c"),
    )


def test_a_fresh_block_that_is_built_otherwise_is_a_fault_of_the_translation() -> None:
    assert places("abc", "abc", 3, lambda at, other: other != 1) is None
    assert places("xabc", "abc", 3, lambda at, other: other != 1) is None


def test_a_file_counts_its_units() -> None:
    units = (Unit("title", "fresh", "a"), Unit("blocks/1", "stale", "b"), Unit("blocks/2", "fresh", "c"))
    file = TranslatedFile("modules/pss/trainer.md", "draft", units)
    assert [file.count(state) for state in ("missing", "stale", "fresh")] == [0, 1, 2]


def test_a_file_that_no_lock_knows_has_no_entry() -> None:
    assert dict(Locks().entry("km", "quizzes/pss.yaml")) == {}
    assert Locks({"km": {"quizzes/pss.yaml": {"a": "b"}}}).entry("km", "quizzes/pss.yaml") == {"a": "b"}
