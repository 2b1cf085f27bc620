"""Labels and sentences of workshops."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from lms.content import registry
from lms.i18n import current_language
from lms.workshops.domain.attendance import State
from lms.workshops.domain.closing import Missing
from lms.workshops.domain.notes import Refusal
from lms.workshops.domain.pasted import Reason
from lms.workshops.queries.suggestions import Why

KIND_WORDS: Final[Mapping[str, LazyString]] = {
    "facilitated": _l("Workshop"),
    "refresher": _l("Refresher"),
    "orientation": _l("Orientation on the referral pathway"),
}
PART_WORDS: Final[Mapping[str, LazyString]] = {
    "day": _l("Whole day"),
    "am": _l("Morning"),
    "pm": _l("Afternoon"),
}
WHERE_WORDS: Final[Mapping[str, LazyString]] = {"room": _l("In a room"), "online": _l("Online")}
STATE_WORDS: Final[Mapping[str, LazyString]] = {
    "present": _l("There"),
    "late": _l("Came late"),
    "left": _l("Left early"),
    "absent": _l("Not there"),
}
STATE_SIGNS: Final[Mapping[State, str]] = {"present": "✓", "late": "◔", "left": "↩", "absent": "✕"}
MISSING_WORDS: Final[Mapping[Missing, LazyString]] = {
    "attendance": _l("Not there for enough half-days"),
    "test": _l("Test not passed yet"),
    "practice": _l("Practice not seen yet"),
    "before": _l("HR took the entry of this workshop back"),
}
# Why something that was pasted stays in the box. The first says the same of numbers that nobody has and of people whom
# the reader may not see.
LEFT_WORDS: Final[Mapping[Reason, LazyString]] = {
    "unknown": _l(
        "No such number among your people. If it is somebody of another branch, a trainer of that branch "
        "who trains with you, or HR, can add them."
    ),
    "second": _l("A second number in one line. If that person takes part, too, press the button once more."),
    "later": _l("Too many lines at once. Press the button once more."),
    "own": _l("This is you: whoever leads the workshop, or HR, puts you on the list."),
    "leads": _l("Whoever leads the workshop or trains with you does not take part."),
}

# Why somebody may be a walk-in.
WHY_WORDS: Final[Mapping[Why, LazyString]] = {
    "number": _l("the same number"),
    "phone": _l("the same phone"),
    "name": _l("the same name"),
    "like": _l("a similar name"),
}

WORDS: Final = {
    "no-day": _l("Please choose at least one day."),
    "too-far-away": _l("This day is more than a year away. Please look at the year."),
    "too-long-apart": _l(
        "Between the first and the last day are at most %(days)s days. Please plan two workshops."
    ),
    "no-module": _l("Please choose at least one module."),
    "no-place": _l("Please write where it is."),
    "no-link": _l("Please put the link of the meeting here."),
    "bad-link": _l(
        "This is no link that can be opened. It begins with https:// and has no spaces. Please copy the whole link of "
        "the meeting."
    ),
    "link-too-long": _l("A link has at most %(most)s characters."),
    "no-language": _l("Please choose at least one language."),
    "no-branch": _l("Please choose at least one branch."),
    "no-trainer": _l("A workshop needs somebody who leads it."),
    "trainer-takes-part": _l(
        "%(name)s is on the list of people. Whoever trains with you does not take part."
    ),
    "half-day-saved": _l("A half-day for which it is saved who was there stays in the plan."),
    "workshop-closed": _l(
        "This workshop is closed and is not changed any more. Somebody of HR who does not lead it can open it again."
    ),
    "workshop-open": _l("This workshop is not closed."),
    "attendance-begun": _l("Who was there is saved already, so this cannot be changed any more."),
    "too-many-people": _l("A workshop has at most %(most)s people."),
    "not-begun": _l("This day is still to come. Who is there is noted on the day."),
    "nobody-on-roster": _l("Nobody is on the list yet. Please put people on it first."),
    "practice-empty": _l("Nothing is tapped yet. Tap each point that you have seen, then save."),
    "attendance-missing": _l("Please save first who was there, for each half-day."),
    "walk-in-name-missing": _l("Please write a name."),
    "walk-in-name-too-long": _l("A name has at most %(most)s characters."),
    "walk-in-again": _l(
        "%(name)s is here already, with the same name or phone. Is this somebody else? Then please tick that, and add "
        "them."
    ),
    "check-in-not-now": _l(
        "Check-in is open on the day itself: mornings from 5:00 to 14:00, afternoons from 11:00 to 22:00."
    ),
    "no-such-room": _l(
        "This code does not count now. Each half-day has its own. Please ask the trainer for the code of today."
    ),
    "check-in-other-society": _l(
        "This workshop is held by another National Society. Please tell the trainer that you are here: they can write "
        "your name down."
    ),
    "leads-it": _l("Whoever leads the workshop or trains with you does not take part."),
    "practice-not-begun": _l("The first day is still to come. Practice is noted on the day."),
    "own-practice": _l("Nobody observes themselves. Another trainer opens this card."),
    "practice-waits": _l(
        "Nothing can be noted yet: the Society of this person, or every other one, has not confirmed its focal office "
        "for referrals."
    ),
    "own-list": _l(
        "Your own number is among them. Whoever leads the workshop, or another officer, puts you on the list."
    ),
    "check-in-wait": _l(
        "Too many wrong codes came from here. Please wait some minutes, or tell the trainer that you are here: they "
        "can write your name down."
    ),
    "check-in-full": _l(
        "Too many names wait to be confirmed here. Please tell the trainer that you are here: they can write your name "
        "down."
    ),
    "note-nobody": _l("Nobody of this list whose name you see can have an attendance note."),
    "note-absent": _l("There is no attendance note for somebody who was not there."),
    "note-taken-back": _l("HR took the entry of this workshop back, so there is no attendance note."),
    "note-not-needed": _l("Nothing is missing for the award, so no attendance note is needed."),
    "own-workshop": _l("You take part in this workshop yourself, so somebody else has to do this."),
}

# Why there is no note of attendance, to the person themselves.
OWN_REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    "note-absent": _l(
        "It is noted that you were not there. If that is wrong, please tell the trainer or HR."
    ),
    "note-taken-back": _l("HR took the entry of this workshop back. Please ask the HR of your Society."),
    "note-not-needed": _l("Nothing is missing for the award, so no attendance note is needed."),
}


def module_title(module: str, language: str = "") -> str:
    """The title of a module, in the reader's language unless another one is named; one that is gone by its id."""
    known = {one.id: one.text(language or current_language()).title for one in registry.current().modules}
    return known.get(module, module)


def left_by_reason(left: Iterable[tuple[str, Reason]]) -> list[tuple[str, LazyString]]:
    """What stays in the box beside why, each reason once."""
    texts: dict[Reason, list[str]] = {}
    for text, reason in left:
        texts.setdefault(reason, []).append(text)
    return [(" · ".join(some), LEFT_WORDS[reason]) for reason, some in texts.items()]
