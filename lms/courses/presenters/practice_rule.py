"""What the certificate of a module asks for beside its test: practice that a trainer has seen."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from lms.content import registry
from lms.content.types.curriculum import Module
from lms.i18n import day


def practice_words(module: Module) -> str:
    """A sentence that is the same on every day, for pages that are kept; "" where no practice is observed."""
    since = module.award.asks_from("observed-practice")
    if since is None:
        if module.id not in registry.current().practice:
            return ""
        return _(
            "In a workshop a trainer also looks at a practice of this module. The certificate does not depend on it."
        )
    if since == date.min:
        return _(
            "For the certificate a trainer has to see you practise, too. This is done in a workshop and takes about "
            "ten minutes. Your branch knows when there is one."
        )
    return _(
        "For certificates from %(day)s on a trainer has to see you practise, too. Earlier ones stay as they are. This "
        "is done in a workshop and takes about ten minutes. Your branch knows when there is one.",
        day=day(since),
    )
