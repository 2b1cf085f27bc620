"""A translation file with some of its strings replaced, and not one byte of it changed elsewhere. Pure.

Translators lay out their files by hand, with comments and blank lines; a file that comes back from an exchange should
differ in the lines that were translated and nowhere else, so that a review shows what was done.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias, cast

import yaml

from lms.content.lessons.blocks import Block

Path: TypeAlias = tuple[str | int, ...]
Span: TypeAlias = tuple[int, int]

_WIDE = 2**31  # a line is broken where its author broke it, and nowhere else
_INDENT = "  "


def quoted(text: str) -> str:
    """A text as YAML that stands anywhere: JSON's strings are YAML's double-quoted ones; one plain word needs none."""
    return text if re.fullmatch("[a-z]+", text) else json.dumps(text, ensure_ascii=False)


def yaml_spliced(text: str, strings: Mapping[Path, str]) -> str:
    """YAML with the values at these key paths replaced, or added where the file does not have them yet.

    A path that is new is put at the end of the longest mapping on it that is there.
    """
    spans = dict(_spans(text))
    known = {path: said for path, said in strings.items() if path in spans}
    for path in sorted(known, key=lambda path: spans[path], reverse=True):
        start, end = spans[path]
        end = len(text[:end].rstrip())  # a text in many lines ends where the next thing begins
        text = text[:start] + quoted(known[path]) + text[end:]
    added: dict[Path, Any] = {}
    for path, said in strings.items():
        if path not in known:
            home = next(path[:cut] for cut in range(len(path) - 1, -1, -1) if path[:cut] in spans)
            _put(added.setdefault(home, {}), path[len(home) :], said)
    for home, content in added.items():
        text = _appended(text, home, content)
    return text


def yaml_dumped(content: Mapping[str, Any]) -> str:
    """A new YAML file, one value a line."""
    return yaml.safe_dump(dict(content), allow_unicode=True, sort_keys=False, width=_WIDE)


def nested(strings: Mapping[Path, str]) -> dict[str, Any]:
    """Strings by key path as mappings in mappings."""
    content: dict[str, Any] = {}
    for path, said in strings.items():
        _put(content, path, said)
    return content


def body_spliced(body: str, first_line: int, blocks: Sequence[Block], texts: Mapping[int, str]) -> str:
    """The body of a lesson with some of its top-level blocks, by position, written anew.

    `first_line` is the line of its file on which `body` starts; blocks count their lines from it.
    """
    lines = body.split("\n")
    starts = [block.line - first_line for block in blocks] + [len(lines)]
    for at in sorted(texts, reverse=True):
        start, end = starts[at], starts[at + 1]
        while end > start and not lines[end - 1].strip():
            end -= 1
        lines[start:end] = texts[at].split("\n")
    return "\n".join(lines)


def body_joined(body: str, first_line: int, blocks: Sequence[Block], order: Sequence[int | str]) -> str:
    """A body of pieces in this order: a number takes the block of `body` at that position as it is, a text is new."""
    lines = body.split("\n")
    starts = [block.line - first_line for block in blocks] + [len(lines)]

    def piece(one: int | str) -> str:
        return one if isinstance(one, str) else "\n".join(lines[starts[one] : starts[one + 1]]).strip("\n")

    return "\n" + "\n\n".join(piece(one) for one in order) + "\n"


def _put(content: dict[str, Any], path: Path, said: str) -> None:
    *parents, last = (str(part) for part in path)
    for part in parents:
        content = content.setdefault(part, {})
    content[last] = said


def _appended(text: str, home: Path, content: Mapping[str, Any]) -> str:
    """The text with keys added at the end of the mapping at `home`, indented as those beside them."""
    depth = len(home)
    lines = "".join(f"{_INDENT * depth}{line}\n" for line in yaml_dumped(content).splitlines())
    after = max((end for path, (_, end) in _spans(text) if path[:depth] == home), default=0)
    line_end = text.find("\n", after)
    at = len(text) if line_end < 0 else line_end + 1
    before = text[:at] if text[:at].endswith("\n") or not at else text[:at] + "\n"
    return before + lines + text[at:]


def _spans(text: str) -> Iterator[tuple[Path, Span]]:
    """Where each scalar stands, and each mapping from its first to its last character, by key path."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if root is None:
        yield (), (0, 0)
    else:
        yield from _node_spans(root, ())


def _node_spans(node: yaml.Node, path: Path) -> Iterator[tuple[Path, Span]]:
    if isinstance(node, yaml.MappingNode):
        last = 0
        for key, value in node.value:
            yield from _node_spans(value, (*path, str(key.value)))
            last = _index(value.end_mark)
        # The parser says that a block mapping ends where the next thing begins: its last value is the end.
        yield path, (_index(node.start_mark), last)
        return
    yield path, (_index(node.start_mark), _index(node.end_mark))
    if isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _node_spans(value, (*path, number))


def _index(mark: object) -> int:
    return int(cast("yaml.Mark", mark).index)


def front_matter(text: str) -> tuple[str, str]:
    """The YAML of a Markdown file and all that follows it, its closing dashes included."""
    match = re.match(r"---[ \t]*\n(.*?\n)(---[ \t]*(?:\n|$).*)", text, re.DOTALL)
    return (match[1], match[2]) if match else ("", text)
