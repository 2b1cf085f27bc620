"""Each stem has a list of the answers."""

from __future__ import annotations

from flask_babel import gettext as _

from lms.content.types.questions import MatchingPairs, QuestionText
from lms.quizzes.domain.kinds.matching import MatchingRules
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.forms.kinds.question_fields import QuestionFields, Row, Typed


class MatchingFields(QuestionFields[MatchingPairs]):
    """A list for each stem; one answer may be chosen for several stems."""

    @property
    def names(self) -> tuple[str, ...]:
        """A field for each stem."""
        return tuple(self._pair(place) for place in range(1, len(self.question.stems) + 1))

    def read(self, typed: Typed) -> Answer | None:
        """What was chosen for each stem, where something was for all."""
        offered = dict(self._offered)
        chosen = [offered.get(typed.get(name, "")) for name in self.names]
        found = tuple(answer for answer in chosen if answer is not None)
        return found if len(found) == len(chosen) else None

    def missing(self) -> str:
        """That each list needs an answer."""
        return _("Question %(number)s: choose an answer in each box.", number=self.number)

    def rows(self, text: QuestionText, typed: Typed) -> tuple[Row, ...]:
        """The stems, each with the answers to choose from."""
        choices = tuple((value, text.parts[answer].text) for value, answer in self._offered)
        stems = zip(self.names, MatchingRules(self.question).stems, strict=True)
        return tuple(
            Row(name, "", text.parts[stem].text, typed.get(name, ""), choices) for name, stem in stems
        )

    def in_words(self, answer: Answer, text: QuestionText) -> list[str]:
        """Each stem with what was chosen for it."""
        return list(MatchingRules(self.question).worded(answer, text))

    @property
    def _offered(self) -> tuple[tuple[str, str], ...]:
        answers = (part for part in self.parts if part in self.question.answers)
        return tuple((str(place), answer) for place, answer in enumerate(answers, start=1))

    def _pair(self, place: int) -> str:
        return f"{self.name}-pair{place}"
