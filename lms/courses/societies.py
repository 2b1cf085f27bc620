"""What a page shows of a Society: services with the numbers that may be shown, focal points, branches.

What may be shown depends on the day; see `content.societies.showable`. Knows no addresses.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from babel import Locale

from lms import clock
from lms.accounts import places
from lms.content import shelf
from lms.content.societies import Branch, NamedText, Service, Society, showable
from lms.errors import NotFound
from lms.records.names import Name
from lms.scripts import collation

_FOCAL_POINT = "focal-point"  # how the key of a service ends that is a role of the Society's own


class ServiceRow(NamedTuple):
    """One service of one Society as a page shows it. `number` is empty until the Society has confirmed it.

    `languages` are named in the reader's language; `places` is empty for everywhere.
    """

    text: NamedText
    number: str
    hours: str
    confirmed: date | None
    focal_point: bool
    languages: tuple[str, ...]
    places: tuple[Name, ...]

    @property
    def shown(self) -> bool:
        """Whether there is a confirmed number to show."""
        return bool(self.number)

    @property
    def told(self) -> bool:
        """Whether a page has something to say about this one service, and not about all unconfirmed ones."""
        return self.shown or self.focal_point


class SocietyRow(NamedTuple):
    """One Society with some of its services. `country` is named in the reader's language."""

    code: str
    text: NamedText
    country: str
    services: list[ServiceRow]


def society(code: str) -> Society:
    """The Society with this code. Raises NotFound: the code comes from an address."""
    try:
        return shelf.library().societies[code]
    except KeyError:
        raise NotFound from None


def all_with(keys: tuple[str, ...], language: str) -> list[SocietyRow]:
    """Every Society, with what it has of the services of these keys."""
    return [
        _row(one, [service for service in one.services if service.key in keys], language)
        for one in shelf.library().societies.values()
    ]


def whole(of: Society, language: str) -> SocietyRow:
    """One Society with all its services."""
    return _row(of, of.services, language)


def branches(of: Society, language: str) -> list[Branch]:
    """The branches as a reader of the language looks for them: by their own name, or by the Latin one."""
    own = language == of.language

    def place(branch: Branch) -> bytes:
        return collation.sort_key(branch.native if own else branch.name, language)

    return sorted(of.branches, key=place)


def _row(of: Society, services: list[Service] | tuple[Service, ...], language: str) -> SocietyRow:
    country = Locale.parse(language).territories.get(of.country, of.country)
    return SocietyRow(
        of.code, of.name(language), country, [_service_row(service, language) for service in services]
    )


def _service_row(service: Service, language: str) -> ServiceRow:
    shown = showable(service, clock.today())
    known = Locale.parse(language).languages
    return ServiceRow(
        text=service.text(language),
        number=(service.number or "") if shown else "",
        hours=(service.hours or "") if shown else "",
        confirmed=service.confirmed,
        focal_point=service.key.endswith(_FOCAL_POINT),
        languages=tuple(known.get(code, code) for code in service.languages),
        places=tuple(places.name_of(code, language) for code in service.branches),
    )
