"""A file of somebody else's Moodle becomes questions for review: what it does not say is said to the reviewer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from lms.quizzes.domain.exchange import gift_reader
from lms.quizzes.domain.exchange.pool_yaml import pool_yaml, translation_yaml
from lms.quizzes.domain.exchange.review import NO_LESSON, Item, Known, Otherwise, Review, reviewed
from tests.quizzes.pools import LINK, LOOK, ordering, pool, single, true_false

POOL = pool(
    single("pss-001", lesson=LOOK, safety="stay"),
    true_false("pss-002", lesson=LINK),
    ordering("pss-003", lesson=LINK, steps="bac"),
    lessons={LOOK: 1, LINK: 1},
    levels={"recall": 1, "judge": 1},
    safety=("stay",),
)
KNOWN = Known({"pss": POOL}, {"pss": [LOOK, LINK], "new": ["10-first"]}, ["en", "km"])
WHOLE = "Why? {=yes#so ~no#not so ~never#never so}"


def read(text: str, *, module: str = "pss", lesson: str = LOOK, language: str = "en") -> Review:
    return reviewed({"a.gift": gift_reader.read(text)}, KNOWN, Otherwise(module, lesson, language))


SETTLED = replace(
    single("pss-007", right="a"), option_set="who-is-told", right_when={"b": "a child", "c": "alone"}
)


@pytest.mark.parametrize(
    ("right", "kept"), [("a", ("who-is-told", {"b": "a child", "c": "alone"})), ("b", ("", {}))]
)
def test_what_authors_noted_stays_with_the_same_answers_alone(
    right: str, kept: tuple[str, dict[str, str]]
) -> None:
    known = Known({"pss": pool(SETTLED, lessons={})}, {"pss": [SETTLED.lesson]}, ["en", "km"])
    parts = SETTLED.text("en").parts
    answers = " ".join(f"{'=' if name == right else '~'}{part.text}#so" for name, part in parts.items())
    file = gift_reader.read(f"// [id:pss-007] [tag:level:recall]\nWhy? {{{answers}}}")
    review = reviewed({"a.gift": file}, known, Otherwise("pss", SETTLED.lesson, "en"))
    (item,) = items(review)
    assert (item.option_set, dict(item.right_when)) == kept
    left_out = "its answers are others: its `option_set` and `right_when` are left out"
    assert any(left_out in message for message in said(review)) == (right == "b")


def said(review: Review) -> list[str]:
    return [f"{remark.line}: {remark.message}" for _, remark in review.remarks]


def items(review: Review, module: str = "pss", language: str = "en") -> Sequence[Item]:
    return review.items.get((module, language), [])


# A question -> what is said of it.
TABLE = {
    WHOLE: ["a new id", "its level is not said: `recall` until somebody decides"],
    f"::Old name::{WHOLE}": [
        "a new id; the file calls it “Old name”",
        "its level is not said: `recall` until somebody decides",
    ],
    f"// [id:pss-009] [tag:level:apply]\n{WHOLE}": [],
    f"// [id:pss-009] [tag:level:apply] [tag:mine]\n{WHOLE}": ["tags are not kept: mine"],
    f"// [id:pss-009] [tag:level:hard]\n{WHOLE}": [
        "tags are not kept: level:hard",
        "its level is not said: `recall` until somebody decides",
    ],
    f"// [id:pss-001] [tag:safety:stay]\n{WHOLE}": [],
    f"// [id:pss-001]\n{WHOLE}": ["its safety topic `stay` is kept, which the file does not say"],
    "// [id:pss-009] [tag:level:apply]\nWhy? {=yes ~no#not so ~%50%so-so}": [
        "partial credit is not kept, an answer is right or wrong here: 50 % for “so-so”",
        "2 of 3 options have no feedback: write their `why`",
    ],
    "// [id:pss-009] [tag:level:apply]\nWhy? {~%70%yes#so ~%30%also#so ~no#not so ####In short.}": [
        "general feedback is not kept, each option has its own `why`: “In short.”",
        "partial credit is not kept, an answer is right or wrong here: 70 % for “yes”, 30 % for “also”",
    ],
    "// [id:pss-009] [tag:level:apply]\nSo it is. {T}": [
        "it has no reasons; here a statement needs some, one of them right",
        "it has no general feedback: write its `why`",
    ],
    "// [id:pss-009] [tag:level:apply]\nSo it is. {T#It is.####So.}": [
        "it has no reasons; here a statement needs some, one of them right",
        "feedback to an answer is not kept, each reason has its own `why`: “It is.”",
    ],
}


@pytest.mark.parametrize("text", TABLE)
def test_what_a_reviewer_is_told_of_a_question(text: str) -> None:
    review = read(text)
    assert len(items(review)) == 1
    line = 2 if text.startswith("//") else 1
    assert said(review) == [f"{line}: {items(review)[0].id}: {note}" for note in TABLE[text]]


LEFT_OUT = {
    "Tell. {}": "no kind of question here is like it (`essay`): “Tell.”",
    "// [tag:kind:order]\nMatch. {=a -> x =b -> y}": "no kind of question here is like it: “Match.”",
    f"// [tag:language:my]\n{WHOLE}": "there is no language `my`",
    f"// [id:pss-009] [tag:language:km]\n{WHOLE}": (
        "there is no English question “pss-009” that it could translate"
    ),
    f"// [id:pss-002] [tag:language:km]\n{WHOLE}": (
        "pss-002 is built otherwise than its English: true-false, 3 parts"
    ),
    f"Why? {{{'~%1%a' * 27}}}": "it has 27 answers; 26 is the most",
}


@pytest.mark.parametrize("text", LEFT_OUT)
def test_what_cannot_be_represented_is_listed_and_the_rest_is_taken(text: str) -> None:
    review = read(f"// [id:pss-008] [tag:level:apply]\n{WHOLE}\n\n{text}")
    assert [item.id for item in items(review)] == ["pss-008"]
    line = 5 if text.startswith("//") else 4
    assert [remark for _, remark in review.remarks if not remark.lost] == []
    assert said(review) == [f"{line}: left out: {LEFT_OUT[text]}"]


def test_a_module_that_nobody_names_is_asked_for() -> None:
    review = read(WHOLE, module="")
    assert (review.items, said(review)) == (
        {},
        ["1: left out: neither its category nor its id names a module: give --module"],
    )


@pytest.mark.parametrize(
    ("text", "module", "lesson"),
    [
        (f"$CATEGORY: $course$/top/new/10-first\n\n{WHOLE}", "new", "10-first"),
        (f"$CATEGORY: My questions/pss/{LINK}\n\n{WHOLE}", "pss", LINK),
        (f"$CATEGORY: $course$/top/Default for Hygiene\n\n{WHOLE}", "pss", LOOK),
        (f"// [id:new-001]\n{WHOLE}", "new", LOOK),
    ],
)
def test_module_and_lesson_are_those_of_the_category(text: str, module: str, lesson: str) -> None:
    (item,) = items(read(text), module)
    assert item.lesson == lesson


def test_a_lesson_that_nobody_names_is_left_to_the_reviewer() -> None:
    review = read(f"// [id:pss-009] [tag:level:apply]\n{WHOLE}", lesson="")
    assert [item.lesson for item in items(review)] == [NO_LESSON]
    assert said(review) == [
        f"2: pss-009: its lesson is not said: write it instead of `{NO_LESSON}`, or give --lesson"
    ]


def test_new_ids_follow_those_that_are_taken_here_and_in_the_file() -> None:
    review = read(f"{WHOLE}\n\n// [id:pss-007]\n{WHOLE}\n\n// [id:pss-007]\n{WHOLE}\n\n{WHOLE}")
    assert [item.id for item in items(review)] == ["pss-008", "pss-007", "pss-009", "pss-010"]


def test_a_translation_keeps_the_order_of_parts_of_its_english() -> None:
    text = "// [id:pss-003] [tag:language:km]\nលំដាប់ {=ទីមួយ -> 1\n=ទីពីរ -> 2\n=ទីបី -> 3 ####ហេតុ}"
    (item,) = items(read(text), "pss", "km")
    assert (item.parts, [part.text for part in item.draft.parts]) == ("bac", ["ទីមួយ", "ទីពីរ", "ទីបី"])


def test_a_translation_of_a_question_that_comes_with_it_is_taken_whichever_is_first() -> None:
    khmer = f"// [id:pss-009] [tag:language:km]\n{WHOLE}"
    english = f"// [id:pss-009] [tag:language:en] [tag:level:apply]\n{WHOLE}"
    review = read(f"{khmer}\n\n{english}\n\n{khmer}")
    assert [len(items(review, "pss", language)) for language in ("en", "km")] == [1, 1]
    assert said(review) == ["8: left out: pss-009 is there twice in this language; the first one is taken"]


def test_a_category_may_name_the_language() -> None:
    assert items(
        read(f"$CATEGORY: pss/km/{LOOK}\n\n// [id:pss-001]\nWhy? {{=a#a ~b#b ~c#c ~d#d}}"), "pss", "km"
    )


def test_texts_are_stored_with_their_signs_in_order() -> None:
    (item,) = items(read("// [id:pss-009] [tag:level:apply]\nប្\u17b6\u200bរ {=e\u0301#a ~b#b ~c#c}"))
    assert item.draft.parts[0].text == "é"
    assert "\u200b" not in item.draft.stem


# --- as a file ----------------------------------------------------------------------------------------------------


def test_a_pool_of_a_new_module_asks_for_one_item_of_each_lesson() -> None:
    review = read(
        "$CATEGORY: new/10-first\n\n// [tag:safety:stay] [tag:level:judge]\n"
        'A "why" \\\\ no {=yes#so\\nit is ~no#\u2028not'
        " ~never#never}"
    )
    assert pool_yaml("new", items(review, "new"), None) == (
        "module: new\n"
        "post_test:\n"
        "  lessons:\n"
        "    10-first: 1\n"
        "  levels: {judge: 1}\n"
        "  safety: [stay]\n"
        "\n"
        "items:\n"
        "  - id: new-001\n"
        "    lesson: 10-first\n"
        "    level: judge\n"
        "    kind: single\n"
        "    safety: stay\n"
        '    stem: "A \\"why\\" \\\\ no"\n'
        "    options:\n"
        '      - {id: a, text: "yes", right: true, why: "so\\nit is"}\n'
        '      - {id: b, text: "no", why: "not"}\n'
        '      - {id: c, text: "never", why: "never"}\n'
    )


def test_a_translation_is_a_draft() -> None:
    text = "// [id:pss-003] [tag:language:km]\nលំដាប់ {=ទីមួយ -> 1\n=ទីពីរ -> 2\n=ទីបី -> 3 ####ហេតុ}"
    assert translation_yaml(items(read(text), "pss", "km")) == (
        "status: draft\n"
        "items:\n"
        "  pss-003:\n"
        '    stem: "លំដាប់"\n'
        '    why: "ហេតុ"\n'
        "    steps:\n"
        '      b: {text: "ទីមួយ"}\n'
        '      a: {text: "ទីពីរ"}\n'
        '      c: {text: "ទីបី"}\n'
    )


# --- a statement and its reason ---------------------------------------------------------------------------------

SAID = "// [id:pss-002] [tag:language:{0}]\nSo it is, {0}. {{T####So {0}.}}"
REASON = "// [id:pss-002-reason] [tag:language:{0}]\nSo it is, {0}. {{=yes {0}#a ~no {0}#b ~never {0}#c}}"


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (1, 0, 3, 2), (0, 2, 1, 3), (3, 2, 1, 0)])
def test_a_statement_finds_the_reasons_of_its_language_wherever_they_stand(order: tuple[int, ...]) -> None:
    both = [text.format(language) for language in ("en", "km") for text in (SAID, REASON)]
    review = read("\n\n".join(both[place] for place in order))
    for language in ("en", "km"):
        (item,) = items(review, "pss", language)
        assert item.draft.stem == f"So it is, {language}."
        assert [part.text for part in item.draft.parts] == [
            f"{word} {language}" for word in ("yes", "no", "never")
        ]
    assert said(review) == []


def test_other_words_before_the_reasons_are_named() -> None:
    review = read(f"{SAID.format('en')}\n\n{REASON.format('en').replace('So it is', 'But why')}")
    (line,) = said(review)
    assert line == (
        "2: pss-002: the question for the reason has other words, which are not kept: “But why, en.”"
    )


def test_reasons_without_their_statement_are_a_question_by_themselves() -> None:
    review = read(REASON.format("en"))
    assert [(item.id, item.draft.kind) for item in items(review)] == [("pss-004", "single")]


def test_ids_end_when_all_are_used() -> None:
    taken = "\n\n".join(f"// [id:pss-{number:03}] [tag:level:apply]\n{WHOLE}" for number in range(1, 1000))
    review = read(f"{taken}\n\n{WHOLE}")
    assert len(items(review)) == 999
    assert said(review)[-1].endswith("left out: pss has no free id left")
