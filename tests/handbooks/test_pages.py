"""The page of the books of a module: a button, a bar that grows, a file; made once for its content."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask import Flask
from sqlalchemy import func, select

from lms import jobs
from lms.config import Settings
from lms.content import registry
from lms.db import session
from lms.files import atomic
from lms.handbooks import services
from lms.handbooks.rendering import book as book_module
from lms.jobs import Job
from tests.client import StrictClient
from tests.content.tree import Tree
from tests.held import watching
from tests.job_runs import run_to_the_end

HERE = {"Sec-Fetch-Site": "same-origin"}
PAGE = "/km/modules/help/handbook/"
FILE = "/km/modules/help/handbook.pdf"


def order(client: StrictClient, book: str = "handbook") -> None:
    answer = client.post(PAGE, data={"book": book}, headers=HERE)
    assert (answer.status_code, answer.location) == (303, PAGE)


def count_jobs() -> int:
    count = session.scalar(select(func.count()).select_from(Job)) or 0
    session.commit()  # whoever works on jobs has a transaction of their own
    return count


def text_of(client: StrictClient, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.get_data(as_text=True)


def test_sokha_orders_a_handbook_and_takes_it_along(client: StrictClient, app: Flask, tree: Tree) -> None:
    before = client.get(PAGE)
    assert 'value="handbook"' in before.get_data(as_text=True)
    assert "Refresh" not in before.headers
    early = client.get(FILE)
    assert early.status_code == 404
    assert f'href="{PAGE}"' in early.get_data(as_text=True)

    order(client)
    assert client.get(PAGE).headers["Refresh"] == "3"
    assert '<progress value="0" max="6"' in text_of(
        client
    )  # the plan, two lessons, sources, drawing, tidying up
    order(client)
    assert count_jobs() == 1

    jobs.run_due(app)
    assert "Refresh" not in client.get(PAGE).headers
    assert f'href="{FILE}" download' in text_of(client)
    answer = client.get(FILE)
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith('attachment; filename="help-handbook-km.pdf"; ')
    assert "ការជួយនៅព្រំដែន" in unquote(disposition)
    assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert client.get(FILE, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    rest = client.get(FILE, headers={"Range": "bytes=100-", "If-Range": answer.headers["ETag"]})
    assert (rest.status_code, rest.data) == (206, answer.data[100:])


def test_a_book_that_is_there_is_not_drawn_again(
    client: StrictClient, app: Flask, tree: Tree, settings: Settings
) -> None:
    state = services.state_of(services.book_of("help", "km", "handbook"), settings)
    path = services.path_of(state, settings)
    path.parent.mkdir(parents=True)
    order(client)
    path.write_bytes(b"drawn by somebody whose lease ran out")
    jobs.run_due(app)
    order(client)
    assert count_jobs() == 1
    assert client.get(FILE).data == b"drawn by somebody whose lease ran out"


def test_a_changed_sentence_makes_another_book_and_the_old_one_goes(
    client: StrictClient, app: Flask, tree: Tree, settings: Settings
) -> None:
    folder = settings.instance / "handbooks"
    order(client)
    jobs.run_due(app)
    [first] = folder.iterdir()
    (folder / "help.km.trainer-pack.0.pdf").write_bytes(b"another book")
    tree.replace("curriculum/translations/km/modules/help/10-look.md", "ស្ងប់ស្ងាត់។", "ស្ងប់។")
    registry.load(tree.root)
    assert client.get(FILE).status_code == 404
    order(client)
    jobs.run_due(app)
    names = {path.name for path in folder.iterdir()}
    assert len(names) == 2
    assert first.name not in names
    assert "help.km.trainer-pack.0.pdf" in names


def no_room(target: Path, content: bytes) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))


def test_a_book_that_cannot_be_made_says_so_and_can_be_tried_again(
    client: StrictClient, app: Flask, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "write", no_room)
    order(client)
    run_to_the_end(app)
    page = text_of(client)
    assert "notice warn" in page
    assert 'value="handbook"' in page
    order(client)
    assert count_jobs() == 2


@pytest.fixture
def watched(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether somebody else could write, for each piece of a book that was made."""
    free: list[bool] = []
    watch = watching(free, app, "person.version", "job.done")
    for piece in ("_terms", "_lesson", "_glossary", "_sources", "page"):
        monkeypatch.setattr(book_module, piece, watch(getattr(book_module, piece)))
    book_module._written.cache_clear()  # as in a process that has just begun
    return free


def test_others_can_write_while_a_book_is_ordered(
    client: StrictClient, tree: Tree, watched: list[bool]
) -> None:
    order(client)
    assert watched
    assert all(watched)


def test_others_can_write_while_a_book_is_drawn(
    client: StrictClient, app: Flask, tree: Tree, watched: list[bool]
) -> None:
    order(client)
    session.commit()
    watched.clear()
    book_module._written.cache_clear()
    jobs.run_due(app)
    assert watched
    assert all(watched)


def test_an_order_that_another_site_sends_is_refused(client: StrictClient, tree: Tree) -> None:
    other = {"Sec-Fetch-Site": "cross-site"}
    assert client.post(PAGE, data={"book": "handbook"}, headers=other).status_code == 400
    assert count_jobs() == 0


def test_without_a_guide_there_is_no_trainer_pack(client: StrictClient, tree: Tree) -> None:
    assert 'value="trainer-pack"' in text_of(client)
    assert client.get("/km/modules/help/trainer-pack.pdf").status_code == 404
    tree.remove("curriculum/modules/help/trainer.md")
    registry.load(tree.root)
    assert 'value="trainer-pack"' not in text_of(client)
    assert client.post(PAGE, data={"book": "trainer-pack"}, headers=HERE).status_code == 404
    assert client.get("/km/modules/help/trainer-pack.pdf").status_code == 404


@pytest.mark.parametrize("address", ["/km/modules/none/handbook/", "/km/modules/none/handbook.pdf"])
def test_a_module_that_is_not_taught_has_no_books(client: StrictClient, tree: Tree, address: str) -> None:
    assert client.get(address).status_code == 404


def test_module_and_trainer_pages_lead_to_the_books(client: StrictClient, app: Flask) -> None:
    for address in ("/lo/modules/pss/", "/lo/modules/pss/trainer/"):
        assert 'href="/lo/modules/pss/handbook/"' in client.get(address).get_data(as_text=True)
