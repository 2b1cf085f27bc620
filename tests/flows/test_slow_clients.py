"""Two hundred clients that say a word and stop: lessons are answered all the same, by what an operator really runs."""

from __future__ import annotations

import socket
import ssl
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError

import pytest

from lms.config import CHECKOUT
from tests.flows.conftest import Server, free_port, running_server

LESSON = "/km/modules/pss/look-listen-link/"
SLOW = 200

# What a slow client has sent when it stops, and what it sends in the end.
HALVES = [
    (b"", b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
    (b"GET /healthz HT", b"TP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
    (b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: 1", b"\r\nConnection: close\r\n\r\n"),
    (
        b"POST /en/sign-in/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 20\r\n\r\nidentifier",
        b"=KH-1001&p",
    ),
]


class Front(Server):
    """Sala as nginx passes requests on to it."""

    front: int = 0

    @property
    def environment(self) -> dict[str, str]:
        ours = {"SALA_BASE_URL": f"https://localhost:{self.front}", "SALA_PROXIES": "1"}
        return {**super().environment, **ours}


@pytest.fixture(scope="module")
def sala(tmp_path_factory: pytest.TempPathFactory, seeded: Path) -> Iterator[Front]:
    """The shipped gunicorn.conf.py, with a port of its own."""
    Front.front = free_port()
    with running_server(tmp_path_factory.mktemp("instance"), seeded, Front) as running:
        assert isinstance(running, Front)
        yield running


@dataclass
class Nginx:
    """The shipped configuration; only names, ports and places of files are others."""

    folder: Path
    port: int

    def get(self, address: str) -> int:
        trusting = ssl.create_default_context(cafile=self.folder / "certificate.pem")
        url = f"https://localhost:{self.port}{address}"
        with urllib.request.urlopen(url, timeout=50, context=trusting) as answer:
            return int(answer.status)

    def send(self, address: str, body: bytes) -> int:
        trusting = ssl.create_default_context(cafile=self.folder / "certificate.pem")
        request = urllib.request.Request(f"https://localhost:{self.port}{address}", data=body)
        try:
            with urllib.request.urlopen(request, timeout=50, context=trusting) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code

    def socket(self) -> socket.socket:
        trusting = ssl.create_default_context(cafile=self.folder / "certificate.pem")
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=50)
        return trusting.wrap_socket(plain, server_hostname="localhost")

    @property
    def written_down(self) -> str:
        return "".join(path.read_text() for path in self.folder.glob("*.log"))


@pytest.fixture(scope="module")
def nginx(sala: Front, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    folder = tmp_path_factory.mktemp("nginx")
    certificate = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")]
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *certificate, *subject],
        check=True,
        capture_output=True,
    )
    shipped = (CHECKOUT / "deploy" / "nginx.conf").read_text()
    for there, here in {
        "sala.example.org;": "localhost;",
        "/etc/letsencrypt/live/sala.example.org/fullchain.pem": str(folder / "certificate.pem"),
        "/etc/letsencrypt/live/sala.example.org/privkey.pem": str(folder / "key.pem"),
        "/var/log/nginx/": f"{folder}/",
        "127.0.0.1:8000": f"127.0.0.1:{sala.port}",
        "listen [::]:80;": "",
        "listen [::]:443 ssl;": "",
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen 443 ssl;": f"listen 127.0.0.1:{sala.front} ssl;",
    }.items():
        assert there in shipped
        shipped = shipped.replace(there, here)
    (folder / "sala.conf").write_text(shipped)
    kept = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/start.log; user root; events {{}}"
        f"http {{ {kept} include {folder}/sala.conf; }}"
    )
    process = subprocess.Popen(["/usr/sbin/nginx", "-p", folder, "-c", folder / "nginx.conf"])
    running = Nginx(folder, sala.front)
    while not _listens(sala.front):
        assert process.poll() is None, running.written_down
    yield running
    process.terminate()
    process.wait()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def crowd(opened: ExitStack, connect: Callable[[], socket.socket]) -> list[tuple[socket.socket, bytes]]:
    """Two hundred clients that have said the first half, and the second half of each."""
    clients = []
    for number in range(SLOW):
        first, second = HALVES[number % len(HALVES)]
        client = opened.enter_context(connect())
        client.sendall(first)
        clients.append((client, second))
    return clients


def is_waiting(client: socket.socket) -> bool:
    """Whether the server has neither answered nor given the client up."""
    client.setblocking(False)
    try:
        client.recv(1)
    except (BlockingIOError, ssl.SSLWantReadError):
        return True
    finally:
        client.settimeout(50)
    return False


def answer_of(client: socket.socket) -> bytes:
    """The first line of the answer."""
    received = b""
    while b"\r\n" not in received and (piece := client.recv(1000)):
        received += piece
    return received.partition(b"\r\n")[0]


def test_two_hundred_slow_clients_do_not_keep_sokha_from_her_lesson(sala: Front) -> None:
    with ExitStack() as opened:
        slow = crowd(opened, lambda: socket.create_connection(("127.0.0.1", sala.port), timeout=50))
        request = urllib.request.Request(
            f"{sala.address}{LESSON}", headers={"Host": f"localhost:{sala.front}"}
        )
        for _ in range(20):
            with urllib.request.urlopen(request, timeout=50) as lesson:
                assert lesson.status == 200
        assert all(is_waiting(client) for client, _rest in slow)
        # Slow is no fault: each of them is answered in the end.
        for client, rest in slow:
            client.sendall(rest)
        answers = [answer_of(client) for client, _rest in slow]
    assert answers.count(b"HTTP/1.1 200 OK") == SLOW * 3 // 4
    assert answers.count(b"HTTP/1.1 400 BAD REQUEST") == SLOW // 4  # a form without the token of one


POST = b"POST /en/sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"


def test_a_body_in_chunks_is_refused_before_a_chunk_is_read(sala: Front) -> None:
    with socket.create_connection(("127.0.0.1", sala.port), timeout=50) as client:
        client.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\nX\r\n")
        assert client.makefile("rb").read().startswith(b"HTTP/1.1 411 Length Required\r\n")


@pytest.mark.parametrize(
    "begun", [b"Content-Length: 20000000\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n100000\r\n"]
)
def test_bodies_that_begin_and_then_trickle_hold_no_thread(sala: Front, begun: bytes) -> None:
    with ExitStack() as opened:
        for _ in range(48):
            client = opened.enter_context(socket.create_connection(("127.0.0.1", sala.port), timeout=50))
            with suppress(ConnectionError):  # what is refused need not be sent
                client.sendall(POST + begun + b"x" * 1_048_500)
        with urllib.request.urlopen(f"{sala.address}/healthz", timeout=8) as answer:
            assert answer.status == 200


def test_a_second_request_that_comes_slowly_holds_no_thread_either(sala: Front) -> None:
    whole = f"GET {LESSON} HTTP/1.1\r\nHost: localhost:{sala.front}\r\n\r\n".encode()
    with ExitStack() as opened:
        clients = []
        for _ in range(60):
            client = opened.enter_context(socket.create_connection(("127.0.0.1", sala.port), timeout=50))
            client.sendall(whole + whole[:20])
            assert answer_of(client) == b"HTTP/1.1 200 OK"
            clients.append(client)
        with urllib.request.urlopen(f"{sala.address}/healthz", timeout=50) as answer:
            assert answer.status == 200


def test_clients_that_never_hang_up_keep_nobody_waiting(sala: Front) -> None:
    whole = f"GET {LESSON} HTTP/1.1\r\nHost: localhost:{sala.front}\r\nConnection: close\r\n\r\n".encode()
    with ExitStack() as opened:
        clients = []
        for _ in range(SLOW):
            client = opened.enter_context(socket.create_connection(("127.0.0.1", sala.port), timeout=50))
            client.sendall(whole)
            clients.append(client)
        assert {answer_of(client) for client in clients} == {
            b"HTTP/1.1 200 OK"
        }  # and they keep the line open
        with urllib.request.urlopen(f"{sala.address}/healthz", timeout=50) as answer:
            assert answer.status == 200


def test_clients_that_ask_whether_to_go_on_and_say_no_more_keep_nobody_waiting(sala: Front) -> None:
    asking = (
        b"POST /en/sign-in/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nExpect: 100-continue\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 20\r\n\r\n"
    )
    with ExitStack() as opened:
        clients = []
        for _ in range(60):
            client = opened.enter_context(socket.create_connection(("127.0.0.1", sala.port), timeout=50))
            client.sendall(asking)
            assert client.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
            clients.append(client)
        with urllib.request.urlopen(f"{sala.address}/healthz", timeout=15) as answer:
            assert answer.status == 200
        assert all(is_waiting(client) for client in clients)
        clients[0].sendall(b"identifier=KH-1001&p")
        assert b" 400 BAD REQUEST\r\n" in clients[0].makefile("rb").read()  # a form without the token of one


def test_a_long_answer_comes_whole_though_the_client_has_sent_too_much(sala: Front) -> None:
    whole = f"GET {LESSON} HTTP/1.1\r\nHost: localhost:{sala.front}\r\nConnection: close\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", sala.port), timeout=50) as client:
        client.sendall(whole + b"x" * 60_000)
        client.shutdown(socket.SHUT_WR)
        assert client.makefile("rb").read().endswith(b"</html>")


def test_nginx_takes_two_hundred_slow_clients_and_still_passes_lessons_on(nginx: Nginx) -> None:
    with ExitStack() as opened:
        slow = crowd(opened, nginx.socket)
        for _ in range(20):
            assert nginx.get(LESSON) == 200
        assert sum(is_waiting(client) for client, _rest in slow) > SLOW // 2


@pytest.mark.parametrize("header", ["SCRIPT_NAME", "Script-Name", "Path-Info", "X-Forwarded-Prefix"])
def test_a_visitor_cannot_say_where_the_site_stands(nginx: Nginx, sala: Front, header: str) -> None:
    for address, host in ((f"https://localhost:{nginx.port}", ""), (sala.address, f"localhost:{sala.front}")):
        headers = {header: "//evil.example", **({"Host": host} if host else {})}
        request = urllib.request.Request(f"{address}//evil.example/en/modules/pss/", headers=headers)
        trusting = ssl.create_default_context(cafile=nginx.folder / "certificate.pem")
        with pytest.raises(HTTPError) as answer:
            urllib.request.urlopen(request, timeout=50, context=trusting)
        assert answer.value.code == 404


def test_nginx_lets_lists_of_twenty_megabytes_through_and_no_more(nginx: Nginx) -> None:
    assert nginx.send("/en/people/imports/", b"x" * 20_000_000) != 413
    assert nginx.send("/en/people/imports/", b"x" * 23_000_000) == 413


def test_nginx_writes_no_card_and_no_search_down(nginx: Nginx) -> None:
    ways = [
        "/km/card/",
        "//km/card/",
        "/km//card/",
        "/km/%63ard/",
        "/km%2Fcard%2F",
        "/verify/",
        "//verify/",
        "/%76erify/",
    ]
    for way in ways:
        with suppress(HTTPError):
            nginx.get(f"{way}a-secret-of-a-card")
    assert nginx.get("/en/search?q=sokha") == 200
    assert nginx.get("/healthz") == 200  # nginx writes a line after its answer, and before the next one
    assert "a-secret-of-a-card" not in nginx.written_down
    assert "sokha" not in nginx.written_down
    assert nginx.written_down.count("GET /km/card/- HTTP") >= 5
    assert nginx.written_down.count("GET /verify/- HTTP") >= 3
    assert "GET /en/search HTTP" in nginx.written_down
