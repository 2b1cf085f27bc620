"""`make audit` says which pinned package has an advisory, and never that all is well when nobody was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from lms.config import CHECKOUT
from tools import audit

PINS = 'Flask==3.1.3 \\\n    --hash=sha256:00\nwhitenoise[brotli]==6.12.0 ; python_version >= "3.11" \\\n'


@contextmanager
def database(answer: Any, asked: list[Any]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer if isinstance(answer, bytes) else json.dumps(answer).encode())

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "app.txt").write_text(PINS)
    return tmp_path


def test_an_advisory_is_named_with_its_package(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[Any] = []
    with database({"results": [{}, {"vulns": [{"id": "GHSA-1"}]}]}, asked) as address:
        assert audit.main(address, folder) == 1
    assert "whitenoise 6.12.0: https://osv.dev/vulnerability/GHSA-1" in capsys.readouterr().out
    assert [query["package"]["name"] for query in asked[0]["queries"]] == ["flask", "whitenoise"]


def test_without_an_advisory_all_is_well(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with database({"results": [{}, {}]}, []) as address:
        assert audit.main(address, folder) == 0
    assert "2 pinned packages, 0 with a known advisory" in capsys.readouterr().out


@pytest.mark.parametrize("answer", [b"no JSON", {}, {"results": []}, {"results": None}])
def test_an_answer_that_is_none_is_not_an_all_clear(
    folder: Path, capsys: pytest.CaptureFixture[str], answer: Any
) -> None:
    with database(answer, []) as address:
        assert audit.main(address, folder) == 2
    assert "NOT CHECKED" in capsys.readouterr().out


def test_a_database_that_cannot_be_reached_is_not_an_all_clear(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.main("http://127.0.0.1:9/", folder) == 2
    assert "NOT CHECKED" in capsys.readouterr().out


def test_every_package_that_is_pinned_is_asked_about() -> None:
    texts = [path.read_text() for path in (CHECKOUT / "requirements").glob("*.txt")]
    assert len(audit.pinned(texts)) == len(
        {
            line.split("==")[0]
            for text in texts
            for line in text.splitlines()
            if "==" in line and not line.startswith((" ", "#"))
        }
    )
