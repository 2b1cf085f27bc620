"""The link of a workshop that is held online: what counts as one. Pure."""

from __future__ import annotations

import re
from typing import Final

from lms.errors import RuleBroken

LONGEST_LINK: Final = 500  # characters; links of meetings have up to about 300
# A host with a dot, perhaps a port, and what follows it: printable ASCII without what a page, a calendar or a chat
# might read as the end of it. No name before the host (https://redcross.org@elsewhere.example leads elsewhere).
_LINK: Final = re.compile(
    r"https://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9](?::[0-9]{1,5})?"
    r"(?:[/?#][!#-;=?-\[\]_a-z~]*)?",
    re.ASCII | re.IGNORECASE,
)


def check_link(link: str) -> None:
    """Raise RuleBroken on the field "link": "link-too-long", or "bad-link" where it is no address with https."""
    if len(link) > LONGEST_LINK:
        raise RuleBroken("link-too-long", field="link", most=LONGEST_LINK)
    if not _LINK.fullmatch(link):
        raise RuleBroken("bad-link", field="link")
