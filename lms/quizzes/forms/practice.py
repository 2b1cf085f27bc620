"""What a question that is practised sends beside its answer: which asking of it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from lms.content.types.questions import Pool
from lms.quizzes.domain.practice import Due

_DIGEST: Final = 16  # letters of it that a form carries


@dataclass(frozen=True)
class Asking:
    """The step and the day that a question was asked for, and the pool as it was then."""

    due: Due
    digest: str

    def as_field(self) -> str:
        """As the form carries it."""
        return f"{self.due.step}.{self.due.on.isoformat()}.{self.digest[:_DIGEST]}"

    def is_of(self, pool: Pool | None) -> bool:
        """Whether the options still stand for what they stood for when the page was made."""
        return pool is not None and self.digest == pool.digest[:_DIGEST]


def read_asking(typed: str) -> Asking | None:
    """The asking that a form names; None where it names none."""
    step, _, rest = typed.partition(".")
    day, _, digest = rest.partition(".")
    try:
        return Asking(Due(int(step), date.fromisoformat(day)), digest)
    except ValueError:
        return None
