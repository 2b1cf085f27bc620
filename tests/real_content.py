"""The content of the checkout, read once in a process. How it is read and kept: tests/content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

import pytest

from lms import config
from lms.content import check, content_cache
from lms.content.types.curriculum import Content


@contextmanager
def read_once() -> Iterator[None]:
    """Many tests start Sala, and the content of the checkout is the same for all."""
    checkout = cache(check.load)

    def once(load: Callable[..., Content]) -> Callable[..., Content]:
        return lambda root, *kept: checkout(root) if root == config.CHECKOUT else load(root, *kept)

    with pytest.MonkeyPatch.context() as patch:
        for module in (check, content_cache):
            patch.setattr(module, "load", once(module.load))
        yield
