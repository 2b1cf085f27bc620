"""The survey of channels in KoboToolbox and ODK: its form by its own rules, and what comes back from it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from flask import Flask
from pyxform.xls2xform import convert

from lms.content import registry
from lms.content.types.surveys import Survey
from tests.surveys.collecting import (
    answers,
    as_csv,
    as_on_the_page,
    as_xlsx,
    columns,
    form_of,
    kobo_json,
    kobo_table,
    odk_csv,
    odk_json,
    person,
    read,
    several_people,
    sheet,
)


@pytest.fixture
def survey(app: Flask) -> Survey:
    return registry.current().surveys["channels"]


@pytest.fixture
def form(survey: Survey) -> bytes:
    return form_of(survey)


def test_pyxform_makes_a_form_of_it_without_a_warning(form: bytes) -> None:
    warnings: list[str] = []
    made = convert(form, file_type=".xlsx", warnings=warnings, validate=False)
    assert warnings == []
    assert made.warnings == []
    root = ElementTree.fromstring(made.xform)  # noqa: S314 - pyxform has just written it
    names = {
        element.tag.split("}")[1]
        for element in next(one for one in root.iter() if one.get("id") == "channels").iter()
    }
    assert {"consent", "role", "trust-sms", "private-peer", "best-hiv", "never"} <= names


def test_whoever_asks_reads_first_where_not_to_ask_and_then_the_consent_aloud(form: bytes) -> None:
    rows = sheet(form, "survey")
    notes = [row["label::English (en)"] for row in rows if row["type"] == "note"]
    assert notes[0].startswith("For who asks: find a private place")
    consent = next(at for at, row in enumerate(rows) if row["name"] == "consent")
    assert all(row["type"] not in ("note",) for row in rows[consent:])


def test_only_channels_that_somebody_uses_are_asked_about(form: bytes) -> None:
    rows = {row["name"]: row for row in sheet(form, "survey") if row["name"]}
    assert rows["trust-sms"]["relevant"] == "selected(${channels}, 'sms')"
    assert rows["best-hiv"]["relevant"] == "selected(${topics}, 'hiv')"
    assert rows["opens"]["relevant"] == "${phone} = 'own' or ${phone} = 'shared'"
    assert rows["answered"]["relevant"] == "${asked} = 'yes'"
    assert "trust-none" not in rows


def test_every_question_can_be_left_unsaid_and_no_more_than_four_topics_chosen(form: bytes) -> None:
    offered: dict[str, list[str]] = {}
    for row in sheet(form, "choices"):
        offered.setdefault(row["list_name"], []).append(row["name"])
    assert all(ids[-1] == "skip" for name, ids in offered.items() if name != "consent")
    assert "importance" not in offered, "nothing is rated that the survey does not have"
    rows = {row["name"]: row for row in sheet(form, "survey") if row["name"]}
    alone = "(not(selected(., 'skip')) or count-selected(.) = 1)"
    assert rows["topics"]["constraint"] == f"{alone} and count-selected(.) <= 4"
    assert rows["channels"]["constraint"] == alone
    assert rows["channels"]["required"] == "yes"
    assert rows["channels"]["constraint_message::English (en)"].startswith("Please choose no more")


@pytest.mark.parametrize(
    "export",
    [
        lambda filled: as_csv(kobo_table(filled)),
        lambda filled: as_csv(kobo_table(filled, groups=False, split=False)),
        lambda filled: as_xlsx(survey=kobo_table(filled)),
        kobo_json,
        odk_csv,
        odk_json,
    ],
)
def test_what_comes_back_is_what_the_page_makes_of_the_same_answers(
    survey: Survey, form: bytes, export: object
) -> None:
    filled = several_people(form, 6)
    content = export(filled)  # type: ignore[operator]
    found = read(survey, content)
    assert found.faults == ()
    assert answers(found) == [as_on_the_page(survey, one) for one in filled]
    assert columns(survey, content).unknown == ()


def test_who_says_nothing_of_channels_is_no_one_without_channels(survey: Survey, form: bytes) -> None:
    silent, without = person(form, 3, channels="skip"), person(form, 4, channels="none")
    said = [one.choices.get("channels") for one in answers(read(survey, kobo_json([silent, without])))]
    assert said == [None, ["none"]]


def test_trust_in_a_channel_that_is_not_used_is_not_kept(survey: Survey, form: bytes) -> None:
    somebody = person(form, 5, channels="radio").with_value("trust-sms", "fully")
    (said,) = answers(read(survey, as_csv(kobo_table([somebody]))))
    assert "trust-sms" not in said.choices
    assert said.choices["channels"] == ["radio"]


def test_more_topics_than_four_are_a_fault_with_its_line(survey: Survey, form: bytes) -> None:
    somebody = person(form, 6).with_value("topics", "papers work health hiv family")
    found = read(survey, as_csv(kobo_table([somebody], split=False)))
    assert found.taken == ()
    assert [(fault.line, fault.column, fault.problem) for fault in found.faults] == [
        (2, "wanted/topics", "more")
    ]
