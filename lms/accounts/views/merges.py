"""The page on which two records of one person become one: choose the other, compare, say why, confirm; undo."""

from __future__ import annotations

from collections.abc import Iterable

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import audit, web
from lms.accounts import auth
from lms.accounts.auth import person_reference
from lms.accounts.domain import volunteer_numbers
from lms.accounts.forms import people as people_forms
from lms.accounts.forms.people import FIELD_WORDS, SEX_WORDS
from lms.accounts.queries import people as people_queries
from lms.accounts.queries import units
from lms.accounts.services import merges, signals
from lms.accounts.services.people import Person, PersonId
from lms.content import award_names, registry
from lms.content.award_names import Name
from lms.errors import RuleBroken
from lms.i18n import current_language, year

bp = web.blueprint("people_merging", __name__)


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
                merges.undo_merge(merge_id, actor=actor)
        except RuleBroken as broken:
            return _page(subject, None, {"": web.message_for(broken)}), 422
        return redirect(url_for("people.person", number=subject.number, done="unmerge"), 303)
    other = None
    try:
        other = _other(subject, request.form.get("other", ""))
        audit.looked(other.id, actor.id, "people.person")  # a form that comes back shows both
        names = _names([subject, other])
        chosen = request.form.get("keep") == names[other.id]
        kept, merged = (other, subject) if chosen else (subject, other)
        taken = [name for name in merges.TAKEN if request.form.get(f"take-{name}") == names[merged.id]]
        reason = request.form.get("reason", "")
        merges.merge(kept, merged, reason=reason, actor=actor, taken=taken)
    except RuleBroken as broken:
        return _page(subject, other, {broken.field or "": web.message_for(broken)}), 422
    return redirect(url_for("people.person", number=kept.number, done="merge"), 303)


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


def _fields(both: list[Person]) -> list[tuple[str, str, list[str], int | None]]:
    """Each field with its label and its value in both records, and the place of the value that is taken.

    None where nothing has to be chosen. Where one record says nothing, the other one speaks.
    """
    differing = merges.differing(*both) if len(both) == 2 else ()
    rows: list[tuple[str, str, list[str], int | None]] = []
    for name in merges.TAKEN:
        values = [_shown(one, name) for one in both]
        place = None
        if name in differing:
            typed = request.form.get(f"take-{name}")
            names = list(_names(both).values())
            place = names.index(typed) if typed in names else int(not getattr(both[0], name))
        rows.append((name, str(FIELD_WORDS[name]), values, place))
    return rows


def _shown(person: Person, field: str) -> str:
    if field == "sex":
        return str(SEX_WORDS[person.sex])
    if field == "language":
        return people_forms.languages_for(person)[person.language]
    if field == "birth_year" and person.birth_year:
        return year(person.birth_year)
    return str(getattr(person, field) or "–")


def _titles(awards: Iterable[str]) -> dict[str, Name]:
    """What some awards are called."""
    content, language = registry.current(), current_language()
    return {award: award_names.of_award(content, award, language) for award in awards}


def _page(subject: Person, other: Person | None, errors: dict[str, str]) -> str:
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
        fields=_fields(both),
        typed=_names(both)[other.id] if other else request.args.get("with", request.form.get("other", "")),
        keep=request.form.get("keep", _names(both)[subject.id]),
        reason=request.form.get("reason", ""),
        both=[(one, units.name_of(one.unit.code, current_language())) for one in both],
        errors=errors,
        longest=merges.LONGEST_REASON,
    )
