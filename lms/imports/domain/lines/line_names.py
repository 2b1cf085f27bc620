"""The cells of one line -> the names in it, put together from their columns, each in the field of its script. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from typing import Final

from lms.errors import RuleBroken
from lms.imports.domain.headings import sex_ticks
from lms.imports.domain.lines.line_values import LocaleContext, Problem
from lms.imports.domain.name_similarity import is_latin
from lms.imports.domain.values import addressed, brackets, several_people
from lms.imports.domain.values.cell_text import is_overlong, most_of, said, said_in
from lms.imports.domain.values.person_names import LATIN, WHOLE, whole_name
from lms.text.titles import latin_beside

_PARTS: Final = ("family_name", "given_name")
NAME_FIELDS: Final = tuple(f"{begin}{part}" for begin in WHOLE for part in ("name", *_PARTS))


def put_together(given: Mapping[str, str], customs: LocaleContext) -> tuple[dict[str, str], list[Problem]]:
    """The cells without marks; a name in several columns becomes one, each in the field of its script."""
    cells = {field: said_in(field, cell) for field, cell in given.items()}
    parts = {field: cells.pop(field, "") for field in NAME_FIELDS}
    asked = [*_several_people(given), *_take_brackets(parts, customs)]
    problems = [*_overlong(given), *asked]
    for part in ("name", "given_name"):
        parts[part] = addressed.as_said(parts[part], customs.addressed)
    if not is_latin(parts["name"]) and not any(parts[f"{LATIN}{part}"] for part in _PARTS):
        own = [parts[part] for part in _PARTS if parts[part]]
        if len(own) == len(_PARTS) and all(map(is_latin, own)) and not parts["latin_name"]:
            # Beside a whole name in its own script, the parts are those of the name in Latin letters.
            parts.update({f"{LATIN}{part}": parts.pop(part) for part in _PARTS})
            parts.update(dict.fromkeys(_PARTS, ""))
            customs = replace(customs, families_before=_moved(customs.families_before))
    _take_latin_titles(parts)
    sexes, untold = ticked(cells)
    problems += untold
    for field in sex_ticks.FIELDS:
        cells.pop(field, None)
    if len(sexes) == 1 and not cells.get("sex"):
        cells["sex"] = sexes[0]
    names, apart = _whole_names(parts, {problem.field for problem in asked}, customs)
    cells |= names
    problems += apart
    if cells["latin_name"] and not is_latin(cells["latin_name"]) and is_latin(cells["name"]):
        cells["name"], cells["latin_name"] = cells["latin_name"], cells["name"]
    elif cells["latin_name"] == cells["name"] and not is_latin(cells["name"]):
        cells["latin_name"] = ""  # one name is not said twice
    return cells, problems


def _take_latin_titles(parts: dict[str, str]) -> None:
    """Take "Thao" or "Nang" from a name in Latin letters where the name beside it says that it is a title."""
    for part in ("name", "given_name"):
        parts[f"{LATIN}{part}"] = latin_beside(parts[f"{LATIN}{part}"], parts[part])


def _whole_names(
    parts: Mapping[str, str], asked: Set[str], customs: LocaleContext
) -> tuple[dict[str, str], list[Problem]]:
    """The names that the parts make, by their field. Of a name that is `asked` about a part alone is nobody's name."""
    cells, problems = dict.fromkeys(WHOLE.values(), ""), []
    for begin, whole in WHOLE.items():
        first = begin in customs.families_before if _latin(parts, begin) else customs.family_first
        try:
            name = whole_name(
                *(parts[f"{begin}{part}"] for part in ("name", *_PARTS)),
                family_first=first,
                titles_apart=customs.titles_apart,
            )
            cells[whole] = "" if whole in asked else name
        except RuleBroken as broken:
            problems.append(Problem(whole, broken.code, broken.values))
    return cells, problems


def _several_people(given: Mapping[str, str]) -> Iterator[Problem]:
    """The names that are those of two people: nobody is made of both. What is too long is refused without reading."""
    cells = {field: given.get(field, "") for field in NAME_FIELDS}
    short = {field: "" if is_overlong(cell) else cell for field, cell in cells.items()}
    found = [whole_of(field) for field, cell in short.items() if several_people.are_several(cell)]
    for begin, whole in WHOLE.items():
        if several_people.are_several_in_columns(*(short[f"{begin}{part}"] for part in _PARTS)):
            found.append(whole)
    yield from (Problem(field, "name-several", {}) for field in dict.fromkeys(found))


def _overlong(given: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with cells that hold more than any field can; a name in several columns is one."""
    fields = (
        whole_of(field) if field in NAME_FIELDS else field
        for field, cell in given.items()
        if is_overlong(cell)
    )
    for field in dict.fromkeys(fields):
        yield Problem(field, "too-long", {"most": most_of(field)})


def _take_brackets(parts: dict[str, str], customs: LocaleContext) -> Iterator[Problem]:
    """Take out of names what is in brackets and does not stay; where nobody knows, say so and keep no name."""
    for field, name in parts.items():
        if "(" in name or "[" in name or "（" in name:
            try:
                parts[field] = brackets.without(name, customs.brackets)
            except RuleBroken as broken:
                parts[field] = ""
                yield Problem(whole_of(field), broken.code, broken.values)


def ticked(cells: Mapping[str, str]) -> tuple[list[str], list[Problem]]:
    """The sexes that are ticked in columns of their own, and what is no tick."""
    try:
        return sex_ticks.said_by({field: said(cells.get(field, "")) for field in sex_ticks.FIELDS}), []
    except RuleBroken as broken:
        return [], [Problem(broken.field or "sex", broken.code, broken.values)]


def whole_of(field: str) -> str:
    return WHOLE[LATIN if field.startswith(LATIN) else ""]


def _latin(parts: Mapping[str, str], begin: str) -> bool:
    return is_latin("".join(parts[f"{begin}{part}"] for part in ("name", *_PARTS)))


def _moved(families_before: frozenset[str]) -> frozenset[str]:
    return families_before | {LATIN} if "" in families_before else families_before - {LATIN}
