"""Pages of HR: the certifications of a scope, and one person's records. Decisions are in `decisions`."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from flask import Flask, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from lms import audit, web
from lms.accounts import auth
from lms.accounts.services import nameless, people, signals
from lms.accounts.services.people import Person, PersonId
from lms.records.personal_data import births_that_count_alike
from lms.records.queries import training_counts
from lms.records.queries.ledger import void_ledgers
from lms.records.services import achievements, parting
from lms.records.views import bulk_extension, certification_list, decisions, expiring, exports
from lms.records.views import person as person_views
from lms.web import menu
from lms.web.menu import Entry

bp = web.blueprint("records", __name__)

bp.add_url_rule("/records/", "people", certification_list.people)


def init_app(app: Flask) -> None:
    """Register the pages and the sentences."""
    for blueprint in (bp, decisions.bp, bulk_extension.bp, expiring.bp, exports.bp):
        app.register_blueprint(blueprint)
    for words in (certification_list.WORDS, decisions.WORDS, bulk_extension.WORDS):
        web.register_messages(words)
    menu.register(
        app,
        Entry(
            30, "records.read", "records.people", _l("Training records"), icon="records", short=_l("Records")
        ),
        Entry(40, "records.read", "expiring.soon", _l("Ending soon"), icon="clock"),
    )
    people.on_moved.connect(achievements.reproject)
    people.on_merged.connect(_on_merged)
    people.on_parted.connect(parting.part)
    signals.trainings_of.connect(training_counts.count_trainings)
    nameless.with_nothing_recorded.connect(_with_nothing_recorded)


def _with_nothing_recorded(ids: Collection[PersonId]) -> Mapping[PersonId, int | None]:
    return births_that_count_alike(void_ledgers.among_people(ids)) if ids else {}


def _on_merged(kept: Person, merged: Person) -> None:
    for person in (kept, merged):
        achievements.reproject(person)


@bp.get("/records/<number>/")
@web.access("records.read")
def person(number: str) -> ResponseReturnValue:
    """One person: every certificate, and the ledger as a timeline."""
    subject = person_views.in_scope(number)
    audit.looked(subject.id, auth.signed_in_person().id, "records.person")
    return person_views.page(subject, done=request.args.get("done", ""))
