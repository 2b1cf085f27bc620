"""A note of attendance as plain values, in the language of whom it is about."""

from __future__ import annotations

from lms import clock
from lms.accounts.queries.people import society_code_of
from lms.certificates.domain.attendance_notes import AttendanceNote, NotedHalfDay
from lms.certificates.domain.certificate_data import Dating, Text
from lms.certificates.services.certificates import society_called, taught_module, title_of
from lms.content.types.curriculum import SOURCE
from lms.workshops.models import Workshop
from lms.workshops.queries.roster import RosterLine


def attendance_note(workshop: Workshop, line: RosterLine, *, sample: bool) -> AttendanceNote:
    """The note of somebody who came. It is the Society of whoever led the workshop that says so."""
    person = line.person
    led_by = society_code_of(workshop.trainers[0].person)
    society = society_called(led_by or society_code_of(person))
    name = society.name(person.language)
    there = [
        NotedHalfDay(one.on, one.half, line.state(one.number) != "left")
        for one in workshop.half_days
        if line.state(one.number) != "absent"
    ]
    return AttendanceNote(
        dating=Dating(person.language, society.calendar, society.digits),
        name=person.name,
        latin_name=person.latin_name,
        society=Text(name.text, name.language),
        kind=workshop.kind,
        subject=_subject(workshop, person.language),
        there=tuple(there),
        half_days=len(workshop.half_days),
        made_on=clock.today(),
        sample=sample,
    )


def _subject(workshop: Workshop, language: str) -> Text | None:
    """The titles of the modules; English is the language of a mixture, and of what is taught no more."""
    modules = [(one, taught_module(one)) for one in workshop.modules]
    titles = [Text(one, SOURCE) if module is None else title_of(module, language) for one, module in modules]
    if not titles:
        return None
    languages = {title.language for title in titles}
    return Text(", ".join(title.text for title in titles), languages.pop() if len(languages) == 1 else SOURCE)
