"""PINs: which may be chosen, how they are read from any keyboard, how they are kept."""

from __future__ import annotations

import unicodedata

import pytest

from lms.accounts.domain import pins
from lms.errors import RuleBroken
from tests.people import PIN

SECRET = "one secret key of an application"


@pytest.mark.parametrize(
    ("pin", "word"),
    [
        (PIN, None),
        ("804159", None),
        ("112233", "pin-too-easy"),
        ("135793", None),
        ("123456789013", None),
        ("", "pin-not-digits"),
        ("24681a", "pin-not-digits"),
        ("２４６８１３", "pin-not-digits"),  # full width: `read` makes them ASCII first
        ("24681", "pin-length"),
        ("2468135790246", "pin-length"),
        ("000000", "pin-too-easy"),
        ("99999999", "pin-too-easy"),
        ("123456", "pin-too-easy"),
        ("234567", "pin-too-easy"),
        ("654321", "pin-too-easy"),
        ("890123", "pin-too-easy"),
        ("109876", "pin-too-easy"),
        ("121212", "pin-too-easy"),
        ("1212121", "pin-too-easy"),
        ("123123", "pin-too-easy"),
        ("407407407", "pin-too-easy"),
    ],
)
def test_a_pin_that_others_would_try_first_may_not_be_chosen(pin: str, word: str | None) -> None:
    if word is None:
        pins.check_new(pin)
        return
    with pytest.raises(RuleBroken) as broken:
        pins.check_new(pin)
    assert (broken.value.code, broken.value.field) == (word, "pin")


def test_a_piece_of_the_own_phone_or_number_is_too_easy() -> None:
    own = ("KH-10-07-59", "+85512804159")
    for pin in ("804159", "512804", "100759"):
        with pytest.raises(RuleBroken, match="pin-too-easy"):
            pins.check_new(pin, own)
    pins.check_new("804158", own)


@pytest.mark.parametrize("typed", ["246813", "២៤៦៨១៣", "໒໔໖໘໑໓", "๒๔๖๘๑๓", "၂၄၆၈၁၃", " 246 813\n", "២46៨1 3"])
def test_a_pin_is_the_same_on_every_keyboard(typed: str) -> None:
    assert pins.read(typed) == PIN


def test_a_pin_is_the_same_composed_and_decomposed() -> None:
    assert pins.read(unicodedata.normalize("NFD", "é")) == pins.read("é")


def test_a_kept_pin_fits_itself_only_and_needs_the_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "_hasher", pins.OWASP)  # the real one, not the cheap one of the tests
    kept = pins.hashed(PIN, SECRET)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert pins.fits(kept, PIN, SECRET)
    assert not pins.fits(kept, "246814", SECRET)
    assert not pins.fits(kept, PIN, SECRET + "!")
    assert pins.hashed(PIN, SECRET) != kept, "two people with one PIN do not share a hash"


def test_nothing_fits_nobody_or_a_broken_hash() -> None:
    assert not pins.fits(pins.NOBODY, "nobody", SECRET)
    assert not pins.fits("not a hash", PIN, SECRET)
    assert not pins.fits(pins.NOBODY, "half a pair \ud800", SECRET)
