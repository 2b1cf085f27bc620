"""Somebody new finds a module at a glance: no package is a street of forty doors (decision 29)."""

from __future__ import annotations

from collections import Counter

import pytest

from lms.config import CHECKOUT

MOST = 20  # modules side by side
HISTORY = "lms/migrations/versions"  # grows with each change of a table, and is read by nobody else


def modules_by_package() -> Counter[str]:
    """How many modules stand side by side, by the path of their package."""
    modules = (path for path in (CHECKOUT / "lms").rglob("*.py") if path.name != "__init__.py")
    return Counter(path.parent.relative_to(CHECKOUT).as_posix() for path in modules)


@pytest.mark.parametrize("package", sorted(modules_by_package().keys() - {HISTORY}))
def test_no_package_has_more_than_twenty_modules_side_by_side(package: str) -> None:
    assert modules_by_package()[package] <= MOST
