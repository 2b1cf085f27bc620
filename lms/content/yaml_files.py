"""YAML in which everything stays text: `0123`, `no`, `12:30` and `1.10` mean what they look like.

YAML 1.1 would turn them into 83, False, 750 and 1.1. Aliases are refused (a few lines of them can fill the
memory), so are anchors, tags and a key written twice. Each value remembers its line. Knows nothing of what
the keys mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias, cast

import yaml

from lms.content.problems import Problem

LARGEST = 1024 * 1024  # bytes of one file; a pool of 60 questions in Khmer has about 150 KB
DEEPEST = 12  # levels of nesting; the deepest shape that we have needs 6

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Path: TypeAlias = "tuple[str | int, ...]"


@dataclass(frozen=True, eq=False)
class Document:
    """What a file said (`data`), and on which line, from 1, each key path of it stands (`lines`)."""

    file: str
    data: dict[str, Value]
    lines: Mapping[Path, int]

    def line(self, *path: str | int) -> int:
        """The line of a key path; parts that the file does not have are passed over."""
        known: Path = ()
        for part in path:
            if (*known, part) in self.lines:
                known = (*known, part)
        return self.lines[known]

    def texts(self) -> Iterator[tuple[str, int]]:
        """Every text in the file with its line, keys left out."""
        yield from _texts(self.data, (), self.lines)


class _StopError(Exception):
    """The file cannot be read on from here."""

    def __init__(self, event: yaml.Event, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.line = _line_of(event)
        self.message = message
        self.hint = hint


class _Builder:
    """One pass over the parser's events; C does the scanning, which is thirty times faster than Python."""

    def __init__(self, text: str, first_line: int) -> None:
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self._offset = first_line - 1
        self.lines: dict[Path, int] = {}
        self.doubled: list[tuple[int, str]] = []

    def document(self) -> Value:
        next(self._events)  # the start of the stream
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return {}
        value = self._value(next(self._events), (), None)
        next(self._events)  # the end of the document
        extra = next(self._events)
        if not isinstance(extra, yaml.StreamEndEvent):
            raise _StopError(extra, "a second document starts here", "Take away the line `---`.")
        return value

    def _value(self, event: yaml.Event, path: Path, line: int | None) -> Value:
        self._refuse_magic(event, path)
        self.lines[path] = self._line(event) if line is None else line
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path)
        return self._mapping(path)

    def _list(self, path: Path) -> list[Value]:
        values: list[Value] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            values.append(self._value(event, (*path, len(values)), None))
        return values

    def _mapping(self, path: Path) -> dict[str, Value]:
        values: dict[str, Value] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            self._refuse_magic(event, path)
            if not isinstance(event, yaml.ScalarEvent):
                raise _StopError(event, "a key has to be one word", "Put text with `{` or `[` in quotes.")
            key, line = str(event.value), self._line(event)
            if key in values:
                self.doubled.append((line, key))
            values[key] = self._value(next(self._events), (*path, key), line)
        return values

    def _line(self, event: yaml.Event) -> int:
        return _line_of(event) + self._offset

    def _refuse_magic(self, event: yaml.Event, path: Path) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise _StopError(event, f"`*{event.anchor}` is an alias; aliases are not used", _PLAIN)
        if getattr(event, "anchor", None) is not None:
            raise _StopError(event, "`&` makes an anchor; anchors are not used", _PLAIN)
        if getattr(event, "tag", None) is not None:
            raise _StopError(event, "`!` makes a tag; tags are not used", _PLAIN)
        if len(path) > DEEPEST:
            raise _StopError(event, f"this is nested more than {DEEPEST} levels deep")


def _line_of(event: yaml.Event) -> int:
    return int(cast("yaml.Mark", event.start_mark).line) + 1


_PLAIN = "Write the text itself; text that starts with *, & or ! goes in quotes."


def read(file: str, text: str, first_line: int = 1) -> tuple[Document | None, list[Problem]]:
    """The document in `text`, whose first line is number `first_line` of `file`, and what is wrong with it.

    The document is None when it cannot be read to its end.
    """
    if len(text.encode()) > LARGEST:
        return None, [Problem(file, 1, f"the file is larger than {LARGEST // 1024} KB", "Cut it in parts.")]
    try:
        builder = _Builder(text, first_line)
        data = builder.document()
    except _StopError as stop:
        return None, [Problem(file, stop.line + first_line - 1, stop.message, stop.hint)]
    except yaml.YAMLError as error:
        return None, [_broken(file, error, first_line)]
    if not isinstance(data, dict):
        return None, [
            Problem(file, first_line, "the file should start with a key", "For example `title: …`.")
        ]
    problems = [
        Problem(file, line, f"`{key}` stands here twice", "Keep one of the two.")
        for line, key in builder.doubled
    ]
    lines = MappingProxyType({(): first_line, **builder.lines})
    return Document(file, data, lines), problems


def _broken(file: str, error: yaml.YAMLError, first_line: int) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = 0 if mark is None else mark.line
    said = getattr(error, "problem", None) or "a character that is not allowed"
    hint = "Look at the indentation and the quotes; text with `: ` or ` #` in it goes in quotes."
    return Problem(file, line + first_line, f"this is not YAML: {said}", hint)


def _texts(value: Value, path: Path, lines: Mapping[Path, int]) -> Iterator[tuple[str, int]]:
    if isinstance(value, str):
        yield value, lines[path]
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _texts(item, (*path, number), lines)
    else:
        for key, item in value.items():
            yield from _texts(item, (*path, key), lines)
