"""Steps in an order. An answer is the steps in the order given."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from lms.content.types.questions import Ordering, QuestionText
from lms.quizzes.domain.kinds.question_rules import Answer, QuestionRules
from lms.quizzes.domain.moodle_questions import Draft, DraftPart, Matching, MoodleQuestion


class OrderingRules(QuestionRules[Ordering]):
    """Right is exactly the right order."""

    moodle_differs = "steps become places to match, and Moodle gives a part of the mark for some of them"

    @property
    def key(self) -> Answer:
        """The steps as the file has them."""
        return self.question.steps

    def shuffled(self, random: Random) -> tuple[str, ...]:
        """The steps in any order but the right one, which would give the answer away."""
        shown = super().shuffled(random)
        return (*shown[1:], shown[0]) if shown == self.key else shown

    def to_explain(self, answer: Answer) -> tuple[str, ...]:
        """None: steps have no reasons of their own."""
        return ()

    @property
    def boxes(self) -> int:
        """A letter for each step, the first step first."""
        return len(self.question.steps)

    def boxed(self, words: Sequence[str]) -> Answer:
        """The steps in the order of the boxes."""
        if len(set(words)) < len(words):
            raise ValueError("a step stands there twice")
        return tuple(words)

    def to_moodle(self, text: QuestionText, reason: str) -> tuple[MoodleQuestion, ...]:
        """A matching question: each step with its place, from 1."""
        said = [text.parts[step].text for step in self.question.steps]
        pairs = tuple((step, str(place)) for place, step in enumerate(said, 1))
        return (Matching(id=self.question.id, stem=text.stem, feedback=text.why or "", pairs=pairs),)

    @classmethod
    def from_moodle(cls, questions: Sequence[MoodleQuestion]) -> Draft | None:
        """Steps, where what is matched are the places 1, 2, 3 …"""
        match questions:
            case [Matching() as matching] if matching.may_be("order") and _are_steps(matching.pairs):
                steps = [step for step, _ in sorted(matching.pairs, key=lambda pair: int(pair[1]))]
                parts = tuple(DraftPart(step) for step in steps)
                return Draft("order", "steps", matching.stem, parts, matching.feedback)
            case _:
                return None


def _are_steps(pairs: Sequence[tuple[str, str]]) -> bool:
    said = sorted(place for _, place in pairs)
    places = sorted(str(place) for place in range(1, len(pairs) + 1))
    return pairs != () and said == places and all(step for step, _ in pairs)
