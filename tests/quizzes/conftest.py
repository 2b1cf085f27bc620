"""A small test put on the shelf in place of the real one: rules and questions that tests rely on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from lms.content import registry
from lms.content.types.curriculum import Module, PostTest
from lms.content.types.questions import Pool
from tests.client import StrictClient
from tests.people import People
from tests.quizzes import pools

Shelve = Callable[[Pool], None]

RULE = PostTest(pass_mark=80, attempts=3, wait_hours=24)


@pytest.fixture
def shelve(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Shelve:
    """Put a pool on the shelf for the module "pss", whose test is then passed with 80 % in three attempts."""
    real = registry.current()

    def with_rule(module: Module) -> Module:
        return replace(module, award=replace(module.award, post_test=RULE))

    def put(pool: Pool) -> None:
        modules = tuple(with_rule(module) for module in real.modules)
        library = replace(real, modules=modules, pools={**real.pools, "pss": pool})
        monkeypatch.setattr(registry, "current", lambda: library)

    return put


@pytest.fixture
def small_test(shelve: Shelve) -> Pool:
    """A test with one question of each kind, twice over in the pool; the single choice is about safety."""
    pool = pools.every_kind()
    shelve(pool)
    return pool


@pytest.fixture
def sokha(client: StrictClient, people: People) -> StrictClient:
    """Sokha's phone, signed in."""
    client.sign_in(people.sokha.number)
    return client
