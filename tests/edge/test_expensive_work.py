"""Twenty papers at once of one viewer: some are made, the others are told when to come again, lessons go on."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from lms import pdf
from lms.config import CHECKOUT
from lms.content import registry
from lms.work_limits import PLACES, PLACES_OF_ANYBODY, PLACES_OF_ONE, RUNNING, BusyError, ExpensiveWork
from tests.client import StrictClient
from tests.edge.bad_input import Visitor, visitor
from tests.people import People

BRIEF = "/en/reports/brief.pdf"


class Press:
    """Draws nothing until it may; counts how many draw at once."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.may, self.at_once, self.most, self._lock = threading.Event(), 0, 0, threading.Lock()
        monkeypatch.setattr(pdf, "render", self.render)

    def render(self, *args: object, **kwargs: object) -> bytes:
        with self._lock:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        self.may.wait()
        with self._lock:
            self.at_once -= 1
        return b"%PDF-1.7"


def press_the_button(
    who: Visitor, token: str, answers: queue.Queue[tuple[int, str | None]]
) -> threading.Thread:
    def send() -> None:
        with who.application.app_context():
            answer = who.post(BRIEF, data={"csrf_token": token})
            answers.put((answer.status_code, answer.headers.get("Retry-After")))

    thread = threading.Thread(target=send)
    thread.start()
    return thread


def browsers(client: StrictClient, number: str, count: int) -> list[tuple[Visitor, str]]:
    client.sign_in(number)
    token = client.token("/en/reports/")
    return [(visitor(client, ""), token) for _ in range(count)]


def cookies(client: StrictClient, some: list[tuple[Visitor, str]]) -> None:
    cookie = client.get_cookie("sala")
    assert cookie is not None
    for browser, _token in some:
        browser.set_cookie("sala", cookie.value)


def test_twenty_briefs_of_one_viewer_keep_nobody_waiting(
    client: StrictClient, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = Press(monkeypatch)
    chan = browsers(client, "KH-1200", 20)
    cookies(client, chan)
    answers: queue.Queue[tuple[int, str | None]] = queue.Queue()
    threads = [press_the_button(browser, token, answers) for browser, token in chan]
    refused = [answers.get() for _ in range(20 - PLACES_OF_ONE)]
    assert refused == [(503, "20")] * (20 - PLACES_OF_ONE)
    # Meanwhile Sokha reads, and signs in.
    sokha = StrictClient(client.application, client.application.response_class)
    assert sokha.get("/km/modules/pss/look-listen-link/").status_code == 200
    assert sokha.sign_in("KH-1001").status_code == 303
    press.may.set()
    assert [answers.get()[0] for _ in range(PLACES_OF_ONE)] == [200] * PLACES_OF_ONE
    for thread in threads:
        thread.join()
    assert press.most == 1


def test_the_page_says_honestly_that_others_are_first(
    client: StrictClient, people: People, tmp_path: Path
) -> None:
    client.sign_in("KH-1200", language="km")
    bounds = ExpensiveWork(tmp_path / "locks", patience=0)
    client.application.extensions["sala.expensive-work"], before = (
        bounds,
        client.application.extensions["sala.expensive-work"],
    )
    try:
        with bounds.turn(1), bounds.turn(2):
            answer = client.get("/km/reports/")
    finally:
        client.application.extensions["sala.expensive-work"] = before
    assert answer.status_code == 503
    assert answer.headers["Retry-After"].isdecimal()
    assert "ម៉ាស៊ីនមេកំពុងរវល់" in answer.get_data(as_text=True)
    assert client.get("/en/reports/").status_code == 200


def test_what_is_public_and_expensive_stays_the_same_for_everybody(
    client: StrictClient, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.sign_in("KH-1001")
    address = f"/en/library/{registry.current().handouts[0].slug}.pdf"
    assert "Cookie" not in client.get(address).headers.get("Vary", "")


def test_no_more_run_at_once_than_the_machine_can_do(tmp_path: Path) -> None:
    bounds = ExpensiveWork(tmp_path, patience=0)
    with bounds.turn(1), bounds.turn(2), pytest.raises(BusyError), bounds.turn(3):
        pass
    with bounds.turn(3):
        pass
    assert RUNNING == 2


def test_the_second_of_one_person_waits_for_the_first(tmp_path: Path) -> None:
    bounds, order = ExpensiveWork(tmp_path), queue.Queue[str]()

    def second() -> None:
        with bounds.turn(7):
            order.put("second")

    with bounds.turn(7):
        waiting = threading.Thread(target=second)
        waiting.start()
        order.put("first")
    waiting.join()
    assert [order.get(), order.get()] == ["first", "second"]


def test_what_is_full_is_full_for_everybody(tmp_path: Path) -> None:
    bounds, may, inside = ExpensiveWork(tmp_path), threading.Event(), queue.Queue[str]()

    def work(person: int) -> None:
        try:
            with bounds.turn(person):
                inside.put("in")
                may.wait()
        except BusyError:
            inside.put("busy")

    threads = [threading.Thread(target=work, args=(person,)) for person in range(12)]
    for thread in threads:
        thread.start()
    # Two are in; of the ten others four wait, and six are told at once.
    now = sorted(inside.get() for _ in range(RUNNING + 12 - PLACES))
    assert now == ["busy"] * (12 - PLACES) + ["in"] * RUNNING
    may.set()
    for thread in threads:
        thread.join()
    assert [inside.get() for _ in range(PLACES - RUNNING)] == ["in"] * (PLACES - RUNNING)


def test_strangers_leave_a_turn_and_places_to_who_is_signed_in(tmp_path: Path) -> None:
    bounds, may, inside = ExpensiveWork(tmp_path), threading.Event(), queue.Queue[str]()

    def stranger() -> None:
        try:
            with bounds.turn(None):
                inside.put("in")
                may.wait()
        except BusyError:
            inside.put("busy")

    threads = [threading.Thread(target=stranger) for _ in range(12)]
    for thread in threads:
        thread.start()
    now = sorted(inside.get() for _ in range(1 + 12 - PLACES_OF_ANYBODY))
    assert now == ["busy"] * (12 - PLACES_OF_ANYBODY) + ["in"]
    with ExpensiveWork(tmp_path, patience=0).turn(1):
        pass
    may.set()
    for thread in threads:
        thread.join()


HOLDER = """
import sys
from pathlib import Path
from lms.work_limits import ExpensiveWork
with ExpensiveWork(Path(sys.argv[1])).turn(1), ExpensiveWork(Path(sys.argv[1])).turn(2):
    print("in", flush=True)
    sys.stdin.readline()
"""


def test_the_bound_holds_across_processes_and_ends_with_one_that_is_killed(tmp_path: Path) -> None:
    bounds = ExpensiveWork(tmp_path, patience=0)
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "in\n"
    with pytest.raises(BusyError), bounds.turn(3):
        pass
    other.kill()
    other.communicate()
    with bounds.turn(3):
        pass
