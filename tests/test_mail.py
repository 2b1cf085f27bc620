"""Letters: to a real server of this machine, and never without one."""

from __future__ import annotations

import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Final

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from lms import config, mail
from lms.config import Settings
from lms.errors import BadSetting
from tests.conftest import settings_for
from tests.mailbox import mailbox

FAR: Final = "127.0.0.2"  # a server on another machine, as far as the letters know


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings without a mail server."""
    return settings_for("sqlite://", tmp_path)


@pytest.fixture
def secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """What a mail server at FAR needs to talk in secret; this machine trusts its certificate."""
    certificate = tmp_path / "server.pem"
    certificate.write_bytes(certified(FAR))
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def certified(host: str) -> bytes:
    """A key and a certificate for the server at an address, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail")])
    now = datetime.now(UTC)
    usage = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "crl_sign"), False
    )
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(hours=1))
    for extension, critical in (
        (x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), False),
        (x509.BasicConstraints(ca=True, path_length=None), True),
        (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
        (
            x509.KeyUsage(
                digital_signature=True, key_cert_sign=True, encipher_only=False, decipher_only=False, **usage
            ),
            True,
        ),
    ):
        builder = builder.add_extension(extension, critical)
    opened = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    certificate = builder.sign(key, hashes.SHA256())
    return key.private_bytes(*opened) + certificate.public_bytes(serialization.Encoding.PEM)


def test_a_letter_arrives_as_it_was_written(settings: Settings) -> None:
    with mailbox() as box, mail.post(replace(settings, mail_url=box.url)) as post:
        post.send("sokha@example.org", "សូម\nអាន", "ជំរាបសួរ\n.\nលា")
    (letter,) = box.letters
    assert (letter["From"], letter["To"]) == ("sala@example.org", "sokha@example.org")
    assert (letter["Subject"], letter["Auto-Submitted"]) == ("សូម អាន", "auto-generated")
    assert letter.get_content().splitlines() == ["ជំរាបសួរ", ".", "លា"]


def test_an_address_brings_in_no_second_reader(settings: Settings) -> None:
    with (
        mailbox() as box,
        mail.post(replace(settings, mail_url=box.url)) as post,
        pytest.raises(ValueError, match="may not contain"),
    ):
        post.send("sokha@example.org\nBcc: dao@example.org", "Hello", "Hello")
    assert box.letters == []


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_letters_and_passwords_travel_in_secret(
    settings: Settings, secret: ssl.SSLContext, scheme: str
) -> None:
    with mailbox(FAR, secret=secret, scheme=scheme) as box:
        url = box.url.replace("://", "://sala%40example.org:se%3Acret@")
        with mail.post(replace(settings, mail_url=url)) as post:
            post.send("sokha@example.org", "Hello", "Hello")
    assert [letter["To"] for letter in box.letters] == ["sokha@example.org"]
    assert box.known == [("sala@example.org", "se:cret")]
    assert [words.split()[0] for words in box.heard] == (["ehlo", "STARTTLS"] if scheme == "smtp" else [])


def test_a_far_server_that_keeps_no_secret_is_told_none(settings: Settings) -> None:
    with mailbox(FAR) as box:
        url = box.url.replace("://", "://sala:secret@")
        with pytest.raises(mail.Failed), mail.post(replace(settings, mail_url=url)):
            pass
    assert (box.known, box.letters) == ([], [])


def test_a_server_under_a_false_name_is_told_nothing(settings: Settings, secret: ssl.SSLContext) -> None:
    other = "127.0.0.3"
    with mailbox(other, secret=secret) as box:
        url = box.url.replace("://", "://sala:secret@")
        with (
            pytest.raises(ssl.SSLCertVerificationError, match="IP address mismatch"),
            mail.post(replace(settings, mail_url=url)),
        ):
            pass
    assert (box.known, box.letters) == ([], [])


def test_without_a_server_nothing_can_be_sent(settings: Settings) -> None:
    assert not mail.may_send(settings)
    with pytest.raises(mail.NoMailError), mail.post(settings):
        pass


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://mail.example.org?from=sala@example.org",
        "smtp://mail.example.org",
        "smtp://mail.example.org?from=sala",
        "smtp://mail.example.org:port?from=sala@example.org",
        "smtp://?from=sala@example.org",
    ],
)
def test_a_wrong_server_stops_the_start_without_telling_its_password(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="SALA_MAIL_URL") as refused:
        config.from_environment({"SALA_INSTANCE": str(tmp_path), "SALA_MAIL_URL": url})
    assert url not in str(refused.value)


def test_a_right_server_is_taken(tmp_path: Path) -> None:
    url = "smtps://sala:secret@mail.example.org:465?from=sala@example.org"
    read = config.from_environment({"SALA_INSTANCE": str(tmp_path), "SALA_MAIL_URL": url})
    assert read.mail_url == url
