"""The part of huey.registry that lms.jobs uses."""

from typing import NamedTuple

class Message(NamedTuple):
    id: str
    name: str
    args: tuple[int, ...] = ...
