"""Sentences about what stayed when a list was undone, by the word of why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

UNDO_WORDS: Final[Mapping[str, LazyString]] = {
    "undo-has-card": _l("A sign-in card was made for this person since."),
    "undo-signed-in": _l("This person has signed in since."),
    "undo-has-role": _l("This person has been given a role since."),
    "undo-has-attempt": _l("This person has begun a test since."),
    "undo-has-training": _l("A training of this person is recorded."),
    "undo-merged": _l("This record was found to be of the same person as another one, and merged with it."),
    "undo-asked-erasure": _l("This person has asked for their data to be removed."),
    "undo-edited-since": _l("Somebody has changed this person's record since."),
    "undo-other": _l("Other records depend on this person."),
    "undo-taken": _l(
        "What was there before cannot be put back: somebody else has it by now, or a rule is against it."
    ),
    "undo-changed-since": _l("Somebody has changed this again since: that stays."),
    "undo-also-listed": _l("This also stands in the list “%(file)s” of %(day)s, which was not undone."),
    "undo-says-less": _l(
        "What this list says is taken back. The list “%(file)s” of %(day)s says less of the same training: bring it "
        "in once more, so that it is recorded as that list says."
    ),
    "undo-not-yours": _l("This person has moved to another Society or branch and stays as they are."),
}
