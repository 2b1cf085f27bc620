"""The content of the checkout, read once in a process. How it is read and kept: tests/content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from lms import config
from lms.content import check, content_cache
from lms.content.types.curriculum import Content
from lms.records.domain.award_rules import OBSERVED


def _as_on_any_day(content: Content) -> Content:
    """The content with awards as they are before any of them asks for observed practice.

    Most tests certify by a test alone, on whatever day it is; from July 2027 on one award asks for more. What that
    changes is tested with content of its own (tests/workshops/test_practice.py).
    """
    modules = []
    for module in content.modules:
        award = module.award
        if OBSERVED in award.requires and award.earlier:
            *earlier, before = award.earlier
            award = replace(award, requires=before.requires, earlier=tuple(earlier))
        modules.append(replace(module, award=award))
    return replace(content, modules=tuple(modules))


@contextmanager
def read_once() -> Iterator[None]:
    """Many tests start Sala, and the content of the checkout is the same for all."""
    load_checkout = check.load

    @cache
    def checkout(root: Path) -> Content:
        return _as_on_any_day(load_checkout(root))

    def once(load: Callable[..., Content]) -> Callable[..., Content]:
        return lambda root, *kept: checkout(root) if root == config.CHECKOUT else load(root, *kept)

    with pytest.MonkeyPatch.context() as patch:
        for module in (check, content_cache):
            patch.setattr(module, "load", once(module.load))
        yield
