"""The sentences for the words of the inventory, and for the names and values of what is held. Knows no rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from lms.data_inventory import DAYS, Basis, Ending, Kept, Purpose, Seen, What

WHAT: Final[Mapping[What, LazyString]] = {
    "name": _l("Name and volunteer number"),
    "contact": _l("Phone number and e-mail address"),
    "sex-and-age": _l("Sex and year of birth"),
    "language": _l("Language"),
    "branch": _l("Branch"),
    "account": _l("When the account was made and changed"),
    "pin": _l("PIN, scrambled so that nobody can read it"),
    "card": _l("Sign-in cards"),
    "passkey": _l("Passkeys, for people with tasks in Sala who sign in with one"),
    "openid": _l("Account of a Society, for people with tasks in Sala who sign in with it"),
    "session": _l("Where the person is signed in: since when, not on which device"),
    "failures": _l("Tries to sign in, scrambled so that they name nobody"),
    "role": _l("Roles, for people with tasks in Sala"),
    "merge": _l("Which records belong to the same person"),
    "reading": _l("Which lessons were read"),
    "test": _l("Tests with answers and marks"),
    "record": _l("Training record: what was achieved and decided"),
    "certificate": _l("Certificates"),
    "reminder": _l("Reminders that were sent"),
    "letter": _l("Reminders by e-mail"),
    "import": _l("Lines of lists that a Society brought into Sala"),
    "act": _l("What was done with a person's record, and what they did themselves"),
    "lookup": _l("Who opened a person's page, and lists that were taken out as a file"),
    "job": _l("Work that Sala does in the background"),
    "notice": _l("That this notice was read"),
    "consent": _l("What was agreed to"),
    "erasure": _l("Requests to be erased"),
}

# What is left of a kind once the person was erased, where that is less than the kind.
STAYS: Final[Mapping[What, LazyString]] = {
    "sex-and-age": _l("Sex and age group"),
    "certificate": _l("That a certificate was issued"),
}

PURPOSES: Final[Mapping[Purpose, LazyString]] = {
    "know-who": _l("to know who is who, and to print the right name"),
    "reach": _l("to sign in, and to reach somebody about their training"),
    "figures": _l("to count how many people were trained, without naming them"),
    "understand": _l("to speak a language that the person reads"),
    "sign-in": _l("to let nobody else sign in"),
    "security": _l("to stop people who guess PINs"),
    "staff": _l("to open staff pages to the right people only"),
    "learn": _l("to show where to go on, and what to read again"),
    "prove": _l("to prove who was trained, and until when"),
    "remind": _l("to remind once, and not twice"),
    "move-lists": _l("to check a list before it counts, and to undo it"),
    "account-for": _l("to know afterwards who did what"),
    "operate": _l("to keep Sala working"),
    "rights": _l("to prove that people were told, asked and answered"),
}

BASES: Final[Mapping[Basis, LazyString]] = {
    "interest": _l("The Society needs it for its task of training volunteers."),
    "consent": _l("The person agreed to it, and can take that back."),
    "duty": _l("Data protection rules ask for it."),
}

KEPT: Final[Mapping[Kept, LazyString]] = {
    "until-erased": _l("Until the person's data are erased."),
    "without-name": _l("The fact stays, without name and contact once the person's data are erased."),
    "in-figures": _l(
        "Sex and age group stay for the figures, without a name, once the person's data are erased."
    ),
    "not-kept": _l("Sala keeps no copy."),
    "old-card": _l("Until %(days)s days after the card expired.", days=DAYS["old-card"]),
    "old-failures": _l("%(days)s days.", days=DAYS["old-failures"]),
    "old-session": _l(
        "Until the person signs out, at most until %(days)s days after it ran out.", days=DAYS["old-session"]
    ),
    "closed-import": _l("Until %(days)s days after the list was dealt with.", days=DAYS["closed-import"]),
    "old-lookup": _l("%(days)s days.", days=DAYS["old-lookup"]),
    "old-reminder": _l("%(days)s days.", days=DAYS["old-reminder"]),
    "old-job": _l("%(days)s days.", days=DAYS["old-job"]),
}

SEEN: Final[Mapping[Seen, LazyString]] = {
    "self": _l("the person"),
    "hr": _l("HR of the person's Society, and the administrators of Sala"),
    "trainer": _l("trainers of the person's branch"),
    "code-holder": _l("whoever holds the certificate and checks its code"),
    "nobody": _l("nobody; only the programme uses it"),
}

# What is removed by itself, day by day, as the job of retention does it.
ENDINGS: Final[Mapping[Ending, LazyString]] = {
    "old-card": _l("Sign-in cards: %(days)s days after they expired", days=DAYS["old-card"]),
    "old-failures": _l("Tries to sign in: after %(days)s days", days=DAYS["old-failures"]),
    "old-session": _l("Where people are signed in: %(days)s days after it ran out", days=DAYS["old-session"]),
    "closed-import": _l(
        "Lines of lists that a Society brought in: after %(days)s days", days=DAYS["closed-import"]
    ),
    "old-lookup": _l("Who opened a person's page: after %(days)s days", days=DAYS["old-lookup"]),
    "old-reminder": _l("Reminders: after %(days)s days", days=DAYS["old-reminder"]),
    "old-job": _l("Work in the background: %(days)s days after it ended", days=DAYS["old-job"]),
    "open-paper": _l(
        "Tests that were begun and never handed in: after %(days)s days", days=DAYS["open-paper"]
    ),
}

# --- what is held about somebody: names of facts, and the words for values of closed sets ---------------------

FACTS: Final[Mapping[str, LazyString]] = {
    "active": _l("Account is open"),
    "act": _l("What was done"),
    "answers": _l("Answers"),
    "asked_at": _l("Asked on"),
    "at": _l("Day"),
    "award": _l("Module"),
    "basis": _l("Kind of proof"),
    "before": _l("What was there before"),
    "birth": _l("Date of birth"),
    "birth_year": _l("Year of birth"),
    "branch": _l("Branch"),
    "by": _l("By whom"),
    "channel": _l("Sent as"),
    "certificates": _l("Certificates"),
    "certificates_decided": _l("Certificates"),
    "code": _l("Certificate code"),
    "count": _l("How often"),
    "created_at": _l("Made on"),
    "days": _l("Days before the end"),
    "decided_at": _l("Answered on"),
    "due_on": _l("Answer is due on"),
    "effective_on": _l("Day"),
    "email": _l("E-mail address"),
    "entries": _l("Entries"),
    "evidence": _l("It rests on"),
    "expires_at": _l("Can be used until"),
    "until": _l("Used until"),
    "expires_on": _l("Valid until"),
    "file_name": _l("File"),
    "form": _l("Kind of test"),
    "given": _l("What stands in the list"),
    "given_at": _l("Agreed on"),
    "issued_at": _l("Printed on"),
    "issued_on": _l("Issued on"),
    "issuer": _l("Address of the account service"),
    "kind": _l("What happened"),
    "language": _l("Language"),
    "latin_name": _l("Name in Latin letters"),
    "lesson": _l("Lesson"),
    "line": _l("Line"),
    "linked_at": _l("Connected on"),
    "made_on": _l("Printed on"),
    "mark": _l("Marks of 100"),
    "merged_at": _l("Joined on"),
    "module": _l("Module"),
    "module_title": _l("Module"),
    "module_version": _l("Version"),
    "name": _l("Name"),
    "number": _l("Volunteer number"),
    "on": _l("Day"),
    "outcome": _l("Answer"),
    "page": _l("Page"),
    "passed": _l("Passed"),
    "phone": _l("Phone number"),
    "pin": _l("A PIN is set"),
    "purpose": _l("For what"),
    "read_at": _l("Read on"),
    "reason": _l("Reason"),
    "recorded_at": _l("Recorded on"),
    "requirement": _l("What was met"),
    "reread": _l("To read again"),
    "result": _l("Result"),
    "revoked_at": _l("Withdrawn on"),
    "role": _l("Role"),
    "roles": _l("Role"),
    "score": _l("Marks of 100"),
    "seen_at": _l("Read on"),
    "confirmed_at": _l("PIN typed last on"),
    "signed_in_at": _l("Signed in since"),
    "last_used_at": _l("Last used on"),
    "ends_at": _l("Ends by itself on"),
    "sent_at": _l("Sent on"),
    "set": _l("now"),
    "sex": _l("Sex"),
    "society": _l("National Society"),
    "started_at": _l("Begun on"),
    "subject": _l("Your identifier at the account service"),
    "submitted_at": _l("Handed in on"),
    "undone_at": _l("Separated again on"),
    "unit": _l("Branch"),
    "used_at": _l("Used on"),
    "version": _l("Version"),
    "was": _l("before"),
    "withdrawn_at": _l("Taken back on"),
}

# Of a certificate for a training that is known from a list: as the paper itself calls its days.
FACTS_FROM_A_LIST: Final[Mapping[str, LazyString]] = {
    "issued_on": _l("Day of the training"),
    "made_on": _l("Issued on"),
}

# By fact, then by value. A value that has no word here is shown as it is stored.
VALUES: Final[Mapping[str, Mapping[str, LazyString]]] = {
    "sex": {"female": _l("female"), "male": _l("male"), "other": _l("other"), "": _l("not said")},
    "by": {"self": _l("you"), "staff": _l("staff"), "sala": _l("Sala itself")},
    "role": {
        "trainer": _l("Trainer"),
        "hr": _l("HR"),
        "editor": _l("Editor"),
        "viewer": _l("Viewer of figures"),
        "admin": _l("Administrator"),
    },
    "kind": {
        "achieved": _l("Achieved"),
        "certified": _l("Certified"),
        "extended": _l("Extended"),
        "revoked": _l("Revoked"),
        "reinstated": _l("Reinstated"),
        "corrected": _l("An earlier entry does not count"),
    },
    "requirement": {
        "post-test": _l("Post-test passed"),
        "attendance": _l("Attended"),
        "recognised": _l("Trained; the Society decided that it counts for the certificate"),
        "training": _l("Trained"),
        "trainer-credit": _l("Led a training"),
    },
    "basis": {"test": _l("Online test"), "list": _l("Recorded from a list")},
    "form": {"post": _l("Post-test")},
    "result": {"passed": _l("Passed"), "attended": _l("Attended")},
    "channel": {"email": _l("E-mail"), "message": _l("Message")},
    "outcome": {"erased": _l("Erased"), "refused": _l("Refused"), "withdrawn": _l("Taken back")},
    "purpose": {"reminders-email": _l("Reminders by e-mail")},
    "page": {
        "certificates.opened": _l("Certificate"),
        "certificates.person": _l("Certificates"),
        "erasures.one": _l("Request to be erased"),
        "people.person": _l("Account"),
        "records.exported": _l("A list of your branch or Society, as a file. Your name may be on it."),
        "records.person": _l("Training record"),
    },
    "act": {
        "accounts.card": _l("Sign-in card printed"),
        "accounts.card-withdrawn": _l("Sign-in card withdrawn"),
        "accounts.create": _l("Account made"),
        "accounts.deactivate": _l("Account closed"),
        "accounts.edit": _l("Account changed"),
        "accounts.merge": _l("Two records joined"),
        "accounts.merge-undone": _l("Two records separated again"),
        "accounts.move": _l("Moved to another branch"),
        "accounts.openid": _l("Account of the Society connected"),
        "accounts.openid-refused": _l("Sign-in with the account of the Society refused"),
        "accounts.openid-removed": _l("Account of the Society disconnected"),
        "accounts.openid-used": _l("Signed in with the account of the Society"),
        "accounts.passkey": _l("Passkey added"),
        "accounts.passkey-doubled": _l("Passkey refused: it seems to have been copied"),
        "accounts.passkey-removed": _l("Passkey removed"),
        "accounts.passkey-used": _l("Signed in with a passkey"),
        "accounts.pin": _l("PIN chosen"),
        "accounts.reactivate": _l("Account opened again"),
        "accounts.remove": _l("Account removed that was made by mistake"),
        "accounts.role": _l("Role given"),
        "accounts.role-taken": _l("Role taken away"),
        "accounts.signed-out-everywhere": _l("Signed out everywhere"),
        "accounts.units": _l("Branches made"),
        "certificates.printed": _l("Certificate printed"),
        "certificates.replaced": _l("Certificate replaced"),
        "privacy.consent": _l("Agreed"),
        "privacy.consent-withdrawn": _l("Agreement taken back"),
        "privacy.erased": _l("Somebody erased"),
        "privacy.erasure-asked": _l("Asked to be erased"),
        "privacy.erasure-refused": _l("Request to be erased refused"),
        "privacy.erasure-withdrawn": _l("Request to be erased taken back"),
        "quizzes.start": _l("Test begun"),
        "quizzes.submit": _l("Test handed in"),
        "quizzes.withdraw": _l("Test withdrawn, because its questions changed"),
        "records.achieved": _l("Achievement recorded"),
        "records.corrected": _l("Entry corrected"),
        "records.exported": _l("List exported"),
        "records.extend-many": _l("Certificates of many people extended"),
        "records.extended": _l("Certificate extended"),
        "records.past-training": _l("Past training recorded"),
        "records.reinstated": _l("Certificate reinstated"),
        "records.reminded": _l("Reminder sent"),
        "records.revoked": _l("Certificate revoked"),
        "records.total-reported": _l("Total without names entered"),
        "records.total-withdrawn": _l("Total without names withdrawn"),
        "reports.exported": _l("Figures exported"),
        "rosters.done": _l("List brought in"),
        "rosters.dropped": _l("List dropped"),
        "rosters.failed-exported": _l("Lines of a list taken out that could not be used"),
        "rosters.opened": _l("Import of a list begun"),
        "rosters.of-society": _l("List of a branch made one of the Society"),
        "rosters.undone": _l("List undone"),
    },
}
