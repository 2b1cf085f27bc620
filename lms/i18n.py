"""Languages of the interface: which one this page speaks, and how dates and numbers look in it."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime
from typing import Final

from babel import negotiate_locale
from flask import Flask, Response, current_app, g, has_request_context, request
from flask_babel import Babel, force_locale

from lms import clock
from lms.text import calendars

DEFAULT_LANGUAGE = "en"
CHOICE: Final = "language"  # the cookie that the switcher sets (page.js)

_FIRST_PART: Final = re.compile(r"/([^/?#]+)")

__all__ = [
    "current_language",
    "day",
    "force_locale",
    "forget_choice",
    "in_current_language",
    "init_app",
    "preferred_language",
]


def init_app(app: Flask, languages: Collection[str]) -> None:
    """Set up the catalogues. `languages` come from the content; the first is the fallback."""
    app.config["LANGUAGES"] = tuple(languages)
    app.config["BABEL_DEFAULT_LOCALE"] = DEFAULT_LANGUAGE
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "locale"
    Babel(app, locale_selector=current_language)
    app.jinja_env.filters["day"] = day
    app.jinja_env.filters["short_day"] = short_day
    app.jinja_env.filters["year"] = year
    app.jinja_env.filters["time_of_day"] = time_of_day
    app.jinja_env.globals["current_language"] = current_language


def current_language() -> str:
    """The language of the page being made: the one in its address, else the reader's preferred one."""
    if not has_request_context():
        return DEFAULT_LANGUAGE
    language: str | None = g.get("language")
    return language or _language_of_address() or preferred_language()


def _language_of_address() -> str | None:
    """The language in an address that leads to no page, or not by this method: its error is read in it, too."""
    first = request.path.split("/", 2)[1]
    return first if first in current_app.config["LANGUAGES"] else None


def in_current_language(address: str) -> str:
    """An address of this site in the language of the page being made, where it has a language in its path."""
    first = _FIRST_PART.match(address)
    if first is None or first[1] not in current_app.config["LANGUAGES"]:
        return address
    return f"/{current_language()}{address[first.end() :]}"


def forget_choice(response: Response) -> Response:
    """Let the browser forget the language that somebody chose: who comes after them may read another one."""
    if CHOICE in request.cookies:
        response.delete_cookie(CHOICE, samesite="Lax")
    return response


def preferred_language(own: str | None = None) -> str:
    """By choice (in the address, or a cookie that holds nothing else), then the reader's `own` where it is known, then
    by browser, then the default.
    """
    known: tuple[str, ...] = current_app.config["LANGUAGES"]
    for chosen in (request.args.get("language", ""), request.cookies.get(CHOICE, ""), own):
        if chosen in known:
            return str(chosen)
    # "km-KH, en;q=0.5" is a reader of Khmer, although no language of ours is called km-KH.
    wanted = list(request.accept_languages.values())
    return negotiate_locale(wanted, known, sep="-") or DEFAULT_LANGUAGE


def day(value: date, language: str | None = None) -> str:
    """A date as people of that language write it: "24 พฤศจิกายน 2569", "24 វិច្ឆិកា 2026", "24 ພະຈິກ 2026".

    An instant (a datetime is a date, too) falls on the day that it was in the region.
    """
    language = language or current_language()
    value = clock.day_of(value) if isinstance(value, datetime) else value
    return calendars.long_date(value, language, calendar=calendars.default_calendar(language))


def short_day(value: date, language: str | None = None) -> str:
    """A date for a narrow place, in the years of that language: "27/11/2028", in Thai "27/11/2571"."""
    counted = calendars.year_for(value.year, language or current_language())
    return f"{value.day}/{value.month}/{counted}"


def time_of_day(instant: datetime) -> str:
    """The hour and minute that it was in the region: "09:05"."""
    return f"{instant.astimezone(clock.REGION):%H:%M}"


def month(value: date, language: str | None = None) -> str:
    """A month for a narrow cell, in the years of that language: "06.27", in Thai "06.70" for June 2570."""
    counted = calendars.year_for(value.year, language or current_language())
    return f"{value.month:02}.{counted % 100:02}"


def year(value: int, language: str | None = None) -> str:
    """A year, such as that of somebody's birth, as people of that language count it: 2535 for 1992 in Thai."""
    return str(calendars.year_for(value, language or current_language()))
