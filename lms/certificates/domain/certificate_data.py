"""What stands on a certificate: plain values, ready to be set. Pure: knows no rows, no files and no layout.

Dates are written in the holder's language, in the calendar and digits of the Society; long names get smaller
type.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from lms.certificates.domain.codes import grouped
from lms.text import normalise
from lms.text.calendars import Calendar, Digits, default_calendar, long_date
from lms.text.digits import native_digits
from lms.text.writing_systems import WRITINGS

Value = str | Mapping[str, str] | None

# Letters that fit in a line at each size of type; the design gives each size its points.
_SIZES: Final = ((19, "xl"), (27, "l"), (72, "m"))
_SMALLEST: Final = "s"
_BUDDHIST_YEARS_AHEAD: Final = 543  # in Thailand, for every date since 1941


@dataclass(frozen=True)
class Text:
    """A text and the language it is in."""

    text: str
    language: str


class Dating(NamedTuple):
    """How days are written on a certificate: its language, the calendar and digits of the Society."""

    language: str
    calendar: Calendar
    digits: Digits


@dataclass(frozen=True)
class CertificateData:
    """One certificate as it will be printed. `code` is ungrouped; without `expires_on` it stays valid.

    `recorded_on` is given where the training is known from a list of the Society: the day on which the certificate
    was made from it. `issued_on` is then the day of the training, and nothing is said of a test.
    `statement`: what the QR code says to somebody without a network, signed, in digits; empty for none.
    `sample`: it certifies nothing and says so, because it comes from a demonstration.
    `badge`: the credential (Open Badges 3.0, JSON) that lies in the PDF as a file; empty for none.
    """

    language: str
    name: str
    latin_name: str
    module: Text
    version: str
    society: Text
    signatory: Text
    calendar: Calendar
    digits: Digits
    issued_on: date
    expires_on: date | None
    code: str
    check_address: str
    recorded_on: date | None = None
    sample: bool = False
    statement: str = ""
    badge: str = ""

    @property
    def dating(self) -> Dating:
        """How its days are written."""
        return Dating(self.language, self.calendar, self.digits)


def values(
    paper: CertificateData, words: Mapping[str, str], words_language: str, qr: str
) -> dict[str, Value]:
    """What the template is given: plain strings only. `words` are the design's, `qr` is an image address."""
    own_name = Text(paper.name, language_of(paper.name, paper.language))
    # Somebody whose own script is Latin has one name, not two.
    latin_name = Text(paper.latin_name, "en") if paper.latin_name not in ("", paper.name) else None
    said = {**words, "version": words["version"] % {"version": paper.version} if paper.version else ""}
    if paper.recorded_on is not None:
        said |= {"completed": words["recorded"], "issued_on": words["trained_on"], "version": ""}
    return {
        "language": paper.language,
        "words": {**said, "recorded_on": words["issued_on"]},
        "words_language": words_language,
        "name": sized(own_name),
        "latin_name": None if latin_name is None else sized(latin_name),
        "module": sized(paper.module),
        "society": sized(paper.society),
        "signatory": sized(paper.signatory),
        "issued_on": printed_date(paper.issued_on, paper.dating, words),
        "expires_on": printed_date(paper.expires_on, paper.dating, words) if paper.expires_on else None,
        "recorded_on": printed_date(paper.recorded_on, paper.dating, words) if paper.recorded_on else "",
        "code": grouped(paper.code),
        "address": paper.check_address.partition("://")[2] or paper.check_address,
        "qr": qr,
        "sample": words["sample"] if paper.sample else "",
        "created": (paper.recorded_on or paper.issued_on).isoformat(),
    }


def printed_date(day: date, dating: Dating, words: Mapping[str, str]) -> str:
    """The day in words. Where readers or the Society count Buddhist years, both years stand there."""
    gregorian = long_date(day, dating.language)
    if "buddhist" in (dating.calendar, default_calendar(dating.language)):
        year = str(day.year)
        both = {
            "date": gregorian,
            "day_month": gregorian.replace(year, "").strip(),
            "year": year,
            "buddhist": str(day.year + _BUDDHIST_YEARS_AHEAD),
        }
        gregorian = words["buddhist_date"] % both
    return native_digits(gregorian, dating.language) if dating.digits == "native" else gregorian


def size_of(text: str) -> str:
    """The size of type for a text: "xl", "l", "m" or "s". Signs above and below a letter take no room."""
    letters = sum(unicodedata.category(character) != "Mn" for character in text)
    return next((size for most, size in _SIZES if letters <= most), _SMALLEST)


def language_of(text: str, otherwise: str) -> str:
    """The language whose script the text is written in: a Khmer name on an English paper is still Khmer."""
    for writing in WRITINGS:
        if re.search(f"[{writing.block}]", text):
            return writing.language
    return otherwise


def sized(text: Text) -> dict[str, str]:
    """A text as a template gets it: with its language and the size of type."""
    return {"text": text.text, "language": text.language, "size": size_of(text.text)}


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are read as one: without regard to spaces, case, order of the words and like spellings."""
    (first, first_words), (second, second_words) = (_name_key(one), _name_key(other))
    return bool(first) and (first == second or first_words == second_words)


def _name_key(name: str) -> tuple[str, list[str]]:
    words = normalise.for_comparing(name).split()
    return "".join(words), sorted(words)
