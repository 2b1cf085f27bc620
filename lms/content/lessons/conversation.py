"""A story as a conversation on a screen: what is told, what somebody says, what one could answer, what comes of it.

Yields our own tags and, between them, blocks of prose; draws neither. Without a script: an answer is a fold of which
one at a time is open. Source: the look of Sala, section 7, "Bubbles" and "Option".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import NamedTuple

from lms.content.lessons.blocks import Block

# What somebody says, after a word that announces it ("She says:"), or as the last sentence.
_QUOTE = "“[^”]+”|«[^»]+»"
_SAID = re.compile(rf"(?:(?<=[:៖])|(?<=ว่า)|(?<=ວ່າ))\s*({_QUOTE})[.។]?")
_SAID_LAST = re.compile(rf"(?<=[.។])\s+({_QUOTE})[.។]?\s*$")


class Faces(NamedTuple):
    """Addresses of the face of who speaks: at first, after the best answer, after another one."""

    first: str
    better: str
    risky: str


@dataclass(frozen=True)
class Story:
    """What is known of a story besides its words: its number in the lesson, its best answer from 1 (0: not known)."""

    number: int
    best: int = 0
    faces: Faces | None = None


def told(block: Block, story: Story, labels: Mapping[str, str], lang: str) -> Iterator[str | Block]:
    """The tags and the prose of a `scenario`, in order. `lang` is the attribute of words that are not the author's."""
    yield (
        f'<section class="block scenario"><p class="label"{lang}>{escape(labels["scenario"])}</p>'
        f"<h3>{escape(block.title)}</h3>"
    )
    yield from _opening([child for child in block.children if child.kind != "choice"], story)
    yield f'<p class="label"{lang}>{escape(labels["choice"])}</p>'
    # Of an old translation nobody knows whether its answers stand in the order of the English ones.
    best = 0 if block.mark == "stale" else story.best
    choices = (child for child in block.children if child.kind == "choice")
    for number, choice in enumerate(choices, start=1):
        yield from _answer(choice, story, labels, lang, is_best=number == best if best else None)
    yield "</section>"


def split(text: str) -> tuple[str, str, str]:
    """A paragraph as what is told, what somebody says last, and what is told after it; "" where there is none."""
    found = list(_SAID.finditer(text)) or list(_SAID_LAST.finditer(text))
    if not found or "**" in text:
        return text, "", ""
    said = found[-1]
    return text[: said.start()].strip(), said[1], text[said.end() :].strip()


def _opening(prose: list[Block], story: Story) -> Iterator[str | Block]:
    *before, last = prose
    lead, said, rest = split(last.text) if last.kind == "paragraph" else (last.text, "", "")
    face = story.faces and story.faces.first
    yield '<div class="story">'
    if face and not said:
        yield _face(face)
    yield from before
    yield replace(last, text=lead)
    yield "</div>"
    if said:
        yield f'<div class="talk">{_face(face)}<div class="bubble">'
        yield replace(last, text=said)
        yield "</div></div>"
    if rest:
        yield replace(last, text=rest)


def _answer(
    choice: Block, story: Story, labels: Mapping[str, str], lang: str, *, is_best: bool | None
) -> Iterator[str | Block]:
    face, kind, word = None, "", ""
    if is_best is not None:
        face = story.faces and (story.faces.better if is_best else story.faces.risky)
        kind = " ok" if is_best else " no"
        word = f"✓ {labels['better']}" if is_best else f"✕ {labels['risky']}"
    name = f"s{story.number}"
    yield f'<details class="choice" name="{name}"><summary>{escape(choice.title)}</summary>'
    yield f'<div class="talk">{_face(face)}<div class="bubble{kind}">'
    if word:
        yield f'<p class="label"{lang}>{escape(word)}</p>'
    yield from choice.children
    yield "</div></div></details>"


def _face(address: str | None) -> str:
    if not address:
        return ""
    # The words beside it say who it is, and what they feel.
    return f'<img class="face" src="{escape(address)}" alt="" width="96" height="96" loading="lazy">'
