"""What is chosen on the page of a preview is never thrown away, whatever button is pressed; nothing runs uncounted."""

from __future__ import annotations

import re
from typing import Any

import html5lib
import pytest
from flask import Flask
from sqlalchemy import delete, select

from lms import jobs
from lms.accounts.models import BrowserSession
from lms.accounts.queries import people as people_queries
from lms.accounts.services.people import Person
from lms.db import session
from lms.imports.models import ListImport, ListRow
from lms.imports.services.review import line_choices
from lms.imports.services.stored_lines import DECIDED
from tests.client import StrictClient
from tests.imports.files import text
from tests.imports.test_pages import matched, step
from tests.people import PIN, People

HEADER = ["ID", "Name", "Branch"]
KNOWN = ["V-009", "រតនា", ""]  # somebody of this name has another number
NEW = ["V-010", "ដារ៉ា", ""]
PLACE = ["V-011", "ពិសី", "P.P."]
BRACKETS = ["V-012", "ស្រីមុំ (ណា)", ""]


@pytest.fixture
def chan(client: StrictClient, people: People) -> StrictClient:
    client.sign_in("KH-1200")
    return client


def form_of(page: str) -> dict[str, Any]:
    """All that the form of a preview would send as it stands, without a button."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    sent: dict[str, Any] = {}
    parents = {child: parent for parent in tree.iter() for child in parent}
    for one in tree.iter():
        inside: Any = one
        while inside is not None and inside.get("id") != "decisions":
            inside = parents.get(inside)
        name = one.get("name")
        if name is None or (one.get("form") != "decisions" and inside is None):
            continue
        if one.tag == "select":
            chosen = [option for option in one if option.get("selected") is not None] or list(one)
            sent[name] = chosen[0].get("value")
        elif one.tag == "input" and (one.get("type") not in ("radio", "checkbox") or "checked" in one.attrib):
            sent[name] = one.get("value", "")
    return sent


def press(client: StrictClient, address: str, act: str, *, show: str = "", **chosen: str) -> str:
    """Choose something on the page and press a button; the page that follows."""
    sent = form_of(client.get(f"{address}?show={show}").data.decode())
    answer = client.post(address, data={**sent, **chosen, "act": act})
    assert answer.status_code == 303
    return client.get(answer.location).get_data(as_text=True)


def meaning(page: str, like: str) -> str:
    """The name of the question about a text."""
    found = re.search(rf'for="(means-\d+)">[^<]*{re.escape(like)}', page)
    assert found
    return found[1]


def there(number: str) -> Person:
    person = people_queries.person_by_number(number)
    assert person is not None
    return person


def run(app: Flask) -> None:
    session.commit()
    jobs.run_due(app)
    session.expire_all()


def test_what_chan_chose_without_saving_is_saved_and_counted_before_anything_runs(
    app: Flask, chan: StrictClient
) -> None:
    address = matched(chan, text(HEADER, KNOWN, NEW, PLACE, BRACKETS))
    page = chan.get(address).get_data(as_text=True)
    assert "Bring in 1 line" in page
    chosen = {meaning(page, "P.P."): "KH-12", meaning(page, "brackets"): "drop", "line-2": "new"}
    page = press(chan, address, "start", show="undecided", **chosen)
    assert "What you chose is saved. Nothing is brought in yet." in page
    assert "Now 4 lines would be brought in." in page
    run(app)
    assert people_queries.person_by_number("V-010") is None
    press(chan, address, "start")
    run(app)
    assert [there(number).name for number in ("V-009", "V-012")] == ["រតនា", "ស្រីមុំ"]
    assert there("V-011").unit.code == "KH-12"
    assert "Done: 4 lines were brought in." in chan.get(address).get_data(as_text=True)


@pytest.mark.parametrize("act", ["choose", "settle", "all-new"])
def test_every_button_of_the_page_saves_all_of_it(chan: StrictClient, act: str) -> None:
    address = matched(chan, text(HEADER, KNOWN, NEW, PLACE))
    page = chan.get(address).get_data(as_text=True)
    press(chan, address, act, show="undecided", **{meaning(page, "P.P."): "KH-12", "line-2": "new"})
    assert "Bring in 3 lines" in chan.get(address).get_data(as_text=True)


def test_the_next_page_saves_what_was_chosen_on_this_one(chan: StrictClient) -> None:
    lines = [[f"V-{number}", "រតនា", ""] for number in range(100, 160)]
    address = matched(chan, text(HEADER, *lines))
    page = chan.get(f"{address}?show=undecided").get_data(as_text=True)
    turned = re.search(r'formaction="([^"]+after=51)"[^>]*>Next page', page)
    assert turned
    sent = {**form_of(page), "line-2": line_choices.NEW, "act": "choose"}
    answer = chan.post(turned[1].replace("&amp;", "&"), data=sent)
    assert answer.location.endswith("?show=undecided&after=51")
    assert "Bring in 1 line" in chan.get(address).get_data(as_text=True)


def lines_on(page: str) -> list[int]:
    """The numbers of the lines that a page asks about."""
    return sorted({int(number) for number in re.findall(r'name="line-(\d+)"', page)})


def test_the_next_page_begins_after_the_last_line_of_this_one_whatever_was_decided(
    chan: StrictClient,
) -> None:
    lines = [[f"V-{number}", "រតនា", ""] for number in range(100, 220)]
    address = matched(chan, text(HEADER, *lines))
    page = chan.get(f"{address}?show=undecided").get_data(as_text=True)
    assert "Page 1 of 3" in page
    seen = lines_on(page)
    for _ in range(2):
        turned = re.search(r'formaction="([^"]+)"[^>]*>Next page', page)
        assert turned
        decided = {f"line-{number}": line_choices.NEW for number in lines_on(page)[:30]}
        sent = {**form_of(page), **decided, "act": "choose"}
        answer = chan.post(turned[1].replace("&amp;", "&"), data=sent)
        page = chan.get(answer.location).get_data(as_text=True)
        seen += lines_on(page)
    assert seen == [*range(2, 122)]
    assert "Page 2 of 2" in page
    back = re.search(r'formaction="([^"]+)"[^>]*>Page before', page)
    assert back
    before = chan.get(back[1].replace("&amp;", "&")).get_data(as_text=True)
    assert lines_on(before) == [*range(32, 52), *range(82, 112)]


def test_where_all_lines_after_one_are_decided_the_last_ones_are_shown(chan: StrictClient) -> None:
    lines = [[f"V-{number}", "រតនា", ""] for number in range(100, 160)]
    address = matched(chan, text(HEADER, *lines))
    page = chan.get(f"{address}?show=undecided&after=61").get_data(as_text=True)
    assert lines_on(page) == [*range(52, 62)]
    assert "Page 2 of 2" in page


@pytest.mark.parametrize("ends", ["signed out in another tab", "over after twelve hours"])
def test_whoever_is_not_signed_in_any_more_is_told_and_comes_back_to_the_import(
    chan: StrictClient, ends: str
) -> None:
    address = matched(chan, text(HEADER, KNOWN, NEW))
    sent = {**form_of(chan.get(address).get_data(as_text=True)), "line-2": "new", "act": "choose"}
    if ends == "signed out in another tab":
        chan.send("/en/sign-out/", {}, form=address)
    else:
        session.execute(delete(BrowserSession))
        session.commit()
    answer = chan.post(f"{address}?show=undecided", data=sent)
    assert answer.status_code == 303
    page = chan.get(answer.location).get_data(as_text=True)
    assert "what you chose or typed last was not saved" in page
    entered = chan.send(answer.location, {"identifier": "KH-1200", "pin": PIN})
    assert entered.location.endswith(f"{address.removeprefix('http://localhost')}?show=undecided")
    assert "Bring in 1 line" in chan.get(address).get_data(as_text=True)


def test_a_person_among_the_remarks_is_not_lost_either(chan: StrictClient) -> None:
    address = matched(chan, text(HEADER, NEW, ["", "Total: 1", ""]))
    assert 'name="person" value="3"' in chan.get(address).get_data(as_text=True)
    page = press(chan, address, "start", person="3")
    assert "What you chose is saved." in page
    assert 'name="person" value="3"' not in page
    assert "Now 1 line would be brought in." in page


def test_a_remark_that_was_taken_for_a_person_can_be_taken_back(chan: StrictClient) -> None:
    address = matched(chan, text(HEADER, NEW, ["", "Total: 1", ""]))
    press(chan, address, "people", person="3")
    page = chan.get(address).get_data(as_text=True)
    assert "You have said that line 3 is a person." in page
    assert 'name="nobody" value="3"' in page
    press(chan, address, "people", nobody="3")
    page = chan.get(address).get_data(as_text=True)
    assert 'name="person" value="3"' in page
    assert "You have said that line" not in page


def test_a_reason_for_certificates_is_counted_before_the_list_is_brought_in(chan: StrictClient) -> None:
    content = text(
        ["ID", "Name", "Course", "Date", "Result"], ["KH-1001", "សុខា", "pss", "5/3/2026", "attended"]
    )
    address = matched(chan, content, "trainings", source="the list")
    page = press(chan, address, "start", **{"certificates-reason": "The test was on paper."})
    assert "What you chose is saved." in page
    assert "1 certificate will be issued." in page
    assert "The test was on paper." in page


def test_one_who_chooses_the_same_person_twice_finds_the_choices_where_they_were(
    chan: StrictClient, people: People
) -> None:
    address = matched(chan, text(HEADER, KNOWN, ["V-014", "រតនា", ""], PLACE))
    page = chan.get(f"{address}?show=undecided").data.decode()
    means, ratana = meaning(page, "P.P."), str(people.ratana.id)
    sent = {**form_of(page), "line-2": ratana, "line-3": ratana, means: "KH-12", "act": "start"}
    answer = chan.post(address, data=sent)
    assert answer.status_code == 422
    page = answer.data.decode()
    assert "You have chosen the same person for lines 2 and 3." in answer.get_data(as_text=True)
    kept = form_of(page)
    assert (kept["line-2"], kept["line-3"], kept[means]) == (ratana, ratana, "KH-12")


def test_nothing_is_brought_in_that_was_not_counted_on_the_page(chan: StrictClient, people: People) -> None:
    address = matched(chan, text(HEADER, KNOWN, NEW))
    seen = form_of(chan.get(address).data.decode())
    assert step(chan, address, "choose", **{"line-2": "new"}).status_code == 303  # in another window
    seen.pop("line-2", None)
    answer = chan.post(address, data={**seen, "act": "start"})
    assert answer.status_code == 422
    assert "Something changed meanwhile." in answer.get_data(as_text=True)


@pytest.mark.parametrize("counted", ["", "9" * 10, "-1", "many", "zz\0", None])
def test_a_count_that_cannot_be_read_starts_nothing(
    chan: StrictClient, people: People, counted: str | None
) -> None:
    address = matched(chan, text(HEADER, KNOWN, NEW))
    sent = {**form_of(chan.get(address).data.decode()), "act": "start"}
    del sent["counted"]
    answer = chan.post(address, data=sent if counted is None else {**sent, "counted": counted})
    assert answer.status_code == 422
    assert "Something changed meanwhile." in answer.get_data(as_text=True)
    assert form_of(answer.data.decode())["counted"] == "1"
    press(chan, address, "start")
    assert "Bring in 1 line" not in chan.get(address).get_data(as_text=True)


def test_a_list_that_is_done_says_what_was_left_out_and_asks_nothing_any_more(
    app: Flask, chan: StrictClient
) -> None:
    address = matched(chan, text(HEADER, KNOWN, NEW))
    press(chan, address, "start")
    run(app)
    page = chan.get(address).get_data(as_text=True)
    assert "1 line was left out, because nobody decided about it." in page
    assert "Left out: not decided" in page
    assert "To be decided" not in page
    page = chan.get(f"{address}?show=undecided").get_data(as_text=True)
    assert "Take these lines away (CSV)" in page
    assert "Who is it?" not in page
    answer = chan.send(f"{address}failed.csv", form=address)
    assert "V-009" in answer.get_data().decode("utf-8-sig")


def decided(line: int) -> tuple[str, int | None]:
    """What would be done with a line, and to whom."""
    row = session.scalars(select(ListRow).where(ListRow.line == line)).one()
    return row.action, row.person_id


@pytest.mark.parametrize("saved", [True, False])
def test_who_goes_back_to_the_columns_finds_what_was_chosen_when_they_come_again(
    chan: StrictClient, people: People, *, saved: bool
) -> None:
    address, choice = matched(chan, text(HEADER, KNOWN, NEW)), {"line-2": str(people.ratana.id)}
    if saved:
        press(chan, address, "choose", **choice)
    page = press(chan, address, "back", **({} if saved else choice))
    assert "What is in each column?" in page
    chosen = {"column-1": "number", "column-2": "name", "column-3": "branch"}
    assert step(chan, address, "match", **chosen).status_code == 303
    assert decided(2) == ("same", people.ratana.id)


def test_a_choice_about_somebody_who_is_not_offered_any_more_is_asked_again(
    chan: StrictClient, people: People
) -> None:
    address = matched(chan, text(HEADER, KNOWN, NEW))
    press(chan, address, "choose", **{"line-2": str(people.ratana.id)})
    press(chan, address, "back")
    people.ratana.name, people.ratana.latin_name = "ចាន់ណា", "Channa"
    session.commit()
    chosen = {"column-1": "number", "column-2": "name", "column-3": "branch"}
    assert step(chan, address, "match", **chosen).status_code == 303
    assert decided(2)[1] is None


def test_of_a_list_that_is_dropped_no_choice_is_kept(chan: StrictClient, people: People) -> None:
    address = matched(chan, text(HEADER, KNOWN, NEW))
    press(chan, address, "choose", **{"line-2": str(people.ratana.id)})
    press(chan, address, "back")
    step(chan, address, "drop")
    kept = session.scalars(select(ListImport.matching)).one()
    assert not {"choices", "offered", "beside"} & kept.keys()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_taking_the_lines_away_saves_first_what_was_chosen(
    chan: StrictClient, people: People, ending: str
) -> None:
    address = matched(chan, text(HEADER, KNOWN, NEW))
    sent = form_of(chan.get(address).data.decode())
    answer = chan.post(f"{address}failed.{ending}", data={**sent, "line-2": "skip"})
    assert answer.status_code == 200
    if ending == "csv":
        assert "Left out by choice." in answer.get_data().decode("utf-8-sig")
    assert session.scalars(select(ListRow.before).where(ListRow.line == 2)).one().get(DECIDED)


def test_taking_the_lines_away_with_a_choice_that_cannot_be_saved_says_so(
    chan: StrictClient, people: People
) -> None:
    address = matched(chan, text(HEADER, KNOWN, ["V-013", "រតនា", ""]))
    sent = form_of(chan.get(address).data.decode())
    twice = {"line-2": str(people.ratana.id), "line-3": str(people.ratana.id)}
    assert chan.post(f"{address}failed.csv", data={**sent, **twice}).status_code == 422
