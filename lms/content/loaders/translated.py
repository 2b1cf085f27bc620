"""Holds what is read of one translated file against the lock: which of its units are old, what is shown instead.

The readers of modules, pools, Societies, glossary and library use one `Translated` for each file and language,
also where there is no file yet, so that what is missing can be counted. Knows no file format.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from lms.content import freshness
from lms.content.freshness import Place, State, TranslatedFile, Unit
from lms.content.lessons.blocks import KINDS, Block, Mark
from lms.content.lessons.outline import first_difference
from lms.content.loaders.context import Reading

OBJECTIVES = "objectives"
BLOCKS = "blocks"


class Translated:
    """The units of the file `name` (its path below the folder of the language) in one language."""

    def __init__(self, reading: Reading, language: str, name: str) -> None:
        self._reading = reading
        self._language = language
        self._name = name
        self._entry = reading.locks.entry(language, name)
        self._units: list[Unit] = []
        self._lists: dict[str, int] = {}
        self._gone: list[str] = []

    def text(self, key: str, english: str, said: str | None) -> State:
        """Note a single unit; the answer is its state. `said` is None while there is no translation."""
        if said is None:
            self._units.append(Unit(key, "missing", english))
            return "missing"
        locked = self._entry.get(key)
        found = freshness.place(english, locked if isinstance(locked, str) else None)
        self._units.append(Unit(key, found.state, english, found.old, self._old(found), said))
        return found.state

    def texts(self, key: str, english: Sequence[str], said: Sequence[str]) -> tuple[Place, ...] | None:
        """Note a list of short texts; None where the translation has another number of them and is not just old."""
        return self._series(key, english, said, lambda at, other: True)

    def blocks(self, source: Sequence[Block], said: Sequence[Block]) -> tuple[Block, ...] | None:
        """Note the blocks of a lesson and return what is shown: old ones marked, English where they may not be.

        None where the translation is not built as its source is now or was when it was translated.
        """

        def alike(at: int, other: int) -> bool:
            return first_difference([source[at]], [said[other]]) is None

        english = [text_of(block) for block in source]
        found = self._series(BLOCKS, english, [text_of(block) for block in said], alike)
        if found is None:
            return None
        return tuple(_shown(block, said, place) for block, place in zip(source, found, strict=True))

    def untranslated(self, title: str, objectives: Sequence[str], source: Sequence[Block]) -> None:
        """Note all units of a lesson that has no translation."""
        self.text("title", title, None)
        for key, english in ((OBJECTIVES, list(objectives)), (BLOCKS, [text_of(block) for block in source])):
            for number, text in enumerate(english, 1):
                self.text(f"{key}/{number}", text, None)

    def keep(self, status: str | None) -> None:
        """Hand the file over to the reading. `status` is what the file says, None where there is no file."""
        file = TranslatedFile(
            self._name, status, tuple(self._units), MappingProxyType(self._lists), tuple(self._gone)
        )
        self._reading.keep(self._language, file)

    def _series(
        self, key: str, english: Sequence[str], said: Sequence[str], alike: freshness.Alike
    ) -> tuple[Place, ...] | None:
        locked = self._entry.get(key)
        lock = locked if isinstance(locked, tuple) else None
        digests = [freshness.digest(text) for text in english]
        found = freshness.places(digests, lock, len(said), alike)
        if found is None:
            return None
        for number, (text, place) in enumerate(zip(english, found, strict=True), 1):
            ours = None if place.at is None else said[place.at]
            self._units.append(
                Unit(f"{key}/{number}", place.state, text, place.old, self._old(place), ours, place.at)
            )
        self._lists[key] = len(said)
        used = {place.at for place in found}
        self._gone += [text for at, text in enumerate(said) if at not in used]
        return found

    def _old(self, place: Place) -> str | None:
        return self._reading.locks.texts.get(place.old or "") if place.state == "stale" else None


def text_of(block: Block) -> str:
    """A block as one text: what its digest is of, and what an editor compares."""
    if block.kind not in KINDS:
        return block.text
    head = f"/// {block.kind} | {block.title}" if block.title else f"/// {block.kind}"
    return f"{head}\n\n{block.text}"


def _shown(english: Block, said: Sequence[Block], place: Place) -> Block:
    mark: Mark = "untranslated" if place.state == "missing" else "withheld"
    if place.at is None:
        return replace(english, mark=mark)
    ours = said[place.at]
    ours = replace(ours, until=english.until)
    if place.state == "fresh":
        return ours
    if english.safety or ours.safety:
        return replace(english, mark=mark)
    return replace(ours, mark="stale")
