"""The first button of one's own page, as a table of examples."""

import pytest

from lms.courses.domain.next_step import ModuleState, Step, TestState, next_step
from lms.records.domain.award_rules import Status


def module(
    status: Status = "never", read: int = 0, test: TestState = "ready", lessons: int = 5
) -> ModuleState:
    return ModuleState(status, read, lessons, test)


NEW = module()
HALF = module(read=2)
READ = module(read=5)
VALID = module("valid", read=5)


@pytest.mark.parametrize(
    ("modules", "outreach", "step"),
    [
        # Who is new reads what everyone reads first, then begins: nobody "goes on" at 0 of 5.
        ([NEW, NEW], True, Step("outreach")),
        ([NEW, NEW], False, Step("start", 0)),
        ([VALID, NEW], False, Step("start", 1)),
        # What is begun is finished before another thing is begun.
        ([NEW, HALF], False, Step("go-on", 1)),
        ([HALF, READ], False, Step("test", 1)),
        ([READ, module(read=5, test="open")], False, Step("finish", 1)),
        # To renew comes before reading, and what has ended already before what ends soon.
        ([HALF, module("expiring", read=5)], True, Step("renew", 1)),
        ([module("expiring"), module("in-grace")], True, Step("renew", 1)),
        ([module("expiring", test="open"), HALF], False, Step("renew", 0)),
        ([HALF, module("expired", read=5)], False, Step("test", 1)),
        ([VALID, module("expired")], False, Step("start", 1)),
        # A test that cannot be taken now is never the step.
        ([module("in-grace", read=5, test="waiting"), HALF], False, Step("go-on", 1)),
        ([module("expiring", read=5, test="locked"), NEW], False, Step("start", 1)),
        ([module(read=5, test="locked")], False, Step("done")),
        ([module(read=5, test="waiting"), NEW], False, Step("start", 1)),
        ([module(read=5, test="none")], False, Step("done")),
        # Reading what is new in a module that one holds comes last; what was withdrawn is for the branch to decide.
        ([module("valid", read=3), NEW], False, Step("go-on", 0)),
        ([VALID, module("valid")], False, Step("done")),
        ([module("revoked", read=2, test="open")], False, Step("done")),
        ([module("revoked", read=5)], False, Step("done")),
        # Who passed and waits for a trainer is told so, and is not sent to the test again.
        ([module(read=5, test="practice")], False, Step("practice", 0)),
        ([module("in-grace", read=5, test="practice"), HALF], False, Step("go-on", 1)),
        ([], True, Step("outreach")),
        ([], False, Step("done")),
    ],
)
def test_what_comes_next(modules: list[ModuleState], outreach: bool, step: Step) -> None:
    assert next_step(modules, outreach=outreach) == step
