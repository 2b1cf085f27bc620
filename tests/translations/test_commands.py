"""What Noy types to see how fresh translations are, and to say that she read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from lms.config import CHECKOUT, settings_of
from lms.content import loader, registry
from lms.content.types.curriculum import Content
from lms.translations.domain import progress
from tests.content.tree import SOCIETY, Tree

LOOK = "curriculum/modules/help/10-look.md"
NAME = "modules/help/10-look.md"


@pytest.fixture
def tree(house: Flask, tmp_path: Path) -> Iterator[Tree]:
    """A small tree that the commands work on; the real content returns afterwards."""
    made, settings = Tree(tmp_path), settings_of(house)
    house.extensions["sala.settings"] = settings.__class__(**{**settings.__dict__, "content": tmp_path})
    registry.load(tmp_path)
    yield made
    house.extensions["sala.settings"] = settings
    registry.load(CHECKOUT)


def run(house: Flask, tree: Tree, *words: str) -> tuple[int, str]:
    """What a command says; each reads the content anew, as it would in a terminal."""
    registry.load(tree.root)
    answer = house.test_cli_runner().invoke(args=["translations", *words])
    return answer.exit_code, answer.output


def table(output: str) -> dict[str, list[str]]:
    return {line.split()[0]: line.split()[1:] for line in output.split("\n") if line.strip()}


def test_status_tells_how_far_each_file_is(house: Flask, tree: Tree) -> None:
    tree.replace(LOOK, "Be calm.", "Be calm. Breathe.")
    code, output = run(house, tree, "status")
    assert code == 0
    assert output.startswith("ភាសាខ្មែរ (km)\n")
    rows = table(output)
    assert rows["missing"] == ["stale", "fresh", "complete", "status"]
    missing, stale, _, _, said = rows[NAME]
    assert (missing, stale, said) == ("0", "1", "draft")
    assert rows["modules/help/20-link.md"] == ["3", "0", "0", "0%", "missing"]
    assert rows["modules/help/module.yaml"] == ["0", "0", "3", "100%", "reviewed"]
    assert rows["societies/khm.yaml"][-1] == "approved"
    assert rows["help"][0] == "(digest"
    assert rows["help"][-1] == "missing"


def test_status_of_one_module_leaves_out_what_belongs_to_none(house: Flask, tree: Tree) -> None:
    code, output = run(house, tree, "status", "km", "help")
    assert code == 0
    assert "quizzes/help.yaml" in output
    assert "societies/khm.yaml" not in output


def module_of(library: Content) -> progress.ModuleStatus:
    return progress.of_module(library, library.module("help"), "km")


def test_status_names_the_digest_and_the_approvals(house: Flask, tree: Tree) -> None:
    digest = module_of(loader.load(tree.root)).digest
    line = f'{{module: help, language: km, digest: "{digest}", on: "2026-01-31", by: Director}}'
    tree.write("curriculum/societies/khm.yaml", f"{SOCIETY}approvals:\n  - {line}\n")
    assert "  approved by khm on 2026-01-31 (Director)\n" in run(house, tree, "status", "km")[1]
    tree.replace("curriculum/translations/km/modules/help/10-look.md", "ទឹក", "ទឹកស្អាត")
    said = "  changed since it was approved by khm on 2026-01-31 (Director)\n"
    assert said in run(house, tree, "status", "km")[1]


def test_a_module_is_as_far_as_its_least_finished_file(tree: Tree) -> None:
    assert module_of(loader.load(tree.root)).status is None
    for name in ("20-link.md", "trainer.md"):
        tree.remove(f"curriculum/modules/help/{name}")
    tree.replace("quizzes/help.yaml", "20-link", "10-look")
    library, _ = loader.read(tree.root)
    assert module_of(library).status == "draft"


def test_nothing_to_translate_is_translated_completely() -> None:
    assert progress.counted([]).percent == 100


def test_stamp_says_what_it_did(house: Flask, tree: Tree) -> None:
    tree.replace(LOOK, "Be calm.", "Be calm. Breathe.")
    tree.replace(LOOK, "title: Look and listen", "title: Look, listen")
    said = run(house, tree, "stamp", "km", "help", "--file", NAME, "--unit", "title")
    assert said == (0, "km: 1 units in 1 files stamped, 1 were stale\n")
    assert run(house, tree, "stamp", "km", "help")[1].endswith(" files stamped, 1 were stale\n")
    assert run(house, tree, "stamp")[1].endswith(" files stamped, 0 were stale\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["status", "vi"], "vi is not one of km"),
        (["stamp", "en"], "en is not one of km"),
        (["status", "km", "halp"], "halp is not one of help"),
        (["stamp", "km", "halp"], "halp is not one of help"),
        (["stamp", "km", "--file", "quizzes/halp.yaml"], "Did you mean `quizzes/help.yaml`?"),
    ],
)
def test_a_command_names_what_it_does_not_know(house: Flask, tree: Tree, words: list[str], said: str) -> None:
    code, output = run(house, tree, *words)
    assert code == 2
    assert said in output
