"""The page on which two records of one person become one: choose the other, compare, say why, confirm; undo."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import audit, web
from lms.accounts import gate, merging, places, references, service
from lms.accounts.people_forms import SEX_WORDS
from lms.accounts.service import Person
from lms.errors import RuleBroken
from lms.i18n import current_language

bp = web.blueprint("people_merging", __name__)


@bp.get("/people/<number>/merge/")
@web.access("people.merge")
def compare(number: str) -> ResponseReturnValue:
    """The number of the other record; with it, both side by side."""
    subject, typed = gate.person_in_scope(number), request.args.get("with", "").strip()
    if not typed:
        return _page(subject, None, {})
    try:
        other = _other(subject, typed)
        audit.looked(other.id, gate.signed_in_person().id, "people.person")  # the page shows both
        return _page(subject, other, {})
    except RuleBroken as broken:
        return _page(subject, None, {"other": web.sentence(broken)}), 422


@bp.post("/people/<number>/merge/")
@web.access("people.merge")
def decide(number: str) -> ResponseReturnValue:
    """Merge the two, or undo a merge."""
    subject, actor = gate.person_in_scope(number), gate.signed_in_person()
    if request.form.get("act") == "undo":
        decided = request.form.get("merge", "")
        ours = [one.id for one in merging.merged_into(subject) if str(one.id) == decided]
        for merge_id in ours:
            merging.undo_merge(merge_id, actor=actor)
        return redirect(url_for("people.person", number=subject.number), 303)
    other = None
    try:
        other = _other(subject, request.form.get("other", ""))
        kept, merged = (subject, other) if request.form.get("keep") != other.number else (other, subject)
        merging.merge(kept, merged, reason=request.form.get("reason", ""), actor=actor)
    except RuleBroken as broken:
        return _page(subject, other, {broken.field or "": web.sentence(broken)}), 422
    return redirect(url_for("people.person", number=kept.number), 303)


def _other(subject: Person, typed: str) -> Person:
    people = [one for one in service.people_by_number(typed, gate.scope()) if one.erased_at is None]
    if not people:
        raise RuleBroken("nobody-there", field="other")
    if len(people) > 1:
        raise RuleBroken("number-of-several", field="other", example=references.named(people[0]))
    found = people[0]
    if found.id == subject.id:
        raise RuleBroken("same-record", field="other")
    return found


def _page(subject: Person, other: Person | None, errors: dict[str, str]) -> str:
    both = [subject] if other is None else [subject, other]
    return render_template(
        "accounts/people_merge.html",
        subject=subject,
        other=other,
        merged=merging.merged_into(subject),
        typed=other.number if other else request.args.get("with", request.form.get("other", "")),
        keep=request.form.get("keep", subject.number),
        reason=request.form.get("reason", ""),
        both=[(one, places.name_of(one.unit.code, current_language())) for one in both],
        errors=errors,
        longest=merging.LONGEST_REASON,
        sex_words=SEX_WORDS,
    )
