"""National Societies: names, branches, signatories by role, local services. And the rule which service may
be shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal, TypeAlias

Status: TypeAlias = Literal["source", "draft", "reviewed", "approved"]

FRESH = timedelta(days=180)  # curriculum decision: a number is dialled at least twice a year, or hidden


@dataclass(frozen=True)
class NamedText:
    """A name or a title in one language. `language` is the one that it is really in."""

    text: str
    language: str
    status: Status


@dataclass(frozen=True, eq=False)
class Branch:
    """A province: ISO 3166-2 code, name in Latin letters, name in the country's own script."""

    code: str
    name: str
    native: str


@dataclass(frozen=True, eq=False)
class Signatory:
    """A role that signs certificates; who fills it is a row, not content."""

    key: str
    texts: Mapping[str, NamedText]

    def text(self, language: str) -> NamedText:
        """The role in a language, or in English."""
        return self.texts.get(language, self.texts["en"])


@dataclass(frozen=True, eq=False)
class Service:
    """A local service or hotline.

    `hours` is "24h", "HH:MM-HH:MM" or None for unknown; `branches` are the codes where it works, empty for
    everywhere; `evidence` says whether the number was read at its owner or second-hand, in the year `seen`;
    `confirmed` is the day on which the Society dialled it, by the role `confirmed_by`; `conflict` marks a
    number on which sources disagree.
    """

    key: str
    number: str | None
    hours: str | None
    languages: tuple[str, ...]
    branches: tuple[str, ...]
    evidence: Literal["owner", "second-hand"] | None
    seen: int | None
    confirmed: date | None
    confirmed_by: str
    conflict: bool
    texts: Mapping[str, NamedText]

    def text(self, language: str) -> NamedText:
        """The title in a language, or in English."""
        return self.texts.get(language, self.texts["en"])


@dataclass(frozen=True)
class Approval:
    """A decision of a Society: this module in this language may be taught, with the words of `digest`. `by` is a
    role.
    """

    module: str
    language: str
    digest: str
    on: date
    by: str


@dataclass(frozen=True)
class StricterAward:
    """Where a Society asks more of its own people than a module does; None: nothing.

    `since` is the first day on which it counts, None for always. It can only be stricter (see `awards`).
    `earlier`: the validity in months until the end of a day, in the order of the days; None: as the module says.
    """

    since: date | None = None
    validity_months: int | None = None
    pass_mark: int | None = None
    attempts: int | None = None
    earlier: tuple[tuple[date, int | None], ...] = ()

    def months_on(self, day: date) -> int | None:
        """The longest validity in months of what is completed on a day; None: as the module says."""
        for until, months in self.earlier:
            if day <= until:
                return months
        return None if self.since is not None and day < self.since else self.validity_months


@dataclass(frozen=True, eq=False)
class Society:
    """A National Society. `code` is the file name; `country` ISO 3166-1; `language` the country's own.

    `certificate_design`: the id of the design of its certificates; None: the standard one.
    """

    code: str
    country: str
    language: str
    calendar: Literal["gregorian", "buddhist"]
    digits: Literal["latin", "native"]
    names: Mapping[str, NamedText]
    branches: tuple[Branch, ...]
    signatories: tuple[Signatory, ...]
    services: tuple[Service, ...]
    approvals: tuple[Approval, ...] = ()
    awards: Mapping[str, StricterAward] = field(default_factory=lambda: MappingProxyType({}))
    certificate_design: str | None = None

    def name(self, language: str) -> NamedText:
        """The Society's name in a language, or in English."""
        return self.names.get(language, self.names["en"])

    def service(self, key: str) -> Service | None:
        """The service with this key, or None: Societies do not all have the same ones."""
        return next((service for service in self.services if service.key == key), None)


def showable(service: Service, today: date) -> bool:
    """Whether learners may see the number: confirmed by the Society within 180 days, and no source disagrees.

    Source: the curriculum's rule on telephone numbers. A confirmation dated later than `today` does not
    count.
    """
    if service.number is None or service.confirmed is None or service.conflict:
        return False
    return timedelta(0) <= today - service.confirmed <= FRESH
