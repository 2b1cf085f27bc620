"""A lesson's blocks become the body of a page: labels in the reader's language, services of every Society."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from flask import render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from lms import clock
from lms.content import markdown, shelf
from lms.content.library import LessonText, Module
from lms.content.societies import NamedText, Service, Society, showable


class ServiceRow(NamedTuple):
    """One service of one Society as a page shows it. `number` is empty until the Society has confirmed it."""

    text: NamedText
    number: str
    hours: str
    confirmed: date | None

    @property
    def shown(self) -> bool:
        """Whether there is a confirmed number to show."""
        return bool(self.number)


class SocietyRow(NamedTuple):
    """One Society with the services that a lesson names."""

    code: str
    text: NamedText
    services: list[ServiceRow]


def body(module: Module, text: LessonText, language: str, *, trainer: bool = False) -> Markup:
    """The HTML of a lesson in the page's language. Content is sanitised by `lms.content.markdown`."""
    html = markdown.render(
        text.blocks,
        language=language,
        labels=labels(),
        local=lambda keys: _local(keys, language),
        address=lambda name: url_for("front.picture", module=module.id, name=name),
        trainer=trainer,
    )
    return Markup(html)


def labels() -> dict[str, str]:
    """What stands above each kind of block."""
    return {
        "key": _("Remember"),
        "safety": _("For everyone's safety"),
        "scenario": _("A story"),
        "choice": _("What if you …"),
        "activity": _("Do it"),
        "check": _("Ask yourself"),
        "answer": _("Show the answer"),
        "local": _("In your country"),
        "trainer": _("For the trainer"),
    }


def _local(keys: tuple[str, ...], language: str) -> str:
    societies = [_society_row(society, keys, language) for society in shelf.library().societies.values()]
    return render_template("courses/local.html", societies=societies)


def _society_row(society: Society, keys: tuple[str, ...], language: str) -> SocietyRow:
    services = [service for service in society.services if service.key in keys]
    return SocietyRow(
        society.code, society.name(language), [_service_row(service, language) for service in services]
    )


def _service_row(service: Service, language: str) -> ServiceRow:
    shown = showable(service, clock.today())
    return ServiceRow(
        text=service.text(language),
        number=(service.number or "") if shown else "",
        hours=(service.hours or "") if shown else "",
        confirmed=service.confirmed,
    )
