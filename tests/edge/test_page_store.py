"""A cold page is built once for everybody: whichever thread or process they ask, today and after a restart."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lms import clock
from lms.config import CHECKOUT
from lms.files.versions import version_of
from lms.web import page_cache
from lms.web.page_cache import _Pages
from lms.web.page_store import PageStore, digest_of

MONDAY, TUESDAY = datetime(2026, 11, 23, 5, tzinfo=UTC), datetime(2026, 11, 24, 5, tzinfo=UTC)
LESSON = "/km/modules/pss/look-listen-link/"


class Building:
    """How often a page was built; each time it takes until everybody who asks is there."""

    def __init__(self, html: str = "<p>Look", everybody: threading.Event | None = None) -> None:
        self.html, self.times, self.everybody = html, 0, everybody

    def __call__(self) -> str:
        self.times += 1
        if self.everybody:
            self.everybody.wait()
        return self.html


def store(folder: Path, version: str = "one") -> PageStore:
    return PageStore(folder / "pages", version)


@pytest.mark.parametrize("kept", [True, False])
def test_thirty_learners_who_ask_at_once_make_one_page(tmp_path: Path, kept: bool) -> None:
    everybody = threading.Event()
    build, pages = Building(everybody=everybody), _Pages(store(tmp_path) if kept else None)
    bodies: list[bytes] = []
    learners = [
        threading.Thread(target=lambda: bodies.append(pages.page(LESSON, build).plain)) for _ in range(30)
    ]
    for learner in learners:
        learner.start()
    everybody.set()
    for learner in learners:
        learner.join()
    assert build.times == 1
    assert bodies == [b"<p>Look"] * 30


# Another process: it says that it is there, builds when it is told to, and says how often it had to.
WORKER = """
import sys
from pathlib import Path
from lms.web.page_store import PageStore
from lms.web.page_cache import _Pages
built = []
print("ready", flush=True)
sys.stdin.readline()
pages = _Pages(PageStore(Path(sys.argv[1]) / "pages", "one"))
for number in range(20):
    pages.page(f"/en/{number}/", lambda: built.append(number) or f"<p>{number}")
print(len(built))
"""


def test_four_processes_build_twenty_pages_twenty_times(tmp_path: Path) -> None:
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, str(tmp_path)],
            cwd=CHECKOUT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    built = [int(worker.communicate("go\n")[0]) for worker in workers]
    assert sum(built) == 20


def test_a_worker_that_was_started_anew_finds_the_page_of_the_other(tmp_path: Path) -> None:
    first, second = Building(), Building()
    made = _Pages(store(tmp_path)).page(LESSON, first)
    found = _Pages(store(tmp_path)).page(LESSON, second)
    assert (first.times, second.times) == (1, 0)
    assert found == made


def test_a_new_day_asks_anew_because_a_hotline_may_have_become_too_old(tmp_path: Path) -> None:
    pages = _Pages(store(tmp_path))
    with clock.frozen(MONDAY):
        pages.page(LESSON, Building("<p>Call 1234"))
    with clock.frozen(TUESDAY):
        assert pages.page(LESSON, Building("<p>Ask your branch")).plain == b"<p>Ask your branch"
        other = _Pages(store(tmp_path))
        assert other.page(LESSON, Building("<p>Call 1234")).plain == b"<p>Ask your branch"


def test_a_page_that_is_the_same_as_yesterday_is_not_compressed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.frozen(MONDAY):
        made = _Pages(store(tmp_path)).page(LESSON, Building())
    monkeypatch.setattr(page_cache, "compressed", None)
    with clock.frozen(TUESDAY):
        assert _Pages(store(tmp_path)).page(LESSON, Building()) == made


def test_yesterday_goes_and_so_does_a_version_of_long_ago(tmp_path: Path) -> None:
    for version in ("old", "replaced-just-now"):
        _Pages(store(tmp_path, version)).page(LESSON, Building())
    os.utime(tmp_path / "pages" / "old", (0, 0))
    with clock.frozen(MONDAY):
        _Pages(store(tmp_path)).page(LESSON, Building())
    with clock.frozen(TUESDAY):
        _Pages(store(tmp_path)).page(LESSON, Building())
    assert {path.name for path in (tmp_path / "pages").iterdir()} == {"one", "replaced-just-now"}
    assert {path.name for path in (tmp_path / "pages" / "one").iterdir()} == {"2026-11-24", "bodies", "locks"}


def test_what_is_old_is_looked_for_once_a_day(tmp_path: Path) -> None:
    """Not at each page: the folder is on a slow disk."""
    pages, old = _Pages(store(tmp_path)), tmp_path / "pages" / "old"
    with clock.frozen(MONDAY):
        pages.page(LESSON, Building())
        old.mkdir()
        os.utime(old, (0, 0))
        pages.page("/en/", Building())
        assert old.exists()
    with clock.frozen(TUESDAY):
        pages.page(LESSON, Building())
        assert not old.exists()


def test_a_page_that_cannot_be_kept_leaves_no_half_of_a_file(tmp_path: Path) -> None:
    bodies = tmp_path / "pages" / "one" / "bodies"
    (bodies / digest_of(b"<p>Look")).mkdir(parents=True)  # in the way
    assert _Pages(store(tmp_path)).page(LESSON, Building()).plain == b"<p>Look"
    assert [path.name for path in bodies.iterdir()] == [digest_of(b"<p>Look")]
    assert _Pages(store(tmp_path)).page("/en/", Building("<p>Listen")).plain == b"<p>Listen"
    assert digest_of(b"<p>Listen") in {path.name for path in bodies.iterdir()}


@pytest.mark.parametrize("damage", [b"", b"7 0 0\n<p>Lock", b"x y z\n", b"900 1 1\n<p>Look", b"\xff\xfe"])
def test_a_file_that_a_power_cut_damaged_is_built_again(tmp_path: Path, damage: bytes) -> None:
    made = _Pages(store(tmp_path)).page(LESSON, Building())
    (tmp_path / "pages" / "one" / "bodies" / made.digest).write_bytes(damage)
    assert _Pages(store(tmp_path)).page(LESSON, Building()) == made


def test_without_a_place_to_write_pages_are_built_in_memory(tmp_path: Path) -> None:
    (tmp_path / "pages").write_text("a file where the folder should be")
    build, pages = Building(), _Pages(store(tmp_path))
    assert pages.page(LESSON, build).plain == pages.page(LESSON, build).plain == b"<p>Look"
    assert build.times == 1


def test_whatever_a_page_is_made_of_makes_another_version(tmp_path: Path) -> None:
    lesson = tmp_path / "lesson.md"
    lesson.write_text("Look")
    before = version_of([tmp_path], ["Jinja2 3.1"])
    assert version_of([tmp_path], ["Jinja2 3.1"]) == before
    assert version_of([tmp_path], ["Jinja2 3.2"]) != before
    lesson.write_text("Listen")
    assert version_of([tmp_path], ["Jinja2 3.1"]) != before
