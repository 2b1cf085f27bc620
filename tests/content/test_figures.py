"""A volunteer who reads 27 hours where the English has 72 comes too late for PEP."""

from __future__ import annotations

import pytest

from lms.content.checks.figures import figure_differences


@pytest.mark.parametrize(
    ("language", "source", "translation"),
    [
        ("th", "within 72 hours", "ภายใน 72 ชั่วโมง"),
        ("th", "within 72 hours", "ภายใน ๗๒ ชั่วโมง"),
        ("km", "within 72 hours", "ក្នុងរយៈពេល ៧២ ម៉ោង"),
        ("lo", "within 72 hours", "ພາຍໃນ ໗໒ ຊົ່ວໂມງ"),
        ("km", "within 72 hours", "ក្នុង 72 ម៉ោង ពោលគឺ 72 ម៉ោងគត់"),  # said twice
        ("th", "in 2019", "ในปี 2562 (2019)"),
        ("th", "in 2019", "ในปี 2562"),
        ("th", "in 2019", "ในปี ๒๕๖๒"),
        ("km", "1,000 copies", "1000 ច្បាប់"),
        ("km", "1,000 copies", "1.000 ច្បាប់"),
        ("lo", "5.3 million", "5.3 ລ້ານ"),
        ("lo", "5.3 million", "5,3 ລ້ານ"),
        ("km", "two of 10 people", "ពីរនាក់ក្នុងដប់នាក់"),
        ("km", "for 6 weeks", "ប្រាំមួយសប្ដាហ៍"),
        ("lo", "after 25 minutes", "ຫຼັງຊາວຫ້ານາທີ"),
        ("th", "after 21 days", "หลังยี่สิบเอ็ดวัน"),
        ("km", "eleven people", "11 នាក់"),
        ("lo", "forty messages of twenty-one people", "40 ຂໍ້ຄວາມ ຂອງ 21 ຄົນ"),
        ("th", "The five Cs", "หลัก 5 C"),
        ("km", "First step: look", "ជំហានទី 1៖ មើល"),
        ("km", "1. Look\n2. Listen", "1. មើល\n2. ស្ដាប់"),
        ("km", "see [page 4](https://example.org/2024/11)", "[ទំព័រ 4](https://example.org/2024/11)"),
        ("my", "after 3 days", "သုံးရက်"),  # no words of numbers are known: small ones may be words
    ],
)
def test_the_same_figures_in_any_digits_words_or_years(language: str, source: str, translation: str) -> None:
    assert list(figure_differences(source, translation, language)) == []


@pytest.mark.parametrize(
    ("language", "source", "translation", "lost", "new"),
    [
        ("km", "within 72 hours", "ក្នុងរយៈពេល 27 ម៉ោង", "72", "27"),
        ("km", "within 72 hours", "ក្នុងរយៈពេល ២៧ ម៉ោង", "72", "27"),
        ("th", "within 72 hours", "ภายในเวลา", "72", None),
        ("th", "Call soon", "โทรภายใน 72 ชั่วโมง", None, "72"),
        ("th", "in 2019", "ในปี 2563", "2019", "2563"),
        ("lo", "5.3 million", "5.4 ລ້ານ", "5.3", "5.4"),
        ("km", "18 and 18", "18", "18", None),
        ("km", "for 5 weeks", "ប្រាំមួយសប្ដាហ៍", "5", None),  # five is only the beginning of six
        ("km", "three of them", "5 នាក់", None, "5"),
        ("my", "after 72 hours", "နာရီ", "72", None),
    ],
)
def test_a_figure_that_is_lost_or_new_is_said(
    language: str, source: str, translation: str, lost: str | None, new: str | None
) -> None:
    said = [f"the figure {lost} of the English text is missing"] if lost else []
    said += [f"the figure {new} is not in the English text"] if new else []
    assert list(figure_differences(source, translation, language)) == said
