"""The privacy notice: its sentences and their version. What is held stands in the inventory, beside the models."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

# A new version is shown once to everybody who signs in. Raise it when the sentences below, or what the inventory
# says, change in a way that people should know of; a test holds the sentences to it.
NOTICE_VERSION: Final = "2026-12-r"


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    heading: LazyString
    sentences: tuple[LazyString, ...]


@dataclass(frozen=True)
class OnThePhone:
    """What Sala keeps in a browser under a name, in which "…" may be anything. A test compares it with what is kept."""

    name: str
    sentence: LazyString


ON_THE_PHONE: Final = (
    OnThePhone(
        "…sala",
        _l(
            "A cookie (“%(name)s”) knows that you are signed in. It goes when you close the browser, "
            "unless you said that the phone is yours alone.",
            name="…sala",
        ),
    ),
    OnThePhone(
        "…sala-device",
        _l(
            "A second cookie (“%(name)s”) stays for half a year after you signed in. It holds no name: by it "
            "Sala knows that you have signed in on this phone before, so that strangers who guess PINs do not keep "
            "you out.",
            name="…sala-device",
        ),
    ),
    OnThePhone(
        "society",
        _l(
            "A third cookie (“%(name)s”) is there only if you had to choose your National Society when you signed in. "
            "It keeps that choice for half a year, so that you are not asked again.",
            name="society",
        ),
    ),
    OnThePhone(
        "language",
        _l(
            "A fourth cookie (“%(name)s”) keeps the language that you chose at the top of a page, for a year. "
            "It goes when you sign out.",
            name="language",
        ),
    ),
    OnThePhone(
        "leaving",
        _l(
            "A fifth cookie (“%(name)s”) is there only if you signed out without network. It closes your account in "
            "this browser until Sala can sign you out, and goes then.",
            name="leaving",
        ),
    ),
    OnThePhone(
        "country",
        _l(
            "Without signing in, your browser keeps which country’s services you opened (“%(name)s”). "
            "It is not sent to Sala, and goes when somebody signs in.",
            name="country",
        ),
    ),
    OnThePhone(
        "signed-in",
        _l(
            "Your browser keeps that somebody may be signed in, but not who (“%(name)s”). "
            "It is not sent to Sala, and goes when you sign out.",
            name="signed-in",
        ),
    ),
    OnThePhone(
        "answers-…",
        _l(
            "Without signal your browser keeps the answers of a test until Sala has them (“%(name)s”), in this window "
            "only. They go then, or when you close the window. After you sign out, only you can open them.",
            name="answers-…",
        ),
    ),
    OnThePhone(
        "typed",
        _l(
            "Where you sign in again and open a form with what you had typed, your browser keeps that (“%(name)s”) for "
            "the moment until the page is there, in this window only.",
            name="typed",
        ),
    ),
)

SECTIONS: Final = (
    Section(
        _l("In short"),
        (
            _l("Sala holds what is needed to know who was trained, and nothing more."),
            _l("It comes from you, from your trainer, and from the lists of your Society."),
            _l(
                "Nobody but you sees which lessons you read, how you answered in Sala and what you practise. "
                "Others see only whether you completed a module. Of a test on paper, whoever types your slip sees "
                "your letters and your mark, and HR sees the mark."
            ),
            _l(
                "Trainers, HR and editors see which questions were hard for groups of five people or more, "
                "never who answered what."
            ),
            _l(
                "A survey asks for no name. Your answers lead to you only if you ask for a plan, and you can withdraw "
                "them then. Your Society sees what groups of five people or more need. That you have answered is kept "
                "as a mark, so that each person counts once."
            ),
            _l(
                "You can say whether a lesson was clear. A mark stands in place of your name, so that nobody sees who "
                "said it, and so that you count once and can change it. Editors see only what groups of five people or "
                "more said."
            ),
            _l("Sala never asks about anybody's health. Please write nothing about it into any field."),
            _l("Your data are not sold, not used for advertising, and not given to authorities by Sala."),
        ),
    ),
    Section(
        _l("Who answers for your data, and who sees them"),
        (
            _l("The National Society in which you volunteer decides what happens with your data."),
            _l(
                "HR of your Society, and the administrators of Sala, see your training record and how to reach you. "
                "Trainers of your branch see your name, number and language, and whether you can sign in."
            ),
            _l(
                "When somebody opens a page about you, Sala notes it. "
                "You see their branch and role on the page “My data”."
            ),
            _l(
                "If you have to wait before you take a test again, only you see that. Where you tell a trainer, they "
                "can end the wait: trainers of your branch and HR see that they did, and why."
            ),
            _l(
                "You can write down talks with groups: the day, the topic, the kind of place and how many people came, "
                "never who. Trainers of your branch and HR see which talks are yours."
            ),
            _l("Whoever has your certificate can check its code, and sees the name that is printed on it."),
            _l(
                "In the PDF of your certificate lies a badge for other systems. Your name is not in it, but a mark "
                "that is made from your volunteer number: whoever knows the number can see that it is yours."
            ),
            _l(
                "The International Federation sees figures only, never a name. "
                "Figures about fewer than five people are hidden."
            ),
        ),
    ),
    Section(
        _l("What you can do"),
        (
            _l("See all that is held about you, and take it along: on the page “My data”."),
            _l("Have mistakes corrected: ask HR of your Society."),
            _l("Agree to reminders by e-mail, or take that back at any time."),
            _l(
                "Ask to be erased: on the page “My data”. HR of your Society answers within %(days)s days. "
                "Past totals still count one person more, but nobody can tell who it was.",
                days=30,
            ),
            _l("You need not give a reason, and nobody will hold it against you."),
        ),
    ),
    Section(
        _l("On your phone"),
        tuple(one.sentence for one in ON_THE_PHONE),
    ),
    Section(
        _l("Whom to ask"),
        (
            _l(
                "Ask the data protection focal point of your Society, or HR there. If the answer does not help, "
                "you can also ask the data protection authority of your country, if there is one."
            ),
        ),
    ),
)
