"""Pages of HR: the roll of a scope, and one person's records; what is decided there has its room in `acts`."""

from __future__ import annotations

from flask import Flask, request
from flask.typing import ResponseReturnValue

from lms import audit, web
from lms.accounts import auth as gate
from lms.accounts.services import people as accounts
from lms.accounts.services.people import Person
from lms.records.services import achievements as service
from lms.records.views import bulk_extension as acts_many
from lms.records.views import certification_list as matrix_views
from lms.records.views import decisions as acts
from lms.records.views import expiring as expiring_views
from lms.records.views import exports
from lms.records.views import person as history

bp = web.blueprint("records", __name__)

bp.add_url_rule("/records/", "people", matrix_views.people)


def init_app(app: Flask) -> None:
    """Register the pages and the sentences."""
    for blueprint in (bp, acts.bp, acts_many.bp, expiring_views.bp, exports.bp):
        app.register_blueprint(blueprint)
    for words in (matrix_views.WORDS, acts.WORDS, acts_many.WORDS):
        web.register_words(words)
    accounts.on_moved(service.resettle)
    accounts.on_merged(_on_merged)


def _on_merged(kept: Person, merged: Person) -> None:
    for person in (kept, merged):
        service.resettle(person)


@bp.get("/records/<number>/")
@web.access("records.read")
def person(number: str) -> ResponseReturnValue:
    """One person: every certificate, and the ledger as a timeline."""
    subject = history.in_scope(number)
    audit.looked(subject.id, gate.signed_in_person().id, "records.person")
    return history.page(subject, done=request.args.get("done", ""))
