"""A walk-in as it is typed on a page. Changes nothing."""

from __future__ import annotations

from uuid import UUID, uuid4

from werkzeug.datastructures import MultiDict

from lms.accounts.queries.people import LONGEST_NAME
from lms.text.normalise import for_name
from lms.workshops.domain.walk_ins import LONGEST_PHONE
from lms.workshops.services.walk_ins import Typed


def read_walk_in(typed: MultiDict[str, str]) -> Typed:
    """The fields of a walk-in. A page that made no key gets one: its button is then pressed once."""
    return Typed(
        key_of(typed.get("walk_in_key", "")),
        for_name(typed.get("walk_in", ""), LONGEST_NAME),
        for_name(typed.get("walk_in_phone", ""), 2 * LONGEST_PHONE)[: 2 * LONGEST_PHONE],
        is_another=typed.get("walk_in_another") == "yes",
    )


def empty_walk_in() -> Typed:
    """What a page offers first."""
    return Typed(str(uuid4()), "")


def key_of(typed: str) -> str:
    """An id that a page made; another one where it is none."""
    try:
        return str(UUID(typed))
    except ValueError:
        return str(uuid4())
