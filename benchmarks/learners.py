"""Invented learners of a server under measurement: signed in, some with a paper to hand in. One database each."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final, assert_never, cast
from urllib.parse import urlencode

from flask import Flask, g
from flask import session as kept
from flask.sessions import SecureCookieSessionInterface
from flask_migrate import upgrade
from sqlalchemy import update

from benchmarks import load, processes
from lms import clock, config, db, demo
from lms.accounts import auth
from lms.accounts.domain import pins
from lms.accounts.models import BrowserSession
from lms.accounts.queries import people
from lms.accounts.services import people as people_service
from lms.accounts.services import sign_in
from lms.accounts.services import units as places
from lms.app import create_app
from lms.content import registry
from lms.content.types.questions import (
    MatchingPairs,
    MultipleChoice,
    Numeric,
    Ordering,
    SingleChoice,
    TrueFalse,
)
from lms.quizzes.domain.kinds import rules_of
from lms.quizzes.services import attempts
from lms.quizzes.services.attempts import ShownItem

SECRET: Final = secrets.token_hex(32)
PIN: Final = demo.PIN
MODULE: Final = "pss"


@dataclass(frozen=True)
class Learner:
    """What the browser of somebody who is signed in sends: the cookie, the token of forms.

    A writer has a `paper`, and the fields of its form with everything `right` or everything `wrong`.
    """

    number: str
    cookie: str
    token: str
    paper: str
    right: tuple[tuple[str, str], ...]
    wrong: tuple[tuple[str, str], ...]

    def get(self, path: str) -> bytes:
        """A request for a page."""
        return load.message("GET", path, {"Cookie": f"sala={self.cookie}"})

    def post(self, path: str, fields: tuple[tuple[str, str], ...] = (), **headers: str) -> bytes:
        """A form that is sent."""
        body = urlencode([("csrf_token", self.token), *fields]).encode()
        return load.message("POST", path, {"Cookie": f"sala={self.cookie}", **headers}, body)


def settle(instance: Path, *, beginners: int, writers: int) -> tuple[list[Learner], list[Learner]]:
    """A migrated database below `instance`, with so many learners who have not started the test of MODULE, and
    so many who have a paper of it.

    All have the same PIN, scrambled once: it takes 30 ms to make one.
    """
    app = create_app(config.from_environment(environment(instance)))
    pin_hash = pins.hashed(PIN, SECRET)
    with app.app_context():
        upgrade()
        places.settle(tuple(registry.current().societies.values()), actor=None)
        learners = [
            _learner(app, number, pin_hash, writes=number >= beginners)
            for number in range(beginners + writers)
        ]
        db.session.commit()
        db.session.remove()
        db.db.engine.dispose()
    return learners[:beginners], learners[beginners:]


def environment(instance: Path, **more: str) -> dict[str, str]:
    """The environment of a server on that database. Background work stands still there unless asked for."""
    ours = {"SALA_INSTANCE": str(instance), "SALA_SECRET_KEY": SECRET, "SALA_JOBS": "external"}
    return processes.environment(**{**ours, **more})


def _learner(app: Flask, number: int, pin_hash: str, *, writes: bool) -> Learner:
    branch = people.unit_by_code(registry.current().societies["khm"].branches[0].code)
    person = people_service.create_person(
        people_service.Particulars(number=f"KH-{number:05}", name="សុខា", latin_name="Sokha", language="km"),
        branch,
        actor=None,
    )
    sign_in.store_pin(person, pin_hash)
    cookie, token = cookie_and_token(app, person)
    paper = attempts.open_paper(person, MODULE, "km") if writes else ""
    asked = attempts.paper(person, paper).asked if writes else ()
    return Learner(
        person.number, cookie, token, paper, _filled(asked, right=True), _filled(asked, right=False)
    )


def cookie_and_token(app: Flask, person: people_service.Person) -> tuple[str, str]:
    """The cookie and the form token of a browser in which this person has signed in."""
    interface = app.session_interface
    assert isinstance(interface, SecureCookieSessionInterface)
    signer = interface.get_signing_serializer(app)
    assert signer is not None
    csrf_token = cast("Callable[[], str]", app.jinja_env.globals["csrf_token"])
    with app.test_request_context("/km/"):
        auth.enter(person, keep=False)
        # A long run of exports is asked for no PIN in between.
        far_away = clock.now() + timedelta(days=1)
        db.session.execute(
            update(BrowserSession)
            .filter_by(person_id=person.id)
            .values(ends_at=far_away, confirmed_at=far_away)
        )
        token = csrf_token()
        # All of these requests share the context of the application, and with it what one of them has kept.
        for name in ("csrf_token", "_login_user"):
            g.pop(name, None)
        return str(signer.dumps(dict(kept))), token


def _filled(asked: tuple[ShownItem, ...], *, right: bool) -> tuple[tuple[str, str], ...]:
    return tuple(field for one in asked for field in _fields(one, right))


def _fields(asked: ShownItem, right: bool) -> Iterator[tuple[str, str]]:
    name, places = f"q{asked.number}", {part: str(place) for place, part in enumerate(asked.parts, start=1)}
    match asked.question:
        case SingleChoice(right=answer):
            yield name, places[answer if right else next(part for part in asked.parts if part != answer)]
        case MultipleChoice(right=answers):
            wrong = [part for part in asked.parts if part not in answers]
            for part in answers if right else [*wrong, *answers][: len(answers)]:
                yield name, places[part]
        case TrueFalse(answer=truth, right_reason=reason):
            yield name, "true" if truth is right else "false"
            yield f"{name}-reason", places[reason]
        case Ordering(steps=steps):
            for place, part in enumerate(steps if right else reversed(steps), start=1):
                yield f"{name}-step{places[part]}", str(place)
        case Numeric(answer=number, tolerance=tolerance):
            yield name, str(number if right else number + tolerance + 1)
        case MatchingPairs(answers=answers):
            offered = [part for part in asked.parts if part in answers]
            for place, part in enumerate(rules_of(asked.question).key, start=1):
                chosen = part if right else next(one for one in offered if one != part)
                yield f"{name}-pair{place}", str(offered.index(chosen) + 1)
        case _ as unknown:
            assert_never(unknown)
