"""Settings: read once from the environment (prefix SALA_), checked, and frozen. A wrong one stops the start."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from flask import Flask, current_app
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from lms import secret_keys
from lms.errors import BadSetting
from lms.files import paths

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
CHECKOUT = Path(__file__).resolve().parent.parent


@cache
def program_version() -> str:
    """The version of this program; nothing where neither its package nor its checkout says it."""
    try:
        return version("sala")
    except PackageNotFoundError:  # run from a checkout
        lines = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
        return next((line.split('"')[1] for line in lines if line.startswith("version = ")), "")


_KNOWN = frozenset(
    f"SALA_{name}"
    for name in (
        "DATABASE_URL",
        "DATABASE_POOL",
        "DATABASE_TIMEOUT",
        "ERASURES",
        "SECRET_KEY",
        "BASE_URL",
        "CONTENT",
        "DEMO",
        "JOBS",
        "INSTANCE",
        "PROXIES",
        "MAIL_URL",
    )
)
_OPENID = "SALA_OIDC_"  # and the code of a Society
_LONGEST_ISSUER = 200  # characters: it stands in a column
_DATABASE_EXPECTED = (
    "expected sqlite:///<file> or postgresql://user@host/database; several servers as "
    "postgresql://user@first:5432,second:5432/database"
)
_DATABASE_ENCODED = (
    "in a user or a password write %40 for @, %2F for /, %3A for :, %3F for ?, %23 for #, %25 for %; "
    "one @ stands in the address, before the host"
)


@dataclass(frozen=True)
class AccountService:
    """Where the people of a Society have an account (OpenID Connect), and as whom Sala is known there."""

    society: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True)
class Settings:
    """All that an operator can set. See README, "Settings", for each one's meaning."""

    database_url: str
    secret_key: str
    base_url: str
    content: Path
    instance: Path
    demo: bool
    jobs_embedded: bool
    proxies: int = 0
    mail_url: str = ""
    account_services: tuple[AccountService, ...] = ()
    database_pool: int = 16
    database_timeout: int = 5
    erasures: Path | None = None
    key_source: secret_keys.Source = "setting"
    may_create: bool = True  # whether an empty database, its folders and a key are made where there are none

    @property
    def erasure_list(self) -> Path:
        """The file that says who was erased; a restore reads it."""
        return self.erasures or self.instance / "erasures"

    @property
    def key_is_lost(self) -> bool:
        """The key is in no setting and no file: that of the database is lost, and nobody has decided on a new one."""
        return self.key_source == "lost"

    @property
    def key_place(self) -> str:
        """Where the key stands, for an operator; never the key."""
        if self.key_source == "setting":
            return "SALA_SECRET_KEY"
        return str(self.instance / secret_keys.KEY_FILE)

    @property
    def secure(self) -> bool:
        """Whether the site is served over HTTPS: cookies are then marked so."""
        return self.base_url.startswith("https://")


def from_environment(environment: Mapping[str, str] | None = None, *, may_create: bool = True) -> Settings:
    """Read and check the settings. Raises BadSetting naming the first wrong one.

    Who may not create gets an empty key where there is none yet: a mistyped folder stays as it is.
    """
    env = os.environ if environment is None else environment
    _refuse_unknown(env)
    instance = Path(env.get("SALA_INSTANCE") or CHECKOUT / "instance")
    if not instance.is_absolute():  # another folder for each place from which a command is started
        raise BadSetting("SALA_INSTANCE", f"expected a whole path that begins with /, but it is {instance}")
    if not paths.may_be_folder(instance):
        raise BadSetting("SALA_INSTANCE", f"expected a folder, but {instance} is a file or below one")
    key, key_source = secret_keys.read(env.get("SALA_SECRET_KEY"), instance, may_create=may_create)
    return Settings(
        database_url=_database_url(env.get("SALA_DATABASE_URL"), instance),
        secret_key=key,
        key_source=key_source,
        base_url=_base_url(env.get("SALA_BASE_URL") or "http://127.0.0.1:8000"),
        content=_content(env.get("SALA_CONTENT")),
        instance=instance,
        demo=_choice(env, "SALA_DEMO", {"": False, "0": False, "1": True}),
        jobs_embedded=_choice(env, "SALA_JOBS", {"": True, "embedded": True, "external": False}),
        proxies=_proxies(env.get("SALA_PROXIES") or "0"),
        mail_url=_mail_url(env.get("SALA_MAIL_URL") or ""),
        account_services=tuple(
            _account_service(name, env[name])
            for name in sorted(env)
            if name.startswith(_OPENID) and env[name]
        ),
        database_pool=_number(env, "SALA_DATABASE_POOL", 16, 2, 200, "connections of one process"),
        database_timeout=_number(env, "SALA_DATABASE_TIMEOUT", 5, 1, 60, "seconds to wait for a connection"),
        erasures=Path(env["SALA_ERASURES"]).absolute() if env.get("SALA_ERASURES") else None,
        may_create=may_create,
    )


def _refuse_unknown(env: Mapping[str, str]) -> None:
    # A typing mistake in a name would otherwise leave the default in force without a word.
    for name in sorted(env):
        # Which Societies there are says the content: `accounts` looks at the rest of the name.
        ours = name in _KNOWN or name.startswith("SALA_TEST_") or re.fullmatch(f"{_OPENID}[A-Z0-9_-]+", name)
        if name.startswith("SALA_") and not ours:
            raise BadSetting(
                name, f"is not a setting; known are {', '.join(sorted(_KNOWN))}, {_OPENID}<CODE>"
            )


def _database_url(given: str | None, instance: Path) -> str:
    if not given:
        return f"sqlite:///{instance / 'sala.sqlite3'}"
    scheme, separator, rest = given.partition("://")
    if separator and scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        # Three slashes and a relative path: of the folder where the operator stands, not of some library's choice.
        file = Path(rest[1:]).absolute()
        wrong = paths.no_database(file)
        if wrong:
            raise BadSetting("SALA_DATABASE_URL", f"expected a file of SQLite, but {file} {wrong}")
        return f"sqlite:///{file}"
    if separator and rest and scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        return _postgresql_url(rest)
    raise BadSetting("SALA_DATABASE_URL", _DATABASE_EXPECTED)


def _postgresql_url(rest: str) -> str:
    """The address as SQLAlchemy reads it. Of several servers the one that takes writes is used, unless told."""
    authority, _, after = rest.partition("/")
    user, at, servers = authority.rpartition("@")
    # Where a password ends is not known then: a part of it would become a host, and stand in messages.
    if "@" in user or "@" in after.partition("?")[0]:
        raise BadSetting("SALA_DATABASE_URL", _DATABASE_ENCODED)
    if "," in servers:
        name, _, query = after.partition("?")
        given = [query] if query else []
        if "target_session_attrs=" not in query:
            given.append("target_session_attrs=read-write")
        rest = f"{user}{at}/{name}?{'&'.join([*(f'host={server}' for server in servers.split(',')), *given])}"
    url = f"postgresql+psycopg://{rest}"
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # a port that is no number
        parsed = None
    named = servers.split(",") if "," in servers else []
    # It holds a password: the message does not repeat it. An IPv6 address among several has colons of its own.
    if parsed is None or not all(re.fullmatch(r"[^:\[\]]+(:\d{1,5})?", server) for server in named):
        raise BadSetting("SALA_DATABASE_URL", _DATABASE_EXPECTED)
    return url


def _number(env: Mapping[str, str], name: str, usual: int, least: int, most: int, what: str) -> int:
    given = env.get(name) or str(usual)
    if given.isascii() and given.isdigit() and len(given) < 6 and least <= int(given) <= most:
        return int(given)
    raise BadSetting(name, f"expected a number from {least} to {most}: {what}")


def make_places(settings: Settings) -> None:
    """Make the folders of a new site, where that is allowed, and see whether its database could be made."""
    if not settings.may_create:
        return
    paths.make_instance(settings.instance)
    if settings.database_url.startswith("sqlite"):
        file = Path(settings.database_url.removeprefix("sqlite:///"))
        try:
            paths.try_file(file)
        except OSError as error:
            raise BadSetting(
                "SALA_DATABASE_URL", f"the file {file} cannot be made: {error.strerror}"
            ) from None


def _base_url(given: str) -> str:
    try:
        parts = urlsplit(given)
        right = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # half a bracket, or a port that is no number
        right = False
    # Sala stands at the root; and a name with a blank is none, though it can be taken apart.
    extra = right and (parts.query or parts.fragment or "@" in parts.netloc or parts.path not in ("", "/"))
    if not right or extra or not re.fullmatch(r"[\w.:-]+", parts.hostname or ""):
        raise BadSetting(
            "SALA_BASE_URL",
            "expected the public address, such as https://sala.example.org, and nothing behind it",
        )
    return given.rstrip("/")


def _mail_url(given: str) -> str:
    try:
        parts = urlsplit(given)
        sender = parse_qs(parts.query).get("from", [""])
        right = parts.scheme in ("smtp", "smtps") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # half a bracket, or a port that is no number
        right = False
    if given and not (right and len(sender) == 1 and "@" in sender[0]):
        # It holds a password: the message does not repeat it.
        raise BadSetting("SALA_MAIL_URL", "expected smtp://user:password@host:587?from=sala@example.org")
    return given


def _account_service(name: str, given: str) -> AccountService:
    try:
        parts = urlsplit(given)
        right = _is_issuer(parts)
    except ValueError:  # a port that is no number
        right = False
    if right and parts.username and parts.password:
        issuer = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
        if len(issuer) <= _LONGEST_ISSUER:
            society = name.removeprefix(_OPENID).lower()
            return AccountService(society, issuer, unquote(parts.username), unquote(parts.password))
    # It holds a secret: the message does not repeat it.
    raise BadSetting(name, "expected https://CLIENT_ID:SECRET@accounts.example.org/realm") from None


def _is_issuer(parts: SplitResult) -> bool:
    # Without encryption only where nothing leaves the machine: for trying it out.
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    return safe and bool(parts.hostname) and parts.port != 0 and not parts.query and not parts.fragment


def _content(given: str | None) -> Path:
    path = Path(given).absolute() if given else CHECKOUT
    if not (path / "curriculum").is_dir():
        raise BadSetting("SALA_CONTENT", f"expected a folder that holds curriculum/, but {path} does not")
    return path


def _proxies(given: str) -> int:
    if given.isascii() and given.isdigit() and int(given) <= 5:
        return int(given)
    raise BadSetting("SALA_PROXIES", "expected how many servers of yours stand in front of Sala: 0 to 5")


def _choice(env: Mapping[str, str], name: str, values: Mapping[str, bool]) -> bool:
    try:
        return values[env.get(name, "")]
    except KeyError:
        raise BadSetting(name, f"expected one of {', '.join(value for value in values if value)}") from None


def settings_of(app: Flask) -> Settings:
    """The settings that an application was made with."""
    settings: Settings = app.extensions["sala.settings"]
    return settings


def current_settings() -> Settings:
    """Those of the present application. Raises RuntimeError outside of one."""
    return settings_of(current_app)
