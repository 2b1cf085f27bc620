"""Put Sala together: settings, content, database, pages. The only module that knows every feature."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from lms import cli, config, db, i18n, installation, web, workers
from lms.accounts import auth
from lms.accounts.views import people, sign_in
from lms.backup import leftovers
from lms.certificates.views import public
from lms.community import views as community
from lms.config import Settings
from lms.content import registry
from lms.courses import services, views
from lms.db import connections
from lms.desk import views as desk
from lms.feedback import views as feedback
from lms.handbooks import views as handbooks
from lms.handouts import views as handouts
from lms.imports.views import imports
from lms.privacy.services import erasure_list, retention
from lms.privacy.views import my_data
from lms.quizzes.queries import missed
from lms.quizzes.services import attempts, overviews, pre_tests
from lms.quizzes.views import item_analysis, paper_results, paper_tests, parallel, practice, tests, unlocks
from lms.records.views import index
from lms.reports import views as reports
from lms.search import views as search
from lms.surveys import views as surveys
from lms.surveys.services import answers as survey_answers
from lms.surveys.services import interviews
from lms.translations import views as translations
from lms.web import (
    edge_middleware,
    health,
    log_redaction,
    page_cache,
    request_input,
    script_bundle,
    static_files,
    template_globals,
)
from lms.workshops import views as workshops


def create_app(settings: Settings | None = None) -> Flask:
    """The application. Raises BadSetting on a wrong setting and ContentBroken on broken content."""
    settings = settings or config.from_environment()
    content = registry.load(settings.content, settings.instance / "content", settings.secret_key)
    config.make_places(settings)
    app = Flask("lms", static_folder=None)
    app.request_class = request_input.Request
    app.url_map.converters.update(request_input.CONVERTERS)
    app.jinja_env.undefined = StrictUndefined  # a name that nobody gave is an error, not an empty place
    app.jinja_env.lstrip_blocks = True  # the indentation of a tag is not sent to a phone
    app.config.from_mapping(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        # Behind https a browser takes a cookie of this name from this host alone, for all of it and encrypted.
        SESSION_COOKIE_NAME="__Host-sala" if settings.secure else "sala",
        SESSION_COOKIE_PATH="/",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure,
        MAX_CONTENT_LENGTH=1024 * 1024,
        MAX_FORM_PARTS=request_input.MOST_FIELDS,
        WTF_CSRF_TIME_LIMIT=None,  # a quiz may stay open for a day; the token ends with the session
    )
    app.extensions["sala.settings"] = settings
    app.logger.addFilter(log_redaction.without_secrets)
    # The countries whose local phone numbers are understood when somebody signs in.
    app.config["COUNTRIES"] = tuple(society.country for society in content.societies.values())
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = connections.engine_options(settings)
    if settings.proxies:
        # Only as many as are ours: anybody can write these headers, and the throttle counts by address.
        proxied = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)
        app.wsgi_app = proxied  # type: ignore[method-assign]
    db.init_app(app)
    installation.init_app(app)
    languages = tuple(language.code for language in content.languages)
    i18n.init_app(app, languages)
    auth.init_app(app)  # before the edge: who is signed out is led to sign in, not told of a stale form
    web.init_app(app, languages)
    template_globals.init_app(
        app, content.languages, demo=settings.demo, may=auth.may, is_personal=auth.is_personal
    )
    for domain in (
        health,
        page_cache,
        script_bundle,
        views,
        sign_in,
        people,
        tests,
        practice,
        parallel,
        item_analysis,
        paper_tests,
        paper_results,
        unlocks,
        surveys,
        feedback,
        community,
        workshops,
        public,
        handbooks,
        handouts,
        index,
        reports,
        imports,
        my_data,
        search,
        translations,
        desk,
    ):
        domain.init_app(app)
    services.test_states.connect(overviews.test_states)
    services.practice_due.connect(missed.count_due)
    services.survey_of.connect(survey_answers.invitation_of)
    services.survey_to_ask.connect(interviews.to_ask)
    attempts.learning_of.connect(services.learning_of)
    pre_tests.unread_before_outreach.connect(services.unread_before_outreach)
    survey_answers.unread_before_outreach.connect(services.unread_before_outreach)
    survey_answers.pre_tests_of.connect(pre_tests.pre_tests_of)
    survey_answers.modules_to_pre_test.connect(pre_tests.modules_to_pre_test)
    retention.on_tidy.connect(leftovers.remove)
    health.also(app, erasure_list.problem)
    workers.init_app(app)
    cli.init_app(app)
    app.wsgi_app = page_cache.Counter(app)  # type: ignore[method-assign]
    _serve_files(app)
    app.wsgi_app = edge_middleware.OuterEdge(app.wsgi_app, settings)  # type: ignore[method-assign]
    return app


def _serve_files(app: Flask) -> None:
    """Files answer before the application is asked, with a year to live: their address carries a version."""
    files = static_files.StaticFiles(app.wsgi_app, max_age=365 * 24 * 3600, allow_all_origins=False)
    files.add_files(str(Path(app.root_path) / "static"), prefix="static/")
    app.wsgi_app = files  # type: ignore[method-assign]
