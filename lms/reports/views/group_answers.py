"""A page for trainers: what the people of their places did not understand. Groups only, never a person."""

from __future__ import annotations

from flask import render_template, request

from lms import clock, web
from lms.accounts import auth
from lms.accounts.queries import units
from lms.content import registry
from lms.errors import NotFound
from lms.i18n import current_language
from lms.records.queries import certification_list
from lms.reports.presenters import group_answers
from lms.reports.queries.group_answers import group_report

bp = web.blueprint("group_answers", __name__)


@bp.get("/reports/answers/")
@web.access("answers.read")
@web.expensive
def overview() -> str:
    """The hardest questions of a module, and its lessons by place and language."""
    content, language = registry.current(), current_language()
    modules = [module for module in content.modules if module.id in content.pools]
    chosen = next((one for one in modules if one.id == request.args.get("module", modules[0].id)), None)
    if chosen is None:
        raise NotFound
    scope, pool = auth.scope(), content.pools[chosen.id]
    report = group_report(scope, certification_list.units_of(scope, language), content, pool, clock.today())
    return render_template(
        "reports/group_answers.html",
        modules=modules,
        module=chosen,
        language=language,
        report=report,
        around=[place.name for place in units.places(scope, language) if not place.depth],
        hardest=group_answers.hardest(report, chosen, pool, language),
        hidden=group_answers.count_hidden(report),
        table=group_answers.lesson_table(report, chosen, content, language),
    )
