"""The sheet of a country as PDF: what one round said, on one page."""

from __future__ import annotations

from typing import Final

from flask import Response, request

from lms import db, web
from lms.accounts import auth
from lms.accounts.queries import units
from lms.content import registry
from lms.errors import NotFound
from lms.i18n import current_language
from lms.surveys import queries, rendering
from lms.surveys.presenters.country_sheet import country_sheet
from lms.surveys.presenters.results import shown_results
from lms.surveys.services.rounds import note_export
from lms.surveys.views.results import round_over, society_of, survey_asked_for
from lms.web.downloads import as_file

bp = web.blueprint("survey_sheet", __name__)

# How much is said, until it fits on a page: tasks and changes that are named, gaps that no training mends (the others
# are counted), how people learn.
_LENGTHS: Final = (
    {"most": 5, "most_gaps": 15, "has_ways": True},
    {"most": 5, "most_gaps": 15, "has_ways": False},
    {"most": 5, "most_gaps": 8, "has_ways": False},
    {"most": 3, "most_gaps": 8, "has_ways": False},
    {"most": 3, "most_gaps": 4, "has_ways": False},
    {"most": 1, "most_gaps": 2, "has_ways": False},
)


@bp.post("/surveys/results/sheet.pdf")
@web.access("surveys.read")
def sheet() -> Response:
    """The sheet of a round, in the language of the address, which is noted. Raises NotFound where nothing is shown."""
    survey, society = survey_asked_for(), society_of(request.form.get("society", ""))
    language, author = current_language(), auth.signed_in_person()
    with web.expensive_work(), db.reading():
        over = [each for each in queries.rounds_of(society, survey.id) if each.results is not None]
        chosen = round_over(over, request.form.get("round"))
        content = registry.current()
        results = shown_results(survey, chosen, over, content, language) if chosen else None
        if chosen is None or results is None:
            raise NotFound(society)
        shown = {
            "survey": survey,
            "society": units.name_of(society, language),
            "chosen": chosen,
            "sheet": country_sheet(survey, results, chosen, over, language),
            "author": author.name,
            "author_language": author.language,
            "language": language,
        }
        document = rendering.country_sheet(shown, _LENGTHS)
    note_export(auth.signed_in_person(), society, chosen.id)
    response = Response(document, content_type="application/pdf")
    return as_file(response, f"{survey.id}-{society}-{chosen.ends_on.isoformat()}-{language}.pdf")
