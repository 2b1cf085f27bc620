"""The library as it was read, kept in one file: a start opens that instead of reading and checking four hundred.

It is kept under a word for everything that it was made of (content, the code that reads it, libraries, the day: an
approval ends on one), and signed with the secret key, because Python runs what a pickle says. Whatever does not fit,
is cut off or cannot be written is read anew: everything here can be lost.
"""

from __future__ import annotations

import contextlib
import copyreg
import hashlib
import hmac
import pickle
import sys
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Final

from lms import clock
from lms.content import check
from lms.content.types.curriculum import Content
from lms.files import atomic
from lms.files.versions import version_of

FILE: Final = "library"
_CODE: Final = Path(__file__).parent
_LIBRARIES: Final = ("PyYAML", "pydantic", "Markdown", "nh3")
_SIGNATURE: Final = hashlib.sha256().digest_size
_WORD: Final = 32  # characters of a version


def load(root: Path, folder: Path, secret: str) -> Content:
    """The library below `root`, as `check.load`, from `folder` where it is kept there. Raises ContentBroken.

    `secret` signs what is kept; without one nothing is, nor where `folder` does not stand in one that is there.
    """
    if not secret or not folder.parent.is_dir():
        return check.load(root)
    word = _word(root)
    content = _kept(folder / FILE, word, secret)
    if content is None:
        content = check.load(root)
        if _word(root) == word:  # nobody has changed a file meanwhile
            _keep(folder / FILE, content, word, secret)
    return content


def _word(root: Path) -> str:
    content = (root / name for name in ("curriculum", "quizzes", "certificates"))
    libraries = (f"{name} {version(name)}" for name in _LIBRARIES)
    more = (sys.version, str(root), clock.today().isoformat(), *libraries)
    return version_of((_CODE, _CODE.parent / "text", *content), more)


def _kept(file: Path, word: str, secret: str) -> Content | None:
    try:
        said = file.read_bytes()
    except OSError:
        return None
    signature, signed = said[:_SIGNATURE], said[_SIGNATURE:]
    if signed[:_WORD] != word.encode() or not hmac.compare_digest(signature, _sign(signed, secret)):
        return None
    content = pickle.loads(signed[_WORD:])  # noqa: S301 - signed by this site
    return content if isinstance(content, Content) else None


def _keep(file: Path, content: Content, word: str, secret: str) -> None:
    signed = word.encode() + pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
    with contextlib.suppress(OSError):
        atomic.write(file, _sign(signed, secret) + signed)


def _sign(signed: bytes, secret: str) -> bytes:
    key = hmac.digest(secret.encode(), b"the library that is kept", "sha256")
    return hmac.digest(key, signed, "sha256")


def _proxy(rows: dict[object, object]) -> MappingProxyType[object, object]:
    return MappingProxyType(rows)


# Python cannot find this type by its name.
copyreg.pickle(MappingProxyType, lambda proxy: (_proxy, (dict(proxy),)))
