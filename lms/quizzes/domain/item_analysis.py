"""What the answers of many people say about the questions of a pool, and which questions an editor should look at.

Pure: papers in, one after the other; numbers and remarks out. Each person comes once, with the first paper that they
handed in: the statistics suppose people who do not depend on each other, and whoever comes again has read why the
answers were wrong. Answers are marked anew by the rules of today: a key that was mended shall not haunt its question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from lms.content.types.questions import Pool, Question
from lms.quizzes.domain import item_statistics, kinds, mantel_haenszel, reliability
from lms.quizzes.domain.item_statistics import WORKING, ItemSums
from lms.quizzes.domain.kinds.question_rules import Answer
from lms.quizzes.domain.mantel_haenszel import Comparison, Stratum
from lms.quizzes.domain.reliability import PaperSums

RemarkKind: TypeAlias = Literal["backwards", "distractor-first", "language", "unused"]
# An unused distractor is a hint; the others say that the question may do harm.
MISBEHAVES: Final[frozenset[RemarkKind]] = frozenset({"backwards", "distractor-first", "language"})


@dataclass(frozen=True)
class Remark:
    """Why an editor should look at a question. `about`: the option, or the language, that it is about."""

    kind: RemarkKind
    about: str = ""
    harder: bool = True  # for the people of the language

    @property
    def misbehaves(self) -> bool:
        """Whether the question may do harm; otherwise it is a hint."""
        return self.kind in MISBEHAVES


@dataclass(frozen=True)
class ItemResult:
    """What is known of one question. None: not enough data. `languages`: each against all the others."""

    question: Question
    asked: int
    difficulty: float | None
    discrimination: float | None
    distractors: Mapping[str, float] | None
    languages: Mapping[str, Comparison | None]
    remarks: tuple[Remark, ...]

    @property
    def misbehaves(self) -> bool:
        """Whether any remark says that the question may do harm."""
        return any(one.misbehaves for one in self.remarks)


@dataclass(frozen=True)
class PoolResult:
    """What is known of a pool: the papers that were counted, how reliable those of today's length are, its items."""

    papers: int
    reliability: float | None
    items: tuple[ItemResult, ...]


class ItemAnalysis:
    """Takes papers in, and keeps sums of them: so many numbers as there are questions, languages and marks."""

    def __init__(self, pool: Pool) -> None:
        self._questions = {question.id: question for question in pool.questions}
        self._rules = {name: kinds.rules_of(question) for name, question in self._questions.items()}
        self._papers = 0
        self._length = pool.blueprint.length
        self._forms = PaperSums(self._length)
        self._sums: dict[str, ItemSums] = defaultdict(ItemSums)
        # language, length of the paper, points on it -> item -> [wrong, right]
        self._met: dict[tuple[str, int, int], dict[str, list[int]]] = defaultdict(
            lambda: defaultdict(lambda: [0, 0])
        )

    def add(self, language: str, answers: Mapping[str, Answer]) -> None:
        """One person's paper: the answer to each of its questions, empty where none was given.

        Questions that are not in the pool are left out; a paper of one question has no rest, and says nothing.
        """
        asked = {name: answer for name, answer in answers.items() if name in self._rules}
        right = {name: self._rules[name].is_right(answer) for name, answer in asked.items()}
        if len(asked) < 2:
            return
        points, length = sum(right.values()), len(asked)
        self._papers += 1
        if length == self._length:
            self._forms.add(tuple(map(int, right.values())))
        met = self._met[language, length, points]
        for name, answer in asked.items():
            rest = (points - right[name]) / (length - 1)
            chosen = self._rules[name].distractors_in(answer)
            self._sums[name].add(right=right[name], rest=rest, distractors=chosen)
            met[name][right[name]] += 1

    def result(self) -> PoolResult:
        """What is known now, in the order of the pool."""
        items = tuple(self._item(question) for question in self._questions.values())
        return PoolResult(self._papers, reliability.reliability(self._forms), items)

    def _item(self, question: Question) -> ItemResult:
        sums = self._sums.get(question.id, ItemSums())
        share = item_statistics.difficulty(sums)
        correlation = item_statistics.item_rest_correlation(sums)
        chosen = item_statistics.distractor_shares(sums, self._rules[question.id].distractors)
        languages = self._languages(question.id)
        remarks = tuple(_remarks(share, correlation, chosen or {}, languages))
        return ItemResult(question, sums.asked, share, correlation, chosen, languages, remarks)

    def _languages(self, item: str) -> Mapping[str, Comparison | None]:
        """Each language against all the others, of people with as many points on papers of the same length.

        The points count the question itself, as Holland and Thayer ask for; nothing where all read one language.
        """
        answered = sorted({language for (language, *_), met in self._met.items() if item in met})
        if len(answered) < 2:
            return {}
        return {one: mantel_haenszel.compared(self._strata(item, one)) for one in answered}

    def _strata(self, item: str, focal: str) -> Iterable[Stratum]:
        tables: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for (language, length, points), met in self._met.items():
            if item in met:
                wrong, right = met[item]
                table, at = tables[length, points], 2 if language == focal else 0
                table[at] += right
                table[at + 1] += wrong
        return (Stratum(*table) for table in tables.values())


def _remarks(
    share: float | None,
    correlation: float | None,
    chosen: Mapping[str, float],
    languages: Mapping[str, Comparison | None],
) -> Iterable[Remark]:
    if correlation is not None and correlation < 0:
        yield Remark("backwards")
    for part, taken in chosen.items():
        if share is not None and taken > share:
            yield Remark("distractor-first", part)
    for language, comparison in languages.items():
        if comparison is not None and comparison.ets_class == "C":
            yield Remark("language", language, harder=comparison.delta < 0)
    for part, taken in chosen.items():
        if taken < WORKING:
            yield Remark("unused", part)
