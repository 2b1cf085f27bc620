"""Put the choices of a lesson's story in another order, in every language at once.

Each choice keeps its words, and `best` in the English front matter follows. A translation of the story that was
fresh stays fresh, since nothing in it means anything else; one that was stale stays stale. Works on files alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from lms.content import loader
from lms.content.freshness import Entry, Locks, digest
from lms.content.lessons import blocks
from lms.content.loaders import source_locks
from lms.content.loaders.translated import text_of

_STORY = re.compile(r"^//// scenario \|.*?^////$", re.MULTILINE | re.DOTALL)
_CHOICE = re.compile(r"^/// choice \|.*?^///$", re.MULTILINE | re.DOTALL)
_BEST = re.compile(r"^best: \[(?P<places>[0-9, ]+)\]$", re.MULTILINE)


def reordered(text: str, order: Sequence[int], story: int = 0) -> str:
    """A lesson with the choices of one story in another order; `order` and `story` count from 0.

    Raises ValueError where the story has not exactly the choices that `order` names.
    """
    match = list(_STORY.finditer(text))[story]
    choices = _CHOICE.findall(match[0])
    if sorted(order) != list(range(len(choices))):
        raise ValueError(f"the story has {len(choices)} choices")
    moved = iter([choices[number] for number in order])
    return text[: match.start()] + _CHOICE.sub(lambda _: next(moved), match[0]) + text[match.end() :]


def best_moved(text: str, order: Sequence[int], story: int = 0) -> str:
    """The same lesson with the place of the best choice of that story put right in its front matter."""
    match = _BEST.search(text)
    if match is None:
        return text
    places = [int(place) for place in match["places"].split(",")]
    places[story] = order.index(places[story] - 1) + 1
    return text[: match.start()] + f"best: [{', '.join(map(str, places))}]" + text[match.end() :]


def reorder(root: Path, lesson: str, order: Sequence[int], story: int = 0) -> list[str]:
    """Reorder a story below `root` in every language; the languages that were left alone."""
    name, locks = f"modules/{lesson}.md", loader.load(root).locks
    source = root / "curriculum" / name
    before = source.read_text()
    after = best_moved(reordered(before, order, story), order, story)
    source.write_text(after)
    left = []
    for folder in sorted(path for path in (root / "curriculum" / "translations").iterdir() if path.is_dir()):
        path = folder / name
        if path.exists():
            try:
                path.write_text(reordered(path.read_text(), order, story))
            except ValueError:
                left.append(folder.name)
    _move_locks(root, locks, name, _text_of(before, story), _text_of(after, story), left)
    return left


def _text_of(lesson: str, story: int) -> str:
    """The story as the locks know it."""
    body = lesson.split("---", 2)[2]
    parsed, _ = blocks.parse("lesson", body, 1, "en")
    return text_of([block for block in parsed if block.kind == "scenario"][story])


def _move_locks(root: Path, locks: Locks, name: str, before: str, after: str, left: Collection[str]) -> None:
    """Where a translation was made from the story as it was, say that it is one of the story as it is."""
    old, new = digest(before), digest(after)
    languages = {
        language: files if language in left else _with(files, name, old, new)
        for language, files in locks.languages.items()
    }
    source_locks.write_locks(root, Locks(languages, {**locks.texts, new: after}))


def _with(files: Mapping[str, Entry], name: str, old: str, new: str) -> Mapping[str, Entry]:
    entry = {
        unit: value if isinstance(value, str) else tuple(new if one == old else one for one in value)
        for unit, value in files.get(name, {}).items()
    }
    return {**files, name: entry}
