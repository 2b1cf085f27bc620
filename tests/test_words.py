"""Whatever rule says no, there is a sentence for it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from flask import Flask

from lms import web
from lms.config import CHECKOUT
from lms.errors import RuleBroken


def _words_of(path: Path) -> set[str]:
    """The words of every RuleBroken that a module raises, also where it chooses between two."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "RuleBroken":
            found.update(
                part.value
                for part in ast.walk(node.args[0])
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )
    return found


def test_every_word_that_a_service_raises_has_a_sentence(house: Flask) -> None:
    raised = set().union(*(_words_of(path) for path in (CHECKOUT / "lms").rglob("*.py")))
    assert len(raised) > 10
    with house.test_request_context("/en/"):
        for word in raised:
            assert str(web._MESSAGES[word]), word


def test_a_sentence_carries_the_values_of_its_rule(house: Flask) -> None:
    with house.test_request_context("/en/"):
        said = web.message_for(RuleBroken("too-long", field="name", most=120))
    assert said == "This is longer than 120 characters. Please shorten it."


def test_a_word_has_one_sentence(house: Flask) -> None:
    web.register_messages({"too-long": web._MESSAGES["too-long"]})  # as each application of this process does
    with pytest.raises(ValueError, match="too-long"):
        web.register_messages({"too-long": "Too long by %(much)s."})
