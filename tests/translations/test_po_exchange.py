"""Noy sends a module to a translator as a PO file and takes it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from lms.config import CHECKOUT
from lms.content import loader
from lms.content.problems import ContentBroken
from lms.translations.domain import entries, po_exchange
from lms.translations.domain.po_exchange import Imported
from tests.content.tree import Tree

KM = "curriculum/translations/km"
LOOK = "curriculum/modules/help/10-look.md"
LOOK_KM = f"{KM}/modules/help/10-look.md"
LINK_KM = f"{KM}/modules/help/20-link.md"
POOL_KM = f"{KM}/quizzes/help.yaml"

SAFETY = "modules/help/10-look.md#blocks/11:0"
FIRST_STEM = "quizzes/help.yaml#items/help-001:stem"


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path)


def snapshot(tree: Tree) -> dict[str, bytes]:
    return {
        path.relative_to(tree.root).as_posix(): path.read_bytes()
        for path in tree.root.rglob("*")
        if path.is_file()
    }


def export(tree: Tree, target: str = "help") -> polib.POFile:
    return polib.pofile(po_exchange.exported(tree.root, loader.load(tree.root), "km", target))


def take(tree: Tree, catalogue: polib.POFile) -> Imported:
    return po_exchange.imported(tree.root, "help.km.po", str(catalogue))


def khmer(one: polib.POEntry) -> str:
    """Words for a sentence of a question; no two answers may say the same."""
    option = one.msgctxt.partition(":")[2].split("/")[1:2]
    return " ".join(["ពាក្យខ្មែរ", *option])


def entry(catalogue: polib.POFile, context: str) -> polib.POEntry:
    (one,) = [one for one in catalogue if one.msgctxt == context]
    return one


def faults(tree: Tree, catalogue: polib.POFile) -> list[str]:
    before = snapshot(tree)
    with pytest.raises(ContentBroken) as broken:
        take(tree, catalogue)
    assert snapshot(tree) == before, "nothing may be written"
    return [str(problem) for problem in broken.value.problems]


def test_an_unchanged_round_trip_changes_no_byte(tree: Tree) -> None:
    before = snapshot(tree)
    done = take(tree, export(tree))
    assert (done.strings, done.files, done.stamped) == (0, (), 0)
    assert snapshot(tree) == before


def test_an_unchanged_round_trip_of_the_real_content_changes_no_byte() -> None:
    library = loader.load(CHECKOUT)
    for language in ("km", "lo", "th"):
        for target in entries.targets(library):
            text = po_exchange.exported(CHECKOUT, library, language, target)
            catalogue = polib.pofile(text, wrapwidth=0)
            assert len({one.msgctxt for one in catalogue}) == len(catalogue)
            assert str(catalogue) == text.rstrip("\n") + "\n"
    done = po_exchange.imported(CHECKOUT, "pss.km.po", po_exchange.exported(CHECKOUT, library, "km", "pss"))
    assert (done.strings, done.files, done.stamped) == (0, (), 0)


def test_every_string_says_where_it_stands_and_what_it_is(tree: Tree) -> None:
    catalogue = export(tree)
    assert catalogue.metadata["Language"] == "km"
    assert entry(catalogue, "modules/help/module.yaml#title").msgid == "Helping at the border"
    safety = entry(catalogue, SAFETY)
    assert safety.comment == "paragraph in `safety`; somebody's safety depends on it: be exact"
    (occurrence,) = safety.occurrences
    assert occurrence[0] == LOOK
    assert (tree.root / LOOK).read_text().split("\n")[int(occurrence[1]) - 1] == "Stay with the person."
    reasons = {
        one.comment for one in catalogue if one.msgctxt.startswith("quizzes/help.yaml#items/help-001:")
    }
    assert reasons == {
        f"help-001, {what}; somebody's safety depends on it: be exact"
        for what in (
            "stem",
            "text of a right answer",
            "why of a right answer",
            "text of a wrong answer",
            "why of a wrong answer",
        )
    }
    steps = entry(catalogue, "quizzes/help.yaml#items/help-004:steps/a/text")
    assert (steps.comment, steps.msgstr) == ("help-004, text", "សង្កេត")


def test_one_new_sentence_changes_one_line(tree: Tree) -> None:
    catalogue = export(tree)
    entry(catalogue, SAFETY).msgstr = "នៅក្បែរគាត់ជានិច្ច។"
    before = (tree.root / LOOK_KM).read_text()
    done = take(tree, catalogue)
    assert (done.strings, done.files, done.stamped) == (1, (LOOK_KM,), 1)
    assert (tree.root / LOOK_KM).read_text() == before.replace("នៅជាមួយគាត់។", "នៅក្បែរគាត់ជានិច្ច។")
    loader.load(tree.root)


def test_a_question_that_was_not_translated_is_added(tree: Tree) -> None:
    catalogue = export(tree)
    for one in catalogue:
        if one.msgctxt.startswith("quizzes/help.yaml#items/help-002"):
            assert not one.msgstr
            one.msgstr = khmer(one)
    before = (tree.root / POOL_KM).read_text()
    assert take(tree, catalogue).files == (POOL_KM,)
    assert (tree.root / POOL_KM).read_text().startswith(before)
    text = loader.load(tree.root).pools["help"].question("help-002").text("km")
    assert (text.language, text.stem, text.mark) == ("km", "ពាក្យខ្មែរ", None)


def test_half_a_question_waits_until_it_is_whole(tree: Tree) -> None:
    catalogue = export(tree)
    entry(catalogue, "quizzes/help.yaml#items/help-002:stem").msgstr = "តើពីរណាជួយ?"
    take(tree, catalogue)
    assert "help-002" not in (tree.root / POOL_KM).read_text()


def test_a_lesson_that_was_not_translated_becomes_a_draft(tree: Tree) -> None:
    catalogue = export(tree)
    words = {"Link": "ភ្ជាប់", "Choose a link": "ជ្រើសរើស", "Bring people to services.": "នាំទៅរកសេវា។"}
    for one in catalogue:
        if one.msgctxt.startswith("modules/help/20-link.md"):
            one.msgstr = words[one.msgid]
    assert take(tree, catalogue).files == (LINK_KM,)
    text = loader.load(tree.root).module("help").lesson("link").text("km")
    assert (text.language, text.status, text.title, text.objectives) == (
        "km",
        "draft",
        "ភ្ជាប់",
        ("ជ្រើសរើស",),
    )
    assert [(block.text, block.mark) for block in text.blocks] == [("នាំទៅរកសេវា។", None)]


def test_half_a_lesson_is_not_written_and_noy_hears_how_much_is_left(tree: Tree) -> None:
    catalogue = export(tree)
    entry(catalogue, "modules/help/20-link.md#title").msgstr = "ភ្ជាប់"
    done = take(tree, catalogue)
    assert dict(done.left_out) == {"modules/help/20-link.md": 2}
    assert not (tree.root / LINK_KM).exists()


def test_old_translations_are_fuzzy_with_the_english_that_they_were_made_from(tree: Tree) -> None:
    tree.replace(LOOK, "Sokha waits.", "Sokha waits in the rain.")
    catalogue = export(tree)
    fuzzy = [one for one in catalogue if one.fuzzy]
    assert [(one.msgid, one.previous_msgid) for one in fuzzy] == [
        ("Sokha waits in the rain.", "Sokha waits.")
    ]
    assert take(tree, catalogue).stamped == 0  # still fuzzy: nobody has looked at it
    fuzzy[0].msgstr = "សុខា រង់ចាំក្នុងភ្លៀង។"
    fuzzy[0].flags.clear()
    assert take(tree, catalogue).stamped == 1
    assert not [one for one in export(tree) if one.fuzzy]


def test_a_translation_that_is_still_right_only_needs_its_mark_taken_away(tree: Tree) -> None:
    tree.replace(LOOK, "Sokha waits.", "Sokha is waiting.")
    before = snapshot(tree)
    catalogue = export(tree)
    for one in catalogue:
        one.flags.clear()
    done = take(tree, catalogue)
    assert (done.strings, done.files, done.stamped) == (0, (), 1)
    changed = {name for name, text in snapshot(tree).items() if before.get(name) != text}
    assert changed == {f"{KM}/source.lock", "curriculum/translations/source.texts"}


def test_a_new_english_block_finds_its_place_in_the_translation(tree: Tree) -> None:
    tree.replace(LOOK, "## What helps", "Breathe.\n\n## What helps")
    tree.replace(LOOK, "  - Show how to listen\n", "  - Show how to listen\n  - Breathe\n")
    catalogue = export(tree)
    for one in catalogue:
        if one.msgid.startswith("Breathe"):
            assert not one.msgstr
            one.msgstr = "ដកដង្ហើម"
    take(tree, catalogue)
    text = loader.load(tree.root).module("help").lesson("look").text("km")
    assert [block.text for block in text.blocks][:3] == [
        "**មនុស្ស** ត្រូវការជំនួយ [ខាងក្រោម](#what-helps)។",
        "ដកដង្ហើម",
        "## អ្វីដែលជួយ {#what-helps}",
    ]
    assert text.objectives[2] == "ដកដង្ហើម"
    assert not [block for block in text.blocks if block.mark]


def test_what_an_approved_or_reviewed_file_gets_makes_it_a_draft_again(tree: Tree) -> None:
    catalogue = export(tree)
    entry(catalogue, "modules/help/module.yaml#summary").msgstr = "របៀបជួយ។"
    take(tree, catalogue)
    assert loader.load(tree.root).module("help").text("km").status == "draft"
    reviewed = "status: draft\nobjectives"
    tree.replace(LOOK_KM, reviewed, reviewed.replace("draft", "reviewed"))
    entry(catalogue, SAFETY).msgstr = "នៅក្បែរគាត់ជានិច្ច។"
    take(tree, catalogue)
    assert "status: draft" in (tree.root / LOOK_KM).read_text()


BROKEN: list[tuple[str, str, str]] = [
    ("modules/help/10-look.md#blocks/1", "**ជំនួយ**", "the link `#what-helps` of the source is missing"),
    (SAFETY, "នៅជាមួយគាត់ ២៧ ម៉ោង។", "the figure 27 is not in the English text"),
    (
        "modules/help/10-look.md#blocks/1",
        "មនុស្ស ត្រូវការជំនួយ [ខាងក្រោម](#what-helps)។",
        "the source has 1 **strong** places, this has 0",
    ),
    (SAFETY, "សួស្ដី {name}", "the placeholder `{name}` is not in the source"),
    (SAFETY, "Please stay with this person the whole night", "is still English"),
    ("modules/help/10-look.md#title", "មួយ\nពីរ", "this stands on one line in English"),
    ("modules/help/10-look.md#blocks/3", "- ទឹក", "a list of 1 stands where the source has a list of 2"),
    (SAFETY, "ក\n\n- ខ", "a list of 1 is not in the source"),
    (SAFETY, "/// key\n\nក\n\n///", "a `key` block stands where the source has a paragraph"),
    (SAFETY, "ក\ue000ខ", "an invisible character, U+E000"),
    (SAFETY, "<b onclick=x>ក</b>", "`<b onclick=x>` stands in a text"),
    (SAFETY, "ក {{ config }}", "`{{` stands in a text"),
]


@pytest.mark.parametrize(("context", "said", "message"), BROKEN)
def test_a_broken_string_is_refused_with_its_line_and_nothing_is_written(
    tree: Tree, context: str, said: str, message: str
) -> None:
    catalogue = export(tree)
    entry(catalogue, context).msgstr = said
    line = next(one.linenum for one in polib.pofile(str(catalogue)) if one.msgctxt == context)
    (fault,) = faults(tree, catalogue)
    assert fault.startswith(f"help.km.po:{line}: ")
    assert message in fault


def test_a_string_that_is_longer_than_any_lesson_is_refused(tree: Tree) -> None:
    catalogue = export(tree)
    entry(catalogue, SAFETY).msgstr = "ក" * (po_exchange.LONGEST + 1)
    (fault,) = faults(tree, catalogue)
    assert "this is longer than 10000 characters" in fault
    entry(catalogue, SAFETY).msgstr = "ក" * po_exchange.LONGEST
    assert take(tree, catalogue).strings == 1


def test_an_old_translation_with_an_old_figure_is_not_taken_for_a_new_one(tree: Tree) -> None:
    for file, old, new in ((LOOK, "Sokha waits.", "Sokha waits 72 hours."), (LOOK_KM, "រង់ចាំ", "រង់ចាំ 72 ម៉ោង")):
        tree.replace(file, old, new)
    tree.stamp()
    tree.replace(LOOK, "Sokha waits 72 hours.", "Sokha waits 24 hours.")
    catalogue = export(tree)
    assert take(tree, catalogue).stamped == 0  # still fuzzy: nobody says that it is right
    for one in catalogue:
        one.flags.clear()
    assert [fault.partition(": ")[2].partition("\n")[0] for fault in faults(tree, catalogue)] == [
        "the figure 24 of the English text is missing",
        "the figure 72 is not in the English text",
    ]


def test_a_text_that_needs_work_does_not_take_the_place_of_one_that_is_right(tree: Tree) -> None:
    before = snapshot(tree)
    catalogue = export(tree)
    one = entry(catalogue, SAFETY)
    assert not one.fuzzy
    one.msgstr = "សុខា ប្រហែលជារង់ចាំ។"
    one.flags.append("fuzzy")
    done = take(tree, catalogue)
    assert (done.strings, done.files, done.stamped) == (0, (), 0)
    assert snapshot(tree) == before
    [waiting] = done.waiting
    assert SAFETY in str(waiting)
    assert "take the mark away" in str(waiting)
    one.flags.clear()
    done = take(tree, catalogue)
    assert (done.strings, done.stamped, done.waiting) == (1, 1, ())


def test_a_text_that_needs_work_stands_where_the_old_one_is_old_anyway_and_stays_marked(tree: Tree) -> None:
    tree.replace(LOOK, "Sokha waits.", "Sokha waits outside.")
    catalogue = export(tree)
    [one] = [one for one in catalogue if one.fuzzy]
    one.msgstr = "សុខា រង់ចាំខាងក្រៅ។"
    done = take(tree, catalogue)
    assert (done.strings, done.stamped, done.waiting) == (1, 0, ())
    [again] = [one for one in export(tree) if one.fuzzy]
    assert again.msgstr == one.msgstr


def test_a_figure_for_which_a_reason_is_given_comes_in(tree: Tree) -> None:
    catalogue = export(tree)
    entry(catalogue, SAFETY).msgstr = "នៅជាមួយគាត់ 24 ម៉ោង។"
    (fault,) = faults(tree, catalogue)
    assert f"At “{SAFETY}”" in fault
    tree.write(
        f"{KM}/accepted.yaml",
        "modules/help/10-look.md:\n  - english: Stay with the person\n"
        "    differs: the figure 24 is not in the English text\n    reason: As the branch asks.\n",
    )
    assert take(tree, catalogue).stamped == 1


def test_a_run_of_paragraphs_may_be_cut_as_the_language_wants(tree: Tree) -> None:
    catalogue = export(tree)
    entry(catalogue, SAFETY).msgstr = "នៅជាមួយគាត់។\n\nកុំទៅណា។"
    assert take(tree, catalogue).strings == 1


def test_a_text_of_which_most_is_missing_comes_in_with_a_note(tree: Tree) -> None:
    tree.replace(LOOK, "Stay with the person.", f"Stay with the person{' and listen to them' * 4}.")
    catalogue = export(tree)
    one = entry(catalogue, SAFETY)
    one.flags.clear()
    done = take(tree, catalogue)
    (note,) = done.notes
    assert (note.file, note.line) == ("help.km.po", one.linenum)
    assert note.what == f"at “{SAFETY}”: far shorter than the English text; is a part of it missing?"


_LAST = 'msgctxt "quizzes/help.yaml#items/help-009:stem"'


@pytest.mark.parametrize(
    "end",
    [
        *("#. help-009, st", "#: quizzes/help.yaml:3", "#, fuzzy", '#| msgid "Sto'),
        *("msg", "msgctxt", 'msgctxt "quizzes/he', _LAST),
        *(
            f"{_LAST}\nmsgid",
            f'{_LAST}\nmsgid "Sto',
            f'{_LAST}\nmsgid "Stop."',
            f'{_LAST}\nmsgid ""\n"Stop.\\n"',
        ),
        *(f'{_LAST}\nmsgid "Stop."\nmsgst', f'{_LAST}\nmsgid "Stop."\nmsgstr "'),
        *(f'{_LAST}\nmsgid "Stop."\nmsgstr "ក', f'{_LAST}\nmsgid "Stop."\nmsgstr "ក\\"'),
        f'{_LAST}\nmsgid "Stop."\nmsgstr ""\n"ក\\n"\n"ខ',
    ],
)
def test_a_file_that_was_cut_off_within_a_message_says_so_and_changes_nothing(tree: Tree, end: str) -> None:
    text, before = f"{export(tree)}\n{end}", snapshot(tree)
    with pytest.raises(ContentBroken) as broken:
        po_exchange.imported(tree.root, "help.km.po", text)
    (problem,) = broken.value.problems
    assert problem.message == "the file ends too early: its last message is not whole"
    assert problem.line == text.count("\n") + 1
    assert snapshot(tree) == before


def test_a_translation_that_was_cut_off_between_two_lines_says_so(tree: Tree) -> None:
    text = str(export(tree)).rstrip("\n")
    cut = f'{text.rpartition("msgstr")[0]}msgstr ""\n"ក\\n"\n'
    with pytest.raises(ContentBroken) as broken:
        po_exchange.imported(tree.root, "help.km.po", cut)
    assert broken.value.problems[0].message == "the file ends too early: its last message is not whole"


def test_the_catalogue_of_the_interface_is_refused_in_one_sentence(tree: Tree) -> None:
    text = (CHECKOUT / "lms/locale/km/LC_MESSAGES/messages.po").read_text(encoding="utf-8")
    with pytest.raises(ContentBroken) as broken:
        po_exchange.imported(tree.root, "messages.po", text)
    (problem,) = broken.value.problems
    assert (
        problem.message == "this is not a file of Sala's content: no message says where it stands (`msgctxt`)"
    )


@pytest.mark.parametrize("text", ["", "\n", 'msgctxt "a#b"\nmsgid "a"\nmsgstr "b"\n', "# only a comment\n"])
def test_a_file_without_a_language_says_which_line_is_missing(tree: Tree, text: str) -> None:
    with pytest.raises(ContentBroken) as broken:
        po_exchange.imported(tree.root, "help.km.po", text)
    (problem,) = broken.value.problems
    assert problem.message == "the `Language:` line is missing"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.replace('msgid "Be calm."', 'msgid "Be quiet."'), "another one by now"),
        (lambda text: text.replace("blocks/11:0", "blocks/99:0"), "there is no string"),
        (lambda text: text.replace("Language: km", "Language: xx"), "is not a language of translations"),
        (lambda text: text.replace("Language: km", "Language: en"), "is not a language of translations"),
        (lambda text: f"{text}\nno quotes here\n", "this is not a PO file"),
    ],
)
def test_a_file_of_another_time_or_kind_is_refused(
    tree: Tree, change: Callable[[str], str], message: str
) -> None:
    before = snapshot(tree)
    with pytest.raises(ContentBroken) as broken:
        po_exchange.imported(tree.root, "help.km.po", change(str(export(tree))))
    assert message in str(broken.value.problems[0])
    assert snapshot(tree) == before


def test_a_target_or_language_that_does_not_exist_is_a_key_error(tree: Tree) -> None:
    library = loader.load(tree.root)
    for language, target in (("km", "none"), ("xx", "help")):
        with pytest.raises(KeyError):
            po_exchange.exported(tree.root, library, language, target)


def test_a_society_is_exchanged_too(tree: Tree) -> None:
    catalogue = export(tree, "societies")
    entry(catalogue, "societies/khm.yaml#services/child-helpline").msgstr = "ខ្សែទូរស័ព្ទកុមារ"
    take(tree, catalogue)
    society = loader.load(tree.root).societies["khm"]
    (service,) = [service for service in society.services if service.key == "child-helpline"]
    assert service.text("km").text == "ខ្សែទូរស័ព្ទកុមារ"


def test_a_library_piece_that_was_not_translated_becomes_a_draft(tree: Tree) -> None:
    tree.write(
        "curriculum/library/10-bag.md",
        "---\ntitle: The bag\nsummary: What to take.\norder: 10\npaper: A6\n---\n\nTake water.\n",
    )
    catalogue = export(tree, "library")
    words = {"The bag": "កាបូប", "What to take.": "អ្វីត្រូវយក។", "Take water.": "យកទឹក។"}
    for one in catalogue:
        one.msgstr = words[one.msgid]
    assert take(tree, catalogue).files == (f"{KM}/library/10-bag.md",)
    assert (tree.root / KM / "library/10-bag.md").read_text() == (
        "---\ntitle: កាបូប\nsummary: អ្វីត្រូវយក។\nstatus: draft\n---\n\nយកទឹក។\n"
    )


def test_the_first_question_of_a_pool_that_was_not_translated_makes_its_file(tree: Tree) -> None:
    (tree.root / POOL_KM).unlink()
    catalogue = export(tree)
    for one in catalogue:
        if one.msgctxt.startswith("quizzes/help.yaml#"):
            assert not one.msgstr
        if one.msgctxt.startswith("quizzes/help.yaml#items/help-002"):
            one.msgstr = khmer(one)
    assert take(tree, catalogue).files == (POOL_KM,)
    text = loader.load(tree.root).pools["help"].question("help-002").text("km")
    assert (text.language, text.stem, text.status) == ("km", "ពាក្យខ្មែរ", "draft")


def test_an_old_paragraph_comes_with_its_old_english(tree: Tree) -> None:
    tree.replace(LOOK, "Some **people** need help;", "Many **people** need help;")
    (fuzzy,) = [one for one in export(tree) if one.fuzzy]
    assert fuzzy.previous_msgid == "Some **people** need help; see [below](#what-helps)."
