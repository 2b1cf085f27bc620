"""Which lines of a preview are shown, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, func, not_, select

from lms.db import session
from lms.imports.domain import recorded_otherwise
from lms.imports.models import ListImport, ListRow
from lms.imports.services.stored_lines import DECIDED, REMARK

PAGE: Final = 50  # lines of a page
Show: TypeAlias = Literal[
    "all", "problems", "undecided", "otherwise", "remarked", "create", "update", "same", "skip"
]
SHOWS: Final[tuple[Show, ...]] = (
    *("problems", "undecided", "otherwise"),
    *("create", "update", "same", "skip", "remarked", "all"),
)


@dataclass(frozen=True)
class Page:
    """Some lines of a preview: those after the line with the number `after`, and how many there are of that kind.

    `before`, `beyond`: how many there are on the pages before and after; `previous`: the line after which the page
    before begins.
    """

    rows: tuple[ListRow, ...]
    after: int
    count: int
    before: int
    previous: int

    @property
    def beyond(self) -> int:
        """How many lines come after these."""
        return self.count - self.before - len(self.rows)

    @property
    def number(self) -> int:
        """The number of the page, from 1."""
        return 1 + -(-self.before // PAGE)

    @property
    def last(self) -> int:
        """The number of the last page, from 1."""
        return self.number + -(-self.beyond // PAGE)


def page(list_import: ListImport, show: Show, after: int) -> Page:
    """A page of lines, in the order of the file: those after a line, or the last ones where there is none after it.

    A page begins behind a line, not after so many lines: where lines were decided about meanwhile, none is jumped over.
    """
    asked = lines_shown(list_import, show)
    count = _how_many(asked)
    before = _how_many(asked.where(ListRow.line <= after)) if after else 0
    if before == count and count:
        after = _line_before(asked, (count - 1) % PAGE + 1)
        before = _how_many(asked.where(ListRow.line <= after))
    rows = session.scalars(asked.where(ListRow.line > after).order_by(ListRow.line).limit(PAGE))
    earlier = asked.where(ListRow.line <= after)
    return Page(tuple(rows), after, count, before, _line_before(earlier, PAGE) if before else 0)


def _how_many(asked: Select[ListRow]) -> int:
    return session.scalar(select(func.count()).select_from(asked.subquery())) or 0


def _line_before(asked: Select[ListRow], lines: int) -> int:
    """The number of the line behind which the last so many of some lines stand; 0: there are no more than these."""
    newest = asked.with_only_columns(ListRow.line).order_by(ListRow.line.desc())
    return session.scalar(newest.offset(lines).limit(1)) or 0


def lines_shown(list_import: ListImport, show: Show) -> Select[ListRow]:
    about_somebody = ListRow.before[REMARK].as_boolean().is_(None)
    asked = select(ListRow).where(ListRow.import_id == list_import.id, about_somebody)
    if show == "problems":
        return asked.where(ListRow.action == "fail")
    if show in ("undecided", "skip"):
        open_yet = undecided() if show == "undecided" else not_(undecided())
        return asked.where(ListRow.action == "skip", open_yet)
    if show == "otherwise":
        return asked.where(says_otherwise())
    if show == "remarked":
        first = ListRow.problems[0]["word"].as_string()
        return asked.where(ListRow.action.in_(("create", "update", "same")), first.is_not(None))
    return asked if show == "all" else asked.where(ListRow.action == show)


def undecided() -> ColumnElement[bool]:
    """Of a line that is left out: nobody has said yet whom it is about, and somebody has to.

    A line that was decided about keeps those who were offered.
    """
    asked: ColumnElement[bool] = ListRow.candidates[0]["id"].as_integer().is_not(None)
    said: ColumnElement[bool] = ListRow.before[DECIDED].as_boolean().is_not(None)
    return and_(ListRow.action == "skip", asked, not_(said))


def says_otherwise() -> ColumnElement[bool]:
    """Of a line of trainings: it says otherwise than is recorded, and changes nothing."""
    first = ListRow.problems[0]["word"].as_string()
    return and_(ListRow.action.in_(("same", "skip", "fail")), first.in_(recorded_otherwise.WORDS))


def how_many_otherwise(list_import: ListImport) -> int:
    """How many lines say otherwise than is recorded."""
    return _how_many(lines_shown(list_import, "otherwise"))


def how_many_remarked(list_import: ListImport) -> int:
    """How many lines come in, or say nothing new, and have a remark: a shared phone, a namesake, a number again."""
    return _how_many(lines_shown(list_import, "remarked"))


def asides(list_import: ListImport) -> list[ListRow]:
    """The lines that are about nobody, in the order of the file."""
    asked = select(ListRow).where(
        ListRow.import_id == list_import.id, ListRow.before[REMARK].as_boolean().is_not(None)
    )
    return list(session.scalars(asked.order_by(ListRow.line)))
