"""Tests about one of the two databases only, and its disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest
from sqlalchemy import event, text

from lms import db
from lms.db import session

ON_POSTGRESQL: Final = pytest.mark.parametrize("installation", ["postgresql"], indirect=True)
ON_SQLITE: Final = pytest.mark.parametrize("installation", ["sqlite"], indirect=True)


@contextmanager
def little_room(pages: int) -> Iterator[None]:
    """A disk on which the file of the database can grow by so many pages, and no more. For ON_SQLITE.

    What is not committed when this begins is lost.
    """
    most = pages + int(session.scalar(text("PRAGMA page_count")) or 0)

    def bind(connection: Any, *rest: Any) -> None:
        connection.execute(f"PRAGMA max_page_count = {most}")

    session.remove()
    db.db.engine.dispose()
    event.listen(db.db.engine, "connect", bind)
    try:
        yield
    finally:
        event.remove(db.db.engine, "connect", bind)
        session.remove()
        db.db.engine.dispose()
