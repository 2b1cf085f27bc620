"""What ends soon: who is on the list, the text in their language, letters to those who agreed, each once."""

from __future__ import annotations

import re
import signal
import smtplib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms import clock, jobs
from lms.accounts.queries import people as people_queries
from lms.accounts.services import people as people_service
from lms.audit import AuditLine
from lms.config import settings_of
from lms.db import session
from lms.i18n import day as day_in_words
from lms.jobs import Job
from lms.mail import Post
from lms.privacy.services import requests
from lms.records.models import Reminder
from lms.records.services import expiring, reminders
from tests import processes
from tests.client import StrictClient
from tests.held import watching
from tests.job_runs import run_to_the_end
from tests.mailbox import Mailbox, mailbox
from tests.people import People
from tests.records.history import AWARD, certified_until, day

LIST = "/en/records/expiring/"
TODAY = "2026-11-24"


@pytest.fixture
def box(app: Flask) -> Iterator[Mailbox]:
    """A mail server, and the house set up to use it."""
    before = settings_of(app)
    with mailbox() as server:
        app.extensions["sala.settings"] = replace(before, mail_url=server.url)
        yield server
    app.extensions["sala.settings"] = before


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    """Chan, signed in, on a day on which Sokha's award ends in 20 days, Ratana's in 70, Malee's in 20."""
    certified_until(people.sokha, "2026-12-14")
    certified_until(people.ratana, "2027-02-02")
    certified_until(people.malee, "2026-12-14")
    client.sign_in("KH-1200")
    return client


def _text(client: StrictClient, query: str = "", status: int = 200, language: str = "en") -> str:
    with day(TODAY):
        answer = client.get(f"/{language}/records/expiring/{query}")
    assert answer.status_code == status
    return answer.get_data(as_text=True)


@pytest.mark.parametrize(("left", "step"), [(0, 7), (7, 7), (8, 30), (30, 30), (31, 60), (60, 60), (90, 90)])
def test_a_reminder_belongs_to_the_next_step_before_the_end(left: int, step: int) -> None:
    assert expiring.step_of(left) == step


def test_nobody_is_reminded_of_what_ends_later() -> None:
    with pytest.raises(ValueError, match="91 days"):
        expiring.step_of(91)


def test_chan_sees_whose_certificate_ends_with_the_text_to_send(chan: StrictClient) -> None:
    page = _text(chan)
    assert "KH-1001" in page
    assert "KH-1002" not in page  # in 70 days
    assert "TH-1001" not in page
    assert "until 14 December 2026" in page
    assert "http://localhost/km/modules/pss/" in page
    assert '<textarea id="text-1" rows="7" readonly lang="km">' in page
    assert "KH-1002" in _text(chan, "?days=90&branch=KH-12")
    assert "KH-1001" in _text(chan, "?days=30")


@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_the_page_opens_in_every_language(chan: StrictClient, language: str) -> None:
    assert "KH-1001" in _text(chan, language=language)


@pytest.mark.parametrize(("query", "field"), [("?branch=TH-27", "branch"), ("?days=45", "days")])
def test_a_choice_that_means_nothing_is_named_on_its_field(
    chan: StrictClient, query: str, field: str
) -> None:
    assert f'id="{field}-error"' in _text(chan, query, 422)


def test_an_empty_list_says_so(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1200")
    assert "Nothing ends in this time." in _text(client)


def test_who_left_or_was_revoked_is_not_reminded(chan: StrictClient, people: People) -> None:
    people.sokha.active = False
    session.commit()
    page = _text(chan, "?days=90")
    assert "KH-1001" not in page
    assert "1 certificate ends in this time." in page


def test_each_text_is_in_the_language_of_whom_it_is_for(client: StrictClient, people: People) -> None:
    certified_until(people.malee, "2026-12-14")
    people_service.give_role(people.chan, "hr", people_queries.unit_by_code("mekong"), actor=None)
    certified_until(people.sokha, "2026-12-15")
    session.commit()
    client.sign_in("KH-1200")
    page = _text(client)
    texts = re.findall(r'<textarea [^>]*lang="(\w+)">\n(.*?)</textarea>', page, re.DOTALL)
    assert [language for language, _ in texts] == ["th", "km"]
    for (language, said), person in zip(texts, (people.malee, people.sokha), strict=True):
        assert person.name in said
        assert f"http://localhost/{language}/modules/pss/" in said
        assert day_in_words(date(2026, 12, 14 if language == "th" else 15), language) in said


def test_chan_sees_in_which_branch_most_ends(chan: StrictClient, people: People) -> None:
    certified_until(people.noy, "2027-01-10")
    page = _text(chan, "?days=90")
    found = re.findall(r'branch=([\w-]+)[^"]*"><b>(\d+)</b> <span[^>]*>([^<]+)</span>', page)
    assert found == [("KH-12", "2", "Phnom Penh"), ("khm", "1", "Cambodian Red Cross")]
    assert "KH-1300" not in _text(chan, "?days=90&branch=KH-12")


def test_without_a_script_the_text_can_be_selected_and_the_button_is_not_there(chan: StrictClient) -> None:
    page = _text(chan)
    (button,) = re.findall(r'<button[^>]*data-copy="text-1"[^>]*>', page)
    assert " hidden " in button
    assert "Select all of it and copy it" in page


def test_chan_marks_a_text_as_sent_and_nobody_asks_again(chan: StrictClient, people: People) -> None:
    with day(TODAY):
        for _ in range(2):
            answer = chan.send(LIST, {"number": "KH-1001", "days": "60"}, form="/en/records/")
            assert (answer.status_code, answer.location) == (303, f"{LIST}?days=60#p-KH-1001")
    rows = session.scalars(select(Reminder)).all()
    assert [(row.person_id, row.award, row.days, row.channel) for row in rows] == [
        (people.sokha.id, AWARD, 30, "message")
    ]
    page = _text(chan)
    assert "Message sent" in page
    assert "I have sent it" not in page
    with day("2026-12-10"):  # four days before the end another step begins
        assert "I have sent it" in chan.get(LIST).get_data(as_text=True)


def test_the_list_shows_the_phone_to_write_to_and_the_day_of_a_message(
    chan: StrictClient, people: People
) -> None:
    people.sokha.phone = "+85512345678"
    session.commit()
    page = _text(chan, "?days=90")
    assert '<a href="tel:+85512345678">+85512345678</a>' in page
    assert "No phone number is recorded." in page  # of Ratana
    with day(TODAY):
        chan.send(LIST, {"number": "KH-1001", "days": "60"})
    assert "Message sent on 24 November 2026" in _text(chan)


def test_chan_takes_a_wrong_tap_back_and_nobody_else_does(chan: StrictClient, people: People) -> None:
    people_service.give_role(people.bopha, "hr", people.chan.unit, actor=None)
    session.commit()
    with day(TODAY):
        chan.send(LIST, {"number": "KH-1001", "days": "60"})
    assert "Not sent after all" in _text(chan)
    other = StrictClient(chan.application, chan.application.response_class)
    other.sign_in("KH-1100")
    assert "Not sent after all" not in _text(other)
    mistake = {"number": "KH-1001", "days": "60", "act": "take-back"}
    with day(TODAY):
        other.send(LIST, mistake, form="/en/records/")
        assert len(session.scalars(select(Reminder)).all()) == 1, "what Chan marked stays"
        session.rollback()
        assert chan.send(LIST, mistake, form="/en/records/").status_code == 303
    assert session.scalars(select(Reminder)).all() == []
    page = _text(chan)
    assert "I have sent it" in page
    assert "Not sent after all" not in page
    noted = session.scalars(select(AuditLine).where(AuditLine.act == "records.reminder-taken-back")).one()
    assert (noted.actor_id, noted.record_id, noted.facts) == (
        people.chan.id,
        str(people.sokha.id),
        {"awards": [AWARD]},
    )


def test_a_mark_that_somebody_else_made_anew_is_theirs(chan: StrictClient, people: People) -> None:
    people_service.give_role(people.bopha, "hr", people.chan.unit, actor=None)
    session.commit()
    other = StrictClient(chan.application, chan.application.response_class)
    other.sign_in("KH-1100")
    with day(TODAY):
        chan.send(LIST, {"number": "KH-1001", "days": "60"})
        chan.send(LIST, {"number": "KH-1001", "days": "60", "act": "take-back"})
    with day("2026-11-25"):
        other.send(LIST, {"number": "KH-1001", "days": "60"})
    assert "Not sent after all" in _text(other)
    assert "Not sent after all" not in _text(chan)


def test_whoever_cannot_sign_in_is_told_to_ask_for_a_card(chan: StrictClient, people: People) -> None:
    assert "ask your branch" not in reminders.text("Sokha", "en", (), "http://localhost")
    people.sokha.pin_hash, people.sokha.language = None, "en"
    session.commit()
    page = _text(chan)
    assert "please ask your branch for a card with which you can sign in" in page
    assert "You can renew it here" not in page
    assert "Has no card and no PIN" in page


@pytest.mark.parametrize("number", ["TH-1001", "KH-9999"])
def test_nobody_of_another_society_can_be_marked(chan: StrictClient, number: str) -> None:
    with day(TODAY):
        assert chan.send(LIST, {"number": number, "days": "60"}).status_code == 404
    assert session.scalars(select(Reminder)).all() == []


def test_dao_sees_her_own_people_only(chan: StrictClient, people: People) -> None:
    visitor = StrictClient(chan.application, chan.application.response_class)
    visitor.sign_in("TH-1200")
    page = _text(visitor, "?days=90")
    assert "TH-1001" in page
    assert "KH-" not in page


def test_pages_lead_on_by_the_day_of_the_end(
    chan: StrictClient, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lms.records.services.expiring.PAGE", 1)
    first = _text(chan, "?days=90")
    assert "after=KH-1001" in first
    second = _text(chan, "?days=90&after=KH-1001")
    assert "KH-1002" in second
    assert "Next page" not in second
    assert "starts again from the top" in _text(chan, "?days=90&after=TH-1001", 422)


# --- letters ------------------------------------------------------------------------------------------------


def _agrees(people: People) -> None:
    for person in (people.sokha, people.ratana):
        person.email = f"{person.latin_name.lower()}@example.org"
    requests.give_consent(people.sokha, "reminders-email")
    session.commit()


def _run(app: Flask, text: str) -> None:
    with day(text):
        jobs.enqueue(reminders.KIND)
        session.commit()
        run_to_the_end(app)
    session.expire_all()


def test_sokha_gets_a_letter_at_each_step_once(
    app: Flask, chan: StrictClient, people: People, box: Mailbox
) -> None:
    _agrees(people)
    end = date(2026, 12, 14)
    seen = []
    for left in (75, 61, 60, 59, 31, 30, 30, 12, 7, 3, 0):
        _run(app, (end - timedelta(days=left)).isoformat())
        seen.append(len(box.letters))
    assert seen == [0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]
    assert {letter["To"] for letter in box.letters} == {"sokha@example.org"}
    letter = box.letters[0]
    assert letter["From"] == "sala@example.org"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "http://localhost/km/modules/pss/" in letter.get_content()
    assert "សុខា" in letter.get_content()


def test_a_message_that_chan_sent_counts_for_the_letter_too(
    app: Flask, chan: StrictClient, people: People, box: Mailbox
) -> None:
    _agrees(people)
    with day(TODAY):
        chan.send(LIST, {"number": "KH-1001", "days": "60"})
    _run(app, TODAY)
    assert box.letters == []


def test_nobody_is_written_to_without_consent(
    app: Flask, chan: StrictClient, people: People, box: Mailbox
) -> None:
    _agrees(people)
    requests.take_consent_back(people.sokha, "reminders-email")
    session.commit()
    _run(app, TODAY)
    assert box.letters == []


def test_a_letter_that_was_refused_is_tried_again(
    app: Flask, chan: StrictClient, people: People, box: Mailbox
) -> None:
    _agrees(people)
    box.refused.add("sokha@example.org")
    _run(app, TODAY)
    assert session.scalars(select(Reminder)).all() == []
    box.refused.clear()
    _run(app, TODAY)
    assert len(box.letters) == 1
    assert "E-mail sent" in _text(chan)


def test_an_address_at_which_nobody_lives_keeps_nobody_else_from_their_letter(
    app: Flask, chan: StrictClient, people: People, box: Mailbox
) -> None:
    _agrees(people)
    certified_until(people.bopha, "2026-12-20")
    for number, person in enumerate((people.bopha, people.noy)):
        person.email = f"person-{number}@example.org"
        requests.give_consent(person, "reminders-email")
    certified_until(people.noy, "2026-12-20")
    session.commit()
    box.refused.add("sokha@example.org")
    _run(app, TODAY)
    assert [letter["To"] for letter in box.letters] == ["person-0@example.org", "person-1@example.org"]
    assert session.scalars(select(Job.state).where(Job.kind == reminders.KIND)).all() == ["done"]


def test_when_the_line_breaks_the_job_is_tried_again(
    app: Flask, chan: StrictClient, people: People, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    _agrees(people)
    send, broken = Post.send, [True]

    def send_later(post: Post, *letter: str) -> None:
        if broken.pop() if broken else False:
            raise ConnectionResetError
        send(post, *letter)

    monkeypatch.setattr(Post, "send", send_later)
    _run(app, TODAY)
    assert len(box.letters) == 1
    assert session.scalars(select(Job.attempts).where(Job.kind == reminders.KIND)).all() == [2]


def test_nobody_waits_for_the_mail_server(
    app: Flask, chan: StrictClient, people: People, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may take twenty seconds to answer: at the first word, at each letter, at the last word."""
    _agrees(people)
    for number, person in enumerate((people.bopha, people.noy)):  # Noy, the last of all, has not agreed
        certified_until(person, "2026-12-20")
        person.email = f"person-{number}@example.org"
    requests.give_consent(people.bopha, "reminders-email")
    session.commit()
    free: list[bool] = []
    watch = watching(free, app, "person.version", "reminder.days", "job.done")
    for verb in ("connect", "sendmail", "__exit__"):
        monkeypatch.setattr(smtplib.SMTP, verb, watch(getattr(smtplib.SMTP, verb)))
    box.refused.add("sokha@example.org")
    _run(app, TODAY)
    assert [letter["To"] for letter in box.letters] == ["person-0@example.org"]
    # Opened, two letters of which one is refused, closed.
    assert free == [True] * 4


@pytest.mark.parametrize(("moment", "arrived"), [("before", 0), ("after", 1)])
def test_killed_between_noting_and_sending_no_letter_goes_twice(
    app: Flask, chan: StrictClient, people: People, box: Mailbox, moment: str, arrived: int
) -> None:
    _agrees(people)
    settings = settings_of(app)
    with day(TODAY):
        jobs.enqueue(reminders.KIND)
        session.commit()
    place = (settings.database_url, str(settings.instance), settings.mail_url)
    killed = processes.run("tests.records.killed_postman", *place, moment)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    with day(TODAY), clock.frozen(clock.now() + jobs.LEASE + timedelta(seconds=1)):
        assert jobs.run_due(app) == 1
    assert len(box.letters) == arrived
    _run(app, "2026-12-08")  # whoever was left without one hears at the next step
    assert len(box.letters) == arrived + 1


def test_without_a_mail_server_nothing_is_sent_and_the_page_says_so(
    app: Flask, chan: StrictClient, people: People
) -> None:
    _agrees(people)
    _run(app, TODAY)
    assert session.scalars(select(Reminder)).all() == []
    assert "No e-mail is sent from here." in _text(chan)
    answer = app.test_cli_runner().invoke(args=["records", "remind"])
    assert "SALA_MAIL_URL is not set" in answer.output


def test_the_command_queues_the_letters(app: Flask, chan: StrictClient, people: People, box: Mailbox) -> None:
    _agrees(people)
    with day(TODAY):
        assert app.test_cli_runner().invoke(args=["records", "remind"]).exit_code == 0
        jobs.run_due(app)
    assert len(box.letters) == 1
    assert "is written to 60, 30 and 7 days" in _text(chan)


def test_somebody_whose_language_has_no_lessons_is_written_to_in_english(app: Flask) -> None:
    assert reminders.language_of("my") == "en"
    assert people_queries.anybody() is False


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("training certificate", "of the Red Cross")),
        ("km", ("វិញ្ញាបនបត្របណ្ដុះបណ្ដាល", "កាកបាទក្រហម")),
        ("lo", ("ໃບຢັ້ງຢືນການຝຶກອົບຮົມ", "ກາແດງ")),
        ("th", ("ใบประกาศนียบัตรการอบรม", "กาชาด")),
    ],
)
def test_on_a_shared_phone_a_reminder_is_of_a_training_and_not_of_somebody_who_is_ill(
    app: Flask, language: str, said: tuple[str, ...]
) -> None:
    ending = expiring.Ending("hiv", date(2026, 12, 14), 30, None)
    with app.test_request_context("/en/"):
        text = reminders.text("Sokha", language, [ending], "http://localhost")
    assert [words for words in said if words not in text] == []
