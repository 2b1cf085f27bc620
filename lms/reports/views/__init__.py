"""Pages of reports: figures, totals reported from before Sala, and what groups did not understand."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from lms import web
from lms.reports.views import baseline, community, figures, group_answers, workshop_report
from lms.web import menu
from lms.web.menu import Entry


def init_app(app: Flask) -> None:
    """Register the pages and the sentences."""
    for blueprint in (figures.bp, baseline.bp, community.bp, group_answers.bp, workshop_report.bp):
        app.register_blueprint(blueprint)
    web.register_messages(baseline.WORDS)
    menu.register(
        app,
        Entry(50, "reports.read", "figures.overview", _l("Reports"), icon="reports"),
        Entry(52, "community.read", "community_figures.overview", _l("Talks with groups"), icon="talks"),
        Entry(55, "answers.read", "group_answers.overview", _l("What was hard"), icon="hard"),
    )
