"""What a round says of channels, in the reader's language: for the page, and as rows of a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from lms.content.types.localized import Name
from lms.content.types.surveys import ChannelRules, Survey
from lms.spreadsheets import Value
from lms.surveys.domain.channel_results import (
    ChannelResults,
    GroupChannels,
    ScoredChannel,
    TopicChannels,
    VersionResults,
)
from lms.surveys.domain.given_answers import ROLE
from lms.surveys.presenters.results import ChoiceRow, choice_row
from lms.surveys.queries import Round


@dataclass(frozen=True)
class ChannelCell:
    """A channel and its points: "70", "80 +"."""

    name: Name
    points: str


@dataclass(frozen=True)
class TopicRow:
    """A topic and the channels named for it. `is_personal`: they are private enough for that."""

    name: Name
    is_personal: bool
    best: tuple[ChannelCell, ...]
    beside: ChannelCell | None


@dataclass(frozen=True)
class GroupTable:
    """A group: its language and kind of place, both None for all. `refused`: never for personal topics."""

    language: Name | None
    place: Name | None
    topics: tuple[TopicRow, ...]
    refused: tuple[Name, ...]


@dataclass(frozen=True)
class VersionTables:
    """A version of the survey with its groups, and what its people chose."""

    name: Name
    people: int
    groups: tuple[GroupTable, ...]
    choices: tuple[ChoiceRow, ...]


@dataclass(frozen=True)
class ShownChannels:
    """The results of a round."""

    figures: ChannelResults
    versions: tuple[VersionTables, ...]


def shown_channels(survey: Survey, chosen: Round, language: str) -> ShownChannels | None:
    """The results of a round that is over; None where too few answered, or its questions are no longer here."""
    figures, rules = chosen.results, survey.channels
    if not isinstance(figures, ChannelResults) or rules is None:
        return None
    if not figures.people or chosen.version != survey.version:
        return None
    words = _Words(survey, rules, language)
    return ShownChannels(figures, tuple(words.version(version) for version in figures.versions))


def header() -> list[str]:
    """The headings of a file."""
    return [
        _("Who answered"), _("Language"), _("Place"), _("Topic"), _("Order"), _("Channel"), _("Points"), _("Or more"),
    ]  # fmt: skip


def rows(shown: ShownChannels) -> Iterator[Sequence[Value]]:
    """A line for each channel that is named; the one that needs no phone stands last."""
    for version in shown.versions:
        for group in version.groups:
            where = [_text(version.name), _text(group.language), _text(group.place)]
            for topic in group.topics:
                named = [*topic.best, *([topic.beside] if topic.beside else [])]
                for order, cell in enumerate(named, start=1):
                    points, _space, more = cell.points.partition(" ")
                    yield [*where, _text(topic.name), order, _text(cell.name), int(points), more]


def _text(name: Name | None) -> str:
    return _("All") if name is None else name.text


class _Words:
    """The words of a survey for what its results name by ids."""

    def __init__(self, survey: Survey, rules: ChannelRules, language: str) -> None:
        self._survey, self._rules, self._language = survey, rules, language

    def version(self, version: VersionResults) -> VersionTables:
        """A version."""
        return VersionTables(
            self._choice(ROLE, version.role),
            version.people,
            tuple(map(self._group, version.groups)),
            tuple(
                choice_row(self._survey.question(each.question), each, version.people, self._language)
                for each in version.choices
            ),
        )

    def _group(self, group: GroupChannels) -> GroupTable:
        return GroupTable(
            self._choice(self._rules.language, group.language) if group.language else None,
            self._choice(self._rules.place, group.place) if group.place else None,
            tuple(map(self._topic, group.topics)),
            tuple(self._choice(self._rules.weekly, channel) for channel in group.refused),
        )

    def _topic(self, topic: TopicChannels) -> TopicRow:
        return TopicRow(
            self._choice(self._rules.topics, topic.topic),
            topic.topic in self._rules.personal,
            tuple(map(self._cell, topic.best)),
            self._cell(topic.beside) if topic.beside else None,
        )

    def _cell(self, scored: ScoredChannel) -> ChannelCell:
        name = self._choice(self._rules.weekly, scored.channel)
        return ChannelCell(name, f"{scored.points} +" if scored.is_more else str(scored.points))

    def _choice(self, question: str, choice_id: str) -> Name:
        choices = self._survey.question(question).choices
        wording = next(choice.wording for choice in choices if choice.id == choice_id)
        return wording.text(self._language)
