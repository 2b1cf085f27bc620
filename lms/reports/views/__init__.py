"""Pages of reports: figures, and totals reported from before Sala."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from lms import web
from lms.reports.views import baseline, figures
from lms.web import menu
from lms.web.menu import Entry


def init_app(app: Flask) -> None:
    """Register the pages and the sentences."""
    for blueprint in (figures.bp, baseline.bp):
        app.register_blueprint(blueprint)
    web.register_messages(baseline.WORDS)
    menu.register(app, Entry(50, "reports.read", "figures.overview", _l("Reports")))
