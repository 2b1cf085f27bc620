"""Where a regular expression tries in many ways what it reads in one: looked for in how it is written, not by a clock.

Two repeats beside each other that can begin with the same sign share a row of it in as many ways as it is long: for
two of them a text costs the square of its length, for three the cube. So does a repeat whose body is one. What is
possessive (`*+`) gives nothing back, and tries once.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

_parser: Final[Any] = importlib.import_module("re._parser")
_compiler: Final[Any] = importlib.import_module("re._compiler")
_is: Final[Any] = importlib.import_module("re._constants")

_CACHED: Final = type(functools.cache(len))
MANY: Final = 30  # times: what can be repeated no more often is bounded enough
_SIGNS: Final = (
    *map(chr, range(9, 127)),
    *"\xa0\u200b\u3000éàกำเ๑ก็່ກຳ໑ខ្មែរ១។ៗ（）–—·•‘’“”№漢",
)


def expressions_of(*packages: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every expression that a module of these packages holds, also those that a function without parameters makes."""
    for package in packages:
        found = importlib.import_module(package)
        for module in pkgutil.walk_packages(found.__path__, f"{package}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                for pattern in _patterns_in(value, module.name):
                    if isinstance(pattern.pattern, str):
                        yield f"{module.name}.{name}", pattern


def _patterns_in(value: Any, module: str) -> Iterator[re.Pattern[Any]]:
    is_cached = type(value) is _CACHED and value.__module__ == module
    if is_cached and not inspect.signature(value).parameters:
        value = value()
    inner = (
        value if isinstance(value, list | tuple) else value.values() if isinstance(value, dict) else [value]
    )
    yield from (one for one in inner if isinstance(one, re.Pattern))


def shared_signs(pattern: re.Pattern[str]) -> list[str]:
    """The signs that two repeats beside each other share, a text for each such pair."""
    parsed = _parser.parse(pattern.pattern, pattern.flags)
    return [_text(signs) for signs in _clashes(parsed, pattern.flags, parsed.state)]


def _text(signs: Iterable[str]) -> str:
    return "".join(sorted(signs))


def _clashes(sequence: Any, flags: int, state: Any) -> Iterator[frozenset[str]]:
    before: list[frozenset[str]] = []  # how the repeats begin that only what may be nothing parts from here
    for item in _flat(sequence):
        for inner in _inner(item):
            yield from _clashes(inner, flags, state)
        if not _is_many(item):
            before = before if _may_be_nothing(item) else []
            continue
        mine = _first(item[1][2], flags, state)
        yield from (other & mine for other in before if other & mine)
        if (again := _again(item, flags, state)) & mine:
            yield again & mine
        before = [*(before if _may_be_nothing(item) else ()), mine]


def _again(item: Any, flags: int, state: Any) -> frozenset[str]:
    """How a repeat begins that can be the whole body of another one."""
    inner = _flat(item[1][2])
    if any(map(_is_many, inner)) and all(_may_be_nothing(one) or _is_many(one) for one in inner):
        return frozenset().union(*(_first(one[1][2], flags, state) for one in inner if _is_many(one)))
    return frozenset()


def _is_many(item: Any) -> bool:
    kind, how = item
    return kind in (_is.MAX_REPEAT, _is.MIN_REPEAT) and how[1] >= MANY and how[0] != how[1]


def _flat(sequence: Any) -> list[Any]:
    """The parts of a sequence, those of groups among them."""
    parts: list[Any] = []
    for kind, how in sequence:
        parts += _flat(how[3]) if kind is _is.SUBPATTERN else [(kind, how)]
    return parts


def _inner(item: Any) -> list[Any]:
    kind, how = item
    if kind is _is.BRANCH:
        return list(how[1])
    if kind in (_is.MAX_REPEAT, _is.MIN_REPEAT, _is.POSSESSIVE_REPEAT):
        return [how[2]]
    if kind is _is.ATOMIC_GROUP:
        return [how]
    return [how[1]] if kind in (_is.ASSERT, _is.ASSERT_NOT) else []


def _may_be_nothing(item: Any) -> bool:
    kind, how = item
    if kind in (_is.MAX_REPEAT, _is.MIN_REPEAT, _is.POSSESSIVE_REPEAT):
        return how[0] == 0 or all(map(_may_be_nothing, _flat(how[2])))
    if kind is _is.ATOMIC_GROUP:
        return all(map(_may_be_nothing, _flat(how)))
    if kind is _is.BRANCH:
        return any(all(map(_may_be_nothing, _flat(one))) for one in how[1])
    return kind in (_is.AT, _is.ASSERT, _is.ASSERT_NOT, _is.GROUPREF)


def _first(sequence: Any, flags: int, state: Any) -> frozenset[str]:
    """The signs with which something that matches can begin."""
    found: frozenset[str] = frozenset()
    for item in _flat(sequence):
        kind, _ = item
        if inner := [] if kind in (_is.ASSERT, _is.ASSERT_NOT) else _inner(item):
            found = found.union(*(_first(one, flags, state) for one in inner))
        elif kind not in (_is.AT, _is.ASSERT, _is.ASSERT_NOT, _is.GROUPREF, _is.GROUPREF_EXISTS):
            alone = _compiler.compile(_parser.SubPattern(state, [item]), flags)
            found |= {sign for sign in _SIGNS if alone.fullmatch(sign)}
        if not _may_be_nothing(item):
            break
    return found
