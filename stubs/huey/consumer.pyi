"""The part of huey.consumer that lms.jobs uses."""

import threading
from datetime import datetime

from huey import Huey

class BaseProcess:
    huey: Huey
    stop_flag: threading.Event
    def __init__(self, huey: Huey, stop_flag: threading.Event) -> None: ...
    def loop(self, now: datetime | None = None) -> None: ...

class Consumer:
    huey: Huey
    stop_flag: threading.Event
    def __init__(
        self, huey: Huey, *, workers: int, periodic: bool, max_delay: float, worker_type: str
    ) -> None: ...
    def start(self) -> None: ...
    def stop(self, graceful: bool = False) -> None: ...
    def run(self) -> None: ...
