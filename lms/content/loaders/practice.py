"""curriculum/practice/<module>.yaml -> PracticeCard, held against the modules and local services that it names.

All languages stand in the one file, as those of a survey do: two trainers on two phones with two languages note the
same points. So it has no source lock. A language that `status` does not name reads English.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from lms.content.loaders.context import Read, Reading
from lms.content.loaders.many_languages import Place, check_languages
from lms.content.problems import nearest
from lms.content.schemas.practice import PracticeShape
from lms.content.types.curriculum import Module
from lms.content.types.practice import PracticeCard, PracticePoint
from lms.content.types.societies import Society
from lms.content.types.surveys import Wording

FOLDER: Final = "practice"
OBSERVED: Final = "observed-practice"  # the requirement that a card is about


def read_practice(
    reading: Reading, modules: Sequence[Module], societies: Mapping[str, Society]
) -> Mapping[str, PracticeCard]:
    """Every card that can be read, by module; problems of the others are noted."""
    cards = {}
    # What a broken module or Society holds is not known: its own problem is told first.
    whole = not reading.problems
    for path in reading.entries(reading.root / "curriculum" / FOLDER):
        if path.suffix != ".yaml" or path.is_dir():
            reading.unknown(path, [f"{module.id}.yaml" for module in modules])
        elif (read := reading.yaml(path, PracticeShape)) is not None:
            check_languages(reading, read.document, read.shape.status, _texts(read.shape))
            _check_points(reading, read)
            if whole:
                _check_names(reading, read, path.stem, modules, societies)
            cards[path.stem] = _card(path.stem, read.shape)
    if whole:
        _check_awards(reading, modules, cards)
    return MappingProxyType(cards)


def _texts(shape: PracticeShape) -> Iterator[tuple[Place, Mapping[str, str]]]:
    """Every text with its place in the file."""
    yield ("title",), shape.title
    yield ("before",), shape.before
    yield from ((("points", at, "text"), point.text) for at, point in enumerate(shape.points))
    if shape.never:
        yield ("never", "text"), shape.never.text


def _check_points(reading: Reading, read: Read[PracticeShape]) -> None:
    """Each id once; what is asked for can be reached."""
    file, shape, line = read.document.file, read.shape, read.document.line
    ids = [point.id for point in shape.points] + ([shape.never.id] if shape.never else [])
    for name, times in Counter(ids).items():
        if times > 1:
            reading.report(file, line("points"), f"the id `{name}` stands here twice", "Give each its own.")
    for at, point in enumerate(shape.points):
        if point.least > point.most:
            message = f"`{point.id}` asks for {point.least} points and brings {point.most} at most"
            reading.report(file, line("points", at, "least"), message, "Ask for fewer.")
    most = sum(point.most for point in shape.points)
    if shape.pass_points > most:
        message = f"`pass_points` are {shape.pass_points}, and all points together {most}"
        reading.report(file, line("pass_points"), message, "Ask for fewer.")


def _check_names(
    reading: Reading,
    read: Read[PracticeShape],
    module: str,
    modules: Sequence[Module],
    societies: Mapping[str, Society],
) -> None:
    """The module and the local services that are named exist."""
    names = [one.id for one in modules]
    if module not in names:
        reading.report(
            read.document.file, 1, f"there is no module `{module}`", nearest(f"{module}.yaml", names)
        )
    keys = {service.key for society in societies.values() for service in society.services}
    for at, key in enumerate(read.shape.waits_for):
        if key not in keys:
            line = read.document.line("waits_for", at)
            reading.report(read.document.file, line, f"no Society has a service `{key}`", nearest(key, keys))


def _check_awards(reading: Reading, modules: Sequence[Module], cards: Mapping[str, PracticeCard]) -> None:
    """An award that asks for observed practice has a card: else nobody could ever receive it."""
    for module in modules:
        if OBSERVED in module.award.requires and module.id not in cards:
            file = f"curriculum/modules/{module.id}/module.yaml"
            message = "the award requires observed practice, but there is no card for it"
            hint = f"Write curriculum/{FOLDER}/{module.id}.yaml."
            reading.report(file, reading.line(file, "award", "requires"), message, hint)


def _card(module: str, shape: PracticeShape) -> PracticeCard:
    return PracticeCard(
        module=module,
        version=shape.version,
        title=_wording(shape.title),
        before=_wording(shape.before),
        points=tuple(PracticePoint(one.id, _wording(one.text), one.most, one.least) for one in shape.points),
        pass_points=shape.pass_points,
        never=PracticePoint(shape.never.id, _wording(shape.never.text)) if shape.never else None,
        waits_for=tuple(shape.waits_for),
        drafts=frozenset(code for code, status in shape.status.items() if status == "draft"),
    )


def _wording(texts: Mapping[str, str]) -> Wording:
    return Wording(MappingProxyType(dict(texts)))
