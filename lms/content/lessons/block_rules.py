"""What a block has to hold, and what prose may not contain. Judges the tree of `blocks`; draws nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from lms.content.lessons.blocks import Block, list_items
from lms.content.problems import Problem

_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]*)\)")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)]*)\)")
_REFERENCE = re.compile(r"^[ ]{0,3}\[[^\]]+\]:", re.MULTILINE)
_AUTOLINK = re.compile(r"<(?!https://)[a-z]+:[^>]*>")
_TAG = re.compile(r"<(?:[A-Za-z][A-Za-z0-9-]*(?=[\s/>])|[/!?])")
_FILE = re.compile(r"[a-z0-9][a-z0-9-]*\.(svg|png|jpg|webp)")
_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LIST_MARK = re.compile(r"(?:[-*+]|\d+\.)[ \t]+\S")
_SHALLOW = re.compile(r"[ ]{1,3}(?:[-*+]|\d+\.)[ \t]+\S")
_CARD = re.compile("all|c[0-9]+")  # see lms/content/lessons/cards.py
_UNDERLINE = re.compile(r"(?:=+|-{2,})[ \t]*$")

Finding = tuple[int, str, str]  # line, message, hint


def check(file: str, blocks: Sequence[Block]) -> list[Problem]:
    """Every problem with what the blocks of one lesson hold."""
    found: list[Finding] = []
    everything = list(walk(blocks))
    for block in everything:
        found.extend(_holds(block))
        if block.kind in _PROSE_RULES:
            found.extend(_PROSE_RULES[block.kind](block))
            found.extend(_forbidden(block))
    found.extend(_ids(everything))
    inside_pictures = {
        id(child) for block in everything if block.kind == "picture" for child in block.children
    }
    for block in everything:
        if block.kind in _PROSE_RULES and id(block) not in inside_pictures and _IMAGE.search(block.text):
            found.append(
                (block.line, "an image stands outside a `picture` block", "Give it a block with a caption.")
            )
    return [Problem(file, *finding) for finding in found]


def walk(blocks: Sequence[Block]) -> Iterator[Block]:
    """Every block of the tree, a parent before its children."""
    for block in blocks:
        yield block
        yield from walk(block.children)


def service_keys(block: Block) -> tuple[str, ...]:
    """The keys that a `local` block lists."""
    return tuple(item.strip() for child in block.children for item in list_items(child))


def picture(block: Block) -> tuple[str, str]:
    """The text alternative and the file of a `picture` block that `check` has accepted."""
    match = _IMAGE.search(block.text)
    return (match[1], match[2]) if match else ("", "")


def pictures(blocks: Sequence[Block]) -> Iterator[tuple[str, int]]:
    """The picture files of a lesson with the line of their block."""
    for block in walk(blocks):
        if block.kind == "picture":
            yield picture(block)[1], block.line


def _holds(block: Block) -> Iterator[Finding]:
    rule = _FENCED_RULES.get(block.kind)
    if rule is not None:
        for message, hint in rule(block):
            yield block.line, message, hint


def _kinds(block: Block) -> list[str]:
    return [child.kind for child in block.children]


def _text(block: Block) -> Iterator[tuple[str, str]]:
    if not any(kind in _PROSE_RULES for kind in _kinds(block)):
        yield f"`{block.kind}` is empty", "Write its text between the two fence lines."


def _scenario(block: Block) -> Iterator[tuple[str, str]]:
    yield from _text(block)
    if "choice" not in _kinds(block):
        yield "`scenario` offers no `choice`", "Add what one could do: `/// choice | Sit down beside him`."


def _check(block: Block) -> Iterator[tuple[str, str]]:
    yield from _text(block)
    answers = _kinds(block).count("answer")
    if answers != 1:
        yield (
            f"`check` has {answers} answers instead of one",
            "Close the question with one `/// answer` block.",
        )


def _steps(block: Block) -> Iterator[tuple[str, str]]:
    if _kinds(block) != ["numbers"]:
        yield (
            "`steps` should hold one numbered list and nothing else",
            "Write `1. **Look** for …`, `2. **Listen** …`.",
        )
        return
    for number, item in enumerate(list_items(block.children[0]), 1):
        if not re.match(r"\*\*\S.*?\*\*", item):
            yield (
                f"step {number} does not start with a few strong words",
                "Write `1. **Look** for who is hurt.`",
            )


def _compare(block: Block) -> Iterator[tuple[str, str]]:
    if sorted(_kinds(block)) != ["do", "dont"]:
        yield (
            "`compare` should hold one `do` and one `dont` block and nothing else",
            "Move other text outside.",
        )


def _side(block: Block) -> Iterator[tuple[str, str]]:
    if _kinds(block) not in (["bullets"], ["numbers"]):
        yield f"`{block.kind}` should hold one list and nothing else", "Start each line with `- `."


def _local(block: Block) -> Iterator[tuple[str, str]]:
    if _kinds(block) != ["bullets"]:
        yield (
            "`local` should hold one list of service keys and nothing else",
            "For example `- mental-health-line`.",
        )
        return
    for key in service_keys(block):
        if not _KEY.fullmatch(key):
            yield (
                f"`{key}` is not a service key",
                "Keys stand in the Society files, for example `child-helpline`.",
            )


def _picture(block: Block) -> Iterator[tuple[str, str]]:
    match = _IMAGE.fullmatch(block.text.strip())
    if match is None:
        yield "`picture` should hold one image and nothing else", "Write `![what it shows](file.svg)`."
    elif not match[1].strip():
        yield "the image has no words for those who cannot see it", "Write what it shows between `[` and `]`."
    elif not _FILE.fullmatch(match[2]):
        yield (
            f"`{match[2]}` is not the name of a picture beside the lesson",
            "Use svg, png, jpg or webp, no folder.",
        )


_FENCED_RULES: Mapping[str, Callable[[Block], Iterator[tuple[str, str]]]] = MappingProxyType(
    {
        "key": _text,
        "safety": _text,
        "scenario": _scenario,
        "choice": _text,
        "steps": _steps,
        "compare": _compare,
        "do": _side,
        "dont": _side,
        "activity": _text,
        "check": _check,
        "answer": _text,
        "local": _local,
        "trainer": _text,
        "picture": _picture,
    }
)


def _heading(block: Block) -> Iterator[Finding]:
    level = len(block.text) - len(block.text.lstrip("#"))
    if level == 1 or level > 4:
        yield (
            block.line,
            f"a heading of level {level}",
            "The title is in the front matter: use `##` or `###`.",
        )
    if block.id is None:
        hint = "End it with an id in small Latin letters, the same in every language: `{#short-id}`."
        yield block.line, "the heading has no id", hint
    elif _CARD.fullmatch(block.id):
        yield block.line, f"the id `{block.id}` is the address of a card", "Choose a word: `{#short-id}`."


def _list(block: Block) -> Iterator[Finding]:
    for number, line in enumerate(block.text.split("\n"), block.line):
        if _SHALLOW.match(line):
            yield (
                number,
                "a list inside a list needs four spaces before its mark",
                "Or make one list of the two.",
            )


def _paragraph(block: Block) -> Iterator[Finding]:
    for number, line in enumerate(block.text.split("\n")[1:], block.line + 1):
        if _LIST_MARK.match(line):
            yield (
                number,
                "a list needs a blank line before it",
                "Otherwise it is drawn as part of the paragraph.",
            )
        if _UNDERLINE.match(line):
            yield (
                number,
                "a line of `-` or `=` makes a heading of the line above",
                "Write `## Heading {#short-id}`.",
            )


def _anything(block: Block) -> Iterator[Finding]:
    yield from ()


_PROSE_RULES: Mapping[str, Callable[[Block], Iterator[Finding]]] = MappingProxyType(
    {
        "heading": _heading,
        "paragraph": _paragraph,
        "bullets": _list,
        "numbers": _list,
        "table": _anything,
        "quote": _anything,
    }
)


def _forbidden(block: Block) -> Iterator[Finding]:
    for number, line in enumerate(block.text.split("\n"), block.line):
        if tag := _TAG.search(line):
            yield number, f"`{tag[0]}` looks like HTML", "Lessons hold no HTML; use a block, or write `&lt;`."
        if _REFERENCE.match(line):
            yield number, "a link in two parts", "Write the address beside its words: `[words](https://…)`."
        if _AUTOLINK.search(line):
            yield number, "a link that does not start with https://", "Other links are not followed."
        for target in _LINK.findall(line):
            if not re.fullmatch(r"https://\S+|#[a-z][a-z0-9-]*", target):
                yield (
                    number,
                    f"the link `{target}` leads nowhere safe",
                    "Use https://… or `#id` of a heading here.",
                )


def _ids(blocks: Sequence[Block]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for block in blocks:
        if block.id in seen:
            yield (
                block.line,
                f"the id `{block.id}` is taken by line {seen[block.id]}",
                "Give each heading its own.",
            )
        elif block.id is not None:
            seen[block.id] = block.line
    for block in blocks:
        if block.kind in _PROSE_RULES:
            for target in re.findall(r"\]\(#([a-z][a-z0-9-]*)\)", block.text):
                if target not in seen:
                    yield block.line, f"no heading has the id `{target}`", "Look at the end of the headings."
