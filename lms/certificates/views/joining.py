"""What the page of a join says of certificates: where both stand today and afterwards, which papers change."""

from __future__ import annotations

from collections.abc import Sequence

from lms import clock
from lms.accounts.services.people import Person
from lms.accounts.services.signals import Held, JoinedAward
from lms.certificates.domain.codes import grouped
from lms.certificates.services.certificates import certificates_of
from lms.certificates.services.verification import state_of
from lms.records.domain.award_rules import Standing
from lms.records.forms import STATUS_WORDS
from lms.records.services import joining
from lms.records.services.joining import Joined


def joined_awards(kept: Person, merged: Person) -> Sequence[JoinedAward]:
    """The awards for which a join changes something, with the codes of the papers that it changes. Writes nothing."""
    today = clock.today()
    states = {one: state_of(one, today) for person in (kept, merged) for one in certificates_of(person.id)}
    papers = [(one.award, grouped(one.code), state) for one, state in states.items()]
    return [_joined_award(one, papers) for one in joining.forecast(kept, merged)]


def _joined_award(joined: Joined, papers: Sequence[tuple[str, str, str]]) -> JoinedAward:
    mine = [(code, state) for award, code, state in papers if award == joined.award]
    in_force = joined.after.in_force
    return JoinedAward(
        joined.award,
        tuple(_held(one) for one in (joined.kept, joined.merged)),
        _held(joined.after),
        joined.certifies,
        ending=[code for code, state in mine if state == "valid" and not in_force],
        again=[code for code, state in mine if state == "revoked" and in_force],
    )


def _held(standing: Standing) -> Held:
    return Held(standing.status, str(STATUS_WORDS[standing.status]), standing.expires_on)
