"""Observed practice of an attendance sheet is no test: nobody is certified because somebody watched them practise."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import gettext

from lms.errors import RuleBroken
from lms.imports.domain.columns import observed_practice
from lms.imports.domain.headings import fields
from lms.imports.domain.lines import column_facts
from lms.imports.domain.values import results
from lms.imports.services import column_matching, imports
from tests.client import StrictClient
from tests.imports.files import brought, text
from tests.imports.test_people import rows
from tests.people import People

# What a trainer pack prints above the columns, and writes into the one of observed practice.
SHEETS = {
    "en": ("Name", "Number", "Start", "End", "Observed practice", "Signature", "seen", "practise again"),
    "km": ("ឈ្មោះ", "លេខ", "ចាប់ផ្ដើម", "បញ្ចប់", "ការអនុវត្តដែលបានសង្កេត", "ហត្ថលេខា", "បានសង្កេត", "អនុវត្តម្ដងទៀត"),
    "lo": ("ຊື່", "ເລກ", "ເລີ່ມ", "ຈົບ", "ການຝຶກທີ່ໄດ້ສັງເກດ", "ລາຍເຊັນ", "ສັງເກດແລ້ວ", "ຝຶກຄືນອີກ"),
    "th": ("ชื่อ", "หมายเลข", "เริ่ม", "เลิก", "การฝึกที่สังเกต", "ลายเซ็น", "สังเกตแล้ว", "ฝึกอีกครั้ง"),
}
OLD = {"en": ("Result", "passed"), "km": ("លទ្ធផល", "ជាប់"), "lo": ("ຜົນ", "ຜ່ານ"), "th": ("ผล", "ผ่าน")}


def places(header: list[str], *lines: list[str]) -> list[int]:
    return [*observed_practice.of(header, lines)]


@pytest.mark.parametrize("language", SHEETS)
def test_the_sheet_of_a_trainer_pack_says_nothing_that_a_list_takes_for_a_test(
    app: Flask, language: str
) -> None:
    *header, seen, again = SHEETS[language]
    assert [results.word_of(cell) for cell in (seen, again)] == ["", ""]
    assert places(header, ["Sokha", "KH-1001", "✓", "✓", seen, ""]) == [4]
    with app.test_request_context(f"/{language}/"):
        assert gettext("Observed practice") == header[4]
        assert seen in gettext(
            "Observed practice: only “seen” or “practise again”, where somebody was observed. "
            "It is no result of the test. Nothing about health."
        )


@pytest.mark.parametrize("language", OLD)
def test_an_old_sheet_is_known_by_the_columns_beside_its_result_or_by_its_words(language: str) -> None:
    header = list(SHEETS[language][:6])
    header[4], passed = OLD[language]
    again = SHEETS[language][7]
    assert places(header, ["Sokha", "KH-1001", "✓", "✓", passed, ""]) == [4]
    assert places(["Name", header[4]], ["Sokha", passed], ["Dara", again]) == [1]
    assert places(["Name", header[4]], ["Sokha", passed], ["Dara", ""]) == []


@pytest.mark.parametrize(
    ("header", "line"),
    [
        (["Name", "Start", "End", "Result", "Signature"], ["Sokha", "1/3/2025", "3/3/2025", "passed", ""]),
        (["Name", "Start", "End", "Result"], ["Sokha", "8:30", "16:30", "passed"]),
        (["Name", "Start", "Result", "Signature"], ["Sokha", "✓", "passed", ""]),
        (["ชื่อ", "ผล", "ข้อสังเกต"], ["วิภา", "ผ่าน", "มาสาย"]),
        (["Name", "Practice", "Observer"], ["Sokha", "passed", "Bopha"]),
        (["Name", "Result"], ["Sokha", "seen"]),
    ],
)
def test_a_list_with_days_or_without_a_signature_keeps_its_result(header: list[str], line: list[str]) -> None:
    assert places(header, line) == []


def test_nobody_is_certified_by_a_sheet_of_observed_practice(
    app: Flask, client: StrictClient, people: People
) -> None:
    content = text(
        ["Name", "Volunteer number", "Start", "End", "Result", "Signature"],
        ["Sokha", "KH-1001", "✓", "✓", "passed", "S"],
        ["Dara", "KH-1100", "✓", "✓", "practise again", "D"],
    )
    list_import = brought(content, "sheet.csv", "trainings", people.chan.unit, people.chan)
    proposed = {int(number): field for number, field in list_import.matching["columns"].items()}
    assert "result" not in proposed.values()
    client.sign_in("KH-1200")

    def page(language: str = "en") -> str:
        return client.get(f"/{language}/people/imports/{list_import.uuid}/").get_data(as_text=True)

    assert "On an attendance sheet this column is the observed practice, and no test." in page()
    everywhere = {"award": "pss", "on": "1/3/2025"}
    column_matching.match(list_import, proposed, everywhere=everywhere, source="sheet")
    assert list_import.matching[column_facts.OBSERVED] == [["Result", False]]
    assert list_import.matching[column_facts.UNREAD_RESULTS] == []
    assert "“Result” is left out: it says how the observed practice went" in page()
    column_matching.back_to_matching(list_import)
    column_matching.match(list_import, {**proposed, 5: "result"}, everywhere=everywhere, source="sheet")
    assert "who passed it would hold a certificate" in page()
    for language in SHEETS:
        assert "Result" in page(language)
    imports.drop(list_import, actor=None)


def test_what_is_called_observed_practice_is_refused_as_the_result(people: People) -> None:
    content = text(["Name", "Volunteer number", "Observed practice"], ["Sokha", "KH-1001", "passed"])
    list_import = brought(content, "sheet.csv", "trainings", people.chan.unit, people.chan)
    assert list_import.matching["columns"] == {"1": "name", "2": "number"}
    for field in ("result", "mark"):
        with pytest.raises(RuleBroken) as broken:
            column_matching.match(
                list_import,
                {1: "name", 2: "number", 3: field},
                everywhere={"award": "pss", "on": "1/3/2025"},
                source="sheet",
            )
        assert broken.value.code == "practice-no-test"
    assert rows(list_import) == []


def test_that_a_society_once_took_its_column_as_the_result_is_no_word_about_a_sheet() -> None:
    header, line = ["Name", "Start", "End", "Result", "Signature"], ["Sokha", "✓", "✓", "passed", ""]
    assert observed_practice.not_guessed(header, [line]) == {fields.key("Result"): ""}
