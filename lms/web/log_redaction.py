"""What of an address may stand in a log: never a card's secret, a number of somebody, a code, or what was searched for.

For gunicorn's access log (`AccessLogger`, see gunicorn.conf.py) and for what the application writes itself.
"""

from __future__ import annotations

import logging
import re
from typing import Any, Final
from urllib.parse import quote, unquote

FORMAT: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"

# What follows one of these in an address says who somebody is, unless it is a page's own name.
_TELLING: Final = re.compile(
    r"(?P<before>/(?:people|records|certificates)/)"
    r"(?!(?:new|cards|cards\.pdf|units|imports|erasures|expiring|extend)(?:/|$))[^/]+",
    re.IGNORECASE,
)
# What follows one of these is a secret, whatever more there is.
_SECRET: Final = re.compile(r"(?P<before>/(?:card|verify)/).+", re.IGNORECASE | re.DOTALL)
_QUERY: Final = re.compile(r"\?[^\s\"']*")
_ADDRESS: Final = re.compile(r"[^\s\"']*(?:/|%2[Ff])[^\s\"']*")
_SLASHES: Final = re.compile(r"(?<!:)/(?:\.?/)+")  # also with a dot between them; not those of https://
# gunicorn quotes what it could not read of a request behind the reason: a cookie, or a line of a form with a PIN.
_UNREADABLE: Final = re.compile(r"(?P<reason>Invalid request from ip=\S*: [\w ()>-]*).*", re.DOTALL)


def redacted(text: str) -> str:
    """An address, or a sentence with one in it, without what must not stand in a log; no query is left.

    An address is looked at as the application reads it: decoded, several slashes being one.
    """
    return _ADDRESS.sub(_without_secret, _QUERY.sub("", text))


def _without_secret(found: re.Match[str]) -> str:
    read = _SLASHES.sub("/", unquote(found[0]))
    rest = _SECRET.sub(r"\g<before>-", _TELLING.sub(r"\g<before>-", read))
    return found[0] if rest == read else quote(rest, safe="/:-._~!$&'()*+,;=@<>[]")


def set_up() -> None:
    """Let every line that Sala writes say when, how bad and from where, in the server, its jobs and commands alike."""
    handler = logging.StreamHandler()
    handler.addFilter(without_secrets)
    logging.basicConfig(format=FORMAT, handlers=[handler])


def without_secrets(record: logging.LogRecord) -> bool:
    """A filter of `logging`: Flask names the address where something broke, gunicorn what it could not read."""
    said = _UNREADABLE.sub(lambda found: found["reason"].rstrip(), record.getMessage())
    record.msg, record.args = redacted(said), ()
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
