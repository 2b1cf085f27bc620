"""What anybody may know of a certificate by its code: whether it is genuine, and what it is worth today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lms.accounts.services.people import Person
from lms.certificates.domain import status
from lms.certificates.domain.certificate_data import Dating, Text, printed_date
from lms.certificates.domain.status import State
from lms.certificates.models import Certificate
from lms.certificates.rendering import document
from lms.certificates.services.certificates import (
    by_code,
    certificates_of,
    days_of,
    design_called,
    society_called,
    taught_module,
    title_of,
)
from lms.records.domain.validity import or_forever
from lms.records.services import achievements
from lms.records.services.achievements import CertificateStanding


@dataclass(frozen=True)
class Printed:
    """A day, and how the paper says it."""

    day: date
    on_paper: Text

    def day_for(self, language: str) -> date | None:
        """The day, to be said once more to a reader of another language; None where the paper says it already."""
        return None if language == self.on_paper.language else self.day


@dataclass(frozen=True)
class Worth:
    """Whether a certificate counts on a day, and until when (None: for ever).

    `until` is the last day on which its holder is certified for the module, as the record says; of one that counts no
    more, its own last day, `own`. `own` includes extensions. `printed`: what stands on the paper.
    """

    state: State
    until: date | None
    own: date | None
    printed: date | None

    @property
    def renewed(self) -> bool:
        """Whether it counts longer than by itself, because its holder was trained again."""
        return self.state == "valid" and or_forever(self.until) > or_forever(self.own)

    @property
    def overstated(self) -> bool:
        """Whether the paper shows a day beyond that on which it ends: what it was printed with counts no more."""
        return self.state in ("valid", "expired") and or_forever(self.printed) > or_forever(self.until)


@dataclass(frozen=True)
class Verified:
    """What a check of a code tells: the state, and no more than the paper itself shows.

    `expires_on` is the day on the paper; `worth` says until when it counts. `another`: this one was withdrawn,
    but the holder has one of the same module that is valid. `trained_on` is given where the Society has recorded the
    training from a list; `issued_on` is None where it is not known then.
    """

    worth: Worth
    name: str
    latin_name: str
    module: Text
    society: Text
    trained_on: Printed | None
    issued_on: Printed | None
    expires_on: Printed | None
    another: bool
    award: str
    society_code: str

    @property
    def state(self) -> State:
        """Whether it counts."""
        return self.worth.state

    @property
    def until(self) -> date | None:
        """Until when it counts."""
        return self.worth.until

    def module_for(self, language: str) -> Text | None:
        """The module as a reader of another language knows it; None where the paper says it already, or it is gone."""
        module = taught_module(self.award)
        return None if module is None else _unless(self.module, title_of(module, language))

    def society_for(self, language: str) -> Text | None:
        """The Society as a reader of another language knows it; None where the paper says it already."""
        name = society_called(self.society_code).name(language)
        return _unless(self.society, Text(name.text, name.language))


def _unless(printed: Text, text: Text) -> Text | None:
    return None if text.language == printed.language or text.text == printed.text else text


def verify(typed: str, on: date) -> Verified:
    """What the paper with this code says, and whether it counts on a day. Raises NotFound."""
    certificate = by_code(typed)
    society = society_called(certificate.society).name(certificate.language)
    worth, days = worth_of(certificate, on), days_of(certificate)
    return Verified(
        worth=worth,
        name=certificate.name,
        latin_name=certificate.latin_name,
        module=Text(certificate.module_title, certificate.module_title_language),
        society=Text(society.text, society.language),
        trained_on=_printed(certificate, days.trained_on),
        issued_on=_printed(certificate, days.issued_on),
        expires_on=_printed(certificate, certificate.expires_on),
        another=worth.state == "withdrawn" and _has_another(certificate, on),
        award=certificate.award,
        society_code=certificate.society,
    )


def _printed(certificate: Certificate, day: date | None) -> Printed | None:
    if day is None:
        return None
    society, design = society_called(certificate.society), design_called(certificate.design)
    words = design.wordings[document.words_language(design, certificate.language)]
    dating = Dating(certificate.language, society.calendar, society.digits)
    return Printed(day, Text(printed_date(day, dating, words), certificate.language))


def _has_another(certificate: Certificate, on: date) -> bool:
    return any(
        one.award == certificate.award and state_of(one, on) == "valid"
        for one in certificates_of(certificate.person_id)
    )


def worth_of(certificate: Certificate, on: date) -> Worth:
    """What the ledger says of a certificate on a day: what is printed may have been extended, renewed or corrected."""
    return worth_by(achievements.certificate_standing(certificate.entry_id, on), certificate, on)


def worth_by(standing: CertificateStanding | None, certificate: Certificate, on: date) -> Worth:
    """The same by what a ledger would say of its entry; None where that was taken back."""
    own = certificate.expires_on
    if own is not None and standing is not None:  # one that never expires was certified for good
        own = standing.expires_on
    holds = own is not None and standing is not None and standing.record.in_force
    until = standing.record.expires_on if standing is not None and holds else own
    state = status.state(
        replaced=certificate.replaced_by_id is not None,
        revoked=standing is not None and standing.is_revoked,
        expires_on=until,
        on=on,
        withdrawn=standing is None,
        removed=is_removed(certificate),
    )
    return Worth(state, until, own, certificate.expires_on)


def is_removed(certificate: Certificate) -> bool:
    """Whether the holder's data were removed: a certificate without a name is nobody's."""
    return certificate.name == ""


def state_of(certificate: Certificate, on: date) -> State:
    """Whether a certificate counts on a day."""
    return worth_of(certificate, on).state


def is_paper(state: State) -> bool:
    """Whether a certificate in this state may be given out: an expired one says its end itself."""
    return state in ("valid", "expired")


def valid_certificate_of(person: Person, award: str, on: date) -> tuple[Certificate, Worth] | None:
    """The newest certificate of an award that counts on a day, with what it is worth."""
    for certificate in certificates_of(person.id):
        if certificate.award == award and (worth := worth_of(certificate, on)).state == "valid":
            return certificate, worth
    return None
