"""Looking for somebody everywhere: each cell of each table of the database, each file, each line of the log."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, text

from lms.db import db, session
from tests.pdfs import text_of


def database_texts() -> Iterator[tuple[str, str]]:
    """Every value of every table that the database really has, as text, with where it stands."""
    session.commit()
    with db.engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')).mappings():
                for column, value in row.items():
                    for found in _texts(value):
                        yield f"{table}.{column}", found


def file_texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file below a folder as text, PDF and SQLite as what they show; and the names of the files."""
    for path in sorted(folder.rglob("*")):
        yield "file name", path.name
        if path.is_file():
            content = path.read_bytes()
            yield path.name, content.decode(errors="replace")
            yield path.name, content.decode("utf-16-be", errors="replace")
            if content.startswith(b"%PDF"):
                yield path.name, text_of(content)
            if content.startswith(b"SQLite format 3"):
                # As it lies there: the log beside it is a file of its own, which is looked through as it is.
                with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as opened:
                    yield path.name, "\n".join(opened.iterdump())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, bytes | memoryview):
        content = bytes(value)
        yield content.decode(errors="replace")
        yield content.hex()
    elif isinstance(value, dict | list):
        yield json.dumps(value, ensure_ascii=False)
    elif value is not None:
        yield str(value)
        yield from _decoded(str(value))


def _decoded(value: str) -> Iterator[str]:
    """JSON within a text column: its letters may be written as numbers."""
    if value[:1] in ("{", "["):
        try:
            yield json.dumps(json.loads(value), ensure_ascii=False)
        except ValueError:
            return


def hits(texts: Iterator[tuple[str, str]], identifying_text: dict[str, str]) -> list[tuple[str, str]]:
    """Where which trace was found, without regard to case."""
    traces = [(what, trace.casefold()) for what, trace in identifying_text.items()]
    # Each text is folded once: some are files of many megabytes.
    folded = ((place, found.casefold()) for place, found in texts)
    return sorted({(place, what) for place, found in folded for what, trace in traces if trace in found})


def bytes_of(identifying_text: dict[str, str]) -> dict[str, tuple[bytes, ...]]:
    """How each trace may stand in a file of a database: as text, as JSON writes it, as the bytes that it spells."""
    forms = {}
    for what, trace in identifying_text.items():
        written = json.dumps(trace)[1:-1]
        found = {trace.encode(), written.encode(), written.upper().replace("\\U", "\\u").encode()}
        if re.fullmatch("([0-9a-f]{2})+", trace) and len(trace) > 8:
            found.add(bytes.fromhex(trace))
        forms[what] = tuple(found)
    return forms
