"""Where browsers make passkeys, by examples."""

from __future__ import annotations

import pytest

from lms.accounts.domain.webauthn_origin import Site, site_of


@pytest.mark.parametrize(
    ("base_url", "site"),
    [
        ("https://sala.example.org", Site("sala.example.org", "https://sala.example.org")),
        ("https://Sala.Example.org:443", Site("sala.example.org", "https://sala.example.org")),
        ("https://sala.example.org:8443/training", Site("sala.example.org", "https://sala.example.org:8443")),
        ("https://ศาลา.example.org", Site("xn--23cf4ab.example.org", "https://xn--23cf4ab.example.org")),
        ("http://localhost", Site("localhost", "http://localhost")),
        ("http://localhost:8000", Site("localhost", "http://localhost:8000")),
        ("http://sala.localhost:8000", Site("sala.localhost", "http://sala.localhost:8000")),
        ("http://sala.example.org", None),  # anybody on the way could change the page
        ("http://127.0.0.1:8000", None),  # a number is no name
        ("https://192.0.2.7", None),
        ("https://[2001:db8::1]", None),
        (f"https://{'a' * 70}.example.org", None),
    ],
)
def test_passkeys_belong_to_a_name_that_is_reached_safely(base_url: str, site: Site | None) -> None:
    assert site_of(base_url) == site
