"""Pages of workshops: plan, roster, attendance, close; the people of a trainer's branches."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from lms import web
from lms.courses.services import has_past_workshops, workshops_of
from lms.records.queries.ledger import taken_back
from lms.web import menu
from lms.workshops.presenters.own_workshops import own_workshops
from lms.workshops.presenters.wording import WORDS
from lms.workshops.queries.workshops import closings_of, has_closed_workshops
from lms.workshops.views import (
    attendance,
    branch,
    calendar,
    cascade,
    check_in,
    closing,
    notes,
    papers,
    plans,
    practice,
    roster,
    walk_ins,
)


def init_app(app: Flask) -> None:
    """Register the pages, the sentences and the place in the menu."""
    for one in (
        plans,
        roster,
        attendance,
        walk_ins,
        check_in,
        practice,
        closing,
        notes,
        papers,
        calendar,
        branch,
        cascade,
    ):
        app.register_blueprint(one.bp)
    app.register_blueprint(check_in.short)
    web.register_messages(WORDS)
    workshops_of.connect(own_workshops)
    has_past_workshops.connect(has_closed_workshops)
    taken_back.closings_found_by(closings_of)
    entry = menu.Entry(5, "workshops.run", "workshops.overview", _l("Workshops"), icon="workshops")
    tree = menu.Entry(42, "records.read", "cascade.tree", _l("Who trained whom"), icon="tree")
    menu.register(app, entry, tree)
