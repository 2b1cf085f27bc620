"""The session pack: which papers belong to a workshop, and one file of them. Draws; keeps who opened a key. Flushes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lms import audit
from lms.accounts.services.people import Person
from lms.config import Settings
from lms.content import registry
from lms.content.types.curriculum import Module
from lms.handbooks import services as handbooks
from lms.handbooks.services import BookState
from lms.quizzes.services import paper_documents, paper_forms
from lms.quizzes.services.paper_forms import PrintedTest
from lms.workshops.models import Workshop

_DAY = (1980, 1, 1, 0, 0, 0)  # the same papers make the same file


@dataclass(frozen=True)
class PackPlan:
    """What a pack may hold: the trainer packs of the modules in its languages, and tests on paper of who asks."""

    books: tuple[BookState, ...]
    tests: tuple[PrintedTest, ...]


def plan_of(workshop: Workshop, settings: Settings, *, actor: Person) -> PackPlan:
    """The papers that belong to a workshop. Writes nothing."""
    modules = _modules(workshop)
    books = [
        handbooks.state_of(book, settings)
        for module in modules
        for language in workshop.languages
        for book in handbooks.books_of(module.id, language)
        if book.kind == "trainer-pack"
    ]
    ids = {module.id for module in modules}
    tests = [one for one in paper_forms.forms_by(actor) if one.module.id in ids and not one.changed]
    return PackPlan(tuple(books), tuple(tests))


def order_books(workshop: Workshop, settings: Settings, *, actor: Person) -> None:
    """Have the trainer packs made that are not there."""
    for state in plan_of(workshop, settings, actor=actor).books:
        handbooks.order(state.book, settings)


def test_papers(
    tests: Iterable[PrintedTest], languages: Sequence[str], *, with_key: bool
) -> dict[str, bytes]:
    """The papers of some tests in some languages, by the name of the file."""
    return {
        f"{test.module.id}-{test.spoken}-{name}-{language}.pdf": drawn
        for test in tests
        for language in languages
        for name, drawn in paper_documents.papers_of(test, language, with_key=with_key).items()
    }


def ready_books(plan: PackPlan, settings: Settings) -> dict[str, bytes]:
    """The trainer packs that are made, by the name of the file."""
    return {
        f"{state.book.module.id}-trainer-pack-{state.book.language}.pdf": handbooks.path_of(
            state, settings
        ).read_bytes()
        for state in plan.books
        if state.stage == "ready"
    }


def packed(files: Mapping[str, bytes]) -> bytes:
    """One zip of some files. PDFs are packed as they are: they are compressed already."""
    packing = io.BytesIO()
    with zipfile.ZipFile(packing, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), content)
    return packing.getvalue()


def note_taken(workshop: Workshop, what: str, keys_of: Iterable[PrintedTest] = (), *, actor: Person) -> None:
    """Keep that papers with names were taken out, and whose keys were opened: who did is not marked by those tests."""
    for test in keys_of:
        paper_forms.note_key_opened(test, actor)
    audit.note(actor.id, "workshops.papers", "workshop", workshop.uuid, what=what)


def _modules(workshop: Workshop) -> list[Module]:
    return [one for one in registry.current().modules if one.id in workshop.modules]
