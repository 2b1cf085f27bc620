"""What HR is told of somebody's next test: what comes before it, and that a pass brings no certificate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from lms import clock
from lms.accounts.services.people import Person
from lms.content import award_names, registry
from lms.content.award_names import Name
from lms.content.types.curriculum import Content
from lms.i18n import current_language, day
from lms.records.domain.award_rules import missing
from lms.records.queries.test_waits import test_waits
from lms.records.services.achievements import Certification, LedgerEntry, standings_of


@dataclass(frozen=True)
class HinderedTest:
    """A test that does not count today, and why."""

    module: Name
    why: str


def hindered_tests(person: Person) -> list[HinderedTest]:
    """The tests of somebody that do not count today: another certificate first, or a wait after slips."""
    content, language = registry.current(), current_language()
    standings, waits = standings_of(person, clock.today()), test_waits(person)
    found = []
    for module in content.modules:
        first = missing(module.award.prerequisites, standings)
        if module.id in content.pools and (first or module.id in waits):
            name = award_names.of_award(content, module.id, language)
            found.append(HinderedTest(name, _why(content, first, waits.get(module.id))))
    return found


def _why(content: Content, first: Sequence[str], until: date | None) -> str:
    if first:
        titles = ", ".join(content.module(name).text(current_language()).title for name in first)
        return _("The certificate of another module comes first: %(modules)s.", modules=titles)
    return _(
        "After the last slips that were not passed there is a wait. A test of %(day)s or later counts.",
        day=day(until or clock.today()),
    )


def passed_since_revoked(
    certifications: Sequence[Certification], entries: Sequence[LedgerEntry]
) -> Mapping[str, date]:
    """Of what is revoked, when somebody has met a requirement since, by award: no certificate follows from that."""
    gone = {entry.corrects_id for entry in entries}
    revoked = {one.award: one.revoked_on for one in certifications if one.revoked_on is not None}
    days: dict[str, date] = {}
    for entry in entries:
        since = revoked.get(entry.award)
        if since is None or entry.kind != "achieved" or entry.id in gone:
            continue
        if clock.day_of(entry.recorded_at) >= since and entry.effective_on >= since:
            days[entry.award] = max(entry.effective_on, days.get(entry.award, since))
    return days
