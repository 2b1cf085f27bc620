"""A list of erasures that cannot be written is known before somebody is to be erased."""

from __future__ import annotations

from flask import Flask

from lms.config import settings_of
from tests.client import StrictClient


def test_readyz_says_that_the_list_of_erasures_is_none(app: Flask, client: StrictClient) -> None:
    path = settings_of(app).erasure_list
    assert client.get("/readyz").status_code == 200
    path.write_text("once upon a time\n")
    try:
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.get_data(as_text=True).startswith("not ready: SALA_ERASURES: ")
    finally:
        path.unlink()
