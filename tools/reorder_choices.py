"""Put the choices of a lesson's story in another order, in every language at once.

    python tools/reorder_choices.py hiv/20-prevention 3,1,2

The choice that stood third comes first, and so on; each keeps its words. A translation of the story that was
fresh before is stamped again, since nothing in it means anything else; one that was stale stays stale. A
translation with another number of choices is left alone and named. `best` in the English front matter is put
right, too. A lesson with several stories needs the number of the story as a third word, from 1.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from lms.content import reader
from lms.content.translated import text_of
from lms.translations.stamping import stamp

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
    name = f"modules/{lesson}.md"
    fresh = _fresh(root, lesson, name, story)
    source = root / "curriculum" / name
    source.write_text(best_moved(reordered(source.read_text(), order, story), order, story))
    left = []
    for folder in sorted((root / "curriculum" / "translations").iterdir()):
        path = folder / name
        if not path.exists():
            continue
        try:
            path.write_text(reordered(path.read_text(), order, story))
        except ValueError:
            left.append(folder.name)
            continue
        if key := fresh.get(folder.name):
            stamp(root, folder.name, files=[name], units=[key])
    return left


def _fresh(root: Path, lesson: str, name: str, story: int) -> dict[str, str]:
    """The key of the story's unit in each language in which it is fresh."""
    library = reader.load(root)
    module, _, lesson_id = lesson.partition("/")
    blocks = next(one for one in library.module(module).lessons if one.id == lesson_id).text("en").blocks
    text = text_of([block for block in blocks if block.kind == "scenario"][story])
    return {
        language: unit.key
        for language, files in library.translated.items()
        if name in files
        for unit in files[name].units
        if unit.english == text and unit.state == "fresh"
    }


if __name__ == "__main__":
    wanted = [int(place) - 1 for place in sys.argv[2].split(",")]
    number = int(sys.argv[3]) - 1 if len(sys.argv) > 3 else 0
    for language in reorder(Path(__file__).parent.parent, sys.argv[1], wanted, number):
        print(f"{language}: another number of choices, left as it was")
