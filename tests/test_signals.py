"""Features above one hear of what happens there, each once, or are asked."""

from __future__ import annotations

from lms.signals import Hook, Signal


def test_who_connects_twice_hears_once_and_in_order() -> None:
    heard: list[tuple[str, int]] = []

    def first(number: int) -> None:
        heard.append(("first", number))

    happened = Signal[[int]]()
    happened.send(1)
    happened.connect(first)
    happened.connect(lambda number: heard.append(("second", number)))
    happened.connect(first)
    happened.send(2)
    assert heard == [("first", 2), ("second", 2)]


def test_who_connected_last_is_asked_and_before_that_the_default() -> None:
    agreed = Hook[[str], bool](lambda name: False)
    assert not agreed("Sokha")
    agreed.connect(lambda name: name == "Sokha")
    assert agreed("Sokha")
    assert not agreed("Ratana")
