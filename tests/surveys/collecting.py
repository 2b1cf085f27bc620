"""The form as KoboToolbox and ODK work with it: filled in by its own rules, and exported in the ways that they have."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any, Final
from uuid import UUID

import pytest
from openpyxl import Workbook, load_workbook
from werkzeug.datastructures import MultiDict

from lms.content.types.surveys import Survey
from lms.errors import RuleBroken
from lms.surveys import parsing
from lms.surveys.domain.field_names import CONSENT
from lms.surveys.domain.given_answers import GivenAnswers
from lms.surveys.domain.submission_columns import Columns, columns_of, refuse_strangers
from lms.surveys.domain.submissions import Reading, submissions
from lms.surveys.forms import answers as page
from lms.surveys.presenters.xlsform import write_xlsform

# The name of a question and its answers, and how many may be chosen at least and at most -> what is chosen.
Choose = Callable[[str, Sequence[str], int, int], Sequence[str]]

BEGINS: Final = date(2026, 11, 1)  # of the round
SENT: Final = "2026-11-20T08:15:00"
_TEST: Final = re.compile(r"(\.|\$\{[^}]*\}) (=|!=) '?([^']*?)'?$")
_SELECTED: Final = re.compile(r"selected\((\.|\$\{[^}]*\}), '([^']*)'\)")
_AT_MOST: Final = re.compile(r"count-selected\(\.\) <= ([0-9]+)")
_ALONE: Final = re.compile(r"\(not\(selected\(\., 'skip'\)\) or count-selected\(\.\) = 1\)")


@dataclass(frozen=True)
class Filled:
    """A submission: values by the path of their groups, in the order of the form; those never asked are not there."""

    uuid: str
    values: dict[str, str]
    paths: tuple[str, ...] = field(default=())
    several: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def by_name(self) -> dict[str, str]:
        """The values by the names of the questions alone."""
        return {path.rpartition("/")[2]: value for path, value in self.values.items()}

    def with_value(self, name: str, value: str) -> Filled:
        """The same with another value of a question."""
        path = next(path for path in self.paths if path.rpartition("/")[2] == name)
        return Filled(self.uuid, self.values | {path: value}, self.paths, self.several)


def form_of(survey: Survey) -> bytes:
    """The XLSX as it is downloaded."""
    file = io.BytesIO()
    write_xlsform(file, survey)
    return file.getvalue()


@cache
def sheet(form: bytes, name: str) -> Sequence[Mapping[str, str]]:
    """The rows of a sheet by their headings."""
    head, *rows = load_workbook(io.BytesIO(form))[name].iter_rows(values_only=True)
    return [{str(key): str(cell or "") for key, cell in zip(head, row, strict=True)} for row in rows]


def fill(form: bytes, choose: Choose, uuid: str) -> Filled:
    """Go through a form from its first row to its last, asked what its rules ask, and answer."""
    offered: dict[str, list[str]] = {}
    for row in sheet(form, "choices"):
        offered.setdefault(row["list_name"], []).append(row["name"])
    values: dict[str, str] = {}
    names: dict[str, str] = {}
    paths, several = [], {}
    groups: list[tuple[str, bool]] = []
    for row in sheet(form, "survey"):
        kind, _space, listed = row["type"].partition(" ")
        is_asked = all(asked for _name, asked in groups) and _holds(row["relevant"], names, "")
        path = "/".join([*(name for name, _asked in groups), row["name"]])
        if kind == "begin_group":
            groups.append((row["name"], is_asked))
        elif kind == "end_group":
            groups.pop()
        elif kind == "note":
            paths.append(path)
        else:
            paths.append(path)
            if kind == "select_multiple":
                several[path] = offered[listed]
            if not is_asked:
                continue
            if kind == "calculate":
                given = row["calculation"].strip("'")
            else:
                open_to = [one for one in offered[listed] if _holds(row["constraint"], names, one)]
                open_to = offered[listed] if kind == "select_multiple" else open_to
                most = _most(row["constraint"], len(open_to)) if kind == "select_multiple" else 1
                chosen = choose(row["name"], open_to, row["required"] == "yes", most)
                given = "skip" if _ALONE.search(row["constraint"]) and "skip" in chosen else " ".join(chosen)
            values[path] = names[row["name"]] = given
    return Filled(uuid, values, tuple(paths), several)


def _most(rule: str, all_of_them: int) -> int:
    """How many answers a rule allows."""
    found = _AT_MOST.search(rule)
    return int(found[1]) if found else all_of_them


def _holds(rule: str, names: Mapping[str, str], this: str) -> bool:
    if not rule or "count-selected" in rule:
        return True
    either = [part.split(" or ") for part in rule.split(" and ")]
    return all(any(_is_true(one, names, this) for one in ones) for ones in either)


def _is_true(part: str, names: Mapping[str, str], this: str) -> bool:
    if selected := _SELECTED.fullmatch(part):
        return selected[2] in names.get(selected[1][2:-1], "").split()
    found = _TEST.fullmatch(part)
    assert found, part
    left = this if found[1] == "." else names.get(found[1][2:-1], "")
    right = names.get(found[3][2:-1], "") if found[3].startswith("${") else found[3]
    return (left == right) is (found[2] == "=")


# --- as KoboToolbox exports -----------------------------------------------------------------------------------------


def kobo_table(filled: Sequence[Filled], *, groups: bool = True, split: bool = True) -> list[list[str]]:
    """The rows of a download with XML values and headers, with a column for each of several answers."""
    paths, several = filled[0].paths, filled[0].several
    heads: list[tuple[str, str, str]] = []
    for path in paths:
        head = path if groups else path.rpartition("/")[2]
        heads.append((head, path, ""))
        heads += [(f"{head}/{one}", path, one) for one in several.get(path, ()) if split]
    beside = ["_id", "_uuid", "_submission_time", "_submitted_by", "__version__", "meta/rootUuid", "_index"]
    table = [[*(head for head, _path, _one in heads), *beside]]
    for number, one in enumerate(filled, start=1):
        cells = [
            one.values.get(path, "") if not choice else str(int(choice in one.values.get(path, "").split()))
            for _head, path, choice in heads
        ]
        root = f"uuid:{one.uuid}"
        table.append([*cells, str(400 + number), one.uuid, SENT, "enumerator_7", "vK7", root, str(number)])
    return table


def as_csv(table: Sequence[Sequence[str]], separator: str = ";") -> bytes:
    """A table as text."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(table)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(**sheets: Sequence[Sequence[str]]) -> bytes:
    """Tables as a workbook; whole numbers as numbers, as KoboToolbox writes them."""
    book, file = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for name, table in sheets.items():
        page = book.create_sheet(name)
        for row in table:
            page.append([int(cell) if cell.isdecimal() else cell for cell in row])
    book.save(file)
    return file.getvalue()


def kobo_json(filled: Sequence[Filled], **around: Any) -> bytes:
    """What the interface of KoboToolbox answers: what was never asked is not there."""
    results: list[dict[str, Any]] = [
        {
            "_id": 400 + number,
            "formhub/uuid": "a1b2",
            **{path: value for path, value in one.values.items() if value},
            "meta/instanceID": f"uuid:{one.uuid}",
            "_uuid": one.uuid,
            "_submission_time": SENT,
            "_geolocation": [None, None],
            "_attachments": [],
            "_tags": [],
            "_validation_status": {},
            "_submitted_by": None,
        }
        for number, one in enumerate(filled, start=1)
    ]
    return json.dumps(
        {"count": len(results), "next": None, "previous": None, "results": results} | around
    ).encode()


# --- as ODK Central exports -----------------------------------------------------------------------------------------


def odk_csv(filled: Sequence[Filled]) -> bytes:
    """The table of a ZIP: groups and questions with a dash between them."""
    paths = filled[0].paths
    table = [
        [
            "SubmissionDate",
            *(path.replace("/", "-") for path in paths),
            "meta-instanceID",
            "KEY",
            "SubmitterName",
        ]
    ]
    for one in filled:
        cells = [one.values.get(path, "") for path in paths]
        table.append([f"{SENT}.000Z", *cells, f"uuid:{one.uuid}", f"uuid:{one.uuid}", "enumerator 7"])
    return as_csv(table, ",")


def odk_json(filled: Sequence[Filled]) -> bytes:
    """What its OData answers: groups within groups, names with lines for dashes, nothing for what was not asked."""
    value = []
    for one in filled:
        row: dict[str, Any] = {"__id": f"uuid:{one.uuid}", "__system": {"submissionDate": f"{SENT}.000Z"}}
        row["meta"] = {"instanceID": f"uuid:{one.uuid}", "instanceName": None}
        for path in one.paths:
            *groups, name = path.replace("-", "_").split("/")
            inner = row
            for group in groups:
                inner = inner.setdefault(group, {})
            inner[name] = one.values.get(path) or None
        value.append(row)
    return json.dumps({"value": value, "@odata.context": "https://odk.example/svc/$metadata"}).encode()


# --- what comes of it -----------------------------------------------------------------------------------------------


def person(form: bytes, seed: int = 1, **said: str) -> Filled:
    """Somebody of the Cambodian Red Cross who agrees, and answers what their form asks by chance."""
    chance = random.Random(seed)
    fixed = {"consent": "yes", "society": "khm"} | {
        key.replace("_", "-"): value for key, value in said.items()
    }

    def choose(name: str, offered: Sequence[str], least: int, most: int) -> Sequence[str]:
        if name in fixed:
            return fixed[name].split()
        return chance.sample(offered, chance.randint(int(least), most))

    return fill(form, choose, str(UUID(int=chance.getrandbits(128), version=4)))


def several_people(form: bytes, count: int, **said: str) -> list[Filled]:
    return [person(form, seed, **said) for seed in range(count)]


def as_on_the_page(survey: Survey, one: Filled) -> GivenAnswers:
    """What the page of the survey makes of the same answers."""
    typed: MultiDict[str, str] = MultiDict()
    several = {path.rpartition("/")[2]: offered for path, offered in one.several.items()}
    for name, value in one.by_name().items():
        ticked = [choice for choice in several.get(name, ()) if choice in value.split()]
        typed.setlist(name, ticked if name in several else [value])
    return replace(page.answers(survey, typed), is_collected=True)


def table_of(content: bytes) -> parsing.Table:
    return parsing.read(content, CONSENT)


def read(survey: Survey, content: bytes, society: str = "khm") -> Reading:
    table = table_of(content)
    columns = columns_of(survey, table.columns)
    refuse_strangers(survey, table.columns, columns)
    return submissions(survey, society, BEGINS, table, columns)


def columns(survey: Survey, content: bytes) -> Columns:
    return columns_of(survey, table_of(content).columns)


def answers(reading: Reading) -> list[GivenAnswers]:
    return [one.answers for one in reading.taken]


def refusal(survey: Survey, content: bytes) -> tuple[str, dict[str, Any]]:
    with pytest.raises(RuleBroken) as refused:
        read(survey, content)
    assert refused.value.field == "file"
    return refused.value.code, refused.value.values
