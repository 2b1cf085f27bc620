"""From which day tests of a person count again, as far as HR may know that. Reads, never writes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from lms.accounts.services.people import Person
from lms.signals import Hook

# By module: waits that follow from slips alone, which HR may see. Tests stand above this feature: they connect.
test_waits: Final = Hook[[Person], Mapping[str, date]](lambda person: {})
