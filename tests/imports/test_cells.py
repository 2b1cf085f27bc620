"""Each cell becomes a value or a problem, all problems of a line at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from lms.errors import RuleBroken
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.lines import line_notes, line_reader
from lms.imports.domain.lines.cell_readers import READERS
from lms.imports.domain.lines.line_values import LocaleContext
from lms.imports.domain.values.marks import Points
from tests.work import counted_work

KHM = LocaleContext(
    country="KH",
    language="km",
    calendar="gregorian",
    today=date(2026, 11, 24),
    branches={columns.key(name): "KH-12" for name in ("KH-12", "Phnom Penh", "ភ្នំពេញ")},
    languages={columns.key(name): "km" for name in ("km", "Khmer", "ខ្មែរ")},
    awards={columns.key(name): "pss" for name in ("pss", "Psychosocial support")},
    pass_marks={"pss": 80},
    orders={},
)
THA = replace(KHM, country="TH", language="th", calendar="buddhist")
LAO = replace(KHM, country="LA", language="lo")


def value(field: str, typed: str, customs: LocaleContext = KHM, kind: Kind = "people") -> object:
    return line_reader.read({field: typed}, kind, customs).values.get(field)


def words(
    given: dict[str, str], kind: Kind = "people", customs: LocaleContext = KHM
) -> list[tuple[str, str]]:
    return [(problem.field, problem.word) for problem in line_reader.read(given, kind, customs).problems]


@pytest.mark.parametrize(
    ("sex", "typed"),
    [
        (
            "female",
            "F f Female woman Mrs Ms. ស្រី ស ស. នារី លោកស្រី ຍິງ ຍ ຜູ້ຍິງ ນາງ หญิง ญ ญ. นาง นางสาว น.ส. "
            "ด.ญ. เด็กหญิง พญ. ນາງສາວ លោកជំទាវ",
        ),
        ("male", "M m Male man Mr ប្រុស ប ប. បុរស លោក ຊາຍ ຊ ທ້າວ ชาย ช ช. นาย ด.ช. เด็กชาย พระ ເດັກຊາຍ"),
        ("other", "other Other อื่นๆ ອື່ນໆ ផ្សេងៗ"),
    ],
)
def test_sex_is_read_in_the_ways_people_write_it(sex: str, typed: str) -> None:
    for one in typed.split():
        assert value("sex", one) == sex, one
    assert value("sex", "F\u200b") == "female"


@pytest.mark.parametrize(
    ("typed", "customs", "phone"),
    [
        ("012 345 678", KHM, "+85512345678"),
        ("12345678", KHM, "+85512345678"),
        ("85512345678", KHM, "+85512345678"),
        ("+855 12 345 678", KHM, "+85512345678"),
        ("00855-12-345-678", KHM, "+85512345678"),
        ("០១២ ៣៤៥ ៦៧៨", KHM, "+85512345678"),
        ("012345678 / 097123456", KHM, "+85512345678"),
        ("'+85512345678", KHM, "+85512345678"),
        ("66812345678", KHM, "+66812345678"),
        ("081-234-5678", THA, "+66812345678"),
        ("๐๘๑ ๒๓๔ ๕๖๗๘", THA, "+66812345678"),
        ("812345678", THA, "+66812345678"),
        ("020 5551 2345", LAO, "+8562055512345"),
        ("2055512345", LAO, "+8562055512345"),
    ],
)
def test_a_phone_becomes_the_number_that_can_be_dialled_from_anywhere(
    typed: str, customs: LocaleContext, phone: str
) -> None:
    assert value("phone", typed, customs) == phone


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("KH-0007", "KH-0007"),
        ("kh-០០០៧", "KH-0007"),
        ("000124", "000124"),
        (" TH\u200b-0009\u202e ", "TH-0009"),
    ],
)
def test_a_number_keeps_its_zeros_and_loses_what_nobody_sees(typed: str, number: str) -> None:
    assert value("number", typed) == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [("khm:KH-0006", "KH-0006"), ("KHM : 6", "6"), ("tha:KH-0006", "THA:KH-0006"), ("khm:", "KHM:")],
)
def test_the_code_of_the_society_itself_before_a_number_is_no_part_of_it(typed: str, number: str) -> None:
    assert value("number", typed, replace(KHM, society="khm")) == number


def test_a_name_is_stored_as_it_is_drawn() -> None:
    assert value("name", "\u202eស\u200bុខា   ចាន់\u200f") == "សុខា ចាន់"
    for much in (31, 2500):  # letters of a name that nobody has, and of a text that nobody reads
        assert words({"number": "1", "name": "សុខា" * much}) == [("name", "too-long")]
    assert words({"number": "1", "name": "سوخا"}) == [("name", "name-cannot-be-drawn")]


@pytest.mark.parametrize("latin", ["ສຸຂາ", "สุขา", "Sokha សុ"])
def test_a_name_in_latin_letters_is_in_latin_letters(latin: str) -> None:
    assert words({"number": "1", "name": "សុខា", "latin_name": latin}) == [("latin_name", "not-latin")]


@pytest.mark.parametrize("latin", ["Sok-Kha O'Neill Jr.", "Đặng Thị", "Sokha (Kha)", "សុខា", ""])
def test_other_signs_and_the_same_name_again_hinder_nobody(latin: str) -> None:
    assert ("latin_name", "not-latin") not in words({"number": "1", "name": "សុខា", "latin_name": latin})


def test_a_name_in_two_columns_is_put_together_as_the_country_does() -> None:
    given = {"number": "1", "family_name": "ចាន់", "given_name": "ដារ៉ា", "latin_family_name": "Chan"}
    assert line_reader.read(given, "people", KHM).values["name"] == "ចាន់ ដារ៉ា"
    assert line_reader.read(given, "people", KHM).values["latin_name"] == "Chan"
    thai = {"number": "1", "family_name": "ใจดี", "given_name": "มาลี", "name": ""}
    assert line_reader.read(thai, "people", THA).values["name"] == "มาลี ใจดี"
    both = {"number": "1", "family_name": "ใจดี", "name": "มาลี ใจดี"}
    assert line_reader.read(both, "people", THA).values["name"] == "มาลี ใจดี"


def test_every_problem_of_a_line_is_said_at_once() -> None:
    given = {
        "name": "سوخا",
        "phone": "12",
        "email": "nowhere",
        "sex": "?!",
        "birth": "2024",
        "branch": "Atlantis",
        "language": "Klingon",
    }
    assert set(words(given)) == {
        ("phone", "phone-unreadable"),
        ("email", "email-unreadable"),
        ("sex", "sex-unknown"),
        ("birth", "birth-unlikely"),
        ("branch", "branch-unknown"),
        ("language", "language-unknown"),
        ("name", "name-cannot-be-drawn"),
        ("number", "number-missing"),
    }


@pytest.mark.parametrize(
    ("phone", "customs"),
    [
        ("091-234-00", THA),
        ("66 81 234 000", THA),
        ("012 34 567", KHM),
        ("020 5551 234", LAO),
    ],
)
def test_a_phone_with_a_digit_too_few_is_pointed_at(phone: str, customs: LocaleContext) -> None:
    assert words({"number": "1", "name": "Malee", "phone": phone}, customs=customs) == [
        ("phone", "phone-length")
    ]


@pytest.mark.parametrize("phone", ["205512345", "20 9876543", "9876543", "9512345", "98 76 543"])
def test_a_lao_phone_that_lost_a_digit_is_none_of_another_country(phone: str) -> None:
    """It was stored as a number in Egypt, Iran or Myanmar."""
    read = line_reader.read({"number": "1", "name": "Bua", "phone": phone}, "people", LAO)
    assert ("phone" in read.values, [one.field for one in read.problems]) == (False, ["phone"])


def test_a_phone_of_a_neighbour_is_asked_for_with_its_code() -> None:
    given = {"number": "1", "name": "Bua", "phone": "0812345682"}
    assert words(given, customs=LAO) == [("phone", "phone-length-abroad")]
    assert (
        line_reader.read({**given, "phone": "66812345682"}, "people", LAO).values["phone"] == "+66812345682"
    )


def test_what_is_missing_is_said() -> None:
    assert words({"number": "", "name": ""}) == [("number", "number-missing"), ("name", "name-missing")]
    assert words({"number": "9" * 41, "latin_name": "Sokha"}) == [("number", "too-long")]
    assert words({}, "trainings") == [
        ("number", "nobody-named"),
        ("award", "award-missing"),
        ("on", "date-missing"),
    ]
    assert words({"phone": "?", "award": "?", "on": "?"}, "trainings") == [
        ("phone", "phone-unreadable"),
        ("award", "award-unknown"),
        ("on", "date-unreadable"),
    ]


def test_what_is_there_is_read() -> None:
    given = {"birth": "5/3/1990", "email": "sokha@example.org", "branch": "ភ្នំពេញ", "language": "ខ្មែរ"}
    assert line_reader.read(given, "people", KHM).values == {
        "birth": 1990,
        "email": "sokha@example.org",
        "branch": "KH-12",
        "language": "km",
    }
    assert value("birth", "03/25/1990", replace(KHM, orders={"birth": "month-first"})) == 1990


def test_a_training_is_not_of_tomorrow() -> None:
    assert value("on", "24/11/2026", kind="trainings") == "2026-11-24"
    assert ("on", "in-the-future") in words({"number": "1", "award": "pss", "on": "25/11/2026"}, "trainings")


@pytest.mark.parametrize(
    ("result", "passed"),
    [
        *(
            (word, True)
            for word in ("", "Passed", "ជាប់", "ผ่าน", "ຜ່ານ", "✓", "1", "85", "80 %", "17/20", "៩០")
        ),
        *((word, False) for word in ("Failed", "ធ្លាក់", "ไม่ผ่าน", "ບໍ່ຜ່ານ", "0", "79,5", "3/20")),
    ],
)
def test_a_result_says_whether_the_training_counts(result: str, passed: bool) -> None:
    given = {"number": "1", "award": "PSS", "on": "5/3/2024", "result": result}
    read = line_reader.read(given, "trainings", KHM)
    assert (read.problems, read.passed) == ((), passed)


@pytest.mark.parametrize(
    ("cell", "result", "mark"),
    [
        *((word, "passed", None) for word in ("Passed", "ជាប់", "ผ่าน", "ຜ່ານ")),
        *(
            (word, "attended", None)
            for word in ("attended", "เข้าร่วม", "ເຂົ້າຮ່ວມ", "ចូលរួម", "វត្តមាន", "✓", "1", "yes", "จบ")
        ),
        ("", "", None),
        ("85", "passed", 85),
        ("17/20", "passed", 85),
        ("38 จาก 40", "passed", 95),
        ("18 out of 20", "passed", 90),
        ("៩០", "passed", 90),
    ],
)
def test_a_result_says_no_more_than_it_says(cell: str, result: str, mark: int | None) -> None:
    given = {"number": "1", "award": "PSS", "on": "5/3/2024", "result": cell}
    read = line_reader.read(given, "trainings", KHM)
    assert (read.result, read.mark) == (result, mark)


@pytest.mark.parametrize(
    ("result", "mark", "said"),
    [
        ("ผ่าน", "17/20", (True, "passed", 85, [])),
        ("ជាប់", "14/20", (True, "passed", 70, [("mark", "mark-of-passed")])),
        ("ຕົກ", "17/20", (False, "", 85, [("mark", "mark-of-failed")])),
        ("failed", "14/20", (False, "", 70, [])),
        # Who was there has not passed a test by that: the word counts, the mark is kept.
        ("✓", "17/20", (True, "attended", 85, [])),
        ("attended", "95", (True, "attended", 95, [])),
        ("เข้าร่วม", "95", (True, "attended", 95, [])),
        ("ເຂົ້າຮ່ວມ", "19/20", (True, "attended", 95, [])),
        ("ចូលរួម", "៩៥", (True, "attended", 95, [])),
        ("", "95", (True, "passed", 95, [])),
        ("-", "17/20", (True, "passed", 85, [])),
        # 0 is a mark.
        ("ไม่ผ่าน", "0", (False, "", 0, [])),
        ("ធ្លាក់", "០", (False, "", 0, [])),
        ("ຕົກ", "໐", (False, "", 0, [])),
        ("", "0", (False, "", 0, [])),
        ("attended", "0", (True, "attended", 0, [])),
        ("passed", "0", (True, "passed", 0, [("mark", "mark-of-passed")])),
        ("attended", "1", (True, "attended", 1, [])),
        ("✓", "14/20", (True, "attended", 70, [])),
        ("", "14/20", (False, "", 70, [])),
        ("passed", "-", (True, "passed", None, [])),
        ("passed", "good", (True, "passed", None, [("mark", "mark-unknown")])),
    ],
)
def test_a_result_and_a_mark_beside_it_are_read_together(result: str, mark: str, said: object) -> None:
    given = {"number": "1", "award": "PSS", "on": "5/3/2024", "result": result, "mark": mark}
    read = line_reader.read(given, "trainings", KHM)
    found = [(problem.field, problem.word) for problem in read.problems]
    assert (read.passed, read.result, read.mark, found) == said


@pytest.mark.parametrize("result", ["perhaps", "120", "17/0", "21/20"])
def test_a_result_that_says_nothing_is_not_guessed(result: str) -> None:
    given = {"number": "1", "award": "pss", "on": "5/3/2024", "result": result}
    assert words(given, "trainings") == [("result", "result-unknown")]


NOTHING = [
    "ไม่ทราบ",
    "unknown",
    "មិនដឹង",
    "ບໍ່ຮູ້",
    "-",
    "–",
    "—",
    "--",
    ".",
    "…",
    "'-",
    "none",
    "None",
    "N/A",
    "ไม่มี",
    "គ្មាន",
    "ບໍ່ມີ",
    "\u200bไม่มี ",
]


@pytest.mark.parametrize("typed", NOTHING)
def test_a_cell_that_says_that_there_is_nothing_is_empty(typed: str) -> None:
    fields = ("phone", "email", "birth", "sex", "latin_name", "branch", "language", "family_name")
    given = {"number": "1", "name": "សុខា", **dict.fromkeys(fields, typed)}
    read = line_reader.read(given, "people", KHM)
    assert (read.values, read.problems, read.born) == ({"number": "1", "name": "សុខា"}, (), "")
    trainings = {"number": typed, "name": "Sokha", "award": "pss", "on": "5/3/2024", "result": typed}
    line = line_reader.read(trainings, "trainings", KHM)
    assert (line.values, line.problems) == ({"name": "Sokha", "award": "pss", "on": "2024-03-05"}, ())
    assert (line.passed, line.result, line.mark) == (True, "", None)


@pytest.mark.parametrize("typed", NOTHING)
def test_nothing_is_missing_where_something_is_needed(typed: str) -> None:
    assert words({"number": typed, "name": typed}) == words({})
    assert words({"number": typed, "award": typed, "on": typed}, "trainings") == words({}, "trainings")


@pytest.mark.parametrize("name", ["Na", "Nil", "Ni", "ณา", "មាន"])
def test_a_short_name_is_not_nothing(name: str) -> None:
    assert value("name", name) == name


# --- what is stored is not all that was typed -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "customs", "phone"),
    [
        ("012 345 678 / 097 123 456", KHM, "+85512345678"),
        ("012345678, 097123456", KHM, "+85512345678"),
        ("081-234-5678 หรือ 089-111-2223", THA, "+66812345678"),
        ("0812345678 0891112223", THA, "+66812345678"),
        ("020 5551 2345 ຫຼື 020 5559 9999", LAO, "+8562055512345"),
    ],
)
def test_of_two_phones_in_a_cell_the_first_is_kept_and_it_is_said(
    typed: str, customs: LocaleContext, phone: str
) -> None:
    assert value("phone", typed, customs) == phone
    notes = line_notes.notes_of({"phone": typed}, {"phone": phone}, customs)
    assert [(note.field, note.word) for note in notes] == [("phone", "second-phone")]
    assert list(line_notes.notes_of({"phone": "012 345 678"}, {"phone": phone}, KHM)) == []


@pytest.mark.parametrize("typed", ["1.04E+05", "1,04E+05", "1E+05", "8.55123E+11", "1.04e+05", "1.04E5"])
def test_a_number_whose_digits_a_spreadsheet_has_lost_is_refused(typed: str) -> None:
    assert words({"number": typed, "name": "Sokha"}) == [("number", "digits-lost")]
    assert words({"number": "1", "name": "Sokha", "phone": typed}) == [("phone", "digits-lost")]


@pytest.mark.parametrize(("typed", "number"), [("124.0", "124"), ("12E5", "12E5"), ("1E05", "1E05")])
def test_a_number_that_only_looks_like_it_is_a_number(typed: str, number: str) -> None:
    assert value("number", typed) == number


def test_a_training_of_several_days_counts_from_the_last_one() -> None:
    given = {"number": "1", "award": "pss", "on": "28 កុម្ភៈ - 3 មីនា 2025"}
    read = line_reader.read(given, "trainings", KHM)
    assert read.values["on"] == "2025-03-03"
    notes = line_notes.notes_of(given, read.values, KHM)
    assert [(note.word, note.values) for note in notes] == [("began-on", {"day": "2025-02-28"})]
    assert words({**given, "on": "20-30 November 2026"}, "trainings") == [("on", "in-the-future")]


def test_what_hr_has_said_of_a_text_holds_for_every_line() -> None:
    settled = {("branch", columns.key("P.P.")): "KH-12", ("sex", "k"): "-", ("result", "ok!"): "failed"}
    customs = replace(KHM, settled=settled)
    given = {"number": "1", "name": "Sokha", "branch": "p p", "sex": "K"}
    assert line_reader.read(given, "people", customs).values == {
        "number": "1",
        "name": "Sokha",
        "branch": "KH-12",
    }


def test_a_missing_name_in_latin_letters_stays_missing() -> None:
    read = line_reader.read({"number": "1", "name": "សុខា", "latin_name": " "}, "people", KHM)
    assert "latin_name" not in read.values
    assert read.problems == ()


def test_parts_in_latin_letters_beside_a_whole_name_are_the_name_in_latin_letters() -> None:
    given = {"name": "សុខ ដារា", "family_name": "Sok", "given_name": "Dara"}
    for before, latin in ((frozenset({""}), "Sok Dara"), (frozenset[str](), "Dara Sok")):
        read = line_reader.read(given, "people", replace(KHM, families_before=before))
        assert (read.values["name"], read.values["latin_name"]) == ("សុខ ដារា", latin)


def test_a_row_of_digits_that_is_no_two_phones_is_one_that_cannot_be_read() -> None:
    assert words({"phone": "012345678901234 12"})[0] == ("phone", "phone-unreadable")


def test_a_bare_mark_waits_for_the_points_that_it_is_out_of() -> None:
    given = {"number": "KH-1", "award": "pss", "on": "2026-01-31", "result": "", "mark": "12"}
    asked = replace(KHM, points=Points("0-20", "12", 1))
    assert words(given, "trainings", asked) == [("mark", "points-unknown")]
    assert words({**given, "mark": "good"}, "trainings", asked) == [("mark", "mark-unknown")]


@pytest.mark.parametrize("typed", ["45 ปี", "45 ປີ", "៤៥ឆ្នាំ", "45 years", "อายุ 45"])
@pytest.mark.parametrize("customs", [KHM, LAO, THA])
def test_an_age_in_the_column_of_birth_is_refused_as_one(typed: str, customs: LocaleContext) -> None:
    given = {"number": "1", "name": "Dara", "birth": typed}
    assert words(given, customs=customs) == [("birth", "age-no-year")]


@pytest.mark.parametrize(
    ("field", "typed", "noted"),
    [
        ("on", "Tuesday, 10 March 2025", True),
        ("on", "Monday, 10 March 2025", False),
        ("on", "10 March 2025", False),
        ("birth", "วันอังคารที่ 5 มีนาคม 2533", True),
        ("birth", "วันจันทร์ที่ 5 มีนาคม 2533", False),
        ("birth", "2533", False),
    ],
)
def test_a_weekday_of_another_day_is_noted_and_hinders_nobody(field: str, typed: str, noted: bool) -> None:
    given = {"number": "1", "name": "Dara", "award": "pss", field: typed}
    kind: Kind = "trainings" if field == "on" else "people"
    read = line_reader.read(given, kind, KHM)
    assert not read.problems
    found = [(one.field, one.word) for one in line_notes.notes_of(given, read.values, KHM)]
    assert found == ([(field, "other-weekday")] if noted else [])


@pytest.mark.parametrize(
    ("typed", "day"),
    [("1.5.90", "1990-05-01"), ("01/05/1990", "1990-05-01"), ("1990", ""), ("2533", ""), ("", "")],
)
def test_a_whole_day_of_birth_is_known_however_it_is_written(typed: str, day: str) -> None:
    assert line_reader.read({"number": "1", "name": "Dara", "birth": typed}, "people", KHM).born == day


EVERY_FIELD = (
    "number",
    "name",
    "family_name",
    "latin_name",
    "phone",
    "birth",
    "sex",
    "branch",
    "language",
    "email",
)


@pytest.mark.parametrize(
    "text", ["\u0e81\u0ec8" * 498, "\u1781\u17d2\u1789\u17bb\u17c6" * 199, "(\u179f" * 499]
)
def test_a_cell_that_is_far_too_long_for_its_field_is_refused_and_not_read(text: str) -> None:
    """Five hundred lines of such cells took half a minute."""
    given = dict.fromkeys(EVERY_FIELD, text)
    with counted_work() as work:
        read = line_reader.read(given, "people", KHM)
    assert {(one.field, one.word) for one in read.problems} == {
        (field, "too-long") for field in {*EVERY_FIELD} - {"family_name"}
    }
    assert work.steps < len(text)


@pytest.mark.parametrize(
    ("field", "most"), [("number", 40), ("name", 120), ("given_name", 120), ("email", 200), ("branch", 240)]
)
def test_who_wrote_far_too_much_is_told_how_much_may_stand_there(field: str, most: int) -> None:
    given = {"number": "KH-1", "name": "Dara", field: "x" * 900}
    assert [(one.word, one.values) for one in line_reader.read(given, "people", KHM).problems] == [
        ("too-long", {"most": most})
    ]


def test_spaces_around_a_cell_do_not_make_it_too_long() -> None:
    assert value("name", f"{' ' * 500}Dara{' ' * 400}") == "Dara"


def test_a_lao_mobile_without_020_is_read_with_it_or_asked_about() -> None:
    given = {"number": "1", "name": "Bua", "phone": "98765433"}
    assert line_reader.read(given, "people", LAO).values["phone"] == "+8562098765433"
    for phone in ("54123456", "21212345"):
        assert words({**given, "phone": phone}, customs=LAO) == [("phone", "phone-of-laos")]


def test_a_number_is_nobodys_name() -> None:
    assert words({"number": "14", "name": "12345"}, customs=LAO) == [("name", "name-without-letters")]


@pytest.mark.parametrize("name", ["??????", "????? ?????", "□□□", "\ufffd\ufffd\ufffd", "ສົມ???"])
def test_nobody_is_called_by_letters_that_a_spreadsheet_has_lost(name: str) -> None:
    assert words({"number": "14", "name": name}, customs=LAO) == [("name", "name-lost")]
    assert words({"number": "14", "name": "ສົມພອນ", "latin_name": name}, customs=LAO) == [
        ("latin_name", "name-lost")
    ]


def test_a_branch_is_known_where_only_a_letter_is_doubled_or_is_not() -> None:
    places = {"champasak": "LA-CH", "bokeo": "LA-BK", "bokkeo": "LA-XX", "ຈຳປາສັກ": "LA-CH"}
    customs = replace(LAO, branches={columns.key(name): code for name, code in places.items()})
    elsewhere = replace(LAO, branches={}, elsewhere={"champasak": "LA-CH"}, unit="LA-SV")
    branch = READERS["branch"]
    assert branch("Champassak", customs) == branch("CHAMPASAK", customs) == "LA-CH"
    for cell, place, word in (
        ("Bokkkeo", customs, "branch-unknown"),  # two are spelled nearly so
        ("Champasek", customs, "branch-unknown"),
        ("ຈຳປາສັກກ", customs, "branch-unknown"),
        ("Champassak", elsewhere, "branch-elsewhere"),
    ):
        with pytest.raises(RuleBroken) as broken:
            branch(cell, place)
        assert broken.value.code == word
