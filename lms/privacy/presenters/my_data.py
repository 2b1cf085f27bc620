"""What is held about somebody as lines of text in the reader's language. Reads no rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, assert_never

from flask_babel import LazyString
from flask_babel import gettext as _

from lms import clock
from lms.accounts.queries import units
from lms.certificates.domain import codes
from lms.community.presenters.wording import counts_in_words, language_name
from lms.content import award_names
from lms.content.types.curriculum import Content
from lms.data_inventory import Fact, Personal, PersonalDataItem, What
from lms.i18n import current_language, day, year
from lms.privacy.presenters import survey_answers, test_forms, wording
from lms.privacy.presenters.fact_lines import Line, of_language, of_lesson, of_question
from lms.records.presenters import evidence, reasons
from lms.records.queries import source_lists

# Ids and words of Sala, which say nothing to a reader: they are in the file for programmes.
FOR_PROGRAMMES: Final = ("details", "drawn", "uuid")
# The same within what a fact consists of. What an entry of the ledger rests on is said in sentences.
IDS: Final = ("attempt", "corrects", "decision", "entries", "file", "rests_on")
_YEARS: Final = frozenset({"birth", "birth_year"})
_COMMON: Final = range(1900, 2101)  # years that are not of the Buddhist era already
_IN_SENTENCES: Final = (*IDS, "paper", "source", "result", "mark", "line")


@dataclass(frozen=True)
class Group:
    """All rows of one kind, each as lines; facts that nobody filled in are left out."""

    about: Personal
    rows: tuple[tuple[Line, ...], ...]


def groups(
    items: Mapping[What, Sequence[PersonalDataItem]], kinds: Sequence[Personal], content: Content
) -> list[Group]:
    """What is held, in the order of the inventory; kinds of which nothing is held are left out."""
    return [
        Group(kind, tuple(_lines(one, content) for one in items[kind.what]))
        for kind in kinds
        if items.get(kind.what)
    ]


def _lines(one: PersonalDataItem, content: Content) -> tuple[Line, ...]:
    lines: list[Line] = []
    test, survey = test_forms.is_about(one.facts), survey_answers.is_about(one.facts)
    for name, fact in one.facts.items():
        if name in FOR_PROGRAMMES or (test and name in ("answers", "result", "saved")):
            continue
        if survey and name in ("ratings", "choices"):
            continue
        if name == "evidence" and isinstance(fact, dict):
            lines += _evidence(str(one.facts["kind"]), fact, content)
        elif _says_something(name, fact):
            lines.append(_line(name, fact, one.facts, content, _names_of(one)))
    if test:
        lines += test_forms.in_words(one.facts, content)
    if survey:
        lines += survey_answers.in_words(one.facts, content)
    return tuple(line for line in lines if line.value)


def _says_something(name: str, fact: Fact) -> bool:
    """Whether a fact is filled in, or has a word for that it is not ("not said"). The id of a list is no reason."""
    if name == "reason" and source_lists.uuid_in(str(fact)):
        return False
    return fact not in (None, "", [], {}) or (fact == "" and fact in wording.VALUES.get(name, {}))


def _names_of(one: PersonalDataItem) -> Mapping[str, LazyString]:
    if one.what == "standing":
        return wording.FACTS_OF_STANDING
    return wording.FACTS_FROM_A_LIST if one.facts.get("basis") == "list" else wording.FACTS


def _line(
    name: str,
    fact: Fact,
    facts: Mapping[str, Fact],
    content: Content,
    names: Mapping[str, LazyString] = wording.FACTS,
) -> Line:
    label, language = str(names.get(name) or wording.FACTS[name]), current_language()
    if name in ("award", "module"):
        award = award_names.of_award(content, str(fact), language)
        return Line(label, award.text, award.language)
    if name in ("unit", "society"):
        unit = units.name_of(str(fact), language)
        return Line(label, unit.text, unit.language)
    if name == "lesson":
        return of_lesson(label, str(facts["module"]), str(fact), content)
    if name == "item":
        return of_question(label, str(facts["module"]), str(fact), content)
    if name == "survey":
        title = survey_answers.title_of(str(fact), content)
        return Line(label, title.text, title.language)
    if name == "languages" and isinstance(fact, list):
        spoken = [language_name(str(code)).text for code in fact]
        return Line(label, ", ".join(spoken), language)
    if name == "counts" and isinstance(fact, dict):
        return Line(label, counts_in_words(fact), language)
    if name == "language":
        return of_language(label, str(fact), content)
    if name == "code" and (code := codes.read_code(str(fact))):
        return Line(label, codes.grouped(code), language)
    return Line(label, _text(name, fact), language)


def _evidence(kind: str, given: Mapping[str, Any], content: Content) -> Iterator[Line]:
    """What an entry of the ledger rests on: sentences, then what else is known of it."""
    said = evidence.what_it_rests_on(kind, given)
    if "file" in given:
        said.append(str(_("Brought in with a list.")))
    if "line" in given:
        said.append(str(_("Line %(line)s of the list.", line=given["line"])))
    yield Line(str(wording.FACTS["evidence"]), " · ".join(said), current_language())
    rest = {
        name: value for name, value in given.items() if name not in _IN_SENTENCES and name in wording.FACTS
    }
    for name, value in rest.items():
        # HR sees an entry, as is said beside it, but not the mark of a test that was taken on a screen. Of one on paper
        # whoever types the slip sees it, and HR.
        yield _line(name, value, rest, content, {} if "paper" in given else wording.FACTS_OF_AN_ENTRY)


def _text(name: str, fact: Fact) -> str:
    match fact:
        case None:
            return ""
        case bool():
            return str(_("yes")) if fact else str(_("no"))
        case datetime():
            return day(clock.day_of(fact))
        case date():
            return day(fact)
        case str():
            word = wording.VALUES.get(name, {}).get(fact)
            if word is None and name == "reason":
                return reasons.in_words(fact)
            return fact if word is None else str(word)
        case int():
            return year(fact) if name in _YEARS else str(fact)
        case list():
            known = wording.VALUES["role"] if name == "roles" else {}
            return ", ".join(str(known.get(one, one)) for one in fact)
        case dict():
            said = {key: value for key, value in fact.items() if key not in IDS and key in wording.FACTS}
            return "; ".join(f"{wording.FACTS[key]}: {_plain(key, value)}" for key, value in said.items())
        case _:
            assert_never(fact)


def _plain(name: str, value: Any) -> str:
    """A value within JSON, for people who want to know exactly."""
    if isinstance(value, dict):
        known = {key: one for key, one in value.items() if key in wording.FACTS}
        return ", ".join(f"{wording.FACTS[key]} {_plain(key, one)}" for key, one in known.items())
    if isinstance(value, list):
        return ", ".join(_plain(name, one) for one in value)
    if isinstance(value, bool):
        return str(_("yes")) if value else str(_("no"))
    if name in _YEARS and str(value).isdecimal():  # of somebody who was changed, or a line of a list
        return year(int(value)) if int(value) in _COMMON else str(value)
    word = wording.VALUES.get(name, {}).get(str(value))
    return str(value) if word is None else str(word)
