"""What is known of an address: whether it opens as a page, and who may see it."""

from __future__ import annotations

from flask import current_app


def access_of(endpoint: str | None) -> str | None:
    """The permission that a page asks for; None for an address that leads nowhere."""
    view = current_app.view_functions.get(endpoint or "")
    return getattr(view, "access", None)


def opens(path: str) -> bool:
    """Whether an address, without its query, can be opened as a page."""
    return bool(current_app.url_map.bind("").test(path, "GET"))
