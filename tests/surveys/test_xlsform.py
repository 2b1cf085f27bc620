"""The survey as an XLSForm: pyxform turns it into a form without a warning, and the form asks what the page asks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import pytest
from flask import Flask
from pyxform.xls2xform import convert

from lms.content import registry
from lms.content.types.surveys import Survey, SurveyTask, Wording
from lms.surveys.presenters.xlsform import file_name
from tests.client import StrictClient
from tests.people import People
from tests.surveys.collecting import form_of, sheet

LANGUAGES: Final = {"en": "English (en)", "km": "ភាសាខ្មែរ (km)", "lo": "ພາສາລາວ (lo)", "th": "ภาษาไทย (th)"}
# What a form may ask of a phone, and this one never does: who, where, when, with which device.
METADATA: Final = (
    "start",
    "end",
    "today",
    "deviceid",
    "username",
    "phonenumber",
    "email",
    "geopoint",
    "audit",
    "text",
)


@pytest.fixture
def survey(app: Flask) -> Survey:
    """The survey of the checkout."""
    return registry.current().surveys["needs"]


def rows(survey: Survey) -> dict[str, Mapping[str, str]]:
    return {row["name"]: row for row in sheet(form_of(survey), "survey") if row["name"]}


def test_pyxform_makes_a_form_of_it_without_a_warning(survey: Survey) -> None:
    warnings: list[str] = []
    made = convert(form_of(survey), file_type=".xlsx", warnings=warnings, validate=False)
    assert warnings == []
    assert made.warnings == []
    root = ElementTree.fromstring(made.xform)  # noqa: S314 - pyxform has just written it
    instance = next(one for one in root.iter() if one.get("id") == "needs")
    assert instance.get("version") == "1"
    names = {element.tag.split("}")[1] for element in instance.iter()}
    assert {"consent", "society", "role", "b1-importance", "b15-skill", "hours-limited", "format-3"} <= names
    languages = [one.get("lang") for one in root.iter() if one.tag.endswith("}translation")]
    assert languages == list(LANGUAGES.values())


def test_the_form_has_the_questions_and_answers_of_the_page_by_their_ids(survey: Survey) -> None:
    offered: dict[str, list[str]] = {}
    for row in sheet(form_of(survey), "choices"):
        offered.setdefault(row["list_name"], []).append(row["name"])
    assert offered["importance"] == ["1", "2", "3", "4", "5", "not", "skip"]
    assert offered["skill"] == ["1", "2", "3", "4", "5", "skip"]
    for question in survey.questions:
        expected = [choice.id for choice in question.choices]
        assert offered[question.id] == [*expected, "skip"] if question.kind == "one" else expected
    asked = [row["name"] for row in sheet(form_of(survey), "survey") if row["type"].startswith("select")]
    assert len(asked) == 1 + 4 + 30 + 3 + 10  # of which three are the places of one order
    assert file_name(survey) == "needs-1.xlsx"


def test_every_text_is_there_in_four_languages(survey: Survey) -> None:
    for name in ("survey", "choices"):
        for row in sheet(form_of(survey), name):
            for column in {key.split("::")[0] for key in row if "::" in key}:
                texts = [row[f"{column}::{language}"] for language in LANGUAGES.values()]
                assert all(texts) or not any(texts), row
    asked = rows(survey)
    assert asked["b7"]["label::ភាសាខ្មែរ (km)"].startswith("ផ្ដល់ការសង្គ្រោះបឋម")
    assert asked["consent"]["label::ภาษาไทย (th)"] != asked["consent"]["label::English (en)"]


def test_a_language_without_a_text_reads_english(survey: Survey) -> None:
    task = SurveyTask("b1", "migration", Wording({"en": "Carry water"}))
    asked = rows(replace(survey, tasks=(task,)))
    assert asked["b1"]["label::ພາສາລາວ (lo)"] == "Carry water"


def test_the_form_asks_for_no_name_no_place_no_hour_and_no_device(survey: Survey) -> None:
    types = {row["type"].split()[0] for row in sheet(form_of(survey), "survey")}
    assert types == {"calculate", "note", "begin_group", "end_group", "select_one", "select_multiple"}
    assert types.isdisjoint(METADATA)


def test_whoever_says_no_is_asked_nothing_more(survey: Survey) -> None:
    before, groups = True, []
    for row in sheet(form_of(survey), "survey"):
        if row["type"] == "begin_group" and not before:
            groups.append(row)
        before = before and row["name"] != "consent"
    assert len(groups) == 1 + 15 + 1 + 1
    assert all(row["relevant"].startswith("${consent} = 'yes'") for row in groups)
    asked = list(rows(survey))
    script = [name for name in asked if name.startswith("consent-")]
    assert len(script) == 1 + len(survey.consent)
    assert asked.index(script[-1]) < asked.index("consent") < asked.index("society")


def test_volunteers_alone_are_asked_about_care(survey: Survey) -> None:
    care = rows(survey)["care-volunteer"]
    assert care["relevant"] == "${consent} = 'yes' and ${role} = 'volunteer'"


def test_a_task_that_does_not_apply_is_not_asked_for_skill(survey: Survey) -> None:
    relevant = rows(survey)["b1-skill"]["relevant"]
    assert re.findall(r"'(\w*)'", relevant) == ["", "not", "skip"]


def test_no_answer_stands_in_two_places_and_no_place_has_to_be_filled(survey: Survey) -> None:
    asked = rows(survey)
    assert [asked[f"format-{place}"]["required"] for place in (1, 2, 3)] == ["", "", ""]
    assert asked["format-3"]["constraint"] == ". != ${format-1} and . != ${format-2}"
    assert asked["format-3"]["relevant"] == "${format-2} != ''"
    assert asked["format-note"]["hint::English (en)"] == "Choose up to 3, the best one first."


def test_the_form_says_which_questions_it_asks_wherever_it_is_deployed(survey: Survey) -> None:
    asked = rows(survey)
    assert asked["sala_form"]["calculation"] == "'needs'"
    assert asked["sala_version"]["calculation"] == "'1'"
    settings = sheet(form_of(survey), "settings")[0]
    assert (settings["form_id"], settings["version"], settings["style"]) == ("needs", "1", "pages")


def test_chan_takes_the_form_from_the_page_of_rounds(client: StrictClient, people: People) -> None:
    client.sign_in(people.chan.number)
    assert 'href="/en/surveys/results/form.xlsx"' in client.get("/en/surveys/results/").get_data(as_text=True)
    answer = client.get("/en/surveys/results/form.xlsx")
    assert answer.headers["Content-Disposition"] == "attachment; filename=needs-1.xlsx"
    assert "sala_form" in convert(answer.data, file_type=".xlsx").xform
    answer.close()


def test_a_trainer_reads_results_and_takes_no_form(client: StrictClient, people: People) -> None:
    client.sign_in(people.bopha.number)
    assert "form.xlsx" not in client.get("/en/surveys/results/").get_data(as_text=True)
    assert client.get("/en/surveys/results/form.xlsx").status_code == 403


def test_an_operator_writes_the_form_with_a_command(app: Flask, tmp_path: Path) -> None:
    target = tmp_path / "form.xlsx"
    run = app.test_cli_runner()
    said = run.invoke(args=["surveys", "xlsform", "needs", str(target)])
    assert said.output == f"{target}: the survey needs, version 1\n"
    assert "sala_form" in convert(target).xform
    wrong = run.invoke(args=["surveys", "xlsform", "needz", str(target)])
    assert "needz is not one of channels, needs" in wrong.output
    assert wrong.exit_code == 2
