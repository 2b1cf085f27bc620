"""The customs of a Society: what its branches, languages and modules are called in any of our languages.

Read from the content; see `line_values.LocaleContext`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from babel import Locale
from sqlalchemy import select

from lms import clock
from lms.accounts.queries import unit_tree, units
from lms.accounts.services.people import Unit
from lms.content import registry
from lms.content.types.curriculum import Content
from lms.content.types.societies import Branch, Society
from lms.db import session
from lms.errors import RuleBroken
from lms.imports.domain.headings import fields, module_names
from lms.imports.domain.lines.line_values import LocaleContext
from lms.imports.domain.lines.value_groups import is_of_one_list
from lms.imports.domain.values.date_order import Order
from lms.imports.models import ValueMatching

# Words around the name of a province, as lists have them.
_BEFORE: Final = (
    "ខេត្ត", "រាជធានី", "សាខា", "សាខាខេត្ត", "សាខារាជធានី", "កាកបាទក្រហមសាខា", "ແຂວງ", "ສາຂາ", "ສາຂາແຂວງ", "ນະຄອນຫຼວງ",
    "จังหวัด", "จ", "สาขา", "เหล่ากาชาด", "เหล่ากาชาดจังหวัด", "province", "branch", "province of",
)  # fmt: skip
_AFTER: Final = ("province", "branch", "chapter", "city", "capital", "municipality", "red cross branch")


def society_of(unit: Unit) -> Society:
    """The Society of a unit. Raises RuleBroken("no-society", field="unit") for a unit above the Societies."""
    society = units.society_of(unit)
    if society is None:
        raise RuleBroken("no-society", field="unit")
    return society


def society_unit(unit: Unit) -> Unit:
    """The unit of a Society that a unit belongs to; itself for one above the Societies."""
    return unit_tree.society_unit(unit) or unit


def units_above(unit: Unit) -> tuple[Unit, ...]:
    """A unit and those above it up to its Society, the highest first; itself for one above the Societies."""
    lineage = unit_tree.lineage(unit)
    return tuple(reversed(lineage[: lineage.index(society_unit(unit)) + 1]))


def of_unit(unit: Unit, orders: Mapping[str, Order]) -> LocaleContext:
    """The customs of a unit's Society; its branches are those of the unit: all of the Society, or the one."""
    content, society = registry.current(), society_of(unit)
    modules = {module.id: module for module in content.modules}
    return LocaleContext(
        country=society.country,
        language=society.language,
        calendar=society.calendar,
        today=clock.today(),
        branches=_branches(society, unit.code),
        languages=_languages(content),
        awards=awards(),
        pass_marks={award: module.award.post_test.pass_mark for award, module in modules.items()},
        orders=orders,
        settled=settled_of(*units_above(unit)),
        unit=unit.code,
        society=society.code,
        elsewhere=_elsewhere(society, unit.code),
        abroad=_abroad(content, society.code),
    )


def awards() -> Mapping[str, str]:
    """The modules by `fields.key` of each of their names and codes."""
    return _awards(registry.current())


@lru_cache(maxsize=4)
def _awards(content: Content) -> Mapping[str, str]:
    ids = [module.id for module in content.modules]
    return {fields.key(name): award for award in ids for name in _names_of_award(content, award)}


def names_of_branches() -> frozenset[str]:
    """What the branches of all Societies are called, as `fields.key` has it."""
    return _all_branches(registry.current())


@lru_cache(maxsize=4)
def _all_branches(content: Content) -> frozenset[str]:
    return frozenset(
        name for society in content.societies.values() for name in _branches(society, society.code)
    )


def settled_of(*units: Unit) -> Mapping[tuple[str, str], str]:
    """What has been said in some units that texts mean: the word of a later one counts more than that of one before.

    A unit that has withdrawn what one above it says has said that it means nothing.
    """
    statement = select(ValueMatching).where(ValueMatching.unit_id.in_([unit.id for unit in units]))
    rows = session.scalars(statement).all()
    found = {(row.field, row.typed): row.value for unit in units for row in rows if row.unit_id == unit.id}
    # Older versions remembered what empty cells mean, and years of two digits: that is asked in each list.
    return {group: value for group, value in found.items() if value and not is_of_one_list(*group)}


@lru_cache(maxsize=64)
def _branches(society: Society, unit: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    if unit == society.code:
        names = (society.code, *(text.text for text in society.names.values()))
        found.update({fields.key(name): society.code for name in names})
    for branch in society.branches:
        if unit in (society.code, branch.code):
            found.update({fields.key(name): branch.code for name in _names_of_branch(branch)})
    return found


@lru_cache(maxsize=64)
def _elsewhere(society: Society, unit: str) -> Mapping[str, str]:
    """The branches that a list of one branch is not of."""
    if unit == society.code:
        return {}
    others = [branch for branch in society.branches if branch.code != unit]
    return {fields.key(name): branch.code for branch in others for name in _names_of_branch(branch)}


@lru_cache(maxsize=16)
def _abroad(content: Content, own: str) -> Mapping[str, str]:
    """The Societies that a list is not of, by the names of them and of their branches."""
    others = [society for society in content.societies.values() if society.code != own]
    return {name: society.code for society in others for name in _branches(society, society.code)}


def branch_names(unit: Unit) -> Mapping[str, tuple[str, ...]]:
    """The names of a Society and its branches without words around them, by code, as `fields.key` has them."""
    society = society_of(unit)
    names = {society.code: tuple(fields.key(text.text) for text in society.names.values())}
    return names | {one.code: (fields.key(one.name), fields.key(one.native)) for one in society.branches}


def _names_of_branch(branch: Branch) -> Iterator[str]:
    yield branch.code
    for name in (branch.name, branch.native):
        yield name
        yield from (f"{word} {name}" for word in _BEFORE)
        yield from (f"{name} {word}" for word in _AFTER)


@lru_cache(maxsize=4)
def _languages(content: Content) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for language in content.languages:
        code = language.code
        names = [Locale.parse(other.code).languages.get(code, code) for other in content.languages]
        found.update({fields.key(name): code for name in (code, language.name, *names)})
    return found


def _names_of_award(content: Content, award: str) -> Iterator[str]:
    yield award
    module = content.module(award)
    for language in content.languages:
        yield module.text(language.code).title
    yield from filter(None, map(str.strip, module_names.NAMES.get(award, "").split("|")))
