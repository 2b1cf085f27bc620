"""A translated file as it is after an exchange: its own bytes where nothing changed, new words where some did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from lms.content.freshness import TranslatedFile
from lms.content.lessons.blocks import Block
from lms.content.types.curriculum import SOURCE
from lms.translations.domain import block_strings, entries, splicing
from lms.translations.domain.entries import Entry, KeyPath

_NEW = "draft"  # what a translation is until somebody of the Society has read it


def compose(
    root: Path, language: str, file: TranslatedFile, own: Sequence[Entry], said: Mapping[str, str]
) -> str:
    """The text of the file with the strings `said` (by context) in place of its `own`.

    All strings of a Markdown file must be there, in one of the two; of a question, all or none.
    """
    path = entries.translation_of(root, language, file.name)
    text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n") if path.exists() else ""
    words = {one.context: said.get(one.context, one.said) for one in own}
    if file.name.endswith(".md"):
        return _markdown(root, language, file, own, words)
    wanted: dict[KeyPath, str] = {} if file.status == _NEW else {("status",): _NEW}
    whole = _whole_units(own, words)
    for one in own:
        if one.unit in whole and words[one.context] != one.said:
            wanted[_key_path(one)] = words[one.context]
    return splicing.yaml_spliced(text, wanted) if text else splicing.yaml_dumped(splicing.nested(wanted))


def _whole_units(own: Sequence[Entry], words: Mapping[str, str]) -> set[str]:
    empty = {one.unit for one in own if not words[one.context]}
    return {one.unit for one in own} - empty


def _key_path(one: Entry) -> KeyPath:
    """Where a string of a YAML file stands: the unit's key, and below it the place inside a question."""
    return tuple(part for part in f"{one.unit}/{one.where}".split("/") if part)


def _markdown(
    root: Path, language: str, file: TranslatedFile, own: Sequence[Entry], words: Mapping[str, str]
) -> str:
    source = entries.parsed(entries.source_of(root, file.name), SOURCE)[3]
    head, body, line, ours = entries.parsed(entries.translation_of(root, language, file.name), language)
    by_unit: dict[str, dict[str, str]] = defaultdict(dict)
    changed = set()
    for one in own:
        by_unit[one.unit][one.where] = words[one.context]
        if words[one.context] != one.said:
            changed.add(one.unit)
    head = _head(file, head, by_unit, changed)
    new = {
        number: block_strings.written(source[number], by_unit[f"blocks/{number + 1}"])
        for number in range(len(source))
        if f"blocks/{number + 1}" in changed
    }
    return f"---\n{head}---\n{_body(file, body, line, ours, new)}"


def _body(file: TranslatedFile, body: str, line: int, ours: Sequence[Block], new: Mapping[int, str]) -> str:
    places = [unit.at for unit in file.units if unit.key.startswith("blocks/")]
    if places == list(range(len(ours))):
        return splicing.body_spliced(body, line, ours, new)
    order = [new[number] if number in new or at is None else at for number, at in enumerate(places)]
    return splicing.body_joined(body, line, ours, order)


def _head(
    file: TranslatedFile, head: str, by_unit: Mapping[str, Mapping[str, str]], changed: set[str]
) -> str:
    objectives = [unit for unit in file.units if unit.key.startswith("objectives/")]
    single = [unit for unit in file.units if "/" not in unit.key]
    in_place = [unit.at for unit in objectives] == list(range(len(objectives)))
    if head and in_place and all(unit.said is not None for unit in single):
        wanted: dict[KeyPath, str] = {("status",): _NEW} if changed and file.status != _NEW else {}
        wanted |= {(unit.key,): by_unit[unit.key][""] for unit in single if unit.key in changed}
        wanted |= {
            ("objectives", unit.at or 0): by_unit[unit.key][""] for unit in objectives if unit.key in changed
        }
        return splicing.yaml_spliced(head, wanted)
    content: dict[str, object] = {unit.key: by_unit[unit.key][""] for unit in single}
    content["status"] = _NEW
    if objectives:
        content["objectives"] = [by_unit[unit.key][""] for unit in objectives]
    return splicing.yaml_dumped(content)
