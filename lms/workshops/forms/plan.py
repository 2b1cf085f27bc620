"""The plan of a workshop as a form: what is chosen at first, what was typed, what is wrong on which field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID, uuid4

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from lms import clock, web
from lms.accounts.queries.units import Place, name_of
from lms.accounts.services.people import Person
from lms.content import registry
from lms.content.types.societies import Society
from lms.errors import RuleBroken
from lms.i18n import current_language
from lms.text.calendars import read_date
from lms.text.digits import ascii_digits
from lms.text.normalise import for_name
from lms.web import carried_fields
from lms.workshops.domain.links import LONGEST_LINK
from lms.workshops.domain.places import MOST_PLACES
from lms.workshops.domain.plan import KINDS, MOST_DAYS, HalfDay, Part, half_days, parts_of, repeated
from lms.workshops.models import Workshop
from lms.workshops.presenters.wording import KIND_WORDS, PART_WORDS, WHERE_WORDS, module_title
from lms.workshops.presenters.workshops import half_day_in_words
from lms.workshops.services.plans import Plan

LONGEST_PLACE: Final = 120
_LONGEST_NUMBER: Final = 6  # characters
_PARTS: Final[tuple[Part, ...]] = ("am", "pm", "day")


@dataclass(frozen=True)
class Choices:
    """What may be chosen: the branches of the reader, and the trainers of their Society."""

    places: Sequence[Place]
    trainers: Sequence[Person]
    society: Society | None


class PlanForm:
    """What was typed, by field; `errors` by field; `days`: the rows of days as they were typed.

    `saved`: the half-days whose attendance is saved already. They stay, and so does what is not about days, the place
    and who trains along.
    """

    def __init__(self, typed: MultiDict[str, str], choices: Choices, saved: Sequence[HalfDay] = ()) -> None:
        content = registry.current()
        modules, languages = typed.getlist("module"), typed.getlist("language")
        branches, trainers = typed.getlist("branch"), typed.getlist("trainer")
        self.choices, self.saved = choices, saved
        self.key = _key(typed.get("key", ""))
        self.kind = next((kind for kind in KINDS if kind == typed.get("kind")), KINDS[0])
        self.place = for_name(typed.get("place", ""), LONGEST_PLACE)
        self.link = for_name(typed.get("link", ""), LONGEST_LINK)
        self.is_online = typed.get("where") == "online"
        self.places = for_name(typed.get("places", ""), _LONGEST_NUMBER)
        self.modules = [one.id for one in content.modules if one.id in modules]
        self.languages = [one.code for one in content.languages if one.code in languages]
        self.branches = [one.unit.code for one in choices.places if one.unit.code in branches]
        self.co_trainers = [one.number for one in choices.trainers if one.number in trainers]
        rows = zip(typed.getlist("on"), typed.getlist("part"), strict=False)
        self.days = [(on, part) for on, part in rows if on.strip()][:MOST_DAYS]  # an empty row is no day
        self.errors: dict[str, str] = {}

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The days, and empty rows for more."""
        return [*self.days, *[("", "am")] * (MOST_DAYS - len(self.days))]

    def plan(self, leader: Person) -> Plan | None:
        """What was typed, None where a day means nothing or the link is missing. Rules are those of `plan_workshop`."""
        days, places = self._days(), self._places()
        if self.is_online and not self.link:
            self.refuse(RuleBroken("no-link", field="link"))
        if days is None or self.errors:
            return None
        others = [one for one in self.choices.trainers if one.number in self.co_trainers]
        units = [one.unit.id for one in self.choices.places if one.unit.code in self.branches]
        planned = sorted({*self.saved, *half_days(days)})
        return Plan(
            kind=self.kind,
            modules=tuple(self.modules),
            half_days=tuple(planned),
            place=self.place,
            languages=tuple(self.languages),
            trainers=(leader, *(one for one in others if one.id != leader.id)),
            units=tuple(units),
            link=self.link if self.is_online else "",
            places=places,
        )

    def refuse(self, broken: RuleBroken) -> None:
        """Say what a rule says, on its field."""
        self.errors[broken.field or ""] = web.message_for(broken)

    def _places(self) -> int | None:
        """How many may take part; None where nothing was typed, or what is no number of places."""
        typed = ascii_digits(self.places)
        if not typed:
            return None
        if not (typed.isascii() and typed.isdigit()) or not 1 <= int(typed) <= MOST_PLACES:
            self.errors["places"] = _(
                "Please write a number from 1 to %(most)s, or leave it empty.", most=MOST_PLACES
            )
            return None
        return int(typed)

    def _days(self) -> list[tuple[date, Part]] | None:
        found: list[tuple[date, Part]] = []
        for typed, part in self.days:
            try:
                on = read_date(typed)
            except ValueError:
                self.errors["on"] = _("Please write the day as year-month-day, such as 2026-11-24.")
                return None
            found.append((on, next((one for one in _PARTS if one == part), "day")))
        twice = repeated([*parts_of(self.saved), *found])
        if twice is not None:
            self.errors["on"] = _(
                "This half-day is in the plan twice: %(half_day)s.", half_day=half_day_in_words(twice)
            )
            return None
        return found


def _key(typed: str) -> str:
    """The id that the page was made with; a new one where it holds none."""
    try:
        return str(UUID(typed[:36]))
    except ValueError:
        return str(uuid4())


def first_form(choices: Choices) -> PlanForm:
    """What is most likely: the first branch and its name, its language, tomorrow morning."""
    typed: list[tuple[str, str]] = [("on", (clock.today() + timedelta(days=1)).isoformat()), ("part", "am")]
    if choices.places:
        first = choices.places[0]
        typed += [("branch", first.unit.code), ("place", first.name.text)]
    language = choices.society.language if choices.society else current_language()
    return PlanForm(MultiDict([*typed, ("language", language)]), choices)


def saved_half_days(workshop: Workshop) -> list[HalfDay]:
    """The half-days whose attendance is saved."""
    return [one.plain for one in workshop.half_days if one.taken_at is not None]


def form_of(workshop: Workshop, choices: Choices) -> PlanForm:
    """A plan as it stands. Half-days that are saved stand in no field."""
    saved = saved_half_days(workshop)
    units = {one.unit_id for one in workshop.branches}
    typed: list[tuple[str, str]] = [
        *(("key", workshop.uuid), ("kind", workshop.kind)),
        *_where(workshop),
        *(("module", one) for one in workshop.modules),
        *(("language", one) for one in workshop.languages),
        *(("branch", one.unit.code) for one in choices.places if one.unit.id in units),
        *(("trainer", one.person.number) for one in workshop.trainers[1:]),
    ]
    for on, part in parts_of(one.plain for one in workshop.half_days if one.plain not in saved):
        typed += [("on", on.isoformat()), ("part", part)]
    return PlanForm(MultiDict(typed), choices, saved)


def _where(workshop: Workshop) -> list[tuple[str, str]]:
    where = "online" if workshop.is_online else "room"
    places = "" if workshop.places is None else str(workshop.places)
    return [("where", where), ("place", workshop.place), ("link", workshop.link), ("places", places)]


def copied_form(workshop: Workshop, choices: Choices) -> PlanForm:
    """A new plan like that of an earlier workshop: it begins tomorrow, its days are as far apart. Who takes part is not
    copied.
    """
    units = {one.unit_id for one in workshop.branches}
    typed: list[tuple[str, str]] = [
        ("kind", workshop.kind),
        *_where(workshop),
        *(("module", one) for one in workshop.modules),
        *(("language", one) for one in workshop.languages),
        *(("branch", one.unit.code) for one in choices.places if one.unit.id in units),
        *(("trainer", one.person.number) for one in workshop.trainers),
    ]
    later = clock.today() + timedelta(days=1) - workshop.first_on
    for on, part in parts_of(one.plain for one in workshop.half_days):
        typed += [("on", (on + later).isoformat()), ("part", part)]
    return PlanForm(MultiDict(typed), choices)


def _language(value: str) -> str:
    return next((one.name for one in registry.current().languages if one.code == value), value)


_VALUES: Final[Mapping[str, Callable[[str], str]]] = {
    "where": lambda value: str(WHERE_WORDS.get(value, value)),
    "kind": lambda value: str(KIND_WORDS.get(value, value)),
    "part": lambda value: str(PART_WORDS.get(value, value)),
    "module": module_title,
    "language": _language,
    "branch": lambda value: name_of(value, current_language()).text,
    "on": carried_fields.as_day,
}
_said: Final = carried_fields.labelled(
    {
        "kind": _l("Kind"),
        "module": _l("Module"),
        "on": _l("Day"),
        "part": _l("Part of the day"),
        "where": _l("Room or online"),
        "place": _l("Where it is"),
        "link": _l("Link of the meeting"),
        "places": _l("Places"),
        "language": _l("Language"),
        "branch": _l("Branch"),
        "trainer": _l("Trains with you"),
    },
    _VALUES,
)


def plan_in_words(name: str, value: str, subject: object) -> tuple[str, str] | None:
    """A field of the form; the id of the page says nothing."""
    return None if name == "key" else _said(name, value, subject)
