"""What went wrong is said in the language of the address, also where no page answers; no form asks a browser to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import lms
from tests.client import StrictClient
from tests.people import People

THAI = {"Accept-Language": "th"}


@pytest.mark.parametrize("address", ["/km/none", "/km/none/none/", "/km/modules/none/", "/km/verify/x/y"])
def test_an_address_without_a_page_answers_in_its_own_language(client: StrictClient, address: str) -> None:
    answer = client.get(address, headers=THAI)
    assert answer.status_code == 404
    assert '<html lang="km"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("address", ["/none", "/static/none.css", "/xx/modules/pss/", "/verify/x/y"])
def test_an_address_without_a_language_answers_in_the_readers(client: StrictClient, address: str) -> None:
    answer = client.get(address, headers=THAI)
    assert answer.status_code == 404
    assert '<html lang="th"' in answer.get_data(as_text=True)


def test_a_wrong_method_an_old_form_and_too_much_at_once_answer_in_the_language_of_the_address(
    client: StrictClient, people: People
) -> None:
    method = client.post("/lo/modules/pss/", headers=THAI)
    old_form = client.post("/lo/sign-in/", data={"csrf_token": "old"}, headers=THAI)
    too_much = client.post("/lo/sign-in/", data={"pin": "1" * 1024 * 1024}, headers=THAI)
    for answer, status in ((method, 405), (old_form, 400), (too_much, 413)):
        assert answer.status_code == status
        assert '<html lang="lo"' in answer.get_data(as_text=True)


def test_every_form_leaves_checking_to_the_server_which_speaks_the_language_of_the_page(
    client: StrictClient, people: People
) -> None:
    def forms(address: str) -> list[str]:
        answer = client.get(address)
        assert answer.status_code == 200, address
        found = re.findall("<form[^>]*>", answer.get_data(as_text=True))
        assert found, address
        return found

    seen = [*forms("/th/"), *forms("/verify/"), *forms("/th/sign-in/"), *forms("/th/glossary/")]
    client.sign_in(people.chan.number)
    for address in (
        "/km/records/",
        "/km/records/KH-1001/",
        "/km/reports/baseline/",
        "/km/people/new/",
        "/km/erasures/",
    ):
        seen += forms(address) if client.get(address).status_code == 200 else []
    assert [form for form in seen if "novalidate" not in form] == []


def test_only_pages_with_the_common_frame_have_forms() -> None:
    """The frame (page.html) is what makes a form leave checking to the server."""
    templates = Path(lms.__file__).parent / "templates"
    texts = {path.name: path.read_text(encoding="utf-8") for path in templates.rglob("*.html")}
    own_frame = {name for name, text in texts.items() if "<!doctype" in text and name != "page.html"}
    assert [name for name in own_frame if "<form" in texts[name]] == []


def test_staff_are_led_home_from_a_page_that_is_not_theirs_and_learners_to_the_lessons(
    client: StrictClient, people: People
) -> None:
    client.sign_in("KH-1100")  # Bopha trains: training records are for HR
    for address, status in (("/en/people/TH-1001/", 404), ("/en/records/", 403)):
        answer = client.get(address)
        assert answer.status_code == status
        assert '<a class="button" href="/en/staff/">' in answer.get_data(as_text=True)


def test_a_learner_is_led_to_the_lessons_from_a_page_of_staff(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    page = client.get("/en/records/").get_data(as_text=True)
    assert 'class="button" href="/en/staff/"' not in page
