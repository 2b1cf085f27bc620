"""The answers of one question as they stand in its file: how many are right, and whether two are the same. Pure.

Looks at what was typed and not at a shape, so that all is said at once, whatever else is wrong in the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lms.content.problems import listed
from lms.text.normalise import for_comparing

KEYS: Final = ("options", "reasons", "steps", "pairs", "unit")
_WITHOUT_RIGHT: Final = ("steps", "pairs", "unit")
_FEWEST_STEMS: Final = 2
_ONE_RIGHT: Final = ("single", "true-false")
_FULL_STOPS: Final = ".。។"
_TRUE: Final = "true"


@dataclass(frozen=True)
class Fault:
    """One thing to repair. `path` leads from the question to the answer that it is about; empty: to the question."""

    path: tuple[str | int, ...]
    message: str
    hint: str


def faults(item: object) -> Iterator[Fault]:
    """What is wrong with the answers of a question of a pool."""
    if not isinstance(item, Mapping):
        return
    for key in KEYS:
        parts = _parts(item.get(key))
        if parts:
            yield from _doubled_ids(key, parts)
            yield from _right(item.get("kind"), key, parts)
            yield from _right_when(key, parts)
            ids = [str(part.get("id", place + 1)) for place, part in enumerate(parts)]
            yield from _same(key, dict(enumerate(ids)), [part.get("text") for part in parts])
            if key == "pairs":
                yield from _fitting(parts)


def faults_of_translation(item: object) -> Iterator[Fault]:
    """What is wrong with the translated answers of a question: here they are found by their ids."""
    if not isinstance(item, Mapping):
        return
    for key in KEYS:
        parts = item.get(key)
        if isinstance(parts, Mapping):
            texts = [part.get("text") if isinstance(part, Mapping) else None for part in parts.values()]
            yield from _same(key, {name: str(name) for name in parts}, texts)


def _parts(parts: object) -> Sequence[Mapping[str, object]]:
    """The answers, where each of them is one."""
    if isinstance(parts, list) and all(isinstance(part, Mapping) for part in parts):
        return parts
    return ()


def _doubled_ids(key: str, parts: Sequence[Mapping[str, object]]) -> Iterator[Fault]:
    counts = Counter(str(part["id"]) for part in parts if "id" in part)
    for doubled in (name for name, count in counts.items() if count > 1):
        yield Fault((), f"two {key} have the id `{doubled}`", "Give each its own letter.")


def _right(kind: object, key: str, parts: Sequence[Mapping[str, object]]) -> Iterator[Fault]:
    said = [part.get("right", "false") for part in parts]
    if key in _WITHOUT_RIGHT or not {_TRUE, "false"}.issuperset(map(str, said)):
        return  # a word that is neither is a problem of its own
    right = said.count(_TRUE)
    if kind in _ONE_RIGHT and right != 1:
        yield Fault((), f"{right} of the {key} are right", "Mark one with `right: true`.")
    if kind == "multiple" and (right < 2 or right == len(parts)):
        message = f"{right} of the {len(parts)} {key} are right"
        yield Fault((), message, "Two or more are right and at least one is wrong.")


def _right_when(key: str, parts: Sequence[Mapping[str, object]]) -> Iterator[Fault]:
    """Where one wrong answer says when it would be right, each of them does (second edition, E2 rule 1)."""
    if not any("right_when" in part for part in parts):
        return
    for place, part in enumerate(parts):
        right = str(part.get("right", "false")) == _TRUE
        if right == ("right_when" in part):
            said = "is right, and says when it would be" if right else "does not say when it would be right"
            message = f"the {key[:-1]} `{part.get('id', place + 1)}` {said}"
            yield Fault((key, place), message, "Write `right_when` beside each wrong one, and only there.")


def _fitting(parts: Sequence[Mapping[str, object]]) -> Iterator[Fault]:
    """What is wrong with what belongs to what: too few stems or answers, and stems that fit none of the answers."""
    answers = [str(part.get("id")) for part in parts if "fits" not in part]
    stems = len(parts) - len(answers)
    if stems < _FEWEST_STEMS:
        message = f"{stems} of the pairs {'has' if stems == 1 else 'have'} `fits`"
        yield Fault((), message, "Write two or more with the letter of the answer that belongs to them.")
    if len(answers) < _FEWEST_STEMS:
        message = f"there {'is 1 answer' if len(answers) == 1 else 'are 0 answers'} to choose from"
        yield Fault((), message, "Two or more of the pairs have no `fits`: these are chosen from.")
    for place, part in enumerate(parts):
        if "fits" in part and str(part["fits"]) not in answers:
            message = f"the pair `{part.get('id', place + 1)}` fits `{part['fits']}`, which is no answer"
            yield Fault(("pairs", place, "fits"), message, "Name one of those that have no `fits`.")


def _same(key: str, names: Mapping[str | int, str], texts: Sequence[object]) -> Iterator[Fault]:
    """Each of those that say the same is named, with the others: nobody can choose between them."""
    compared = dict(zip(names, map(_compared, texts), strict=True))
    for place, text in compared.items():
        others = [f"`{names[other]}`" for other in names if other != place and compared[other] == text]
        if text and others:
            message = f"the {key[:-1]} `{names[place]}` says the same as {listed(others, 'and')}"
            yield Fault((key, place), message, "Nobody can choose between them: change one.")


def _compared(text: object) -> str:
    return for_comparing(text).rstrip(_FULL_STOPS).strip() if isinstance(text, str) else ""
