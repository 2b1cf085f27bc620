"""Labels and sentences of talks with groups. Knows no rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.community.domain.talks import REFERRAL, SEVERAL, read_languages
from lms.content import award_names, registry
from lms.content.award_names import Name
from lms.i18n import current_language
from lms.records.forms import AGE_WORDS

REFERRAL_WORD: Final = _l("Where to find help (referral)")
SEX_WORDS: Final[Mapping[str, LazyString]] = {
    "female": _l("Women and girls"),
    "male": _l("Men and boys"),
    "unsaid": _l("Another sex, or not counted"),
}
PLACE_WORDS: Final[Mapping[str, LazyString]] = {
    "home": _l("At somebody’s home"),
    "work": _l("At a workplace"),
    "dormitory": _l("Where workers sleep (dormitory)"),
    "farm-or-factory": _l("Farm or factory"),
    "school": _l("School"),
    "temple-or-mosque": _l("Temple, mosque or church"),
    "health-centre": _l("Health centre"),
    "border-or-station": _l("Border crossing or bus station"),
    "online": _l("Online"),
    "other": _l("Another place"),
}
# Languages that Sala itself does not speak.
_OTHER_LANGUAGES: Final[Mapping[str, LazyString]] = {
    "my": _l("Burmese"),
    "vi": _l("Vietnamese"),
    "other": _l("Another language"),
    SEVERAL: _l("More than one language"),
}

# Codes of broken rules.
WORDS: Final[Mapping[str, LazyString]] = {
    "talk-to-come": _l(
        "The talk cannot be later than the day on which you write it down. Please look at the day."
    ),
    "talk-too-old": _l("A talk can be written down until %(days)s days after its day."),
    "no-such-topic": _l("Please choose what the talk was about."),
    "no-kind-of-place": _l("Please choose the kind of place."),
    "no-language-of-talk": _l("Please choose at least one language."),
    "nobody-came": _l("Please write how many people there were. One number is enough."),
    "too-many-at-a-talk": _l("One talk has at most %(most)s people. Was one digit too many?"),
    "more-ages-than-people": _l("The ages add up to more than this number. Please look at both."),
    "talk-is-settled": _l(
        "This talk was written down more than %(days)s days ago. Its numbers stay as they are."
    ),
}


def topic_name(topic: str) -> Name:
    """What a talk was about."""
    language = current_language()
    if topic == REFERRAL:
        return Name(str(REFERRAL_WORD), language)
    return award_names.of_award(registry.current(), topic, language)


def language_name(code: str) -> Name:
    """A language by its own name; one that Sala does not speak, and several of them, in words of the reader."""
    own = next((one.name for one in registry.current().languages if one.code == code), None)
    if own is not None:
        return Name(own, code)
    return Name(str(_OTHER_LANGUAGES[code]) if code in _OTHER_LANGUAGES else code, current_language())


def place_name(place: str) -> Name:
    """A kind of place."""
    return Name(str(PLACE_WORDS.get(place, place)), current_language())


def languages_in_words(stored: str) -> list[Name]:
    """The languages of a talk, as they are stored."""
    return [language_name(code) for code in read_languages(stored)]


def counts_in_words(counts: Mapping[str, Mapping[str, int]]) -> str:
    """Numbers by sex, then by age, in a line."""
    ages = {str(band): str(word) for band, word in AGE_WORDS.items()}
    said = (
        (sex, ", ".join(f"{ages[band]} {number}" for band, number in by_age.items()))
        for sex, by_age in counts.items()
    )
    return "; ".join(f"{SEX_WORDS[sex]}: {numbers}" for sex, numbers in said)


def sums_in_words(people: int, talks: int) -> str:
    """How many people somebody talked with, in how many talks."""
    return _("People you have talked with: %(people)s. Talks: %(talks)s.", people=people, talks=talks)
