"""Differences between a translation and its English that are right as they are: `accepted.yaml` of each language.

Each names its place by a piece of the English text, so that it ends when that text changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from lms.content.checks.accepted_differences import NAME
from lms.content.loaders.context import Reading
from lms.content.schemas.curriculum import AcceptedShape
from lms.content.types.curriculum import Accepted


def read_accepted(reading: Reading) -> Mapping[str, tuple[Accepted, ...]]:
    """What each language has accepted; a file that is not there accepts nothing."""
    found = {}
    for language in reading.translations():
        path = reading.translation_folder(language.code) / NAME
        read = reading.yaml(path, AcceptedShape) if path.exists() else None
        if read is not None:
            found[language.code] = tuple(
                Accepted(file, " ".join(one.english.split()), one.differs, one.reason)
                for file, those in read.shape.root.items()
                for one in those
            )
    return MappingProxyType(found)
