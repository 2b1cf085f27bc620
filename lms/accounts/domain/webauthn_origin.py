"""Where passkeys can work: what a browser calls the site, from its public address. Pure.

A passkey belongs to a host name; browsers make none for a number such as 127.0.0.1, and none without https except
on the machine itself (W3C Web Authentication, level 3, sections 5.1.3 and 13.4.9).
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True)
class Site:
    """The host to which passkeys belong, and the origin from which they have to come."""

    host: str
    origin: str


def site_of(base_url: str) -> Site | None:
    """The site at a public address; None where browsers make no passkeys for it."""
    parts = urlsplit(base_url)
    try:
        host = (parts.hostname or "").encode("idna").decode()
    except UnicodeError:
        return None
    local = host == "localhost" or host.endswith(".localhost")
    if not host or _is_number(host) or (parts.scheme != "https" and not local):
        return None
    port = "" if parts.port in (None, _PORTS.get(parts.scheme)) else f":{parts.port}"
    return Site(host, f"{parts.scheme}://{host}{port}")


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
