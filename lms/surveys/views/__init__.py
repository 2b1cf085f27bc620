"""Pages of surveys: answering, and what groups answered."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from lms import web
from lms.surveys.presenters.collected import WORDS
from lms.surveys.views import answers, collected, country_sheet, interviews, papers, results
from lms.web import menu
from lms.web.menu import Entry


def init_app(app: Flask) -> None:
    """Register the pages and the sentences."""
    app.register_blueprint(answers.bp)
    app.register_blueprint(interviews.bp)
    app.register_blueprint(results.bp)
    app.register_blueprint(collected.bp)
    app.register_blueprint(papers.bp)
    app.register_blueprint(country_sheet.bp)
    web.register_messages(results.WORDS)
    web.register_messages(WORDS)
    menu.register(
        app,
        Entry(
            57,
            "surveys.read",
            "survey_results.overview",
            _l("What people need to learn"),
            icon="survey",
            short=_l("Survey"),
        ),
    )
