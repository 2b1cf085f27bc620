"""The sentences for the words of the inventory, and for the names and values of what is held. Knows no rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from lms.community.domain.talks import REFERRAL
from lms.community.presenters.wording import PLACE_WORDS, REFERRAL_WORD
from lms.data_inventory import DAYS, Basis, Ending, Kept, Purpose, Seen, What
from lms.feedback.presenters.wording import WHY
from lms.workshops.presenters.wording import KIND_WORDS, PART_WORDS, STATE_WORDS

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
    "test-on-paper": _l("Tests on paper: the row of letters and the mark"),
    "practice": _l("Questions to practise, and when they come back"),
    "unlock": _l("That a trainer or HR let somebody try a test again before the wait was over, and why"),
    "survey": _l("The answers to a survey, only where a plan was asked for: others lead to nobody"),
    "answered": _l("That somebody answered a survey, and in which month: this mark holds no answers"),
    "interviews": _l("How many people somebody asked in a round of a survey; never whom, nor what they said"),
    "feedback": _l(
        "Whether a lesson was clear, and why not: a mark stands in place of the name, so that nobody sees who said it"
    ),
    "workshop": _l("Workshops: who took part, who came late or left early, and what was met"),
    "walk-in": _l("Names and phones of people who came to a workshop and were on no list"),
    "community": _l(
        "Talks with groups: the day, the topic, the kind of place and how many people; never who came"
    ),
    "record": _l("Training record: what was achieved and decided"),
    "standing": _l("Which modules somebody is certified for, and until when"),
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
    "plan-training": _l("to plan the training that people need"),
    "mend-lessons": _l("to make lessons clearer"),
    "count-reached": _l("to count how many people are reached, and to support who talks with them"),
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
    "old-practice": _l(
        "Until the question was right four times in a row, or in a test; at most %(days)s days after it was due.",
        days=DAYS["old-practice"],
    ),
    "old-unlock": _l("%(days)s days.", days=DAYS["old-unlock"]),
    "old-response": _l("Until the person withdraws them, at most %(days)s days.", days=DAYS["old-response"]),
    "old-answered": _l("%(days)s days after the end of the month.", days=DAYS["old-answered"]),
    "old-interviews": _l("%(days)s days after the end of the round.", days=DAYS["old-interviews"]),
    "old-feedback": _l("%(days)s days after the end of the month.", days=DAYS["old-feedback"]),
    "old-workshop": _l("%(days)s days after the workshop was closed.", days=DAYS["old-workshop"]),
    "old-community": _l(
        "%(days)s days after the talk, or until the person’s data are erased; then only the numbers stay.",
        days=DAYS["old-community"],
    ),
    "old-walk-in": _l(
        "Until it is said who it was; at the latest %(days)s days after the workshop was closed.",
        days=DAYS["old-walk-in"],
    ),
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
    "old-practice": _l("Questions to practise: %(days)s days after they were due", days=DAYS["old-practice"]),
    "old-unlock": _l("That somebody was let try a test again: after %(days)s days", days=DAYS["old-unlock"]),
    "old-response": _l("Answers to surveys: after %(days)s days", days=DAYS["old-response"]),
    "old-answered": _l(
        "That a survey was answered: %(days)s days after the month", days=DAYS["old-answered"]
    ),
    "old-interviews": _l(
        "How many people somebody asked for a survey: %(days)s days after the round",
        days=DAYS["old-interviews"],
    ),
    "old-feedback": _l(
        "Whether lessons were clear: %(days)s days after the month in which it was said",
        days=DAYS["old-feedback"],
    ),
    "old-workshop": _l(
        "Who took part in workshops: %(days)s days after they were closed", days=DAYS["old-workshop"]
    ),
    "old-walk-in": _l(
        "Names of people who came to a workshop and were on no list: %(days)s days after it was closed",
        days=DAYS["old-walk-in"],
    ),
    "old-community": _l(
        "Who held a talk with a group: %(days)s days after it; the numbers stay", days=DAYS["old-community"]
    ),
    "open-paper": _l(
        "Tests that were begun and never handed in: after %(days)s days", days=DAYS["open-paper"]
    ),
    "old-pre-test": _l(
        "What people knew before a test, with their answers: after %(days)s days", days=DAYS["old-pre-test"]
    ),
}

# --- what is held about somebody: names of facts, and the words for values of closed sets ---------------------

FACTS: Final[Mapping[str, LazyString]] = {
    "active": _l("Account is open"),
    "act": _l("What was done"),
    "added_at": _l("On the list since"),
    "waits_since": _l("On the waiting list since"),
    "checked_in_at": _l("Checked in"),
    "answered_by": _l("Answered in the month that ends on"),
    "answered_on": _l("Answered on"),
    "answers": _l("Answers"),
    "asked_at": _l("Asked on"),
    "at": _l("Day"),
    "award": _l("Module"),
    "basis": _l("Kind of proof"),
    "badge_salt": _l("Random part of the badge"),
    "before": _l("What was there before"),
    "birth": _l("Date of birth"),
    "birth_year": _l("Year of birth"),
    "branch": _l("Branch"),
    "by": _l("By whom"),
    "card": _l("Card of the lesson"),
    "channel": _l("Sent as"),
    "certificates": _l("Certificates"),
    "certificates_decided": _l("Certificates"),
    "choices": _l("Answers"),
    "clear": _l("The lesson was clear"),
    "code": _l("Certificate code"),
    "count": _l("How often"),
    "counts": _l("People by sex and age"),
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
    "form_code": _l("Code of the test"),
    "first_on": _l("First day"),
    "last_on": _l("Last day"),
    "part": _l("Part of the day"),
    "state": _l("Attendance"),
    "written_at": _l("Recorded on"),
    "attended": _l("There for enough half-days"),
    "point": _l("Point of the practice card"),
    "practised": _l("Practice seen by a trainer"),
    "value": _l("Points"),
    "place": _l("Where it is"),
    "given": _l("What stands in the list"),
    "given_at": _l("Agreed on"),
    "issued_at": _l("Printed on"),
    "issued_on": _l("Issued on"),
    "issuer": _l("Address of the account service"),
    "item": _l("Question"),
    "kind": _l("What happened"),
    "kind_of_place": _l("Kind of place"),
    "language": _l("Language"),
    "languages": _l("Language"),
    "latin_name": _l("Name in Latin letters"),
    "lesson": _l("Lesson"),
    "letters": _l("Row of letters"),
    "line": _l("Line"),
    "linked_at": _l("Connected on"),
    "made_on": _l("Printed on"),
    "mark": _l("Marks of 100"),
    "merged_at": _l("Joined on"),
    "module": _l("Module"),
    "module_title": _l("Module"),
    "module_version": _l("Version"),
    "name": _l("Name"),
    "next_on": _l("Comes back on"),
    "number": _l("Volunteer number"),
    "on": _l("Day"),
    "outcome": _l("Answer"),
    "page": _l("Page"),
    "people": _l("All together"),
    "passed": _l("Passed"),
    "phone": _l("Phone number"),
    "pin": _l("A PIN is set"),
    "practised_on": _l("Practised last on"),
    "purpose": _l("For what"),
    "ratings": _l("Tasks, rated"),
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
    "step": _l("Right answers in a row"),
    "subject": _l("Your identifier at the account service"),
    "saved": _l("Answers saved so far"),
    "submitted_at": _l("Handed in on"),
    "survey": _l("Survey"),
    "round_ended": _l("Last day of the round"),
    "entered": _l("People asked"),
    "taken_on": _l("Day of the test"),
    "topic": _l("What you talked about"),
    "typed_at": _l("Typed on"),
    "undone_at": _l("Separated again on"),
    "unit": _l("Branch"),
    "used_at": _l("Used on"),
    "version": _l("Version"),
    "was": _l("before"),
    "words": _l("Written for the person"),
    "why": _l("Why not"),
    "withdrawn_at": _l("Taken back on"),
}

# Where somebody stands: by the record, not by a paper.
FACTS_OF_STANDING: Final[Mapping[str, LazyString]] = {"issued_on": _l("Certified")}

# Of an entry of the training records, which HR sees without this.
FACTS_OF_AN_ENTRY: Final[Mapping[str, LazyString]] = {"score": _l("Marks of 100, which only you see")}

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
        **KIND_WORDS,
        "achieved": _l("Achieved"),
        "certified": _l("Certified"),
        "extended": _l("Extended"),
        "revoked": _l("Revoked"),
        "reinstated": _l("Reinstated"),
        "corrected": _l("An earlier entry does not count"),
    },
    "requirement": {
        "post-test": _l("Post-test passed"),
        "observed-practice": _l("Practice seen by a trainer"),
        "attendance": _l("Attended"),
        "recognised": _l("Trained; the Society decided that it counts for the certificate"),
        "training": _l("Trained"),
        "trainer-credit": _l("Led a training"),
    },
    "basis": {"test": _l("Passed test"), "list": _l("Recorded from a list")},
    "form": {
        "pre": _l("Pre-test: what you knew already"),
        "post": _l("Post-test"),
        "refresher": _l("Test to renew a certificate"),
    },
    "result": {"passed": _l("Passed"), "attended": _l("Attended")},
    "channel": {"email": _l("E-mail"), "message": _l("Message")},
    "why": WHY,
    "kind_of_place": PLACE_WORDS,
    "topic": {REFERRAL: REFERRAL_WORD},
    "part": PART_WORDS,
    "state": STATE_WORDS,
    "outcome": {"erased": _l("Erased"), "refused": _l("Refused"), "withdrawn": _l("Taken back")},
    "purpose": {"reminders-email": _l("Reminders by e-mail")},
    "page": {
        "certificates.opened": _l("Certificate"),
        "certificates.person": _l("Certificates"),
        "erasures.one": _l("Request to be erased"),
        "people.person": _l("Account"),
        "cascade.exported": _l(
            "A list of who trained whom in your Society, as a file. Your name may be on it."
        ),
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
        "accounts.pin-ended": _l("PIN ended: a new card is needed"),
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
        "quizzes.paper-form": _l("Test on paper made"),
        "quizzes.paper-key": _l("Key of a test on paper opened"),
        "quizzes.paper-marks": _l("Marks of a test on paper seen while typing slips"),
        "quizzes.paper-removed": _l("Test on paper taken away: the slip was somebody else's"),
        "quizzes.paper-typed": _l("Test on paper typed into Sala"),
        "quizzes.start": _l("Test begun"),
        "quizzes.submit": _l("Test handed in"),
        "quizzes.unlocked": _l("Let try a test again before the wait was over"),
        "quizzes.withdraw": _l("Test withdrawn, because its questions changed"),
        "records.achieved": _l("Achievement recorded"),
        "records.corrected": _l("Entry corrected"),
        "cascade.exported": _l("List of who trained whom exported"),
        "records.exported": _l("List exported"),
        "records.extend-many": _l("Certificates of many people extended"),
        "records.extended": _l("Certificate extended"),
        "records.past-training": _l("Past training recorded"),
        "records.reinstated": _l("Certificate reinstated"),
        "records.reminded": _l("Reminder sent"),
        "records.reminder-taken-back": _l("Reminder not sent after all"),
        "records.revoked": _l("Certificate revoked"),
        "records.total-reported": _l("Total without names entered"),
        "records.total-withdrawn": _l("Total without names withdrawn"),
        "reports.exported": _l("Figures exported"),
        "rosters.done": _l("List brought in"),
        "rosters.dropped": _l("List dropped"),
        "rosters.failed-exported": _l("Lines of a list taken out that could not be used"),
        "rosters.opened": _l("Import of a list begun"),
        "rosters.of-kind": _l("List taken for one of another kind"),
        "rosters.of-society": _l("List of a branch made one of the Society"),
        "rosters.undone": _l("List undone"),
        "workshops.planned": _l("Workshop planned"),
        "workshops.changed": _l("Plan of a workshop changed"),
        "workshops.called-off": _l("Workshop called off"),
        "workshops.invited": _l("Put on the list of a workshop"),
        "workshops.taken-off": _l("Taken off the list of a workshop"),
        "workshops.waits": _l("Put on the waiting list of a workshop"),
        "workshops.waits-no-more": _l("Taken off the waiting list of a workshop"),
        "workshops.attendance": _l("Attendance of a workshop changed"),
        "workshops.practice": _l("Observed practice noted in a workshop"),
        "workshops.taken": _l("Attendance of a workshop saved"),
        "workshops.walk-in": _l("Somebody added who came without being on a list"),
        "workshops.walk-in-off": _l("Somebody removed who was added by mistake"),
        "workshops.announced": _l("Somebody checked in without signing in"),
        "workshops.checked-in": _l("Checked in to a workshop"),
        "workshops.opened": _l("Check-in of a workshop opened"),
        "workshops.papers": _l("Papers of a workshop taken out"),
        "workshops.matched": _l("Said who somebody is who came to a workshop"),
        "workshops.closed": _l("Workshop closed"),
        "workshops.reopened": _l("Workshop opened again"),
    },
}
