"""What an entry of the ledger rests on, in words of the reader's language."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from flask_babel import gettext as _

from lms.i18n import day
from lms.records.services.achievements import LedgerEntry
from lms.text.checked_codes import grouped


def _result_in_words(given: Mapping[str, Any]) -> str:
    """What a list says about the result, or that this is not known."""
    match given.get("result"):
        case "passed" if "mark" in given:
            return _("The list says: test passed with %(mark)s %%.", mark=given["mark"])
        case "passed":
            return _("The list says: test passed, without a mark.")
        case "attended":
            return _("The list says: attended. It says nothing of a test.")
        case "":
            return _("The list says nothing of a result.")
        case _:
            return _("Whether the list says anything of a result was not kept.")


def _on_paper(code: str, typist: str) -> str:
    """That a test was taken on paper, and who typed the sheet, as far as the reader may know that."""
    printed = grouped(code, 3)
    if typist:
        return _("Test on paper (%(code)s), typed by %(name)s.", code=printed, name=typist)
    return _("Test on paper (%(code)s), typed by staff.", code=printed)


def evidence_in_words(
    entry: LedgerEntry,
    known: Mapping[int, LedgerEntry],
    actors: Mapping[int, str] = MappingProxyType({}),
    retyped: Collection[int] = (),
) -> list[str]:
    """What an entry rests on, a sentence each. What somebody answered in a test is theirs alone: no mark.

    `actors`: the names of those who recorded something, by their ids. `retyped`: see `retyped_slips`.
    """
    mistake = known.get(entry.evidence.get("corrects", 0)) if entry.kind == "achieved" else None
    instead_of = None if mistake is None else mistake.effective_on
    said = what_it_rests_on(entry.kind, entry.evidence, instead_of, actors.get(entry.actor_id or 0, ""))
    if entry.id in retyped:
        said.append(
            _("The slip was typed again later. Both rows passed, so this entry stays as it was recorded.")
        )
    return said


def _held_here(given: Mapping[str, Any], typist: str) -> list[str]:
    """That a test or a workshop in Sala is behind an entry."""
    said = []
    if "paper" in given:
        said.append(_on_paper(given["paper"], typist))
        if given.get("retyped") == "taken-back":
            said.append(
                _("The slip was typed again: the pass of the row that was typed before was taken back.")
            )
        elif "retyped" in given:
            said.append(_("The slip was typed again: the row that was typed before gave no pass."))
    elif "attempt" in given:
        said.append(_("Test taken here."))
    if "workshop" in given:
        said.append(_("Written down when a workshop was closed."))
    return said


def what_it_rests_on(
    kind: str, given: Mapping[str, Any], instead_of: date | None = None, typist: str = ""
) -> list[str]:
    """The same for an entry of a kind with this evidence; `instead_of` is the day of the one that it replaces."""
    said = _held_here(given, typist)
    if "source" in given:
        said.append(_("Written down in: %(source)s", source=given["source"]))
        said.append(_result_in_words(given))
    if "decision" in given:
        said.append(_("Decided for many people at once."))
    if given.get("parted"):
        said.append(_("Two records that were joined were parted again."))
    if instead_of is not None:
        said.append(_("Instead of the entry of %(day)s.", day=day(instead_of)))
    if kind == "certified":
        said.append(_("Follows from the award rules."))
    return [str(one) for one in said]
