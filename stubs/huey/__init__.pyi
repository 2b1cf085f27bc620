"""The part of huey that lms.jobs uses."""

from collections.abc import Callable

from huey.serializer import Serializer

class Huey:
    def task(self, *, name: str) -> Callable[[Callable[[int], object]], Callable[[int], object]]: ...
    def pending_count(self) -> int: ...

class SqliteHuey(Huey):
    def __init__(
        self, name: str, *, filename: str, fsync: bool, results: bool, serializer: Serializer
    ) -> None: ...

class PostgresHuey(Huey):
    def __init__(
        self, name: str, *, connection: Callable[[], object], results: bool, serializer: Serializer
    ) -> None: ...
