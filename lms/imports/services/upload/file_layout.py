"""What the file of an import looks like: its sheets, its columns with some cells, and the field each is taken for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from lms.accounts.services.people import Unit
from lms.db import session
from lms.imports.domain.columns import (
    column_choice,
    module_headings,
    observed_practice,
    other_kind,
    table_detection,
)
from lms.imports.domain.columns.other_kind import OtherKind
from lms.imports.domain.columns.table_detection import Table
from lms.imports.domain.headings.fields import Kind
from lms.imports.domain.values.cell_text import clean
from lms.imports.models import ListImport
from lms.imports.queries import locale_context, own_headings
from lms.imports.services.upload import upload_store
from lms.table_files.files import Workbook

SAMPLES: Final = 3  # cells that are shown of a column
LOOKED_AT: Final = 200  # lines whose results tell a list of trainings
KINDS: Final[tuple[Kind, Kind]] = ("people", "trainings")


def suggested(table: Table, kind: Kind, remembered: Mapping[str, str]) -> dict[str, str]:
    """The fields that the columns are taken for, by column number as text."""
    lines = [line.cells for line in table.lines]
    known = {**remembered, **own_headings.known(table.header, kind)}
    if kind == "trainings":
        known |= module_headings.not_guessed(table.header, kind, known, locale_context.awards(), lines)
        known |= observed_practice.not_guessed(table.header, lines)
    fields = column_choice.matched(
        table.header, kind, known, lines, branches=locale_context.names_of_branches()
    )
    return {str(number): field for number, field in fields.items()}


@dataclass(frozen=True)
class Column:
    """A column of the file: its number from 1, its header, some of its cells, the field that it is taken for."""

    number: int
    header: str
    samples: tuple[str, ...]
    field: str
    observed: bool = False  # a column of observed practice
    is_hidden: bool = False  # in the file


@dataclass(frozen=True)
class Layout:
    """What a file looks like: its sheets, the table in the chosen one, and what was left aside.

    `other`: the kind of list that it looks like, where it was brought in as one of the other kind.
    """

    sheets: tuple[str, ...]
    sheet: str
    hidden: tuple[str, ...]
    encoding: str
    header_line: int
    lines: int
    asides: tuple[tuple[int, str], ...]
    columns: tuple[Column, ...]
    hidden_lines: tuple[int, ...] = ()
    other: OtherKind | None = None
    above: tuple[int, ...] = ()  # lines above the headings that look like people
    is_unread: bool = False  # whether nothing in the headings is known

    @property
    def header(self) -> list[str]:
        """The headings of the columns that say something."""
        return [column.header for column in self.columns]


def layout_of(list_import: ListImport) -> Layout:
    """The file of an import, to match its columns. Raises RuleBroken("file-gone")."""
    wanted, matching = upload_store.wanted(list_import), list_import.matching["columns"]
    book = upload_store.book(wanted.uuid)
    table = upload_store.table_in(book, wanted)
    return replace(
        of(book, table, wanted.sheet, matching), other=_other_kind(list_import, table, wanted.kind)
    )


def _other_kind(list_import: ListImport, table: Table, kind: Kind) -> OtherKind | None:
    unit = session.get_one(Unit, list_import.unit_id)
    people, trainings = (
        {
            int(number): field
            for number, field in suggested(table, one, upload_store.remembered_by(unit, one)).items()
        }
        for one in KINDS
    )
    modules = module_headings.of_list(table.header, locale_context.awards())
    named = [place for place, found in enumerate(modules) if found]
    return other_kind.of(kind, people, trainings, [line.cells for line in table.lines[:LOOKED_AT]], named)


def of(book: Workbook, table: Table, sheet: str, matching: Mapping[str, str]) -> Layout:
    """What a file looks like whose table was found."""
    practice = {*observed_practice.of(table.header, [line.cells for line in table.lines])}
    found = [
        Column(
            place + 1,
            header,
            tuple(islice(filter(None, (clean(line.cells[place]) for line in table.lines)), SAMPLES)),
            matching.get(str(place + 1), ""),
            place in practice,
            place in table.hidden_columns,
        )
        for place, header in enumerate(table.header)
    ]
    return Layout(
        tuple(sheet.name for sheet in book.sheets),
        book.sheet(sheet).name,
        book.hidden,
        book.encoding,
        table.header_line,
        len(table.lines),
        tuple((line.number, table_detection.text_of(line)) for line in table.asides),
        tuple(column for column in found if column.header or column.samples),
        table.hidden_lines,
        above=table.above,
        is_unread=table.is_unread,
    )
