"""Whatever is held about people says what it is for: no column is forgotten, no word is without a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, get_args

import pytest
from flask import Flask
from flask_babel import LazyString, force_locale
from sqlalchemy import Column, Table, inspect

from lms import data_inventory
from lms.data_inventory import DAYS, Personal
from lms.db import Base, db
from lms.privacy.presenters import wording
from lms.privacy.services import requests

# The queue and the migrations keep house for themselves, with ids and versions only; the index of names follows
# person.search_key, which is in the inventory.
_HOUSEKEEPING = ("alembic_version", "huey_", "person_search")


def columns() -> Iterator[tuple[Table, Column[object]]]:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            yield table, column


def entries() -> list[Personal]:
    return [column.info["personal"] for _, column in columns() if "personal" in column.info]


def test_every_column_says_that_it_holds_personal_data_or_none(house: Flask) -> None:
    """After a new column: give it `info=personal(...)`, or IMPERSONAL; see lms/data_inventory.py."""
    silent = [
        f"{table.name}.{column.name}"
        for table, column in columns()
        if not table.info.get("impersonal")
        and ("personal" in column.info) == bool(column.info.get("impersonal"))
    ]
    assert silent == []
    assert len(entries()) > 100


def test_a_table_without_personal_data_says_why_and_points_to_nobody(house: Flask) -> None:
    for table in Base.metadata.sorted_tables:
        if "impersonal" in table.info:
            assert len(table.info["impersonal"]) > 20, table.name
            assert not any(key.column.table.name == "person" for key in table.foreign_keys), table.name


def test_a_column_that_points_to_a_person_is_personal(house: Flask) -> None:
    pointing = [
        column.info
        for _, column in columns()
        if any(key.column.table.name == "person" for key in column.foreign_keys)
    ]
    assert len(pointing) > 20
    assert all("personal" in info for info in pointing)


def test_the_database_holds_no_table_that_the_inventory_does_not_know(app: Flask) -> None:
    known = set(Base.metadata.tables)
    found = {name for name in inspect(db.engine).get_table_names() if not name.startswith(_HOUSEKEEPING)}
    assert found - known == set()


def test_what_is_called_the_same_is_kept_for_the_same_reason_and_as_long(house: Flask) -> None:
    by_what = defaultdict(set)
    for entry in entries():
        by_what[entry.what].add(entry)
    assert {what for what, found in by_what.items() if len(found) > 1} == set()


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_each_word_of_the_inventory_has_a_sentence(house: Flask, language: str) -> None:
    closed: dict[Any, Mapping[Any, LazyString]] = {
        data_inventory.What: wording.WHAT,
        data_inventory.Purpose: wording.PURPOSES,
        data_inventory.Basis: wording.BASES,
        data_inventory.Kept: wording.KEPT,
        data_inventory.Seen: wording.SEEN,
    }
    with house.test_request_context(), force_locale(language):
        for kind, sentences in closed.items():
            assert {*get_args(kind)} == {*sentences}
            assert all(str(sentence) and "%(" not in str(sentence) for sentence in sentences.values())


def test_whatever_has_an_end_says_after_how_many_days(house: Flask) -> None:
    endless = {"until-erased", "without-name", "in-figures", "not-kept"}
    assert set(DAYS) == {*get_args(data_inventory.Kept), "open-paper", "old-pre-test"} - endless


def test_no_word_of_the_inventory_is_there_for_nothing(house: Flask) -> None:
    used = [*entries(), *data_inventory.WITHOUT_COLUMN]
    for kind, name in (
        *((data_inventory.What, "what"), (data_inventory.Purpose, "purpose")),
        *((data_inventory.Basis, "basis"), (data_inventory.Kept, "kept")),
    ):
        assert {getattr(entry, name) for entry in used} == set(get_args(kind))
    assert {seen for entry in used for seen in entry.seen_by} == set(get_args(data_inventory.Seen))


def test_whatever_rests_on_consent_is_asked_for(house: Flask) -> None:
    """Reminders by e-mail and surveys: see tests/records/test_expiring.py for letters without a yes, and
    tests/surveys/test_survey_pages.py for a survey without one.
    """
    resting = {
        entry.what for entry in (*entries(), *data_inventory.WITHOUT_COLUMN) if entry.basis == "consent"
    }
    assert resting == {"letter", "survey"}
    assert get_args(requests.ConsentPurpose) == ("reminders-email",)
