"""The content of the checkout, read once in a process. How it is read: tests/content."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lms import config
from lms.content import check
from lms.content.types.curriculum import Content


@contextmanager
def read_once() -> Iterator[None]:
    """Many tests start Sala, and the content of the checkout is the same for all."""
    read = check.load
    libraries: dict[Path, Content] = {}

    def load(root: Path) -> Content:
        if root != config.CHECKOUT:
            return read(root)
        return libraries.setdefault(root, libraries.get(root) or read(root))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "load", load)
        yield
