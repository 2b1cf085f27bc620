"""Moodle XML: what each question means, what is not kept, and that a broken one is named with its line."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lms.quizzes.domain.exchange import moodle_xml_reader, moodle_xml_writer, xml_nodes
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

STEM = "<questiontext><text>Why?</text></questiontext>"
YES = '<answer fraction="100"><text>yes</text></answer>'
NO = '<answer fraction="0"><text>no</text></answer>'
BOTH = (Answer("yes", ALL), Answer("no", NOTHING))


def quiz(*questions: str) -> str:
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>", *questions, "</quiz>"])


def multichoice(inside: str) -> str:
    return f'<question type="multichoice">{inside}</question>'


def choice(*answers: Answer, stem: str = "Why?", single: bool = True, feedback: str = "") -> Choice:
    return Choice(id="", stem=stem, feedback=feedback, single=single, answers=answers or BOTH)


READ: dict[str, MoodleQuestion] = {
    multichoice(STEM + YES + NO): choice(),
    multichoice(f"{STEM}<single>false</single>{YES}{NO}"): choice(single=False),
    multichoice(f"{STEM}<single>true</single>{YES}{NO}<hidden>0</hidden>"): choice(),
    multichoice(f"{STEM}<generalfeedback><text>So.</text></generalfeedback>{YES}{NO}"): choice(
        feedback="So."
    ),
    multichoice(
        f"<questiontext format='html'><text><![CDATA[<p>Why&nbsp;so?</p>]]></text></questiontext>{YES}{NO}"
    ): (choice(stem="Why so?")),
    multichoice(f"<questiontext format='plain_text'><text>a &lt; b?</text></questiontext>{YES}{NO}"): choice(
        stem="a < b?"
    ),
    multichoice(
        f'{STEM}{YES}<answer fraction="33.33333"><text>no</text><feedback><text>Oh.</text></feedback></answer>'
    ): choice(Answer("yes", ALL), Answer("no", Decimal("33.33333"), "Oh.")),
    '<question type="truefalse">'
    + STEM
    + '<answer fraction="0"><text>true</text><feedback><text>No.</text></feedback>'
    '</answer><answer fraction="100"><text>false</text><feedback><text>Yes.</text></feedback></answer></question>': (
        Statement(id="", stem="Why?", truth=False, when_wrong="No.", when_right="Yes.")
    ),
    '<question type="matching">'
    + STEM
    + "<subquestion><text>Look</text><answer><text>1</text></answer></subquestion>"
    "<subquestion><text>Link</text><answer><text>2</text></answer></subquestion></question>": Matching(
        id="", stem="Why?", pairs=(("Look", "1"), ("Link", "2"))
    ),
    '<question type="ordering">' + STEM + '<answer fraction="1.0000000"><text>Look</text></answer>'
    '<answer fraction="2.0000000"><text>Link</text></answer></question>': Matching(
        id="", stem="Why?", pairs=(("Look", "1"), ("Link", "2"))
    ),
    f'<question type="ddwtos">{STEM}<dragbox><text>a</text></dragbox></question>': Other(
        id="", stem="Why?", type="ddwtos"
    ),
    '<question type="category"><category><text>$course$/top/pss/20-look</text></category></question>'
    f"<question type='multichoice'><name><text>A name</text></name><idnumber>pss-001</idnumber>{STEM}{YES}{NO}"
    "<tags><tag><text>level:apply</text></tag><tag><text>b</text></tag></tags></question>": Choice(
        id="pss-001",
        stem="Why?",
        category=("pss", "20-look"),
        tags=("level:apply", "b"),
        single=True,
        answers=BOTH,
    ),
}


@pytest.mark.parametrize(("text", "question"), READ.items())
def test_what_a_question_means(text: str, question: MoodleQuestion) -> None:
    read = moodle_xml_reader.read(quiz(text))
    assert (read.questions, read.remarks) == ((question,), ())
    assert read.questions[0].notes == ()


def numerical(inside: str) -> str:
    return f'<question type="numerical">{STEM}{inside}</question>'


THREE = '<answer fraction="100"><text>3</text><tolerance>0.5</tolerance></answer>'
UNITS = "<units><unit><unit_name>days</unit_name></unit><unit><unit_name>weeks</unit_name></unit></units>"


def test_a_number_is_read_with_its_tolerance_and_its_unit() -> None:
    other = '<answer fraction="50"><text>4</text><feedback><text>Near.</text></feedback></answer>'
    told = THREE.replace("</answer>", "<feedback><text>Yes.</text></feedback></answer>")
    (question,) = moodle_xml_reader.read(quiz(numerical(other + told + UNITS))).questions
    assert question == Numerical(id="", stem="Why?", number=Decimal(3), tolerance=Decimal("0.5"), unit="days")
    assert question.notes == (
        "one number is kept, not “4”",
        "feedback to a number is not kept: “Yes.”",
        "one unit is kept, not “weeks”",
    )


NOT_KEPT = {
    f"{STEM}{YES}{NO}<hint><text>Look.</text></hint>": "not kept: `hint`",
    f"{STEM}{YES}{NO}<correctfeedback><text>Good.</text></correctfeedback>": (
        "feedback to the whole answer (`correctfeedback`) is not kept: “Good.”"
    ),
    "<questiontext format='html'><text><![CDATA[<table><tr><td>Why?</td></tr></table>]]></text>"
    f"<file name='a.png' encoding='base64'>AAAA</file></questiontext>{YES}{NO}": (
        "not kept of its HTML: <file>, <table>, <td>"
    ),
}


@pytest.mark.parametrize("inside", NOT_KEPT)
def test_what_is_not_kept_is_named(inside: str) -> None:
    (question,) = moodle_xml_reader.read(quiz(multichoice(inside))).questions
    assert question.notes == (NOT_KEPT[inside],)


BROKEN = {
    multichoice(STEM): "the question has no answers",
    multichoice(YES + NO): "there is no text of a question (`questiontext`)",
    multichoice(f"{STEM}{YES}<answer fraction='50'><text></text></answer>"): (
        "an answer is empty; a picture alone cannot be kept"
    ),
    multichoice(f"{STEM}{YES}<answer fraction='half'><text>a</text></answer>"): (
        "`fraction` is “half”, which is no number"
    ),
    multichoice(f"{STEM}{YES}<answer fraction='1e99'><text>a</text></answer>"): (
        "`fraction` is “1e99”, which is no number"
    ),
    multichoice(f"{STEM}{YES}<answer fraction='101'><text>a</text></answer>"): (
        "an answer gives 101 %; it can give -100 to 100"
    ),
    f'<question type="truefalse">{STEM}{YES}{NO}</question>': (
        "the answers are not `true` and `false`, one of them right"
    ),
    numerical(THREE.replace("3<", "three<")): "“three” is no number that gives the whole mark",
    numerical(THREE.replace("0.5", "-1")): "“3” is no number that gives the whole mark",
    numerical(THREE.replace("100", "50")): "“3” is no number that gives the whole mark",
    f'<question type="matching">{STEM}</question>': "the question has no pairs",
    f'<question type="multichoice">{STEM}{YES}<b></question>': "the XML of this question is broken",
    f'<question type="multichoice">{STEM}{YES}': "this question is not closed (`</question>`)",
}


@pytest.mark.parametrize("text", BROKEN)
def test_one_broken_question_is_named_with_its_line_and_the_others_are_read(text: str) -> None:
    before, after = (
        multichoice(f"<idnumber>{name}</idnumber>{STEM}{YES}{NO}") for name in ("before", "after")
    )
    read = moodle_xml_reader.read(quiz(before, "", text, after))
    assert [question.id for question in read.questions] == ["before", "after"]
    assert [(remark.line, remark.message) for remark in read.remarks if remark.lost] == [(5, BROKEN[text])]


REFUSED = {
    '<!DOCTYPE quiz [<!ENTITY a "aaaa">]><quiz>&a;</quiz>': "a document type",
    '<!DOCTYPE quiz SYSTEM "file:///etc/passwd"><quiz></quiz>': "a document type",
    "<html><body>Sign in</body></html>": "it begins with <html>, not <quiz>",
}


@pytest.mark.parametrize("text", REFUSED)
def test_a_file_that_does_harm_or_is_none_of_moodle_is_refused_in_words(text: str) -> None:
    read = moodle_xml_reader.read(text)
    assert read.questions == ()
    assert [REFUSED[text] in remark.message for remark in read.remarks if remark.lost] == [True]


def test_questions_that_are_not_closed_are_named_and_what_follows_is_read() -> None:
    lost = f'<question type="multichoice">{STEM}'
    read = moodle_xml_reader.read(quiz(lost, lost, multichoice(STEM + YES + NO), "<other/>", lost))
    said = "this question is not closed (`</question>`)"
    assert [question.stem for question in read.questions] == ["Why?"]
    assert [(remark.line, remark.message) for remark in read.remarks if remark.lost] == [
        (3, said),
        (4, said),
        (7, said),
    ]


def test_what_is_no_question_is_named() -> None:
    read = moodle_xml_reader.read(quiz("<note>Hello</note>", multichoice(STEM + YES + NO)))
    assert len(read.questions) == 1
    assert [(remark.line, remark.message) for remark in read.remarks] == [
        (3, "<note> is no question and is left out")
    ]


def test_text_between_the_questions_is_named_as_lost() -> None:
    read = moodle_xml_reader.read(quiz("Ask\n these first", multichoice(STEM + YES + NO)))
    assert len(read.questions) == 1
    assert [remark.message for remark in read.remarks if remark.lost] == [
        "“Ask these first” stands between the questions and is left out"
    ]


def test_a_question_that_is_nested_without_end_is_refused_alone() -> None:
    deep = multichoice("<a>" * 100_000 + "</a>" * 100_000)
    read = moodle_xml_reader.read(quiz(deep, multichoice(STEM + YES + NO)))
    assert len(read.questions) == 1
    assert [(remark.line, remark.message) for remark in read.remarks if remark.lost] == [
        (3, "elements are nested more than 50 deep")
    ]


def test_scripts_of_a_question_run_nowhere() -> None:
    stem = "<questiontext format='html'><text><![CDATA[Why?<script>alert(1)</script><svg onload=x>]]></text>"
    (question,) = moodle_xml_reader.read(quiz(multichoice(f"{stem}</questiontext>{YES}{NO}"))).questions
    assert question.stem == "Why?"
    assert question.notes == ("not kept of its HTML: <script>, <svg>",)


def test_a_file_is_one_that_any_reader_of_xml_takes() -> None:
    written = moodle_xml_writer.written(
        [
            Choice(
                id="pss-001",
                stem='a < b & "c" ]]>',
                category=("pss", "a/b"),
                tags=("level:apply",),
                single=False,
                answers=(Answer("a", ALL, "so"), Answer("b", -ALL)),
            ),
            Other(id="pss-003", stem="Write.", type="essay"),
        ]
    )
    assert (
        '<question type="category"><category><text>$course$/top/pss/a//b</text></category></question>'
        in written
    )
    assert (
        '<questiontext format="plain_text"><text>a &lt; b &amp; "c" ]]&gt;</text></questiontext>' in written
    )
    assert (
        '<answer fraction="-100" format="plain_text"><text>b</text>'
        '<feedback format="plain_text"><text></text></feedback></answer>'
    ) in written
    assert "essay" not in written


def test_spaces_before_the_file_are_looked_at_once() -> None:
    """The declaration stands at the start or nowhere: looked for at every place, this file takes minutes."""
    assert xml_nodes._DECLARATION.search('  <?xml version="1.0"?>', 1) is None
    spaces = " " * 200_000
    (node,) = xml_nodes.questions_of(f"{spaces}<quiz><question type='essay'></question></quiz>")
    assert isinstance(node, xml_nodes.Node)
    (remark,) = xml_nodes.questions_of(spaces)
    assert not isinstance(remark, xml_nodes.Node)
