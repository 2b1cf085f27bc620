"""Who trained whom as pages and a file show it: names within the reader's scope, everybody else without a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import gettext as _

from lms.accounts.domain.volunteer_numbers import reference
from lms.accounts.queries.people import merged_ids
from lms.accounts.queries.units import name_of
from lms.accounts.services.people import Person, Scope
from lms.i18n import current_language
from lms.spreadsheets import Value
from lms.workshops.domain.cascade import Tree, reach, steps_from
from lms.workshops.domain.cascade_figures import Figures, figures_of, levels_of
from lms.workshops.domain.cascade_lines import Line, lines_of
from lms.workshops.presenters.wording import module_title
from lms.workshops.queries.cascade import (
    Cascade,
    NamedPerson,
    cascade_of,
    erased_among,
    people_named,
    still_on_rosters,
)
from lms.workshops.services.closing import rules_of

_MOST_NAMES: Final = 200  # on the page of a trainer


@dataclass(frozen=True)
class ShownLine:
    """Somebody of the tree. `name` is empty where it may not be read: then `words` say who it is.

    `on`: when they were trained, None of a root and of who has no name here, for a day tells of them as well.
    `reached`: how many of the reader's people stand below; `beside`: who trained them together with the one above.
    """

    name: str
    words: str
    number: str
    reference: str
    language: str
    on: date | None
    beside: str
    reached: int
    below: Sequence[ShownLine]
    more: int


@dataclass(frozen=True)
class CascadePage:
    """The tree of a module for HR: `start` names the person from whom it is shown, None for all of it."""

    module: str
    lines: Sequence[ShownLine]
    more: int
    figures: Figures
    trained: int
    trainers: int
    start: ShownLine | None


@dataclass(frozen=True)
class OwnTree:
    """What a trainer has begun in a module: how many by steps, None where few; names of those whom they may see.

    `more`: how many of the named are left out; `unnamed`: how many they trained whose names stand nowhere here.
    """

    module: str
    levels: Sequence[int | None]
    people: Sequence[tuple[NamedPerson, bool]]
    more: int
    unnamed: int


def cascade_page(module: str, scope: Scope, start: Person | None = None) -> CascadePage:
    """The tree of a module for somebody who reads the names of some units."""
    cascade = cascade_of(module, rules_of(module).test_days)
    tree, wanted = cascade.tree, cascade.within(scope)
    reached = reach(tree, wanted)
    lines, more = lines_of(tree, wanted, reached, start.id if start else None)
    shown = [*_people_of(lines)]
    trainers = {trainer for one in shown for trainer in tree.above.get(one, ())}
    names = people_named(scope, {*shown, *trainers})
    erased = erased_among(scope, {*shown, *trainers} - {*names})
    found = [_line(one, tree, names, erased, reached) for one in lines]
    return CascadePage(
        module,
        found,
        more,
        figures_of(tree.depths, wanted, cascade.passed),
        sum(one in wanted for one in tree.above),
        sum(one in wanted for one in tree.below),
        found[0] if start else None,
    )


def own_tree(module: str, trainer: Person, scope: Scope) -> OwnTree:
    """What a trainer has begun. Names are those of their own workshops whose rosters are kept, within the scope."""
    tree = cascade_of(module, rules_of(module).test_days).tree
    direct = frozenset(tree.below.get(trainer.id, ()))
    kept = still_on_rosters(merged_ids(trainer))
    names = people_named(scope, direct & kept)
    people = sorted(names.values(), key=lambda one: (one.name, one.id))
    shown = [(one, one.id in tree.below) for one in people[:_MOST_NAMES]]
    unnamed = len(direct) - len(people)
    return OwnTree(module, levels_of(steps_from(tree, trainer.id)), shown, len(people) - len(shown), unnamed)


def header() -> list[str]:
    """The headings of the file."""
    return [
        *(_("Module"), _("Number"), _("Name"), _("Name in Latin letters"), _("Branch code"), _("Branch")),
        *(_("Steps from the start"), _("Trained on"), _("Number of who trained them"), _("Trained by")),
        _("People below"),
    ]


def file_rows(module: str, scope: Scope, codes: Mapping[int, str]) -> Iterator[list[Value]]:
    """A row for each person of the tree whose name may be read; `codes` are those of units by their ids."""
    cascade: Cascade = cascade_of(module, rules_of(module).test_days)
    tree, wanted, language = cascade.tree, cascade.within(scope), current_language()
    reached = reach(tree, wanted)
    names = people_named(scope, tree.depths)
    erased = erased_among(scope, {*tree.below} - {*names})
    title = module_title(module)
    for one in sorted(names.values(), key=lambda who: (tree.depths[who.id], who.society, who.number)):
        trainers = tree.above.get(one.id, ())
        known = [names[who] for who in trainers if who in names]
        code = codes[one.unit_id]
        yield [
            *(title, one.number, one.name, one.latin_name, code, name_of(code, language).text),
            tree.depths[one.id],
            tree.first[one.id].on if trainers else "",
            ", ".join(who.number for who in known),
            ", ".join(_words(who, names, erased) for who in trainers),
            reached.get(one.id, 0),
        ]


def _people_of(lines: Sequence[Line]) -> Iterator[int]:
    for one in lines:
        yield one.person
        yield from _people_of(one.below)


def _line(
    line: Line,
    tree: Tree,
    names: Mapping[int, NamedPerson],
    erased: frozenset[int],
    reached: Mapping[int, int],
) -> ShownLine:
    person = names.get(line.person)
    trainers = tree.above.get(line.person, ())
    return ShownLine(
        person.name if person else "",
        "" if person else _words(line.person, names, erased),
        person.number if person else "",
        reference(person.society, person.number) if person else "",
        person.language if person else "",
        tree.first[line.person].on if person and trainers else None,
        ", ".join(_words(who, names, erased) for who in trainers[1:]),
        reached.get(line.person, 0),
        [_line(one, tree, names, erased, reached) for one in line.below],
        line.more,
    )


def _words(person: int, names: Mapping[int, NamedPerson], erased: frozenset[int]) -> str:
    """A name; of who is not named, what can be said of them."""
    if person in names:
        return names[person].name
    return _("Somebody who was erased") if person in erased else _("Somebody of another branch or Society")
