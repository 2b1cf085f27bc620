"""What is read from a line of a list, and what its cells mean in a Society. Shapes alone: they read nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias

from lms.imports.domain.columns.result_columns import ResultColumn
from lms.imports.domain.values import brackets as bracketed
from lms.imports.domain.values.date_order import Mixed, Order
from lms.imports.domain.values.fitting_numbers import Usual
from lms.imports.domain.values.marks import Points
from lms.imports.domain.values.number_widths import Width
from lms.imports.domain.values.short_years import ShortYears
from lms.records.domain.past_results import PastResult
from lms.text.calendars import Calendar

# Field -> value: texts, a year as a number, a day in ISO 8601, so that all of them can be stored as JSON.
Values: TypeAlias = Mapping[str, "str | int"]
EMPTY: Final = "-"  # what HR says of a text that is to be read as an empty cell
# Of which HR says, for one list, where those go whose cell of the branch is empty; no key of a text has this sign.
NO_BRANCH: Final = ("branch", "|")
# The sex of somebody in a list of trainings: nothing is stored of it, it tells only who is the likelier of two.
SEX_SAID: Final = "sex_said"


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell: the word of a rule, and what its sentence needs."""

    field: str
    word: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class LocaleContext:
    """What cells mean in a Society: where a phone number is from, how days are counted, what its places are called.

    `country` is ISO 3166-1, `family_first` says in which order two parts of a name are put together. `branches`,
    `languages` and `awards` map `fields.key` of each of their names to the code; so does `elsewhere` for branches
    of the Society (`society`, its code) that a list of the branch `unit` is not of; `abroad` maps those of branches
    of other Societies to the code of the Society. `pass_marks` are in percent, by award. `orders` says how a column
    of dates is read, by field. `x_is_other`: the column of the sex holds letters as in passports, so that an X there
    is no tick. `brackets` is what HR has said of names with something in them: see `bracketed`; `addressed` the same
    of names that begin with a title that may be their first letters: see `addressed`. `usual_number`: what nearly all
    numbers look like. `phones_of`: the neighbouring country whose phones the list holds: see `neighbour_phones`.
    `own_records`: the list is our own file of records, with a line for each module of each person.
    """

    country: str
    language: str
    calendar: Calendar
    today: date
    branches: Mapping[str, str]
    languages: Mapping[str, str]
    awards: Mapping[str, str]
    pass_marks: Mapping[str, int]
    orders: Mapping[str, Order]
    families_before: frozenset[str] = frozenset()
    settled: Mapping[tuple[str, str], str] = dataclasses.field(default_factory=dict)
    widths: Mapping[str, Width] = dataclasses.field(default_factory=dict)
    usual_number: Usual | None = None
    titles_apart: bool = False
    short_years: Mapping[str, ShortYears] = dataclasses.field(default_factory=dict)
    points: Points | None = None
    unit: str = ""
    society: str = ""
    elsewhere: Mapping[str, str] = dataclasses.field(default_factory=dict)
    abroad: Mapping[str, str] = dataclasses.field(default_factory=dict)
    x_is_other: bool = False
    results_ticked: bool = False
    result_column: ResultColumn | None = None
    mixed_orders: Mapping[str, Mixed] = dataclasses.field(default_factory=dict)
    brackets: str = bracketed.KEEP
    addressed: str = bracketed.KEEP
    phones_of: str = ""
    own_records: bool = False

    @property
    def home(self) -> str:
        """The unit of somebody new whose branch the list does not name."""
        return self.settled.get(NO_BRANCH, self.unit)

    @property
    def family_first(self) -> bool:
        """Whether the family name comes before the given name: in Cambodia, but not in Lao PDR and Thailand."""
        return self.language == "km"


@dataclass(frozen=True, slots=True)  # there are as many as lines
class Read:
    """A line that was read. `passed` is False where a list of trainings says so: then there is nothing to record.

    `result` is what the list says of it, with the `mark` in percent where there is one; `needed` is
    the pass mark that it does not reach. `left` is the word of why there is nothing to record, where no result says so;
    `unsaid`: the list has a column for the result, and nothing in it. `number_mended`: HR has said of the number that
    it lacks its zeros, or is to look like the others. `denies`: something in the line says that it was not passed, or
    that nobody was there, also where the line waits for something else. `passed_and_absent`: it says that a test was
    passed, and that somebody was there on no day.

    `has_left`: a remark in the name may say that somebody of a list of people is no longer with us.

    `born` is the whole day of birth, in ISO 8601: more than the year that is kept, to tell two people of a name apart.
    """

    values: Values
    problems: tuple[Problem, ...]
    passed: bool = True
    born: str = ""
    result: PastResult = ""
    mark: int | None = None
    needed: int | None = None
    left: str = ""
    unsaid: bool = False
    number_mended: bool = False
    denies: bool = False
    passed_and_absent: bool = False
    has_left: bool = False
