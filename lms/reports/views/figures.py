"""Figures for donors and leaders: the page, the same as files, and the same as a brief to print."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, Final

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import audit, clock, db, pdf, spreadsheets, web
from lms.accounts import auth
from lms.accounts.queries.units import name_of
from lms.accounts.services import people
from lms.config import current_settings
from lms.content import award_names, registry
from lms.i18n import current_language, day
from lms.records.forms import Typed
from lms.records.queries import certification_list
from lms.records.queries.branch_standings import BEST
from lms.records.queries.certification_list import Unit
from lms.reports.domain import charts, one_page_summary
from lms.reports.domain.figures import Row, Table
from lms.reports.domain.period_names import period_name
from lms.reports.presenters import branch_standings, export_rows, wording
from lms.reports.presenters.quarter_chart import QuarterChart, quarter_chart
from lms.reports.queries import report
from lms.reports.queries.report import Report, ReportQuery
from lms.reports.queries.trainings import TrainingQuery
from lms.text import calendars
from lms.web.downloads import Write, as_file, download

bp = web.blueprint("figures", __name__)

_TEMPLATES: Final = Path(__file__).parent.parent.parent / "templates" / "reports"
LINES_OF_A_BRIEF: Final = (30, 18, 10, 5, 3)  # of each table, until all of it fits on one page
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/reports/")
@web.access("reports.read")
@web.expensive
def overview() -> ResponseReturnValue:
    """The figures of the reader's scope."""
    return _page(request.args)


@bp.post("/reports/figures.csv")
@web.access("reports.read")
@web.expensive
def figures_csv() -> ResponseReturnValue:
    """The figures as CSV."""
    return _file(lambda asked, answer: spreadsheets.write_csv, "csv", "text/csv; charset=utf-8")


@bp.post("/reports/figures.xlsx")
@web.access("reports.read")
@web.expensive
def figures_xlsx() -> ResponseReturnValue:
    """The figures as XLSX."""
    return _file(_write_xlsx, "xlsx", _XLSX)


def _write_xlsx(asked: ReportQuery, answer: Report) -> Write:
    said = export_rows.notes(answer, hide=asked.hide, demo=current_settings().demo)
    notes = [[_("Notes")], *([sentence] for sentence in said)]
    return partial(spreadsheets.write_xlsx, title=_("Trainings completed"), notes=notes)


@bp.post("/reports/brief.pdf")
@web.access("reports.read")
@web.expensive
def brief_pdf() -> ResponseReturnValue:
    """The figures as a brief to print."""
    units, asked = _read(request.form)
    if asked.asked is None:
        return _page(request.form)
    with db.reading():
        document = _on_one_page(_shown(asked, units))
    _note(asked, "pdf")
    response = Response(document, content_type="application/pdf")
    return as_file(response, _file_name(asked, asked.asked, "pdf"))


def _on_one_page(shown: Mapping[str, Any]) -> bytes:
    """The brief: of each table as many lines as one sheet of paper has room for, the others counted in words."""
    sheets = [_TEMPLATES / "brief.css"]
    tools = {
        "picked": one_page_summary.picked,
        "newest": one_page_summary.newest,
        "largest": one_page_summary.largest,
        "bar": charts.bar,
        "today": clock.today(),
    }
    html = ""
    for most in LINES_OF_A_BRIEF:
        html = render_template("reports/brief.html", **shown, **tools, most=most)
        if len(pdf.lay_out(html, stylesheets=sheets, folder=_TEMPLATES).pages) == 1:
            break
    return pdf.render(html, stylesheets=sheets, folder=_TEMPLATES)


def _read(typed: Typed) -> tuple[Mapping[str, Unit], ReportQuery]:
    scope = auth.scope()
    units = certification_list.units_of(scope, current_language())
    named = people.scope_of(auth.signed_in_person(), "records.read")
    hide = not scope.units <= named.units
    return units, report.read(typed, units, registry.current(), clock.today(), hide=hide)


def _page(typed: Typed) -> ResponseReturnValue:
    units, asked = _read(typed)
    content, language = registry.current(), current_language()
    shown = _shown(asked, units) if asked.asked is not None else {"answer": None}
    page = render_template(
        "reports/figures.html",
        **shown,
        **_standings(asked, units),
        question=asked,
        caution_of_hiding=wording.CAUTION,
        years=report.years(clock.today()),
        year_shown=partial(calendars.year_for, language=language),
        choices=[
            ("branch", _("Branch"), [(code, name_of(code, language)) for code in units]),
            (
                "module",
                _("Module"),
                [(one.id, award_names.of_award(content, one.id, language)) for one in content.modules],
            ),
        ],
    )
    return page, 422 if asked.errors else 200


def _shown(asked: ReportQuery, units: Mapping[str, Unit]) -> dict[str, Any]:
    """What the page and the brief say alike."""
    content, language = registry.current(), current_language()
    answer = report.answer(asked, units, content, clock.today())
    codes = {unit.id: code for code, unit in units.items()}
    return {
        "answer": answer,
        "about": _about(asked, answer),
        "by_sex": [
            f"{wording.column_name(column)} {number}"
            for column, number in zip(answer.figures.columns, answer.figures.totals, strict=True)
            if number
        ],
        "breakdowns": wording.BREAKDOWN_WORDS,
        "column_name": wording.column_name,
        "short_column_name": wording.short_column_name,
        "caution": wording.CAUTION if asked.hide else "",
        "value_of": wording.value_of,
        "name_of": lambda table, row: wording.name_of(content, table.name, row.key),
        "chart": _chart,
        "quarters": _quarters(answer),
        "unit_name": lambda unit_id: name_of(codes[unit_id], language),
        "award_name": lambda award: award_names.of_award(content, award, language) if award else None,
    }


def _about(asked: ReportQuery, answer: Report) -> list[str]:
    """What the figures are about, in sentences: days, places, module, what was known."""
    content, language = registry.current(), current_language()
    first, last = answer.asked.first, answer.asked.last
    said = [_("Trainings completed from %(first)s to %(last)s.", first=day(first), last=day(last))]
    places = ", ".join(name_of(code, language).text for code in answer.tops)
    said.append(_("Societies or branches: %(places)s.", places=places))
    if module := asked.typed.get("module"):
        title = award_names.of_award(content, module, language).text
        said.append(_("Only the module “%(title)s”.", title=title))
    said.append(_("What was recorded until %(day)s counts here.", day=day(answer.known)))
    return said


def _quarters(answer: Report) -> QuarterChart | None:
    table = next((one for one in answer.figures.tables if one.name == "quarter" and one.rows), None)
    return quarter_chart(table, answer.figures.columns, registry.current()) if table else None


def _standings(asked: ReportQuery, units: Mapping[str, Unit]) -> dict[str, Any]:
    """How the places that are asked for stand today. Only for whoever may see every name in them."""
    if asked.asked is None or asked.hide:
        return {"bars": (), "heat": None}
    content, today, within = registry.current(), clock.today(), asked.asked.units
    awards = [module.id for module in content.modules if module.id in asked.asked.awards]
    bars = branch_standings.branch_bars(units, within, awards, today)
    return {
        "bars": bars,
        "bars_title": branch_standings.title_of(bars),
        "heat": branch_standings.heat_map(bars, within, awards, content, today),
        "standings": BEST,
        "standing_words": branch_standings.STANDING_WORDS,
    }


def _chart(table: Table, rows: Sequence[Row]) -> str:
    """Some lines of a table as bars."""
    content = registry.current()
    title = str(wording.BREAKDOWN_WORDS[table.name])
    drawn = [(wording.name_of(content, table.name, row.key).text, row.total) for row in rows]
    return charts.bars(f"chart-{table.name}", title, _("Bars; the same numbers stand in the table."), drawn)


# --- files --------------------------------------------------------------------------------------------------


def _file(
    writer: Callable[[ReportQuery, Report], Write], ending: str, content_type: str
) -> ResponseReturnValue:
    units, asked = _read(request.form)
    if asked.asked is None:
        return _page(request.form)
    content = registry.current()
    codes = {unit.id: code for code, unit in units.items()}
    with ExitStack() as opened:
        file = opened.enter_context(tempfile.TemporaryFile())
        with db.reading():
            answer = report.answer(asked, units, content, clock.today())
            hxl, demo = bool(request.form.get("hxl")), current_settings().demo
            rows = export_rows.lines(answer, content, codes, hxl=hxl, demo=demo)
            writer(asked, answer)(file, export_rows.header(answer), rows)
        _note(asked, ending)
        response = download(file, _file_name(asked, asked.asked, ending), content_type)
        response.call_on_close(opened.pop_all().close)
    return response


def _file_name(question: ReportQuery, asked: TrainingQuery, ending: str) -> str:
    """Two questions of one day never share a name: a folder would hold the second as a copy of the first."""
    typed = question.typed
    about = [
        period_name(asked.first, asked.last),
        *(typed[one] for one in ("branch", "module") if typed.get(one)),
    ]
    if typed.get("known_on") and asked.known_on:
        about.append(f"known-on-{asked.known_on.isoformat()}")
    return f"trainings-of-{'-'.join(about)}-made-{clock.today().isoformat()}.{ending}"


def _note(asked: ReportQuery, ending: str) -> None:
    audit.note(
        auth.signed_in_person().id,
        "reports.exported",
        "figures",
        ending,
        asked=asked.fields,
        hidden=asked.hide,
    )
