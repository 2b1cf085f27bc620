"""What comes back from KoboToolbox and ODK is exactly what the page would have taken; what is wrong has its place."""

from __future__ import annotations

import json
from typing import Final
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.content.types.surveys import Survey
from lms.errors import RuleBroken
from lms.surveys.domain.submissions import Fault
from tests.surveys.collecting import (
    answers,
    as_csv,
    as_on_the_page,
    as_xlsx,
    kobo_json,
    kobo_table,
    odk_csv,
    odk_json,
    person,
    read,
    several_people,
)

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
    table = kobo_table(several_people(form, 3))
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


def test_whoever_does_not_agree_is_left_out_and_counted(survey: Survey, form: bytes) -> None:
    filled = [person(form, 1), person(form, 2, consent="no"), person(form, 3).with_value("consent", "")]
    reading = read(survey, as_csv(kobo_table(filled)))
    assert len(reading.taken) == 1
    assert reading.left_out == {"declined": 2}


def test_another_form_or_version_is_kept_apart(survey: Survey, form: bytes) -> None:
    first, second, third = several_people(form, 3)
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
    table = kobo_table(several_people(form, 3))
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
    filled = several_people(form, 4)
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
