"""The strings of a block that a translator sees, and the block written again with other strings. Pure.

A translator gets words, not marks: the title of a fence, the words of a heading, a run of paragraphs, a whole list or
table. Inside a fence a language may cut its paragraphs differently, so a run of them is one string.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lms.content.lessons.blocks import KINDS, Block

# Where a string stands inside its top-level block: "" for the block itself, "title", "2" for the third slot,
# "1/title" for the title of the block in the second.
Where = str

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*(\{#[a-z][a-z0-9-]*\})?[ \t]*")


@dataclass(frozen=True)
class Text:
    """One string of a block. `kind` is that of the prose, or `title`; `inside` the kind of the fence around it."""

    where: Where
    kind: str
    inside: str
    text: str
    line: int


def texts(block: Block) -> dict[Where, Text]:
    """The strings of a top-level block by their place in it. Keys of services are no words: they are left out."""
    return {text.where: text for text in _texts(block, "", "")}


def written(block: Block, words: Mapping[Where, str]) -> str:
    """The block in the form of its file, with `words` in place of its own strings. KeyError when one is missing."""
    return _written(block, words, "")


def _texts(block: Block, prefix: str, inside: str) -> Iterator[Text]:
    if block.kind not in KINDS:
        yield Text(prefix, block.kind, inside, _words([block]), block.line)
        return
    if block.title:
        yield Text(f"{prefix}title", "title", block.kind, block.title, block.line)
    if block.kind == "local":
        return
    for number, slot in enumerate(_slots(block)):
        if slot and slot[0].kind in KINDS:
            yield from _texts(slot[0], f"{prefix}{number}/", block.kind)
        elif slot:
            yield Text(f"{prefix}{number}", slot[0].kind, block.kind, _words(slot), slot[0].line)


def _slots(block: Block) -> list[Sequence[Block]]:
    """The children, with every run of paragraphs as one; an empty run where there is none, so that places agree."""
    slots: list[Sequence[Block]] = [()]
    for paragraphs, children in groupby(block.children, lambda child: child.kind == "paragraph"):
        if paragraphs:
            slots[-1] = tuple(children)
            continue
        for child in children:
            slots += [(child,), ()]
    return slots


def _words(run: Sequence[Block]) -> str:
    if run[0].kind != "heading":
        return "\n\n".join(block.text for block in run)
    match = _HEADING.fullmatch(run[0].text)
    return match[2] if match else run[0].text


def _written(block: Block, words: Mapping[Where, str], prefix: str) -> str:
    if block.kind not in KINDS:
        return _prose(block, words[prefix])
    slashes = "/" * (4 if any(child.kind in KINDS for child in block.children) else 3)
    title = f" | {words[f'{prefix}title']}" if block.title else ""
    parts = [f"{slashes} {block.kind}{title}"]
    if block.kind == "local":
        parts.append(block.text)
    else:
        for number, slot in enumerate(_slots(block)):
            if slot and slot[0].kind in KINDS:
                parts.append(_written(slot[0], words, f"{prefix}{number}/"))
            elif slot:
                parts.append(_prose(slot[0], words[f"{prefix}{number}"]))
    return "\n\n".join([*parts, slashes])


def _prose(block: Block, words: str) -> str:
    match = _HEADING.fullmatch(block.text) if block.kind == "heading" else None
    if match is None:
        return words
    return " ".join(part for part in (match[1], words, match[3]) if part)
