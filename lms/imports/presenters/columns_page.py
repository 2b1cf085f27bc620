"""What the page shows on which HR says what the columns of a file are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lms.errors import RuleBroken
from lms.i18n import current_language
from lms.imports.domain.columns import module_headings, result_ticks
from lms.imports.domain.columns.attendance import attendance_days, dates_beside
from lms.imports.domain.headings import fields as columns
from lms.imports.domain.headings import split_dates
from lms.imports.domain.lines import column_facts
from lms.imports.models import ListImport
from lms.imports.presenters import value_texts, wording
from lms.imports.queries import imported_files, locale_context, own_headings
from lms.imports.services import column_matching
from lms.imports.services.upload import file_layout
from lms.imports.services.upload.file_layout import Layout


def columns_page(list_import: ListImport, typed: Mapping[str, str]) -> dict[str, Any]:
    """For the matching: the layout of the file, or why there is none; what was typed before it was refused."""
    try:
        layout = file_layout.layout_of(list_import)
    except RuleBroken as broken:
        return {"layout": None, "gone": wording.said({"word": broken.code, "values": broken.values})}
    ticked = {"result": result_ticks.PASSED} if list_import.matching.get(column_facts.PASSED_TICKED) else {}
    chosen = {
        column.number: typed.get(f"column-{column.number}", ticked.get(column.field, column.field))
        for column in layout.columns
    }
    everywhere: Mapping[str, str] = list_import.matching.get(
        column_matching.TYPED, list_import.matching.get("everywhere", {})
    )
    trainings = list_import.kind == "trainings"
    return {
        "layout": layout,
        "other": layout.other,
        "told_by": _told_by(layout),
        "chosen": chosen,
        "own_records": trainings and bool(own_headings.known(layout.header, "trainings")),
        "of_modules": _of_modules(layout) if trainings else {},
        "summary": module_headings.of_summary(layout.header, locale_context.awards()) if trainings else [],
        "all_award": typed.get("all-award", everywhere.get("award", "")) or _module_named(layout, chosen),
        "all_on": typed.get("all-on", everywhere.get("on", _last_day(layout, chosen))),
        "dates_beside": dates_beside.of(layout.columns, chosen),
        "source": typed.get(
            "source", list_import.matching.get("source") or imported_files.written_down_in(list_import)
        ),
    }


def _last_day(layout: Layout, chosen: Mapping[int, str]) -> str:
    """The last of the days of an attendance sheet, taken or not, where no column has the date of the training."""
    days = (one.header for one in layout.columns if attendance_days.is_one(one.header, chosen[one.number]))
    return "" if {"on", *split_dates.FIELDS} & {*chosen.values()} else attendance_days.last_date(days)


def _module_named(layout: Layout, chosen: Mapping[int, str]) -> str:
    """The module that the heading of the result names, where no column has the module."""
    if "award" in chosen.values():
        return ""
    by_place = {place: chosen[one.number] for place, one in enumerate(layout.columns, 1)}
    named = module_headings.of_chosen(layout.header, by_place, locale_context.awards())
    return "" if named is None else named.award


def _of_modules(layout: Layout) -> dict[int, str]:
    """The modules that headings name, by the number of the column, in the reader's language."""
    modules_of = module_headings.of_list(layout.header, locale_context.awards())
    found = {
        one.number: modules for one, modules in zip(layout.columns, modules_of, strict=True) if one.header
    }
    return {
        number: ", ".join(value_texts.text_of("award", award) for award in sorted(modules))
        for number, modules in found.items()
        if modules
    }


def _told_by(layout: Layout) -> list[str]:
    """The headings of the columns that say that a list is one of the other kind."""
    places = () if layout.other is None else layout.other.places
    names = {one.number: one.header for one in layout.columns if one.header}
    return [names[place + 1] for place in places if place + 1 in names]


def in_words(broken: RuleBroken) -> RuleBroken:
    """Why a step was refused, with the names of fields and modules as the reader knows them."""
    if broken.code in ("field-twice", "field-needed"):
        return RuleBroken(broken.code, name=columns.heading(str(broken.values["name"]), current_language()))
    if broken.code == "module-of-result":
        named = value_texts.text_of("award", str(broken.values["award"]))
        return RuleBroken(broken.code, name=broken.values["name"], module=named)
    return broken
