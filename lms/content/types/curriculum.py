"""The curriculum in memory: modules, lessons, award rules, certificate designs. Frozen, read once at start.

Every `texts` mapping has an entry for every language of the library; where a translation is missing, it is
the English one, and its `language` says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeAlias

from lms.content.freshness import Locks, TranslatedFile
from lms.content.lessons.blocks import Block, Mark
from lms.content.types.cases import BranchingCase
from lms.content.types.everyday_words import Everyday
from lms.content.types.glossary import Glossary
from lms.content.types.handouts import Handout
from lms.content.types.practice import PracticeCard
from lms.content.types.questions import Pool
from lms.content.types.societies import Society
from lms.content.types.surveys import Survey

SOURCE = "en"  # the language that everything is translated from

Status: TypeAlias = Literal["source", "draft", "reviewed", "approved"]
# "trainer-credit" is never required: leading a session refreshes what somebody holds.
Requirement: TypeAlias = Literal["post-test", "observed-practice", "trainer-credit"]
Colour: TypeAlias = Literal["blue", "green", "amber", "violet", "teal"]


@dataclass(frozen=True)
class Language:
    """A language of interface and lessons: code, its own name for itself, ISO 15924 code of its script."""

    code: str
    name: str
    script: str


@dataclass(frozen=True)
class Source:
    """A publication that a lesson takes facts from."""

    key: str
    title: str
    by: str
    year: int | None
    url: str | None
    isbn: str | None


@dataclass(frozen=True)
class PostTest:
    """What it takes to pass: `pass_mark` in percent (1 to 100), hours to wait when the attempts are used
    up.
    """

    pass_mark: int
    attempts: int
    wait_hours: int


@dataclass(frozen=True)
class Refresher:
    """When a refresher extends: from `opens_days` before the expiry until `grace_days` after it."""

    opens_days: int
    grace_days: int


@dataclass(frozen=True)
class WorkshopRules:
    """What a workshop of the module asks for: to be there for `attendance` percent of its half-days, and a test within
    so many days after the last one.
    """

    attendance: int = 80
    test_days: int = 14


@dataclass(frozen=True)
class EarlierAward:
    """Award rules that held until the end of the day `until`, for what was completed then."""

    until: date
    validity_months: int | None
    requires: frozenset[Requirement]
    refresher: Refresher
    trainer_credit: bool


@dataclass(frozen=True)
class Award:
    """The award rules of a module. `validity_months` is None for an award that never expires.

    `trainer_credit`: leading a session counts as a refresher. `prerequisites` are the modules whose award has
    to be in force before this one's test is taken. `earlier` are the rules of the past, in the order of days.
    """

    validity_months: int | None
    requires: frozenset[Requirement]
    post_test: PostTest
    refresher: Refresher
    prerequisites: tuple[str, ...] = ()
    trainer_credit: bool = False
    earlier: tuple[EarlierAward, ...] = ()
    workshop: WorkshopRules = WorkshopRules()

    def asks_from(self, requirement: Requirement) -> date | None:
        """The first day on which something is asked for: the first of all days where it always was, None for never."""
        if requirement not in self.requires:
            return None
        without = [one.until for one in self.earlier if requirement not in one.requires]
        return max(without) + timedelta(days=1) if without else date.min


@dataclass(frozen=True)
class Face:
    """Who speaks in a story, of people.svg, and their moods: at first, after the best choice, after another one."""

    name: str
    first: str
    better: str
    risky: str

    @property
    def shown(self) -> tuple[str, str, str]:
        """The names of the three in the picture."""
        return f"{self.name}-{self.first}", f"{self.name}-{self.better}", f"{self.name}-{self.risky}"


@dataclass(frozen=True)
class LessonText:
    """A lesson in one language. `language` is the one that it is really in.

    What is older than its English text is marked: the title by `title_stale`, the objectives by
    `objective_marks` (empty, or one for each), each block by its own `mark`.
    `scene_words` say what the picture above shows, "" where the title says it or nobody has translated them.
    """

    title: str
    objectives: tuple[str, ...]
    blocks: tuple[Block, ...]
    language: str
    status: Status
    title_stale: bool = False
    objective_marks: tuple[Mark | None, ...] = ()
    scene_words: str = ""


@dataclass(frozen=True, eq=False)
class Lesson:
    """A lesson, or the trainer's guide. `id` is the file name without ending, `slug` its address.

    `digest` is of the English source: a better translation does not make a lesson unread. `after` names what
    should be read before it, each as `<module>/<lesson id>`. `best`: the best choice of each story, from 1;
    `faces`: who speaks in it, None for nobody with a face. `scene` is the picture above it, "" for none.
    """

    id: str
    slug: str
    number: int
    minutes: int
    sources: tuple[str, ...]
    texts: Mapping[str, LessonText]
    digest: str
    after: tuple[str, ...] = ()
    best: tuple[int, ...] = ()
    faces: tuple[Face | None, ...] = ()
    scene: str = ""

    def text(self, language: str) -> LessonText:
        """The lesson in a language, or in English where there is no translation or no such language."""
        return self.texts.get(language, self.texts[SOURCE])


@dataclass(frozen=True)
class ModuleText:
    """A module's catalogue texts in one language. `language` is the one that they are really in; `stale` says
    that the English of one of them has changed since.
    """

    title: str
    summary: str
    audience: str
    language: str
    status: Status
    stale: bool = False


@dataclass(frozen=True, eq=False)
class Module:
    """A module. `folder` holds its pictures; `icon_svg` is checked and may stand in a page as it is.

    `before_outreach` are the ids of those lessons that everyone reads before the first outreach; `dated` is the
    day of the version; `cover` is the picture above it, "" for none.
    """

    id: str
    order: int
    folder: Path
    icon_svg: str
    colour: Colour
    minutes: int
    version: str
    award: Award
    sources: Mapping[str, Source]
    texts: Mapping[str, ModuleText]
    lessons: tuple[Lesson, ...]
    trainer: Lesson | None
    before_outreach: tuple[str, ...] = ()
    dated: date | None = None
    cover: str = ""

    def text(self, language: str) -> ModuleText:
        """The catalogue texts in a language, or in English."""
        return self.texts.get(language, self.texts[SOURCE])

    def lesson(self, name: str) -> Lesson:
        """The lesson with this slug or id. Raises KeyError."""
        for lesson in self.lessons:
            if name in (lesson.slug, lesson.id):
                return lesson
        raise KeyError(name)


@dataclass(frozen=True, eq=False)
class Design:
    """A certificate design, or that of a note of attendance. `wordings[language][key]`; `folder` holds template.html,
    style.css and pictures.
    """

    id: str
    name: str
    folder: Path
    orientation: Literal["landscape", "portrait"]
    wordings: Mapping[str, Mapping[str, str]]
    purpose: Literal["certificate", "attendance-note"] = "certificate"


@dataclass(frozen=True)
class Accepted:
    """A difference from the English that somebody found right: in `file`, at a text that holds `english`."""

    file: str
    english: str
    differs: str
    reason: str


@dataclass(frozen=True, eq=False)
class Content:
    """Everything. `modules` in their teaching order; `digest` changes with any byte of any text.

    `translated` says how fresh each file is in each language (language -> file -> units), by `locks`.
    `handouts` are the printable pieces of curriculum/library/, in the order of their numbers; `pictures` the names of
    those of curriculum/pictures/, `faces` those that people.svg shows; `practice` has the cards of observed
    practice, by module; `cases` the branching cases, by slug.
    """

    languages: tuple[Language, ...]
    modules: tuple[Module, ...]
    societies: Mapping[str, Society]
    pools: Mapping[str, Pool]
    designs: Mapping[str, Design]
    digest: str
    translated: Mapping[str, Mapping[str, TranslatedFile]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    locks: Locks = field(default_factory=Locks)
    glossary: Glossary = field(default_factory=Glossary)
    handouts: tuple[Handout, ...] = ()
    accepted: Mapping[str, tuple[Accepted, ...]] = field(default_factory=lambda: MappingProxyType({}))
    everyday: tuple[Everyday, ...] = ()
    pictures: frozenset[str] = frozenset()
    faces: frozenset[str] = frozenset()
    surveys: Mapping[str, Survey] = field(default_factory=lambda: MappingProxyType({}))
    practice: Mapping[str, PracticeCard] = field(default_factory=lambda: MappingProxyType({}))
    cases: Mapping[str, BranchingCase] = field(default_factory=lambda: MappingProxyType({}))

    def module(self, module_id: str) -> Module:
        """The module with this id. Raises KeyError."""
        for module in self.modules:
            if module.id == module_id:
                return module
        raise KeyError(module_id)

    def lesson(self, name: str) -> tuple[Module, Lesson]:
        """The lesson that `<module>/<lesson id>` names, with its module. Raises KeyError."""
        module, _, lesson = name.partition("/")
        found = self.module(module)
        return found, found.lesson(lesson)

    @property
    def before_outreach(self) -> tuple[tuple[Module, Lesson], ...]:
        """What everyone reads before the first outreach, in teaching order."""
        return tuple(
            (module, module.lesson(lesson)) for module in self.modules for lesson in module.before_outreach
        )

    def cases_of(self, module: str, lesson: str = "") -> tuple[BranchingCase, ...]:
        """The branching cases of a module, or of one of its lessons (id), in the order of the lessons."""
        names = (case for case in self.cases.values() if case.module == module)
        found = [case for case in names if lesson in ("", case.lesson.partition("/")[2])]
        return tuple(sorted(found, key=lambda case: (case.lesson, case.slug)))

    def handout(self, slug: str) -> Handout:
        """The printable piece with this address. Raises KeyError."""
        for handout in self.handouts:
            if handout.slug == slug:
                return handout
        raise KeyError(slug)

    def language(self, code: str) -> Language:
        """The language with this code. Raises KeyError."""
        for language in self.languages:
            if language.code == code:
                return language
        raise KeyError(code)
