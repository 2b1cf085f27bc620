"""Sokha fills in the page of a talk on her phone, looks at what she wrote, and mends it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from lms import clock
from lms.community.forms import talk_in_words
from lms.community.models import CommunitySession
from lms.community.queries import own_sums
from lms.db import session
from tests.client import StrictClient
from tests.community.talking import filled, record, talk
from tests.people import People

MINE = "/en/me/talks/"
NEW = "/en/me/talks/new/"
MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def sokha(client: StrictClient, people: People) -> StrictClient:
    """Sokha is signed in."""
    client.sign_in(people.sokha.number)
    return client


def page(client: StrictClient, address: str) -> str:
    """What stands at an address."""
    return client.get(address).get_data(as_text=True)


def test_from_her_own_page_it_is_two_taps_to_an_empty_form(sokha: StrictClient) -> None:
    assert f'href="{MINE}"' in page(sokha, "/en/me/")
    assert f'href="{NEW}"' in page(sokha, MINE)
    form = page(sokha, NEW)
    assert f'value="{clock.today().isoformat()}"' in form
    assert " checked" not in form.partition('id="language"')[2].partition("</fieldset>")[0]
    assert "Never ask anybody about HIV" in form


def test_there_is_no_field_into_which_a_name_can_be_written(sokha: StrictClient) -> None:
    form = page(sokha, NEW).partition('<form method="post" data-unsaved')[2].partition("</form>")[0]
    assert "<textarea" not in form
    assert form.count("<input") == form.count('type="hidden"') + form.count('type="checkbox"') + form.count(
        'type="date"'
    ) + form.count('inputmode="numeric"')


def test_she_reads_how_many_people_that_is(sokha: StrictClient, people: People) -> None:
    record(people.sokha)
    done = sokha.send(NEW, filled(**{"female-25-34": "4", "unsaid": "៣"}))
    assert (done.status_code, done.location) == (303, f"{MINE}?saved=1")
    own = page(sokha, done.location)
    assert "Saved. Thank you." in own
    assert "People you have talked with: 27. Talks: 2." in own
    assert "Women and girls: 7" in own


def test_a_double_tap_is_one_talk_and_the_page_says_so(sokha: StrictClient, people: People) -> None:
    form = filled()
    sokha.send(NEW, form)
    again = sokha.send(NEW, {**form, "female": "70"})
    assert again.location == f"{MINE}?again=1"
    assert "counts once" in page(sokha, again.location)
    assert own_sums(people.sokha) == (12, 1)


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"on": "yesterday"}, "on", "year-month-day"),
        ({"on": "2100-01-01"}, "on", "cannot be later"),
        ({"on": "2020-01-01"}, "on", "90 days"),
        ({"topic": ""}, "topic", "what the talk was about"),
        ({"place": "palace"}, "place", "kind of place"),
        ({"language": []}, "language", "at least one language"),
        ({"female": "a few"}, "female", "whole number"),
        ({"female": "0", "male": "", "unsaid": "0"}, "female", "One number is enough"),
        ({"male": "501"}, "female", "at most 500"),
        ({"male-25-34": "6"}, "male", "add up to more"),
        ({"male-25-34": "-1"}, "male-25-34", "whole number"),
    ],
)
def test_what_is_wrong_stands_on_its_field_and_nothing_is_lost(
    sokha: StrictClient, people: People, changed: dict[str, str | list[str]], field: str, words: str
) -> None:
    answer = sokha.send(NEW, {**filled(unsaid="3"), **changed})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    error = text.partition(f'id="{field}-error">')[2].partition("</p>")[0]
    assert words in error
    assert f'href="#{field}"' in text
    assert f'name="unsaid" inputmode="numeric" maxlength="12" value="{changed.get("unsaid", "3")}"' in text
    assert own_sums(people.sokha) == (0, 0)


def test_several_errors_are_listed_in_the_order_of_the_page(sokha: StrictClient) -> None:
    answer = sokha.send(NEW, {**filled(on="", topic="", place="", female="x"), "language": []})
    listed = answer.get_data(as_text=True).partition('role="alert"')[2].partition("</ul>")[0]
    places = [listed.index(f"#{name}") for name in ("on", "topic", "place", "language", "female")]
    assert places == sorted(places)


def test_she_corrects_what_she_wrote(sokha: StrictClient, people: People) -> None:
    key = record(people.sokha)
    form = page(sokha, f"{MINE}{key}/")
    assert 'name="male-25-34" inputmode="numeric" maxlength="12" value="5"' in form
    assert 'value="dormitory" selected' in form.replace(' lang="en"', "")
    done = sokha.send(f"{MINE}{key}/", filled(key=key, female="20"))
    assert done.location == f"{MINE}?corrected=1"
    assert own_sums(people.sokha) == (25, 1)
    refused = sokha.send(f"{MINE}{key}/", filled(key=key, female="many"))
    assert (refused.status_code, own_sums(people.sokha)) == (422, (25, 1))
    to_come = sokha.send(f"{MINE}{key}/", filled(key=key, on="2100-01-01"))
    assert to_come.status_code == 422
    assert "cannot be later" in to_come.get_data(as_text=True)


def test_she_takes_one_away_and_undoes_it(sokha: StrictClient, people: People) -> None:
    key = record(people.sokha)
    gone = sokha.send(f"{MINE}{key}/take-away/", form=MINE)
    assert gone.location == f"{MINE}?gone={key}"
    text = page(sokha, gone.location)
    assert "It counts no more." in text
    assert "Taken away: it does not count." in text
    assert text.count("Put it back") == 2  # where it was taken away, and on its card: one word for one act
    assert own_sums(people.sokha) == (0, 0)
    back = sokha.send(f"{MINE}{key}/put-back/", form=MINE)
    assert "It counts again." in page(sokha, back.location)
    assert own_sums(people.sokha) == (12, 1)


def test_after_thirty_days_she_reads_that_the_numbers_stay(sokha: StrictClient, people: People) -> None:
    with clock.frozen(MORNING):
        key = record(people.sokha)
    with clock.frozen(MORNING + timedelta(days=31)):
        assert sokha.get(f"{MINE}{key}/").location == f"{MINE}?settled=1"
        assert "30 days ago" in page(sokha, f"{MINE}?settled=1")
        on = filled(on="2026-11-20")
        for address, form in (("", on), ("take-away/", {}), ("put-back/", {})):
            refused = sokha.post(f"{MINE}{key}/{address}", data={"csrf_token": sokha.token(NEW), **form})
            assert refused.status_code == 422
            assert "30 days ago" in refused.get_data(as_text=True)
        assert f"{MINE}{key}/take-away/" not in page(sokha, MINE)


def test_a_talk_of_somebody_else_is_not_there(sokha: StrictClient, people: People) -> None:
    key = record(people.ratana)
    assert sokha.get(f"{MINE}{key}/").status_code == 404
    token = sokha.token(NEW)
    for address in ("", "take-away/", "put-back/"):
        answer = sokha.post(f"{MINE}{key}/{address}", data={"csrf_token": token, **filled()})
        assert answer.status_code == 404
    assert sokha.send(NEW, filled(key=key)).status_code == 404
    assert own_sums(people.ratana) == (12, 1)


def test_a_page_without_a_key_is_a_talk_all_the_same(sokha: StrictClient, people: People) -> None:
    assert sokha.send(NEW, filled(key="")).status_code == 303
    assert sokha.send(NEW, filled(key="nothing")).status_code == 303
    assert own_sums(people.sokha) == (24, 2)


def test_many_talks_are_on_the_page_of_her_data(sokha: StrictClient, people: People) -> None:
    for _ in range(51):
        record(people.sokha)
    own = page(sokha, MINE)
    assert own.count('<section class="card">') == 50
    assert "Older talks stand on the page" in own
    data = page(sokha, "/en/me/data/")
    assert "People by sex and age" in data
    assert "Women and girls: Age not known 7; Men and boys: 25 to 34 5" in data


def test_a_topic_that_is_taught_no_more_can_stay(sokha: StrictClient, people: People) -> None:
    key = record(people.sokha)
    session.get_one(CommunitySession, key).topic = "cooking"
    session.commit()
    assert '<option value="cooking" selected' in page(sokha, f"{MINE}{key}/")
    assert sokha.send(f"{MINE}{key}/", filled(topic="cooking", female="1")).status_code == 303
    assert own_sums(people.sokha) == (6, 1)
    assert session.scalar(select(func.count()).select_from(CommunitySession)) == 1
    assert talk().topic != "cooking"


def test_what_waits_while_she_signs_in_again_is_said_in_words(sokha: StrictClient, people: People) -> None:
    form = {"csrf_token": sokha.token(NEW), **filled(**{"male-25-34": "2"})}
    sokha.delete_cookie("sala")
    asked = sokha.post(NEW, data=form, headers={"Sec-Fetch-Site": "same-origin"})
    assert asked.status_code == 401
    assert "A talk with a group" in asked.get_data(as_text=True)
    assert own_sums(people.sokha) == (0, 0)
    told = [
        talk_in_words("key", "x", None),
        talk_in_words("unsaid", "", None),
        talk_in_words("male-25-34", "2", None),
        talk_in_words("topic", "referral", None),
        talk_in_words("place", "dormitory", None),
        talk_in_words("language", "my", None),
    ]
    assert told == [
        *(None, None, ("Men and boys, 25 to 34", "2")),
        *(("What you talked about", "Where to find help (referral)"),),
        *(("Kind of place", "Where workers sleep (dormitory)"), ("Language", "Burmese")),
    ]


def test_on_a_shared_phone_a_page_that_sokha_left_open_is_not_a_talk_of_ratana(
    sokha: StrictClient, people: People
) -> None:
    left_open = {"csrf_token": sokha.token(NEW), **filled()}
    sokha.post("/en/sign-out/", data={"csrf_token": sokha.token(NEW)})
    sokha.sign_in(people.ratana.number)
    assert sokha.post(NEW, data=left_open).status_code == 400
    assert (own_sums(people.ratana), own_sums(people.sokha)) == ((0, 0), (0, 0))
    assert "no-store" in sokha.get(NEW).headers["Cache-Control"]
