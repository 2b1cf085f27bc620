"""The key of certificates: made once, replaced on purpose, never in a row, and what it signs can be scanned."""

from __future__ import annotations

import re
import shutil
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from lms import clock, jobs
from lms.audit import AuditLine
from lms.certificates.domain import codes
from lms.certificates.models import Certificate, CertificateKey
from lms.certificates.rendering import document, key_store
from lms.certificates.services import certificates, drawing, signing
from lms.config import settings_of
from lms.db import session
from tests.certificates.papers import DESIGNS, LANGUAGES, design_named, paper, standard
from tests.certificates.statements import content_of, fields_of, is_signed
from tests.client import StrictClient
from tests.pdfs import pixels_of
from tests.people import People
from tests.records.history import AWARD, day, passes

ACT = "certificates.new-key"
# The first private key of section 7.1.
RFC_8032 = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")

# Only square codes: among thousands of modules the reader takes a row for a short Codabar now and then.
SQUARE = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


@pytest.fixture(autouse=True)
def _no_keys(app: Flask) -> Iterator[None]:
    folder = settings_of(app).instance / key_store.FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    yield
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def sokhas(people: People) -> Certificate:
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
    session.commit()
    return certificates.certificates_of(people.sokha.id)[0]


def statement_of(certificate: Certificate, app: Flask) -> str:
    return drawing.drawn_of(certificate, settings_of(app))[1].statement


def key_files(app: Flask) -> list[Path]:
    return sorted((settings_of(app).instance / key_store.FOLDER).glob("*"))


def made(app: Flask) -> CertificateKey:
    key = signing.new_key(settings_of(app))
    session.commit()
    return key


def test_the_first_certificate_that_is_drawn_makes_the_key_and_its_file_is_for_this_account_alone(
    app: Flask, sokhas: Certificate
) -> None:
    assert signing.state(settings_of(app)) == "none"
    assert statement_of(sokhas, app) == ""
    session.rollback()
    jobs.run_due(app)
    key = signing.current_key()
    assert key is not None
    [file] = key_files(app)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert signing.public_of(bytes.fromhex(file.read_text())) == key.public
    assert file.read_text() not in str([vars(one) for one in session.scalars(select(CertificateKey))])
    assert signing.state(settings_of(app)) == "ready"
    signing.ensure_key(settings_of(app))
    assert key_files(app) == [file], "and it stays"


def test_what_is_signed_is_what_the_paper_says(app: Flask, sokhas: Certificate) -> None:
    key = made(app)
    digits = statement_of(sokhas, app)
    assert is_signed(digits, key.public)
    assert fields_of(digits) == [
        *(sokhas.code, AWARD, sokhas.society, sokhas.language, "t", "20261124", "20281124", ""),
        *(sokhas.name, sokhas.latin_name),
    ]


def test_one_changed_letter_is_not_signed(app: Flask, sokhas: Certificate) -> None:
    key = made(app)
    content = content_of(statement_of(sokhas, app))
    for place in range(len(content)):
        changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        if changed[0]:
            assert not is_signed(str(int.from_bytes(changed, "big")), key.public), place


def test_another_key_signs_from_now_on_and_the_old_one_stays_known_without_its_private_part(
    app: Flask, sokhas: Certificate
) -> None:
    first = made(app)
    before = statement_of(sokhas, app)
    said = app.test_cli_runner().invoke(args=["certificates", "new-key", "--yes"])
    assert said.exit_code == 0, said.output
    second = signing.current_key()
    assert second is not None
    assert said.output == f"key 2 of certificates: {second.public}\n"
    assert signing.trusted_keys() == [first.public, second.public]
    assert [file.name for file in key_files(app)] == [second.public[:16]]
    assert is_signed(before, first.public)
    assert is_signed(statement_of(sokhas, app), second.public)
    assert [line.facts["public"] for line in session.scalars(select(AuditLine).filter_by(act=ACT))] == [
        first.public,
        second.public,
    ]


def test_nobody_is_asked_twice_and_no_changes_nothing(app: Flask) -> None:
    said = app.test_cli_runner().invoke(args=["certificates", "new-key"], input="n\n")
    assert said.exit_code == 1
    assert signing.current_key() is None


def test_where_the_private_key_is_lost_or_another_one_the_certificate_is_drawn_without_a_statement(
    app: Flask, sokhas: Certificate
) -> None:
    made(app)
    [file] = key_files(app)
    for content in (bytes(31).hex(), bytes(32).hex(), "no key"):
        file.write_text(content)
        assert signing.state(settings_of(app)) == "lost"
        assert statement_of(sokhas, app) == ""
    file.unlink()
    assert signing.state(settings_of(app)) == "lost"
    assert drawing.pdf_of(sokhas, settings_of(app)).startswith(b"%PDF")


def test_a_key_that_is_printed_in_a_document_is_never_that_of_an_issuer(
    app: Flask, sokhas: Certificate, client: StrictClient
) -> None:
    with pytest.raises(ValueError, match="stands in a document"):
        signing.new_key(settings_of(app), lambda size: RFC_8032)
    public = signing.public_of(RFC_8032)
    session.add(CertificateKey(number=1, public=public, made_at=clock.now()))
    session.commit()
    key_store.keep(settings_of(app).instance, public, RFC_8032)
    assert signing.state(settings_of(app)) == "lost"
    assert statement_of(sokhas, app) == ""
    assert client.get("/verify/keys.json").get_json()["keys"] == {}


def test_of_two_processes_that_make_the_first_key_one_wins_and_the_other_leaves_nothing(app: Flask) -> None:
    first = made(app)

    other = {"number": 2, "public": "0" * 64, "made_at": clock.now()}

    def while_another_is_stored(size: int) -> bytes:
        session.execute(insert(CertificateKey).values(other))
        return bytes(range(size))

    with pytest.raises(IntegrityError):
        signing.new_key(settings_of(app), while_another_is_stored)
    assert [file.name for file in key_files(app)] == [first.public[:16]]


def test_the_keys_are_published_by_the_name_that_a_statement_gives(
    app: Flask, client: StrictClient, sokhas: Certificate
) -> None:
    key = made(app)
    published = client.get("/verify/keys.json")
    name = content_of(statement_of(sokhas, app))[1:5].hex()
    assert published.get_json() == {"algorithm": "Ed25519", "keys": {name: key.public}}
    assert published.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_reads_the_code_of_a_printed_certificate_link_and_statement(
    app: Flask, sokhas: Certificate, language: str, design: str
) -> None:
    made(app)
    given = paper(language)
    for name, latin_name in ((given.name, given.latin_name), (given.name * 12, given.latin_name * 12)):
        sokhas.name, sokhas.latin_name = name[:120], latin_name[:120]
        drawn = replace(given, statement=statement_of(sokhas, app))
        document_ = document.draw(design_named(design), drawn)
        for dots_per_inch in (150, 300):
            pixels = pixels_of(document_, dots_per_inch)
            read = [one.text for one in zxingcpp.read_barcodes(pixels, formats=SQUARE)]
            assert read == [f"{given.check_address}#{drawn.statement}"], (dots_per_inch, len(name))


def test_the_address_in_letters_is_as_short_as_before(app: Flask) -> None:
    drawn = replace(paper("en"), statement="1" * 300)
    assert "1" * 20 not in re.sub("<img[^>]*>", "", document.page(standard(), drawn))


def test_a_statement_never_reaches_the_server(client: StrictClient, app: Flask, sokhas: Certificate) -> None:
    """It stands behind a “#”; and whoever pastes the whole link is understood."""
    made(app)
    link = f"https://sala.example.org/verify/{codes.grouped(sokhas.code)}#{statement_of(sokhas, app)}"
    answer = client.get("/verify/", query_string={"code": link})
    assert answer.location == f"/verify/{codes.grouped(sokhas.code)}"
