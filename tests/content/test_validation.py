"""Every way in which a value can miss its shape, said in words."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from lms.content import yaml_files
from lms.content.loaders.validation import validated
from lms.content.schemas import curriculum, questions, societies

MODULE = """\
title: T
summary: S
audience: A
order: 1
minutes: 75
colour: violet
version: "1"
award:
  validity_months: 24
  requires: [post-test]
  post_test: {pass_mark: 80, attempts: 3, wait_hours: 0}
  refresher: {opens_days: 90, grace_days: 90}
sources:
  who-2011: {title: T, by: B, url: "https://who.int/x"}
"""
ITEM = """\
module: pss
post_test:
  lessons: {a: 1}
  levels: {recall: 1}
items:
  - id: pss-001
    lesson: a
    level: recall
    kind: single
    stem: S
    options:
      - {id: a, text: T, why: W, right: true}
      - {id: b, text: T, why: W}
      - {id: c, text: T, why: W}
"""
SOCIETY = """\
name: N
country: KH
language: km
calendar: gregorian
digits: latin
signatories: [{key: head, role: Head}]
branches: [{code: KH-1, name: N, native: N}]
services:
  - {key: police, title: T, number: 117, hours: 24h, confirmed: "", conflict: false}
"""
LANGUAGES = "en: {name: English, script: Latn}\n"
LESSON = "title: T\nminutes: 5\nobjectives: [Do]\n"
DESIGN = "name: N\npaper: A4\norientation: portrait\nwordings: {en: {title: T}}\n"


def problems_of(shape: type[BaseModel], text: str) -> list[tuple[int, str, str]]:
    document, slips = yaml_files.read("f.yaml", text)
    assert slips == []
    assert document is not None
    return [(problem.line, problem.message, problem.hint) for problem in validated(shape, document)[1]]


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        (curriculum.ModuleShape, MODULE),
        (questions.PoolShape, ITEM),
        (societies.SocietyShape, SOCIETY),
        (curriculum.LanguagesShape, LANGUAGES),
        (curriculum.LessonShape, LESSON),
        (curriculum.DesignShape, DESIGN),
    ],
)
def test_the_examples_have_their_shape(shape: type[BaseModel], text: str) -> None:
    assert problems_of(shape, text) == []


NUMBER = "should be a whole number such as 12, not"
CASES: list[tuple[type[BaseModel], str, str, str, int, str, str]] = [
    (
        curriculum.ModuleShape,
        MODULE,
        "minutes:",
        "minuts: 5\nminutes:",
        5,
        "`minuts` is not a known key",
        "Did you mean `minutes`?",
    ),
    (
        curriculum.ModuleShape,
        MODULE,
        "pass_mark:",
        "passmark: 1, pass_mark:",
        11,
        "`passmark` is not a known key",
        "Did you mean `pass_mark`?",
    ),
    (
        curriculum.ModuleShape,
        MODULE,
        "title: T\nsum",
        "sum",
        1,
        "`title` is missing",
        "Add it; the README shows an example.",
    ),
    (curriculum.ModuleShape, MODULE, "title: T\nsum", "title: ' '\nsum", 1, "`title` is empty", ""),
    (
        curriculum.ModuleShape,
        MODULE,
        "title: T\nsum",
        "title: [T]\nsum",
        1,
        "`title` should be text, not a list or keys",
        "",
    ),
    (curriculum.ModuleShape, MODULE, "order: 1", "order: 01", 4, f"`order` {NUMBER} '01'", ""),
    (curriculum.ModuleShape, MODULE, "order: 1", "order: [1]", 4, f"`order` {NUMBER} ['1']", ""),
    (curriculum.ModuleShape, MODULE, "order: 1", "order: 0", 4, "`order` should be 1 or more", ""),
    (
        curriculum.ModuleShape,
        MODULE,
        "pass_mark: 80",
        "pass_mark: 101",
        11,
        "`pass_mark` should be 100 or less",
        "",
    ),
    (curriculum.ModuleShape, MODULE, "24", "forever", 9, f"`validity_months` {NUMBER} 'forever'", ""),
    (curriculum.ModuleShape, MODULE, "24", "121", 9, "`validity_months` should be 120 or less", ""),
    (
        curriculum.ModuleShape,
        MODULE,
        "violet",
        "red",
        6,
        "`colour` is `red`; it can be blue, green, amber, violet or teal",
        "Did you mean `green`?",
    ),
    (
        curriculum.ModuleShape,
        MODULE,
        "[post-test]",
        "[]",
        10,
        "`requires` has 0 entries; at least 1 are needed",
        "",
    ),
    (
        curriculum.ModuleShape,
        MODULE,
        "[post-test]",
        "[posttest]",
        10,
        "`requires`, entry 1, is `posttest`; it can be post-test or observed-practice",
        "Did you mean `post-test`?",
    ),
    (
        curriculum.ModuleShape,
        MODULE,
        "[post-test]",
        "post-test",
        10,
        "`requires` should be a list: one item a line, each after `- `",
        "",
    ),
    (
        curriculum.ModuleShape,
        MODULE,
        'who-2011: {title: T, by: B, url: "https://who.int/x"}',
        "x",
        13,
        "`sources` should have keys of its own below it",
        "",
    ),
    (
        curriculum.ModuleShape,
        MODULE,
        "who-2011:",
        "WHO:",
        14,
        "the key `WHO` should be small Latin letters, digits and single hyphens, "
        "for example `stay-and-get-help`",
        "",
    ),
    (
        curriculum.ModuleShape,
        MODULE,
        "https:",
        "http:",
        14,
        "`url` should be an address that starts with `https://`",
        "",
    ),
    (
        questions.PoolShape,
        ITEM,
        "kind: single",
        "kind: singel",
        9,
        "`singel` is not a kind of question",
        "Did you mean `single`?",
    ),
    (
        questions.PoolShape,
        ITEM,
        "    kind: single\n",
        "",
        6,
        "`kind` is missing",
        "Add it; the README lists the kinds of question.",
    ),
    (
        questions.PoolShape,
        ITEM,
        "why: W, right",
        "whi: W, why: V, right",
        12,
        "`whi` is not a known key",
        "Did you mean `why`?",
    ),
    (
        questions.PoolShape,
        ITEM,
        "right: true",
        "right: yes",
        12,
        "`right` should be true or false, not 'yes'",
        "",
    ),
    (questions.PoolShape, ITEM, "id: b", "id: bb", 13, "`id` should be one small letter, `a` to `z`", ""),
    (
        questions.PoolShape,
        ITEM,
        "pss-001",
        "pss-1",
        6,
        "`id` should be the module and three digits, for example `pss-012`",
        "",
    ),
    (
        questions.PoolShape,
        ITEM,
        "      - {id: c, text: T, why: W}\n",
        "",
        11,
        "`options` has 2 entries; at least 3 are needed",
        "",
    ),
    (
        questions.PoolShape,
        ITEM,
        "      - {id: c, text: T, why: W}\n",
        "      - {id: c, text: T, why: W}\n" * 4,
        11,
        "`options` has 6 entries; 5 is the most",
        "",
    ),
    (
        questions.PoolShape,
        ITEM,
        "recall: 1",
        "recal: 1",
        4,
        "the key `recal` is `recal`; it can be recall, apply or judge",
        "Did you mean `recall`?",
    ),
    (
        societies.SocietyShape,
        SOCIETY,
        "country: KH",
        "country: Cambodia",
        2,
        "`country` should be an ISO 3166-1 code, for example `KH`",
        "",
    ),
    (
        societies.SocietyShape,
        SOCIETY,
        "language: km",
        "language: Khmer",
        3,
        "`language` should be a language code, for example `km`",
        "",
    ),
    (
        societies.SocietyShape,
        SOCIETY,
        "code: KH-1",
        "code: KH1",
        7,
        "`code` should be an ISO 3166-2 code, for example `KH-12`",
        "",
    ),
    (
        societies.SocietyShape,
        SOCIETY,
        "number: 117",
        "number: call us",
        9,
        "`number` should be a telephone number: digits and single spaces, for example `023 456 789`",
        "",
    ),
    (
        societies.SocietyShape,
        SOCIETY,
        "hours: 24h",
        "hours: always",
        9,
        "`hours` should be `24h`, or from and to, for example `08:00-17:30`",
        "",
    ),
    (
        societies.SocietyShape,
        SOCIETY,
        'confirmed: ""',
        "confirmed: 1/2/2026",
        9,
        "`confirmed` should be a day such as 2026-01-31, not '1/2/2026'",
        "",
    ),
    (
        societies.SocietyShape,
        SOCIETY,
        'confirmed: ""',
        "confirmed: 2026-13-01",
        9,
        "`confirmed` should be a day such as 2026-01-31, not '2026-13-01'",
        "",
    ),
    (
        curriculum.DesignShape,
        DESIGN,
        "title: T",
        "Title: T",
        4,
        "the key `Title` should be small Latin letters, digits and `_`, for example `valid_until`",
        "",
    ),
    (
        curriculum.LanguagesShape,
        LANGUAGES,
        "Latn",
        "Latin",
        1,
        "`script` is `Latin`; it can be Latn, Khmr, Laoo, Thai or Mymr",
        "Did you mean `Latn`?",
    ),
    (
        curriculum.LanguagesShape,
        LANGUAGES,
        "{name: English, script: Latn}",
        "English",
        1,
        "`en` should have keys of its own below it",
        "",
    ),
]


@pytest.mark.parametrize(("shape", "text", "old", "new", "line", "message", "hint"), CASES)
def test_noy_is_told_what_the_value_should_be(
    shape: type[BaseModel], text: str, old: str, new: str, line: int, message: str, hint: str
) -> None:
    assert old in text
    assert problems_of(shape, text.replace(old, new, 1)) == [(line, message, hint)]


def test_a_rule_without_words_of_its_own_is_still_said() -> None:
    class Odd(curriculum.Shape):
        when: float

    assert problems_of(Odd, "when: soon\n") == [
        (1, "`when` Input should be a valid number, unable to parse string as a number", "")
    ]


def test_a_shape_can_be_made_without_the_reader() -> None:
    assert questions.StepShape.model_validate({"id": "a", "text": "Look"}).text == "Look"
