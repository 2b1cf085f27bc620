"""The page on which two records of one person become one: choose the other, compare, say why, confirm; undo."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from lms import audit, web
from lms.accounts import auth
from lms.accounts.auth import person_reference
from lms.accounts.domain import volunteer_numbers
from lms.accounts.forms import person_words
from lms.accounts.forms.person_words import FIELD_WORDS, SEX_WORDS
from lms.accounts.queries import people as people_queries
from lms.accounts.queries import units
from lms.accounts.services import signals
from lms.accounts.services.merging import merges
from lms.accounts.services.people import Person, PersonId
from lms.content import award_names, registry
from lms.content.award_names import Name
from lms.errors import RuleBroken
from lms.i18n import current_language, year

bp = web.blueprint("people_merging", __name__)

# What HR decided about a training or a certificate, by the kind of its entry.
DECIDED_WORDS: Final[Mapping[str, LazyString]] = {
    "corrected": _l("Corrected: an earlier entry does not count"),
    "extended": _l("Extended"),
    "revoked": _l("Revoked"),
    "reinstated": _l("Reinstated"),
}


@bp.get("/people/<number>/merge/")
@web.access("people.merge")
def compare(number: str) -> ResponseReturnValue:
    """The number of the other record; with it, both side by side."""
    subject, typed = auth.person_in_scope(number), request.args.get("with", "").strip()
    if "with" not in request.args:
        return _page(subject, None, {})
    try:
        other = _other(subject, typed)
        audit.looked(other.id, auth.signed_in_person().id, "people.person")  # the page shows both
        return _page(subject, other, {})
    except RuleBroken as broken:
        return _page(subject, None, {"other": web.message_for(broken)}), 422


@bp.post("/people/<number>/merge/")
@web.access("people.merge")
def decide(number: str) -> ResponseReturnValue:
    """Merge the two, or undo a merge."""
    subject, actor = auth.person_in_scope(number), auth.signed_in_person()
    if request.form.get("act") == "undo":
        decided = request.form.get("merge", "")
        ours = [one.id for one in merges.merged_into(subject) if str(one.id) == decided]
        try:
            for merge_id in ours:
                merges.undo_merge(merge_id, actor=actor, alone=_alone())
        except RuleBroken as broken:
            return _page(subject, None, {"": web.message_for(broken)}), 422
        return redirect(url_for("people.person", number=subject.number, done="unmerge"), 303)
    other = None
    try:
        other = _other(subject, request.form.get("other", ""))
        audit.looked(other.id, actor.id, "people.person")  # a form that comes back shows both
        names = _names([subject, other])
        kept, merged = (other, subject) if _stays(names) == names[other.id] else (subject, other)
        if _is_proposed_otherwise(kept, merged, names):
            return _page(subject, other, {}, followed=True), 422
        taken = [name for name in merges.TAKEN if request.form.get(f"take-{name}") == names[merged.id]]
        reason = request.form.get("reason", "")
        merges.merge(kept, merged, reason=reason, actor=actor, taken=taken)
    except RuleBroken as broken:
        return _page(subject, other, {broken.field or "": web.message_for(broken)}), 422
    return redirect(url_for("people.person", number=kept.number, done="merge"), 303)


def _alone() -> list[int]:
    """The revocations of which was said that they hold for one of the two records only."""
    names = (name for name, value in request.form.items() if value == "alone")
    return [int(name[1]) for name in (re.fullmatch("revocation-([0-9]{1,18})", one) for one in names) if name]


def _other(subject: Person, typed: str) -> Person:
    if not typed:
        raise RuleBroken("number-missing", field="other")
    people = [one for one in people_queries.people_by_number(typed, auth.scope()) if one.erased_at is None]
    if not people:
        raise RuleBroken("nobody-there", field="other")
    if len(people) > 1:
        raise RuleBroken("number-of-several", field="other", example=person_reference.named(people[0]))
    found = people[0]
    if found.id == subject.id:
        raise RuleBroken("same-record", field="other")
    if auth.signed_in_person().id in (subject.id, found.id):  # before a long form is filled in for nothing
        raise RuleBroken("own-record", field="other")
    return found


def _names(people: list[Person]) -> dict[PersonId, str]:
    """What each record is called in the form: its number, with the Society where both have the same."""
    numbers = [one.number for one in people]
    return {
        one.id: person_reference.named(one)
        if numbers.count(one.number) > 1
        else volunteer_numbers.whole(one.number)
        for one in people
    }


def _stays(names: Mapping[PersonId, str]) -> str:
    """What the record is called that stays, as chosen; the one whose page it is where nothing was."""
    called = list(names.values())
    typed = request.form.get("keep")
    return typed if typed in called else called[0]


def _is_proposed_otherwise(kept: Person, merged: Person, names: Mapping[PersonId, str]) -> bool:
    """Whether the values that were proposed are those of the other record: they were not chosen for this one."""
    proposed = request.form.get("proposed", names[kept.id])
    return proposed != names[kept.id] and bool(merges.differing(kept, merged))


def _fields(both: list[Person], *, followed: bool = False) -> list[tuple[str, str, list[str], int | None]]:
    """Each field with its label and its value in both records, and the place of the value that is taken.

    None where nothing has to be chosen. Proposed is what the record that stays says, or the other one where it says
    nothing; `followed`: whatever was chosen before another record was to stay.
    """
    differing = merges.differing(*both) if len(both) == 2 else ()
    names = list(_names(both).values())
    stays = names.index(_stays(_names(both)))
    rows: list[tuple[str, str, list[str], int | None]] = []
    for name in merges.TAKEN:
        values = [_shown(one, name) for one in both]
        place = None
        if name in differing:
            typed = None if followed else request.form.get(f"take-{name}")
            says = bool(getattr(both[stays], name))
            place = names.index(typed) if typed in names else stays if says else 1 - stays
        rows.append((name, str(FIELD_WORDS[name]), values, place))
    return rows


def _going(both: list[Person]) -> dict[str, str]:
    """By field, what the record that stays loses for good where the value of the other one is taken.

    A phone or an e-mail that is taken goes back with its owner; what stood there before is kept nowhere.
    """
    names = list(_names(both).values())
    kept = both[names.index(_stays(_names(both)))]
    differing = merges.differing(*both) if len(both) == 2 else ()
    return {
        name: _shown(kept, name)
        for name in merges.GIVEN_BACK
        if name in differing and all(getattr(one, name) for one in both)
    }


def _shown(person: Person, field: str) -> str:
    if field == "sex":
        return str(SEX_WORDS[person.sex])
    if field == "language":
        return person_words.languages_for(person)[person.language]
    if field == "birth_year" and person.birth_year:
        return year(person.birth_year)
    return str(getattr(person, field) or "–")


def _labels(fields: Iterable[str]) -> str:
    """What some fields are called, in a row."""
    return ", ".join(str(FIELD_WORDS[name]) for name in fields)


def _titles(awards: Iterable[str]) -> dict[str, Name]:
    """What some awards are called."""
    content, language = registry.current(), current_language()
    return {award: award_names.of_award(content, award, language) for award in awards}


def _page(subject: Person, other: Person | None, errors: dict[str, str], *, followed: bool = False) -> str:
    both = [subject] if other is None else [subject, other]
    joined = [(one, merges.forecast(one.id)) for one in merges.merged_into(subject)]
    changes = [] if other is None else signals.joining(subject, other)
    awards = {award for _, parting in joined for award in parting.awards} | {one.award for one in changes}
    return render_template(
        "accounts/people_merge.html",
        subject=subject,
        other=other,
        merged=joined,
        changes=changes,
        awards=_titles(awards),
        trainings=[signals.trainings_of(one.id) for one in both],
        asking=[one for one in both if signals.asks_erasure(one)],
        names=_names(both),
        fields=_fields(both, followed=followed),
        going=_going(both),
        followed=followed,
        labels=_labels,
        given_back=merges.GIVEN_BACK,
        decided=DECIDED_WORDS,
        typed=_names(both)[other.id] if other else request.args.get("with", request.form.get("other", "")),
        keep=_stays(_names(both)),
        reason=request.form.get("reason", ""),
        both=[(one, units.name_of(one.unit.code, current_language())) for one in both],
        errors=errors,
        longest=merges.LONGEST_REASON,
    )
