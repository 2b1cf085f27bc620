"""By what somebody can be recognised in what others typed: in lists, reasons and names of files.

Erasing looks for them with these; the ledger, which never forgets, refuses a text that holds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from sqlalchemy import select

from lms.accounts.domain import phones
from lms.accounts.domain.volunteer_numbers import key_of as number_key
from lms.accounts.models import FormerNumber, Person, PersonId, Role
from lms.accounts.queries import units
from lms.db import session
from lms.errors import RuleBroken
from lms.text import normalise

_PHONE_END: Final = 8  # digits; without code and leading zero, numbers of our countries have at least so many
_SHORTEST_CODE: Final = 4  # letters and digits: a shorter number could be anything
_CELL_END: Final = re.compile("[\r\n]+")
_WORD: Final = re.compile("[0-9a-z]+")
_DIGITS: Final = re.compile("[0-9][0-9 ()./-]+")


class Typed:
    """A text that somebody typed, made ready to be looked through for the traces of many people."""

    def __init__(self, text: str) -> None:
        self.cells = _compared(text)
        self.key = _key(*self.cells)
        self.spaced = _spaced(*self.cells)
        self.runs = [re.sub("[^0-9]", "", run) for cell in self.cells for run in _DIGITS.findall(cell)]


@dataclass(frozen=True)
class IdentifyingText:
    """By what a person can be recognised in what others typed: their names, numbers and addresses, as keys.

    `whole` holds all of them, `names` the parts of each name that has several, `codes` what nobody else can be called
    (numbers, addresses), `phones` the ends of phone numbers: they are the same with and without the code of a country.
    """

    whole: frozenset[str]
    names: frozenset[frozenset[str]]
    codes: frozenset[str]
    phones: frozenset[str]

    @cached_property
    def _spaced(self) -> frozenset[str]:
        """What is written in Latin letters and digits, as whole words."""
        return frozenset(_spaced(word) for word in self.whole if word.isascii())

    def without(self, other: IdentifyingText) -> IdentifyingText:
        """What tells of this person and not of another one as well: families share phones, namesakes their names."""
        return IdentifyingText(
            *(self.whole - other.whole, self.names - other.names, self.codes - other.codes),
            self.phones - other.phones,
        )

    def within(self, text: str | Typed) -> bool:
        """Whether a text that may be about the person says who they are: whole words where a script has spaces."""
        typed = Typed(text) if isinstance(text, str) else text
        named = any(word in typed.spaced for word in self._spaced) or any(
            word in typed.key for word in self.whole if not word.isascii()
        )
        return named or self._mentioned(typed)

    def tell(self, line: str) -> bool:
        """Whether a line of a list, its cells one below the other, is about the person and not about a namesake.

        A name of one word has to be a whole cell: it may be part of somebody else's name.
        """
        typed = Typed(line)
        return any(_key(cell) in self.whole for cell in typed.cells) or self._mentioned(typed)

    def _mentioned(self, typed: Typed) -> bool:
        """A number or address anywhere, or all parts of a name in any order: surnames stand first, or last."""
        return (
            any(_spaced(code) in typed.spaced for code in self.codes)
            or any(end in run for end in self.phones for run in typed.runs)
            or any(all(_stands_in(part, typed.key, typed.spaced) for part in name) for name in self.names)
        )


def identifying_text_of(ids: Sequence[PersonId]) -> IdentifyingText:
    """The traces of a person, as long as their name is known."""
    former = session.scalars(select(FormerNumber.number).where(FormerNumber.person_id.in_(ids)))
    return identifying_text_in(session.scalars(select(Person).where(Person.id.in_(ids))), former.all())


def identifying_text_in(records: Iterable[Person], former_numbers: Iterable[str] = ()) -> IdentifyingText:
    """The traces of a person in their records, as long as their name is known, and in numbers that they had."""
    whole: set[str] = set()
    names: set[frozenset[str]] = set()
    codes: set[str] = set()
    ends: set[str] = set()
    former = map(normalise.for_comparing, former_numbers)
    codes |= {code for code in former if len(_key(code)) >= _SHORTEST_CODE}
    for person in records:
        found = (normalise.for_comparing(text) for text in (person.number, person.email or ""))
        codes |= {code for code in found if len(_key(code)) >= _SHORTEST_CODE}
        for name in map(normalise.for_comparing, (person.name, person.latin_name)):
            names.add(_parts(name))
            whole |= {_key(name), _spaced(name).strip()}
        ends.add(_phone_end(person.phone or ""))
    whole |= {key for code in codes for key in (_key(code), _spaced(code).strip())}
    several = frozenset(parts for parts in names if len(parts) > 1)
    return IdentifyingText(frozenset(whole - {""}), several, frozenset(codes), frozenset(ends - {""}))


def refuse_people(text: str, field: str) -> None:
    """Raise RuleBroken("names-somebody", field) for a text that stays for good and says who somebody is.

    It is refused for an e-mail address and a phone, whether anybody has them, for anybody's volunteer number, and for
    the full name of whoever has a task in Sala: lists are called after them. Texts are asked about once a session: a
    list repeats them.
    """
    cleared: set[str] = session().info.setdefault("texts without people", set())
    if text in cleared:
        return
    cells = _compared(text)
    if "@" in text or _codes_within(cells) or _phones_within(cells) or _staff_within(cells):
        raise RuleBroken("names-somebody", field=field)
    cleared.add(text)


def _codes_within(cells: Sequence[str]) -> bool:
    words = _words(" ".join(cells))
    joined = {joint.join(pair).upper() for pair in pairwise(words) for joint in ("", "-", " ")}
    # What has no letter may be a year or the number of a page.
    codes = {code for code in joined | {word.upper() for word in words} if re.search("[A-Z]", code)}
    likely = {code for code in codes if re.search("[0-9]", code)}
    if not likely:
        return False
    keys = {number_key(code) for code in likely} - {""}
    return session.scalar(select(Person.id).where(Person.number_key.in_(keys)).limit(1)) is not None


def _phones_within(cells: Sequence[str]) -> bool:
    # Nobody's rows are asked: a refusal must not tell who is in another Society.
    likely = [cell for cell in cells if any(_phone_end(run) for run in _DIGITS.findall(cell))]
    regions = [society.country for society in units.societies().values()]
    return any(phones.is_written_in(cell, regions) for cell in likely)


def _staff_within(cells: Sequence[str]) -> bool:
    key, spaced = _key(*cells), _spaced(*cells)
    staff = select(Person.name, Person.latin_name).join(Role, Role.person_id == Person.id).distinct()
    names = (_parts(normalise.for_comparing(name)) for row in session.execute(staff) for name in row)
    return any(len(parts) > 1 and all(_stands_in(part, key, spaced) for part in parts) for parts in names)


# What follows takes texts as `normalise.for_comparing` makes them.


def _compared(text: str) -> list[str]:
    """The cells of a text. All at once: lists have many, and a bar stays what it is."""
    return [cell.strip() for cell in normalise.for_comparing(_CELL_END.sub("|", text)).split("|")]


def _parts(name: str) -> frozenset[str]:
    """The words of a name; those in Latin letters without what joins their parts."""
    words = name.split()
    return frozenset(part for word in words for part in (_words(word) if word.isascii() else [word]))


def _stands_in(part: str, key: str, spaced: str) -> bool:
    return f" {part} " in spaced if part.isascii() else part in key


def _spaced(*texts: str) -> str:
    """The words in Latin letters, each between spaces: whatever else stands between them."""
    return f" {' '.join(_words(' '.join(texts)))} "


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _key(*texts: str) -> str:
    return "".join(texts).replace(" ", "")


def _phone_end(phone: str) -> str:
    digits = re.sub("[^0-9]", "", phone)
    return digits[-_PHONE_END:] if len(digits) >= _PHONE_END else ""
