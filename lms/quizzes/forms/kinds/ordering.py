"""Each step is given a number."""

from __future__ import annotations

from flask_babel import gettext as _

from lms.content.types.questions import Ordering, QuestionText
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.forms.kinds.question_fields import QuestionFields, Row, Typed


class OrderingFields(QuestionFields[Ordering]):
    """A list of numbers for each step."""

    @property
    def names(self) -> tuple[str, ...]:
        """A field for each step."""
        return tuple(self._step(place) for place in range(1, len(self.parts) + 1))

    def read(self, typed: Typed) -> Answer | None:
        """The steps in the order of their numbers, where each number was given once."""
        given = {typed.get(self._step(place), ""): part for place, part in enumerate(self.parts, start=1)}
        places = [str(place) for place in range(1, len(self.parts) + 1)]
        return tuple(given[place] for place in places) if given.keys() == set(places) else None

    def missing(self) -> str:
        """That each step needs a number."""
        return _("Question %(number)s: give each step a number, each number once.", number=self.number)

    def rows(self, text: QuestionText, typed: Typed) -> tuple[Row, ...]:
        """The steps, with what was typed for each."""
        return tuple(
            Row(self._step(place), str(place), text.parts[part].text, typed.get(self._step(place), ""))
            for place, part in enumerate(self.parts, start=1)
        )

    def _step(self, place: int) -> str:
        return f"{self.name}-step{place}"
