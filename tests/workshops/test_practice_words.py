"""What pages say of practice: from which day on it is asked for, and what is still missing and how to get it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from lms import clock, config
from lms.content import loader, registry
from lms.content.types.curriculum import Content, EarlierAward
from lms.courses.presenters.practice_rule import practice_words
from lms.db import session
from lms.quizzes.services.practice_need import practice_of
from lms.records.services import achievements
from tests.client import StrictClient
from tests.people import People
from tests.privacy.lives import hand_in
from tests.records.history import day


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> Content:
    """The content of the checkout with the rules of all days."""
    content = loader.load(config.CHECKOUT)
    monkeypatch.setattr(registry, "current", lambda: content)
    return content


def test_the_module_says_from_which_day_on_practice_is_asked_for(
    app: Flask, client: StrictClient, real: Content
) -> None:
    page = client.get("/en/modules/pss/").get_data(as_text=True)
    assert "For certificates from 1 July 2027 on a trainer has to see you practise, too." in page
    assert "Your branch knows when there is one." in page
    assert "The certificate does not depend on it." in client.get("/en/modules/hiv/").get_data(as_text=True)
    assert "practise, too" not in client.get("/en/modules/cea/").get_data(as_text=True)


def test_an_award_that_always_asked_for_it_says_no_day(app: Flask, real: Content) -> None:
    award = replace(real.module("pss").award, earlier=())
    with app.test_request_context("/en/"):
        words = practice_words(replace(real.module("pss"), award=award))
    assert words.startswith("For the certificate a trainer has to see you practise, too.")


def test_the_certificates_of_the_last_day_before_are_given_for_the_test_alone(
    people: People, real: Content
) -> None:
    award = real.module("pss").award
    assert award.asks_from("observed-practice") == date(2027, 7, 1)
    assert real.module("hiv").award.asks_from("observed-practice") is None
    assert [one.requires for one in award.earlier] == [frozenset({"post-test"})]
    assert isinstance(award.earlier[0], EarlierAward)


def test_who_passed_and_waits_for_a_trainer_is_told_how_to_be_seen(
    client: StrictClient, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = registry.current()
    yesterday = clock.today() - timedelta(days=1)
    modules = []
    for module in content.modules:
        award = module.award
        if module.id == "pss":
            before = EarlierAward(
                yesterday, award.validity_months, award.requires, award.refresher, award.trainer_credit
            )
            award = replace(award, requires=award.requires | {"observed-practice"}, earlier=(before,))
        modules.append(replace(module, award=award))
    changed = replace(content, modules=tuple(modules))
    monkeypatch.setattr(registry, "current", lambda: changed)
    client.sign_in("KH-1001")
    assert "The test is passed and counts." not in client.get("/en/quizzes/pss/").get_data(as_text=True)
    hand_in(people.sokha, "pss", right=True)
    session.commit()
    assert "The test is passed and counts." in client.get("/en/quizzes/pss/").get_data(as_text=True)
    with day((yesterday - timedelta(days=1)).isoformat()):
        hand_in(people.ratana, "pss", right=True)
    standing = achievements.standings_of(people.ratana, clock.today())["pss"]
    assert practice_of(people.ratana, changed.module("pss"), standing) == "too", (
        "she holds one, and needs it to renew"
    )
