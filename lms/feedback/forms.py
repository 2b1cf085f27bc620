"""What was tapped below a lesson, as an opinion."""

from __future__ import annotations

from typing import Final

from werkzeug.datastructures import MultiDict

from lms.feedback.domain.opinions import WHYS, Opinion

_ANSWERS: Final = {"yes": True, "no": False}


def opinion_from(sent: MultiDict[str, str], cards: int) -> Opinion | None:
    """What somebody says of a lesson of so many cards; None for what the page does not offer."""
    is_clear = _ANSWERS.get(sent.get("clear", ""))
    why = next((why for why in WHYS if why == sent.get("why", "")), None)
    card = {"": 0, **{str(number): number for number in range(1, cards + 1)}}.get(sent.get("card", ""))
    if is_clear is None or why is None or card is None:
        return None
    try:
        return Opinion(is_clear, why, card)
    except ValueError:
        return None
