"""Figures for donors and leaders: the page, the same as files, and the same as a brief to print."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import Any, Final

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import audit, clock, pdf, web
from lms.accounts import gate
from lms.accounts import service as accounts
from lms.content import shelf
from lms.i18n import current_language, day
from lms.records import names, roll
from lms.records.forms import Typed
from lms.records.roll import Unit
from lms.reports import charts, exports, question, words
from lms.reports.exports import Value
from lms.reports.figures import Table
from lms.reports.files import Write, download
from lms.reports.question import Answer, Question

bp = web.blueprint("figures", __name__)

_TEMPLATES: Final = Path(__file__).parent.parent / "templates" / "reports"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/reports/")
@web.access("reports.read")
def overview() -> ResponseReturnValue:
    """The figures of the reader's scope."""
    return _page(request.args)


@bp.post("/reports/figures.csv")
@web.access("reports.read")
def figures_csv() -> ResponseReturnValue:
    """The figures as CSV."""
    return _file(exports.write_csv, "csv", "text/csv; charset=utf-8")


@bp.post("/reports/figures.xlsx")
@web.access("reports.read")
def figures_xlsx() -> ResponseReturnValue:
    """The figures as XLSX."""
    return _file(exports.write_xlsx, "xlsx", _XLSX)


@bp.post("/reports/brief.pdf")
@web.access("reports.read")
def brief_pdf() -> ResponseReturnValue:
    """The figures as a brief to print."""
    units, asked = _read(request.form)
    if asked.asked is None:
        return _page(request.form)
    html = render_template("reports/brief.html", **_shown(asked, units), today=clock.today())
    document = pdf.render(html, stylesheets=[_TEMPLATES / "brief.css"], folder=_TEMPLATES)
    _note(asked, "pdf")
    response = Response(document, content_type="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=_file_name("pdf"))
    return response


def _read(typed: Typed) -> tuple[Mapping[str, Unit], Question]:
    scope = gate.scope()
    units = roll.units_of(scope)
    named = accounts.scope_of(gate.signed_in_person(), "records.read")
    hide = not scope.units <= named.units
    return units, question.read(typed, units, shelf.library(), clock.today(), hide=hide)


def _page(typed: Typed) -> ResponseReturnValue:
    units, asked = _read(typed)
    library, language = shelf.library(), current_language()
    shown = _shown(asked, units) if asked.asked is not None else {"answer": None}
    page = render_template(
        "reports/figures.html",
        **shown,
        question=asked,
        years=question.years(clock.today()),
        choices=[
            ("branch", _("Branch"), [(code, names.of_unit(library, code, language)) for code in units]),
            (
                "module",
                _("Module"),
                [(one.id, names.of_award(library, one.id, language)) for one in library.modules],
            ),
        ],
    )
    return page, 422 if asked.errors else 200


def _shown(asked: Question, units: Mapping[str, Unit]) -> dict[str, Any]:
    """What the page and the brief say alike."""
    library, language = shelf.library(), current_language()
    answer = question.answer(asked, units, library)
    codes = {unit.id: code for code, unit in units.items()}
    return {
        "answer": answer,
        "about": _about(asked, units),
        "breakdowns": words.BREAKDOWN_WORDS,
        "column_name": words.column_name,
        "value_of": words.value_of,
        "name_of": lambda table, row: words.name_of(library, table.name, row.key),
        "chart": _chart(answer),
        "unit_name": lambda unit_id: names.of_unit(library, codes[unit_id], language),
        "award_name": lambda award: names.of_award(library, award, language) if award else None,
    }


def _about(asked: Question, units: Mapping[str, Unit]) -> list[str]:
    """What the figures are about, in sentences: days, places, module, what was known."""
    given = asked.asked
    if given is None:
        return []
    library, language = shelf.library(), current_language()
    said = [
        _("Trainings completed from %(first)s to %(last)s.", first=day(given.first), last=day(given.last))
    ]
    codes = [asked.typed["branch"]] if asked.typed.get("branch") else _tops(units)
    places = ", ".join(names.of_unit(library, code, language).text for code in codes)
    said.append(_("Places: %(places)s.", places=places))
    if module := asked.typed.get("module"):
        title = names.of_award(library, module, language).text
        said.append(_("Only the module “%(title)s”.", title=title))
    if given.known_on:
        said.append(_("Only what was recorded until %(day)s counts here.", day=day(given.known_on)))
    return said


def _tops(units: Mapping[str, Unit]) -> list[str]:
    """The units that no other one of the scope stands above."""
    inner = {one for unit in units.values() for one in unit.below if one != unit.id}
    return [code for code, unit in units.items() if unit.id not in inner]


def _chart(answer: Answer) -> Callable[[Table], str]:
    library = shelf.library()

    def chart(table: Table) -> str:
        title = str(words.BREAKDOWN_WORDS[table.name])
        lines = [(words.name_of(library, table.name, row.key).text, row.total) for row in table.rows]
        said = _("Bars; the same numbers stand in the table.")
        return charts.bars(f"chart-{table.name}", title, said, lines)

    return chart


# --- files --------------------------------------------------------------------------------------------------


def _file(write: Write, ending: str, content_type: str) -> ResponseReturnValue:
    units, asked = _read(request.form)
    if asked.asked is None:
        return _page(request.form)
    library = shelf.library()
    answer = question.answer(asked, units, library)
    codes = {unit.id: code for code, unit in units.items()}
    rows: Iterator[Sequence[Value]] = words.lines(answer, library, codes)
    if request.form.get("hxl"):
        rows = chain([words.hashtags(answer)], rows)
    with ExitStack() as opened:
        file = opened.enter_context(tempfile.TemporaryFile())
        write(file, words.header(answer), rows)
        _note(asked, ending)
        response = download(file, _file_name(ending), content_type)
        response.call_on_close(opened.pop_all().close)
    return response


def _file_name(ending: str) -> str:
    return f"trainings-{clock.today().isoformat()}.{ending}"


def _note(asked: Question, ending: str) -> None:
    audit.note(
        gate.signed_in_person().id,
        "reports.exported",
        "figures",
        ending,
        asked=asked.fields,
        hidden=asked.hide,
    )
