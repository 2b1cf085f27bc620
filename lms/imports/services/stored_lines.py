"""The lines of an import as they are kept: written, read again, counted, forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import delete, func, select

from lms.db import insert_all, session
from lms.imports.domain.columns import table_detection
from lms.imports.domain.columns.non_data_rows import Line
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.lines import line_reader as cells
from lms.imports.domain.lines import line_values
from lms.imports.domain.lines.line_values import LocaleContext, Read, Values
from lms.imports.domain.row_actions import Decision
from lms.imports.models import ListImport, ListRow
from lms.imports.queries import existing_records
from lms.records.services import achievements

DECIDED: Final = "decided"  # stands in `before` of a line that HR wants to be left out
REMARK: Final = "remark"  # stands in `before` of a line that is about nobody
_LONGEST_REMARK: Final = 200  # characters


def store(
    list_import: ListImport,
    given: Mapping[int, Mapping[str, str]],
    lines: Mapping[int, Read],
    decisions: Iterator[tuple[int, Decision]],
    *,
    batch_size: int,
) -> Iterator[None]:
    """Write down what was decided about each line that is not stored yet; yields after each batch."""
    stored = set(session.scalars(select(ListRow.line).where(ListRow.import_id == list_import.id)))
    for batch in existing_records.in_parts(decisions, batch_size):
        rows = [
            _row(list_import, line, given[line], lines[line].values, decision)
            for line, decision in batch
            if line not in stored
        ]
        insert_all(ListRow, rows)
        yield


def store_remarks(list_import: ListImport, remarks: Iterable[Line]) -> None:
    """Lines that are about nobody: each says what stands in it."""
    stored = set(session.scalars(select(ListRow.line).where(ListRow.import_id == list_import.id)))
    insert_all(
        ListRow,
        [
            {
                "import_id": list_import.id,
                "line": line.number,
                "action": "skip",
                "person_id": None,
                "given": {},
                "problems": [
                    asdict(
                        line_values.Problem(
                            "", "remark", {"text": table_detection.text_of(line)[:_LONGEST_REMARK]}
                        )
                    )
                ],
                "candidates": [],
                "before": {REMARK: True},
                "done": False,
            }
            for line in remarks
            if line.number not in stored
        ],
    )


def own_ids(list_import: ListImport) -> frozenset[int]:
    """All records of the person who brings a list in; none for a command."""
    return (
        frozenset()
        if list_import.actor_id is None
        else frozenset(achievements.people_of(list_import.actor_id))
    )


def _row(
    list_import: ListImport, line: int, given: Mapping[str, str], values: Values, decision: Decision
) -> dict[str, Any]:
    new = decision.action == "create" and list_import.kind == "people"
    return {
        "import_id": list_import.id,
        "line": line,
        "action": decision.action,
        "person_id": decision.person,
        "given": {field: text for field, text in given.items() if text.strip()},
        "problems": [asdict(problem) for problem in decision.problems],
        "candidates": [candidate._asdict() for candidate in decision.candidates],
        "before": {"read": dict(values)} if new else dict(decision.before),
        "done": False,
    }


def values_of(row: ListRow, kind: Kind, usual: LocaleContext) -> Values:
    """What a line says, read again."""
    return cells.read(row.given, kind, usual).values


def read_values(given: Mapping[str, str], before: Mapping[str, Any], usual: LocaleContext) -> Values:
    """What a line about somebody new says: as it was read for the preview, or read again."""
    read: Values | None = before.get("read")
    return cells.read(given, "people", usual).values if read is None else read


def lines_of(list_import: ListImport) -> int:
    """How many lines were decided about."""
    statement = select(func.count()).select_from(ListRow).where(ListRow.import_id == list_import.id)
    return session.scalar(statement) or 0


def forget_lines(list_import: ListImport) -> None:
    """Drop what was decided, to decide anew."""
    session.execute(delete(ListRow).where(ListRow.import_id == list_import.id))
    session.expire_all()


def count(list_import: ListImport) -> None:
    """Write down how many lines there are of each kind; "undecided" are those where HR has to say who it is."""
    session.flush()
    of_import = ListRow.import_id == list_import.id
    asked = select(ListRow.action, func.count()).where(of_import).group_by(ListRow.action)
    found: dict[str, int] = dict(session.execute(asked).all())
    left_out = select(ListRow.candidates, ListRow.before).where(of_import, ListRow.action == "skip")
    skipped = session.execute(left_out).all()
    found["undecided"] = sum(bool(candidates) and DECIDED not in before for candidates, before in skipped)
    found["remarks"] = sum(REMARK in before for _, before in skipped)
    done = select(func.count()).select_from(ListRow).where(of_import, ListRow.done)
    list_import.summary = {
        **list_import.summary,
        **dict.fromkeys(("create", "update", "same", "fail", "skip"), 0),
    }
    list_import.summary = {**list_import.summary, **found, "done": session.scalar(done) or 0}
