"""The closed door between a design and the house."""

from __future__ import annotations

from typing import Any, cast

import pytest

from lms.certificates.rendering.sandbox import TemplateBrokenError, fill


def test_values_are_placed_and_escaped() -> None:
    assert fill("<p>{{ name.text }}</p>", {"name": {"text": "<b>Sokha</b>"}}) == (
        "<p>&lt;b&gt;Sokha&lt;/b&gt;</p>"
    )


def test_nothing_is_shown_where_there_is_none() -> None:
    assert fill("{% if end %}{{ end }}{% else %}-{% endif %}", {"end": None}) == "-"


@pytest.mark.parametrize(
    "source",
    [
        "{{ nobody }}",
        "{{ name.nothing }}",
        "{{ name.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ '%s'.format.__globals__ }}",
        "{% include 'other.html' %}",
        "{% if %}",
    ],
)
def test_what_a_template_may_not_do_is_an_error(source: str) -> None:
    with pytest.raises(TemplateBrokenError):
        fill(source, {"name": {"text": "Sokha"}})


def test_a_template_cannot_change_what_it_is_given() -> None:
    with pytest.raises(TemplateBrokenError):
        fill("{{ name.update({'text': 'Malee'}) }}", {"name": {"text": "Sokha"}})


@pytest.mark.parametrize("value", [object(), 7, ["Sokha"], {"inner": object()}])
def test_only_plain_values_go_through(value: Any) -> None:
    with pytest.raises(TypeError):
        fill("", {"value": cast("str", value)})
