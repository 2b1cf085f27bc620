"""What Noy types to bring questions to Moodle and back; approved files stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask

from lms.config import CHECKOUT
from lms.content import registry

QUESTION = "// [id:pss-900] [tag:level:apply]\n::pss-900::Why? {{=yes#so ~no#not so ~never#{0}}}"
CATEGORY = "$CATEGORY: pss/20-look-listen-link\n\n"


@pytest.fixture(autouse=True)
def _content_stays() -> Iterator[None]:
    """Whatever a command does, no file of the content changes."""

    def digests() -> dict[Path, str]:
        files = [*(CHECKOUT / "quizzes").rglob("*.yaml"), *(CHECKOUT / "curriculum").rglob("*.yaml")]
        return {file: sha256(file.read_bytes()).hexdigest() for file in files}

    before = digests()
    yield
    assert digests() == before


def run(house: Flask, *words: str | Path) -> tuple[int, list[str]]:
    answer = house.test_cli_runner().invoke(args=["quizzes", *map(str, words)])
    return answer.exit_code, answer.output.splitlines()


def test_a_pool_goes_out_in_khmer_and_what_moodle_lacks_is_said(house: Flask, tmp_path: Path) -> None:
    file = tmp_path / "hiv.gift"
    code, output = run(house, "export", "hiv", "--format", "gift", "--language", "km", file)
    assert code == 0
    assert output[0] == "to know: not in the file: how a test is drawn (`post_test` of quizzes/hiv.yaml)"
    assert any("two questions, which Moodle marks apart: hiv-003" in line for line in output)
    assert output[-1].startswith(f"{file}: ")
    text = file.read_text(encoding="utf-8")
    assert "$CATEGORY: $course$/top/hiv/km/10-hiv-and-aids\n" in text
    assert "::hiv-003-reason::" in text
    assert "ហេតុអ្វី? ជ្រើសរើសហេតុផលមួយ។" in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "hvi", "a.xml"), "hvi is not one of "),
        (("export", "hiv", "--language", "my", "a.xml"), "my is not one of en, km, lo, th"),
        (("import", __file__, "--into", "b", "--module", "hvi"), "hvi is not one of "),
        (("import", __file__, "--into", "b", "--lesson", "99-none"), "99-none is not one of "),
        (("import", __file__, "--into", "b", "--language", "my"), "my is not one of en, km, lo, th"),
    ],
)
def test_a_name_that_nothing_has_is_refused_with_those_that_there_are(
    house: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, output = run(house, *words)
    assert code == 2
    assert said in " ".join(output)
    assert [*tmp_path.iterdir()] == []


def test_files_come_in_for_review_with_a_line_for_all_that_is_odd(house: Flask, tmp_path: Path) -> None:
    english, thai, broken = tmp_path / "a.gift", tmp_path / "b.gift", tmp_path / "c.xml"
    english.write_text(CATEGORY + QUESTION.format("") + "\n\nTell. {}\n", encoding="utf-8")
    translated = QUESTION.format("ไม่เคยเลย").replace("// ", "// [tag:language:th] ")
    thai.write_bytes(translated.encode("cp874"))
    broken.write_bytes("<quiz><!-- ไทย --></quiz>".encode("cp874"))
    review = tmp_path / "review"
    code, output = run(house, "import", english, thai, broken, "--into", review)
    assert code == 0
    assert output == [
        f"{english}:4: pss-900: 1 of 3 options have no feedback: write their `why`",
        f"{english}:6: left out: no kind of question here is like it (`essay`): “Tell.”",
        f"{thai}:1: read as cp874: look whether its letters are right",
        f"{broken}:1: read as cp874: look whether its letters are right",
        f"{broken}:1: there is no question in this file",
        f"{review}/quizzes/pss.yaml: 1 new, 0 changed, 0 as they are now",
        f"{review}/curriculum/translations/th/quizzes/pss.yaml: 1 new, 0 changed, 0 as they are now",
        "to review: quizzes/pss.yaml:21: `why` is missing",
        "    Add it; the README shows an example.",
        "2 questions for review, 1 left out",
    ]


def test_noy_reads_of_each_question_that_would_be_replaced_what_is_other_in_it(
    house: Flask, tmp_path: Path
) -> None:
    file, review = tmp_path / "pss.gift", tmp_path / "review"
    run(house, "export", "pss", "--format", "gift", file)
    text = file.read_text(encoding="utf-8")
    wrong = "~Having stomach pain"
    assert text.count(wrong) == 1
    text = text.replace(wrong, "=Having stomach pain").replace("=Finding it hard", "~Finding it very hard")
    file.write_text(text, encoding="utf-8")
    line = next(n for n, words in enumerate(text.splitlines(), 1) if "::pss-003::" in words)
    code, output = run(house, "import", file, "--into", review)
    assert code == 0
    assert [said for said in output if "replaces" in said] == [
        f"{file}:{line}: pss-003: replaces the one that is there: options `a`, the right answer"
    ]
    same = len(registry.current().pools["pss"].questions) - 1
    assert f"{review}/quizzes/pss.yaml: 0 new, 1 changed, {same} as they are now" in output


def test_a_question_without_a_right_answer_is_named_beside_all_else(house: Flask, tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text(
        '<quiz><question type="multichoice"><idnumber>pss-900</idnumber><single>true</single>'
        "<questiontext><text>Why?</text></questiontext>"
        + "".join(f'<answer fraction="0"><text>{one}</text></answer>' for one in ("So", "so.", "No"))
        + "</question></quiz>",
        encoding="utf-8",
    )
    _code, output = run(house, "import", file, "--into", tmp_path / "review")
    said = [line.partition("pss.yaml:")[2] for line in output if line.startswith("to review: ")]
    assert [line.partition(": ")[2] for line in said] == [
        "pss-900: 0 of the options are right",
        "`why` is missing",
        "pss-900: the option `a` says the same as `b`",
        "`why` is missing",
        "pss-900: the option `b` says the same as `a`",
        "`why` is missing",
    ]


def test_a_file_that_is_not_understood_is_refused_in_words(house: Flask, tmp_path: Path) -> None:
    file = tmp_path / "a.gift"
    file.write_bytes("Un café? {=oui ~non}".encode("cp1252"))
    code, output = run(house, "import", file, "--into", tmp_path / "review", "--module", "pss")
    assert code == 1
    assert output == [
        f"{file}:1: the file is not UTF-8: save it as UTF-8; text in old fonts has to be converted first",
        "0 questions for review, 1 left out",
    ]
    assert not (tmp_path / "review").exists()


@pytest.mark.parametrize("folder", [CHECKOUT, CHECKOUT / "quizzes", CHECKOUT / "curriculum" / "new"])
def test_approved_files_are_never_written_over(house: Flask, tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "a.gift"
    file.write_text(CATEGORY + QUESTION.format("never so"), encoding="utf-8")
    code, output = run(house, "import", file, "--into", folder)
    assert code == 1
    assert output == [
        f"Error: {folder}/quizzes/pss.yaml is a place of the content itself: give one outside of it"
    ]
    assert not (folder / "quizzes" / "pss.yaml").exists() or folder == CHECKOUT


def test_a_link_into_the_content_is_no_way_round(house: Flask, tmp_path: Path) -> None:
    file = tmp_path / "a.gift"
    file.write_text("$CATEGORY: pss\n\n" + QUESTION.format("never so"), encoding="utf-8")
    (tmp_path / "review").mkdir()
    (tmp_path / "review" / "quizzes").symlink_to(CHECKOUT / "quizzes")
    code, output = run(house, "import", file, "--into", tmp_path / "review")
    assert (code, len(output)) == (1, 1)
    assert "is a place of the content itself" in output[0]


def test_a_pool_is_not_written_out_over_the_content(house: Flask) -> None:
    code, output = run(house, "export", "pss", CHECKOUT / "quizzes" / "pss.yaml")
    assert (code, len(output)) == (1, 1)
    assert "is a place of the content itself" in output[0]


@pytest.mark.parametrize("content", ["", "\n\n", CATEGORY, "<quiz></quiz>"])
def test_a_file_without_a_question_says_so(house: Flask, tmp_path: Path, content: str) -> None:
    file = tmp_path / "a.gift"
    file.write_text(content, encoding="utf-8")
    code, output = run(house, "import", file, "--into", tmp_path / "review")
    assert code == 1
    assert output == [
        f"{file}:1: there is no question in this file",
        "0 questions for review, 0 left out",
    ]


def test_a_file_on_which_somebody_works_is_written_over_only_if_they_say_so(
    house: Flask, tmp_path: Path
) -> None:
    file = tmp_path / "pss.xml"
    file.write_text("mine", encoding="utf-8")
    code, output = run(house, "export", "pss", file)
    assert (code, output) == (1, [f"Error: {file} is there already: give another name, or --overwrite"])
    assert file.read_text(encoding="utf-8") == "mine"
    assert run(house, "export", "pss", file, "--overwrite")[0] == 0
    assert "<quiz>" in file.read_text(encoding="utf-8")


def test_khmer_questions_that_are_given_as_english_are_noticed_and_replace_none_of_ours(
    house: Flask, tmp_path: Path
) -> None:
    ours, new = tmp_path / "ours.gift", tmp_path / "new.gift"
    question = "// [id:{0}] [tag:level:apply] [tag:language:en]\n::{0}::តើអ្វីជួយ? {{=ស្តាប់ ~រង់ចាំ ~ទៅផ្ទះ}}"
    ours.write_text(CATEGORY + question.format("pss-001"), encoding="utf-8")
    new.write_text(CATEGORY + question.format("pss-900"), encoding="utf-8")
    _code, output = run(house, "import", ours, new, "--into", tmp_path / "review")
    assert f"{ours}:4: left out: pss-001 is in Khmer letters, but given as `en`: not replaced" in output, (
        output
    )
    assert f"{new}:4: pss-900: it is in Khmer letters, but given as `en`: look at its language" in output
    assert output[-1] == "1 questions for review, 1 left out"


def test_what_somebody_reviews_is_not_written_over_either(house: Flask, tmp_path: Path) -> None:
    file = tmp_path / "a.gift"
    file.write_text(CATEGORY + QUESTION.format("never so"), encoding="utf-8")
    assert run(house, "import", file, "--into", tmp_path / "review")[0] == 0
    code, output = run(house, "import", file, "--into", tmp_path / "review")
    assert code == 1
    assert output == [
        f"Error: {tmp_path}/review/quizzes/pss.yaml is there already: give another folder, or take it away first"
    ]


def test_a_question_that_is_changed_in_moodle_is_counted_so(house: Flask, tmp_path: Path) -> None:
    file = tmp_path / "pss.xml"
    assert run(house, "export", "pss", "--language", "lo", file)[0] == 0
    text = file.read_text(encoding="utf-8")
    head, found, rest = text.partition('<questiontext format="plain_text"><text>')
    file.write_text(f"{head}{found}ໃໝ່ {rest}", encoding="utf-8")
    code, output = run(house, "import", file, "--into", tmp_path / "review")
    assert code == 0
    said = f"{tmp_path}/review/curriculum/translations/lo/quizzes/pss.yaml"
    asked = len(registry.current().pools["pss"].questions)
    assert output == [
        f"{said}: 0 new, 1 changed, {asked - 1} as they are now",
        f"{file}:4: pss-002: replaces the one that is there: the stem",
        f"{asked} questions for review, 0 left out",
    ]


def test_a_translation_that_comes_with_the_english_of_another_module_is_reviewed_too(
    house: Flask, tmp_path: Path
) -> None:
    thai, english = tmp_path / "hiv.th.gift", tmp_path / "pss.gift"
    assert run(house, "export", "hiv", "--language", "th", "--format", "gift", thai)[0] == 0
    assert run(house, "export", "pss", "--format", "gift", english)[0] == 0
    code, output = run(house, "import", thai, english, "--into", tmp_path / "review")
    assert code == 0
    assert output[-1].endswith(" questions for review, 0 left out")
    assert len(output) == 3
