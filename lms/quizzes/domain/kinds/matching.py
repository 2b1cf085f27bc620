"""Stems, each to one of a list. An answer is the chosen answer of each stem, by the letters of the stems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from lms.content.types.questions import MatchingPairs, QuestionText
from lms.quizzes.domain.kinds.question_rules import Answer, QuestionRules
from lms.quizzes.domain.moodle_questions import Draft, DraftPart, Matching, MoodleQuestion


@dataclass(frozen=True)
class JudgedPair:
    """A stem, the answer that belongs to it and the one that was `chosen`; None where nothing was."""

    stem: str
    answer: str
    chosen: str | None

    @property
    def right(self) -> bool:
        """Whether what was chosen belongs to the stem."""
        return self.chosen == self.answer


class MatchingRules(QuestionRules[MatchingPairs]):
    """Right is when every stem has the answer that belongs to it: no half marks, as everywhere."""

    moodle_differs = "Moodle gives a part of the mark for some of the pairs; Sala does not"

    @property
    def stems(self) -> tuple[str, ...]:
        """The stems as they are always shown and answered: by their letters, whatever order the file has.

        So an answer, or a printed row of boxes, means the same after a file was put in another order.
        """
        return tuple(sorted(self.question.stems))

    @property
    def key(self) -> Answer:
        """What belongs to each stem."""
        return tuple(self.question.fits[stem] for stem in self.stems)

    def judged(self, answer: Answer) -> tuple[JudgedPair, ...]:
        """Each stem with what belongs to it and what was chosen."""
        # A stem may have become an answer since, with the same letters in all: then nobody knows what was chosen.
        chosen = answer if len(answer) == len(self.stems) else (None,) * len(self.stems)
        return tuple(
            JudgedPair(stem, right, one)
            for stem, right, one in zip(self.stems, self.key, chosen, strict=True)
        )

    def shuffled(self, random: Random) -> tuple[str, ...]:
        """The stems, then the answers in any order."""
        answers = self.question.answers
        return (*self.stems, *random.sample(answers, len(answers)))

    def to_explain(self, answer: Answer) -> tuple[str, ...]:
        """None: pairs have no reasons of their own."""
        return ()

    def worded(self, answer: Answer, text: QuestionText) -> tuple[str, ...]:
        """Each stem with what was chosen for it."""
        said = ((pair.stem, pair.chosen) for pair in self.judged(answer) if pair.chosen in text.parts)
        return tuple(f"{text.parts[stem].text} – {text.parts[chosen or ''].text}" for stem, chosen in said)

    @property
    def boxes(self) -> int:
        """A letter for each stem, in their order."""
        return len(self.question.stems)

    def lettered(self, parts: Sequence[str]) -> tuple[str, ...]:
        """The answers: the stems have numbers."""
        return tuple(part for part in parts if part in self.question.answers)

    def to_moodle(self, text: QuestionText, reason: str) -> tuple[MoodleQuestion, ...]:
        """A matching question; answers that fit no stem have an empty left side."""
        question, said = self.question, text.parts
        pairs = [(said[stem].text, said[question.fits[stem]].text) for stem in question.stems]
        fitting = set(question.fits.values())
        pairs += [("", said[answer].text) for answer in question.answers if answer not in fitting]
        return (Matching(id=question.id, stem=text.stem, feedback=text.why or "", pairs=tuple(pairs)),)

    @classmethod
    def from_moodle(cls, questions: Sequence[MoodleQuestion]) -> Draft | None:
        """Any matching question: which of them are steps with their places, the rules of order say before."""
        match questions:
            case [Matching() as matching] if matching.may_be("match"):
                stems = [pair for pair in matching.pairs if pair[0]]
                answers = list(dict.fromkeys(right for _, right in (*stems, *matching.pairs)))
                asked = [DraftPart(left, fits=len(stems) + answers.index(right)) for left, right in stems]
                parts = (*asked, *(DraftPart(answer) for answer in answers))
                return Draft("match", "pairs", matching.stem, parts, matching.feedback)
            case _:
                return None
