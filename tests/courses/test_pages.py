"""The pages that everybody reads, and one's own learning."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from lms import clock
from lms.accounts.services import sessions
from lms.config import CHECKOUT
from lms.content import registry
from lms.courses.models import LessonRead
from lms.db import session
from tests.client import StrictClient
from tests.people import People

HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def content(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """A copy of the content that a test may change, then `registry.load` it; the real one returns after."""
    for folder in ("curriculum", "quizzes", "certificates"):
        shutil.copytree(CHECKOUT / folder, tmp_path / folder)
    yield tmp_path
    registry.load(CHECKOUT)
    app.extensions["sala.pages"].__init__()


def text_of(client: StrictClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_front_door_leads_to_the_language_that_the_phone_speaks(client: StrictClient) -> None:
    def led_to(browser: str, chosen: str = "") -> str:
        client.set_cookie("language", chosen)
        return client.get("/", headers={"Accept-Language": browser}).location

    assert led_to("km-KH,en;q=0.5") == "/km/"
    assert led_to("fr") == "/en/"
    assert led_to("fr", chosen="lo") == "/lo/"
    assert led_to("th", chosen="nonsense") == "/th/"


def test_the_front_door_leads_who_is_signed_in_to_the_language_of_their_account(
    client: StrictClient, people: People
) -> None:
    """Malee's account says Thai; her phone says English, and she never used its menu of languages."""

    def led_to(chosen: str = "") -> str:
        client.set_cookie("language", chosen)
        answer = client.get("/", headers={"Accept-Language": "en"})
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Cookie" in answer.headers["Vary"]
        return answer.location

    assert led_to() == "/en/"
    client.sign_in(people.malee.number, language="th")
    assert led_to() == "/th/"
    assert led_to(chosen="km") == "/km/"
    assert client.get("/?language=lo").location == "/lo/"
    client.send("/th/sign-out/", form="/th/me/")
    assert led_to() == "/en/"


def test_an_account_in_a_language_without_pages_follows_the_phone(
    client: StrictClient, people: People
) -> None:
    client.sign_in(people.malee.number)
    people.malee.language = "my"
    session.commit()
    assert client.get("/", headers={"Accept-Language": "lo"}).location == "/lo/"


def test_the_front_door_opens_for_who_is_signed_in_while_the_database_is_away(
    client: StrictClient, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(token: str) -> None:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    client.sign_in(people.malee.number)
    monkeypatch.setattr(sessions, "find_session", away)
    assert client.get("/", headers={"Accept-Language": "lo"}).location == "/lo/"


@pytest.mark.parametrize(
    "address",
    [
        "/xx/",
        "/km/modules/none/",
        "/km/modules/pss/none/",
        "/km/modules/none/trainer/",
        "/pictures/pss/none.svg",
        "/km/none",
    ],
)
def test_an_address_that_leads_nowhere_says_so_and_offers_the_lessons(
    client: StrictClient, address: str
) -> None:
    answer = client.get(address, headers={"Accept-Language": "km"})
    assert answer.status_code == 404
    assert '<html lang="km"' in answer.get_data(as_text=True)
    assert 'href="/km/"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_every_page_offers_itself_in_every_language(client: StrictClient, language: str) -> None:
    page = text_of(client, f"/{language}/modules/pss/listening/")
    assert f'<html lang="{language}"' in page
    for other in ("en", "km", "lo", "th"):
        assert f'href="/{other}/modules/pss/listening/"' in page


def test_the_page_for_checking_a_certificate_changes_language_without_a_cookie(client: StrictClient) -> None:
    assert 'href="/verify/?language=th"' in text_of(client, "/verify/")
    assert '<html lang="th"' in text_of(client, "/verify/?language=th")


def test_a_module_says_beneath_its_test_which_one_comes_first(client: StrictClient) -> None:
    for module in registry.current().modules:
        page = client.get(f"/km/modules/{module.id}/").get_data(as_text=True)
        beneath = page.split(f'href="/km/quizzes/{module.id}/"')[-1]
        names = re.findall('href="/km/modules/([^/"]+)/"', beneath.split("</div>")[0])
        assert names == list(module.award.prerequisites)
    assert any(module.award.prerequisites for module in registry.current().modules)


def test_a_draft_translation_says_that_it_is_one(client: StrictClient) -> None:
    assert "Draft translation" not in text_of(client, "/en/modules/pss/listening/")
    assert "ฉบับร่าง" in text_of(client, "/th/modules/pss/listening/")


def test_a_lesson_that_is_not_translated_is_shown_in_english_and_marked(
    client: StrictClient, content: Path
) -> None:
    (content / "curriculum/translations/lo/modules/pss/30-listening.md").unlink()
    registry.load(content)
    page = text_of(client, "/lo/modules/pss/listening/")
    assert '<h1 lang="en">Listening across languages and cultures</h1>' in page
    assert re.search(r'<div lang="en">', page)
    assert 'lang="en"><span class="stop">3</span>' in text_of(client, "/lo/modules/pss/")


def test_a_number_is_shown_for_180_days_after_the_society_confirmed_it(
    client: StrictClient, content: Path
) -> None:
    file = content / "curriculum/societies/tha.yaml"
    before = file.read_text(encoding="utf-8")
    unconfirmed = (
        'number: "1669"\n    evidence: second-hand\n    seen: 2026\n    confirmed: ""\n    confirmed_by: ""'
    )
    dialled = unconfirmed.replace('confirmed: ""', 'confirmed: "2026-11-20"').replace(
        'by: ""', "by: Duty officer"
    )
    confirmed = before.replace(unconfirmed, dialled)
    assert confirmed != before
    file.write_text(confirmed, encoding="utf-8")
    registry.load(content)
    with clock.frozen(datetime(2026, 11, 25, 5, tzinfo=UTC)):
        page = text_of(client, "/en/modules/pss/linking/")
        assert '<a href="tel:1669">1669</a>' in page
        assert "checked on 20 November 2026" in page
    with clock.frozen(datetime(2027, 6, 1, 5, tzinfo=UTC)):
        assert "1669" not in text_of(client, "/en/modules/pss/linking/")


def test_no_number_is_shown_that_no_society_has_confirmed(client: StrictClient) -> None:
    for language in ("en", "km", "lo", "th"):
        for lesson in ("linking", "caring-for-volunteers"):
            assert "tel:" not in text_of(client, f"/{language}/modules/pss/{lesson}/")


def test_trainer_notes_stand_in_the_trainers_guide_alone(client: StrictClient) -> None:
    assert "For trainers" in text_of(client, "/en/modules/pss/")
    assert "<table>" in text_of(client, "/km/modules/pss/trainer/")


def test_a_module_without_a_guide_has_no_page_for_one(client: StrictClient, content: Path) -> None:
    for guide in content.glob("curriculum/**/trainer.md"):
        guide.unlink()
    registry.load(content)
    assert client.get("/en/modules/pss/trainer/").status_code == 404


def test_a_picture_beside_a_lesson_is_shown(client: StrictClient) -> None:
    assert client.get("/pictures/pss/icon.svg").mimetype == "image/svg+xml"
    assert client.get("/pictures/pss/../../../../README.md").status_code == 404


def test_sokha_marks_lessons_as_read_and_sees_how_far_she_is(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    mine = client.get("/en/me/read/").get_json()["reader"]
    for said in ("#saved", ""):
        answer = client.post(f"/en/me/lessons/pss/stress-and-distress/?reader={mine}", headers=HERE)
        assert answer.location == f"/en/modules/pss/look-listen-link/{said}"
    assert session.scalar(select(func.count()).select_from(LessonRead)) == 1
    page = text_of(client, "/en/me/")
    assert "You have read 1 of 5 lessons." in page
    assert 'href="/en/modules/pss/look-listen-link/"' in page


def test_after_the_last_lesson_sokha_is_led_to_her_own_page(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    mine = client.get("/en/me/read/").get_json()["reader"]
    answer = client.post(f"/en/me/lessons/pss/caring-for-volunteers/?reader={mine}", headers=HERE)
    assert answer.location == "/en/me/?read=pss/50-caring-for-volunteers&new=1"


def test_what_one_has_read_is_for_oneself_alone(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    client.post("/en/me/lessons/pss/linking/", headers=HERE)
    chan = StrictClient(client.application, client.application.response_class)
    chan.sign_in("KH-1200")
    page = text_of(chan, "/en/records/KH-1001/")
    assert "Linking" not in page
    assert "lessons" not in page.split("<main")[1].split("</main>")[0]


def test_another_site_cannot_mark_a_lesson_as_read(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    address = "/en/me/lessons/pss/linking/"
    assert client.post(address, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 400
    assert client.post(address, headers={"Origin": "http://elsewhere.example"}).status_code == 400
    assert client.post(address).status_code == 400
    assert session.scalar(select(func.count()).select_from(LessonRead)) == 0
    assert client.post(address, headers={"Origin": "http://localhost"}).status_code == 303


def test_who_is_not_signed_in_is_led_to_sign_in_before_a_lesson_is_marked(client: StrictClient) -> None:
    answer = client.post("/en/me/lessons/pss/linking/", headers=HERE)
    assert answer.status_code == 302
    assert answer.location.startswith("/en/sign-in/")


def test_personal_pages_are_kept_by_nobody(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    for address in ("/en/me/", "/en/me/certificates/", "/en/quizzes/pss/"):
        assert client.get(address).headers["Cache-Control"] == "no-store"


def test_a_form_that_stood_open_for_too_long_says_what_to_do(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001", language="km")
    answer = client.post("/km/quizzes/pss/", data={"csrf_token": "old"})
    assert answer.status_code == 400
    assert 'lang="km"' in answer.get_data(as_text=True)


def test_the_content_cannot_be_read_before_it_is_loaded(app: Flask) -> None:
    opened, registry._loaded[:] = list(registry._loaded), []
    try:
        with pytest.raises(LookupError, match="not loaded"):
            registry.current()
    finally:
        registry._loaded[:] = opened


def test_everybody_sees_what_to_read_before_the_first_outreach(client: StrictClient) -> None:
    page = text_of(client, "/en/")
    wanted = page[page.index("Before your first outreach") : page.index('class="covers"')]
    assert re.findall(r'href="/en/modules/([^"]+)/"', wanted) == [
        "migration/who-is-a-migrant",
        "pgi/psea",
        "pgi/confidentiality-and-consent",
        "pgi/disclosure-and-children",
    ]
    assert text_of(client, "/en/modules/pgi/").count("before outreach") == 3


def test_sokha_is_led_through_the_lessons_before_outreach(client: StrictClient, people: People) -> None:
    client.sign_in(people.sokha.number)
    for module, lesson in registry.current().before_outreach:
        page = text_of(client, "/en/me/")
        assert f'href="/en/modules/{module.id}/{lesson.slug}/"' in page
        client.post(f"/en/me/lessons/{module.id}/{lesson.slug}/", headers=HERE)
    assert "Before your first outreach" not in text_of(client, "/en/me/")
