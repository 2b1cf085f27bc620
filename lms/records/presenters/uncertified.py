"""Why no certificate follows from a training that is recorded, in words."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from lms.content import registry
from lms.records.domain.uncertified import Why, why_uncertified
from lms.records.services.decision_preview import Plan

WORDS: Final[Mapping[Why, LazyString]] = {
    "untested": _l("It is not known that a test was passed."),
    "revoked": _l(
        "This module is revoked for this person. Reinstate it first: then a certificate is made if the training still "
        "counts."
    ),
    "held": _l("The person holds a certificate already that lasts as long or longer."),
    "over": _l("The training is too long ago: its certificate would have ended by now."),
    "incomplete": _l("Not all that the module asks for is recorded yet."),
}


def why_no_certificate(plan: Plan) -> str:
    """Why nothing is certified by a plan that records a training of a module that is taught."""
    recorded: Set[str] = {one.requirement for one in plan.entries}
    asked = set(registry.current().module(plan.award).award.requires)
    return str(WORDS[why_uncertified(recorded, asked, plan.after)])
