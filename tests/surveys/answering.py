"""Many people who answered, as the tests need them: what they said is what the test says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import uuid4

from lms.db import session
from lms.surveys.models import SurveyResponse

NOVEMBER = date(2026, 11, 12)


def respond(
    people: int,
    ratings: Mapping[str, tuple[int, int]],
    *,
    role: str = "volunteer",
    society: str = "khm",
    on: date = NOVEMBER,
    version: int = 1,
    **choices: Sequence[str],
) -> None:
    """So many people answered the same on a day."""
    for _ in range(people):
        session.add(
            SurveyResponse(
                key=str(uuid4()),
                survey="needs",
                version=version,
                scale=5,
                language="km",
                society=society,
                role=role,
                ratings={task: list(pair) for task, pair in ratings.items()},
                choices={question: list(ids) for question, ids in choices.items()},
                answered_on=on,
            )
        )
    session.flush()


def a_crowd() -> None:
    """Nineteen people of three roles: of two lead people nobody hears anything."""
    respond(8, {"b6": (5, 2), "b9": (3, 3)}, help=["contacts"], reads=["km"], phone=["own"])
    respond(4, {"b6": (5, 3), "b9": (3, 2)}, help=["training"], reads=["other"], phone=["shared"])
    respond(5, {"b6": (4, 2), "b9": (2, 4)}, role="staff", help=["time"], reads=["km", "en"], phone=["own"])
    respond(2, {"b6": (1, 5), "b9": (5, 1)}, role="branch-lead", help=["training"], phone=["basic"])
