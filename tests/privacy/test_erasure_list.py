"""The list of erasures as a file: cut off by a power cut, written by two at once, of several installations."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lms.privacy.services import erasure_list
from lms.privacy.services.erasure_list import Entry, ErasureList, ListDamaged

SITE = "a" * 32
WHEN = datetime(2026, 2, 5, 3, 4, 5, tzinfo=UTC)


def entry(key: str, *ids: int) -> Entry:
    return Entry(key, WHEN, tuple((number, erasure_list.digest_of(number, WHEN)) for number in ids))


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "erasures"
    erasure_list.append(path, SITE, [entry("k1", 4, 9).line()])
    erasure_list.append(path, SITE, [entry("k2", 7).line(), "void k1"])
    known = erasure_list.read(path)
    assert known == ErasureList(frozenset({SITE}), (entry("k2", 7),), 2)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text().count("site ") == 1


@pytest.mark.parametrize("left", range(1, len(entry("k2", 7).line()) + 1 + 33))
def test_a_line_that_a_power_cut_ended_counts_for_nothing_and_hides_nothing(
    tmp_path: Path, left: int
) -> None:
    path = tmp_path / "erasures"
    erasure_list.append(path, SITE, [entry("k1", 4).line()])
    before = path.read_text()
    erasure_list.append(path, SITE, [entry("k2", 7).line()])
    path.write_text(path.read_text()[: len(before) + left])
    assert erasure_list.read(path).entries == (entry("k1", 4),)
    erasure_list.append(path, SITE, [entry("k3", 8).line()])
    assert erasure_list.read(path).entries == (entry("k1", 4), entry("k3", 8))


@pytest.mark.parametrize(
    "line", ["somebody", "erased today k 1:2", f"erased 2026-02-05T00:00:00Z k 1:{'0' * 9}"]
)
def test_a_line_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(ListDamaged, match="line 2 cannot be read"):
        erasure_list.parse(f"sala erasures 1\n{line}\nsite {SITE}\n")


def test_a_line_that_says_something_else_than_was_written_is_named(tmp_path: Path) -> None:
    """Also where it still reads like one: each line proves all that stands before it."""
    path = tmp_path / "erasures"
    for number in (4, 7, 9):
        erasure_list.append(path, SITE, [entry(f"k{number}", number).line()])
    lines = path.read_text().splitlines(keepends=True)
    for changed in (
        [*lines[:3], lines[3].replace(" 7:", " 8:"), *lines[4:]],  # another person
        [*lines[:3], *lines[4:]],  # a line less
        [*lines[:3], f"{lines[3].rsplit(' ', 1)[0]}\n", *lines[4:]],  # a line that lost its end
        [*lines[:2], "\n", *lines[3:]],
    ):
        with pytest.raises(ListDamaged):
            erasure_list.parse("".join(changed))
    assert len(erasure_list.parse("".join(lines)).entries) == 3


def test_a_list_of_before_lines_had_a_proof_is_read_and_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "erasures"
    path.write_text(f"sala erasures 1\nsite {SITE}\n{entry('k1', 4).line()}\nerased 2026-02-05T")
    assert erasure_list.read(path).entries == (entry("k1", 4),)
    erasure_list.append(path, SITE, [entry("k2", 7).line()])
    assert erasure_list.read(path).entries == (entry("k1", 4), entry("k2", 7))


def test_a_list_knows_whether_it_ends_in_the_middle_of_a_line(tmp_path: Path) -> None:
    path = tmp_path / "erasures"
    erasure_list.append(path, SITE, [entry("k1", 4).line()])
    assert not erasure_list.read(path).torn
    assert erasure_list.parse(path.read_text()[:-1]).torn


def test_two_who_write_at_once_lose_no_line(tmp_path: Path) -> None:
    path, start = tmp_path / "erasures", threading.Barrier(8)

    def write(number: int) -> None:
        start.wait()
        erasure_list.append(path, SITE, [entry(f"k{number}", number).line()])

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    known = erasure_list.read(path)
    assert {one.key for one in known.entries} == {f"k{number}" for number in range(8)}
    assert (path.read_text().count("sala erasures 1"), path.read_text().count("site ")) == (1, 1)


def test_a_record_made_at_another_moment_is_another_one() -> None:
    assert erasure_list.digest_of(4, WHEN) != erasure_list.digest_of(4, WHEN.replace(microsecond=1))
