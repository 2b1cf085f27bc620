"""Names of units and awards in the reader's language."""

from __future__ import annotations

from flask import Flask

from lms.content import shelf
from lms.records.names import of_award, of_unit


def test_a_branch_is_written_as_its_readers_know_it(app: Flask) -> None:
    library = shelf.library()
    khm = library.societies["khm"]
    branch = next(one for one in khm.branches if one.code == "KH-12")
    in_khmer, in_thai = of_unit(library, "KH-12", "km"), of_unit(library, "KH-12", "th")
    assert (in_khmer.text, in_khmer.language) == (branch.native, "km")
    assert (in_thai.text, in_thai.language) == (branch.name, "en")
    assert of_unit(library, "khm", "en").text == khm.name("en").text


def test_what_no_file_names_is_called_by_its_code(app: Flask) -> None:
    library = shelf.library()
    assert of_unit(library, "mekong", "km").text == "mekong"
    assert of_award(library, "knots", "km").text == "knots"
    assert of_award(library, "pss", "en").text == library.module("pss").text("en").title
