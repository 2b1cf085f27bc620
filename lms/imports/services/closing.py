"""Why a list that waited was closed by nobody's button. Flushes nothing; the caller has closed it."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from lms.imports.models import ListImport

Why: TypeAlias = Literal["erasure", "age"]
_CLOSED: Final = "closed"  # stands in `matching`


def note(list_import: ListImport, why: Why) -> None:
    """Keep with a list why it was closed: because somebody in it was erased, or because it had waited too long."""
    list_import.matching = {**list_import.matching, _CLOSED: why}


def reason_of(list_import: ListImport) -> Why | None:
    """Why it was closed; None where somebody has said that it is not brought in, or it is not closed."""
    return list_import.matching.get(_CLOSED) if list_import.state == "dropped" else None
