"""Hold a document against a shape: errors of pydantic become problems with a file, a line and plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from lms.content.problems import Problem, listed, nearest
from lms.content.yaml_files import Document

Model = TypeVar("Model", bound=BaseModel)

# How a pattern of `shapes` is said in words; found by the first characters that tell them apart.
_PATTERNS: Mapping[str, str] = {
    "^[a-z][a-z0-9]*(-": "small Latin letters, digits and single hyphens, for example `stay-and-get-help`",
    "^[a-z][a-z0-9_]*$": "small Latin letters, digits and `_`, for example `valid_until`",
    "^[a-z]$": "one small letter, `a` to `z`",
    "^[a-z]{2,3}$": "a language code, for example `km`",
    "^[A-Z]{2}-": "an ISO 3166-2 code, for example `KH-12`",
    "^[A-Z]{2}$": "an ISO 3166-1 code, for example `KH`",
    "^[0-9a-f]{16}$": "the digest that `translations status` shows: 16 digits and letters `a` to `f`",
    "^[+0-9]": "a telephone number: digits and single spaces, for example `023 456 789`",
    "^(24h": "`24h`, or from and to, for example `08:00-17:30`",
    "^https": "an address that starts with `https://`",
    "^[a-z][a-z0-9-]*-[0-9]{3}$": "the module and three digits, for example `pss-012`",
}


def validated(shape: type[Model], document: Document) -> tuple[Model | None, list[Problem]]:
    """The document as a shape, or None and every problem that the shape has with it."""
    known: dict[int, tuple[str, ...]] = {}
    try:
        return shape.model_validate(document.data, context=known), []
    except ValidationError as errors:
        found = [_problem(document, error, known) for error in errors.errors(include_url=False)]
        return None, found


def _problem(document: Document, error: ErrorDetails, known: Mapping[int, tuple[str, ...]]) -> Problem:
    path = error["loc"]
    line = document.line(*path)
    kind, context = error["type"], error.get("ctx", {})
    name = _name(path)
    if kind == "extra_forbidden":
        keys = known[id(_holder(document, path))]
        return Problem(document.file, line, f"`{path[-1]}` is not a known key", nearest(str(path[-1]), keys))
    if kind == "missing":
        return Problem(document.file, line, f"{name} is missing", "Add it; the README shows an example.")
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        kinds = [word.strip(" '") for word in str(context.get("expected_tags", "")).split(",")]
        return _kind_problem(document, path, context, kinds)
    if kind == "literal_error":
        allowed = str(context["expected"]).replace(" or ", ", ").replace("'", "").split(", ")
        hint = nearest(str(error["input"]), allowed)
        return Problem(
            document.file, line, f"{name} is `{error['input']}`; it can be {listed(allowed, 'or')}", hint
        )
    return Problem(document.file, line, f"{name} {_says(kind, context, error['msg'])}")


def _kind_problem(
    document: Document, path: tuple[int | str, ...], context: Mapping[str, Any], kinds: list[str]
) -> Problem:
    line = document.line(*path, "kind")
    if "tag" not in context:
        return Problem(
            document.file, line, "`kind` is missing", "Add it; the README lists the kinds of question."
        )
    return Problem(
        document.file, line, f"`{context['tag']}` is not a kind of question", nearest(context["tag"], kinds)
    )


def _says(kind: str, context: Mapping[str, Any], message: str) -> str:
    """The rest of a sentence that starts with the name of the key."""
    match kind:
        case "string_type":
            return "should be text, not a list or keys"
        case "list_type":
            return "should be a list: one item a line, each after `- `"
        case "model_type" | "model_attributes_type" | "dict_type":
            return "should have keys of its own below it"
        case "string_too_short":
            return "is empty"
        case "string_pattern_mismatch":
            pattern = str(context["pattern"])
            return "should be " + next(
                words for start, words in _PATTERNS.items() if pattern.startswith(start)
            )
        case "too_short":
            return f"has {context['actual_length']} entries; at least {context['min_length']} are needed"
        case "too_long":
            return f"has {context['actual_length']} entries; {context['max_length']} is the most"
        case "greater_than_equal":
            return f"should be {context['ge']} or more"
        case "less_than_equal":
            return f"should be {context['le']} or less"
        case _:
            return message


def _name(path: tuple[int | str, ...]) -> str:
    """The key an editor would look for: the last word of the path, with its number when it is one of a
    list.
    """
    words = [part for part in path if isinstance(part, str) and part != "[key]"]
    if path and path[-1] == "[key]":
        return f"the key `{words[-1]}`"
    key = f"`{words[-1]}`" if words else "the file"
    return f"{key}, entry {path[-1] + 1}," if path and isinstance(path[-1], int) else key


def _holder(document: Document, path: tuple[int | str, ...]) -> object:
    """The mapping that a path ends in, passing over parts that name a choice of pydantic and not a key."""
    here: Any = document.data
    for part in path[:-1]:
        if isinstance(part, int) or part in here:
            here = here[part]
    return here
