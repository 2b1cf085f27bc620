"""How much of a request has to be there before a thread gets it."""

from __future__ import annotations

import pytest

from lms.gunicorn_worker import LARGEST, LARGEST_HEAD, Incoming

LINE = b"POST /en/sign-in/ HTTP/1.1\r\nHost: localhost\r\n"
WHOLE = [
    b"GET / HTTP/1.1\r\n\r\n",
    LINE + b"Content-Length: 5\r\n\r\nhello",
    LINE + b"CONTENT-LENGTH :  0 \r\n\r\n",
    LINE + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    LINE + b"Transfer-Encoding: chunked\r\n\r\n5;about=it\r\nhello\r\n000\r\nX-More: a field\r\n\r\n",
    # The data of a chunk may look like an end.
    LINE + b"Transfer-Encoding: chunked\r\n\r\nA\r\nabc0\r\n\r\nab\r\n0\r\n\r\n",
    LINE + b"Transfer-Encoding: chunked\r\n\r\nfive\r\n",  # refused by the parser
    LINE + b"Transfer-Encoding: chunked\r\n\r\n123456789\r\n",  # as well
    LINE + b"Expect: 100-continue\r\nContent-Length: 5\r\n\r\nhello",
    LINE + b"Expect: 100-Continue\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
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


def test_what_is_larger_than_a_page_takes_is_not_collected() -> None:
    head, list_of_people, chunks, line = Incoming(), Incoming(), Incoming(), Incoming()
    head.add(b"GET /" + b"x" * LARGEST_HEAD)
    list_of_people.add(LINE + b"Content-Length: 20000000\r\n\r\n" + b"x" * LARGEST)
    chunks.add(LINE + b"Transfer-Encoding: chunked\r\n\r\n" + b"ffffffff\r\n" + b"x" * LARGEST)
    line.add(LINE + b"Transfer-Encoding: chunked\r\n\r\n" + b"f" * (LARGEST_HEAD + 1))
    assert head.is_complete
    assert list_of_people.is_complete
    assert chunks.is_complete
    assert line.is_complete
