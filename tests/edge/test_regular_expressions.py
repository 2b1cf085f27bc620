"""No cell of a list takes longer than its length: expressions that read lists try nothing in many ways."""

from __future__ import annotations

import re

import pytest

from tests.edge.repeats import expressions_of, shared_signs


@pytest.mark.parametrize(
    ("pattern", "shared"),
    [
        (r"(.*?)[\s.#]*(?:no\b)?[\s.]*\d", True),  # 57 seconds for a list of 600 kB
        (r"\s*x?\s*y", True),
        (r"(?:a*)*b", True),
        (r"(?:\s+|\d)+(?:\s*)y", True),
        (r"\s*+x?\s*+y", False),
        (r"\s*x\s*y", False),
        (r"\d{1,3}\d{1,3}", False),
        (r"a{30}a+", False),
        (r"(?:x+y)*(?:yx)*", False),
        (r"(?>\s*)(?=a)\s*|^b*$", False),
        (r"(a)?\1[a-z]+(?:[0-9],)*", False),
    ],
)
def test_what_shares_signs_is_seen(pattern: str, shared: bool) -> None:
    assert bool(shared_signs(re.compile(pattern))) is shared


def test_what_reads_lists_has_no_two_repeats_that_share_a_sign() -> None:
    """Make one of them possessive (`\\s*+`), or look at the text from its end."""
    found = list(expressions_of("lms.imports", "lms.text", "lms.accounts.domain"))
    assert len(found) > 150
    assert [(name, signs) for name, one in found if (signs := shared_signs(one))] == []
