"""What a feature offers to those above it: they connect, and are told or asked. Knows no feature.

Ours, because blinker holds listeners weakly and passes arguments that no type checker sees.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Signal(Generic[P]):
    """Something that happens: all listeners hear of it, in the same transaction and in the order of connecting."""

    def __init__(self) -> None:
        self.listeners: list[Callable[P, object]] = []

    def connect(self, listener: Callable[P, object]) -> None:
        """Call `listener` each time; connected twice it is called once."""
        if listener not in self.listeners:
            self.listeners.append(listener)

    def send(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Tell everybody."""
        for listener in self.listeners:
            listener(*args, **kwargs)


class Hook(Generic[P, R]):
    """Something that only a feature above knows: whoever connected last is asked, and before that `default`."""

    def __init__(self, default: Callable[P, R]) -> None:
        self._asked = default

    def connect(self, asked: Callable[P, R]) -> None:
        """Ask this one from now on."""
        self._asked = asked

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """The answer."""
        return self._asked(*args, **kwargs)
