"""What texts mean, as HR says it of a list that is then carried out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lms.imports.domain.lines.line_values import NO_BRANCH
from lms.imports.models import ListImport
from lms.imports.services import value_choices


def settle_for_good(list_import: ListImport, meanings: Mapping[tuple[str, str], str]) -> None:
    """Say what texts mean, and remember it for the next lists, as carrying this one out would."""
    value_choices.settle(list_import, meanings)
    value_choices.remember(list_import)


def asked(list_import: ListImport) -> list[dict[str, Any]]:
    """What is asked about texts of a list, but for the branch of everybody new where it has no column for that."""
    groups: list[dict[str, Any]] = list_import.matching["groups"]
    return [one for one in groups if (one["field"], one["key"]) != NO_BRANCH]
