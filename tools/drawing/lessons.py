"""The scenes of all lessons, by module and number of the lesson."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tools.drawing import lessons_cea, lessons_hiv, lessons_migration, lessons_pgi, lessons_pss

SCENES: Mapping[str, Mapping[str, Callable[[], str]]] = {
    "migration": lessons_migration.SCENES,
    "hiv": lessons_hiv.SCENES,
    "pss": lessons_pss.SCENES,
    "cea": lessons_cea.SCENES,
    "pgi": lessons_pgi.SCENES,
}
