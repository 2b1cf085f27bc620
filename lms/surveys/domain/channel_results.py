"""What a round says of channels: for each version of the survey, topic, language and place the best ones. Pure.

Source: the training-needs assessment, section 4; what may be shown: section 6, `hiding`. Groups of one version are all
of it and, beside it, language with place. How many people stand in a language or a place is shown nowhere, so that no
sum tells of a group that is hidden. A channel is named where five people use it and five others may not. A score is in
steps of five points, and no higher than it can be while five people stand against each of its parts: of a very good
channel it is said that it has so many points or more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final, Literal

from lms.content.types.surveys import ChannelRules, Survey, SurveyQuestion
from lms.surveys.domain import channel_scores, hiding
from lms.surveys.domain.channel_scores import Shares
from lms.surveys.domain.choice_figures import ChoiceFigures, choice_figures, choices_in_both
from lms.surveys.domain.given_answers import ROLE, SOCIETY, GivenAnswers
from lms.surveys.domain.grouped_answers import Group, GroupedAnswers
from lms.surveys.domain.hiding import LEAST

STEP: Final = 5  # points
_NONE: Final = "none"


@dataclass(frozen=True)
class ScoredChannel:
    """A channel and its points, 0 to 100. `is_more`: it has so many or more."""

    channel: str
    points: int
    is_more: bool


@dataclass(frozen=True)
class TopicChannels:
    """A topic: the best channels, the best first, and beside them one that needs no phone, where there is one."""

    topic: str
    best: tuple[ScoredChannel, ...]
    beside: ScoredChannel | None


@dataclass(frozen=True)
class GroupChannels:
    """What people of a language and a kind of place say; both are "" for all of a version.

    `refused`: channels that must not be used for personal topics.
    """

    language: str
    place: str
    topics: tuple[TopicChannels, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True)
class VersionResults:
    """A version of the survey: how many people, what they say by group, what they chose."""

    role: str
    people: int
    groups: tuple[GroupChannels, ...]
    choices: tuple[ChoiceFigures, ...]


@dataclass(frozen=True)
class ChannelResults:
    """A round. With fewer people than LEAST `people` is 0 and all else empty. `has_collected`: somebody has seen some.

    `versions`: those whose number may be shown beside that of all.
    """

    people: int
    versions: tuple[VersionResults, ...]
    has_collected: bool = False
    kind: Literal["channels"] = "channels"


def channel_results(survey: Survey, rules: ChannelRules, responses: Sequence[GivenAnswers]) -> ChannelResults:
    """The results of a round.

    Whoever asked, or brought in a file, knows what stands there. So what is told must be tellable of the answers that
    nobody has seen, too; while these are fewer than LEAST in a version, the others alone are counted.
    """
    by_role: defaultdict[str, list[GivenAnswers]] = defaultdict(list)
    for response in responses:
        by_role[response.role].append(response)
    counted = {role: _countable(answers) for role, answers in by_role.items()}
    people = [each for answers in counted.values() for each in answers]
    if len(people) < LEAST:
        return ChannelResults(0, ())
    seen = hiding.visible_parts(counted, hiding.is_large)
    roles = [choice.id for choice in survey.question(ROLE).choices if choice.id in seen]
    return ChannelResults(
        len(people),
        tuple(_version(survey, rules, role, counted[role]) for role in roles),
        any(each.is_collected for each in people),
    )


def _countable(answers: Sequence[GivenAnswers]) -> Sequence[GivenAnswers]:
    seen = [each for each in answers if each.is_collected]
    return seen if seen and len(answers) - len(seen) < LEAST else answers


def _version(
    survey: Survey, rules: ChannelRules, role: str, responses: Sequence[GivenAnswers]
) -> VersionResults:
    own = [each for each in responses if not each.is_collected]
    is_mixed = 0 < len(own) < len(responses)
    also = GroupedAnswers(own, rules.language, rules.place) if is_mixed else None
    scoring = _Scoring(survey, rules, GroupedAnswers(responses, rules.language, rules.place, also))
    return VersionResults(
        role,
        len(responses),
        tuple(scoring.group(group) for group in scoring.groups),
        tuple(_choices(_counted_questions(survey, rules), responses, own if is_mixed else None)),
    )


def _counted_questions(survey: Survey, rules: ChannelRules) -> Iterator[SurveyQuestion]:
    """Questions whose answers are counted by themselves: not those by which groups are formed or scores are made."""
    ids = (SOCIETY, ROLE, rules.language, rules.place)
    repeated = tuple(f"{name}-" for name in (rules.trust, rules.private, rules.best))
    for question in survey.questions:
        if question.id not in ids and not question.id.startswith(repeated):
            yield question


def _choices(
    questions: Iterator[SurveyQuestion],
    responses: Sequence[GivenAnswers],
    own: Sequence[GivenAnswers] | None,
) -> Iterator[ChoiceFigures]:
    for question in questions:
        figures = choice_figures(question, responses)
        if figures is not None and own is not None:
            part = choice_figures(question, own)
            figures = choices_in_both(figures, part) if part is not None else None
        if figures is not None and figures.counts:
            yield figures


class _Scoring:
    """The scores of one version, group by group."""

    def __init__(self, survey: Survey, rules: ChannelRules, answers: GroupedAnswers) -> None:
        self._survey, self._rules, self._answers = survey, rules, answers
        self.groups = answers.groups
        self._channels = _named(survey, rules.weekly)
        self._topics = _named(survey, rules.topics)

    def group(self, group: Group) -> GroupChannels:
        """What is shown of a group."""
        topics = (self._topic(group, topic) for topic in self._topics)
        return GroupChannels(
            *group,
            tuple(topic for topic in topics if topic is not None),
            tuple(channel for channel in self._channels if self._is_refused(group, channel)),
        )

    def _is_refused(self, group: Group, channel: str) -> bool:
        privacy, unwanted = self._privacy(group, channel), self._unwanted(group, channel)
        if privacy is None or unwanted is None or not self._answers.could_differ(group, self._rules.weekly):
            return False  # not known: not named for a personal topic, and nothing is said of it
        return channel_scores.is_disqualified(privacy, unwanted)

    def _topic(self, group: Group, topic: str) -> TopicChannels | None:
        best = self._answers.given(group, f"{self._rules.best}-{topic}")
        if best is None:
            return None
        is_personal = topic in self._rules.personal
        scores, found = dict[str, float](), dict[str, ScoredChannel]()
        for channel in self._channels:
            shares = self._shares(group, channel, best)
            score = None if shares is None else channel_scores.score(shares, is_personal=is_personal)
            if score is not None:
                scores[channel] = score
                highest = self._highest(group, channel, len(best), is_personal=is_personal)
                points = min(round(score * 100 / STEP) * STEP, highest)
                found[channel] = ScoredChannel(channel, points, points == highest)
        if not scores:
            return None
        named = channel_scores.named_channels(scores, self._rules.face_to_face)
        beside = None if named.beside is None else found[named.beside]
        return TopicChannels(topic, tuple(found[channel] for channel in named.best), beside)

    def _shares(self, group: Group, channel: str, best: Sequence[Sequence[str]]) -> Shares | None:
        """What a group says of a channel; None where too few of it use the channel to tell, or nearly all may."""
        used = self._answers.given(group, self._rules.weekly)
        trusted = self._answers.given(group, f"{self._rules.trust}-{channel}")
        if used is None or trusted is None or not self._answers.could_differ(group, self._rules.weekly):
            return None
        steps = self._steps(channel)
        return Shares(
            reach=_share(channel, used),
            trust=fmean(steps[each[0]] for each in trusted) / self._survey.scale,
            privacy=self._privacy(group, channel),
            unwanted=self._unwanted(group, channel),
            preference=_share(channel, best),
        )

    def _steps(self, channel: str) -> Mapping[str, int]:
        choices = self._survey.question(f"{self._rules.trust}-{channel}").choices
        return {choice.id: step for step, choice in enumerate(choices, start=1)}

    def _privacy(self, group: Group, channel: str) -> float | None:
        said = self._answers.given(group, f"{self._rules.private}-{channel}")
        return None if said is None else _share(self._rules.private_enough, said)

    def _unwanted(self, group: Group, channel: str) -> float | None:
        said = self._answers.given(group, self._rules.never)
        return None if said is None else _share(channel, said)

    def _highest(self, group: Group, channel: str, best: int, *, is_personal: bool) -> int:
        """The most points that are told: with more it would follow that fewer than LEAST said something else."""
        weights = channel_scores.weights_of(is_personal)
        behind = (
            (weights.reach, self._rules.weekly),
            (weights.trust, f"{self._rules.trust}-{channel}"),
            (weights.privacy, f"{self._rules.private}-{channel}"),
        )
        parts = [(weights.preference, best)]
        for weight, question in behind:
            if (given := self._answers.given(group, question)) is not None:
                parts.append((weight, len(given)))
        highest = 1 - max(weight * LEAST / people for weight, people in parts)
        return int(highest * 100 / STEP) * STEP


def _named(survey: Survey, question: str) -> list[str]:
    """The answers to a question but the one that says that there is nothing."""
    return [choice.id for choice in survey.question(question).choices if choice.id != _NONE]


def _share(choice: str, said: Sequence[Sequence[str]]) -> float:
    return sum(choice in chosen for chosen in said) / len(said)
