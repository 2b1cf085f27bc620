"""Lists with one column a module: «HIV | PSS | CEA». What stands in one says nothing of another module. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from lms.imports.domain.headings import column_names, module_names
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings.column_names import LEFT_OUT
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.text_comparison import for_comparing

# Fields that say something of one module.
OF_ONE: Final = (
    "result",
    "passed_ticked",
    "attended_day",
    "mark",
    "failed_ticked",
    "on",
    "on_first",
    "on_day",
    "on_month",
    "on_year",
)
_BETWEEN: Final = re.compile(r"[\s/|(){}\[\]:,.–—-]+")
_PARTS: Final = re.compile(r"[/|\n(){}\[\]:;,&+]+|\s[-–—]\s|\band\b|และ|ແລະ|និង")
_LATIN: Final = re.compile(r"[a-z]+")
_LONG_ENOUGH: Final = 6  # letters of a title that is looked for within a heading
_LONG_NAME: Final = 5  # the same of a name in another script than the Latin one


def named(heading: str, awards: Mapping[str, str]) -> frozenset[str]:
    """The modules that a heading names. `awards` maps the keys of their names and codes to the codes."""
    whole = columns.key(heading)
    pieces = {whole, *map(columns.key, _BETWEEN.split(heading))}
    found = {
        award
        for name, award in awards.items()
        if name in pieces or (len(name) >= _LONG_ENOUGH and name in whole)
    }
    codes = frozenset(awards.values())
    return frozenset(found | {award for award in _called(heading, whole, pieces) if award in codes})


def _called(heading: str, whole: str, pieces: Iterable[str]) -> Iterator[str]:
    """The modules whose everyday names stand in a heading."""
    latin = f" {' '.join(_LATIN.findall(for_comparing(heading)))} "
    for award in module_names.NAMES:
        words, scripts = _names(award)
        if (
            not scripts.isdisjoint(pieces)
            or any(name in whole for name in scripts if len(name) >= _LONG_NAME)
            or any(f" {name} " in latin for name in words)
        ):
            yield award
    parts = _told(heading)
    for award in module_names.ALONE:
        alone = _alone(award)
        if not alone.isdisjoint(parts) or (len(parts) > 1 and alone | _beside(award) >= parts):
            yield award


@cache
def _names(award: str) -> tuple[frozenset[str], frozenset[str]]:
    """The everyday names of a module: those in Latin letters word by word, the others as keys."""
    texts = [text.strip() for text in module_names.NAMES[award].split("|")]
    words = (" ".join(_LATIN.findall(text.lower())) for text in texts if text.isascii())
    return frozenset(words), frozenset(columns.key(text) for text in texts if not text.isascii())


@cache
def _alone(award: str) -> frozenset[str]:
    return columns.keys(module_names.ALONE[award])


@cache
def _beside(award: str) -> frozenset[str]:
    return columns.keys(module_names.BESIDE.get(award, "")) - {""}


@cache
def _saying_nothing() -> frozenset[str]:
    """What a heading may say beside the name of a module: that it is a result, a mark, a date, a training."""
    texts = (*(column_names.TRAINING[field] for field in ("award", "on", "result")), column_names.MARKS)
    return frozenset().union(*map(columns.keys, texts)) | {""}


def _told(heading: str) -> frozenset[str]:
    """The keys of the parts of a heading, without those, and the beginnings and ends, that say nothing of a module."""
    return frozenset(filter(None, map(_without_others, map(columns.key, _PARTS.split(heading)))))


def _without_others(part: str) -> str:
    if part in _saying_nothing():
        return ""
    for award in (*module_names.ALONE, *module_names.BESIDE):
        for name in _either(award):
            if name in part and part.replace(name, "", 1) in _saying_nothing():
                return name
    return part


@cache
def _either(award: str) -> tuple[str, ...]:
    return tuple(sorted(_alone(award) | _beside(award), key=len, reverse=True))


def of_list(header: Sequence[str], awards: Mapping[str, str]) -> list[frozenset[str]]:
    """The modules that each heading of a list names, also by a word that says so only beside other modules."""
    found = [named(heading, awards) for heading in header]
    if not any(found):
        return found
    codes = frozenset(awards.values())
    return [
        modules
        or frozenset(
            award for award in module_names.BESIDE if award in codes and _beside(award) & _told(heading)
        )
        for heading, modules in zip(header, found, strict=True)
    ]


def of_summary(header: Sequence[str], awards: Mapping[str, str]) -> list[str]:
    """The headings of a list that has a column for each of several modules; none of any other list."""
    modules = of_list(header, awards)
    several = len(frozenset().union(*modules)) > 1
    return [heading for heading, found in zip(header, modules, strict=True) if found and several]


class Named(NamedTuple):
    """The heading of a column that says something of one module, and that module."""

    heading: str
    award: str


def of_chosen(header: Sequence[str], fields: Mapping[int, str], awards: Mapping[str, str]) -> Named | None:
    """The module that the columns taken for a result or a date name; None where they name none, or not the same one."""
    found = [
        Named(heading, award)
        for place, (heading, modules) in enumerate(zip(header, of_list(header, awards), strict=True))
        if fields.get(place + 1) in OF_ONE
        for award in modules
    ]
    return found[0] if len({one.award for one in found}) == 1 else None


def not_guessed(
    header: Sequence[str],
    kind: Kind,
    known: Mapping[str, str],
    awards: Mapping[str, str],
    lines: Sequence[Sequence[str]] = (),
) -> Mapping[str, str]:
    """The headings, by key, that nobody takes for the result or the date unasked: just a module, or one of several.

    Nor for the column of the module, where none is named in the cells below: «ម៉ូឌុល HIV» stands over ticks.
    """
    modules = of_list(header, awards)
    several = len(frozenset().union(*modules)) > 1
    return {
        columns.key(heading): LEFT_OUT
        for place, (heading, found) in enumerate(zip(header, modules, strict=True))
        if found
        and _is_of_one(columns.field_of(heading, kind, known), several or _is_just(heading, awards))
        and not name_modules((line[place] for line in lines if place < len(line)), awards)
    }


def _is_of_one(field: str | None, is_module: bool) -> bool:
    """Whether a field would say something of the module alone that the heading of its column names."""
    return field == "award" or (is_module and field in (*OF_ONE, LEFT_OUT, None))


def name_modules(cells: Iterable[str], awards: Mapping[str, str]) -> bool:
    """Whether some cell of a column names a module."""
    return any(named(cell, awards) for cell in set(cells) if cell.strip())


def _is_just(heading: str, awards: Mapping[str, str]) -> bool:
    """Whether a heading is the name of a module and says nothing else, such as that a date stands below it."""
    whole = columns.key(heading)
    if whole in awards:
        return True
    latin = " ".join(_LATIN.findall(for_comparing(heading)))
    parts = frozenset(filter(None, map(columns.key, _PARTS.split(heading))))
    for award in module_names.NAMES:
        words, scripts = _names(award)
        alone = _alone(award) if award in module_names.ALONE else frozenset[str]()
        if whole in scripts or (heading.isascii() and latin in words):
            return True
        known = scripts | set(map(columns.key, words)) | alone | _beside(award) | awards.keys()
        if parts and parts <= known:
            return True
    return False


def of_others(
    header: Sequence[str], fields: Mapping[str, str], award: str, awards: Mapping[str, str]
) -> Iterator[str]:
    """The headings of columns taken for a result or a date that name another module than the one of all lines."""
    for place, (heading, found) in enumerate(zip(header, of_list(header, awards), strict=True)):
        if fields.get(str(place + 1)) in OF_ONE and found and award not in found:
            yield heading
