"""What comes in with a request before any page reads it: lengths, ids, signs that no database holds, host names.

Knows no pages and no people.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

import flask
from werkzeug.datastructures import Accept, ImmutableMultiDict, LanguageAccept, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.http import parse_accept_header
from werkzeug.routing import BaseConverter, IntegerConverter, Map, UnicodeConverter

from lms.config import LOOPBACK

LONGEST_PART: Final = 200  # characters of one part of an address: a volunteer number, the token of a card
LARGEST_ID: Final = 2**31 - 1  # an INTEGER of PostgreSQL; SQLite ends with an error at 2**63
# Fields of a form. Our longest, the preview of a list: 200 remarks to tick, 60 words with three fields each, 50 lines.
MOST_FIELDS: Final = 1000
LONGEST_HEADER: Final = 1000  # characters of a header that says what a browser would like
# A Host header: a name, or a number of IPv6 in brackets, and perhaps a port (RFC 9110, 7.2).
_HOST: Final = re.compile(r"(?:\[([^\[\]]+)\]|([^\[\]:@/?#\\\s]+))(?::[0-9]*)?")
_ENCODINGS: Final = ("br", "gzip")  # that our pages and files are kept in, the smaller first
_REPLACED: Final = {0: "\ufffd", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}


class Request(flask.Request):
    """A request whose fields hold no NUL and no half of a surrogate pair: each becomes U+FFFD, as in a browser.

    PostgreSQL refuses both even in a question, and nobody has ever typed one. A form of too many fields is refused
    before it is taken apart, however it is written: Werkzeug counts those of multipart/form-data alone.
    """

    @cached_property
    def args(self) -> MultiDict[str, str]:
        """The query of the address."""
        return _without_unstorable(super().args)

    @cached_property
    def accept_languages(self) -> LanguageAccept:
        """The languages that the browser would like, as far as the header is of a sensible length."""
        header = self.headers.get("Accept-Language", "")
        return parse_accept_header(header if len(header) <= LONGEST_HEADER else "", LanguageAccept)

    def _load_form_data(self) -> None:
        if "form" not in self.__dict__:
            self._refuse_many_fields()
            super()._load_form_data()
            self.__dict__["form"] = _without_unstorable(self.__dict__["form"])

    def _refuse_many_fields(self) -> None:
        if self.mimetype != "application/x-www-form-urlencoded":
            return
        if self.get_data().count(b"&") >= MOST_FIELDS:
            raise RequestEntityTooLarge


def _without_unstorable(typed: MultiDict[str, str]) -> MultiDict[str, str]:
    pairs = list(typed.items(multi=True))
    if all(_is_storable(text) for pair in pairs for text in pair):
        return typed
    return ImmutableMultiDict(
        (name.translate(_REPLACED), value.translate(_REPLACED)) for name, value in pairs
    )


def _is_storable(text: str) -> bool:
    return (text.isascii() and "\0" not in text) or not any(ord(sign) in _REPLACED for sign in text)


class _Part(UnicodeConverter):
    """A part of an address that could name something."""

    def __init__(
        self, map: Map, minlength: int = 1, maxlength: int | None = None, length: int | None = None
    ) -> None:
        super().__init__(map, minlength, maxlength or LONGEST_PART, length)
        self.regex = self.regex.replace("[^/]", "[^/\\x00]")


class _Id(IntegerConverter):
    """An id that a row could have. In ASCII digits: an address has one spelling."""

    regex = "[0-9]{1,10}"

    def __init__(self, map: Map, min: int = 1, max: int = LARGEST_ID, **more: Any) -> None:
        super().__init__(map, min=min, max=max, **more)


CONVERTERS: Final[Mapping[str, type[BaseConverter]]] = {"default": _Part, "string": _Part, "int": _Id}


def trusted_hosts(base_url: str, *, demo: bool) -> frozenset[str]:
    """The names under which the site answers: its own; also those of this machine where only this machine asks."""
    own = (urlsplit(base_url).hostname or "").lower()
    return frozenset({own}) | (LOOPBACK if demo or own in LOOPBACK else frozenset())


def is_trusted(host: str, trusted: Collection[str]) -> bool:
    """Whether the value of a Host header names one of the hosts, whatever the port."""
    # Not urlsplit: it also takes a user before the name, a path behind it, and anything for a port.
    found = _HOST.fullmatch(host)
    return found is not None and (found[1] or found[2]).rstrip(".").lower() in trusted


@lru_cache(maxsize=256)  # there are as many as there are browsers
def encodings(header: str) -> str:
    """The encodings of ours that a browser likes best, joined by ", "; quality 0 means no (RFC 9110, 12.5.3)."""
    accepted = parse_accept_header(header if len(header) <= LONGEST_HEADER else "", Accept)
    qualities = {name: float(accepted.quality(name)) for name in _ENCODINGS}
    best = max(qualities.values())
    return ", ".join(_liked(qualities.items(), best)) if best > 0 else ""


def _liked(qualities: Iterable[tuple[str, float]], best: float) -> Iterable[str]:
    return (name for name, quality in qualities if quality == best)
