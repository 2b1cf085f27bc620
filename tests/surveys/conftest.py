"""The survey of the checkout and its form, for tests of what comes back from KoboToolbox and ODK."""

from __future__ import annotations

import pytest
from flask import Flask

from lms.content import registry
from lms.content.types.surveys import Survey
from tests.surveys.collecting import form_of


@pytest.fixture
def survey(app: Flask) -> Survey:
    """The survey of the checkout."""
    return registry.current().surveys["needs"]


@pytest.fixture
def form(survey: Survey) -> bytes:
    """Its form."""
    return form_of(survey)
