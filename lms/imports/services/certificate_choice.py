"""Which certificates a list of past trainings would lead to, and HR's decision about lines that show no passed test.

What the rules of the award ask for is proved by a line or it is not. For lines that do not prove it HR can decide, for
all of them and with a reason, that the training counts. Flushes, never commits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, func, select

from lms.accounts.services.people import PersonId
from lms.db import among, session
from lms.errors import RuleBroken
from lms.imports.domain.lines import line_reader
from lms.imports.domain.lines.line_values import LocaleContext
from lms.imports.domain.row_actions import TAKEN_BACK
from lms.imports.models import ListImport, ListRow
from lms.imports.queries import existing_records
from lms.imports.queries.named_records import named_records
from lms.imports.services import locking
from lms.records.services import achievements, certificate_forecast
from lms.records.services.certificate_forecast import Foreseen

CHOICE: Final = (
    "certificates"  # stands in `matching`: {"reason": …} where HR has decided that all lines count
)
RECORDED_AGAIN: Final = "recorded-again"  # said of a line that HR wants to have again
RECORDED_BESIDE: Final = "recorded-beside"  # said of one that is another training than that of a day close by
_PEOPLE: Final = 300  # people whose lines are looked at in one go
# What stands in `before` of a line that is to be recorded.
_PROVED, _DECIDED, _RESULT = "certificates", "certificates_decided", "result"


@dataclass(frozen=True)
class Forecast:
    """Lines to be recorded, those of them that show a passed test, and the certificates that would be issued.

    `proved`: by the rules alone. `decided`: if all lines count. `reason`: why HR has decided so; None where they have
    not.
    """

    lines: int
    passed: int
    proved: int
    decided: int
    reason: str | None

    @property
    def open(self) -> int:
        """The lines that show no passed test."""
        return self.lines - self.passed

    @property
    def more(self) -> int:
        """The certificates that follow from the decision alone."""
        return self.decided - self.proved

    @property
    def issued(self) -> int:
        """The certificates that will be issued as it stands."""
        return self.proved if self.reason is None else self.decided


def forecast(list_import: ListImport) -> Forecast:
    """What the preview says of certificates."""
    of_list = (ListRow.import_id == list_import.id, ListRow.action == "create")
    passed = case((ListRow.before[_RESULT].as_string() == "passed", 1), else_=0)
    asked = select(func.count(), func.sum(passed), *(func.sum(_number(key)) for key in (_PROVED, _DECIDED)))
    lines, *sums = session.execute(asked.where(*of_list)).one()
    shown, proved, decided = (int(number or 0) for number in sums)
    return Forecast(int(lines), shown, proved, decided, reason_of(list_import))


def _number(key: str) -> ColumnElement[int]:
    number: ColumnElement[int] = ListRow.before[key].as_integer()
    return number


def reason_of(list_import: ListImport) -> str | None:
    """Why HR has decided that lines count that show no passed test; None where they have not."""
    choice = list_import.matching.get(CHOICE)
    return None if choice is None else str(choice["reason"])


def decide(list_import: ListImport, issue: bool, reason: str) -> None:
    """Decide for all lines of a preview whether a training without a passed test counts for the certificate.

    Raises RuleBroken: "not-now"; on the field "certificates-reason" what `records.written` raises.
    """
    locking.hold(list_import)
    locking.expect(list_import, "preview")
    matching = {name: value for name, value in list_import.matching.items() if name != CHOICE}
    if issue:
        try:
            matching[CHOICE] = {"reason": achievements.written(reason)}
        except RuleBroken as broken:
            raise RuleBroken(broken.code, field="certificates-reason", **broken.values) from broken
    list_import.matching = matching
    session.flush()


def foresee(
    list_import: ListImport, usual: LocaleContext, people: Collection[PersonId] | None = None
) -> Iterator[None]:
    """Write to each line that is to be recorded how many certificates follow from it; of all people, or of some.

    One person's lines are looked at together: a second training of the same day brings no second certificate. Yields
    after each batch of people.
    """
    if list_import.kind != "trainings":
        return
    of_list = and_(ListRow.import_id == list_import.id, ListRow.action == "create")
    if people is None:
        asked = select(ListRow.person_id).where(of_list, ListRow.person_id.is_not(None)).distinct()
        people = [one for one in session.scalars(asked.order_by(ListRow.person_id)) if one is not None]
    for some in existing_records.in_parts(people, _PEOPLE):
        asked_rows = select(ListRow).where(of_list, among(ListRow.person_id, some))
        _foresee(session.scalars(asked_rows.order_by(ListRow.line)).all(), usual)
        session.flush()
        yield


def is_again(problems: Sequence[Mapping[str, Any]]) -> bool:
    """Whether HR wants to have again what was taken back: then it is not "the same list once more"."""
    return any(problem["word"] in (RECORDED_AGAIN, TAKEN_BACK) for problem in problems)


def _foresee(rows: Sequence[ListRow], usual: LocaleContext) -> None:
    lines = [
        (row, line_reader.read(row.given, "trainings", usual)) for row in rows if row.person_id is not None
    ]
    readable = [(row, read) for row, read in lines if not read.problems]
    named, following = named_records(row.person_id for row, _ in readable), list[list[int]]()
    for recognised in (False, True):
        trainings = [
            Foreseen(
                named.record_of(PersonId(row.person_id or 0), read.values),
                str(read.values["award"]),
                date.fromisoformat(str(read.values["on"])),
                read.result,
                recognised,
                imported=not is_again(row.problems),
            )
            for row, read in readable
        ]
        following.append(certificate_forecast.certificates_following(trainings))
    for (row, read), proved, decided in zip(readable, *following, strict=True):
        facts: dict[str, Any] = {_PROVED: proved, _DECIDED: decided, _RESULT: read.result}
        row.before = {**row.before, **facts}
