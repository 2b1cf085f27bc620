"""Which column of a file of KoboToolbox or ODK holds what: questions, the UUID, what nobody keeps, what nobody knows.

A question is known by its name, with its groups before it or without: `about/role` (KoboToolbox, JSON), `about-role`
(ODK's CSV), `role`; ODK's OData writes `b1_skill` for `b1-skill`. Of several answers KoboToolbox makes a column for
each, too: `reads/km`. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from lms.content.types.surveys import Survey
from lms.errors import RuleBroken
from lms.surveys.domain.field_names import (
    CONSENT,
    FORM,
    SKIP,
    VERSION,
    care_name,
    note_name,
    rank_names,
    rating_names,
)

# A question of one answer, ("reads", ""), or one of several answers to it, ("reads", "km").
Field: TypeAlias = tuple[str, str]

# The id that a submission keeps, the best first: the root of an edited one, KoboToolbox's, ODK's in CSV and in JSON
# (`__id`; `_id` is a number of KoboToolbox), and last the one that changes when somebody edits.
_UUIDS: Final = ("meta_rootuuid", "uuid", "key", "__id", "meta_instanceid", "instanceid")
_SENT: Final = frozenset({"submission_time", "submissiondate", "system_submissiondate"})
# What a program notes by itself, beside names that begin with "_" or stand below `meta`.
_METADATA: Final = frozenset({
    "start", "end", "today", "deviceid", "username", "phonenumber", "simserial", "subscriberid", "email", "audit",
    "key", "instanceid", "instancename", "formhub_uuid", "xform_id_string", "submissiondate", "submitterid",
    "submittername", "attachmentspresent", "attachmentsexpected", "status", "reviewstate", "edits", "formversion",
    "meta_rootuuid", "start_geopoint", "background_audio",
})  # fmt: skip
_MARKS: Final = ("_", "@")
_NO_NAME: Final = re.compile("[^a-z0-9]+")


@dataclass(frozen=True)
class Columns:
    """Places of columns. `uuids`: the best first. `known`: usually one place each, more where a form was regrouped.

    By their headings: `left_out` is what a program noted by itself, `unknown` what no question is called, `missing`
    questions without a column.
    """

    uuids: tuple[int, ...]
    sent: tuple[int, ...]
    known: Mapping[Field, tuple[int, ...]]
    left_out: tuple[str, ...]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]


def columns_of(survey: Survey, headings: Sequence[str]) -> Columns:
    """What stands in each column of a file."""
    names = dict(_names(survey))
    groups = {
        _plain(name) for name in ("before", "about", "preferences", *(task.id for task in survey.tasks))
    }
    groups |= {_plain(care_name(question)) for question in survey.preferences if question.only_if}
    groups |= {_plain(section.id) for section in survey.sections}
    known: dict[Field, list[int]] = {}
    uuids: list[tuple[int, int]] = []
    sent: list[int] = []
    left_out: list[str] = []
    unknown: list[str] = []
    for at, heading in enumerate(headings):
        field = _field(heading, names, groups)
        if field is not None:
            known.setdefault(field, []).append(at)
        elif _is_metadata(heading):
            left_out.append(heading)
            name = heading.strip() if heading.strip() in _UUIDS else _plain(heading)
            if name in _UUIDS:
                uuids.append((_UUIDS.index(name), at))
            elif name in _SENT:
                sent.append(at)
        elif heading.strip():
            unknown.append(heading)
    return Columns(
        tuple(at for _rank, at in sorted(uuids)),
        tuple(sent),
        {field: tuple(places) for field, places in known.items()},
        tuple(dict.fromkeys(left_out)),
        tuple(dict.fromkeys(unknown)),
        tuple(name for name in _asked(survey) if not any(field[0] == name for field in known)),
    )


def refuse_strangers(survey: Survey, headings: Sequence[str], columns: Columns) -> None:
    """Refuse a file that does not say of which survey it is, or which submission is which.

    Raises RuleBroken, field "file": "survey-labels" (questions as people read them), "survey-columns" (`names`).
    """
    missing = [name for name in (FORM, VERSION, CONSENT) if name in columns.missing]
    if not columns.uuids:
        missing.append("_uuid")
    if not missing:
        return
    texts = {text for question in survey.questions for text in question.wording.texts.values()}
    if any(heading.rpartition("/")[2].strip() in texts for heading in headings):
        raise RuleBroken("survey-labels", field="file")
    raise RuleBroken("survey-columns", field="file", names=", ".join(missing))


def _asked(survey: Survey) -> Iterator[str]:
    """The names under which answers stand, in the order of the form."""
    yield from (FORM, VERSION, CONSENT)
    ratings = [name for task in survey.tasks for name in rating_names(task)]
    for at, question in enumerate(survey.questions):
        yield from ratings if at == len(survey.about) else ()
        yield from rank_names(question) if question.kind == "ranked" else (question.id,)


def _names(survey: Survey) -> Iterator[tuple[str, Field]]:
    """What a heading may say, with what it means; a note means nothing."""
    for name in _asked(survey):
        yield _plain(name), (name, "")
    for number in range(len(survey.read_first)):
        yield _plain(note_name(f"{CONSENT}-{number}")), ("", "")
    for question in survey.questions:
        if question.kind == "several":
            ids = [*(choice.id for choice in question.choices), *([SKIP] if question.has_skip else [])]
            yield from ((_plain(f"{question.id} {choice}"), (question.id, choice)) for choice in ids)
        elif question.kind == "ranked":
            yield _plain(note_name(question.id)), ("", "")


def _field(heading: str, names: Mapping[str, Field], groups: Collection[str]) -> Field | None:
    """What a heading means, by the longest name at its end: `barriers/data` is no `data`."""
    fitting = [name for name in _ends(heading, groups) if name in names]
    return names[max(fitting, key=len)] if fitting else None


def _ends(heading: str, groups: Collection[str]) -> Iterator[str]:
    """The ends of a heading that may be a name: its last part, or two, without the groups of our form."""
    parts = re.split("[/.:]", heading.strip())
    for count in (1, 2):
        end = "/".join(parts[-count:])
        yield _plain(end)
        for dash in re.finditer("-", end):
            if _plain(end[: dash.start()]) in groups:
                yield _plain(end[dash.end() :])


def _is_metadata(heading: str) -> bool:
    name = heading.strip()
    parts = re.split("[/.:]", name)
    if name.startswith(_MARKS) or any(part.startswith("_") for part in parts) or parts[0].lower() == "meta":
        return True
    return _plain(name) in _METADATA or name.lower().startswith("meta-")


def _plain(name: str) -> str:
    return _NO_NAME.sub("_", name.lower()).strip("_")
