"""What a person should do next. Pure: states in, one step out. Knows no rows, no clock and no words.

Source: issue 8, point 16. What somebody holds is renewed before anything new is read; what everyone reads before
the first outreach comes before other reading; what was begun is finished before something new is begun. A test is
a step only while it can be taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lms.records.domain.award_rules import Status

# "locked": the certificate of another module comes first. "waiting": all attempts are used up for now. "practice": it
# is passed, and a trainer has yet to see the practice.
TestState: TypeAlias = Literal["none", "ready", "open", "waiting", "locked", "practice"]
Kind: TypeAlias = Literal["renew", "outreach", "finish", "test", "go-on", "start", "practice", "done"]


@dataclass(frozen=True)
class ModuleState:
    """One module for one person: the certification, how many of its lessons they have read, its test."""

    status: Status
    read: int
    lessons: int
    test: TestState

    @property
    def can_take_test(self) -> bool:
        """Whether a button that says "take the test" keeps its promise."""
        return self.test in ("ready", "open")

    @property
    def all_read(self) -> bool:
        """Whether no lesson is left to read."""
        return self.read >= self.lessons


@dataclass(frozen=True)
class Step:
    """What comes next, and in which module by its place from 0; None where the step is about no single one."""

    kind: Kind
    module: int | None = None


def next_step(modules: Sequence[ModuleState], *, outreach: bool) -> Step:
    """The one step to offer first. `outreach`: a lesson that comes before the first outreach is not read yet."""
    return next(_steps(modules, outreach=outreach))


def _steps(modules: Sequence[ModuleState], *, outreach: bool) -> Iterator[Step]:
    def each(kind: Kind, wanted: Callable[[ModuleState], bool]) -> Iterator[Step]:
        return (Step(kind, place) for place, module in enumerate(modules) if wanted(module))

    # The one that has ended already is lost first. What was withdrawn is for the branch to decide.
    yield from each("renew", lambda module: module.status == "in-grace" and module.can_take_test)
    yield from each("renew", lambda module: module.status == "expiring" and module.can_take_test)
    if outreach:
        yield Step("outreach")
    yield from each("finish", lambda module: module.test == "open" and module.status != "revoked")
    yield from each("test", lambda module: _is_due(module) and module.all_read and module.can_take_test)
    yield from each("go-on", lambda module: module.status != "revoked" and 0 < module.read < module.lessons)
    yield from each("start", lambda module: _is_due(module) and not module.all_read)
    # Nobody does this alone, so it stands behind whatever one can do now.
    yield from each("practice", lambda module: module.test == "practice")
    yield Step("done")


def _is_due(module: ModuleState) -> bool:
    return module.status in ("never", "expired")
