"""What a name in Latin letters may not have: letters and signs of another script. Pure."""

from __future__ import annotations

import unicodedata


def other_script_in(name: str) -> str:
    """The first letters of another script than Latin, with their signs; "" where there are none.

    Spaces, hyphens, apostrophes, dots, brackets and digits belong to no script.
    """
    found = ""
    for sign in name:
        if _is_of_another_script(sign):
            found += sign
        elif found:
            break
    return found


def _is_of_another_script(sign: str) -> bool:
    if unicodedata.category(sign)[0] not in "LM":
        return False
    called = unicodedata.name(sign, "")
    return not called.startswith(
        ("LATIN", "COMBINING", "MODIFIER LETTER", "FULLWIDTH LATIN", "FEMININE", "MASCULINE")
    )
