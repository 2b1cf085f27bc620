"""Style sheets, scripts and fonts, answered before the application is asked, compressed where there is a copy.

Copies are made by `make`. After an update without it an old copy would stand under the address of the new file, for a
year: a copy counts only while it holds what the file holds.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import brotli
from whitenoise import WhiteNoise

_UNPACK: Final[Mapping[str, Callable[[bytes], bytes]]] = {".br": brotli.decompress, ".gz": gzip.decompress}


class StaticFiles(WhiteNoise):
    """WhiteNoise without copies that have grown old."""

    def get_static_file(self, path: str, url: str, stat_cache: dict[str, Any] | None = None) -> Any:
        """What answers for a file, with its true copies."""
        seen = stat_cache or {}
        true = {name: seen[name] for name in (path, *_true_copies(Path(path))) if name in seen}
        return super().get_static_file(path, url, stat_cache=true)


def _true_copies(path: Path) -> list[str]:
    copies = ((Path(f"{path}{suffix}"), unpack) for suffix, unpack in _UNPACK.items())
    return [str(copy) for copy, unpack in copies if copy.exists() and _holds(copy, unpack, path)]


def _holds(copy: Path, unpack: Callable[[bytes], bytes], path: Path) -> bool:
    try:
        return unpack(copy.read_bytes()) == path.read_bytes()
    except (OSError, EOFError, brotli.error):  # cut off
        return False
