"""What stands on the wall of certificates first, and where an empty place leads. Pure: states in, places out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from lms.courses.domain.next_step import ModuleState

# "ask": it was revoked, and the branch decides. "module": nothing can be done today; the module says why.
Next: TypeAlias = Literal["lesson", "test", "ask", "module"]


def to_renew(modules: Sequence[ModuleState]) -> list[int]:
    """The places, from 0, of modules whose test can be taken now to renew: those that have ended first, then soon."""
    due = [place for place, module in enumerate(modules) if module.can_take_test]
    ended = [place for place in due if modules[place].status == "in-grace"]
    return ended + [place for place in due if modules[place].status == "expiring"]


def next_of(module: ModuleState) -> Next:
    """Where the place of a certificate that is not held leads: to read on, or to the test when all is read."""
    if module.status == "revoked":
        return "ask"
    if not module.all_read and module.status != "in-grace":
        return "lesson"
    return "test" if module.can_take_test else "module"
