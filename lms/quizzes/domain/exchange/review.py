"""Questions that were read from files of Moodle -> questions for review, each with its id, lesson and level.

Nothing is guessed silently: what a file does not say, or says and cannot be kept, is a remark with its line.
Knows no YAML and no format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from lms.content.types.curriculum import SOURCE
from lms.content.types.questions import Pool, Question, SingleChoice
from lms.quizzes.domain.exchange.labels import LETTERS, Labels, labels_of
from lms.quizzes.domain.exchange.letters_of import foreign_letters
from lms.quizzes.domain.kinds import draft_of
from lms.quizzes.domain.kinds.question_rules import REASON_OF
from lms.quizzes.domain.moodle_questions import Draft, DraftPart, MoodleFile, MoodleQuestion, Other, Remark
from lms.text.normalise import for_storing
from lms.text.writing_systems import ZERO_WIDTH_SPACE

NO_LESSON: Final = "to-be-chosen"
_NO_LEVEL: Final = "recall"
_ID = re.compile("[a-z][a-z0-9-]*-[0-9]{3}")
_MOST: Final = 999  # questions of a module: ids have three digits


@dataclass(frozen=True)
class Known:
    """What is there already: pools by module, the lessons of each module, the languages."""

    pools: Mapping[str, Pool]
    lessons: Mapping[str, Sequence[str]]
    languages: Sequence[str]


@dataclass(frozen=True)
class Otherwise:
    """What holds where a file does not say it; empty where nobody said it either."""

    module: str = ""
    lesson: str = ""
    language: str = SOURCE


@dataclass(frozen=True)
class Item:
    """A question for review. `parts` are the ids of its parts, in the order of `draft.parts`.

    `option_set` and `right_when` are notes of our authors which no format of Moodle has: they are those of ours.
    """

    id: str
    lesson: str
    level: str
    safety: str
    draft: Draft
    parts: str
    option_set: str = ""
    right_when: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Review:
    """Questions for review by module and language, the file and line of each by module, language and id, and by file
    what is to be said of its lines.
    """

    items: dict[tuple[str, str], list[Item]] = field(default_factory=dict)
    places: dict[tuple[str, str, str], tuple[str, int]] = field(default_factory=dict)
    remarks: list[tuple[str, Remark]] = field(default_factory=list)

    def has(self, module: str, language: str, item_id: str) -> bool:
        """Whether there is a question with this id already."""
        return any(item.id == item_id for item in self.items.get((module, language), []))


@dataclass(frozen=True)
class _Group:
    """Questions of Moodle that belong together, and where they were."""

    file: str
    questions: Sequence[MoodleQuestion]
    draft: Draft | None
    labels: Labels
    module: str
    language: str

    @property
    def first(self) -> MoodleQuestion:
        return self.questions[0]


class _LeftOutError(Exception):
    """Why a question cannot be taken."""


def reviewed(files: Mapping[str, MoodleFile], known: Known, otherwise: Otherwise) -> Review:
    """The questions of all files, the English ones first: translations are held against them."""
    review = Review()
    groups: list[_Group] = []
    for name, file in files.items():
        review.remarks += [(name, remark) for remark in file.remarks]
        groups += _groups(name, file, known, otherwise)
    taken = {group.first.id for group in groups}
    for group in sorted(groups, key=lambda one: one.language != SOURCE):
        try:
            item, notes = _item(group, known, otherwise, review, taken)
        except _LeftOutError as reason:
            review.remarks.append((group.file, Remark(group.first.line, f"left out: {reason}", lost=True)))
            continue
        review.items.setdefault((group.module, group.language), []).append(item)
        review.places[group.module, group.language, item.id] = group.file, group.first.line
        said = (*_own_notes(group), *notes)
        review.remarks += [(group.file, Remark(group.first.line, f"{item.id}: {note}")) for note in said]
    return review


def _groups(name: str, file: MoodleFile, known: Known, otherwise: Otherwise) -> Iterator[_Group]:
    """Each question, together with the one for its reason where both make one of ours."""
    questions = file.questions
    pairs = _pairs(questions)
    second = set(pairs.values())
    for place, question in enumerate(questions):
        if place not in second:
            together = [question, questions[pairs[place]]] if place in pairs else [question]
            yield _group(name, together, known, otherwise)


def _pairs(questions: Sequence[MoodleQuestion]) -> dict[int, int]:
    """The place of each question that has one for its reason, and of that one: in the same language and category."""
    reasons: dict[object, int] = {}
    for place, question in enumerate(questions):
        if question.id.endswith(REASON_OF):
            reasons.setdefault(_key(question, question.id.removesuffix(REASON_OF)), place)
    pairs = {}
    for place, question in enumerate(questions):
        found = reasons.get(_key(question, question.id))
        if found is not None and draft_of([question, questions[found]]):
            del reasons[_key(question, question.id)]
            pairs[place] = found
    return pairs


def _key(question: MoodleQuestion, item_id: str) -> object:
    return item_id, question.category, labels_of(question.tags).language


def _group(name: str, questions: Sequence[MoodleQuestion], known: Known, otherwise: Otherwise) -> _Group:
    first = questions[0]
    labels = labels_of(first.tags)
    if len(questions) > 1:  # the parts of the question are those of its reason
        labels = replace(labels, parts=labels.parts or labels_of(questions[1].tags).parts)
    module = next((part for part in first.category if part in known.lessons), "")
    module = module or (_prefix(first.id) if _prefix(first.id) in known.lessons else otherwise.module)
    language = labels.language or next((part for part in first.category if part in known.languages), "")
    return _Group(name, questions, draft_of(questions), labels, module, language or otherwise.language)


def _prefix(item_id: str) -> str:
    return item_id.rpartition("-")[0] if _ID.fullmatch(item_id) else ""


def _item(
    group: _Group, known: Known, otherwise: Otherwise, review: Review, taken: set[str]
) -> tuple[Item, list[str]]:
    """The question for review, and what had to be assumed. Raises _LeftOutError."""
    if group.draft is None:
        kind = f" (`{group.first.type}`)" if isinstance(group.first, Other) else ""
        raise _LeftOutError(f"no kind of question here is like it{kind}: “{group.first.stem[:60]}”")
    if not group.module:
        raise _LeftOutError("neither its category nor its id names a module: give --module")
    if group.language not in known.languages:
        raise _LeftOutError(f"there is no language `{group.language}`")
    draft = _normal(group.draft)
    if len(draft.parts) > len(LETTERS):
        raise _LeftOutError(f"it has {len(draft.parts)} answers; {len(LETTERS)} is the most")
    letters = _foreign_letters(group, draft, known)
    if group.language != SOURCE:
        return _translation(group, draft, known, review), [*letters, *_missing(draft)]
    item, notes = _source(group, draft, known, otherwise, review, taken)
    return item, [*letters, *notes]


def _foreign_letters(group: _Group, draft: Draft, known: Known) -> list[str]:
    """That a question is in letters of another language. Raises _LeftOutError where it would replace one of ours."""
    found = foreign_letters(group.language, [draft.stem, *(part.text for part in draft.parts)])
    if not found:
        return []
    now = _question(known, group.module, group.first.id)
    if now and now.text(group.language).language == group.language:
        raise _LeftOutError(f"{now.id} is in {found} letters, but given as `{group.language}`: not replaced")
    return [f"it is in {found} letters, but given as `{group.language}`: look at its language"]


def _source(
    group: _Group, draft: Draft, known: Known, otherwise: Otherwise, review: Review, taken: set[str]
) -> tuple[Item, list[str]]:
    notes: list[str] = []
    item_id = group.first.id
    if _prefix(item_id) != group.module or review.has(group.module, SOURCE, item_id):
        item_id = _free_id(group.module, known, taken)
        taken.add(item_id)
        notes.append(f"a new id; the file calls it “{group.first.id}”" if group.first.id else "a new id")
    now = _question(known, group.module, item_id)
    lesson = _lesson(group, known, otherwise) or (now.lesson if now else "")
    if not lesson:
        notes.append(f"its lesson is not said: write it instead of `{NO_LESSON}`, or give --lesson")
    level = group.labels.level or (now.level if now else "")
    if not level:
        notes.append(f"its level is not said: `{_NO_LEVEL}` until somebody decides")
    safety = group.labels.safety
    if now and now.safety and safety != now.safety:
        notes.append(f"its safety topic `{now.safety}` is kept, which the file does not say")
        safety = now.safety
    parts = _part_ids(group, draft, now)
    notes += _missing(draft)
    item = Item(item_id, lesson or NO_LESSON, level or _NO_LEVEL, safety, draft, parts)
    return _with_notes_of_authors(item, now, notes), notes


def _with_notes_of_authors(item: Item, now: Question | None, notes: list[str]) -> Item:
    """With what our authors noted of the same answers; where the answers are others it no longer holds."""
    if not isinstance(now, SingleChoice) or not (now.option_set or now.right_when):
        return item
    texts = {name: part.text for name, part in now.text(SOURCE).parts.items()}
    same = {name: part.text for name, part in zip(item.parts, item.draft.parts, strict=True)} == texts
    rights = [name for name, part in zip(item.parts, item.draft.parts, strict=True) if part.right]
    if not same or rights != [now.right]:
        notes.append("its answers are others: its `option_set` and `right_when` are left out")
        return item
    return replace(item, option_set=now.option_set or "", right_when=now.right_when)


def _translation(group: _Group, draft: Draft, known: Known, review: Review) -> Item:
    item_id = group.first.id
    english = next(
        (item for item in review.items.get((group.module, SOURCE), []) if item.id == item_id), None
    )
    now = _question(known, group.module, item_id)
    if english is not None:
        kind, parts = english.draft.kind, english.parts
    elif now is not None:
        kind, parts = now.kind, "".join(now.parts)
    else:
        raise _LeftOutError(f"there is no English question “{item_id}” that it could translate")
    if review.has(group.module, group.language, item_id):
        raise _LeftOutError(f"{item_id} is there twice in this language; the first one is taken")
    ours = group.labels.parts or parts
    if kind != draft.kind or sorted(ours) != sorted(parts) or len(ours) != len(draft.parts):
        raise _LeftOutError(f"{item_id} is built otherwise than its English: {kind}, {len(parts)} parts")
    return Item(item_id, "", "", "", draft, ours)


def _question(known: Known, module: str, item_id: str) -> Question | None:
    pool = known.pools.get(module)
    questions = pool.all_questions if pool else ()
    return next((question for question in questions if question.id == item_id), None)


def _lesson(group: _Group, known: Known, otherwise: Otherwise) -> str:
    lessons = known.lessons[group.module]
    return next((part for part in group.first.category if part in lessons), otherwise.lesson)


def _part_ids(group: _Group, draft: Draft, now: Question | None) -> str:
    count = len(draft.parts)
    choices = (group.labels.parts, "".join(now.parts) if now else "")
    return next((letters for letters in choices if len(letters) == count), LETTERS[:count])


def _free_id(module: str, known: Known, taken: set[str]) -> str:
    pool = known.pools.get(module)
    used = {*taken, *(question.id for question in (pool.all_questions if pool else ()))}
    last = max((int(one.rpartition("-")[2]) for one in used if _prefix(one) == module), default=0)
    free = range(last + 1 if last < _MOST else 1, _MOST + 1)
    for number in free:
        if (item_id := f"{module}-{number:03}") not in used:
            return item_id
    raise _LeftOutError(f"{module} has no free id left")


def _normal(draft: Draft) -> Draft:
    """The draft with every text in the form in which texts are stored; Khmer of Moodle often has zero-width spaces."""

    def tidy(text: str) -> str:
        return for_storing(text.replace(ZERO_WIDTH_SPACE, "")).strip()

    def part(said: DraftPart) -> DraftPart:
        return replace(said, text=tidy(said.text), why=None if said.why is None else tidy(said.why))

    why = None if draft.why is None else tidy(draft.why)
    return replace(draft, stem=tidy(draft.stem), why=why, parts=tuple(part(said) for said in draft.parts))


def _missing(draft: Draft) -> Iterator[str]:
    """What a question of ours needs and the file has not."""
    if draft.why == "":
        yield "it has no general feedback: write its `why`"
    lacking = sum(part.why == "" for part in draft.parts)
    if lacking:
        yield f"{lacking} of {len(draft.parts)} {draft.part_key} have no feedback: write their `why`"


def _own_notes(group: _Group) -> Iterator[str]:
    yield from (note for question in group.questions for note in question.notes)
    if group.draft:
        yield from group.draft.notes
    if group.labels.others:
        yield f"tags are not kept: {', '.join(group.labels.others)}"
