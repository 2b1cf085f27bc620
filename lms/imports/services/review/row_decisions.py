"""Write a decision into its line."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from lms.accounts.services.people import PersonId
from lms.errors import NotFound
from lms.imports.domain import row_actions
from lms.imports.domain.candidates import NOBODY_YET
from lms.imports.domain.lines.line_values import Problem
from lms.imports.domain.row_actions import (
    NEAR,
    NEAR_LINE,
    NUMBER_OF_ANOTHER,
    SAID_BEFORE,
    TAKEN_BACK,
    Decision,
)
from lms.imports.models import ListRow
from lms.imports.services.certificate_choice import RECORDED_BESIDE, is_again
from lms.imports.services.stored_lines import DECIDED

NOBODY_NEW: Final = (NUMBER_OF_ANOTHER, row_actions.NUMBER_NEEDED)  # words of why a line is about nobody new


def forget_what_hinders_new(row: ListRow) -> None:
    row.problems = [one for one in row.problems if one["word"] not in NOBODY_NEW]


def candidate(row: ListRow, choice: str) -> int:
    ids = {str(one["id"]): int(one["id"]) for one in row.candidates if one["id"] != NOBODY_YET}
    if choice not in ids:
        raise NotFound(choice)
    return ids[choice]


def leave_out(row: ListRow) -> None:
    if is_again(row.problems):
        row.problems = [asdict(Problem("", TAKEN_BACK, {}))]
    row.problems = [one for one in row.problems if one["word"] != SAID_BEFORE]
    first, beside = row.candidates[0], [one for one in row.problems if one["word"] == RECORDED_BESIDE]
    if beside:
        row.problems = [
            {**one, "word": NEAR_LINE if "line" in one["values"] else NEAR}
            for one in beside
            if first["why"] == "near"
        ]
    decide(row, Decision("skip", before={DECIDED: True}))


def decide(row: ListRow, decision: Decision) -> None:
    row.action, row.before = decision.action, dict(decision.before)
    row.person_id = None if decision.person is None else PersonId(decision.person)
