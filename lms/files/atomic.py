"""Files that are whole or not there: whoever reads meanwhile gets the old one or the new one, never half of one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from lms.files import private


def write(target: Path, content: bytes) -> None:
    """Write a file, and the folders above it. When this returns, a power cut does not take it away."""
    private.make_folder(target.parent)
    # mkstemp makes it for our own account alone, and it stays so in its new place.
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
