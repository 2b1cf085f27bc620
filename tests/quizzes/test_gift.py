"""GIFT as Moodle reads and writes it: what each line of a file means, and what is said of one that means nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lms.quizzes.domain.exchange import gift_reader, gift_writer
from lms.quizzes.domain.moodle_questions import (
    ALL,
    NOTHING,
    Answer,
    Choice,
    Matching,
    MoodleQuestion,
    Numerical,
    Other,
    Statement,
)


def only(text: str) -> MoodleQuestion:
    """The one question of a file of which there is nothing to say."""
    read = gift_reader.read(text)
    assert read.remarks == ()
    (question,) = read.questions
    return question


def choice(
    *answers: Answer, stem: str = "Why?", single: bool = True, feedback: str = "", name: str = ""
) -> Choice:
    return Choice(id=name, stem=stem, feedback=feedback, single=single, answers=answers)


def number(value: str, tolerance: str = "0", unit: str = "", feedback: str = "") -> Numerical:
    stem, exact = "How many?", (Decimal(value), Decimal(tolerance))
    return Numerical(id="", stem=stem, feedback=feedback, number=exact[0], tolerance=exact[1], unit=unit)


YES, NO = Answer("yes", ALL), Answer("no", NOTHING)
HALF = Decimal(50)

READ = {
    "Why? {=yes ~no}": choice(YES, NO),
    "Why? {\n  =yes\n  ~no\n}": choice(YES, NO),
    "::pss-001:: Why? {=yes ~no}": choice(YES, NO, name="pss-001"),
    "// [id:pss-001]\n::A name::Why? {=yes ~no}": choice(YES, NO, name="pss-001"),
    "Why? {~=yes ~no}": choice(YES, NO),
    "Why? {=yes#because ~no#for it is not}": choice(
        Answer("yes", ALL, "because"), Answer("no", NOTHING, "for it is not")
    ),
    "Why? {=yes ~no ####So it is.}": choice(YES, NO, feedback="So it is."),
    "Why? {=yes ~%50%nearly ~%-50%no}": choice(YES, Answer("nearly", HALF), Answer("no", -HALF)),
    "Why? {~%50%a ~%50%b ~%-100%c}": choice(
        Answer("a", HALF), Answer("b", HALF), Answer("c", -ALL), single=False
    ),
    "Why? {~%33.33333%a ~%66.6666700%b}": choice(
        Answer("a", Decimal("33.33333")), Answer("b", Decimal("66.66667")), single=False
    ),
    r"At 12\:30 \{about\} 1 \= 1 \~ 2 \# 3 \\ 4? {=yes ~no}": choice(
        YES, NO, stem="At 12:30 {about} 1 = 1 ~ 2 # 3 \\ 4?"
    ),
    r"One\ntwo {=yes ~no}": choice(YES, NO, stem="One\ntwo"),
    r"The file C\\new {=yes ~no}": choice(YES, NO, stem="The file C\\new"),
    r"A sum \( x \) {=yes ~no}": choice(YES, NO, stem=r"A sum \( x \)"),
    "[html]<p>Why <em>so</em>?</p>{=yes ~<b>no</b>}": choice(YES, NO, stem="Why so?"),
    "[html]Why?{=[plain]a <b ~no}": choice(Answer("a <b", ALL), NO),
    "[markdown]Why\n*so*?{=yes ~no}": choice(YES, NO, stem="Why so?"),
    "[plain]a &lt; b?{=yes ~no}": choice(YES, NO, stem="a &lt; b?"),
    "a &lt; b?{=yes ~no}": choice(YES, NO, stem="a < b?"),
    "So it is. {T}": Statement(id="", stem="So it is.", truth=True),
    "So it is. {FALSE#It is.#Well seen.####Look again.}": Statement(
        id="",
        stem="So it is.",
        truth=False,
        when_wrong="It is.",
        when_right="Well seen.",
        feedback="Look again.",
    ),
    "Put in order. {\n=Look -> 1\n=Listen -> 2\n=Link -> 3\n}": Matching(
        id="", stem="Put in order.", pairs=(("Look", "1"), ("Listen", "2"), ("Link", "3"))
    ),
    "::a:: A long\n   question? {\n  =yes#for it is so,\n     and was\n  ~no }": choice(
        Answer("yes", ALL, "for it is so,\nand was"), NO, stem="A long\nquestion?", name="a"
    ),
    r"Which is a sign? { ~ \~     # \~ is one. = \\     # \\ is none. }": choice(
        Answer("~", NOTHING, "~ is one."), Answer("\\", ALL, "\\ is none."), stem="Which is a sign?"
    ),
    "Why? {=yes#a####b ~no ####So.}": choice(Answer("yes", ALL, "a####b"), NO, feedback="So."),
    "How many? {#3:0.5}": number("3", "0.5"),
    "How many? { #3 }": number("3"),
    "How many? {#2.5..3.5####So it is.}": number("3", "0.5", feedback="So it is."),
    "// [tag:unit:hours]\nHow many? {#-3}": number("-3", unit="hours"),
    "Write. {}": Other(id="", stem="Write.", type="essay"),
    "Who? {=Dunant =Henry Dunant}": Other(id="", stem="Who?", type="shortanswer"),
    "// [tag:level:apply] [tag:a\\]b]\nWhy? {=yes ~no}": Choice(
        id="", stem="Why?", tags=("level:apply", "a]b"), single=True, answers=(YES, NO)
    ),
    "$CATEGORY: $course$/top/pss/20-look//listen\n\nWhy? {=yes ~no}": Choice(
        id="", stem="Why?", category=("pss", "20-look/listen"), single=True, answers=(YES, NO)
    ),
    "$CATEGORY: pss\nWhy? {=yes ~no}": Choice(
        id="", stem="Why?", category=("pss",), single=True, answers=(YES, NO)
    ),
}


@pytest.mark.parametrize(("text", "question"), READ.items(), ids=READ)
def test_what_a_line_means(text: str, question: MoodleQuestion) -> None:
    read = gift_reader.read(text)
    assert (read.questions, read.remarks) == ((question,), ())


def test_what_html_cannot_keep_is_named() -> None:
    question = only(
        '[html]<p>Look<img src="x.png" onerror="alert(1)"></p><script>alert(1)</script>{=yes ~no}'
    )
    assert question.stem == "Look"
    assert question.notes == ("not kept of its HTML: <img>, <script>",)


@pytest.mark.parametrize(
    ("text", "stem", "tail"),
    [
        ("Dunant saw {=Solferino ~Geneva} in 1859.", "Dunant saw _____ in 1859.", "in 1859."),
        ("Dunant saw {=Solferino ~Geneva}.", "Dunant saw _____.", "."),
        ("Dunant saw {=Solferino ~Geneva}\nin 1859.", "Dunant saw _____\nin 1859.", "in 1859."),
    ],
)
def test_answers_inside_of_a_sentence_leave_a_blank_and_are_noted(text: str, stem: str, tail: str) -> None:
    question = only(text)
    assert question.stem == stem
    assert question.notes == (
        f"“{tail}” stands behind the answers: read as the rest of the question, with _____ between",
    )


GLUED = """::a:: One? {=yes ~no}
::b:: Two? {=yes ~no}
// [id:c]
Three? {
=yes
~no
}
Four? {T}"""


def test_questions_without_a_blank_line_between_them_are_four_and_this_is_said() -> None:
    read = gift_reader.read(GLUED)
    assert [(question.id, question.stem, question.line) for question in read.questions] == [
        ("a", "One?", 1),
        ("b", "Two?", 2),
        ("c", "Three?", 4),
        ("", "Four?", 8),
    ]
    said = "no blank line before this question: read as one of its own"
    assert [(remark.line, remark.message) for remark in read.remarks] == [(2, said), (3, said), (8, said)]


@pytest.mark.parametrize(
    ("answers", "lines"),
    [("=yes\n\n~no\n", [4]), ("\n\n=yes\n\n~no", [4, 6]), ("=yes\n~no\n\n", [5])],
)
def test_a_blank_line_inside_of_answers_does_not_end_the_question(answers: str, lines: list[int]) -> None:
    read = gift_reader.read(f"Why? {{\n{answers}}}\n\nSo it is. {{T}}")
    assert [question.stem for question in read.questions] == ["Why?", "So it is."]
    assert read.questions[0] == choice(YES, NO)
    assert [(remark.line, remark.lost) for remark in read.remarks] == [(line, False) for line in lines]


BROKEN = {
    "Only words.": (3, "a text without answers is no question: “Only words.”"),
    "Why? {=yes\n~no": (3, "the answers are not closed: a `}` is missing"),
    "Why? }": (3, r"a `}` without its `{`; a brace in a text is written `\}`"),
    "Why? {=a {b} ~c}": (3, r"a `{` inside of answers; a brace in a text is written `\{`"),
    "Why {=a ~b} and {=c ~d}?": (3, "more than one pair of braces in a question"),
    "Why? {what =yes ~no}": (3, "there is text before the first answer: “what”"),
    "Why? {=yes ~ =no}": (3, r"there is nothing behind a `~`; a sign in a text is written `\~`"),
    "Why? {=yes ~%150%no}": (3, "an answer gives 150 %; it can give -100 to 100"),
    "{=yes ~no}": (3, "there is no question before the answers"),
    "How many? {#}": (3, "there is no number behind the `#`"),
    "How many? {#many}": (3, "“many” is no number"),
    "How many? {#3:-1}": (3, "“3:-1” is no number"),
    "How many? {#5..3}": (3, "“5..3” is no number"),
    "How many? {#1e99}": (3, "“1e99” is no number"),
    "How many? {#%50%3}": (3, "there is no number behind the `#`"),
    "Pairs {=a -> 1 =b}": (3, "“b” has no `->`, which the others have"),
}


@pytest.mark.parametrize("text", BROKEN)
def test_one_broken_question_is_named_with_its_line_and_the_others_are_read(text: str) -> None:
    read = gift_reader.read(f"Before {{T}}\n\n{text}\n\n::after:: After {{T}}")
    assert [question.stem for question in read.questions] == ["Before", "After"]
    assert [(remark.line, remark.message) for remark in read.remarks if remark.lost] == [BROKEN[text]]


def test_a_file_says_what_no_text_can_say_for_it() -> None:
    written = gift_writer.written(
        [
            Choice(
                id="pss-001",
                stem="12:30?",
                category=("pss", "a/b"),
                tags=("level:apply",),
                single=True,
                answers=(Answer("[so]", ALL, "%50% = half"), Answer("a\nb", NOTHING)),
            ),
            Statement(id="pss-002", stem="So.", truth=True, when_right="Yes."),
            Other(id="pss-003", stem="Write.", type="essay"),
        ]
    )
    assert written == (
        "$CATEGORY: $course$/top/pss/a//b\n"
        "\n"
        "// [id:pss-001] [tag:level:apply]\n"
        "::pss-001::[plain]12\\:30? {\n"
        "\t=[plain][so]#[plain]%50% \\= half\n"
        "\t~a\\nb\n"
        "}\n"
        "\n"
        "$CATEGORY: $course$/top\n"
        "\n"
        "// [id:pss-002]\n"
        "::pss-002::[plain]So. {\n"
        "\tTRUE##Yes.\n"
        "}\n"
    )


def test_a_file_full_of_questions_in_one_lump_is_read_to_its_end() -> None:
    read = gift_reader.read("So it is. {T}\n" * 3000)
    assert len(read.questions) == 3000


def test_signs_that_are_no_characters_are_left_out_and_named() -> None:
    read = gift_reader.read("\nSo\ufdd1 it is. {T}")
    assert [question.stem for question in read.questions] == ["So it is."]
    assert [(remark.line, remark.message) for remark in read.remarks] == [
        (2, "U+FDD1 is no character and is left out")
    ]


def test_a_file_that_ends_inside_of_answers_says_so() -> None:
    read = gift_reader.read("So it is. {T}\n\nWhy? {\n=yes")
    assert [question.stem for question in read.questions] == ["So it is."]
    assert [(remark.line, remark.message) for remark in read.remarks] == [
        (3, "the answers are not closed: a `}` is missing")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a\n// [id:x]\n" * 20_000,
        "// " + "[id:" * 20_000 + "\na {T}",
        "a } {\n\n" * 5_000,
        "a {=b" + "\t" * 100_000 + "c ~d}",
        "[markdown]" + "![" * 50_000 + "{T}",
    ],
    ids=["comments", "ids", "braces", "white space", "brackets"],
)
def test_a_file_that_is_made_to_take_long_is_read_like_any_other(text: str) -> None:
    read = gift_reader.read(text)
    assert read.questions or read.remarks


def test_a_question_of_endless_lists_is_named_and_the_others_are_read() -> None:
    text = "::q::[markdown]" + "- " * 500 + "what? {=a ~b}\n\n::r::What? {=a ~b}\n"
    deep, other = gift_reader.read(text).questions
    assert deep.notes == ("its Markdown has too many marks: they stay as they are written",)
    assert other.stem == "What?"
