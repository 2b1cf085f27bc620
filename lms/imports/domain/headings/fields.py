"""The header of a column -> the field of an import. Pure; the words are data in `headers`.

What a Society called a column before comes first, then the words, then a word inside a longer header.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Final, Literal, TypeAlias

from lms.errors import NotFound
from lms.imports.domain.headings import (
    absent_days,
    before_after,
    column_names,
    day_names,
    full_marks,
    name_headings,
    other_numbers,
    sex_ticks,
)
from lms.imports.domain.headings.column_names import LEFT_OUT
from lms.imports.domain.text_comparison import for_comparing
from lms.text.digits import ascii_digits

Kind: TypeAlias = Literal["people", "trainings"]

# In the order in which pages and files show them.
FIELDS: Final[Mapping[Kind, tuple[str, ...]]] = {
    "people": (
        "number", "name", "family_name", "given_name", "latin_name", "latin_family_name", "latin_given_name",
        "sex", "sex_female", "sex_male", "sex_other", "birth", "phone", "email", "branch", "language",
    ),
    "trainings": ("number", "name", "family_name", "given_name", "latin_name", "latin_family_name", "latin_given_name",
                  "sex", "birth", "phone", "award", "on", "on_first", "on_day", "on_month", "on_year", "result",
                  "passed_ticked", "attended_day", "failed_ticked", "mark"),
}  # fmt: skip
LONGEST_HEADER: Final = 200  # characters of a remembered header
_LONGEST_LOWER: Final = 80  # characters of the lower of two headings: thrice the longest that is known
_SHORTEST_INSIDE: Final = 4  # letters of a word that is looked for inside a longer header
# Not "everything but letters": to a regular expression the vowel signs of our scripts are no letters.
_PUNCTUATION: Final = re.compile(r"[\s!-,./:-@\[-`{-~–—-]+")
_LATIN: Final = re.compile("[a-z\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]+")
_MOST_WORDS: Final = 20  # of a heading
_LONGEST_RUN: Final = 6  # words of what a column is called: "name in own script"
_COUNT: Final = re.compile(r"(?:\d{1,2}|[a-d])\Z", re.IGNORECASE)
_NUMBER_OF: Final = re.compile(r"(?:№|ទី|ທີ|ที่)\Z")
_LATIN_NUMBER_OF: Final = re.compile(r"(?:no|nr|№|ទី|ທີ|ที่)\Z", re.IGNORECASE)
_SEVERAL: Final = frozenset({"phone", "email"})  # of which people have more than one
# What a heading of another number is taken for by a word within it.
_NUMBERED: Final = frozenset({"number", "award", None})
_PARTS: Final = re.compile(r"[/|\n(){}\[\]:–—]+|\s-\s")


@lru_cache(maxsize=4096)  # a list says the same few branches and words in all its lines
def key(header: str) -> str:
    """What two spellings of a header have in common: no case, no spaces, no signs of punctuation."""
    return _PUNCTUATION.sub("", for_comparing(header))[:LONGEST_HEADER]


def known_kind(text: str) -> Kind:
    """The kind of list with this name, as an address or a form says it. Raises NotFound for any other text."""
    for kind in FIELDS:
        if kind == text:
            return kind
    raise NotFound(text)


@cache
def _words(kind: Kind) -> Mapping[str, str]:
    known = [column_names.PERSON] if kind == "people" else [column_names.PERSON, column_names.TRAINING]
    words = dict.fromkeys(keys(column_names.TITLES), LEFT_OUT)
    words.update({word: field for table in known for field, texts in table.items() for word in keys(texts)})
    if kind == "trainings":
        days = keys(day_names.FIRST_DAYS) | keys(day_names.LAST_DAYS)
        words.update({word: "on" for word in days if _says(word, column_names.DAYS)})
    for field in FIELDS[kind]:
        words.update({key(heading): field for heading in column_names.HEADINGS[field]})
    allowed = {*FIELDS[kind], LEFT_OUT}
    return {word: field if field in allowed else LEFT_OUT for word, field in words.items()}


@cache
def keys(texts: str) -> frozenset[str]:
    """The keys of words that are separated by bars."""
    return frozenset(map(key, texts.split("|")))


_SIGNED: Final = tuple(keys(column_names.SIGNED))


@cache
def _lower_words(kind: Kind) -> Mapping[str, str]:
    """What a heading below one for a name may say: a part of the name, or that it is a title."""
    words = {word: field for word, field in _words(kind).items() if field.endswith("name")}
    for field, texts in column_names.NAME_PARTS.items():
        words.update(dict.fromkeys(keys(texts), field))
    return words | dict.fromkeys(keys(column_names.TITLES), LEFT_OUT)


def heading(field: str, language: str) -> str:
    """What a field is called in a language, or in English: a header that `field_of` knows again."""
    place = column_names.LANGUAGES.index(language) if language in column_names.LANGUAGES else 0
    return column_names.HEADINGS[field][place]


def below(above: str, text: str, kind: Kind, remembered: Mapping[str, str]) -> str:
    """What a heading says that stands below another one: both, the lower one first where it says enough by itself.

    "Birth" and "Date" are one heading, "Name" and "First" too; below "Contact" a phone is a phone.
    """
    above, text = " ".join(above.split()), " ".join(text.split())
    joined = f"{above} {text}".strip()
    if not above or not text or above == text:
        return text or above
    if sex_ticks.says_sex(above) and sex_ticks.field_of(joined):
        return joined
    known = _words(kind)
    if key(joined) in known or key(joined) in remembered or _below_a_name(joined, kind) is not None:
        return joined
    if key(f"{text} {above}") in known:
        return f"{text} {above}"
    return f"{text} ({above})" if key(text) in known else joined


def field_of(header: str, kind: Kind, remembered: Mapping[str, str]) -> str | None:
    """The field that a header means: LEFT_OUT for a column that is known and not used, None for an unknown one.

    `remembered` maps the keys of headers to fields, as the Society said before.
    """
    whole = key(header)
    if whole not in remembered:
        return _known_field(header, kind)
    mistaken = remembered[whole] == "number" and other_numbers.is_of_certificate(header)
    # «จำนวนวันที่ขาด» was taken for a date by older versions.
    mistaken = mistaken or (remembered[whole] != "result" and absent_days.is_heading(header))
    return LEFT_OUT if mistaken else remembered[whole]


def is_known_word(header: str, kind: Kind, remembered: Mapping[str, str]) -> bool:
    """Whether a text is what a column is called, as it stands: not by a part of it, or by a word within it."""
    whole = key(header)
    return bool(whole) and (whole in remembered or whole in _words(kind))


@lru_cache(maxsize=4096)  # the first rows of a list are looked at again and again
def _known_field(header: str, kind: Kind) -> str | None:
    whole, words = key(header), _words(kind)
    if absent_days.is_heading(header):  # whether it says how the training went, the other columns tell
        return LEFT_OUT
    if whole in words:
        return words[whole]
    if kind == "trainings" and (when := before_after.of(header)):
        # «ក្រោយវគ្គ» is no module: the cells tell whether it holds marks
        return LEFT_OUT if when == "before" else _of_result(header, whole, words)
    return _longer_field(header, whole, words, kind)


def _longer_field(header: str, whole: str, words: Mapping[str, str], kind: Kind) -> str | None:
    """The field of a heading that is no known word: by its parts, or by a word within it."""
    if whole.startswith(_SIGNED):
        return LEFT_OUT
    ticked = sex_ticks.field_of(header)
    if ticked is not None:
        return ticked if ticked in FIELDS[kind] else LEFT_OUT
    field = _below_a_name(header, kind)
    if field is None and name_headings.says_both_parts(header):
        field = "name"
    if field is None:
        field = _of_full_mark(header, words)
    if field is None:
        parts = filter(None, map(key, _PARTS.split(header)))
        field = next((words[part] for part in parts if part in words), None)
    if field is None:
        field = _one_of_several(header, words)
    if field is None:
        field = LEFT_OUT if whole.endswith(_SIGNED) else _inside(header, words)
    if field in _NUMBERED and other_numbers.is_of_another(header):
        return LEFT_OUT
    return _in_its_script(field, whole, kind)


def _of_result(header: str, whole: str, words: Mapping[str, str]) -> str | None:
    """The result, where a heading names it beside "after": "Post-test (20)", «คะแนนหลังการอบรม»."""
    pieces = [words.get(piece) for piece in map(key, _PARTS.split(header))]
    found = (_of_full_mark(header, words), *pieces, _inside(header, words))
    return "result" if "result" in found else None


def _of_full_mark(header: str, words: Mapping[str, str]) -> str | None:
    """The field of «คะแนนเต็ม 30»: that of «คะแนน», which are out of 30."""
    name = full_marks.name_of(header)
    return words.get(key(name)) if name != header else None


def _one_of_several(header: str, words: Mapping[str, str]) -> str | None:
    """The field of "Tel. 1" and «โทร ๒»: one of what somebody may have several of."""
    field = words.get(key(_before_a_count(header)))
    return field if field in _SEVERAL else None


def _before_a_count(header: str) -> str:
    """What stands before "1", "No. 2" or "b" at the end of a heading; nothing where there is none.

    Looked at from its end: what may be a space or a full stop at the end of either part would be tried in each.
    """
    words = ascii_digits(header).replace(".", " ").replace("#", " ").split()
    count = _COUNT.search(words[-1]) if words else None
    if count is None:
        return ""
    if begin := words.pop()[: count.start()]:
        return " ".join([*words, _NUMBER_OF.sub("", begin)])
    return _LATIN_NUMBER_OF.sub("", " ".join(words))


def _inside(header: str, words: Mapping[str, str]) -> str | None:
    """The field of the longest word within a heading; in Latin letters a word of its own: Vannaphone is a name."""
    whole, alone, standing = key(header), keys(column_names.ONLY_ALONE), _latin_words(header)
    inside = [
        word
        for word in words
        if len(word) >= _SHORTEST_INSIDE
        and word not in alone
        and (word in standing if _LATIN.match(word) else _stands_in(whole, word))
    ]
    return words[max(inside, key=len)] if inside else None


def _stands_in(whole: str, word: str) -> bool:
    """Whether a word of our scripts is within a heading, and not cut out of another one: «ខេត្តា» is a name."""
    return any(
        not whole[found + len(word) : found + len(word) + 1] or _is_letter(whole[found + len(word)])
        for found in range(len(whole))
        if whole.startswith(word, found)
    )


def _is_letter(sign: str) -> bool:
    return not unicodedata.category(sign).startswith("M")


@lru_cache(maxsize=4096)
def _latin_words(header: str) -> frozenset[str]:
    """The words in Latin letters of a heading, also one of several and without an "s" at the end, and those that stand
    side by side as one: "phones", "phonenumber".
    """
    texts = _LATIN.findall(for_comparing(header)[:LONGEST_HEADER])[:_MOST_WORDS]
    runs = {
        "".join(texts[first:last])
        for first in range(len(texts))
        for last in range(first + 1, min(first + _LONGEST_RUN, len(texts)) + 1)
    }
    return frozenset(runs | {run.removesuffix("s") for run in runs})


def _below_a_name(header: str, kind: Kind) -> str | None:
    """The field of two headings, one below the other: "Name in Latin letters" and "First"."""
    texts = header.split()
    for cut in range(1, len(texts)):
        lower = " ".join(texts[cut:])
        field = _lower_words(kind).get(key(lower)) if len(lower) <= _LONGEST_LOWER else None
        if field is not None and _is_above(texts[:cut], texts[cut:], key(" ".join(texts[:cut])), kind):
            return field
    return None


def _is_above(above: Sequence[str], below: Sequence[str], upper: str, kind: Kind) -> bool:
    """Whether the first of two pieces of a heading names a whole name, so that the other one may be a part of it."""
    if name_headings.goes_on(" ".join(above), " ".join(below)):
        return False
    if name_headings.says_both_parts(" ".join(above)) or _says(upper, column_names.IN_LATIN):
        return True
    field = _words(kind).get(upper) or _inside(" ".join(above), _words(kind))
    return field is not None and field.endswith("name") and field not in column_names.NAME_PARTS


def _in_its_script(field: str | None, whole: str, kind: Kind) -> str | None:
    latin = f"latin_{field}"
    if (
        latin in FIELDS[kind]
        and _says(whole, column_names.IN_LATIN)
        and not _says(whole, column_names.IN_OWN_SCRIPT)
    ):
        return latin
    return field


def _says(whole: str, texts: str) -> bool:
    return any(word in whole for word in keys(texts))
