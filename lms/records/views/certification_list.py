"""The list page of HR: people of a scope × awards, with the standing on a day. `views` gives it its address."""

from __future__ import annotations

from functools import partial

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from lms import clock, web
from lms.accounts import auth
from lms.accounts.queries import units as units_queries
from lms.accounts.queries.former_numbers import former_numbers_named
from lms.content import award_names, registry
from lms.errors import RuleBroken
from lms.i18n import current_language
from lms.records import forms
from lms.records.forms import ACCOUNT_WORDS, AGE_WORDS, ROLE_WORDS, SEX_WORDS, STATUS_WORDS, Typed
from lms.records.presenters import standing_chip
from lms.records.queries import certification_list

FOLDED = ("account", "role", "sex", "ages", "as_of", "known_on")  # fields that stand under "More filters"
WORDS = {"no-such-place": _l("The list cannot go on from there. It starts again from the top.")}


@web.access("records.read")
def people() -> ResponseReturnValue:
    """The roll: people of the scope with the status of each award."""
    return roll_page(request.args)


def roll_page(typed: Typed) -> ResponseReturnValue:
    """The roll under a filter; with 422 and the errors on their fields where the filter means nothing."""
    content, today, language = registry.current(), clock.today(), current_language()
    units = certification_list.units_of(auth.scope(), current_language())
    form = forms.read_filter(typed, units, content)
    page, counts, lost = None, None, ""
    if form.wanted is not None:
        try:
            page = certification_list.page(form.wanted, today, typed.get("after", ""))
        except RuleBroken as broken:
            page, lost = certification_list.page(form.wanted, today), web.message_for(broken)
        counts = certification_list.counts(form.wanted, today)
    unit_names = {unit.id: units_queries.name_of(code, language) for code, unit in units.items()}
    awards = {module.id: award_names.of_award(content, module.id, language) for module in content.modules}
    answer = render_template(
        "records/people.html",
        form=form,
        page=page,
        counts=counts,
        lost=lost,
        first=not typed.get("after") or bool(lost),
        unit_names=unit_names,
        former={} if form.wanted is None else former_numbers_named(form.wanted.text, form.wanted.units),
        awards=awards,
        shown=form.wanted.awards if form.wanted else (),
        words=STATUS_WORDS,
        chips=partial(
            standing_chip.chips, on=form.wanted.day(today) if form.wanted else today, names=STATUS_WORDS
        ),
        signs=standing_chip.SIGNS,
        trained_means=forms.TRAINED_MEANS,
        folded=FOLDED,
        choices=[
            ("branch", _l("Branch"), [(code, unit_names[unit.id]) for code, unit in units.items()]),
            ("module", _l("Module"), list(awards.items())),
            ("status", _l("Status"), list(STATUS_WORDS.items())),
            ("account", _l("Account"), list(ACCOUNT_WORDS.items())),
            ("role", _l("Role"), list(ROLE_WORDS.items())),
            ("sex", _l("Sex"), list(SEX_WORDS.items())),
            ("ages", _l("Age"), list(AGE_WORDS.items())),
        ],
    )
    return answer, 422 if form.errors or lost else 200
