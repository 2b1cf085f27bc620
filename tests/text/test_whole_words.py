"""Words that a line never ends inside, marked in HTML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.text import whole_words
from lms.text.compounds import COMPOUNDS
from lms.text.graphemes import clusters
from lms.text.whole_words import WholeWords
from tests.text.soup import soup

# As wide as a column on a desk, where it stands in a title.
LONGEST = "การมีส่วนร่วมของชุมชนและความรับผิดชอบต่อชุมชน"
WHOLE = WholeWords(
    ["การปฐมพยาบาลทางจิตใจเบื้องต้น", LONGEST, "ชุมชน", "ចលនាកាកបាទក្រហម និងអឌ្ឍចន្ទក្រហម", "sleep"], COMPOUNDS
)
IN_PARTS = WHOLE.text(LONGEST).removeprefix("<span class=pl>").removesuffix("</span>")


def marked(text: str) -> str:
    """The text with brackets around what stays whole."""
    return re.sub(r"<span class=(?:ph|w)>(.*?)</span>", r"[\1]", WHOLE.text(text))


def test_what_is_too_long_for_a_phone_is_kept_whole_in_its_parts() -> None:
    assert WHOLE.text("กาชาด") == "<span class=w>กาชาด</span>"
    assert WHOLE.text("ជនចំណាកស្រុក") == "<span class=ph>ជនចំណាកស្រុក</span>"
    long = "การปฐมพยาบาลทางจิตใจเบื้องต้น"
    part = "<span class=ph>การปฐมพยาบาล</span>"
    assert WHOLE.text(long) == f"<span class=pl>{part}{long.removeprefix('การปฐมพยาบาล')}</span>"
    assert WHOLE.spans(f"x{long}") == [(1, 1 + len(long))]
    assert WHOLE.spans_on_a_phone(f"x{long}") == [(1, 1 + len("การปฐมพยาบาล"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ไปหากาชาดที่นี่", "ไปหา[กาชาด]ที่นี่"),
        ("แนวทางสภากาชาดฯ", "แนวทาง[สภากาชาดฯ]"),
        ("ເປັນອາສາສະໝັກ", "ເປັນ[ອາສາສະໝັກ]"),
        ("ជួយជនចំណាកស្រុកនៅ", "ជួយ[ជនចំណាកស្រុក]នៅ"),
        ("រស់នៅជាមួយមេរោគអេដស៍", "រស់នៅ[ជាមួយ][មេរោគអេដស៍]"),
        ("เกาชาด", "เกาชาด"),  # a vowel before the letter makes another word of it
        ("ต่าง ๆ", "ต่า[ง\u00a0ๆ]"),
        ("กาชาด ๆ", "[กาชาด\u00a0ๆ]"),
        ("ນ້ອຍໆ", "ນ້ອ[ຍໆ]"),
        ("ងាយៗ", "[ងាយៗ]"),
        # Khmer: from the first letter of the syllable that is said again, not from the letter that closes it.
        ("មនុស្សម្នាក់ៗមាន", "មនុស្ស[ម្នាក់ៗ]មាន"),
        ("និយាយស្ងាត់ៗ", "និយាយ[ស្ងាត់ៗ]"),
        ("ធ្ងន់ៗ", "[ធ្ងន់ៗ]"),
        ("និយាយត្រង់ៗ", "និយាយ[ត្រង់ៗ]"),
        ("ចំណុចសំខាន់ៗ", "ចំណុច[សំខាន់ៗ]"),
        ("រឿងធំៗ", "រឿង[ធំៗ]"),
        ("អ្វីល្អៗ", "អ្វី[ល្អៗ]"),
        ("ទីណាៗ", "ទី[ណាៗ]"),
        ("លាន់ឮៗ", "លាន់[ឮៗ]"),
        ("ពេលខ្លះ ៗ", "ពេល[ខ្លះ\u00a0ៗ]"),
        ("រៀងរាល់សប្ដាហ៍ៗ", "[រៀងរាល់]ស[ប្ដាហ៍ៗ]"),
        ("sleep KH-0001", "sleep [KH-0001]"),
        ("7KQW-3XHM-B9T8 02-256-4427", "[7KQW-3XHM-B9T8] [02-256-4427]"),
        ("65–140, 2026-11", "[65–140], [2026-11]"),
        ("follow-up PEP-EC BY-SA", "follow-up PEP-EC BY-SA"),
    ],
)
def test_what_stays_whole_in_a_text(text: str, expected: str) -> None:
    assert marked(text) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>กาชาด</p>", "<p><span class=w>กาชาด</span></p>"),
        # In a button the text is one box, and stays one.
        ("<a>ไปหากาชาด</a>", "<a><span class=t>ไปหา<span class=w>กาชาด</span></span></a>"),
        ("<button> กาชาด </button>", "<button> <span class=w>กาชาด</span> </button>"),
        ('<p title="กาชาด > กาชาด"><br>x</p>', '<p title="กาชาด > กาชาด"><br>x</p>'),
        *(
            (f"<{tag}>กาชาด</{tag}>", f"<{tag}>กาชาด</{tag}>")
            for tag in ("textarea", "style", "title", "select")
        ),
        ("<select><option>กาชาด</select><!-- กาชาด -->", "<select><option>กาชาด</select><!-- กาชาด -->"),
        # What is wider than a column is kept whole in text, and in its parts in a title: what follows it stays with it.
        (f"<p>{LONGEST}: x</p>", f"<p><span class=pl>{IN_PARTS}</span>: x</p>"),
        (f"<h1>{LONGEST}: x</h1>", f"<h1>{IN_PARTS}: x</h1>"),
        (f"<h2><a>{LONGEST}</a></h2>", f"<h2><a><span class=t>{IN_PARTS}</span></a></h2>"),
        ("<h1>การปฐมพยาบาลทางจิตใจเบื้องต้น</h1>", f"<h1>{WHOLE.text('การปฐมพยาบาลทางจิตใจเบื้องต้น')}</h1>"),
        # A noun goes on in the link after its first part.
        ("<p>การ<a>ตรวจ</a></p>", "<p>การ\u2060<a>ตรวจ</a></p>"),
        ("<p>ไป<a>ตรวจ</a></p>", "<p>ไป<a>ตรวจ</a></p>"),
        ("<br>กาชาด", "<br><span class=w>กาชาด</span>"),
    ],
)
def test_a_page_is_marked_in_its_running_text_alone(html: str, expected: str) -> None:
    assert WHOLE.html(html) == expected


def test_a_text_is_marked_alike_however_many_were_met_since(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_words, "_REMEMBERED", 2)
    texts = [f"{number} การตรวจ KH-0001" for number in range(5)]
    assert len({WHOLE.text(text).removeprefix(text[:2]) for text in [*texts, *texts]}) == 1


@given(soup)
def test_nothing_of_a_text_is_lost_and_no_letter_is_cut(text: str) -> None:
    plain = text.replace("<", "").replace(">", "")
    assert re.sub("<[^>]*>", "", WHOLE.text(plain)).replace("\u00a0", " ") == plain.replace("\u00a0", " ")
    assert all(clusters(plain[start:end]) for start, end in WHOLE.spans(plain))


@given(st.lists(st.sampled_from(["<p>", "</p>", "<b>", "</i>", "<br/>", "<!-- x -->", "กาชาด", "<", ">"])))
def test_no_order_of_tags_is_too_much(parts: list[str]) -> None:
    html = "".join(parts)
    assert re.sub("</?span[^>]*>", "", WHOLE.html(html)) == html


def test_without_words_there_is_nothing_but_codes_to_keep() -> None:
    assert WholeWords([]).text("กาชาด KH-0001") == "กาชาด <span class=w>KH-0001</span>"
