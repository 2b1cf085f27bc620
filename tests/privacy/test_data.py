"""My data: all that is held, in plain words, for the person alone; a file to take along."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from lms import clock
from lms.accounts.queries.people import merged_ids
from lms.content import registry
from lms.content.types.questions import Question, SingleChoice
from lms.db import Base, session
from lms.privacy.models import Consent
from lms.privacy.presenters import fact_lines as lines
from lms.privacy.presenters import my_data, test_forms, wording
from lms.privacy.services import export
from lms.records.services import achievements
from tests.client import StrictClient
from tests.people import People
from tests.privacy import lives
from tests.privacy.lives import Life


@pytest.fixture
def theirs(client: StrictClient, life: Life) -> StrictClient:
    """The person's own phone, signed in."""
    client.sign_in(lives.NUMBER)
    return client


def test_each_kind_of_the_inventory_is_shown_to_whom_it_is_about(life: Life) -> None:
    """Hashes, the work of the programme and who is nobody yet are nobody's own: they are told in the notice."""
    held = export.data_about(life.person)
    assert set(wording.WHAT) - set(held) == {"failures", "job", "letter", "walk-in"}


# What the file does not hold, and why.
_SAID_OTHERWISE = {
    "person.id": "ids tie rows together and say nothing",
    "person.number_key": "made of the number",
    "person.society": "follows from the unit",
    "person.name_key": "made of the name",
    "person.name_order": "made of the name",
    "person.search_key": "made of the name",
    "person.email_key": "made of the address",
    "person.pin_hash": "nobody can read it; that there is one is said",
    "person.version": "counts changes, which are told one by one",
    "person.erased_at": "who was erased cannot ask",
    "person.unit_id": "said as the unit",
    "person.merged_into_id": "said as the merge",
    "card.secret_hash": "nobody can read it",
    "browser_session.token_hash": "nobody can read it",
    "passkey.credential_id": "nobody can read it",
    "passkey.public_key": "nobody can read it",
    "passkey.sign_count": "counts, and says nothing",
    "lesson_read.digest": "which version of a lesson",
    "certification.*": "follows from the training record",
    "certificate.award": "said as the title of the module",
    "certificate.entry_id": "ids tie rows together and say nothing",
    "certificate.module_title_language": "of the content",
    "certificate.replaced_by_id": "ids tie rows together and say nothing",
    "ledger_entry.unit_id": "said as the unit",
    "ledger_entry.corrects_id": "ids tie rows together and say nothing",
    "merge.kept_id": "ids tie rows together and say nothing",
    "merge.merged_id": "ids tie rows together and say nothing",
    "saved_answer.*": "stands within its test",
    "paper_result.attempt_uuid": "ids tie rows together and say nothing",
    "survey_response.society": "stands within the answers",
    "survey_response.role": "stands within the answers",
    "survey_interviewer.round_id": "said as the survey and the last day of its round",
    "survey_plan.response_key": "ids tie rows together and say nothing",
    "workshop_participant.workshop_uuid": "ids tie rows together and say nothing",
    "workshop_participant.outcomes": "said by module",
    "workshop_walk_in.*": "nobody knows whose line it is; once it is said it is one of the person's workshops",
    "workshop_waiting.workshop_uuid": "ids tie rows together and say nothing",
    "workshop_check_in.workshop_uuid": "ids tie rows together and say nothing",
    "workshop_check_in.number": "said as the day and its part",
    "workshop_check_in.at": "said as the time of checking in",
    "workshop_mark.participant_id": "ids tie rows together and say nothing",
    "workshop_mark.number": "said as the day and its part",
    "workshop_point.participant_id": "ids tie rows together and say nothing",
    "role.unit_id": "said as the unit",
    "role.name": "said as the role",
    "roster_import.sheet": "of the file, not of the person",
    "roster_import.matching": "of the file, not of the person",
    "roster_row.problems": "what was wrong with the line when it came",
    "roster_row.candidates": "whom the line might have been about",
}


def test_the_file_holds_every_column_of_the_inventory(theirs: StrictClient) -> None:
    """After a new column: show it in `data_about` of its domain, or say above why not."""
    held = json.loads(theirs.get("/en/me/data/my-data.json").get_data())["held"]
    missing = []
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            entry = column.info.get("personal")
            said = {f"{table.name}.*", str(column)} & set(_SAID_OTHERWISE)
            if (
                entry is None
                or entry.what in ("act", "failures", "job")
                or said
                or column.name == "person_id"
            ):
                continue
            if not any(column.name in row for row in held.get(entry.what, [])):
                missing.append(str(column))
    assert missing == []


def test_each_table_that_points_to_a_person_has_a_row_of_theirs_in_this_test(life: Life) -> None:
    """So that what is added later is looked for, too: see tests/privacy/lives.py."""
    ids = merged_ids(life.person)
    empty = []
    for table in Base.metadata.sorted_tables:
        columns = [
            column
            for column in table.columns
            if any(key.column.table.name == "person" for key in column.foreign_keys)
            and column.info["personal"].what != "act"
        ]
        for column in columns:
            if session.execute(select(column).where(column.in_(ids)).limit(1)).first() is None:
                empty.append(str(column))
    assert empty == []


def test_every_name_of_a_fact_has_a_word(app: Flask, life: Life) -> None:
    with app.test_request_context("/en/"):
        for some in export.data_about(life.person).values():
            for one in some:
                for name in set(one.facts) - set(my_data.FOR_PROGRAMMES):
                    assert str(wording.FACTS[name])


def test_what_is_practised_is_told_by_the_question_and_how_far_one_is(
    app: Flask, life: Life, theirs: StrictClient
) -> None:
    """And in English words; a question that is asked no more by its id."""
    row = export.data_about(life.person)["practice"][0]
    page = theirs.get("/en/me/data/").get_data(as_text=True)
    pool = registry.current().pools[str(row.facts["module"])]
    stem = pool.question(str(row.facts["item"])).text("en").stem
    held = page.split("<h3>Questions to practise, and when they come back</h3>")[1].split("</section>")[0]
    assert stem in " ".join(unescape(held).split())
    for words in ("Comes back on", "Right answers in a row", "the person"):
        assert words in held
    with app.test_request_context("/en/"):
        assert lines.of_question("Question", "pss", "gone", registry.current()).value == "gone"


def test_the_page_says_it_in_words_and_shows_everything_once(theirs: StrictClient) -> None:
    page = theirs.get("/km/me/data/").get_data(as_text=True)
    for text in (lives.NAME, lives.LATIN, lives.NUMBER, lives.PHONE, lives.EMAIL, lives.OTHER_NUMBER, "1994"):
        assert text in page
    english = theirs.get("/en/me/data/").get_data(as_text=True)
    for text in ("female", "Phnom Penh", "Trainer", "Post-test passed", "Reminders by e-mail", "ខ្មែរ"):
        assert text in english, text
    assert "11 January 2026" in english
    # Everything that has a word is said with it.
    shown = re.sub("<[^>]+>", " ", english)
    for code in ("quizzes.submit", "accounts.card", "post-test ", "records.person"):
        assert code not in shown, code


_MACHINE_WORDS = (
    r"[0-9a-f]{8}-[0-9a-f]{4}-",  # ids
    r"\b[a-z]+_[a-z]+\b",  # names of fields
    r"\b[a-z]{2,}-[0-9]{3}\b",  # questions
    r"\b[0-9]{2}-[a-z]+(-[a-z]+)+\b",  # lessons
    r"\b(attempt|decision|rests_on|corrects|source|entries): ",
    r"\b(false|true)\b",
)


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
@pytest.mark.parametrize("address", ["", "my-data.html"])
def test_no_machine_words_are_left_for_people_to_read(
    theirs: StrictClient, language: str, address: str
) -> None:
    page = theirs.get(f"/{language}/me/data/{address}").get_data(as_text=True)
    shown = re.sub(
        "<[^>]+>", " ", re.sub(r"<(head|style|script|header|footer).*?</\1>", " ", page, flags=re.S)
    )
    for word in _MACHINE_WORDS:
        assert not re.findall(word, shown), word


def test_the_mark_of_an_own_test_is_said_to_be_seen_by_nobody_else(theirs: StrictClient) -> None:
    """HR sees the entry, as stands beside it, and not the mark: the page must not say otherwise."""
    page = theirs.get("/en/me/data/").get_data(as_text=True)
    records = page.partition("Training record: what was achieved and decided")[2].partition("<h2")[0]
    assert "Marks of 100, which only you see" in records
    assert not re.search(r"Marks of 100\s*<", records)


def test_the_mark_of_a_test_on_paper_is_not_said_to_be_seen_by_nobody_else(
    client: StrictClient, people: People
) -> None:
    """Whoever typed the slip has seen it, and HR sees it."""
    achievements.record_achievement(
        people.sokha,
        "pss",
        "post-test",
        on=clock.today(),
        evidence={"paper": "69JPDM", "score": 90},
        actor=people.bopha,
    )
    session.commit()
    client.sign_in(people.sokha.number)
    page = client.get("/en/me/data/").get_data(as_text=True)
    assert re.search(r"Marks of 100\s*<", page)
    assert "which only you see" not in page


def test_a_test_is_told_by_its_questions_and_what_was_answered(app: Flask, life: Life) -> None:
    library = registry.current()
    for language in ("en", "km", "lo", "th"):
        with app.test_request_context(f"/{language}/"):
            passed = next(one for one in export.data_about(life.person)["test"] if one.facts["score"] == 100)
            drawn, answers = passed.facts["drawn"], passed.facts["answers"]
            assert isinstance(drawn, list)
            assert isinstance(answers, dict)
            lines = list(test_forms.in_words(passed.facts, library))
            for line, one in zip(lines, drawn, strict=True):
                question = library.pools["pss"].question(one["item"]).text(language)
                chosen = [
                    question.parts[part].text for part in answers[one["item"]] if part in question.parts
                ]
                assert line.value.startswith(question.stem)
                assert all(text in line.value for text in chosen)
                assert line.language == language


def test_of_a_wrong_answer_the_right_one_is_not_told(app: Flask) -> None:
    pool = registry.current().pools["pgi"]
    question = next(one for one in pool.questions if isinstance(one, SingleChoice))
    wrong = next(part for part in question.options if part != question.right)
    with app.test_request_context("/en/"):
        (line, again) = test_forms.in_words(paper(question, (wrong,), right=False), registry.current())
        text = question.text("en")
        assert line.name == "Question 1 of 1 · Not right"
        assert line.value == f"{text.stem} – {text.parts[wrong].text}"
        assert text.parts[question.right].text not in line.value
        assert (again.name, again.value) == ("To read again", "Confidentiality, consent and personal data")


def test_a_question_that_was_changed_since_is_named_by_its_code(app: Flask) -> None:
    question = registry.current().pools["pgi"].questions[0]
    changed = paper(question, ("a",), right=True)
    changed["drawn"] = [{"item": question.id, "parts": ["a", "z"]}]
    with app.test_request_context("/en/"):
        first = next(test_forms.in_words(changed, registry.current()))
        assert (first.name, first.value) == ("Question 1 of 1 · Right", f"{question.id} – a")


def test_the_questions_of_an_open_test_are_not_told(app: Flask) -> None:
    question = registry.current().pools["pgi"].questions[0]
    begun = {**paper(question, (), right=True), "answers": {}, "result": {}}
    with app.test_request_context("/en/"):
        assert list(test_forms.in_words(begun, registry.current())) == []


def paper(question: Question, answer: tuple[str, ...], *, right: bool) -> dict[str, Any]:
    """A test of one question that was handed in."""
    return {
        "module": "pgi",
        "drawn": [{"item": question.id, "parts": list(question.parts)}],
        "answers": {question.id: list(answer)},
        "result": {
            "right": {question.id: right},
            "reread": [] if right else ["50-confidentiality-and-consent"],
        },
    }


def test_what_a_record_rests_on_is_said_in_sentences(theirs: StrictClient) -> None:
    page = theirs.get("/en/me/data/").get_data(as_text=True)
    for text in (
        *("Test taken here.", "Follows from the award rules.", "Decided for many people at once."),
        *(
            "Written down in: list of 2025",
            "The list says: test passed, without a mark.",
            "Line 2 of the list.",
        ),
    ):
        assert text in page, text


@pytest.mark.parametrize(
    ("lesson", "said", "language"),
    [
        ("20-look-listen-link", "Psychological first aid: Look, Listen, Link", "en"),
        ("20-taught-no-more", "20-taught-no-more", "en"),
    ],
)
def test_a_lesson_is_told_by_its_title_and_by_its_id_where_it_is_taught_no_more(
    app: Flask, lesson: str, said: str, language: str
) -> None:
    line = lines.of_lesson("Read", "pss", lesson, registry.current())
    assert (line.value, line.language) == (said, language)


def test_a_pre_test_is_told_by_how_many_were_right_and_by_lessons_and_by_no_question(
    app: Flask, life: Life
) -> None:
    with app.test_request_context("/en/"):
        known = next(one for one in export.data_about(life.person)["test"] if one.facts["form"] == "pre")
        (right, *lessons) = test_forms.in_words(known.facts, registry.current())
    assert (right.name, right.value) == ("Right", "1/10")
    assert {line.name for line in lessons} == {"To read again"}
    result = known.facts["result"]
    assert isinstance(result, dict)
    assert set(result) == {"count", "wrong", "reread"}
    assert known.facts["passed"] is None


def test_who_looked_is_said_by_unit_and_role_without_a_name(theirs: StrictClient, life: Life) -> None:
    page = theirs.get("/en/me/data/").get_data(as_text=True)
    assert "Training record" in page
    assert "Cambodian Red Cross" in page
    assert life.people.chan.name not in page
    assert "Chan<" not in page


def test_the_file_for_programmes_holds_the_same(theirs: StrictClient, life: Life) -> None:
    answer = theirs.get("/en/me/data/my-data.json")
    assert answer.headers["Content-Disposition"] == "attachment; filename=sala-my-data.json"
    held = json.loads(answer.get_data())["held"]
    assert {"number": lives.NUMBER, "name": lives.NAME, "latin_name": lives.LATIN} in held["name"]
    assert held["contact"][0] == {"phone": lives.PHONE, "email": lives.EMAIL}
    assert sorted(row["score"] for row in held["test"] if row["submitted_at"]) == [0, 0, 10, 100]
    assert {"uuid", "drawn", "answers", "result"} <= set(held["test"][0])
    assert any("rests_on" in row["evidence"] for row in held["record"])
    assert any({"attempt", "module_version"} <= set(row["evidence"]) for row in held["record"])
    assert all(row["answers"] for row in held["test"] if row["score"])
    assert {row["by"] for row in held["lookup"]} == {"staff"}


def test_the_page_to_take_along_opens_alone(theirs: StrictClient) -> None:
    answer = theirs.get("/th/me/data/my-data.html")
    page = answer.get_data(as_text=True)
    assert answer.headers["Content-Disposition"] == "attachment; filename=sala-my-data.html"
    assert lives.NAME in page
    assert 'lang="th"' in page
    assert not re.search(r"(src|href)=", page)


def test_nobody_else_sees_it(client: StrictClient, life: Life) -> None:
    client.sign_in("KH-1200")
    for address in ("/en/me/data/", "/en/me/data/my-data.json", "/en/me/data/my-data.html"):
        assert lives.NAME not in client.get(address).get_data(as_text=True)


def test_sokha_agrees_to_reminders_and_takes_it_back(client: StrictClient, people: People) -> None:
    client.sign_in("KH-1001")
    token = {"csrf_token": client.token("/en/me/data/")}
    address = "/en/me/data/consent/reminders-email/"
    assert client.post(address, data={**token, "agree": "1"}).status_code == 422
    people.sokha.email = "sokha@example.org"
    for _ in range(2):
        assert client.post(address, data={**token, "agree": "1"}).status_code == 303
    assert "You agreed to be reminded" in client.get("/en/me/data/").get_data(as_text=True)
    for _ in range(2):
        assert client.post(address, data=token).status_code == 303
    rows = session.scalars(select(Consent)).all()
    assert [row.withdrawn_at is None for row in rows] == [False]
    assert client.post("/en/me/data/consent/newsletter/", data=token).status_code == 404


def test_facts_of_any_shape_become_text(app: Flask) -> None:
    with app.test_request_context("/en/"):
        changed = {
            "was": {"sex": "female", "phone": "1"},
            "set": {"sex": "male", "phone": "2"},
            "entries": [5],
        }
        assert my_data._text("before", changed) == (
            "before: Sex female, Phone number 1; now: Sex male, Phone number 2"
        )
        assert my_data._text("active", False) == "no"
        assert my_data._text("reason", None) == ""
        assert my_data._text("line", 4) == "4"


def test_the_code_of_a_certificate_stands_as_it_is_printed(app: Flask) -> None:
    with app.test_request_context("/en/"):
        line = my_data._line("code", "7KQW3XHMB9T8", {}, registry.current())
        assert line.value == "7KQW-3XHM-B9T8"
