"""What a question for review says otherwise than the one that it would replace. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lms.quizzes.domain.exchange.review import Item
from lms.quizzes.domain.moodle_questions import DraftPart


def changes(before: Item, now: Item) -> Iterator[str]:
    """What has changed, in words; what decides whether an answer is right comes before lesson and level."""
    was, is_now = before.draft, now.draft
    if was.kind != is_now.kind:
        yield f"the kind (`{was.kind}`, now `{is_now.kind}`)"
    if was.stem != is_now.stem:
        yield "the stem"
    theirs, ours = _parts(before), _parts(now)
    names = [name for name in {**theirs, **ours} if _text(theirs.get(name)) != _text(ours.get(name))]
    if names:
        yield f"{is_now.part_key} {', '.join(f'`{name}`' for name in names)}"
    if (_right(before), was.keys) != (_right(now), is_now.keys):
        yield "the right answer"
    if not names and [*theirs] != [*ours]:
        yield f"the order of the {is_now.part_key}"
    if was.why != is_now.why or _explanations(theirs) != _explanations(ours):
        yield "why it is right"
    for word in ("lesson", "level", "safety"):
        if (old := getattr(before, word)) != (new := getattr(now, word)):
            yield f"the {word} (`{old}`, now `{new}`)"


def _parts(item: Item) -> Mapping[str, DraftPart]:
    return dict(zip(item.parts, item.draft.parts, strict=True))


def _text(part: DraftPart | None) -> str:
    return "" if part is None else part.text


def _right(item: Item) -> Mapping[str, str]:
    """The parts that are right, and what belongs to those that are matched."""
    parts = _parts(item).items()
    rights = {name: "" for name, part in parts if part.right}
    return rights | {name: item.parts[part.fits] for name, part in parts if part.fits is not None}


def _explanations(parts: Mapping[str, DraftPart]) -> Mapping[str, str | None]:
    return {name: part.why for name, part in parts.items()}
