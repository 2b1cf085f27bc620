"""What a backup or a restore that was cut off has left on the disk: copies of all data in clear, of use to nobody."""

from __future__ import annotations

import logging
import shutil
from typing import Final

from lms.backup.databases import database_of
from lms.config import Settings
from lms.db import exclusive

LOCK: Final = "backup.lock"  # held by whoever makes a backup, checks one or brings one back
WORK: Final = "backup-work"
SET_ASIDE: Final = "replaced-files"

_log = logging.getLogger(__name__)


class _AtWork(Exception):
    """Somebody holds the lock."""


def _at_work() -> None:
    raise _AtWork


def remove(settings: Settings) -> None:
    """Remove what no living process works with. What is needed to go back to stays.

    At the start of a server, and once a day: where it cannot be done just now the log says so.
    """
    database = database_of(settings)
    faults: tuple[type[Exception], ...] = (OSError, *database.errors)
    ours = (settings.instance / WORK, settings.instance / SET_ASIDE)
    try:
        if not database.of_no_use() and not any(path.exists() for path in ours):
            return
        with exclusive.file_locked(settings.instance / LOCK, waiting=_at_work):
            shutil.rmtree(settings.instance / WORK, ignore_errors=True)
            for path in database.of_no_use():
                path.unlink(missing_ok=True)
            if (settings.instance / SET_ASIDE).exists() and not database.is_unfinished():
                shutil.rmtree(settings.instance / SET_ASIDE, ignore_errors=True)
    except _AtWork:
        return
    except faults as error:
        _log.warning("what a backup or a restore has left could not be removed: %s", type(error).__name__)
