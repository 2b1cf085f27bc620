"""Each kind of place and each language of a talk has a name in the four languages."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import force_locale

from lms.community.domain.talks import LANGUAGES, PLACES, REFERRAL, SEVERAL
from lms.community.presenters.wording import SEX_WORDS, language_name, place_name, topic_name


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_nothing_that_is_chosen_or_counted_is_called_by_its_code(house: Flask, language: str) -> None:
    with house.test_request_context(f"/{language}/"), force_locale(language):
        names: list[tuple[str, str]] = [(place, place_name(place).text) for place in PLACES]
        names += [(code, language_name(code).text) for code in (*LANGUAGES, SEVERAL)]
        names.append((REFERRAL, topic_name(REFERRAL).text))
        assert [code for code, name in names if name in {code, ""}] == []
        assert len({name for _, name in names}) == len(names)


@pytest.mark.parametrize("language", ["km", "lo", "th"])
def test_no_kind_of_place_and_no_sex_is_left_in_english(house: Flask, language: str) -> None:
    with house.test_request_context("/en/"):
        english = [place_name(place).text for place in PLACES] + [str(word) for word in SEX_WORDS.values()]
        with force_locale(language):
            theirs = [place_name(place).text for place in PLACES] + [str(word) for word in SEX_WORDS.values()]
    assert [one for one, other in zip(english, theirs, strict=True) if one == other] == []
