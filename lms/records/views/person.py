"""One person's page: every certificate with what can be decided about it, and the ledger as a readable timeline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, assert_never

from flask import render_template
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms import clock
from lms.accounts import auth
from lms.accounts.queries import people, units
from lms.accounts.services.merging.merge_history import merge_history
from lms.accounts.services.people import Person
from lms.content import award_names, registry
from lms.content.award_names import Name
from lms.i18n import current_language, day
from lms.records.domain import award_rules, past_results
from lms.records.domain.award_rules import Status
from lms.records.domain.uncertified import ONLY_TRAINED, last_without_certificate
from lms.records.forms import REQUIREMENT_WORDS, RESULT_WORDS, STATUS_WORDS, TRAINED_MEANS
from lms.records.presenters import reasons
from lms.records.presenters.evidence import evidence_in_words
from lms.records.presenters.hindered_tests import hindered_tests, passed_since_revoked
from lms.records.queries import retyped_slips, source_lists
from lms.records.queries.ledger import taken_back
from lms.records.queries.source_lists import BroughtIn
from lms.records.services import achievements, parting
from lms.records.services.achievements import Certification, LedgerEntry

# What was done, by the act: said once on the page that follows.
DONE: Final[Mapping[str, LazyString]] = {
    "revoke": _l("Done: the certificate is revoked. It stands in the history below."),
    "reinstate": _l("Done: the certificate counts again. It stands in the history below."),
    "extend": _l(
        "Done: the certificate is extended. It stands in the history below. A paper keeps the date that was printed on "
        "it; whoever checks its code is told the new one. For a paper with the new date, reissue the certificate."
    ),
    "past": _l("Done: the training is recorded. It stands in the history below."),
    "correct": _l("Done: the entry is corrected. Both stand in the history below."),
}


# What an act does, before anybody chooses it.
WHAT_IT_DOES: Final[Mapping[str, LazyString]] = {
    "extend": _l("For times in which no refresher can be held. It counts longer than its paper says."),
    "extend-first": _l(
        "For times in which no refresher can be held. It counts again from today on, and a certificate is issued."
    ),
    "revoke": _l(
        "From today on it does not count: whoever checks its code is told that it was revoked. You can reinstate it. "
        "If the training never took place, or a slip was typed wrongly, correct the entry in the history instead."
    ),
    "reinstate": _l("From today on it counts again, until the day that the recorded trainings give."),
    "correct": _l(
        "For a mistake: the entry stays to be read but does not count, and never did. Certificates that rest on it "
        "are withdrawn, or replaced where only their last day changes."
    ),
}


@dataclass(frozen=True)
class Mistaken:
    """A form that was sent with mistakes: which one, what was typed, what is wrong with each field.

    `place` is the act and what it is about ("extend-pss", "correct-12"). An error of no field has the name "".
    """

    place: str
    typed: Mapping[str, str]
    errors: Mapping[str, str]


@dataclass(frozen=True)
class Correction:
    """The entry by which another one does not count any more, in words."""

    on: date
    actor: str | None
    reason: str


@dataclass(frozen=True)
class Happening:
    """An entry of the timeline in words, with what corrected it."""

    entry: LedgerEntry
    award: Name
    what: str
    reason: str
    evidence: Sequence[str]
    recorded_on: date
    actor: str | None
    undone: Correction | None
    may_be_corrected: bool
    movable: bool


@dataclass(frozen=True)
class Joining:
    """That records were joined or parted, in words, as a line of the timeline."""

    on: date
    what: str
    actor: str | None


def in_scope(number: str) -> Person:
    """The person with this number. Raises NotFound for whoever is outside the reader's scope: they do not exist."""
    return auth.person_in_scope(number, "records.person")


def page(subject: Person, mistaken: Mistaken | None = None, *, done: str = "") -> str:
    """The page; with the form that was sent with mistakes open, and nothing that was typed lost.

    `done` is the act that was carried out just before.
    """
    content, language = registry.current(), current_language()
    certifications = achievements.certifications_of(subject.id)
    entries = achievements.entries_of(subject.id)
    own = auth.signed_in_person().id in achievements.people_of(subject.id)
    awards = {module.id for module in content.modules}
    awards.update(held.award for held in certifications)
    awards.update(entry.award for entry in entries)
    return render_template(
        "records/person.html",
        subject=subject,
        unit_name=units.name_of(subject.unit.code, language),
        certifications=[(one, status_now(one), _has_certificate(one, entries)) for one in certifications],
        trained=_trained_only(entries, certifications),
        trained_means=TRAINED_MEANS,
        passed_since=passed_since_revoked(certifications, entries),
        hindered=hindered_tests(subject),
        happenings=_with_joinings(timeline(entries), subject),
        awards={award: award_names.of_award(content, award, language) for award in sorted(awards)},
        taught=[module.id for module in content.modules],
        mistaken=mistaken,
        done=DONE.get(done),
        today=clock.today(),
        first_day=past_results.first_day(clock.today()),
        own=own,
        may_decide=auth.may("records.write") and not own,
        results=[(result, words) for result, words in RESULT_WORDS.items()],
        about=WHAT_IT_DOES,
        longest=achievements.LONGEST_REASON,
        longest_source=achievements.LONGEST_SOURCE,
        words=STATUS_WORDS,
    )


def _trained_only(
    entries: Sequence[LedgerEntry], certifications: Sequence[Certification]
) -> Mapping[str, date]:
    """When somebody was last trained without a certificate, by award; none while they hold a valid one."""
    issued = {held.award: held.issued_on for held in certifications}
    valid = {held.award for held in certifications if status_now(held) in ("valid", "expiring")}
    gone = {entry.corrects_id for entry in entries}
    days: defaultdict[str, list[date]] = defaultdict(list)
    for one in entries:
        if one.kind == "achieved" and one.requirement in ONLY_TRAINED and one.id not in gone:
            days[one.award].append(one.effective_on)
    last = {award: last_without_certificate(found, issued.get(award)) for award, found in days.items()}
    return {award: on for award, on in last.items() if on is not None and award not in valid}


def _has_certificate(held: Certification, entries: Sequence[LedgerEntry]) -> bool:
    """Whether a certificate followed: none does from what was over already when it was recorded."""
    gone = {entry.corrects_id for entry in entries}
    return any(
        (one.kind, one.award, one.effective_on) == ("certified", held.award, held.issued_on)
        for one in entries
        if one.id not in gone
    )


def status_now(held: Certification) -> Status:
    """The status of a certification today."""
    return award_rules.status_on(
        clock.today(), expires_on=held.expires_on, grace_until=held.grace_until, revoked_on=held.revoked_on
    )


def timeline(entries: Sequence[LedgerEntry]) -> list[Happening]:
    """A person's ledger in words, in the order of the entries; a correction stands with what it corrects."""
    content, language = registry.current(), current_language()
    corrections = {entry.corrects_id: entry for entry in entries if entry.corrects_id is not None}
    known = {entry.id: entry for entry in entries}
    actors = _actors(entry.actor_id for entry in entries)
    brought, retyped = source_lists.of_entries(entries), retyped_slips.retyped(entries)
    closings, happenings = taken_back.by_closing(entries), []
    for entry in entries:
        if entry.kind == "corrected":
            continue
        correction = corrections.get(entry.id)
        happenings.append(
            Happening(
                entry,
                award_names.of_award(content, entry.award, language),
                happened(entry),
                "" if source_lists.uuid_in(entry.reason) else entry.reason,
                [
                    *evidence_in_words(entry, known, actors, retyped),
                    *_list_in_words(entry, brought.get(entry.id)),
                ],
                clock.day_of(entry.recorded_at),
                None if entry.actor_id is None else actors.get(entry.actor_id),
                None if correction is None else _correction(correction, actors, correction.id in closings),
                correction is None and entry.kind != "certified",
                entry.kind == "achieved",
            )
        )
    return happenings


def _with_joinings(happenings: Sequence[Happening], subject: Person) -> list[Happening | Joining]:
    """The timeline with the lines of joined and parted records, the newest day first."""
    history = merge_history(subject)
    actors = _actors(one.actor_id for one in history)
    joinings = [
        Joining(
            clock.day_of(one.at),
            str(
                _("The merge with the record %(number)s was undone", number=one.number)
                if one.parted
                else _("Merged with the record %(number)s", number=one.number)
            ),
            None if one.actor_id is None else actors.get(one.actor_id),
        )
        for one in reversed(history)
    ]
    return sorted([*joinings, *happenings], key=_day_in_timeline, reverse=True)


def _day_in_timeline(line: Happening | Joining) -> date:
    return line.on if isinstance(line, Joining) else line.entry.effective_on


def _correction(entry: LedgerEntry, actors: Mapping[int, str], by_closing: bool) -> Correction:
    reason = parting.REASON if entry.evidence.get("parted") else entry.reason
    said = reasons.in_words(taken_back.REASON if by_closing else reason)
    return Correction(clock.day_of(entry.recorded_at), actors.get(entry.actor_id or 0), said)


def happened(entry: LedgerEntry) -> str:
    """What an entry says; the day and the award stand beside it."""
    kind = entry.kind
    match kind:
        case "achieved":
            if "source" in entry.evidence and "result" not in entry.evidence:
                return str(
                    _("Trained before, recorded later")
                )  # what the list said was not kept at that time
            return what_is_met(entry.requirement)
        case "certified":
            until = entry.expires_on
            return str(_("Certified until %(day)s", day=day(until)) if until else _("Certified for good"))
        case "extended":
            until = entry.expires_on or entry.effective_on
            return str(_("Extended until %(day)s", day=day(until)))
        case "corrected":
            return str(_("Corrected: an earlier entry does not count"))
        case "revoked":
            return str(_("Revoked"))
        case "reinstated":
            return str(_("Reinstated"))
        case _:
            assert_never(kind)


def what_is_met(requirement: str) -> str:
    """What somebody did to meet a requirement."""
    words = REQUIREMENT_WORDS.get(requirement)
    return requirement if words is None else str(words)


def _list_in_words(entry: LedgerEntry, brought: BroughtIn | None) -> list[str]:
    """With which list an entry was brought in, as far as that is still known, and the line."""
    if not source_lists.is_from_a_list(entry):
        return []
    if brought is None:
        said = _("Brought in with a list.")
    elif not brought.file_name:
        said = _("Brought in with a list on %(day)s.", day=day(brought.on))
    else:
        said = _(
            "Brought in with the file “%(file)s” on %(day)s.", file=brought.file_name, day=day(brought.on)
        )
    line = entry.evidence.get("line")
    return [str(said)] if line is None else [str(said), str(_("Line %(line)s of the list.", line=line))]


def _actors(ids: Iterable[int | None]) -> Mapping[int, str]:
    known = sorted({one for one in ids if one is not None})
    return {one.id: one.name for one in map(people.person_by_id, known) if one is not None}
