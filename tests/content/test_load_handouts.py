"""What Noy, the editor, gets from the printable pieces, and what she is told about a broken one."""

from __future__ import annotations

import pytest

from lms.content import check, loader
from tests.content.tree import Break, Tree, remove, replace, write

CARD = "curriculum/library/10-card.md"
LIST = "curriculum/library/20-list.md"
CARD_KM = "curriculum/translations/km/library/10-card.md"

TEXT = """\
---
title: A card
summary: What to do.
order: 2
paper: A6
sources: [help/who-2011]
module: help
---

Look first.

/// safety

Stay.

///
"""
TEXT_KM = """\
---
title: ប័ណ្ណ
summary: អ្វីដែលត្រូវធ្វើ។
status: draft
---

សង្កេតមុន។

/// safety

នៅជាមួយគាត់។

///
"""
SECOND = "---\ntitle: A list\nsummary: All of it.\norder: 1\npaper: A5\ntogether: true\n---\n\nGo.\n"


@pytest.fixture
def pieces(tree: Tree) -> Tree:
    tree.write(CARD, TEXT)
    tree.write(LIST, SECOND)
    tree.write(CARD_KM, TEXT_KM)
    return tree


def test_noy_reads_the_pieces_in_their_order(pieces: Tree) -> None:
    library = loader.load(pieces.root)
    first, card = library.handouts
    assert (first.slug, first.paper, first.together, first.module) == ("list", "A5", True, None)
    assert (card.id, card.sources, card.module) == ("10-card", ("help/who-2011",), "help")
    assert (card.text("km").title, card.text("km").status, card.text("km").language) == ("ប័ណ្ណ", "draft", "km")
    assert first.text("km").language == "en"
    assert library.handout("card") is card
    with pytest.raises(KeyError):
        library.handout("nothing")
    assert check.check(pieces.root) == ()


def test_a_root_without_library_has_no_pieces(tree: Tree) -> None:
    assert loader.load(tree.root).handouts == ()


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        (replace(CARD, "paper: A6", "paper: A4"), f"{CARD}:5: `paper` is `A4`; it can be A5 or A6"),
        (
            replace(CARD, "help/who-2011", "help/who-2012"),
            f"{CARD}:6: no module has the source `help/who-2012`\n    Did you mean `help/who-2011`?",
        ),
        (replace(CARD, "module: help", "module: hlep"), f"{CARD}:7: there is no module `hlep`"),
        (
            write(LIST, SECOND + "\n/// activity | Try\n\nNow.\n\n///\n"),
            f"{LIST}:11: a `activity` block cannot be printed",
        ),
        (write(LIST, SECOND.replace("Go.\n", "")), f"{LIST}:8: the piece has no text"),
        (write(LIST, SECOND + "\n## No id\n"), f"{LIST}:11: the heading has no id"),
        (
            write("curriculum/library/card.md", SECOND),
            "curriculum/library/card.md:1: nothing reads this file",
        ),
        (
            write("curriculum/library/30-card-two-up.md", SECOND),
            "curriculum/library/30-card-two-up.md:1: nothing reads this file",
        ),
        (
            write("curriculum/library/30-list.md", SECOND),
            f"{LIST}:1: another piece has the same name",
        ),
        (
            write("curriculum/translations/km/library/30-other.md", TEXT_KM),
            "curriculum/translations/km/library/30-other.md:1: nothing reads this file",
        ),
        (
            replace(CARD_KM, "/// safety\n\nនៅជាមួយគាត់។\n\n///\n", ""),
            f"{CARD_KM}:7: a `safety` block of line 12 of the source is missing",
        ),
        (replace(CARD_KM, "status: draft\n", ""), f"{CARD_KM}:2: `status` is missing"),
        (write(CARD, "No front matter.\n"), f"{CARD}:1: the file has no front matter"),
        (
            remove("curriculum/modules/help/module.yaml"),
            "curriculum/modules/help/module.yaml:1: the file is missing",
        ),
        (
            replace(CARD, "Look first.", "Look ** first **."),
            f"{CARD}:10: `**` would be shown to the reader",
        ),
    ],
)
def test_noy_is_told_what_is_wrong_with_a_piece(pieces: Tree, broken: Break, expected: str) -> None:
    broken(pieces)
    assert any(str(problem).startswith(expected) for problem in check.check(pieces.root))


def test_a_broken_module_is_not_reported_again_by_the_pieces(pieces: Tree) -> None:
    pieces.remove("curriculum/modules/help/module.yaml")
    assert not [problem for problem in check.check(pieces.root) if problem.file == CARD]
