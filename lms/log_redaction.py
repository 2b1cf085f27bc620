"""What of an address may stand in a log: never a card's secret, a number of somebody, a code, or what was searched for.

For gunicorn's access log (`AccessLogger`, see gunicorn.conf.py) and for what the application writes itself.
"""

from __future__ import annotations

import logging
import re
from typing import Any, Final

# What follows one of these in an address is a secret or says who somebody is, unless it is a page's own name.
_TELLING: Final = re.compile(
    r"(?P<before>(?:/|%2[Ff])(?:card|people|records|verify|certificates)(?:/|%2[Ff]))"
    r"(?!(?:new|cards|cards\.pdf|units|imports|erasures|expiring|extend)(?:[/?&\s]|%2[Ff]|$))"
    r"(?P<telling>[^/?&%\s\"']+(?:%(?!2[Ff])[^/?&%\s\"']*)*)"
)
_QUERY: Final = re.compile(r"\?[^\s\"']*")


def redacted(text: str) -> str:
    """An address, or a sentence with one in it, without what must not stand in a log; no query is left."""
    return _TELLING.sub(r"\g<before>-", _QUERY.sub("", text))


def without_secrets(record: logging.LogRecord) -> bool:
    """A filter of `logging`: Flask names the address where something broke."""
    record.msg, record.args = redacted(record.getMessage()), ()
    return True


def redacted_atoms(atoms: dict[str, Any]) -> dict[str, Any]:
    """The values that gunicorn can put into a line of its access log: no query, no page that somebody came from.

    Headers and the environment can hold anything, the cookie too: what is not named here is not there.
    """
    kept = ("h", "l", "u", "t", "m", "s", "B", "b", "H", "T", "D", "M", "L", "p")
    address = {
        "r": redacted(str(atoms["r"])),
        "U": redacted(str(atoms["U"])),
        "q": "",
        "f": "-",
        "a": atoms["a"],
    }
    return {**{name: atoms[name] for name in kept if name in atoms}, **address}
