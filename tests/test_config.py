"""A wrong setting stops the start and says which one it is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from lms.app import create_app
from lms.config import AccountService, from_environment
from lms.errors import BadSetting

GOOD = "0123456789abcdef" * 2


def test_an_operator_who_sets_nothing_gets_a_file_in_the_instance_folder_and_a_key_that_stays(
    tmp_path: Path,
) -> None:
    first = from_environment({"SALA_INSTANCE": str(tmp_path)})
    again = from_environment({"SALA_INSTANCE": str(tmp_path)})
    assert first.database_url == f"sqlite:///{tmp_path}/sala.sqlite3"
    assert len(first.secret_key) == 64
    assert first.secret_key == again.secret_key
    assert (tmp_path / "secret_key.new").stat().st_mode & 0o077 == 0  # until a database knows it
    assert not first.demo
    assert first.jobs_embedded
    assert not first.secure


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SALA_DATABASE_URL", "mysql://somewhere/sala"),
        ("SALA_DATABASE_URL", "sqlite://"),
        ("SALA_DATABASE_URL", "postgresql://"),
        ("SALA_SECRET_KEY", "short"),
        ("SALA_BASE_URL", "sala.example.org"),
        ("SALA_BASE_URL", "https://sala.example.org/?x=1"),
        ("SALA_BASE_URL", "https://[sala"),
        ("SALA_BASE_URL", "https://sala.example.org:port"),
        ("SALA_MAIL_URL", "smtp://[mail?from=sala@example.org"),
        ("SALA_MAIL_URL", "smtp://mail.example.org:port?from=sala@example.org"),
        ("SALA_CONTENT", "/nowhere"),
        ("SALA_DEMO", "yes"),
        ("SALA_JOBS", "sometimes"),
        ("SALA_PROXIES", "many"),
        ("SALA_PROXIES", "9"),
        ("SALA_BASE_URL", "https://sala example.org"),
        ("SALA_BASE_URL", "https://sala:sesame@sala.example.org"),
        ("SALA_BASE_URL", "https://sala.example.org/training"),
        ("SALA_SECRET_KEY", "a" * 40),
        ("SALA_SECRET_KEY", " " * 40),
        ("SALA_SECRET_KEY", "0123456789abcdef" + " " * 40),
        ("SALA_DATABASE_URL", "sqlite:////tmp"),
        ("SALA_DATABASE_URL", "sqlite:////etc/passwd"),
        ("SALA_DATABASE_URL", "sqlite:////etc/passwd/sala.sqlite3"),
        ("SALA_OIDC_khm", "https://sala:sesame@accounts.example.org"),
        ("SALA_DATABSE_URL", "sqlite:////srv/sala.sqlite3"),
        ("SALA_OIDCKHM", "https://sala:sesame@accounts.example.org"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"^{name}: ") as refused:
        from_environment({"SALA_INSTANCE": str(tmp_path), name: value})
    assert refused.value.name == name


def test_a_key_of_too_few_different_characters_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="at least 8 different ones: it has 1"):
        from_environment({"SALA_INSTANCE": str(tmp_path), "SALA_SECRET_KEY": "a" * 40})


@pytest.mark.parametrize(
    "rest",
    [
        "sala:ge@heim@127.0.0.1/sala",
        "sala:ge@heim@one:5432,two:5432/sala",
        "sala:12/heim@127.0.0.1/sala",
        "sa@heim:geheim@127.0.0.1/sala",
    ],
)
def test_a_password_with_an_at_is_refused_before_a_part_of_it_becomes_a_host(rest: str) -> None:
    with pytest.raises(BadSetting, match=r"^SALA_DATABASE_URL: .*%40") as refused:
        from_environment({"SALA_DATABASE_URL": f"postgresql://{rest}", "SALA_SECRET_KEY": GOOD})
    assert "heim" not in str(refused.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_usual_way_to_write_a_postgresql_address_is_understood(scheme: str) -> None:
    settings = from_environment({"SALA_DATABASE_URL": f"{scheme}://sala@db/sala", "SALA_SECRET_KEY": GOOD})
    assert settings.database_url == "postgresql+psycopg://sala@db/sala"


def test_a_site_on_https_marks_its_cookies_as_secure() -> None:
    settings = from_environment(
        {
            "SALA_BASE_URL": "https://sala.example.org/",
            "SALA_SECRET_KEY": GOOD,
            "SALA_DEMO": "1",
            "SALA_JOBS": "external",
            "SALA_PROXIES": "1",
        }
    )
    assert settings.base_url == "https://sala.example.org"
    assert settings.secure
    assert settings.demo
    assert not settings.jobs_embedded
    assert settings.proxies == 1


def test_two_workers_that_start_at_once_use_the_same_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exists = Path.exists

    def not_yet(path: Path) -> bool:
        # The moment between looking and writing: the other worker writes its key there.
        if path.name == "secret_key" and not exists(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("k" * 64)
            return False
        return exists(path)

    monkeypatch.setattr(Path, "exists", not_yet)
    assert from_environment({"SALA_INSTANCE": str(tmp_path)}).secret_key == "k" * 64


def test_a_database_file_may_be_named_from_the_folder_where_the_operator_stands() -> None:
    def url(given: str) -> str:
        return from_environment({"SALA_DATABASE_URL": given, "SALA_SECRET_KEY": GOOD}).database_url

    assert url("sqlite:////srv/sala.sqlite3") == "sqlite:////srv/sala.sqlite3"
    assert url("sqlite:///sala.sqlite3") == f"sqlite:///{Path.cwd()}/sala.sqlite3"


# --- the account service of a Society -------------------------------------------------------------------------


def _service(value: str, name: str = "SALA_OIDC_KHM") -> AccountService:
    [found] = from_environment({"SALA_SECRET_KEY": GOOD, name: value}).account_services
    return found


@pytest.mark.parametrize(
    ("value", "issuer", "secret"),
    [
        ("https://sala:sesame@accounts.example.org", "https://accounts.example.org", "sesame"),
        # What a service calls itself is taken letter by letter.
        (
            "https://sala:sesame@Accounts.example.org:8443/Realm/",
            "https://Accounts.example.org:8443/Realm/",
            "sesame",
        ),
        ("https://sala:a%40b%3Ac%2Fd@accounts.example.org", "https://accounts.example.org", "a@b:c/d"),
        ("http://sala:sesame@127.0.0.1:9400", "http://127.0.0.1:9400", "sesame"),
        ("http://sala:sesame@localhost:9400", "http://localhost:9400", "sesame"),
        ("http://sala:sesame@[::1]:9400", "http://[::1]:9400", "sesame"),
    ],
)
def test_a_society_says_where_its_people_have_an_account(value: str, issuer: str, secret: str) -> None:
    assert _service(value) == AccountService("khm", issuer, "sala", secret)
    assert secret not in repr(_service(value))


def test_each_society_has_its_own_and_an_empty_one_is_none() -> None:
    env = {
        "SALA_SECRET_KEY": GOOD,
        "SALA_OIDC_KHM": "https://a:b@one.example.org",
        "SALA_OIDC_LAO": "",
        "SALA_OIDC_THA": "https://a:b@two.example.org",
    }
    assert [one.society for one in from_environment(env).account_services] == ["khm", "tha"]


@pytest.mark.parametrize(
    "value",
    [
        "accounts.example.org",
        "https://accounts.example.org",
        "https://sala@accounts.example.org",
        "https://:sesame@accounts.example.org",
        "https://sala:@accounts.example.org",
        "https://sala:sesame@",
        "https://sala:sesame@accounts.example.org?x=1",
        "https://sala:sesame@accounts.example.org#x",
        "https://sala:sesame@accounts.example.org:many",
        "https://sala:sesame@accounts.example.org:0",
        "https://sala:sesame@[accounts.example.org",
        "http://sala:sesame@accounts.example.org",
        "ftp://sala:sesame@127.0.0.1",
        f"https://sala:sesame@accounts.example.org/{'x' * 200}",
    ],
)
def test_a_wrong_account_service_is_named_and_its_secret_is_not(value: str) -> None:
    with pytest.raises(BadSetting, match=r"^SALA_OIDC_KHM: ") as refused:
        _service(value)
    assert "sesame" not in str(refused.value)


def test_an_account_service_of_no_society_stops_the_start(tmp_path: Path) -> None:
    env = {"SALA_INSTANCE": str(tmp_path), "SALA_OIDC_XYZ": "https://sala:sesame@accounts.example.org"}
    with pytest.raises(BadSetting, match=r"^SALA_OIDC_XYZ: no such Society; there are khm, lao, tha"):
        create_app(from_environment(env))


def test_an_account_service_without_its_packages_stops_the_start_and_says_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "lms.accounts.services.oidc_client", raising=False)
    for name in [one for one in sys.modules if one.split(".")[0] == "authlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "authlib", None)
    create_app(from_environment({"SALA_INSTANCE": str(tmp_path)}))
    env = {"SALA_INSTANCE": str(tmp_path), "SALA_OIDC_KHM": "https://sala:sesame@accounts.example.org"}
    with pytest.raises(BadSetting, match=r"^SALA_OIDC_KHM: needs authlib.*: pip install '\.\[sso\]'"):
        create_app(from_environment(env))


# --- what a typing mistake must not make ---------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["/etc/passwd", "/etc/passwd/below"])
def test_an_instance_folder_that_is_a_file_is_named(folder: str) -> None:
    with pytest.raises(BadSetting, match=r"^SALA_INSTANCE: "):
        from_environment({"SALA_INSTANCE": folder})


@pytest.mark.parametrize("folder", ["instance", "./instance", "~/sala"])
def test_an_instance_folder_is_the_same_wherever_a_command_is_started(folder: str) -> None:
    with pytest.raises(BadSetting, match=r"^SALA_INSTANCE: expected a whole path that begins with /"):
        from_environment({"SALA_INSTANCE": folder})


def test_an_instance_folder_that_cannot_be_made_is_named() -> None:
    with pytest.raises(BadSetting, match=r"^SALA_INSTANCE: the folder /proc/sala cannot be made"):
        from_environment({"SALA_INSTANCE": "/proc/sala"})
    with pytest.raises(BadSetting, match=r"^SALA_INSTANCE: the folder /proc/sala cannot be made"):
        create_app(from_environment({"SALA_INSTANCE": "/proc/sala", "SALA_SECRET_KEY": GOOD}))


def test_a_database_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    given = {"SALA_INSTANCE": str(tmp_path), "SALA_DATABASE_URL": "sqlite:////proc/x"}
    with pytest.raises(BadSetting, match=r"^SALA_DATABASE_URL: the file /proc/x cannot be made"):
        create_app(from_environment(given))


def test_who_only_looks_makes_neither_folder_nor_key(tmp_path: Path) -> None:
    settings = from_environment({"SALA_INSTANCE": str(tmp_path / "mistyped")}, may_create=False)
    assert settings.secret_key == ""
    app = create_app(settings)
    assert app.test_cli_runner().invoke(args=["people", "card", "KH-1"]).exit_code == 1
    assert list(tmp_path.iterdir()) == []
