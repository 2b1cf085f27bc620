"""What a name is found by: every way of typing it that the tables know, and the parts of it."""

from __future__ import annotations

from itertools import islice, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.text.graphemes import clusters
from lms.text.search_key import LONGEST, SOUND, folded, haystack, words
from tests.text.cases import COMPARED, NORMALISED, RENDERED, Pair, Typed
from tests.text.soup import soup

# As in the table of comparing, but that a tone, a shifter or a silencer says no difference here.
_SOUNDS_ALIKE = {"K8", "K9", "K10"}


@pytest.mark.parametrize("case", NORMALISED, ids=lambda case: case.id)
def test_a_name_is_found_in_any_order_of_its_signs(case: Typed) -> None:
    assert all(word in haystack(case.stored) for word in words(case.typed))
    assert words(case.typed) == words(case.stored)


@pytest.mark.parametrize("case", COMPARED, ids=lambda case: case.id)
def test_what_is_the_same_word_is_found_and_so_is_what_differs_by_a_tone(case: Pair) -> None:
    assert (folded(case.one) == folded(case.other)) is (case.same or case.id in _SOUNDS_ALIKE)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("ນ້ຳຝົນ", "ນຳຝົນ"),  # Lao AM without its tone
        ("ນ້ຳຝົນ", "ນໍ້າຝົນ"),  # in two signs
        ("ນ້ອຍ", "ນ່ອຍ"),  # another tone
        ("น้ำฝน", "นำฝน"),
        ("น้ำฝน", "นํ้าฝน"),
        ("ศักดิ์สิทธิ์", "ศักดิสิทธิ"),  # the silencer left out
        ("เพ็ญ", "เพญ"),
        ("ប៉ាង", "បាង"),  # the shifter left out
        ("ហ៊ុន", "ហុន៊"),  # at another place
        ("ស្រី", "ស\u200b្រី"),  # an invisible space in the middle
        ("ចន្ទ្រា", "ចន្រ្ទា"),  # coengs in another order
        ("ស្ដើង", "ស្តើង"),
        ("Đặng Thị Hòa", "dang thi hoa"),
        ("Dang Thi Hoa", "ĐẶNG HÒA"),
        ("Søren Łukasz", "soren lukasz"),
        ("Anne-Marie O’Neil", "annemarie oneil"),
        ("Anne-Marie O'Neil", "marie neil"),
        ("Sok Dara", "dara sok"),
        ("ຈັນ ສີ", "ຈັນສີ"),
        ("ຈັນສີ", "ຈັນ ສີ"),
        ("KH-1001", "kh1001"),
        ("KH-1001", "KH 1001"),
        ("KH-1001", "១០០១"),
        ("TH-2569", "๒๕๖๙"),
    ],
)
def test_a_name_is_found_however_it_is_typed(name: str, typed: str) -> None:
    assert words(typed)
    assert all(word in haystack(name) for word in words(typed))


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("ຈັນ", "ຈິນ"),  # another vowel
        ("สมชาย", "สมใจ"),
        ("សុខា", "សុភា"),
        ("Sokha", "Sophea"),
        ("KH-1001", "100%"),
        ("KH-1001", "_"),
    ],
)
def test_another_name_is_not_found(name: str, typed: str) -> None:
    assert not all(word in haystack(name) for word in words(typed))


def test_whole_words_stand_between_spaces() -> None:
    assert haystack("KH-1001", "សុខា ចាន់", "Sokha") == (" kh 1001 kh1001 សុខា ចាន សុខាចាន sokha ~sk ~cn ~skcn ")


@pytest.mark.parametrize("text", ["", " ", "\u200b", "-", "...", "\u0e48"])
def test_what_has_no_letter_asks_nothing(text: str) -> None:
    assert words(text) == []
    assert haystack(text, text) == ""


def test_what_is_typed_and_kept_has_an_end() -> None:
    assert len(haystack("ໜ" * 3000)) == LONGEST
    assert len(words(" ".join(str(number) for number in range(50)))) == 10
    assert words("dara DARA") == ["dara"]


def test_of_a_very_long_name_some_sounds_are_left_out_but_no_word_and_no_half_of_a_sound() -> None:
    sounds = ["".join(letters) for letters in islice(permutations("kstpmlrn", 3), 120)]
    name = ["".join(f"{letter}a" for letter in sound) for sound in sounds]
    found = haystack("KH-1", " ".join(name))
    assert len(found) <= LONGEST
    assert found.endswith(" "), "the last one is whole"
    assert {*name, "".join(name)} <= set(found.split())
    heard = [word.removeprefix(SOUND) for word in found.split() if word.startswith(SOUND)]
    assert 0 < len(heard) < len(sounds)
    assert heard == sounds[: len(heard)]
    assert len(f"{found}{SOUND}{sounds[0]} ") > LONGEST, "no room is left for one more"


_SYLLABLES = sorted(
    {part for text in RENDERED for part in clusters(text.text) if part.isalpha() or len(part) > 1}
)


@given(st.lists(st.sampled_from(_SYLLABLES), min_size=1, max_size=8), st.data())
def test_every_row_of_clusters_of_a_name_finds_it(row: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(row) - 1))
    end = data.draw(st.integers(start + 1, len(row)))
    assert all(word in haystack("".join(row)) for word in words("".join(row[start:end])))


@given(soup)
def test_folding_twice_changes_nothing_and_a_text_finds_itself(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert all(word in haystack(text) for word in words(text[:40]))
