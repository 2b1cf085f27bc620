"""A survey for KoboToolbox and ODK: the form to be taken along."""

from __future__ import annotations

import io
from typing import Final

from flask import Response

from lms import web
from lms.surveys.presenters.xlsform import file_name, write_xlsform
from lms.surveys.services import answers
from lms.surveys.views.answers import survey_by_id
from lms.web.downloads import download

bp = web.blueprint("survey_files", __name__)

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/surveys/results/form.xlsx")
@web.access("surveys.run")
def xlsform() -> Response:
    """The survey as an XLSForm."""
    survey, file = survey_by_id(answers.INVITED_TO), io.BytesIO()
    write_xlsform(file, survey)
    return download(file, file_name(survey), _XLSX)
