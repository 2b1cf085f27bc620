"""Which rows a file has: of tables, of JSON, of people in a repeat; and which file has none."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.content.types.surveys import Survey
from lms.errors import RuleBroken
from lms.surveys import parsing
from tests.surveys.collecting import (
    answers,
    as_csv,
    as_on_the_page,
    as_xlsx,
    columns,
    kobo_json,
    kobo_table,
    odk_json,
    person,
    read,
    refusal,
    several_people,
    table_of,
)

_JSON = st.recursive(
    st.sampled_from([None, True, 7, 2.5, float("inf"), "x", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["consent", "a", "_uuid"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(said=st.dictionaries(st.sampled_from(["results", "value", "next"]), st.lists(_JSON, max_size=3)))
def test_any_json_is_a_table_or_refused(said: dict[str, Any]) -> None:
    try:
        table = table_of(json.dumps(said).encode())
    except RuleBroken:
        return
    assert all(len(row.cells) == len(table.columns) for row in table.rows)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"[1, 2]", "survey-json"),
        (b"[]", "survey-json"),
        (b'{"results": [{}]}', "survey-json"),
        (b'{"type": "FeatureCollection"}', "survey-json"),
        (b'{"results": [', "survey-json"),
        (b"[" * 100_000, "survey-json"),
        (b'[{"a": \xff}]', "survey-json"),
        (b'[{"a": ' + b"9" * 5000 + b"}]", "survey-json"),
        (b'[{"a": ' + b'{"a": ' * 20 + b"1" + b"}" * 21 + b"]", "survey-json"),
        (json.dumps([{f"c{at}": 1 for at in range(500)}]).encode(), "too-many-columns"),
        (json.dumps([{"a": 1}] * 2001).encode(), "survey-rows"),
        (as_csv([["a"], *[["1"]] * 2001]), "survey-rows"),
        (as_csv([["a"] * 401]), "too-many-columns"),
        (b"x" * (parsing.MOST_BYTES + 1), "survey-file-large"),
        (b"\x89PNG", "file-no-list"),
    ],
)
def test_what_is_no_table_of_answers_is_refused(survey: Survey, content: bytes, code: str) -> None:
    assert refusal(survey, content)[0] == code


def test_a_page_of_several_says_so(form: bytes) -> None:
    filled = [person(form)]
    assert not table_of(kobo_json(filled)).is_page
    assert table_of(kobo_json(filled, next="https://kobo.example/?start=100")).is_page
    assert table_of(
        json.dumps(json.loads(odk_json(filled)) | {"@odata.nextLink": "https://odk.example"}).encode()
    ).is_page


def test_values_of_json_are_read_as_they_are_meant(survey: Survey) -> None:
    table = table_of(
        json.dumps([{"a": 3.0, "b": 2.5, "c": True, "d": None, "e": ["km", "lo"], "f": {}}]).encode()
    )
    assert dict(zip(table.columns, table.rows[0].cells, strict=True)) == {
        "a": "3", "b": "2.5", "c": "true", "d": "", "e": "km lo",
    }  # fmt: skip


def test_people_of_a_repeat_are_a_row_each(survey: Survey, form: bytes) -> None:
    """Somebody put the questions into a repeat: one submission for all people of a house."""
    first, second = several_people(form, 2)
    record: dict[str, Any] = {
        "sala_form": "needs",
        "sala_version": "1",
        "_uuid": first.uuid,
        "visits": [{"note": "x"}],
    }
    inside: list[dict[str, Any]] = [
        {f"person/{path}": value for path, value in one.values.items()} for one in (first, second)
    ]
    for one in inside:
        one.pop("person/sala_form")
        one.pop("person/sala_version")
        one["person/toys"] = [{"name": "y"}]
    reading = read(survey, json.dumps([record | {"person": inside}]).encode())
    assert answers(reading) == [as_on_the_page(survey, one) for one in (first, second)]
    assert [one.id for one in reading.taken] == [f"{first.uuid}#1", f"{first.uuid}#2"]
    assert {"visits", "person/person/toys"} <= set(
        columns(survey, json.dumps([record | {"person": inside}]).encode()).unknown
    )


def test_people_of_a_repeat_on_a_sheet_of_their_own(survey: Survey, form: bytes) -> None:
    table = kobo_table(several_people(form, 2))
    above = [["sala_form", "sala_version", "_uuid", "_index"], ["needs", "1", str(UUID(int=5)), "1"]]
    drop = {"sala_form", "sala_version", "_uuid", "meta/rootUuid", "_index"}
    keep = [at for at, heading in enumerate(table[0]) if heading not in drop]
    inner = [[*(row[at] for at in keep), str(UUID(int=5))] for row in table]
    inner[0][-1] = "_submission__uuid"
    content = as_xlsx(needs=above, person=inner, other=[["a"], ["b"]])
    assert [one.id for one in read(survey, content).taken] == [f"{UUID(int=5)}#1", f"{UUID(int=5)}#2"]
    assert table_of(content).sheets == ("other",)
    inner[1][-1] = str(UUID(int=6))
    assert read(survey, as_xlsx(needs=above, person=inner)).left_out == {"other-survey": 1}
    alone = as_xlsx(needs=[["a"], ["b"]], person=[row[:-1] for row in inner])
    assert refusal(survey, alone)[0] == "survey-columns"


def test_empty_rows_are_nobody(survey: Survey, form: bytes) -> None:
    table = kobo_table([person(form)])
    table.insert(1, [""] * len(table[0]))
    assert len(read(survey, as_csv(table)).taken) == 1
