"""Attempts as the rule of attempts sees them: of those on paper only the day is known. Reads, never writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from lms.db import session
from lms.quizzes.domain.attempt_limits import Try, try_on_paper
from lms.quizzes.models import Attempt, PaperResult
from lms.records.queries.as_of import end_of


def tries_of(rows: Sequence[Attempt]) -> list[Try]:
    """The attempts that were handed in."""
    slips = _slips_of(rows)
    tries = []
    for row in rows:
        slip, passed = slips.get(row.uuid), bool(row.passed)
        if slip is not None:
            tries.append(try_on_paper(end_of(slip.taken_on), slip.typed_at, passed=passed))
        elif row.submitted_at is not None:
            tries.append(Try(row.started_at, row.submitted_at, passed))
    return tries


def any_came_after(instant: datetime, rows: Sequence[Attempt]) -> bool:
    """Whether any of them came to Sala after an instant: sent by a phone, or typed."""
    slips = _slips_of(rows)
    came = [slips[row.uuid].typed_at if row.uuid in slips else row.submitted_at for row in rows]
    return any(at is not None and at > instant for at in came)


def on_paper(rows: Sequence[Attempt]) -> list[Attempt]:
    """Those of some attempts that are slips."""
    slips = _slips_of(rows)
    return [row for row in rows if row.uuid in slips]


def _slips_of(rows: Sequence[Attempt]) -> Mapping[str, PaperResult]:
    """The slips of those that are on paper. They begin and end at one instant, so most people cost no question."""
    uuids = [row.uuid for row in rows if row.started_at == row.submitted_at]
    if not uuids:
        return {}
    asked = select(PaperResult).where(PaperResult.attempt_uuid.in_(uuids))
    return {slip.attempt_uuid: slip for slip in session.scalars(asked)}
