"""How much of a request has to be there before a thread gets it."""

from __future__ import annotations

import pytest

from lms.gunicorn_worker import LARGEST, LARGEST_HEAD, PAGE, CollectedUnreader, Incoming
from lms.imports.views import imports
from lms.table_files import files

LINE = b"POST /en/sign-in/ HTTP/1.1\r\nHost: localhost\r\n"
WHOLE = [
    b"GET / HTTP/1.1\r\n\r\n",
    LINE + b"Content-Length: 5\r\n\r\nhello",
    LINE + b"CONTENT-LENGTH :  0 \r\n\r\n",
    LINE + b"Expect: 100-continue\r\nContent-Length: 5\r\n\r\nhello",
    LINE + b"Expect: something else\r\nContent-Length: 500\r\n\r\n",  # refused by the parser
    LINE + b"Content-Length: five\r\n\r\n",  # as well
    LINE + b"Content-Length: 1000000000000\r\n\r\n",  # as well
]


@pytest.mark.parametrize("whole", WHOLE)
def test_a_request_is_whole_with_its_last_byte_however_it_comes(whole: bytes) -> None:
    for size in (1, 7, len(whole)):
        incoming = Incoming()
        for start in range(0, len(whole), size):
            assert not incoming.is_complete
            incoming.add(whole[start : start + size])
        assert incoming.is_complete
        assert bytes(incoming.received) == whole


@pytest.mark.parametrize(
    ("received", "asks"),
    [
        (LINE + b"Expect: 100-continue\r\nContent-Length: 5\r\n\r\n", True),
        (LINE + b"Expect: 100-continue\r\nContent-Length: 5\r\n\r\nh", False),  # it goes on by itself
        (LINE + b"Expect: 100-continue\r\nContent-Length: 5\r\n", False),
        (LINE + b"Content-Length: 5\r\n\r\n", False),
        (LINE + b"Expect: 200-ok\r\nContent-Length: 5\r\n\r\n", False),
    ],
)
def test_a_client_that_waits_to_be_told_to_go_on_is_told(received: bytes, asks: bool) -> None:
    incoming = Incoming()
    incoming.add(received)
    assert incoming.is_asking == asks


def test_a_head_without_an_end_goes_to_the_parser_which_refuses_it() -> None:
    incoming = Incoming()
    incoming.add(b"GET /" + b"x" * LARGEST_HEAD)
    assert incoming.is_complete


@pytest.mark.parametrize(
    "head",
    [
        LINE + b"Transfer-Encoding: chunked\r\n\r\n",
        LINE + b"transfer-encoding : gzip, chunked\r\n\r\n",
        LINE + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        LINE + b"X: y\nTransfer-Encoding: chunked\r\n\r\n",
        LINE + b"Expect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
)
def test_a_body_in_chunks_is_refused_by_its_head_and_no_chunk_is_looked_at(head: bytes) -> None:
    incoming = Incoming()
    incoming.add(head[:-1])
    assert not incoming.refusal
    incoming.add(head[-1:] + b"1\r\nX\r\n" * 1000)
    assert (incoming.refusal, incoming.needed) == ("411 Length Required", len(head))
    assert not incoming.is_asking


def test_a_list_is_collected_whole_and_what_is_larger_is_refused_by_its_head() -> None:
    whole, too_large = Incoming(), Incoming()
    whole.add(LINE + b"Content-Length: 20000000\r\n\r\n")
    whole.add(b"x" * 19_999_999)
    assert not whole.is_complete
    whole.add(b"x")
    assert whole.is_complete
    too_large.add(LINE + b"Content-Length: %d\r\n\r\n" % (LARGEST + 1))
    assert too_large.refusal == "413 Content Too Large"


def test_the_largest_list_of_people_is_collected() -> None:
    assert LARGEST >= files.MOST_BYTES + imports._FORM


def test_who_sends_a_page_in_a_minute_gets_another_one_and_who_trickles_does_not() -> None:
    incoming = Incoming()
    incoming.add(LINE + b"Content-Length: 20000000\r\n\r\n" + b"x" * PAGE)
    assert incoming.has_come_on()
    incoming.add(b"x" * 60)
    assert not incoming.has_come_on()
    incoming.add(b"x" * PAGE)
    assert incoming.has_come_on()


class _Silent:
    """A connection on which nothing more comes."""

    def recv(self, size: int) -> bytes:
        raise AssertionError("a thread would wait here")


def test_a_collected_list_is_copied_once_however_it_is_read() -> None:
    body, behind = b"x" * 5_000_000, b"GET / HTTP/1.1\r\n"
    incoming = Incoming()
    incoming.add(LINE + b"Content-Length: 5000000\r\n\r\n" + body + behind)
    assert incoming.needed is not None
    reader = CollectedUnreader(_Silent(), incoming.pieces)
    held = []
    head = reader.read(incoming.needed - len(body))
    assert head.endswith(b"\r\n\r\n")
    left = len(body)
    while left:
        left -= len(reader.read(min(left, 10_000)))
        held.append(len(reader.buf.getvalue()))
    assert max(held) <= 2 * 64 * 1024
    assert reader.take_buffered() == behind
