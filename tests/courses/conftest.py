from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from lms.config import CHECKOUT
from lms.content import registry
from tests.content.tree import Tree


@pytest.fixture
def tree(app: Flask, tmp_path: Path) -> Iterator[Tree]:
    """A small content tree; open it with `registry.load`. The real content returns after."""
    yield Tree(tmp_path / "content")
    registry.load(CHECKOUT)
    app.extensions["sala.pages"].__init__()
