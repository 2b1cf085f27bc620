"""Which column is which question, wherever somebody put it, and that no other one vanishes."""

from __future__ import annotations

from lms.content.types.surveys import Survey
from lms.surveys.domain.submissions import Fault
from tests.surveys.collecting import (
    answers,
    as_csv,
    columns,
    kobo_table,
    person,
    read,
    refusal,
)


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
