"""What stands on a certificate: names, dates and sizes, by example."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lms.certificates.domain.certificate_data import Text, language_of, printed_date, size_of, values
from lms.config import CHECKOUT
from lms.content import check
from tests.certificates.papers import DESIGNS, LANGUAGES, design_named, paper, standard

DAY = date(2026, 11, 24)


def on_paper(language: str, design: str = "standard", **changes: Any) -> dict[str, Any]:
    words = design_named(design).wordings[language]
    return values(paper(language, **changes), words, language, "data:image/png,")


@pytest.mark.parametrize(
    ("language", "calendar", "digits", "printed"),
    [
        ("en", "gregorian", "latin", "24 November 2026"),
        ("en", "buddhist", "latin", "24 November 2026 (B.E. 2569)"),
        ("km", "gregorian", "latin", "24 វិច្ឆិកា 2026"),
        ("km", "gregorian", "native", "២៤ វិច្ឆិកា ២០២៦"),
        ("km", "buddhist", "latin", "24 វិច្ឆិកា 2026 (ព.ស. ថៃ 2569)"),
        ("lo", "gregorian", "latin", "24 ພະຈິກ 2026"),
        ("lo", "gregorian", "native", "໒໔ ພະຈິກ ໒໐໒໖"),
        ("th", "buddhist", "latin", "24 พฤศจิกายน พ.ศ. 2569 (2026)"),
        ("th", "buddhist", "native", "๒๔ พฤศจิกายน พ.ศ. ๒๕๖๙ (๒๐๒๖)"),
        ("th", "gregorian", "latin", "24 พฤศจิกายน พ.ศ. 2569 (2026)"),
    ],
)
def test_a_date_follows_the_language_and_the_society(
    language: str, calendar: Any, digits: Any, printed: str
) -> None:
    given = paper(language, calendar=calendar, digits=digits)
    assert printed_date(DAY, given.dating, standard().wordings[language]) == printed


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_is_given_to_a_template_is_text(language: str) -> None:
    for value in on_paper(language).values():
        assert isinstance(value, str) or all(isinstance(part, str) for part in value.values())


def test_the_latin_name_stands_once() -> None:
    assert on_paper("km")["latin_name"]["text"] == "Sim Sreymom"
    assert on_paper("en", name="Anna Lee", latin_name="Anna Lee")["latin_name"] is None
    assert on_paper("km", latin_name="")["latin_name"] is None


def test_a_khmer_name_on_an_english_paper_is_khmer() -> None:
    assert on_paper("en")["name"] == {"text": "ចាន់ បុប្ផា", "language": "km", "size": "xl"}
    assert language_of("Anna Lee", "en") == "en"


def test_an_award_that_does_not_expire_has_no_end() -> None:
    assert on_paper("en", expires_on=None)["expires_on"] is None
    assert on_paper("en")["expires_on"] == "24 November 2028"


def test_a_module_that_is_no_longer_taught_has_no_version() -> None:
    assert on_paper("en")["words"]["version"] == "Module version 2026.1"
    assert on_paper("en", version="")["words"]["version"] == ""


def test_the_address_is_printed_without_what_nobody_types() -> None:
    assert on_paper("en")["address"] == "sala.example.org/verify/7KQW3XHMB9T8"
    assert on_paper("en", check_address="/verify/7KQW3XHMB9T8")["address"] == "/verify/7KQW3XHMB9T8"


def test_long_texts_get_smaller_type_and_signs_take_no_room() -> None:
    assert [size_of("a" * letters) for letters in (19, 20, 27, 28, 72, 73)] == ["xl", "l", "l", "m", "m", "s"]
    assert size_of("ស៊ឹម ស្រីមុំ") == "xl"


def test_a_text_knows_its_language() -> None:
    module = on_paper("km", module=Text("Psychosocial support", "en"))["module"]
    assert module["language"] == "en"


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_a_training_known_from_a_list_is_not_called_a_passed_test(language: str, design: str) -> None:
    words = design_named(design).wordings[language]
    listed = on_paper(language, design, recorded_on=date(2026, 11, 27))
    assert listed["words"]["completed"] == words["recorded"]
    assert listed["words"]["issued_on"] == words["trained_on"]
    assert listed["words"]["version"] == ""
    assert listed["recorded_on"]
    assert on_paper(language, design)["words"]["completed"] == words["completed"]


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize(
    ("language", "the_test", "more_than_that"),
    [
        ("en", "passed the knowledge test", "completed"),
        ("km", "ប្រឡងជាប់តេស្តចំណេះដឹង", "បានបញ្ចប់"),
        ("lo", "ຜ່ານແບບທົດສອບຄວາມຮູ້", "ຮຽນສຳເລັດ"),
        ("th", "ผ่านแบบทดสอบความรู้", "เรียนจบ"),
    ],
)
def test_a_certificate_claims_no_more_than_the_award_asks_for(
    language: str, the_test: str, more_than_that: str, design: str
) -> None:
    """Whoever knows the answers may pass without reading a lesson: nothing is said of learning."""
    said = on_paper(language, design)["words"]["completed"]
    assert the_test in said
    assert more_than_that not in said


def test_every_award_asks_for_the_test_that_its_certificate_names() -> None:
    for module in check.load(CHECKOUT).modules:
        assert "post-test" in module.award.requires
