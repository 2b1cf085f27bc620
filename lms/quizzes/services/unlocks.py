"""A trainer or HR lets somebody try a test again before its wait is over.

Whoever does it does not learn whether the person had to wait: how often somebody failed is theirs alone. So it is given
for a module, and ends a wait if there is one.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from lms import audit, clock
from lms.accounts.services.people import Person
from lms.content import registry
from lms.db import session
from lms.errors import RuleBroken
from lms.quizzes.models import Unlock, UnlockRole
from lms.quizzes.queries.unlocks import unlocked_at
from lms.quizzes.services.paper_hindrances import reads_records
from lms.records.services import achievements

LONGEST_REASON: Final = achievements.LONGEST_REASON
LONGEST_WORDS: Final = 300  # characters
_A_MOMENT: Final = timedelta(minutes=1)


def unlock(person: Person, module: str, reason: str, words: str, *, actor: Person) -> None:
    """End the wait of a person for a module's test, if there is one now. The audit keeps it, without the reason.

    A second time within a minute changes nothing: a double tap is one. Raises RuleBroken("own-test") for oneself
    and for records that were joined with one's own, "no-such-test", and what `achievements.written_about` raises on
    the fields "reason" and "words".
    """
    refuse_own_test(person, actor)
    if module not in registry.current().pools:
        raise RuleBroken("no-such-test", field="module")
    kept = achievements.written_about(person, reason)
    said = achievements.written_about(person, words, "words", LONGEST_WORDS) if words.strip() else ""
    if _is_given(person, module):
        return
    role: UnlockRole = "hr" if reads_records(actor, person) else "trainer"
    row = Unlock(
        person_id=person.id,
        module=module,
        at=clock.now(),
        role=role,
        reason=kept,
        words=said,
        actor_id=actor.id,
    )
    session.add(row)
    session.flush()
    audit.note(actor.id, "quizzes.unlocked", "person", person.id, module=module, unlock=row.id)


def refuse_own_test(person: Person, actor: Person) -> None:
    """Raise RuleBroken("own-test") where somebody is about to end a wait of their own."""
    try:
        achievements.refuse_own(person, actor)
    except RuleBroken:
        raise RuleBroken("own-test") from None


def _is_given(person: Person, module: str) -> bool:
    """Whether one was given a moment ago. Nothing of tests is asked: what the page lists then would tell who failed."""
    before = unlocked_at(person, module)
    return bool(before) and clock.now() - max(before) < _A_MOMENT
