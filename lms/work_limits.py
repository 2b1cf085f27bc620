"""A bound on work that takes seconds of a processor: papers that are drawn, lists of everybody, figures of everything.

One at a time for each person, two at a time on the machine, a few wait, and whoever comes after them is told when to
come again: most threads of each process stay free for lessons. What anybody may ask for, such as a paper of the
library, leaves half of that to those who are signed in, so that HR's figures do not wait for strangers. The bounds are
locks on files below the instance folder: they hold across all processes of a machine, and end with a process that is
killed. Knows no web, no people.
"""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event
from typing import Final

from lms.errors import SalaError

RUNNING: Final = 2  # at a time, of everybody
PLACES: Final = 6  # running and waiting, of everybody: less than one process has threads (gunicorn.conf.py)
PLACES_OF_ONE: Final = 2  # running and waiting, of one person: a button pressed twice is no error
PLACES_OF_ANYBODY: Final = 4  # running and waiting, of what is public
PATIENCE: Final = 20.0  # seconds that a request waits for its turn: a browser waits longer
_LOOK_AGAIN: Final = 0.05  # seconds
_PEOPLE: Final = 1024  # files; two people who share one wait for each other without need


class BusyError(SalaError):
    """Too much is being made already. `seconds`: when to try again."""

    def __init__(self, seconds: int) -> None:
        super().__init__("busy")
        self.seconds = seconds


class ExpensiveWork:
    """The bounds of one machine. `folder` is where the locks are."""

    def __init__(self, folder: Path, patience: float = PATIENCE) -> None:
        self._folder = folder
        self._patience = patience

    @contextmanager
    def turn(self, person: int | None) -> Iterator[None]:
        """Within it the work is done. `person` is the id of who asked for it, None for what is public.

        Waits for its turn. Raises BusyError where too many wait already, or the turn does not come.
        """
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        until = time.monotonic() + self._patience
        with ExitStack() as held:
            places, running = (PLACES_OF_ANYBODY, 1) if person is None else (PLACES, RUNNING)
            self._take(held, [f"place-{number}" for number in reversed(range(places))], None)
            if person is not None:
                own = f"person-{person % _PEOPLE}"
                self._take(held, [f"{own}-place-{number}" for number in range(PLACES_OF_ONE)], None)
                self._take(held, [own], until)
            self._take(held, [f"running-{number}" for number in reversed(range(running))], until)
            yield

    def _take(self, held: ExitStack, names: list[str], until: float | None) -> None:
        """Hold one of the locks; without `until`, now or never."""
        pause = Event()
        while not any(self._locked(held, name) for name in names):
            if until is None or time.monotonic() > until:
                raise BusyError(int(self._patience))
            pause.wait(_LOOK_AGAIN)

    def _locked(self, held: ExitStack, name: str) -> bool:
        # Of an open file, not of the process: threads shut each other out, too.
        with ExitStack() as opened:
            file = opened.enter_context((self._folder / name).open("ab"))
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            held.enter_context(opened.pop_all())
        return True
