"""What a preview was sent with and nobody has saved yet: whatever button is pressed, nothing that was chosen is lost.

Everything that is asked on the page is one form, so that each of its buttons sends all of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound

from lms.imports.models import ListImport
from lms.imports.services import certificate_choice, column_matching, kept_choices, locking, value_choices
from lms.imports.services.review import line_choices, shown_lines


class Unsaved(NamedTuple):
    """Whom lines are about, what texts mean, which lines are people or are not, why certificates are issued."""

    lines: Mapping[int, str]
    meanings: Mapping[tuple[str, str], str]
    people: Collection[int]
    nobody: Collection[int]
    reason: str

    def __bool__(self) -> bool:
        return any(self)


def unsaved(list_import: ListImport, form: MultiDict[str, str]) -> Unsaved:
    """What was chosen and is not saved; nothing where the form says what is known already."""
    said = kept_choices.choices_of(list_import)
    lines = {line: choice for line, choice in _lines(form).items() if said.get(str(line)) != choice}
    groups = {
        (group["field"], group["key"]): group["means"] for group in list_import.matching.get("groups", [])
    }
    meanings = {group: means for group, means in _meanings(form).items() if groups.get(group) != means}
    people = {int(number) for number in form.getlist("person") if is_number(number)}
    nobody = {int(number) for number in form.getlist("nobody") if is_number(number)}
    undecided = list_import.kind == "trainings" and certificate_choice.reason_of(list_import) is None
    reason = form.get("certificates-reason", "").strip() if undecided else ""
    return Unsaved(lines, meanings, people, nobody, reason)


def save(list_import: ListImport, form: MultiDict[str, str]) -> bool:
    """Save what was chosen; whether there was anything. Texts come last: of a long list they are left to a job.

    Raises what `review.choose`, `certificate_choice.decide` and `value_choices.settle` raise.
    """
    locking.hold(list_import)
    locking.expect(list_import, "preview")
    found = unsaved(list_import, form)
    if found.lines:
        line_choices.choose(list_import, found.lines)
    if found.reason:
        certificate_choice.decide(list_import, True, found.reason)
    if found.people or found.nobody:
        column_matching.mark_people(list_import, found.people, found.nobody)
    if found.meanings:
        value_choices.settle(list_import, found.meanings)
    elif found.people or found.nobody:
        column_matching.decide_again(list_import)
    return bool(found)


def _lines(form: MultiDict[str, str]) -> Mapping[int, str]:
    lines = {name.removeprefix("line-"): choice for name, choice in form.items() if name.startswith("line-")}
    if len(lines) > shown_lines.PAGE:
        raise NotFound("line")  # others wait while they are read
    return {int(line): choice for line, choice in lines.items() if is_number(line) and choice}


def _meanings(form: MultiDict[str, str]) -> Mapping[tuple[str, str], str]:
    meanings = {}
    for name, means in form.items():
        place = name.removeprefix("means-")
        if name != place:
            meanings[form.get(f"field-{place}", ""), form.get(f"key-{place}", "")] = means
    return meanings


def is_number(text: str) -> bool:
    """Whether a text is a number of a line or a column."""
    # Nine digits at most: no list has more lines, and the databases differ in what they make of a longer number.
    return text.isascii() and text.isdecimal() and len(text) <= 9
