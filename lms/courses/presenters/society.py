"""What a page shows of a Society: services with the numbers that may be shown, focal points, branches.

What may be shown depends on the day; see `content.societies.showable`. Knows no addresses.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from babel import Locale

from lms import clock
from lms.accounts.queries import units
from lms.content import registry
from lms.content.award_names import Name
from lms.content.lessons.block_rules import service_keys
from lms.content.types.curriculum import SOURCE, Content
from lms.content.types.societies import Branch, NamedText, Service, Society, showable
from lms.courses.presenters.service_names import NAMES
from lms.errors import NotFound
from lms.i18n import force_locale
from lms.text import collation

_FOCAL_POINT = "focal-point"  # how the key of a service ends that is a role of the Society's own
_INTEGRITY_LINE = "integrity-line"
# Ways to report what our own people did: the branch, or whoever leads the team, may be whom it is about.
_REPORTING = frozenset({"psea-channel", "psea-channel-other", _INTEGRITY_LINE})

# What cannot wait until somebody has asked: without it, in danger, a hospital helps. Nobody is sent there for advice
# about the law, an interpreter or a form.
_IN_DANGER = frozenset(
    {
        *(
            "emergency",
            "police",
            "fire",
            "child-helpline",
            "hiv-line",
            "mental-health-line",
            "trafficking-line",
        ),
        *("violence-line", "pep-point", "ec-point", "support-route"),
    }
)


class ServiceRow(NamedTuple):
    """One service of one Society as a page shows it. `number` is empty until the Society has confirmed it.

    `languages` are named in the reader's language; `places` is empty for everywhere. `named`: the Society has
    entered a number or a place to turn to, confirmed or not; otherwise it has nothing under this key yet.
    """

    key: str
    text: NamedText | Name
    number: str
    hours: str
    confirmed: date | None
    focal_point: bool
    languages: tuple[str, ...]
    places: tuple[Name, ...]
    named: bool

    @property
    def shown(self) -> bool:
        """Whether there is a confirmed number to show."""
        return bool(self.number)

    @property
    def told(self) -> bool:
        """Whether a page has something to say about this one service, and not about all unconfirmed ones."""
        return self.shown or self.focal_point

    @property
    def helps_in_danger(self) -> bool:
        """Whether who lacks it and is in danger is to be told of a hospital."""
        return self.key in _IN_DANGER

    @property
    def unknown_way_to_report(self) -> bool:
        """Whether this is a way to report one of our own people, and nobody can be told yet how to use it."""
        return self.key in _REPORTING and not self.shown


class SocietyRow(NamedTuple):
    """One Society with some of its services. `country` is named in the reader's language."""

    code: str
    text: NamedText
    country: str
    services: list[ServiceRow]

    @property
    def hides_a_way_to_report(self) -> bool:
        """Whether a reader has to be told of somebody outside the branch; see `unknown_way_to_report`."""
        return any(service.unknown_way_to_report for service in self.services)

    @property
    def hides_the_integrity_line(self) -> bool:
        """Whether a reader has to ask for the integrity line of the IFRC."""
        return any(service.key == _INTEGRITY_LINE and not service.shown for service in self.services)


def society(code: str) -> Society:
    """The Society with this code. Raises NotFound: the code comes from an address."""
    try:
        return registry.current().societies[code]
    except KeyError:
        raise NotFound from None


def all_with(keys: tuple[str, ...], language: str) -> list[SocietyRow]:
    """Every Society with the services of these keys; a key that it has not filled has a row that says so.

    Source: curriculum, second edition, A4: who sees no line believes that there is no such service.
    """
    return [_row(society, keys, language) for society in registry.current().societies.values()]


def whole(of: Society, language: str) -> SocietyRow:
    """One Society with all its services, and with those that it lacks although a lesson lists them."""
    return _row(of, (*(service.key for service in of.services), *_listed(registry.current())), language)


def branches(of: Society, language: str) -> list[Branch]:
    """The branches as a reader of the language looks for them: by their own name, or by the Latin one."""
    own = language == of.language

    def place(branch: Branch) -> bytes:
        return collation.sort_key(branch.native if own else branch.name, language)

    return sorted(of.branches, key=place)


@lru_cache(maxsize=4)  # a library is the same as long as the application is open; a test may load another
def _listed(content: Content) -> tuple[str, ...]:
    """The keys of the services that lessons list, each once, in the order of the lessons."""
    blocks = (
        block
        for module in content.modules
        for lesson in module.lessons
        for block in lesson.text(SOURCE).blocks
        if block.kind == "local"
    )
    return tuple(dict.fromkeys(key for block in blocks for key in service_keys(block)))


def _row(of: Society, keys: Sequence[str], language: str) -> SocietyRow:
    country = Locale.parse(language).territories.get(of.country, of.country)
    known = {service.key for service in of.services}
    # In the order of the Society's own file; what it lacks comes last.
    rows = [_service_row(service, language) for service in of.services if service.key in keys]
    rows += [_missing_row(key, language) for key in dict.fromkeys(keys) if key not in known]
    return SocietyRow(of.code, of.name(language), country, rows)


def _service_row(service: Service, language: str) -> ServiceRow:
    shown = showable(service, clock.today())
    known = Locale.parse(language).languages
    return ServiceRow(
        key=service.key,
        text=service.text(language),
        number=(service.number or "") if shown else "",
        hours=(service.hours or "") if shown else "",
        confirmed=service.confirmed,
        focal_point=service.key.endswith(_FOCAL_POINT),
        languages=tuple(known.get(code, code) for code in service.languages),
        places=tuple(units.name_of(code, language) for code in service.branches),
        named=service.number is not None,
    )


def _missing_row(key: str, language: str) -> ServiceRow:
    focal_point = key.endswith(_FOCAL_POINT)
    return ServiceRow(key, _name_of(key, language), "", "", None, focal_point, (), (), named=False)


def _name_of(key: str, language: str) -> NamedText | Name:
    """What a service is called that a Society lacks: our word for its kind, else what another Society calls its own."""
    if key in NAMES:
        with force_locale(language):
            return Name(str(NAMES[key]), language)
    others = (society.service(key) for society in registry.current().societies.values())
    service = next((service for service in others if service is not None), None)
    return Name(key.replace("-", " "), SOURCE) if service is None else service.text(language)
