"""Blocks -> sanitised HTML. Knows no language of its own: labels, services and picture addresses are
handed in.

One conversion a lesson: the prose of all blocks goes through Markdown and the sanitiser together, with a
marker paragraph wherever our own tags belong; the markers become tags afterwards. What an author wrote is
therefore always sanitised, and what the allow-list lets through need not include our classes.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from types import MappingProxyType
from typing import TypeAlias

import markdown
import nh3

from lms.content.lessons.block_rules import picture, service_keys
from lms.content.lessons.blocks import PROSE, Block, Mark
from lms.content.lessons.conversation import Story, told

LocalServices: TypeAlias = Callable[[tuple[str, ...]], str]
PictureAddress: TypeAlias = Callable[[str], str]

# Words of the page: above blocks of a kind, and above blocks with a mark (see `Block.mark`).
LABELS = frozenset(
    {
        *("key", "safety", "scenario", "choice", "activity", "check", "answer", "local", "trainer"),
        *("stale", "withheld", "untranslated", "better", "risky"),
    }
)

_TAGS = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "br", "hr", "blockquote", "code"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href"}, "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "ol": {"start"}}
_SAFE_LINK = re.compile(r"https://[^\s]+|#[a-z][a-z0-9-]*")
_SAFE_ID = re.compile(r"[a-z][a-z0-9-]*")
# Private-use characters mark our tags; the hygiene check refuses them in content, and here they are taken
# out.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARKER = re.compile(f"<p>{_OPEN}([0-9]+){_CLOSE}</p>")

# What stands before and after the content of a block. Heading levels: h1 is the lesson, h2 its sections.
_LABEL = '<p class="label"{lang}>{label}</p>'
_MARK = '<span class="label"{lang}>{label}</span>'
_DESIGNS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "key": (f'<aside class="block key">{_LABEL}', "</aside>"),
        "safety": (f'<aside class="block safety">{_LABEL}', "</aside>"),
        "trainer": (f'<aside class="block trainer">{_LABEL}', "</aside>"),
        "scenario": (f'<section class="block scenario">{_LABEL}<h3>{{title}}</h3>', "</section>"),
        "activity": (f'<section class="block activity">{_LABEL}<h3>{{title}}</h3>', "</section>"),
        "check": (f'<section class="block check">{_LABEL}<h3>{{title}}</h3>', "</section>"),
        "choice": (f'<details class="choice"><summary>{_MARK} {{title}}</summary>', "</details>"),
        "answer": (f'<details class="answer"><summary>{_MARK}</summary>', "</details>"),
        "steps": ('<figure class="block steps"><figcaption>{title}</figcaption>', "</figure>"),
        "compare": ('<div class="block compare"><h3>{title}</h3>', "</div>"),
        "do": ('<section class="do"><h4>{title}</h4>', "</section>"),
        "dont": ('<section class="dont"><h4>{title}</h4>', "</section>"),
    }
)
# On a screen the answer is a bubble, as what comes of a choice is.
_ANSWER = (f'<details class="answer"><summary>{_MARK}</summary><div class="bubble ok">', "</div></details>")
_LOCAL = (f'<section class="block local">{_LABEL}<h3>{{title}}</h3>', "</section>")


_ours = threading.local()


class _Page:
    """The Markdown of one lesson with markers, and the tags that the markers stand for."""

    def __init__(
        self,
        language: str,
        labels: Mapping[str, str],
        local: LocalServices,
        address: PictureAddress,
        trainer: bool,
        stories: Iterator[Story] | None,
    ) -> None:
        self._language = language
        self._labels = labels
        self._local = local
        self._address = address
        self._trainer = trainer
        self._stories = stories
        self._foreign = False
        self._parts: list[str] = []
        self._tags: list[str] = []

    def add(self, blocks: Sequence[Block]) -> None:
        """Add top-level blocks; neighbours in another language than the page's, or with the same mark, share
        one element that says so.
        """
        for (language, mark), run in groupby(blocks, lambda block: (block.language, block.mark)):
            self._foreign = language != self._language
            around = self._foreign or mark is not None
            if around:
                self._tag(self._opening(language, mark))
            for block in run:
                self._block(block)
            if around:
                self._tag("</div>")

    def _opening(self, language: str, mark: Mark | None) -> str:
        lang = f' lang="{escape(language)}"' if self._foreign else ""
        if mark is None:
            return f"<div{lang}>"
        note = f'<p class="notice small"{self._own_language()}>{escape(self._labels[mark])}</p>'
        return f'<div class="older"{lang}>{note}'

    def _own_language(self) -> str:
        # Labels are interface text, in the language of the page also where the block is in another one.
        return f' lang="{escape(self._language)}"' if self._foreign else ""

    def html(self) -> str:
        html = sanitised(_converter().reset().convert("\n\n".join(self._parts)))
        html = html.replace("<table>", '<div class="table"><table>').replace("</table>", "</table></div>")
        return _MARKER.sub(lambda match: self._tags[int(match[1])], html)

    def _tag(self, html: str) -> None:
        self._parts.append(f"{_OPEN}{len(self._tags)}{_CLOSE}")
        self._tags.append(html)

    def _block(self, block: Block) -> None:
        if block.kind in PROSE:
            self._parts.append(block.text.replace(_OPEN, "").replace(_CLOSE, ""))
        elif block.kind == "picture":
            self._tag(self._picture(block))
        elif block.kind == "local":
            self._tag(self._filled(_LOCAL[0], block) + self._local(service_keys(block)) + _LOCAL[1])
        elif block.kind == "scenario" and self._stories is not None:
            self._conversation(block, next(self._stories, Story(0)))
        elif block.kind not in _DESIGNS:
            raise ValueError(f"no design for a block of kind {block.kind!r}")
        elif block.kind != "trainer" or self._trainer:
            is_bubble = block.kind == "answer" and self._stories is not None
            before, after = _ANSWER if is_bubble else _DESIGNS[block.kind]
            self._tag(self._filled(before, block))
            for child in block.children:
                self._block(child)
            self._tag(after)

    def _conversation(self, block: Block, story: Story) -> None:
        for piece in told(block, story, self._labels, self._own_language()):
            if isinstance(piece, str):
                self._tag(piece)
            else:
                self._block(piece)

    def _filled(self, design: str, block: Block) -> str:
        label = escape(self._labels[block.kind]) if "{label}" in design else ""
        return design.format(title=escape(block.title), label=label, lang=self._own_language())

    def _picture(self, block: Block) -> str:
        words, file = picture(block)
        image = f'<img src="{escape(self._address(file))}" alt="{escape(words)}" loading="lazy">'
        return f'<figure class="block picture">{image}<figcaption>{escape(block.title)}</figcaption></figure>'


def _converter() -> markdown.Markdown:
    """One a thread: to make one takes longer than to convert a block, and a check converts thousands."""
    made: markdown.Markdown | None = getattr(_ours, "converter", None)
    if made is None:
        made = markdown.Markdown(extensions=["tables", "attr_list", "sane_lists"], output_format="html")
        # Raw HTML is text here: an unclosed `<div>` would otherwise swallow the markers after it.
        made.preprocessors.deregister("html_block")
        made.inlinePatterns.deregister("html")
        _ours.converter = made
    return made


def render(
    blocks: Sequence[Block],
    *,
    language: str,
    labels: Mapping[str, str],
    local: LocalServices,
    address: PictureAddress,
    trainer: bool = False,
    stories: Sequence[Story] | None = None,
) -> str:
    """The HTML of a lesson for a page in `language`. Blocks in another language carry its `lang`.

    `labels` has the words of LABELS in the page's language; `local` gets the service keys of a block and
    returns HTML that is trusted as it is, so it has to escape; `address` turns the name of a picture file
    into its address. Notes for trainers are left out unless `trainer`. With `stories`, one for each scenario in
    order, stories and answers are drawn as a conversation for a screen; without, as paper has them.
    Raises KeyError for a missing label and ValueError for a kind of block that has no design; blocks that passed
    the checks have one.
    """
    page = _Page(language, labels, local, address, trainer, None if stories is None else iter(stories))
    page.add(blocks)
    return page.html()


def sanitised(html: str) -> str:
    """HTML with the tags of prose only: no script, style, class, image or form, and links to https or an
    id here.
    """
    return nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags={"script", "style"},
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"https"},
        link_rel="noopener",
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value if _SAFE_LINK.fullmatch(value) else None
    if name == "id":
        return value if _SAFE_ID.fullmatch(value) else None
    return value if name == "rel" or value.isdigit() else None  # `rel` is the sanitiser's own
