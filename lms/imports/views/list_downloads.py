"""Files of imports: an empty list with the headings that are understood, and the lines that were left out."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from functools import partial
from typing import BinaryIO, Final
from urllib.parse import quote
from uuid import UUID

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wsgi import FileWrapper

from lms import audit, db, spreadsheets, web
from lms.accounts import auth
from lms.accounts.auth import file_answers, weighty_pages
from lms.i18n import current_language
from lms.imports.domain import left_out_names
from lms.imports.domain.headings import fields
from lms.imports.presenters import rejects
from lms.imports.services import imports as imports_service
from lms.imports.views import import_steps

bp = web.blueprint("list_downloads", __name__)

_CSV: Final = "text/csv; charset=utf-8"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/people/imports/<kind>.<any(csv, xlsx):ending>")
@web.access("records.import")
def template(kind: str, ending: str) -> ResponseReturnValue:
    """An empty list with the headings that are understood."""
    asked, language = fields.known_kind(kind), current_language()
    with ExitStack() as opened:
        file = opened.enter_context(tempfile.TemporaryFile())
        if ending == "csv":
            spreadsheets.write_csv(file, rejects.template_header(asked, language), ())
        else:
            rejects.write_template(file, asked, language)
        return _download(file, f"{asked}.{ending}", opened)


@bp.post("/people/imports/<uuid:uuid>/failed.<any(csv, xlsx):ending>")
@web.access("records.import")
@weighty_pages.weighty
@file_answers.export
@web.expensive
def failed(uuid: UUID, ending: str) -> ResponseReturnValue:
    """The lines that were not brought in, to be mended and brought in again. Noted as every export.

    Of a list that waits, what was chosen on its page is saved first, as by each of its buttons.
    """
    if (page := import_steps.saved_first(uuid)) is not None:
        return page
    xlsx = partial(spreadsheets.write_xlsx, title=_("Left out"), sentences=True)
    write = spreadsheets.write_csv if ending == "csv" else xlsx
    with ExitStack() as opened:
        file = opened.enter_context(tempfile.TemporaryFile())
        with db.reading():
            found = imports_service.find(str(uuid), auth.scope())
            header = rejects.failed_header(found, current_language())
            count = write(file, header, rejects.failed_lines(found))
        actor = auth.signed_in_person().id
        audit.note(actor, "rosters.failed-exported", "roster_import", found.id, rows=count)
        answer = _download(file, left_out_names.plain_name_of(found.file_name, ending), opened)
        own = quote(left_out_names.name_of(found.file_name, current_language(), ending), safe="")
        answer.headers["Content-Disposition"] += f"; filename*=UTF-8''{own}"
        return answer


def _download(file: BinaryIO, name: str, opened: ExitStack) -> Response:
    size = file.tell()
    file.seek(0)
    content_type = _CSV if name.endswith("csv") else _XLSX
    response = Response(FileWrapper(file), content_type=content_type, direct_passthrough=True)
    response.content_length = size
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.call_on_close(opened.pop_all().close)
    return response
