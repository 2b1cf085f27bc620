"""curriculum/translations/<language>/source.lock and translations/source.texts <-> Locks.

Both are written by the machine (`flask translations stamp`), sorted and one unit a line, so that a change of one
block is a change of one line. Knows nothing of what the units are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from lms.content.freshness import DIGEST_LENGTH, Entry, Locks, digest
from lms.content.loaders.context import Reading

LOCK = "source.lock"
TEXTS = "source.texts"

_LARGEST = 8 * 1024 * 1024  # bytes; the English of five modules has half a megabyte
_DIGEST = re.compile(f"(?:[0-9a-f]{{{DIGEST_LENGTH}}})?")
_AGAIN = (
    "A machine wrote this file: take it back from the last commit. Or remove it, "
    "then everything is stale until `flask --app wsgi translations stamp`."
)


def read_locks(reading: Reading) -> Locks:
    """All locks and the texts behind them; a lock that is not there is empty, a broken one is noted."""
    languages = {}
    for language in reading.translations():
        path = reading.translation_folder(language.code) / LOCK
        languages[language.code] = MappingProxyType(
            {file: _entry(said) for file, said in _object(reading, path, _is_lock).items()}
        )
    texts = _object(reading, reading.root / "curriculum" / "translations" / TEXTS, _is_texts)
    return Locks(MappingProxyType(languages), MappingProxyType(texts))


def write_locks(root: Path, locks: Locks) -> None:
    """Write every lock, and the texts that they name; a file in which nothing changed is left alone."""
    folder = root / "curriculum" / "translations"
    for language, files in locks.languages.items():
        _write(folder / language / LOCK, {file: dict(entry) for file, entry in files.items() if entry})
    named = named_digests(locks)
    _write(folder / TEXTS, {name: text for name, text in locks.texts.items() if name in named})


def named_digests(locks: Locks) -> frozenset[str]:
    """Every digest that a lock names."""
    said = (
        value for files in locks.languages.values() for entry in files.values() for value in entry.values()
    )
    return frozenset(name for value in said for name in ((value,) if isinstance(value, str) else value))


def _entry(said: Mapping[str, str | list[str]]) -> Entry:
    return MappingProxyType(
        {key: value if isinstance(value, str) else tuple(value) for key, value in said.items()}
    )


def _write(path: Path, content: Mapping[str, object]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    if content or path.exists():
        # In one step: with half a lock Sala would not start. Names with a dot are nobody's content.
        new = path.with_name(f".{path.name}.new")
        new.write_text(text, encoding="utf-8", newline="\n")
        new.replace(path)


def _object(reading: Reading, path: Path, fits: Callable[[str, object], bool]) -> dict[str, Any]:
    text = reading.text(path, _LARGEST) if path.exists() else "{}"
    if text is None:
        return {}
    try:
        said = json.loads(text)
    except json.JSONDecodeError as error:
        reading.report(reading.name(path), error.lineno, "this is not JSON", _AGAIN)
        return {}
    if not isinstance(said, dict):
        reading.report(reading.name(path), 1, "this does not start with `{`", _AGAIN)
        return {}
    for key, value in said.items():
        if not fits(key, value):
            line = text.partition(json.dumps(key, ensure_ascii=False))[0].count("\n") + 1
            reading.report(reading.name(path), line, f"the entry of `{key}` is broken", _AGAIN)
            return {}
    return said


def _is_lock(file: str, units: object) -> bool:
    if not isinstance(units, dict):
        return False
    values = [name for value in units.values() for name in (value if isinstance(value, list) else [value])]
    return all(isinstance(name, str) and _DIGEST.fullmatch(name) for name in values)


def _is_texts(name: str, text: object) -> bool:
    return isinstance(text, str) and digest(text) == name
