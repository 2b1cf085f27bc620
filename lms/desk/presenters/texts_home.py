"""The home of editors: what is old, what is missing, and which words no Society has approved yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from lms.content import registry
from lms.content.types.curriculum import Module
from lms.i18n import current_language
from lms.translations.domain import progress
from lms.translations.domain.progress import Counts, ModuleStatus


@dataclass(frozen=True)
class LanguageRow:
    """One language: all its texts, how many modules no Society has approved, and the module to work on next."""

    code: str
    name: str
    counts: Counts
    unapproved: int
    modules: int
    next_title: str
    next_address: str


def texts_home() -> Sequence[LanguageRow]:
    """A row for each language that is translated to."""
    content = registry.current()
    rows = []
    for code in progress.targets(content):
        standings = [progress.of_module(content, module, code) for module in content.modules]
        files = [one.file for standing in standings for one in standing.files]
        files += [one.file for one in progress.of_others(content, code)]
        following = _next(standings)
        rows.append(
            LanguageRow(
                code,
                content.language(code).name,
                progress.counted(files),
                sum(not standing.approved for standing in standings),
                len(standings),
                following.text(current_language()).title if following else "",
                url_for("translations.module", module=following.id, target=code) if following else "",
            )
        )
    return rows


def _next(standings: Sequence[ModuleStatus]) -> Module | None:
    """The module with most old texts, else with most that are missing, else the first that no Society has approved;
    None where nothing is left to be done.
    """
    worst = max(standings, key=lambda one: (one.counts.stale, one.counts.missing), default=None)
    if worst is not None and worst.counts.stale + worst.counts.missing:
        return worst.module
    return next((standing.module for standing in standings if not standing.approved), None)
