"""What pages of workshops say: the rule of enough half-days, what a number counts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_babel import force_locale, gettext

from lms import clock
from lms.db import session
from lms.workshops.presenters.wording import MISSING_WORDS
from tests.client import StrictClient
from tests.people import People
from tests.workshops.planned import UUID, held, planned

PAGE = f"/en/workshops/{UUID}/"


@pytest.mark.parametrize(
    ("language", "enough", "all_of_them"),
    [("km", "គ្រប់គ្រាន់", "គ្រប់ចំនួន"), ("lo", "ພຽງພໍ", "ຄົບ"), ("th", "เพียงพอ", "ครบ")],
)
def test_enough_half_days_are_not_called_all_of_them(
    client: StrictClient, language: str, enough: str, all_of_them: str
) -> None:
    with client.application.test_request_context(), force_locale(language):
        for words in (gettext("There for enough half-days"), str(MISSING_WORDS["attendance"])):
            assert enough in words
            assert all_of_them not in words


@pytest.mark.parametrize("page", ["attendance/1/", "close/"])
def test_the_rule_of_enough_stands_once_where_it_is_needed(
    client: StrictClient, people: People, page: str
) -> None:
    held(people, planned(people, days=[(clock.today(), "am")], modules=("pss", "cea")), [people.sokha])
    session.commit()
    client.sign_in("KH-1100")
    shown = client.get(f"{PAGE}{page}").get_data(as_text=True)
    assert shown.count("at least 80 % of the half-days") == 1
    assert shown.count("Who comes late has the whole half-day, who leaves early half of it.") == 1


def test_an_orientation_has_no_such_rule(client: StrictClient, people: People) -> None:
    held(
        people, planned(people, days=[(clock.today(), "am")], kind="orientation", modules=()), [people.sokha]
    )
    session.commit()
    client.sign_in("KH-1100")
    assert "of the half-days" not in client.get(f"{PAGE}close/").get_data(as_text=True)


def test_a_planned_workshop_is_not_counted_as_one_to_close_and_the_tile_says_so(
    client: StrictClient, people: People
) -> None:
    planned(people, days=[(clock.today() + timedelta(days=3), "am")])
    session.commit()
    client.sign_in("KH-1100")
    home = client.get("/en/staff/").get_data(as_text=True)
    assert "Workshops begun, not closed yet" in home
    assert "Begun, not closed yet" not in client.get("/en/workshops/").get_data(as_text=True)
