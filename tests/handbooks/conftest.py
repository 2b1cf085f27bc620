from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from lms.config import CHECKOUT, Settings, settings_of
from lms.content import registry
from tests.content.tree import Tree


@pytest.fixture
def settings(app: Flask) -> Settings:
    return settings_of(app)


@pytest.fixture
def tree(app: Flask, settings: Settings, tmp_path: Path) -> Iterator[Tree]:
    """A small module, `help`, on the shelf, and no book of it yet. The real content returns after."""
    shutil.rmtree(settings.instance / "handbooks", ignore_errors=True)
    tree = Tree(tmp_path / "content")
    registry.load(tree.root)
    yield tree
    registry.load(CHECKOUT)
    app.extensions["sala.pages"].__init__()
