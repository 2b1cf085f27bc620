"""What can be found: modules, lessons, terms, printable pieces and cases, each as a title and its texts. Pure.

The order is the one in which equally good results are shown. Quizzes and trainer notes are not searched, nor the
options of a case: answers are not looked up, and the notes are not for volunteers. Knows no query and no addresses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lms.content.types.cases import BranchingCase
from lms.content.types.curriculum import SOURCE, Content, Lesson, Module
from lms.content.types.everyday_words import Everyday, ways
from lms.content.types.glossary import Term
from lms.content.types.handouts import Handout
from lms.search.domain.passages import Passage, passages

Kind: TypeAlias = Literal["module", "lesson", "term", "handout", "case"]


@dataclass(frozen=True)
class Cue:
    """Everyday words that lead to a page though they may not stand on it: to its heading `anchor`, as the
    `place`th of the pages that help then. Each of the `words` is one, or several that are typed together; `order`
    is that of the things that happen.
    """

    words: tuple[tuple[str, ...], ...]
    place: int
    anchor: str
    order: int


@dataclass(frozen=True)
class Document:
    """One page that a result can lead to. `module` and `name` are the ids in its address, empty where it has
    none; `also` are other names of it, which are searched as its title is and not shown.
    """

    kind: Kind
    module: str
    name: str
    title: Passage
    passages: tuple[Passage, ...]
    also: tuple[Passage, ...] = ()
    cues: tuple[Cue, ...] = ()


def documents(content: Content, language: str) -> Iterator[Document]:
    """All documents for a reader of the language: English where there is no translation."""
    for module in content.modules:
        yield _module(module, language)
        for lesson in module.lessons:
            yield _lesson(content, module, lesson, language)
    for term in content.glossary.terms:
        yield _term(term, language)
    for handout in content.handouts:
        yield _handout(content, handout, language)
    for case in content.cases.values():
        yield _case(case, language)


def little_words(content: Content, language: str) -> frozenset[str]:
    """The words of the language, and of English, that say nothing about what is looked for: I, my, please."""
    little = [said for said in content.everyday if not said.leads and not said.own]
    return frozenset(word for said in little for word in _words(said, language))


def _module(module: Module, language: str) -> Document:
    text = module.text(language)
    rest = (Passage(text.summary, text.language), Passage(text.audience, text.language))
    return Document("module", module.id, "", Passage(text.title, text.language), rest)


def _lesson(content: Content, module: Module, lesson: Lesson, language: str) -> Document:
    text = lesson.text(language)
    objectives = [Passage(objective, text.language) for objective in text.objectives]
    body = passages(text.blocks, lambda keys: _services(content, keys, language), lesson.best)
    title = Passage(text.title, text.language)
    # Objectives last: of two texts that say it equally well, the one below a heading is led to.
    cues = tuple(_cues(content, f"{module.id}/{lesson.id}", language))
    return Document("lesson", module.id, lesson.slug, title, (*body, *objectives), cues=cues)


def _cues(content: Content, lesson: str, language: str) -> Iterator[Cue]:
    for order, said in enumerate(content.everyday):
        for place, lead in enumerate(said.leads):
            if lead.lesson == lesson:
                words = tuple(way for word in _words(said, language) for way in ways(word))
                yield Cue(words, place, lead.anchor, order)


def _words(said: Everyday, language: str) -> Iterator[str]:
    """In the language of the reader and in English: both are typed on one phone."""
    for code in dict.fromkeys((language, SOURCE)):
        yield from said.words.get(code, ())


def _term(term: Term, language: str) -> Document:
    """A term is also found by the forms in which it stands in texts, and by its English word."""
    word, english, explanation = term.word(language), term.word(SOURCE), term.explanation(language)
    forms = dict.fromkeys(word.forms, word.language) | dict.fromkeys((english.text, *english.forms), SOURCE)
    also = tuple(Passage(form, of) for form, of in forms.items() if form != word.text)
    explained = Passage(explanation.text, explanation.language)
    return Document("term", "", term.id, Passage(word.text, word.language), (explained,), also)


def _handout(content: Content, handout: Handout, language: str) -> Document:
    text = handout.text(language)
    body = passages(text.blocks, lambda keys: _services(content, keys, language))
    title, summary = Passage(text.title, text.language), Passage(text.summary, text.language)
    return Document("handout", "", handout.slug, title, (summary, *body))


def _case(case: BranchingCase, language: str) -> Document:
    """By its title and how it begins, which is a story: what holds beyond it stands in the lesson."""
    title, opening = case.title.text(language), case.opening.text(language)
    begins = Passage(opening.text, opening.language, aside=True)
    return Document("case", case.module, case.slug, Passage(title.text, title.language), (begins,))


def _services(content: Content, keys: tuple[str, ...], language: str) -> Iterator[tuple[str, str]]:
    for society in content.societies.values():
        for key in keys:
            service = society.service(key)
            if service:
                name = service.text(language)
                yield name.text, name.language
