"""What comes back from KoboToolbox and ODK is exactly what the page would have taken; what is wrong has its place."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from lms.content import registry
from lms.content.types.surveys import Survey
from lms.errors import RuleBroken
from lms.surveys import parsing
from lms.surveys.domain.field_names import CONSENT
from lms.surveys.domain.given_answers import GivenAnswers
from lms.surveys.domain.submission_columns import Columns, columns_of, refuse_strangers
from lms.surveys.domain.submissions import Fault, Reading, submissions
from lms.surveys.forms import answers as page
from tests.surveys.collecting import (
    Filled,
    as_csv,
    as_xlsx,
    fill,
    form_of,
    kobo_json,
    kobo_table,
    odk_csv,
    odk_json,
)

BEGINS: Final = date(2026, 11, 1)


@pytest.fixture
def survey(app: Flask) -> Survey:
    """The survey of the checkout."""
    return registry.current().surveys["needs"]


@pytest.fixture
def form(survey: Survey) -> bytes:
    """Its form."""
    return form_of(survey)


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


def people(form: bytes, count: int, **said: str) -> list[Filled]:
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


EXPORTS: Final = {
    "KoboToolbox, CSV with semicolons": lambda filled: as_csv(kobo_table(filled)),
    "KoboToolbox, CSV with commas and no groups": lambda filled: as_csv(
        kobo_table(filled, groups=False), ","
    ),
    "KoboToolbox, CSV with one column for several answers": lambda filled: as_csv(
        kobo_table(filled, split=False)
    ),
    "KoboToolbox, XLSX": lambda filled: as_xlsx(needs=kobo_table(filled)),
    "KoboToolbox, JSON": kobo_json,
    "KoboToolbox, JSON as a list": lambda filled: json.dumps(
        json.loads(kobo_json(filled))["results"]
    ).encode(),
    "ODK, CSV": odk_csv,
    "ODK, JSON": odk_json,
}


@pytest.mark.parametrize("export", EXPORTS)
def test_what_people_of_every_role_answered_comes_back_as_the_page_would_take_it(
    survey: Survey, form: bytes, export: str
) -> None:
    roles = [*(choice.id for choice in survey.question("role").choices), "skip"]
    filled = [person(form, seed, role=role) for seed, role in enumerate(roles)]
    reading = read(survey, EXPORTS[export](filled))
    assert reading.faults == ()
    assert reading.left_out == {}
    assert answers(reading) == [as_on_the_page(survey, one) for one in filled]
    assert [one.id for one in reading.taken] == [one.uuid for one in filled]
    volunteers = [one for one in answers(reading) if "hours-limited" in one.choices]
    assert all(one.role == "volunteer" for one in volunteers)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seeds=st.lists(st.integers(0, 2**32), min_size=1, max_size=4, unique=True),
    export=st.sampled_from([*EXPORTS]),
)
def test_whatever_is_answered_comes_back(survey: Survey, form: bytes, seeds: list[int], export: str) -> None:
    filled = [person(form, seed) for seed in seeds]
    reading = read(survey, EXPORTS[export](filled))
    assert answers(reading) == [as_on_the_page(survey, one) for one in filled]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damaged_file_is_more_than_refused(survey: Survey, form: bytes, data: st.DataObject) -> None:
    """Cells of a table are overwritten with anything; what is taken is what the survey offers."""
    table = kobo_table(people(form, 3))
    for _ in range(data.draw(st.integers(1, 12))):
        row = data.draw(st.integers(0, 3))
        at = data.draw(st.integers(0, len(table[0]) - 1))
        table[row][at] = data.draw(
            st.sampled_from(["", "yes", "3", "skip", "km lo", "\u1780", "uuid:", table[1][at]])
        )
    try:
        reading = read(survey, as_csv(table))
    except RuleBroken:
        return
    for one in answers(reading):
        assert all(
            set(chosen) <= {c.id for c in survey.question(name).choices}
            for name, chosen in one.choices.items()
        )
        assert all(1 <= each.importance <= 5 and 1 <= each.skill <= 5 for each in one.ratings.values())


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


def test_whoever_does_not_agree_is_left_out_and_counted(survey: Survey, form: bytes) -> None:
    filled = [person(form, 1), person(form, 2, consent="no"), person(form, 3).with_value("consent", "")]
    reading = read(survey, as_csv(kobo_table(filled)))
    assert len(reading.taken) == 1
    assert reading.left_out == {"declined": 2}


def test_another_form_or_version_is_kept_apart(survey: Survey, form: bytes) -> None:
    first, second, third = people(form, 3)
    filled = [first, second.with_value("sala_version", "2"), third.with_value("sala_form", "channels")]
    reading = read(survey, as_csv(kobo_table(filled)))
    assert [one.id for one in reading.taken] == [first.uuid]
    assert reading.left_out == {"other-version": 1, "other-survey": 1}


def test_other_societies_and_those_that_say_none_do_not_join(survey: Survey, form: bytes) -> None:
    filled = [person(form, 1), person(form, 2, society="lao"), person(form, 3, society="skip")]
    reading = read(survey, as_csv(kobo_table(filled)))
    assert reading.left_out == {"other-society": 1, "no-society": 1}
    assert len(read(survey, as_csv(kobo_table(filled)), "lao").taken) == 1


def test_what_stands_twice_in_a_file_counts_once(survey: Survey, form: bytes) -> None:
    one = person(form)
    reading = read(survey, as_csv(kobo_table([one, one])))
    assert len(reading.taken) == 1
    assert reading.left_out == {"twice": 1}


def test_what_was_sent_before_the_round_is_of_an_earlier_one(survey: Survey, form: bytes) -> None:
    table = kobo_table(people(form, 3))
    at = table[0].index("_submission_time")
    table[1][at], table[2][at], table[3][at] = "2025-11-20T08:15:00", "2026-10-31 23:00:00", "last year"
    reading = read(survey, as_csv(table))
    assert reading.left_out == {"before": 1}
    assert len(reading.taken) == 2


def test_a_mended_submission_keeps_the_id_of_its_first_form(survey: Survey, form: bytes) -> None:
    table = kobo_table([person(form)])
    first = read(survey, as_csv(table)).taken[0].id
    table[1][table[0].index("_uuid")] = str(uuid4())
    assert read(survey, as_csv(table)).taken[0].id == first
    odk = json.loads(odk_json([person(form)]))
    odk["value"][0]["meta"]["instanceID"] = f"uuid:{uuid4()}"
    assert read(survey, json.dumps(odk).encode()).taken[0].id == first


def test_each_fault_has_its_line_and_column_and_its_row_waits(survey: Survey, form: bytes) -> None:
    filled = people(form, 4)
    table = kobo_table(
        [filled[0].with_value("role", "boss"), filled[1].with_value("b3-skill", "9"), *filled[2:]]
    )
    table[3][table[0].index("preferences/barriers")] = "time moon"
    table[4][table[0].index("_uuid")] = table[4][table[0].index("meta/rootUuid")] = "12"
    reading = read(survey, as_csv(table))
    assert reading.taken == ()
    assert reading.faults == (
        Fault(2, "about/role", "unknown"),
        Fault(3, "b3/b3-skill", "unknown"),
        Fault(4, "preferences/barriers", "unknown"),
        Fault(5, "meta/rootUuid", "no-uuid"),
    )
    assert reading.faulty == 4
    consent = read(survey, as_csv(kobo_table([filled[0].with_value("consent", "perhaps")])))
    assert consent.faults == (Fault(2, "before/consent", "unknown"),)


def test_columns_of_several_answers_alone_are_enough(survey: Survey, form: bytes) -> None:
    one = person(form, reads="km en")
    table = kobo_table([one])
    keep = [at for at, heading in enumerate(table[0]) if heading != "about/reads"]
    rows = [[row[at] for at in keep] for row in table]
    assert answers(read(survey, as_csv(rows)))[0].choices["reads"] == ["en", "km"]
    odk = [[cell.replace("about/reads/", "about-reads/") for cell in rows[0]], rows[1]]
    assert answers(read(survey, as_csv(odk)))[0].choices["reads"] == ["en", "km"]
    rows[1][rows[0].index("about/reads/lo")] = "perhaps"
    assert read(survey, as_csv(rows)).faults == (Fault(2, "about/reads/lo", "unknown"),)


def test_a_question_that_moved_to_another_group_is_read_where_it_is_filled_in(
    survey: Survey, form: bytes
) -> None:
    table = kobo_table([person(form, role="staff"), person(form, 2, role="staff")])
    table[0].append("you/role")
    table[1].append("staff")
    table[2].append("trainer")
    table[1][table[0].index("about/role")] = ""
    reading = read(survey, as_csv(table))
    assert answers(reading)[0].role == "staff"
    assert reading.faults == (Fault(3, "about/role", "differs"),)


def test_no_column_is_dropped_in_silence(survey: Survey, form: bytes) -> None:
    table = kobo_table([person(form)])
    extra = [
        "start",
        "deviceid",
        "username",
        "_geolocation",
        "Your name",
        "group/data_clerk",
        "supervisor_role",
        "",
    ]
    for row, cells in zip(table, (extra, ["x"] * len(extra)), strict=True):
        row.extend(cells)
    found = columns(survey, as_csv(table))
    assert found.unknown == ("Your name", "group/data_clerk", "supervisor_role")
    assert {"start", "deviceid", "username", "_geolocation", "_submitted_by", "meta/rootUuid"} <= {
        *found.left_out
    }
    assert found.missing == ()
    assert len(read(survey, as_csv(table)).taken) == 1
    shorter = [
        [cell for cell, heading in zip(row, table[0], strict=True) if heading != "preferences/phone"]
        for row in table
    ]
    assert columns(survey, as_csv(shorter)).missing == ("phone",)


def test_a_file_that_says_labels_is_refused_in_its_own_words(survey: Survey, form: bytes) -> None:
    table = kobo_table([person(form)])
    table[0] = [heading.replace("about/role", "តើអ្នកមានតួនាទីអ្វី?") for heading in table[0]]
    table[0][table[0].index("before/consent")] = "Do you want to answer?"
    assert refusal(survey, as_csv(table)) == ("survey-labels", {})
    cell = kobo_table([person(form).with_value("role", "អ្នកស្ម័គ្រចិត្ត")])
    assert refusal(survey, as_csv(cell)) == ("survey-labels", {})


def test_a_file_of_another_form_is_refused(survey: Survey) -> None:
    assert refusal(survey, as_csv([["name", "age"], ["Dara", "30"]])) == (
        "survey-columns",
        {"names": "sala_form, sala_version, consent, _uuid"},
    )


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
    first, second = people(form, 2)
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
    table = kobo_table(people(form, 2))
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
