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

class _SqlStorage:
    ddl: list[str]

class PostgresHuey(Huey):
    storage: _SqlStorage
    def __init__(
        self,
        name: str,
        *,
        connection: Callable[[], object],
        create_tables: bool,
        results: bool,
        serializer: Serializer,
    ) -> None: ...
