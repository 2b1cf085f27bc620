"""A question in the letters of another language than its file gives is noticed."""

from __future__ import annotations

import pytest

from lms.quizzes.domain.exchange.letters_of import foreign_letters

ENGLISH = "Which of these words shows somebody that you listen to them?"


@pytest.mark.parametrize(
    ("language", "texts", "letters"),
    [
        ("en", ["តើអ្វីជួយ?", "ស្តាប់", "រង់ចាំ"], "Khmer"),
        ("en", ["ฟังคนอื่น", "PSS"], "Thai"),
        ("km", ["ฟังอย่างตั้งใจ"], "Thai"),
        ("th", ["ຟັງຢ່າງຕັ້ງໃຈ"], "Lao"),
        ("lo", [ENGLISH], "Latin"),
        ("my", [ENGLISH], "Latin"),
        # The language's own letters, few letters of a name, and no letters at all say nothing.
        ("en", [ENGLISH, "សុខា"], ""),
        ("km", ["តើអ្វីជួយ?"], ""),
        ("km", ["PSS, PFA"], ""),
        ("en", ["1", "2 + 2"], ""),
        ("km", [], ""),
    ],
)
def test_the_letters_of_a_question(language: str, texts: list[str], letters: str) -> None:
    assert foreign_letters(language, texts) == letters
