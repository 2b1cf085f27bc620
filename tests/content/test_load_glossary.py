"""What Noy, the editor, gets from a glossary in order, and what she is told about a broken one."""

from __future__ import annotations

import pytest

from lms.content import loader
from tests.content.tree import Break, Tree, replace, write

FILE = "curriculum/glossary.yaml"
KM = "curriculum/translations/km/glossary.yaml"

GLOSSARY = """\
groups:
  health: Health
terms:
  hiv:
    group: health
    explain: A virus.
    source: "KML"
    words:
      en: {text: HIV}
      km: {text: មេរោគអេដស៍ (HIV), forms: [មេរោគអេដស៍, HIV], confidence: high}
  question:
    group: health
    explain: One asks it.
    mark: false
    words:
      en: {text: question}
"""
GLOSSARY_KM = """\
status: draft
groups: {health: សុខភាព}
explain:
  hiv: មេរោគមួយ។
"""


@pytest.fixture
def glossary(tree: Tree) -> Tree:
    tree.write(FILE, GLOSSARY)
    tree.write(KM, GLOSSARY_KM)
    return tree


def test_noy_reads_terms_with_their_words_and_explanations(glossary: Tree) -> None:
    read = loader.load(glossary.root).glossary
    hiv, question = read.terms
    assert (hiv.id, hiv.group, hiv.marked, question.marked) == ("hiv", "health", True, False)
    assert hiv.word("km").forms == ("មេរោគអេដស៍", "HIV")
    assert (hiv.word("en").forms, hiv.word("en").confidence) == (("HIV",), None)
    assert (hiv.explanation("km").text, hiv.explanation("km").status) == ("មេរោគមួយ។", "draft")
    assert (question.explanation("km").text, question.explanation("km").language) == ("One asks it.", "en")
    assert (read.groups[0].text("km").text, read.groups[0].text("en").text) == ("សុខភាព", "Health")


def test_a_glossary_without_translation_is_english(glossary: Tree) -> None:
    glossary.remove(KM)
    assert loader.load(glossary.root).glossary.terms[0].explanation("km").language == "en"


def test_a_root_without_glossary_has_no_terms(tree: Tree) -> None:
    assert loader.load(tree.root).glossary.terms == ()


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        (
            replace(FILE, "group: health", "group: healht"),
            f"{FILE}:5: there is no group `healht`\n    Did you mean `health`?",
        ),
        (
            replace(FILE, "km: {text: មេ", "kn: {text: មេ"),
            f"{FILE}:10: `kn` is not in languages.yaml\n    Did you mean `km`?",
        ),
        (
            replace(FILE, "      en: {text: HIV}\n", ""),
            f"{FILE}:8: `hiv` has no English word\n    Add `en: {{text: …}}`.",
        ),
        (
            replace(FILE, ", confidence: high", ""),
            f"{FILE}:10: the word in `km` has no `confidence`\n"
            "    Read in a source: high; in common use: medium; proposed by us: low.",
        ),
        (
            replace(FILE, "en: {text: question}", "en: {text: virus, forms: [question, HIV]}"),
            f"{FILE}:16: “HIV” is a form of `hiv` too\n"
            "    A reader's tap leads to one explanation: take one of the two away.",
        ),
        (
            replace(FILE, "mark: false", "mark: no"),
            f"{FILE}:14: `mark` should be true or false, not 'no'",
        ),
        (
            replace(KM, "  hiv:", "  hvi:"),
            f"{KM}:4: the glossary has no `hvi`\n    Did you mean `hiv`?",
        ),
        (
            replace(KM, "groups: {health:", "groups: {helth:"),
            f"{KM}:2: the glossary has no `helth`\n    Did you mean `health`?",
        ),
        (write(KM, "status: new\n"), f"{KM}:1: `status` is `new`; it can be draft, reviewed or approved"),
        (
            lambda tree: tree.remove(FILE),
            f"{KM}:1: there is no glossary to translate\n    Add glossary.yaml.",
        ),
    ],
)
def test_noy_is_told_what_is_wrong_with_a_glossary(glossary: Tree, broken: Break, expected: str) -> None:
    broken(glossary)
    _, problems = loader.read(glossary.root)
    assert len(problems) == 1
    assert str(problems[0]).startswith(expected)
