"""Pages of reports: figures, and totals reported from before Sala."""

from __future__ import annotations

from flask import Flask

from lms import web
from lms.reports.views import baseline, figures


def init_app(app: Flask) -> None:
    """Register the pages and the sentences."""
    for blueprint in (figures.bp, baseline.bp):
        app.register_blueprint(blueprint)
    web.register_words(baseline.WORDS)
