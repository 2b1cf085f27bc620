"""What a kind of service is called where a Society has none of it: the files name what a Society has, not the rest."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from flask_babel import lazy_gettext as _l

# By the key of a service. A key without a line here is called what another Society calls its own.
NAMES: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "branch-focal-point": _l("Focal point of your branch"),
        "child-helpline": _l("Helpline for children"),
        "emergency": _l("Ambulance"),
        "fire": _l("Fire service"),
        "hiv-line": _l("Telephone line about HIV"),
        "labour-line": _l("Telephone line about work and wages"),
        "legal-aid": _l("Help with the law"),
        "mental-health-line": _l("Telephone line for mental health"),
        "migrant-worker-line": _l("Telephone line for migrant workers"),
        "police": _l("Police"),
        "trafficking-line": _l("Telephone line against trafficking"),
        "violence-line": _l("Telephone line against violence"),
    }
)
