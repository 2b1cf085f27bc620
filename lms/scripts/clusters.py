"""What a reader of an unspaced script sees as one letter: the token of our search index.

A phrase of such clusters finds a word inside a sentence without a dictionary, and never half a letter with
its signs. Measured against words of a dictionary and trigrams, clusters miss nothing. Knows no index.
"""

import re

from lms.scripts.normalise import for_comparing
from lms.scripts.writing import WRITINGS, Writing


def clusters(text: str) -> list[str]:
    """The clusters of `for_comparing(text)` in order; words of spaced scripts whole, no punctuation."""
    return _CLUSTER.findall(for_comparing(text))


def contains(text: str, query: str) -> bool:
    """Whether the clusters of the query stand in the text in a row. A query without any is never found."""
    wanted, offered = clusters(query), clusters(text)
    if not wanted:
        return False
    return any(
        offered[start : start + len(wanted)] == wanted for start in range(len(offered) - len(wanted) + 1)
    )


def _cluster_of(script: Writing) -> str:
    """A letter with what is stacked on it, the vowel written before it and the vowel that ends it."""
    stacked = f"{script.stacker}[{script.letters}]|" if script.stacker else ""
    leading = f"[{script.leading}]?" if script.leading else ""
    trailing = f"[{script.trailing}]*" if script.trailing else ""
    return f"{leading}[{script.letters}](?:{stacked}[{script.signs}])*{trailing}"


_BLOCKS = "".join(script.block for script in WRITINGS)
_CLUSTER = re.compile(
    "|".join(
        [
            *(_cluster_of(script) for script in WRITINGS),
            f"(?:(?![{_BLOCKS}_])\\w)+",  # a word of any other script
            f"[{_BLOCKS}]",  # what is left of ours: digits are ASCII by now, so signs and punctuation
        ]
    )
)
