"""What an award is called in the reader's language."""

from __future__ import annotations

from flask import Flask

from lms.content import registry
from lms.content.award_names import of_award


def test_an_award_is_called_as_its_module_and_by_its_id_when_it_is_no_longer_taught(app: Flask) -> None:
    library = registry.current()
    assert of_award(library, "pss", "km").text == library.module("pss").text("km").title
    assert (of_award(library, "knots", "km").text, of_award(library, "knots", "km").language) == (
        "knots",
        "en",
    )
