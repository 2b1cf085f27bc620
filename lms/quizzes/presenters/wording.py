"""Words for values of quizzes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from lms.quizzes.models import UnlockRole

ROLE_WORDS: Final[Mapping[UnlockRole, LazyString]] = {"trainer": _l("Trainer"), "hr": _l("HR")}

# What the person reads on the page of the test: by which role, no name and no reason.
UNLOCKED: Final[Mapping[UnlockRole, LazyString]] = {
    "trainer": _l("A trainer lets you try again now. You need not wait."),
    "hr": _l("HR lets you try again now. You need not wait."),
}
