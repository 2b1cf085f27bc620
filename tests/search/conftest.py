"""Content to search in: the real one, and what a test may change, the small tree or a copy of the real one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from lms.config import CHECKOUT
from lms.content import check, registry
from lms.content.types.curriculum import Content
from lms.search.domain.documents import documents, little_words
from lms.search.domain.index import Index
from lms.search.domain.same_words import same_words
from tests.content.tree import Tree


@pytest.fixture(scope="session")
def library() -> Content:
    """The real content."""
    return check.load(CHECKOUT)


@pytest.fixture(scope="session")
def indexes(library: Content) -> dict[str, Index]:
    """What is searched of the real content, by language."""
    return {
        language: Index(
            documents(library, language), little_words(library, language), same_words(library, language)
        )
        for language in ("en", "km", "lo", "th")
    }


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """A content tree in which nothing is wrong."""
    return Tree(tmp_path)


@pytest.fixture
def content(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """A copy of the content that a test may change, then `registry.load` it; the real one returns after."""
    for folder in ("curriculum", "quizzes", "certificates"):
        shutil.copytree(CHECKOUT / folder, tmp_path / folder)
    yield tmp_path
    registry.load(CHECKOUT)
