"""What a workshop's test asks for first: other certificates, and how many of somebody's people hold them today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lms import clock
from lms.accounts.services.people import Person, Scope
from lms.content import registry
from lms.content.types.curriculum import Module
from lms.quizzes.queries.sitting import MaySit, may_sit


@dataclass(frozen=True)
class First:
    """The modules whose certificate comes before a test; `hold`: a figure, None where it would be of too few people."""

    modules: Sequence[Module]
    hold: MaySit | None


def firsts_of(modules: Iterable[str], scope: Scope, reader: Person) -> Mapping[str, First]:
    """By module, of those before whose test other certificates come."""
    content, today = registry.current(), clock.today()
    asked = {one.id: one.award.prerequisites for one in content.modules if one.id in set(modules)}
    return {
        module: First([content.module(one) for one in first], may_sit(scope, reader, first, today))
        for module, first in asked.items()
        if first
    }
