"""What an undo will take back, before it is asked for: wholly, in part, or not at all. Reads, never writes.

It is what `undoing` would find at this moment; what is done until then may change it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, Literal, TypeAlias

from sqlalchemy import select

from lms import clock
from lms.accounts.services import bulk
from lms.accounts.services.people import Person, PersonId
from lms.certificates.queries import count_of_people, count_valid
from lms.db import among, session
from lms.imports.models import ListImport, ListRow
from lms.imports.queries import existing_records
from lms.imports.services.undo import later_lists, stayed_lines
from lms.imports.services.undo.later_lists import Elsewhere
from lms.records.queries.resting_certifications import certifications_resting_on
from lms.records.services import achievements
from lms.records.services.achievements import Correction

MOST: Final = 1000  # lines that are looked at while somebody waits for the page
# "also": it stays because a later list says the same; "since": because somebody has worked with it.
Outcome: TypeAlias = Literal["whole", "part", "also", "since"]


@dataclass(frozen=True)
class Forecast:
    """How many lines are taken back wholly, in part, or stay; `more`: there are others, which nobody has looked at.

    `released`: lines of earlier lists, undone already, that go as well: this list alone holds them. `certificates`:
    how many that are valid today will be withdrawn, of the lines that were looked at. `people`: how many of those
    whom lists made will be removed, of the lines that were looked at; `papers`: how many certificates are theirs, all
    withdrawn already.
    """

    lines: int
    part: int
    also: int
    since: int
    more: bool
    released: int = 0
    certificates: int = 0
    people: int = 0
    papers: int = 0

    @property
    def takes(self) -> int:
        """The lines of which anything is taken back."""
        return self.whole + self.part + self.released

    @property
    def whole(self) -> int:
        """The lines that are put back to what was before; of many those that nothing is known to hinder."""
        return self.lines - self.part - self.also - self.since


def of(list_import: ListImport, actor: Person | None) -> Forecast:
    """What an undo of an import by somebody would take back; of one that was undone, of what stayed."""
    undone = list_import.state == "undone"
    asked = select(ListRow).where(*stayed_lines.marked(list_import))
    if not undone:
        asked = select(ListRow).where(ListRow.import_id == list_import.id, ListRow.done)
        # Of older versions: lines that were done and had nothing to do.
        asked = asked.where(ListRow.action != "same")
    rows = session.scalars(asked.order_by(ListRow.line).limit(MOST + 1)).all()
    looked = rows[:MOST]
    also = later_lists.elsewhere(list_import, [row for row in looked if row.person_id is not None])
    outcomes = _trainings if list_import.kind == "trainings" else _people
    said = list(outcomes(looked, also, actor))
    found = Counter(said)
    more = len(rows) > MOST
    counted = list_import.summary.get(stayed_lines.STAYED if undone else "done", 0)
    lines = int(counted) if more else len(rows)
    withdrawn = _withdrawn(looked, also, actor) if list_import.kind == "trainings" else 0
    released, made = (0, set[PersonId]()) if undone else _released(list_import)
    people: set[PersonId] = set()
    if list_import.kind == "people":
        own = _made(row for row, outcome in zip(looked, said, strict=True) if outcome == "whole")
        people = own | _going(made - own, actor)
    return Forecast(
        lines,
        part=found["part"],
        also=found["also"],
        since=found["since"],
        more=more,
        released=released,
        certificates=withdrawn,
        people=len(people),
        papers=count_of_people(people) if people else 0,
    )


def _withdrawn(rows: Sequence[ListRow], also: dict[int, Elsewhere], actor: Person | None) -> int:
    """How many certificates that are valid rest on what will be taken back."""
    held = {entry for one in also.values() for entry in one.entries}
    entries = [entry for entry in _entries(rows) if entry not in held]
    found = achievements.hindered([Correction(entry, untouched=True) for entry in entries], actor=actor)
    taken = [entry for entry, why in zip(entries, found, strict=True) if why is None]
    return count_valid(certifications_resting_on(taken), clock.today())


def _entries(rows: Sequence[ListRow]) -> list[int]:
    return [entry for row in rows for entry in row.before.get("entries", ())]


def _released(list_import: ListImport) -> tuple[int, set[PersonId]]:
    """How many lines of earlier lists go as well, and whom these lines had made."""
    found, made = 0, set()
    for earlier, rows in islice(later_lists.held_by(list_import), MOST):
        held = later_lists.elsewhere(earlier, rows, but=list_import)
        found += sum(not (row.line in held and held[row.line].keeps) for row in rows)
        made |= _made(row for row in rows if row.line not in held)
    return found, made


def _made(rows: Iterable[ListRow]) -> set[PersonId]:
    """The people whom some lines have made and who are still there."""
    return {row.person_id for row in rows if row.action == "create" and row.person_id is not None}


def _going(ids: set[PersonId], actor: Person | None) -> set[PersonId]:
    """Those of some people on whom nobody has built."""
    if not ids:
        return set()
    people = session.scalars(select(Person).where(among(Person.id, ids))).all()
    return ids - bulk.staying(people, actor=actor).keys()


def _people(rows: Sequence[ListRow], also: dict[int, Elsewhere], actor: Person | None) -> Iterator[Outcome]:
    ids = {row.person_id for row in rows if row.person_id is not None}
    people = {one.id: one for one in session.scalars(select(Person).where(among(Person.id, ids)))}
    created = [people[row.person_id] for row in rows if row.action == "create" and row.person_id in people]
    staying = bulk.staying(created, actor=actor)
    for row in rows:
        person = None if row.person_id is None else people.get(row.person_id)
        if person is None:
            yield "whole"
        elif row.action == "create":
            yield "also" if row.line in also else "since" if staying.get(person.id) else "whole"
        else:
            known, new = existing_records.known_person(person), row.before.get("set", {})
            same = {field for field, value in new.items() if getattr(known, field) == value}
            said = also[row.line].fields & new.keys() if row.line in also else frozenset()
            yield _outcome(len(new), len(new.keys() - same - said), len(said))


def _trainings(
    rows: Sequence[ListRow], also: dict[int, Elsewhere], actor: Person | None
) -> Iterator[Outcome]:
    entries = _entries(rows)
    found = achievements.hindered([Correction(entry, untouched=True) for entry in entries], actor=actor)
    why = {entry: why.code for entry, why in zip(entries, found, strict=True) if why}
    hindered = {entry for entry, code in why.items() if code != "already-corrected"}
    for row in rows:
        own = set(row.before.get("entries", ()))
        if not row.done:  # undone before: what went back then is nothing that goes back now
            own -= why.keys() - hindered
        said = own & also[row.line].entries if row.line in also else set()
        yield _outcome(len(own), len((own & hindered) - said), len(said))


def _outcome(all_of_it: int, since: int, also: int) -> Outcome:
    if all_of_it and not since + also:
        return "whole"
    if since + also < all_of_it:
        return "part"
    return "also" if also else "since"
