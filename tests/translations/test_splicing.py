"""Files in which some words are replaced: everything that the translator laid out by hand stays."""

from __future__ import annotations

from lms.content.lessons import blocks
from lms.translations.domain import splicing

QUIZ = """\
status: draft
items:
  # Lesson 10

  a-001:
    stem: "x"   # a note
    options:
      a: {text: "t, u", why: plain words}
  a-002:
    stem: >
      folded
      words

    why: w
"""


def test_only_the_value_changes_and_notes_stay() -> None:
    changed = splicing.yaml_spliced(
        QUIZ, {("items", "a-001", "stem"): "អ្វី: “ក”?", ("items", "a-001", "options", "a", "why"): "ព្រោះ"}
    )
    assert changed == QUIZ.replace('"x"', '"អ្វី: “ក”?"').replace("plain words", '"ព្រោះ"')


def test_a_folded_value_becomes_one_line_and_what_follows_stays() -> None:
    changed = splicing.yaml_spliced(QUIZ, {("items", "a-002", "stem"): "ខ្លី"})
    assert changed.endswith('  a-002:\n    stem: "ខ្លី"\n\n    why: w\n')


def test_a_new_question_is_put_at_the_end_of_the_others() -> None:
    new: dict[splicing.Path, str] = {
        ("items", "a-003", "stem"): "ក",
        ("items", "a-003", "options", "a", "text"): "ខ",
    }
    assert splicing.yaml_spliced(QUIZ, new) == (
        QUIZ + "  a-003:\n    stem: ក\n    options:\n      a:\n        text: ខ\n"
    )


def test_a_new_key_goes_to_its_siblings_also_in_the_middle_of_a_file() -> None:
    text = "name: ក\nservices:\n  police: ខ\nstatus: draft"
    assert splicing.yaml_spliced(text, {("services", "fire"): "គ", ("title",): "ឃ"}) == (
        "name: ក\nservices:\n  police: ខ\n  fire: គ\nstatus: draft\ntitle: ឃ\n"
    )


def test_words_are_quoted_where_yaml_would_read_them_otherwise() -> None:
    assert splicing.yaml_spliced("a: x\n", {("a",): "no: yes # it"}) == 'a: "no: yes # it"\n'
    assert splicing.yaml_spliced("", {("a",): "ក"}) == "a: ក\n"


def test_blocks_are_replaced_in_place_and_the_air_around_them_stays() -> None:
    body = "\nOne.\n\n\n/// key\n\nTwo.\n\n///\n\nThree.\n"
    found, _ = blocks.parse("", body, 5, "km")
    assert splicing.body_spliced(body, 5, found, {1: "/// key\n\nពីរ\n\n///", 2: "បី"}) == (
        "\nOne.\n\n\n/// key\n\nពីរ\n\n///\n\nបី\n"
    )


def test_blocks_are_put_in_a_new_order_with_new_ones_between() -> None:
    body = "\nOne.\n\nTwo.\n"
    found, _ = blocks.parse("", body, 5, "km")
    assert splicing.body_joined(body, 5, found, [1, "New.", 0]) == "\nTwo.\n\nNew.\n\nOne.\n"


def test_a_file_without_front_matter_has_none() -> None:
    assert splicing.front_matter("---\na: b\n---\n\nText.\n") == ("a: b\n", "---\n\nText.\n")
    assert splicing.front_matter("Text.\n") == ("", "Text.\n")
