"""What Noy, the editor, gets from a tree in order, and what she is told about a broken one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lms.content import check, loader
from lms.content.problems import ContentBroken
from lms.content.types.questions import MultipleChoice, Ordering, SingleChoice, TrueFalse
from tests.content import tree as files
from tests.content.tree import Break, Tree, remove, replace, write

MODULE = "curriculum/modules/help/module.yaml"
LOOK = "curriculum/modules/help/10-look.md"
LINK = "curriculum/modules/help/20-link.md"
KM = "curriculum/translations/km"
LOOK_KM = f"{KM}/modules/help/10-look.md"
POOL = "quizzes/help.yaml"
POOL_KM = f"{KM}/quizzes/help.yaml"
SOCIETY = "curriculum/societies/khm.yaml"
DESIGN = "certificates/plain/design.yaml"
LANGUAGES = "curriculum/languages.yaml"


def test_a_tree_in_order_has_no_problem(tree: Tree) -> None:
    assert check.check(tree.root) == ()


def test_an_empty_folder_lacks_only_its_languages(tmp_path: Path) -> None:
    library, problems = loader.read(tmp_path)
    assert [str(problem).split("\n")[0] for problem in problems] == [f"{LANGUAGES}:1: the file is missing"]
    assert (library.modules, dict(library.pools), dict(library.designs)) == ((), {}, {})
    assert [language.code for language in library.languages] == ["en"]


def test_noy_reads_a_module_with_its_award_rules(tree: Tree) -> None:
    module = loader.load(tree.root).module("help")
    assert (module.order, module.minutes, module.colour, module.version) == (1, 20, "violet", "2026.1")
    assert module.award.validity_months == 24
    assert module.award.requires == {"post-test"}
    assert (module.award.post_test.pass_mark, module.award.refresher.grace_days) == (80, 60)
    assert module.sources["who-2011"].by == "World Health Organization"
    assert module.icon_svg.startswith("<svg")
    assert [lesson.slug for lesson in module.lessons] == ["look", "link"]
    assert module.lesson("look") is module.lesson("10-look")
    assert module.trainer is not None
    assert module.trainer.text("km").title == "For trainers"


def test_what_does_not_exist_is_a_key_error(tree: Tree) -> None:
    library = loader.load(tree.root)
    for lookup in (
        library.module,
        library.language,
        library.module("help").lesson,
        library.pools["help"].question,
    ):
        with pytest.raises(KeyError):
            lookup("nothing")


def test_an_award_may_never_expire(tree: Tree) -> None:
    tree.replace(MODULE, "validity_months: 24", "validity_months: never")
    assert loader.load(tree.root).module("help").award.validity_months is None


def test_sokha_reads_khmer_where_there_is_khmer_and_english_elsewhere(tree: Tree) -> None:
    library = loader.load(tree.root)
    module = library.module("help")
    assert library.language("km").script == "Khmr"
    assert (module.text("km").language, module.text("km").status) == ("km", "reviewed")
    look, link = (lesson.text("km") for lesson in module.lessons)
    assert (look.language, look.status, look.title) == ("km", "draft", "សង្កេត និងស្ដាប់")
    assert {block.language for block in look.blocks} == {"km"}
    assert (link.language, link.status) == ("en", "source")
    assert {block.language for block in link.blocks} == {"en"}
    assert module.text("fr") is module.text("en")
    assert module.lessons[0].text("fr").language == "en"


def test_a_retired_question_is_asked_nobody_and_can_still_be_read(tree: Tree) -> None:
    tree.replace(POOL, "    20-link: 1\n", "")
    tree.replace(POOL, ", apply: 1", "")
    tree.replace(POOL, "id: help-004\n", "id: help-004\n    retired: true\n")
    pool = loader.load(tree.root).pools["help"]
    assert [question.id for question in pool.questions] == ["help-001", "help-002", "help-003"]
    assert pool.question("help-004").text("en").stem == "Put in order."


def test_a_module_without_translation_is_english(tree: Tree) -> None:
    for name in (f"{KM}/modules/help/module.yaml", LOOK_KM, POOL_KM, f"{KM}/societies/khm.yaml"):
        tree.remove(name)
    library = loader.load(tree.root)
    assert library.module("help").text("km").language == "en"
    assert library.pools["help"].question("help-001").text("km").language == "en"
    assert library.societies["khm"].name("km").language == "en"


def test_the_four_kinds_of_question_are_read(tree: Tree) -> None:
    pool = loader.load(tree.root).pools["help"]
    single, multiple, true_false, order = pool.questions
    assert isinstance(single, SingleChoice)
    assert (single.options, single.right, single.safety) == (("a", "b", "c"), "a", "stay")
    assert isinstance(multiple, MultipleChoice)
    assert multiple.right == {"a", "b"}
    assert isinstance(true_false, TrueFalse)
    assert (true_false.answer, true_false.reasons, true_false.right_reason) == (False, ("a", "b"), "a")
    assert isinstance(order, Ordering)
    assert order.steps == ("a", "b", "c")
    assert pool.blueprint.length == 3


def test_a_question_says_in_which_language_it_is(tree: Tree) -> None:
    pool = loader.load(tree.root).pools["help"]
    first, second = pool.question("help-001"), pool.question("help-002")
    assert (first.text("km").language, first.text("km").status, first.text("km").parts["a"].text) == (
        "km",
        "draft",
        "សង្កេត",
    )
    assert (second.text("km").language, second.text("km").status) == ("en", "source")
    assert first.text("fr").stem == "What first?"
    assert pool.question("help-004").text("km").parts["a"].why is None


def test_a_society_has_its_names_branches_and_services(tree: Tree) -> None:
    society = loader.load(tree.root).societies["khm"]
    assert (society.name("km").text, society.name("km").status) == ("កាកបាទក្រហមកម្ពុជា", "approved")
    assert society.name("fr").text == "Cambodian Red Cross"
    assert [branch.native for branch in society.branches] == ["ភ្នំពេញ", "បាត់ដំបង"]
    police, child = society.service("police"), society.service("child-helpline")
    assert police is not None
    assert (police.confirmed, police.text("km").text) == (date(2026, 3, 1), "នគរបាល")
    assert child is not None
    assert (child.confirmed, child.hours, child.text("km").language) == (None, "24h", "en")
    assert society.service("fire") is None
    assert society.signatories[0].text("km").text == "អគ្គលេខាធិការ"


def test_a_design_has_its_wordings(tree: Tree) -> None:
    design = loader.load(tree.root).designs["plain"]
    assert (design.name, design.orientation, design.wordings["km"]["title"]) == (
        "Plain",
        "landscape",
        "វិញ្ញាបនបត្រ",
    )
    assert (design.folder / "template.html").exists()


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tree: Tree) -> None:
    before = loader.load(tree.root)
    tree.write(LOOK, b"\xef\xbb\xbf" + files.FIRST.replace("\n", "\r\n").encode())
    after = loader.load(tree.root)
    assert before.digest == after.digest
    assert before.module("help").lesson("look").digest == after.module("help").lesson("look").digest


def test_digests_move_with_what_they_are_of(tree: Tree) -> None:
    before = loader.load(tree.root)
    tree.replace(LOOK_KM, "ទឹក", "ទឹកស្អាត")
    tree.replace(POOL_KM, "រត់", "រត់ទៅ")
    after = loader.load(tree.root)
    assert before.digest != after.digest
    assert before.module("help").lesson("look").digest == after.module("help").lesson("look").digest
    assert before.pools["help"].digest != after.pools["help"].digest
    tree.replace(LOOK, "- Water", "- Clean water")
    assert (
        loader.load(tree.root).module("help").lesson("look").digest
        != after.module("help").lesson("look").digest
    )
    assert len(after.digest) == 16


def test_the_start_is_refused_with_all_problems_at_once(tree: Tree) -> None:
    tree.replace(MODULE, "order: 1", "order: first")
    tree.replace(POOL, "kind: single", "kind: singel")
    with pytest.raises(ContentBroken) as broken:
        loader.load(tree.root)
    assert str(broken.value) == (
        "2 problems in the content:\n"
        f"{MODULE}:4: `order` should be a whole number such as 12, not 'first'\n"
        f"{POOL}:12: `singel` is not a kind of question\n"
        "    Did you mean `single`?"
    )


SECOND_SINGLE = files.POOL.partition("  - id: help-002")[0]

BROKEN: list[tuple[str, Break, str, int, str]] = [
    (
        "unknown folder",
        write("curriculum/moduls/x.md", ""),
        "curriculum/moduls",
        1,
        "nothing reads this folder",
    ),
    (
        "unknown language",
        write("curriculum/translations/vi/x", ""),
        "curriculum/translations/vi",
        1,
        "nothing reads",
    ),
    ("unknown in language", write(f"{KM}/quizes/x", ""), f"{KM}/quizes", 1, "nothing reads this folder"),
    (
        "file among modules",
        write("curriculum/modules/x.md", ""),
        "curriculum/modules/x.md",
        1,
        "nothing reads",
    ),
    (
        "unknown file in module",
        write("curriculum/modules/help/look.md", ""),
        "curriculum/modules/help/look.md",
        1,
        "nothing",
    ),
    (
        "picture nobody shows",
        write("curriculum/modules/help/a.png", ""),
        "curriculum/modules/help/a.png",
        1,
        "nothing",
    ),
    (
        "folder in module",
        write("curriculum/modules/help/icon/a", ""),
        "curriculum/modules/help/icon",
        1,
        "nothing",
    ),
    (
        "translated module unknown",
        write(f"{KM}/modules/halp/x", ""),
        f"{KM}/modules/halp",
        1,
        "nothing reads",
    ),
    (
        "translated lesson unknown",
        write(f"{KM}/modules/help/30-x.md", ""),
        f"{KM}/modules/help/30-x.md",
        1,
        "nothing",
    ),
    (
        "translated pool unknown",
        write(f"{KM}/quizzes/halp.yaml", ""),
        f"{KM}/quizzes/halp.yaml",
        1,
        "nothing",
    ),
    (
        "translated society unknown",
        write(f"{KM}/societies/lao.yaml", ""),
        f"{KM}/societies/lao.yaml",
        1,
        "nothing",
    ),
    (
        "unknown file among pools",
        write("quizzes/help.yml", ""),
        "quizzes/help.yml",
        1,
        "nothing reads this file",
    ),
    (
        "unknown file among societies",
        write("curriculum/societies/x.yml", ""),
        "curriculum/societies/x.yml",
        1,
        "nothing",
    ),
    (
        "unknown file among designs",
        write("certificates/x.html", ""),
        "certificates/x.html",
        1,
        "nothing reads",
    ),
    (
        "unknown file in design",
        write("certificates/plain/x.js", ""),
        "certificates/plain/x.js",
        1,
        "nothing reads",
    ),
    ("no English", replace(LANGUAGES, "en:", "fr:"), LANGUAGES, 1, "the source language `en` is missing"),
    ("not UTF-8", write(LINK, b"---\ntitle: \xff\n---\n"), LINK, 2, "the file is not UTF-8"),
    ("too large", write(LINK, b"x" * 1_048_577), LINK, 1, "larger than 1024 KB"),
    ("no front matter", write(LINK, "Text.\n"), LINK, 1, "no front matter"),
    ("broken front matter", replace(LINK, "title: Link", "title: [Link"), LINK, 3, "this is not YAML"),
    ("unknown key", replace(LINK, "minutes", "minuts"), LINK, 3, "`minuts` is not a known key"),
    ("missing key", replace(LINK, "minutes: 10\n", ""), LINK, 2, "`minutes` is missing"),
    (
        "no text",
        write(LINK, "---\ntitle: L\nminutes: 1\nobjectives: [Do]\n---"),
        LINK,
        6,
        "the lesson has no text",
    ),
    ("no objectives", replace(LINK, "objectives:\n  - Choose a link\n", ""), LINK, 1, "has no `objectives`"),
    ("invisible", replace(LINK, "Bring", "Bring\u200b"), LINK, 8, "U+200B"),
    (
        "unclosed block",
        replace(LOOK, "Stay with the person.\n\n///\n", "Stay.\n"),
        LOOK,
        83,
        "`safety` is never closed",
    ),
    ("unknown source", replace(LOOK, "[who-2011]", "[who-2012]"), LOOK, 7, "no source `who-2012`"),
    ("unknown service", replace(LOOK, "- police", "- polise"), LOOK, 64, "no Society has a service `polise`"),
    ("missing picture", remove("curriculum/modules/help/hall.svg"), LOOK, 71, "no picture `hall.svg`"),
    ("translated picture", replace(LOOK_KM, "hall.svg", "holl.svg"), LOOK_KM, 72, "no picture `holl.svg`"),
    (
        "same name twice",
        write("curriculum/modules/help/30-look.md", files.SECOND),
        "curriculum/modules/help/30-look.md",
        1,
        "same name",
    ),
    (
        "same number twice",
        write("curriculum/modules/help/20-see.md", files.SECOND),
        "curriculum/modules/help/20-see.md",
        1,
        "number",
    ),
    ("no icon", remove("curriculum/modules/help/icon.svg"), "curriculum/modules/help/icon.svg", 1, "missing"),
    (
        "icon that runs",
        replace("curriculum/modules/help/icon.svg", "<path", "<script"),
        "curriculum/modules/help/icon.svg",
        2,
        "holds a `script`",
    ),
    (
        "picture that runs",
        write("curriculum/modules/help/hall.svg", "<svg>\n<script/></svg>"),
        "curriculum/modules/help/hall.svg",
        2,
        "`<script` has no place in a picture",
    ),
    (
        "no lesson",
        write("curriculum/modules/empty/module.yaml", files.MODULE),
        "curriculum/modules/empty",
        1,
        "no lesson",
    ),
    ("module.yaml missing", remove(MODULE), MODULE, 1, "the file is missing"),
    (
        "translation untranslated",
        write(
            LOOK_KM, files.FIRST.replace("minutes: 10", "status: draft").replace("sources: [who-2011]\n", "")
        ),
        LOOK_KM,
        1,
        "0 % of the letters are Khmr",
    ),
    ("wrong status", replace(LOOK_KM, "draft", "drafted"), LOOK_KM, 3, "`status` is `drafted`"),
    (
        "objective missing",
        replace(LOOK_KM, "  - បង្ហាញរបៀបស្ដាប់\n", ""),
        LOOK_KM,
        4,
        "1 objectives, the source has 2",
    ),
    (
        "other structure",
        replace(LOOK_KM, "/// key", "/// trainer"),
        LOOK_KM,
        78,
        "a `trainer` block stands where the source has a `key`",
    ),
    (
        "shorter",
        replace(LOOK_KM, "\n> សម្រង់។\n", ""),
        LOOK_KM,
        96,
        "a quote of line 99 of the source is missing",
    ),
    ("broken translation", replace(LOOK_KM, "---", "--"), LOOK_KM, 1, "no front matter"),
    (
        "module translation",
        replace(f"{KM}/modules/help/module.yaml", "title", "titel"),
        f"{KM}/modules/help/module.yaml",
        2,
        "not a known key",
    ),
    ("no questions", remove(POOL), MODULE, 10, "requires a post-test"),
    (
        "no module",
        write("quizzes/hiv.yaml", files.POOL.replace("module: help", "module: hiv")),
        "quizzes/hiv.yaml",
        1,
        "there is no module `hiv`",
    ),
    ("module of another", replace(POOL, "module: help", "module: hiv"), POOL, 1, "the module is not `help`"),
    ("alias", replace(POOL, "stem: What first?", "stem: *first"), POOL, 14, "is an alias"),
    (
        "two right",
        replace(POOL, "text: Run,", "text: Run, right: true,"),
        POOL,
        9,
        "help-001: 2 of the options are right",
    ),
    (
        "an option set of one",
        replace(POOL, "kind: single", "kind: single\n    option_set: who-is-told"),
        POOL,
        9,
        "help-001: the option set `who-is-told` has 1 questions, not four to six",
    ),
    (
        "none right",
        replace(POOL, "Look, right: true,", "Look,"),
        POOL,
        9,
        "help-001: 0 of the options are right",
    ),
    (
        "one right of several",
        replace(POOL, "Rest, right: true,", "Rest,"),
        POOL,
        19,
        "1 of the 3 options are right",
    ),
    ("all right", replace(POOL, "Noise,", "Noise, right: true,"), POOL, 19, "3 of the 3 options are right"),
    (
        "no right reason",
        replace(POOL, "tired, right: true,", "tired,"),
        POOL,
        28,
        "0 of the reasons are right",
    ),
    (
        "part id twice",
        replace(POOL, "{id: b, text: Listen}", "{id: a, text: Listen}"),
        POOL,
        38,
        "two steps have the id `a`",
    ),
    (
        "retired question with the id of another",
        replace(POOL, "  - id: help-004\n", "  - id: help-001\n    retired: true\n"),
        POOL,
        38,
        "the id `help-001` is taken",
    ),
    (
        "question below a retired one",
        replace(POOL, "id: help-003\n", "id: help-003\n    retired: true\n"),
        POOL,
        39,
        "help-004 is asked, and stands below a retired question",
    ),
    (
        "too few after retiring",
        replace(POOL, "id: help-004\n", "id: help-004\n    retired: true\n"),
        POOL,
        5,
        "the test draws 1 questions of `20-link`; the pool has 0",
    ),
    ("question id twice", replace(POOL, "help-002", "help-001"), POOL, 19, "the id `help-001` is taken"),
    ("foreign id", replace(POOL, "id: help-004", "id: pss-004"), POOL, 38, "an id of another module"),
    (
        "unknown lesson",
        replace(POOL, "lesson: 20-link", "lesson: 20-lonk"),
        POOL,
        38,
        "there is no lesson `20-lonk`",
    ),
    ("unknown topic", replace(POOL, "safety: stay", "safety: stey"), POOL, 9, "`stey` is not a topic"),
    (
        "topic without question",
        replace(POOL, "[stay]", "[stay, leave]"),
        POOL,
        7,
        "no question has the safety topic `leave`",
    ),
    (
        "draws from nowhere",
        replace(POOL, "20-link: 1", "20-lonk: 1"),
        POOL,
        5,
        "there is no lesson `20-lonk`",
    ),
    (
        "draws too many",
        replace(POOL, "20-link: 1", "20-link: 2"),
        POOL,
        5,
        "draws 2 questions of `20-link`; the pool has 1",
    ),
    (
        "levels do not add up",
        replace(POOL, "apply: 1}", "apply: 2}"),
        POOL,
        6,
        "`levels` adds up to 4, `lessons` to 3",
    ),
    (
        "level is rare",
        replace(POOL, "{recall: 2, apply: 1}", "{recall: 2, judge: 1}"),
        POOL,
        6,
        "level `judge`; the pool has 0",
    ),
    ("pool translation", replace(POOL_KM, "status: draft", "status: done"), POOL_KM, 1, "`status` is `done`"),
    ("unknown item", replace(POOL_KM, "help-003", "help-033"), POOL_KM, 9, "there is no question `help-033`"),
    (
        "other parts",
        replace(POOL_KM, "    steps:", "    reasons:"),
        POOL_KM,
        15,
        "`reasons` is not in the source",
    ),
    (
        "extra part",
        replace(POOL_KM, "      c: {text: ភ្ជាប់}", "      d: {text: ភ្ជាប់}"),
        POOL_KM,
        15,
        "steps: `d` is not in the source",
    ),
    ("lost part", replace(POOL_KM, "      c: {text: ភ្ជាប់}\n", ""), POOL_KM, 15, "steps: `c` is missing"),
    (
        "lost why of part",
        replace(POOL_KM, "{text: រត់, why: គ្មានអ្នកណាបានជួយ។}", "{text: រត់}"),
        POOL_KM,
        3,
        "`b` lacks its `why`",
    ),
    (
        "extra why of part",
        replace(POOL_KM, "{text: ភ្ជាប់}", "{text: ភ្ជាប់, why: ល្អ}"),
        POOL_KM,
        15,
        "`c` has a `why`",
    ),
    ("lost why", replace(POOL_KM, "    why: គេសង្កេតមុនធ្វើ។\n", ""), POOL_KM, 15, "`why` is missing"),
    (
        "extra why",
        replace(POOL_KM, "    options:", "    why: ល្អ\n    options:"),
        POOL_KM,
        3,
        "`why` is not in the source",
    ),
    (
        "unknown own language",
        replace(SOCIETY, "language: km", "language: lo"),
        SOCIETY,
        3,
        "`lo` is not in languages.yaml",
    ),
    (
        "service twice",
        replace(SOCIETY, "key: child-helpline", "key: police"),
        SOCIETY,
        16,
        "`police` stands in services twice",
    ),
    ("branch abroad", replace(SOCIETY, "code: KH-2", "code: TH-2"), SOCIETY, 29, "`TH-2` is not in KH"),
    (
        "number from nowhere",
        replace(SOCIETY, "    evidence: second-hand\n", ""),
        SOCIETY,
        9,
        "without `evidence` and `seen`",
    ),
    (
        "confirmed by nobody",
        replace(SOCIETY, "Head of Training", '""'),
        SOCIETY,
        9,
        "`confirmed` without `confirmed_by`",
    ),
    (
        "unknown branch",
        replace(SOCIETY, "branches: [KH-12]", "branches: [KH-13]"),
        SOCIETY,
        16,
        "there is no branch `KH-13`",
    ),
    ("impossible day", replace(SOCIETY, "2026-03-01", "2026-02-30"), SOCIETY, 14, "should be a day"),
    (
        "society translation",
        replace(f"{KM}/societies/khm.yaml", "police", "polise"),
        f"{KM}/societies/khm.yaml",
        6,
        "services has no `polise`",
    ),
    (
        "broken society translation",
        replace(f"{KM}/societies/khm.yaml", "status", "state"),
        f"{KM}/societies/khm.yaml",
        1,
        "`state` is not a known key",
    ),
    (
        "design without template",
        remove("certificates/plain/template.html"),
        "certificates/plain/template.html",
        1,
        "missing",
    ),
    ("broken design", replace(DESIGN, "A4", "A5"), DESIGN, 2, "`paper` is `A5`; it can be A4"),
    ("design without English", replace(DESIGN, "en:", "th:"), DESIGN, 4, "the English wording is missing"),
    ("design in unknown language", replace(DESIGN, "km:", "vi:"), DESIGN, 6, "`vi` is not in languages.yaml"),
    (
        "wording missing",
        replace(DESIGN, ", body: បានបញ្ចប់", ""),
        DESIGN,
        6,
        "the wording in `km` lacks `body`",
    ),
    (
        "wording too many",
        replace(DESIGN, "body: បានបញ្ចប់", "body: បានបញ្ចប់, sign: ល្អ"),
        DESIGN,
        6,
        "`sign` is not in the English wording",
    ),
]


@pytest.mark.parametrize(
    ("breaking", "file", "line", "message"), [case[1:] for case in BROKEN], ids=[c[0] for c in BROKEN]
)
def test_noy_is_told_what_is_wrong_and_where(
    tree: Tree, breaking: Break, file: str, line: int, message: str
) -> None:
    breaking(tree)
    problems = check.check(tree.root)
    assert any((p.file, p.line) == (file, line) and message in p.message for p in problems), "\n".join(
        map(str, problems)
    )


def test_two_modules_cannot_have_the_same_place(tree: Tree) -> None:
    for name in ("module.yaml", "icon.svg", "hall.svg", "10-look.md"):
        tree.write(f"curriculum/modules/more/{name}", files.FILES[f"curriculum/modules/help/{name}"])
    messages = [(p.file, p.line, p.message) for p in check.check(tree.root)]
    assert ("curriculum/modules/more/module.yaml", 4, "`order` 1 is taken by the module help") in messages


def test_the_time_that_a_module_promises_is_that_of_its_lessons(tree: Tree) -> None:
    tree.replace("curriculum/modules/help/module.yaml", "minutes: 20", "minutes: 25")
    (problem,) = loader.read(tree.root)[1]
    assert (problem.file, problem.line) == ("curriculum/modules/help/module.yaml", 5)
    assert problem.message == "`minutes` is 25, and its lessons take 20"


def test_modules_come_in_the_order_that_they_ask_for(tree: Tree) -> None:
    for name in ("icon.svg", "hall.svg", "10-look.md", "20-link.md"):
        tree.write(f"curriculum/modules/about/{name}", files.FILES[f"curriculum/modules/help/{name}"])
    tree.write("curriculum/modules/about/module.yaml", files.MODULE.replace("order: 1", "order: 2"))
    tree.write("quizzes/about.yaml", files.POOL.replace("help", "about"))
    assert [module.id for module in loader.load(tree.root).modules] == ["help", "about"]


def test_a_test_has_to_have_room_for_every_safety_topic(tree: Tree) -> None:
    tree.replace(POOL, "[stay]", "[stay, leave, go]")
    tree.replace(POOL, "kind: multiple", "kind: multiple\n    safety: leave")
    tree.replace(POOL, "kind: true-false", "kind: true-false\n    safety: go")
    assert [(p.line, p.message) for p in check.check(tree.root)] == [
        (7, "one test cannot hold a question of each safety topic")
    ]


def test_one_slip_in_a_lesson_does_not_echo_in_its_questions(tree: Tree) -> None:
    tree.replace(LINK, "minutes: 10", "minutes: ten")
    tree.replace(SOCIETY, "digits: latin", "digits: roman")
    assert [p.file for p in check.check(tree.root)] == [LINK, SOCIETY]


def test_the_first_module_of_a_tree_needs_no_guess(tree: Tree) -> None:
    for name in files.FILES:
        if "/modules/" in name:
            tree.remove(name)
    (tree.root / "curriculum" / "modules" / "help").rmdir()
    assert [p.hint for p in check.check(tree.root) if p.file == POOL] == [
        "Write curriculum/modules/help/module.yaml."
    ]


def test_without_trainer_guide_and_certificates_nothing_is_missing(tree: Tree) -> None:
    tree.remove("curriculum/modules/help/trainer.md")
    for name in files.FILES:
        if name.startswith("certificates"):
            tree.remove(name)
    (tree.root / "certificates" / "plain").rmdir()
    assert check.check(tree.root) == ()
