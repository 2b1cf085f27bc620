"""What happens to a form that somebody sends after their session has ended: nothing of it is done, and nothing is lost.

The answer is the page to sign in, which says of which form it is and holds what was typed as hidden fields; after
signing in all of it is shown, and sent on by a button, to the address that it was meant for. Nothing of it is stored.
It is that of whoever had opened its page (`auth.form_owner`): nobody else is shown anything of it, or can send it. Only
forms that say so are kept (`carried_fields.kept_as`), and none that asks for the PIN again: whoever has just signed in
did not mean that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from flask import current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from lms import web
from lms.accounts import auth
from lms.accounts.auth import form_owner, next_page, weighty_pages
from lms.accounts.queries import people as people_queries
from lms.accounts.services import people as people_service
from lms.accounts.services.people import Person
from lms.accounts.views import pin_confirmation
from lms.web import carried_fields
from lms.web.carried_fields import Kept
from lms.web.request_input import MOST_FIELDS

_PREFIX: Final = "kept-"
_TARGET: Final = "kept.for"
_OPENED_BY: Final = "kept.by"  # the mark of whoever had opened the page of the form
_BESIDE: Final = 10  # fields that signing in sends beside them
# Whoever signs in next must not be able to send the PIN that another person has typed.
_SECRETS: Final = frozenset(
    {"old", "pin", "again", pin_confirmation.PIN_FIELD, pin_confirmation.PASSKEY_FIELD}
)

# What a form holds of its own page, which nobody has typed and which changes nothing.
_UNSEEN: Final = ("version", "was-")
_OF_BRANCH: Final = ("unit", "branch", "society")  # fields that hold the code of a branch or Society
# Where two have changed a field: the choice of what was saved meanwhile, and that value (`people_edit.html`).
_CHOICE: Final = "use-"
_SAVED_MEANWHILE: Final = "was-"
# What an address hides from who looks at it here: the server, or a browser, reads a slash.
_HIDDEN_SLASH: Final = re.compile(r"\\|%2f|%5c", re.IGNORECASE)
_PATH_SIGNS: Final = "/:@!$&'()*+,;="

Fields = list[tuple[str, str]]


class KeptForm(NamedTuple):
    """A form that waits: its words, what it needs to be sent, whom its address names ("" for nobody), where it goes to,
    and its page.

    `page` is "" where the address of the form opens no page; `parts`: those of the address.
    """

    words: Kept
    access: str
    about: str
    target: str
    page: str
    parts: Mapping[str, Any]


def form_at(address: str) -> KeptForm | None:
    """The form that is sent to an address of ours, if it is one that may be kept.

    The address is read as the server will read it, and made anew from what was found: no other form hides in it.
    """
    parts = urlsplit(address)
    path = unquote(parts.path)
    if _HIDDEN_SLASH.search(parts.path) or {".", ".."} & set(path.split("/")):
        return None
    try:
        endpoint, values = current_app.url_map.bind("").match(path, method="POST")
    except HTTPException:
        return None
    words, access = carried_fields.kept(endpoint), web.access_of(endpoint)
    if words is None or access in (None, "public") or weighty_pages.is_weighty(endpoint):
        return None
    target = url_for(endpoint, **values) + (f"?{parts.query}" if parts.query else "")
    page = target if web.opens(path) else ""
    return KeptForm(words, str(access), values.get("number", ""), target, page, values)


def form_of(fields: Fields) -> KeptForm | None:
    """The form whose fields a page to sign in carries."""
    return form_at(dict(fields)[_TARGET]) if fields else None


def of_this_request() -> Fields | None:
    """What was typed into the form that has just been sent, as fields of the page to sign in; None: it cannot be kept.

    A file, and a form with a PIN, are not, nor more than forms of ours have, nor what concerns the rights or the names
    of people (see `form_at`). Nor is what another site may have sent: whoever signs in would send it on.
    """
    address = quote(request.path, safe=_PATH_SIGNS)
    if (
        form_at(address) is None
        or request.files
        or _SECRETS & request.form.keys()
        or not web.is_from_this_site()
    ):
        return None
    typed = carried_fields.bounded(request.form)
    if typed is None or len(typed) > MOST_FIELDS - _BESIDE:
        return None
    if request.query_string:
        address += f"?{request.query_string.decode('latin-1')}"
    opened_by = form_owner.mark_in(request.form.get(form_owner.CSRF_FIELD, ""))
    waits_for = [(_TARGET, address), (_OPENED_BY, opened_by)]
    return [*waits_for, *((_PREFIX + name, value) for name, value in typed)]


def carried() -> Fields:
    """The fields that the page to sign in has carried; none where it was opened for nothing else."""
    address = request.form.get(_TARGET, "")
    if not next_page.is_local(address) or form_at(address) is None:
        return []
    names = (_TARGET, _OPENED_BY, _PREFIX)
    return [(name, value) for name, value in request.form.items(multi=True) if name.startswith(names)]


def offer(person: Person, fields: Fields) -> str:
    """Who has signed in, what was typed before, and a button that sends it on. Not to whoever may not send it."""
    g.pop(form_owner.CSRF_FIELD, None)  # that of the session which has just ended
    auth.take_as_personal()
    form = form_of(fields)
    if form is None or _is_somebody_elses(person, form, dict(fields).get(_OPENED_BY, "")):
        return render_template(
            "accounts/interrupted_other.html", person=person, onward=next_page.start_page(person)
        )
    may_send = _may_send(person, form)
    carried_on = [(name.removeprefix(_PREFIX), value) for name, value in fields if name.startswith(_PREFIX)]
    typed = _decided(carried_on)
    is_open = may_send and _is_open(person, form, typed)
    return render_template(
        "accounts/interrupted.html",
        person=person,
        form=form,
        may_send=may_send,
        is_open=is_open,
        typed=typed,
        shown=list(_in_words(person, form, typed)) if is_open else [],
        onward=next_page.start_page(person),
    )


def _subjects(person: Person, form: KeptForm) -> list[Person]:
    """Whom the address of a form names, of those whom a reader may see."""
    if form.access == "signed-in" or not form.about:
        return []
    return people_queries.people_by_number(form.about, people_service.scope_of(person, form.access))


def _is_open(person: Person, form: KeptForm, typed: Fields) -> bool:
    """Whether the reader may see what the form is about: else it was typed by somebody else, about others."""
    if form.access == "signed-in":
        return True
    if form.about and not _subjects(person, form):
        return False
    scope = people_service.scope_of(person, form.access)
    codes = {value for name, value in typed if name in _OF_BRANCH and value}
    units = [people_queries.find_unit(code) for code in codes]
    return form.words.is_open(form.parts, scope) and all(unit is None or unit.id in scope for unit in units)


def _decided(typed: Fields) -> Fields:
    """The fields with what was chosen where two had changed one, in its place: what is shown is what will be stored."""
    values = dict(reversed(typed))  # of several of one name the first counts
    chosen = {
        name: values[_SAVED_MEANWHILE + name]
        for choice, value in values.items()
        if choice.startswith(_CHOICE) and value == "theirs"
        if _SAVED_MEANWHILE + (name := choice.removeprefix(_CHOICE)) in values
    }
    kept = [one for one in typed if one[0] not in chosen and not one[0].startswith(_CHOICE)]
    return [*kept, *chosen.items()]


def _in_words(person: Person, form: KeptForm, typed: Fields) -> Iterator[tuple[str, str]]:
    about = _subjects(person, form)
    for name, value in typed:
        if form.words.is_private or name.startswith(_UNSEEN):
            continue
        said = form.words.words(name, value, about[0] if len(about) == 1 else None)
        if said is not None:
            yield said


def _is_somebody_elses(person: Person, form: KeptForm, opened_by: str) -> bool:
    """Whether another person had opened the page. Where nobody knows, a private form is given to nobody: what it says
    is of the one who filled it in. The others say what they hold, and that they may be left.
    """
    return auth.is_another(opened_by, person) if opened_by else form.words.is_private


def _may_send(person: Person, form: KeptForm) -> bool:
    return form.access == "signed-in" or people_service.may(person, form.access)


def lead_to_sign_in() -> ResponseReturnValue:
    """Where the form cannot be kept: to sign in, and from there to its page, which says that nothing was saved."""
    page = request.full_path.rstrip("?") if web.opens(request.path) else None
    return redirect(url_for("accounts.sign_in", next=page, lost="1"), 303)
