"""Looking for people by any part of their names or number, in any script, however it is typed.

What a name is found by follows from it (`lms.text.search_key`, column `search_key`), so changing or erasing a name
leaves nothing behind. Two ways lead to the people, and neither is fast for every text: reading the keys of a scope
until enough are found is for what many have, the index of pieces (migration 0003) for what few have. So the first
is tried on some rows only. Reads, never writes; knows no web.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    cast,
    column,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    true,
)  # fmt: skip
from sqlalchemy.dialects.postgresql import TSQUERY

from lms.accounts.domain.permissions import Scope
from lms.accounts.models import Person, PersonId
from lms.accounts.queries.former_numbers import with_former_number
from lms.accounts.queries.people import canonical_person
from lms.db import session
from lms.text import latin_closeness, search_key

MOST: Final = 500  # people who are compared and put in order; a text that more have says too little
_SAMPLE: Final = 4000  # keys that are read before the index is asked: some milliseconds
_MOST_READ: Final = 40_000  # keys that are read instead of asking it, where so many should hold enough people
_NEAR: Final = 1  # sounds in which a word that nobody has as it is typed may differ from a name
_PIECE: Final = 3  # letters; the index of SQLite knows no shorter word

# A person's id, place in the order of names, and key.
_Key: TypeAlias = "Row[PersonId, bytes, str]"
# For each word of a query what may stand in the key, see `search_key.terms`.
_Terms: TypeAlias = Sequence[tuple[str, ...]]
_COLUMNS = (Person.id, Person.name_order, Person.search_key)
_PIECES = table("person_search", column("rowid"))


@dataclass(frozen=True)
class Found:
    """The people who were found, the best first; `more`: there are others."""

    people: tuple[Person, ...]
    more: bool


def find(scope: Scope, text: str, limit: int = 50) -> Found:
    """The people of a scope with every word of the text in their names or number; nobody without a word.

    A word in Latin letters is found by its sound, too (see lms.text.sound_keys); one in another script where nobody's
    name is spelled so. Who has all of them as whole words
    comes first, then who has them as they are typed, then whose name sounds most like them (lms.text.latin_closeness),
    then the order of names. Where more than MOST are found, the order is that of the MOST that were found first. A
    merged record is found through the one that is kept, if that is in the scope; who was erased is not found.
    """
    terms = search_key.terms(text)
    if not terms or not scope.units:
        return Found((), more=False)
    words = [term[0] for term in terms]
    found = _rows(terms, scope.units) or _heard(text, scope.units)
    more = len(found) > MOST
    if more and sum(_whole(row.search_key, words) for row in found) <= limit:
        # Whole words may stand after those that were found first.
        found = [*_rows([(f" {word} ",) for word in words], scope.units), *found]
    found.sort(key=lambda row: (distance(row.search_key, words), row.name_order, row.id))
    ids = list(dict.fromkeys(row.id for row in found))
    people = list(_speakers(ids[: 2 * limit], scope))  # of some only the kept record counts
    return Found(tuple(people[:limit]), more or len(people) > limit or len(ids) > 2 * limit)


def condition(
    text: str, person: type[Person] = Person, units: Collection[int] | None = None
) -> ColumnElement[bool]:
    """The condition that somebody has every word of the text in their names or number; true without a word.

    Also whoever had the number that is typed, until it was corrected.

    `person` may be an alias. `units` are those that the question asks about anyway: it is answered sooner by
    knowing them. Asks the database who they are: where they are few, it is enough to name them.
    """
    terms = search_key.terms(text)
    if not terms:
        return true()
    former = with_former_number(text, units)
    found = _rows(terms, units) or ([] if former else _heard(text, units))
    if len(found) <= MOST:
        return person.id.in_([*(row.id for row in found), *former])
    return or_(_inside(person.search_key, terms), person.id.in_(former))


# --- the two ways -------------------------------------------------------------------------------------------


def _heard(text: str, units: Collection[int] | None) -> list[_Key]:
    """Where nobody's name is spelled as it was typed, in any script: whoever has a name that sounds like it."""
    if not search_key.is_heard(text):
        return []
    typed = search_key.words(text)
    near = _NEAR * len(typed)
    return [
        row
        for row in _rows(search_key.heard_terms(text), units)
        if latin_closeness.apart(typed, _names(row.search_key)) <= near
    ]


def _rows(terms: _Terms, units: Collection[int] | None) -> list[_Key]:
    """Whoever has all words in their key, MOST + 1 of them at most."""
    found = _read(terms, units, _SAMPLE)
    if 0 < len(found) <= MOST:
        # As many as should hold enough of them, and half as many again: people are not spread evenly.
        likely = _SAMPLE * MOST * 3 // (2 * len(found))
        found = _read(terms, units, likely) if likely <= _MOST_READ else []
    if len(found) <= MOST:
        indexed = list(_indexed(terms))
        asked = select(*_COLUMNS).where(*indexed, _inside(Person.search_key, terms))
        if units is not None:
            # "+ 0" keeps the planner from the index of units, which it likes to read as a whole beside the other.
            unit = Person.unit_id + 0 if indexed else Person.unit_id
            asked = asked.where(unit.in_(units))
        found = list(session.execute(asked.limit(MOST + 1)).all())
    return found


def _read(terms: _Terms, units: Collection[int] | None, keys: int) -> list[_Key]:
    """The same among so many keys, whichever the database has at hand."""
    some = select(*_COLUMNS).limit(keys)
    if units is not None:
        some = some.where(Person.unit_id.in_(units))
    read = some.subquery()
    inside = _inside(read.c.search_key, terms)
    return list(session.execute(select(read).where(inside).limit(MOST + 1)).all())


def _inside(key: ColumnElement[str] | Any, terms: _Terms) -> ColumnElement[bool]:
    return and_(*(or_(*(_instr(key, text) for text in term)) for term in terms))


def _instr(key: ColumnElement[str] | Any, word: str) -> ColumnElement[bool]:
    # LIKE would know no difference of case, and is slower in scripts of three bytes a letter.
    return (func.instr if _on_sqlite() else func.strpos)(key, word) > 0


def _indexed(terms: _Terms) -> Iterator[ColumnElement[bool]]:
    """The same question to the index: it may find too many, never too few."""
    if not _on_sqlite():
        asked = cast(literal(" & ".join(map(_any_of, terms))), TSQUERY)
        yield func.person_search_pieces(Person.search_key).op("@@")(asked)
        return
    # A word that is too short for the index is not asked about, and neither is its sound: too many are found.
    phrases = [
        "(" + " OR ".join(f'"{_doubled(text, chr(34))}"' for text in term) + ")"
        for term in terms
        if min(map(len, term)) >= _PIECE
    ]
    if phrases:
        matching = literal_column("person_search").op("MATCH")(" AND ".join(phrases))
        yield Person.id.in_(select(_PIECES.c.rowid).where(matching))


def _any_of(term: tuple[str, ...]) -> str:
    return "(" + " | ".join(f"({' & '.join(_lexemes(text))})" for text in term) + ")"


def _lexemes(word: str) -> Iterator[str]:
    if len(word) < _PIECE:
        yield f"{_lexeme(word)}:*"
    for place in range(len(word) - _PIECE + 1):
        yield _lexeme(word[place : place + _PIECE])


def _lexeme(piece: str) -> str:
    return f"'{_doubled(_doubled(piece, chr(92)), chr(39))}'"


def _doubled(text: str, sign: str) -> str:
    return text.replace(sign, sign * 2)


def _on_sqlite() -> bool:
    return session.get_bind().dialect.name == "sqlite"


# --- the order ----------------------------------------------------------------------------------------------


def distance(key: str, words: Sequence[str]) -> tuple[int, int]:
    """0: all words as whole ones, 1: as they are typed, 2: by their sound, and then how far from it (in sounds)."""
    if _whole(key, words):
        return (0, 0)
    if all(word in key for word in words):
        return (1, 0)
    return (2, latin_closeness.apart(words, _names(key)))


def _names(key: str) -> list[str]:
    # The first of a key is the number; marked sounds know no vowels.
    return [word for word in key.split()[1:] if not word.startswith(search_key.SOUND)]


def _whole(key: str, words: Iterable[str]) -> bool:
    return all(f" {word} " in key for word in words)


def _speakers(ids: list[PersonId], scope: Scope) -> Iterator[Person]:
    by_id = {one.id: one for one in session.scalars(select(Person).where(Person.id.in_(ids)))}
    told: set[PersonId] = set()
    for one in ids:
        person = canonical_person(by_id[one])
        if person.id not in told and person.erased_at is None and person.unit_id in scope:
            told.add(person.id)
            yield person
