"""The report of a closed workshop for headquarters: one page, in each language of the site, no names."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from flask import Response, render_template
from flask_babel import lazy_gettext as _l

from lms import clock, db, pdf, web
from lms.accounts.auth import signed_in_person
from lms.accounts.services import people
from lms.content import award_names, registry
from lms.content.whole_words import whole_words
from lms.i18n import current_language
from lms.reports.presenters import wording
from lms.reports.queries.workshop_report import WorkshopReport, hardest_questions, workshop_report
from lms.workshops.presenters.wording import KIND_WORDS
from lms.workshops.presenters.workshops import half_day_in_words
from lms.workshops.queries.held import held_workshop
from lms.workshops.queries.workshops import Reader

bp = web.blueprint("workshop_report", __name__)

_TEMPLATES: Final = Path(__file__).parent.parent.parent / "templates" / "reports"
_SHEET: Final = _TEMPLATES / "brief.css"
_HARDEST: Final = (5, 3, 1, 0)  # questions that are named, until all of it fits on one page
RESULT_WORDS: Final = {
    "certified": _l("Certified for the first time"),
    "extended": _l("Certificate renewed"),
    "attendance": _l("No certificate: not there for enough half-days"),
    "test": _l("No new certificate: no test passed since the workshop began"),
    "practice": _l("No certificate: practice not seen yet"),
    "other": _l("No certificate: another reason, such as an entry that HR took back"),
}


@bp.get("/workshops/<uuid>/report.pdf")
@web.access("workshops.run")
def paper(uuid: str) -> Response:
    """The report in the language of the address."""
    person = signed_in_person()
    reader = Reader(person, people.scope_of(person, "records.read"))
    with web.expensive_work(), db.reading():
        held = held_workshop(uuid, reader)
        document = _drawn(workshop_report(held), current_language())
    headers = {
        "Content-Disposition": f'inline; filename="workshop-{held.half_days[0].on}-{current_language()}.pdf"'
    }
    return Response(document, content_type="application/pdf", headers=headers)


def _drawn(report: WorkshopReport, language: str) -> bytes:
    whole = whole_words(registry.current())
    html = ""
    for most in _HARDEST:
        html = render_template("reports/workshop.html", **_shown(report, language, most))
        if len(pdf.lay_out(html, stylesheets=[_SHEET], folder=_TEMPLATES, whole=whole).pages) == 1:
            break
    return pdf.render(html, stylesheets=[_SHEET], folder=_TEMPLATES, whole=whole)


def _shown(report: WorkshopReport, language: str, most: int) -> dict[str, Any]:
    content, held = registry.current(), report.held
    return {
        "language": language,
        "report": report,
        "held": held,
        "kind": KIND_WORDS[held.kind],
        "today": clock.today(),
        "half_days": [half_day_in_words(one, language) for one in held.half_days],
        "spoken": [one.name for one in content.languages if one.code in held.languages],
        "title_of": lambda module: award_names.of_award(content, module, language),
        "modules": report.modules,
        "hardest": {
            one.module: hardest_questions(one, content.pools[one.module], language, most)
            for one in report.modules
            if one.answers
        },
        "result_words": RESULT_WORDS,
        "breakdowns": wording.BREAKDOWN_WORDS,
        "column_name": wording.short_column_name,
        "name_of": lambda table, row: wording.name_of(content, table.name, row.key),
        "value_of": wording.value_of,
    }
