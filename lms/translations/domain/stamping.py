"""Say that translations were made from the present English text, and keep that text for later comparison.

Works on files alone: it knows no people, no rows and no web. Whoever calls it has read the translation.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from lms.content import loader
from lms.content.approvals import module_of
from lms.content.freshness import UNKNOWN, Entry, Locks, TranslatedFile, Unit, digest
from lms.content.loaders import source_locks
from lms.content.types.curriculum import Content


@dataclass(frozen=True)
class Stamped:
    """What was done: units of `files` translated files, of which `renewed` were stale before."""

    language: str
    files: int
    units: int
    renewed: int


def stamp(
    root: Path,
    language: str,
    *,
    files: Collection[str] | None = None,
    units: Collection[str] | None = None,
) -> Stamped:
    """Stamp translations in `language` below `root` as made from the English text as it is now.

    `files` are paths below the folder of the language, `units` their keys as in `TranslatedFile.units`; None
    means all. What is missing stays missing, other units keep what the lock said of them. Raises ContentBroken
    when the content cannot be read, KeyError for a language or a file that does not exist.
    """
    content = loader.load(root)
    content.language(language)
    present = content.translated.get(language, {})
    chosen = [present[name] for name in (present if files is None else files)]
    wanted = [
        (file, unit)
        for file in chosen
        for unit in file.units
        if unit.said is not None and (units is None or unit.key in units)
    ]
    _write(root, content, language, chosen, units)
    return Stamped(
        language=language,
        files=len({file.name for file, _ in wanted}),
        units=len(wanted),
        renewed=sum(1 for _, unit in wanted if unit.state == "stale"),
    )


def files_of(content: Content, language: str, module: str) -> list[str]:
    """The files of a module in a language: its texts, lessons, trainer's guide and questions."""
    return [name for name in content.translated.get(language, {}) if module_of(name) == module]


def _write(
    root: Path,
    content: Content,
    language: str,
    chosen: Collection[TranslatedFile],
    units: Collection[str] | None,
) -> None:
    entries, texts = dict(content.locks.languages.get(language, {})), dict(content.locks.texts)
    for file in chosen:
        before = content.locks.entry(language, file.name)
        entries[file.name] = _entry(file, before, units)
        for unit in file.units:
            texts.setdefault(digest(unit.english), unit.english)
    known = content.translated.get(language, {})
    entries = {
        name: entry for name, entry in entries.items() if name in known and known[name].status is not None
    }
    languages = {**content.locks.languages, language: MappingProxyType(entries)}
    source_locks.write_locks(root, Locks(MappingProxyType(languages), MappingProxyType(texts)))


def _entry(file: TranslatedFile, before: Entry, units: Collection[str] | None) -> Entry:
    """The entry of a file. Lists stay parallel to the translation, so that they say what belongs to what."""
    entry: dict[str, str | tuple[str, ...]] = {}
    for name, size in file.lists.items():
        old = before.get(name, ())
        made_from = list(old) if len(old) == size else [UNKNOWN] * size
        for unit in file.units:
            if unit.at is not None and unit.key.startswith(f"{name}/"):
                made_from[unit.at] = _made_from(unit, units)
        entry[name] = tuple(made_from)
    singles = [unit for unit in file.units if unit.said is not None and unit.at is None]
    entry |= {unit.key: _made_from(unit, units) for unit in singles}
    return MappingProxyType({key: value for key, value in entry.items() if value})


def _made_from(unit: Unit, units: Collection[str] | None) -> str:
    chosen = units is None or unit.key in units
    return digest(unit.english) if chosen else unit.made_from or UNKNOWN
