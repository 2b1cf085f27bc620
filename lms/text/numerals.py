"""Numbers from 1 to 100 written as words, in the four languages of the curriculum: which stand in a text. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product

_ENGLISH_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_ENGLISH_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_ENGLISH_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]

# Per language: the words of 1 to 9 (a word may have several spellings), those of 1 after a ten, 10, 20 to 90, 100.
_SPELLINGS: Mapping[str, tuple[str, str, str, str, str]] = {
    "km": (
        "មួយ ពីរ បី បួន ប្រាំ ប្រាំមួយ ប្រាំពីរ ប្រាំបី ប្រាំបួន",
        "មួយ",
        "ដប់",
        "ម្ភៃ សាមសិប សែសិប ហាសិប ហុកសិប ចិតសិប ប៉ែតសិប កៅសិប",
        "មួយរយ",
    ),
    "lo": (
        "ໜຶ່ງ/ນຶ່ງ ສອງ ສາມ ສີ່ ຫ້າ ຫົກ ເຈັດ ແປດ ເກົ້າ",
        "ເອັດ",
        "ສິບ",
        "ຊາວ ສາມສິບ ສີ່ສິບ ຫ້າສິບ ຫົກສິບ ເຈັດສິບ ແປດສິບ ເກົ້າສິບ",
        "ໜຶ່ງຮ້ອຍ/ຮ້ອຍ",
    ),
    "th": (
        "หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า",
        "เอ็ด",
        "สิบ",
        "ยี่สิบ สามสิบ สี่สิบ ห้าสิบ หกสิบ เจ็ดสิบ แปดสิบ เก้าสิบ",
        "หนึ่งร้อย/ร้อย",
    ),
}
_KHMER_TEENS = ["ដណ្ដប់", "ដណ្តប់"]  # two spellings of one sound: មួយដណ្ដប់ is 11


def numerals_in(text: str, language: str) -> frozenset[int]:
    """The numbers that stand in the text as words; of two words that begin alike, the longer one counts."""
    if language not in _WORDS:
        return frozenset()
    return frozenset(_WORDS[language][found[0].lower()] for found in _FINDERS[language].finditer(text))


def knows_numerals(language: str) -> bool:
    """Whether numbers as words can be read in the language."""
    return language in _WORDS


def _english() -> dict[str, int]:
    words = {word: at for at, word in enumerate([*_ENGLISH_ONES, *_ENGLISH_TEENS], 1)}
    words |= {word: at for at, word in enumerate(_ORDINALS, 1)} | {"once": 1, "twice": 2, "hundred": 100}
    for at, ten in enumerate(_ENGLISH_TENS, 2):
        words[ten] = 10 * at
        words |= {f"{ten}-{one}": 10 * at + number for number, one in enumerate(_ENGLISH_ONES, 1)}
    return words


def _spelled(language: str) -> dict[str, int]:
    ones, one_after, ten, tens, hundred = _SPELLINGS[language]
    words = {word: at for at, said in enumerate(ones.split(), 1) for word in said.split("/")}
    below = {one_after: 1} | {word: number for word, number in words.items() if number > 1}
    upper = {word: 10 * at for at, word in enumerate([ten, *tens.split()], 1)}
    joined = {head + tail: upper[head] + below[tail] for head, tail in product(upper, below)}
    if language == "km":
        joined |= {one + teen: 10 + words[one] for one, teen in product(words, _KHMER_TEENS)}
    return words | upper | joined | dict.fromkeys(hundred.split("/"), 100)


def _finder(language: str) -> re.Pattern[str]:
    longest_first = "|".join(sorted(_WORDS[language], key=len, reverse=True))
    return re.compile(rf"\b(?:{longest_first})\b" if language == "en" else longest_first, re.IGNORECASE)


_WORDS: Mapping[str, Mapping[str, int]] = {
    "en": _english(),
    **{language: _spelled(language) for language in _SPELLINGS},
}
_FINDERS = {language: _finder(language) for language in _WORDS}
