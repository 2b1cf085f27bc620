"""The home of HR: what ends, who waits, how the branches stand. Each number is that of the list it leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict

from lms import clock
from lms.accounts.queries import people_list
from lms.accounts.queries import units as units_queries
from lms.accounts.services.people import Person, Scope, scope_of
from lms.content import registry
from lms.desk.presenters.tiles import Step, Task, Tile
from lms.desk.presenters.workshops_home import unclosed_workshops
from lms.i18n import current_language, day
from lms.imports.services import imports
from lms.privacy.services import answering, requests
from lms.records.forms import STATUS_WORDS, read_filter
from lms.records.queries import certification_list
from lms.records.queries.certification_list import Unit
from lms.records.services import expiring
from lms.reports.presenters.branch_standings import BranchBar, branch_bars, title_of

WINDOW = 60  # days ahead, as the page of what ends soon begins with
_SOME = 3  # branches and lists that are named
_BARS = 15  # branches that are drawn; all of them stand in the reports


@dataclass(frozen=True)
class RecordsHome:
    """What HR sees first. `steps` only while there is next to nothing; `more`: not all branches are drawn."""

    tiles: Sequence[Tile]
    tasks: Sequence[Task]
    steps: Sequence[Step]
    title: str
    branches: Sequence[BranchBar]
    more: bool


def records_home(person: Person) -> RecordsHome:
    """The home of somebody who may read records."""
    scope = scope_of(person, "records.read")
    units = certification_list.units_of(scope, current_language())
    modules = [module.id for module in registry.current().modules]
    bars = branch_bars(units, frozenset(scope.units), modules, clock.today())
    ending = expiring.waiting(frozenset(scope.units), WINDOW, clock.today())
    tiles = _tiles(units)
    return RecordsHome(
        tiles,
        [*_ending(ending, units), *_requests(person), *_lists(person), *unclosed_workshops(person)],
        _first_steps(person, tiles),
        title_of(bars),
        _largest(bars),
        len(bars) > _BARS,
    )


def _tiles(units: Mapping[str, Unit]) -> list[Tile]:
    """Every certificate stands in one of them."""
    wanted = read_filter(MultiDict(), units, registry.current()).wanted
    if wanted is None:
        raise ValueError("an empty filter means everything")
    counts = certification_list.counts(wanted, clock.today())

    def of(status: str) -> Tile:
        known = {str(name): number for name, number in counts.items()}
        words = {str(name): word for name, word in STATUS_WORDS.items()}
        return Tile(
            url_for("records.people", status=status), known[status], words[status], status, _("Certificates")
        )

    return [of(status) for status in ("valid", "expiring", "in-grace", "expired")]


def _ending(ending: Mapping[int, int], units: Mapping[str, Unit]) -> list[Task]:
    """Whom to remind: who was sent something at this step does not wait any more."""
    count = sum(ending.values())
    if not count:
        return []
    title = ngettext(
        "%(num)s reminder to send: a certificate ends within %(days)s days",
        "%(num)s reminders to send: certificates end within %(days)s days",
        count,
        days=WINDOW,
    )
    named = {unit.id: code for code, unit in units.items()}
    most = sorted(ending.items(), key=lambda item: (-item[1], named[item[0]]))[:_SOME]
    places = [f"{_name(named[unit_id])} {number}" for unit_id, number in most]
    return [Task("clock", title, " · ".join(places), url_for("expiring.soon"), _l("Remind them"))]


def _requests(person: Person) -> list[Task]:
    scope = scope_of(person, "privacy.decide")
    asked, _answered = requests.requests_in(scope)
    waiting = [one for one in asked if answering.hindrance(one, person) is None]
    if not waiting:
        return []
    title = ngettext("%(num)s request to be erased", "%(num)s requests to be erased", len(waiting))
    due = _("Answer the first one by %(day)s.", day=day(waiting[0].request.due_on))
    return [Task("shield", title, due, url_for("erasures.queue"), _l("Open"))]


def _lists(person: Person) -> list[Task]:
    tasks = []
    for waiting in imports.unfinished(scope_of(person, "records.import"))[:_SOME]:
        title = _("The list “%(name)s” is not brought in yet", name=waiting.file_name or _("A file"))
        address = url_for("import_steps.show", uuid=waiting.uuid)
        since = _("Uploaded on %(day)s.", day=day(clock.day_of(waiting.created_at)))
        tasks.append(Task("imports", title, since, address, _l("Go on")))
    return tasks


def _largest(bars: Sequence[BranchBar]) -> list[BranchBar]:
    """The bars of the branches with most people, in their order."""
    places = sorted(range(len(bars)), key=lambda place: -bars[place].people)[:_BARS]
    return [bars[place] for place in sorted(places)]


def _first_steps(person: Person, tiles: Sequence[Tile]) -> list[Step]:
    """What to do first, until there are people with certificates."""
    scope = scope_of(person, "records.read")
    units = frozenset(scope.units)
    has_people = people_list.any_without_role(units)
    has_records = any(tile.number for tile in tiles)
    if has_people and has_records:
        return []
    return [
        Step(
            _l("See that all branches are there"),
            url_for("people_units.tree"),
            _l("Branches"),
            units_queries.has_whole_society(scope),
            _societies_left(scope),
        ),
        *_hr_first(person, units),
        Step(
            _l("Bring in your list of people from a spreadsheet, or add them one by one"),
            url_for("imports.imports"),
            _l("Bring in a list"),
            has_people,
        ),
        Step(
            _l("Bring in the trainings of the past, so that certificates count"),
            url_for("imports.imports"),
            _l("Bring in a list"),
            has_records,
        ),
    ]


def _societies_left(scope: Scope) -> str:
    """The Societies that are not set up with all their branches: a site may be meant for some of them alone."""
    names = [_name(code) for code in units_queries.missing(scope)]
    return _("Not set up with all branches: %(names)s", names=", ".join(names)) if names else ""


def _hr_first(person: Person, units: frozenset[int]) -> list[Step]:
    """For administrators: who looks after a Society needs the role for it."""
    if "admin" not in {role.name for role in person.roles}:
        return []
    return [
        Step(
            _l("Add whoever looks after the people of a Society, and give them the role HR"),
            url_for("people.new"),
            _l("Add a person"),
            people_list.any_hr(units),
        )
    ]


def _name(code: str) -> str:
    return units_queries.name_of(code, current_language()).text
