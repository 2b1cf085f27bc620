"""Scripts and sheets reach the browser as they are, also after an update that made no new compressed copies."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pytest
from werkzeug.test import Client, TestResponse

from lms.web.static_files import StaticFiles

NEW = b"// what the update brought\n" * 20


def _answer(folder: Path, encoding: str) -> TestResponse:
    def nobody(environ: Any, start_response: Any) -> list[bytes]:
        start_response("404 NOT FOUND", [])
        return []

    files = StaticFiles(nobody)
    files.add_files(str(folder), prefix="static/")
    return Client(files).get("/static/page.js", headers={"Accept-Encoding": encoding})


@pytest.mark.parametrize(
    ("encoding", "suffix", "pack"), [("br", "br", brotli.compress), ("gzip", "gz", gzip.compress)]
)
@pytest.mark.parametrize("copied", [b"// what was there before\n", NEW, None])
def test_a_copy_counts_only_while_it_holds_what_the_file_holds(
    tmp_path: Path, encoding: str, suffix: str, pack: Callable[[bytes], bytes], copied: bytes | None
) -> None:
    (tmp_path / "page.js").write_bytes(NEW)
    (tmp_path / f"page.js.{suffix}").write_bytes(pack(copied) if copied else b"cut off")
    answer = _answer(tmp_path, encoding)
    assert answer.headers.get("Content-Encoding") == (encoding if copied == NEW else None)
    assert answer.data == (pack(NEW) if copied == NEW else NEW)
