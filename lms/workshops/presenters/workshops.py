"""A workshop as pages show it, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from flask_babel import gettext as _

from lms.i18n import day
from lms.workshops.domain.closing import by_attendance
from lms.workshops.domain.plan import HalfDay, is_awarding
from lms.workshops.models import Workshop
from lms.workshops.presenters.wording import KIND_WORDS, PART_WORDS, module_title
from lms.workshops.services.closing import rules_of

Stage: TypeAlias = Literal["open", "planned", "closed"]


@dataclass(frozen=True)
class Card:
    """A workshop in a list."""

    uuid: str
    title: str
    kind: str
    days: str
    place: str
    people: int
    stage: Stage


def title_of(workshop: Workshop, language: str = "") -> str:
    """The modules, or what kind it is."""
    titles = [module_title(one, language) for one in workshop.modules]
    return ", ".join(titles) or str(KIND_WORDS[workshop.kind])


def place_of(workshop: Workshop) -> str:
    """Where it is: in words, or that it is held online. The link is for those on the list alone."""
    return _("Online") if workshop.is_online else workshop.place


def days_of(workshop: Workshop, language: str | None = None) -> str:
    """The first and the last day, in the language of the page or in another one."""
    first, last = day(workshop.first_on, language), day(workshop.last_on, language)
    return first if workshop.first_on == workshop.last_on else f"{first} – {last}"


def half_day_in_words(one: HalfDay, language: str | None = None) -> str:
    """A half-day as a button says it."""
    return _("%(day)s, %(part)s", day=day(one.on, language), part=PART_WORDS[one.half])


def stage_of(workshop: Workshop, today: date) -> Stage:
    """Where it stands: what has begun waits to be closed."""
    if workshop.closed_at is not None:
        return "closed"
    return "planned" if workshop.first_on > today else "open"


def cards_of(
    workshops: Sequence[Workshop], counts: Mapping[str, int], today: date
) -> Mapping[Stage, list[Card]]:
    """The cards by where they stand; what comes first is first, of those that are closed the newest."""
    cards: dict[Stage, list[Card]] = {"open": [], "planned": [], "closed": []}
    for one in sorted(workshops, key=lambda one: (one.first_on, one.uuid)):
        stage = stage_of(one, today)
        kind = str(KIND_WORDS[one.kind])
        card = Card(
            one.uuid, title_of(one), kind, days_of(one), place_of(one), counts.get(one.uuid, 0), stage
        )
        cards[stage].append(card)
    cards["closed"].reverse()
    return cards


def enough_of(workshop: Workshop) -> list[tuple[int, str]]:
    """How many percent of the half-days are enough, and for which modules: no names where it is the same for all."""
    taught = workshop.modules if is_awarding(workshop.kind) else ()
    grouped = by_attendance({module: rules_of(module) for module in taught})
    return [
        (percent, ", ".join(map(module_title, modules)) if len(grouped) > 1 else "")
        for percent, modules in grouped.items()
    ]
