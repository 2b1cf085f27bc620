"""Addresses are printed on paper: none disappears, and each says who may see it."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from lms.accounts.domain import permissions

CONTRACT = Path(__file__).with_name("routes.txt")


def _addresses(app: Flask) -> list[str]:
    return sorted(
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        if rule.endpoint != "static"
    )


def test_the_addresses_are_those_of_the_contract(house: Flask) -> None:
    """A new address goes into tests/routes.txt on purpose; an old one that is missing breaks a printed card."""
    assert _addresses(house) == CONTRACT.read_text(encoding="utf-8").splitlines()


def test_every_page_says_who_may_see_it(house: Flask) -> None:
    known = {"public", "signed-in"}.union(*permissions.OF_ROLE.values())
    without = {
        rule.endpoint
        for rule in house.url_map.iter_rules()
        if rule.endpoint != "static"
        and getattr(house.view_functions[rule.endpoint], "access", None) not in known
    }
    assert without == set()
