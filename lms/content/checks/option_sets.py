"""Questions that have their options in common (extended matching), and how many questions could not be guessed.

Rules and targets of the curriculum (second edition, E2 and E4): one list of options, four to six stems, each option
right in one of them at least. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lms.content.types.questions import Pool, SingleChoice

STEMS: Final = range(4, 7)


@dataclass(frozen=True)
class Care:
    """Of `questions` with one best answer: how many say of each wrong option when it would be right (those of a set
    say it by the other stems), stand in a set, have a number, date or hour in the stem; where the right one stands.
    """

    questions: int
    reasoned: int
    in_sets: int
    with_number: int
    positions: tuple[int, ...]


def faults(pool: Pool) -> Iterator[tuple[str, str]]:
    """The id of a question, and what is wrong with the set that it stands in."""
    for name, members in sets_of(pool).items():
        first = members[0]
        if len(members) not in STEMS:
            yield first.id, f"the option set `{name}` has {len(members)} questions, not four to six"
        for other in members[1:]:
            for language in _languages_that_differ(first, other):
                yield (
                    other.id,
                    f"its options are not those of {first.id}, in {language}: both are of `{name}`",
                )
        for option in first.options:
            if all(member.right != option for member in members):
                yield first.id, f"the option `{option}` is right in no question of `{name}`"


def care_in(pool: Pool, language: str) -> Care:
    """The count for a pool, in the words that a reader of a language sees."""
    questions = [question for question in pool.questions if isinstance(question, SingleChoice)]
    places = [question.options.index(question.right) for question in questions]
    return Care(
        len(questions),
        sum(question.option_set is not None or bool(question.right_when) for question in questions),
        sum(question.option_set is not None for question in questions),
        sum(any(map(str.isdecimal, question.text(language).stem)) for question in questions),
        tuple(places.count(place) for place in range(max(places, default=-1) + 1)),
    )


def sets_of(pool: Pool) -> Mapping[str, Sequence[SingleChoice]]:
    """The questions of each option set, in the order of the file."""
    found: defaultdict[str, list[SingleChoice]] = defaultdict(list)
    for question in pool.questions:
        if isinstance(question, SingleChoice) and question.option_set is not None:
            found[question.option_set].append(question)
    return found


def _languages_that_differ(first: SingleChoice, other: SingleChoice) -> Iterator[str]:
    for language in first.texts:
        texts = first.texts[language], other.texts[language]
        shown = all(text.language == language and text.mark is None for text in texts)
        if (
            shown
            and len({tuple((name, part.text) for name, part in text.parts.items()) for text in texts}) > 1
        ):
            yield language
