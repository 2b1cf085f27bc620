"""Badges of certificates: what is in them, who can check them, what becomes of them."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask
from flask_migrate import downgrade, upgrade
from openbadgeslib.ob3 import OB3VerificationError
from openbadgeslib.ob3.ldp import OB3LdpVerifier, verify_data_integrity_proof
from sqlalchemy import select

from lms import clock
from lms.accounts.services.people import Person
from lms.certificates import personal_data
from lms.certificates.domain import badges as rules
from lms.certificates.domain import codes, multibase
from lms.certificates.models import Certificate, CertificateKey
from lms.certificates.rendering import key_store, linked_data, store
from lms.certificates.services import badge_checks, badges, certificates, drawing, issuing, signing
from lms.config import settings_of
from lms.db import session
from lms.errors import NotFound
from lms.records.services import achievements
from tests.certificates.test_badge_rules import bits_of, changed
from tests.client import StrictClient
from tests.erasures import erasure_of
from tests.people import People
from tests.records.history import AWARD, day, passes

BASE = "https://sala.example.org"
Badge = dict[str, Any]


@pytest.fixture(autouse=True)
def _key(app: Flask) -> Iterator[None]:
    folder = settings_of(app).instance / key_store.FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    signing.new_key(settings_of(app))
    session.commit()
    yield
    shutil.rmtree(folder, ignore_errors=True)


def held(person: Person) -> Certificate:
    with day("2026-11-24"):
        passes(person, "a-1")
    session.commit()
    return certificates.certificates_of(person.id)[0]


@pytest.fixture
def sokhas(people: People) -> Certificate:
    return held(people.sokha)


def badge_of(app: Flask, certificate: Certificate) -> Badge:
    badge = badges.badge_of(certificate, replace(settings_of(app), base_url=BASE))
    assert badge is not None
    return badge


def is_genuine(app: Flask, badge: Badge) -> bool:
    return badge_checks.is_genuine(badge, replace(settings_of(app), base_url=BASE))


def published(app: Flask) -> Callable[[str], bytes]:
    """What a checker elsewhere reads from the site."""
    settings = replace(settings_of(app), base_url=BASE)

    def download(address: str) -> bytes:
        society, _, rest = address.removeprefix(f"{BASE}/verify/issuers/").partition("/")
        if rest == "did.json":
            return json.dumps(badges.did_document(society, settings)).encode()
        return json.dumps(badges.status_list(society, int(rest.removeprefix("status/")), settings)).encode()

    return download


def checks_out(app: Flask, badge: Badge) -> bool:
    """Whether another issuer's program, which knows nothing of us, takes a badge, its list of states included."""
    try:
        OB3LdpVerifier().verify(
            json.dumps(badge), download=published(app), check_status=True, verify_status_list=False
        )
    except OB3VerificationError:
        return False
    return True


def revoked(app: Flask, society: str = "khm") -> set[int]:
    listed = badges.status_list(society, 1, settings_of(app))
    assert badge_checks.is_genuine(listed, settings_of(app))
    return bits_of(listed["credentialSubject"]["encodedList"])


# --- What is in it -----------------------------------------------------------------------------------------------


def test_sokha_takes_a_badge_along_that_names_the_module_and_not_her(
    client: StrictClient, app: Flask, sokhas: Certificate
) -> None:
    client.sign_in("KH-1001", language="km")
    with day("2027-01-01"):
        page = client.get("/en/me/certificates/").get_data(as_text=True)
        address = f"/en/me/certificates/{codes.grouped(sokhas.code)}.json"
        assert address in page
        answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/ld+json")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == "attachment; filename=badge-pss-2026-11-24.json"
    text = answer.get_data(as_text=True)
    badge = json.loads(text)
    assert badge["name"] == sokhas.module_title
    for secret in (sokhas.name, sokhas.latin_name, "KH-1001", sokhas.code, codes.grouped(sokhas.code)):
        assert secret not in text
    [mark] = badge["credentialSubject"]["identifier"]
    assert mark["identityHash"] == rules.identity_hash("KH-1001", mark["salt"])
    assert badge["issuer"]["name"] == "កាកបាទក្រហមកម្ពុជា"
    assert (badge["validFrom"], badge["validUntil"]) == ("2026-11-23T17:00:00Z", "2028-11-24T16:59:59Z")
    assert badge == badges.badge_of(sokhas, settings_of(app)), "drawn twice it is the same"


def test_ratanas_badge_says_that_her_training_is_known_from_a_list(app: Flask, people: People) -> None:
    with day("2026-11-28"):
        achievements.record_past_training(
            people.ratana,
            AWARD,
            on=date(2026, 11, 20),
            source="List",
            reason="Found",
            result="passed",
            actor=None,
        )
    session.commit()
    certificate = certificates.certificates_of(people.ratana.id)[0]
    badge = badge_of(app, certificate)
    assert badge["credentialSubject"]["activityEndDate"] == "2026-11-20"
    assert badge["validFrom"] == "2026-11-27T17:00:00Z"
    assert "បញ្ជី" in badge["credentialSubject"]["achievement"]["criteria"]["narrative"]
    assert is_genuine(app, badge)


def test_the_badge_of_a_demonstration_says_that_it_is_a_sample(app: Flask, sokhas: Certificate) -> None:
    badge = badges.badge_of(sokhas, replace(settings_of(app), demo=True))
    assert badge is not None
    assert badge["name"] == f"{sokhas.module_title} (គំរូ)"
    assert badge["credentialSubject"]["achievement"]["name"] == badge["name"]


def test_a_module_that_is_taught_no_more_still_has_a_badge(app: Flask, sokhas: Certificate) -> None:
    sokhas.award = "gone"
    achievement = badge_of(app, sokhas)["credentialSubject"]["achievement"]
    assert achievement["description"] == achievement["criteria"]["narrative"]


def test_the_badge_lies_in_the_pdf_which_stays_small_and_the_same(
    app: Flask, sokhas: Certificate, tmp_path: Path
) -> None:
    drawn = drawing.pdf_of(sokhas, settings_of(app))
    assert len(drawn) < 40_000
    (tmp_path / "one.pdf").write_bytes(drawn)
    subprocess.run(["pdfdetach", "-saveall", "-o", tmp_path, tmp_path / "one.pdf"], check=True)
    inside = json.loads((tmp_path / "badge.json").read_text(encoding="utf-8"))
    assert inside == badges.badge_of(sokhas, settings_of(app))
    store.remove(settings_of(app).instance, sokhas.code)
    assert drawing.pdf_of(sokhas, settings_of(app)) == drawn


# --- Who gets it -------------------------------------------------------------------------------------------------


def test_nobody_takes_the_badge_of_somebody_else_and_chan_gives_one_out(
    client: StrictClient, app: Flask, sokhas: Certificate
) -> None:
    code = codes.grouped(sokhas.code)
    client.sign_in("KH-1002")
    assert client.get(f"/en/me/certificates/{code}.json").status_code == 404
    dao, chan = (StrictClient(app, app.response_class) for _ in range(2))
    dao.sign_in("TH-1200")
    chan.sign_in("KH-1200")
    assert dao.get(f"/en/records/KH-1001/certificates/{code}.json").status_code == 404
    assert chan.get(f"/en/records/KH-1002/certificates/{code}.json").status_code == 404
    given = chan.get(f"/en/records/KH-1001/certificates/{code}.json")
    assert given.get_json(force=True)["name"] == sokhas.module_title
    page = chan.get("/en/records/KH-1001/certificates/").get_data(as_text=True)
    assert f"certificates/{code}.json" in page


def test_what_was_revoked_or_replaced_is_not_given_out(
    client: StrictClient, people: People, sokhas: Certificate
) -> None:
    newer = issuing.replace(sokhas, people.sokha, actor=people.chan)
    session.commit()
    client.sign_in("KH-1001")
    old, new = (f"/en/me/certificates/{one.code}.json" for one in (sokhas, newer))
    assert (client.get(old).status_code, client.get(new).status_code) == (410, 200)
    achievements.revoke(people.sokha, AWARD, reason="Sat the test for a friend", actor=people.chan)
    session.commit()
    assert client.get(new).status_code == 410


def test_where_the_key_is_lost_a_page_says_that_no_badge_can_be_made(
    client: StrictClient, app: Flask, sokhas: Certificate
) -> None:
    shutil.rmtree(settings_of(app).instance / key_store.FOLDER)
    client.sign_in("KH-1001")
    answer = client.get(f"/en/me/certificates/{sokhas.code}.json")
    assert answer.status_code == 503
    assert "The badge cannot be made now" in answer.get_data(as_text=True)
    assert client.get("/verify/issuers/khm/status/1").status_code == 404


def test_a_site_without_a_key_makes_no_badge_and_no_list(app: Flask, sokhas: Certificate) -> None:
    session.delete(session.get_one(CertificateKey, 1))
    assert badges.badge_of(sokhas, settings_of(app)) is None
    with pytest.raises(NotFound):
        badges.status_list("khm", 1, settings_of(app))


# --- Who can check it --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "km", "lo", "th"])
def test_another_issuers_program_reads_it_whatever_script_it_is_in(
    app: Flask, people: People, language: str
) -> None:
    people.sokha.language = language
    certificate = held(people.sokha)
    badge = badge_of(app, certificate)
    assert badge["credentialSubject"]["achievement"]["inLanguage"] == language
    read = OB3LdpVerifier.for_issuer_did(
        f"did:web:sala.example.org:verify:issuers:{certificate.society}"
    ).verify(json.dumps(badge), download=published(app), check_status=True, verify_status_list=False)
    assert read.achievement.name == certificate.module_title
    [mark] = read.identifiers
    assert mark.identity_hash == rules.identity_hash("KH-1001", mark.salt or "")


def paths_of(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a document by its path; of a list its place is a part of the path."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for word, inner in parts:
        yield from paths_of(inner, f"{path}/{word}")
    if not isinstance(value, (dict, list)):
        yield path, value


def other(badge: Badge, path: str) -> Badge:
    """The badge with one letter changed."""
    copy: Badge = json.loads(json.dumps(badge))
    *way, last = path[1:].split("/")
    inner: Any = copy
    for word in way:
        inner = inner[int(word)] if isinstance(inner, list) else inner[word]
    place: Any = int(last) if isinstance(inner, list) else last
    value = inner[place]
    inner[place] = (not value) if isinstance(value, bool) else value[:-1] + ("a" if value[-1] != "a" else "b")
    return copy


def test_no_letter_of_it_can_be_changed(app: Flask, sokhas: Certificate) -> None:
    badge = badge_of(app, sokhas)
    assert is_genuine(app, badge)
    assert checks_out(app, badge)
    paths = [path for path, _ in paths_of(badge)]
    assert len(paths) > 35
    for path in paths:
        assert not is_genuine(app, other(badge, path)), path
    for path in ("/name", "/validUntil", "/credentialSubject/identifier/0/identityHash", "/proof/0/created"):
        assert not checks_out(app, other(badge, path)), path


@pytest.mark.parametrize(
    "word",
    ["validUntil", "credentialStatus", "name", "proof", "credentialSubject", "issuer", "type", "@context"],
)
def test_nothing_can_be_left_out(app: Flask, sokhas: Certificate, word: str) -> None:
    badge = badge_of(app, sokhas)
    del badge[word]
    assert not is_genuine(app, badge)


@pytest.mark.parametrize(
    "path", ["isAdmin", "credentialSubject/role2", "credentialSubject/achievement/level"]
)
def test_a_word_that_no_vocabulary_knows_changes_no_signed_byte_and_is_refused_all_the_same(
    app: Flask, sokhas: Certificate, path: str
) -> None:
    badge = badge_of(app, sokhas)
    added = changed(badge, path, "yes")
    plain, more = ({word: value for word, value in one.items() if word != "proof"} for one in (badge, added))
    assert linked_data.signed_bytes(plain, badge["proof"][0]) == linked_data.signed_bytes(
        more, badge["proof"][0]
    )
    assert not is_genuine(app, added)
    assert not checks_out(app, added)


def test_what_others_have_signed_is_not_ours(app: Flask, sokhas: Certificate) -> None:
    badge = badge_of(app, sokhas)
    elsewhere = badges.badge_of(sokhas, replace(settings_of(app), base_url="https://other.example.org"))
    assert elsewhere is not None
    assert not is_genuine(app, elsewhere), "the same key under another name"
    somebodys = changed(badge, "issuer/id", badge["issuer"]["id"].replace("khm", "tha"))
    assert not is_genuine(app, somebodys)


def test_a_key_that_is_printed_in_a_document_signs_no_badge_and_is_published_nowhere(
    app: Flask, sokhas: Certificate
) -> None:
    private = multibase.read_base58("z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq")
    assert private is not None
    public = signing.public_of(private[2:])
    with pytest.raises(ValueError, match="stands in a document"):
        signing.new_key(settings_of(app), lambda size: private[2:])
    session.add(CertificateKey(number=2, public=public, made_at=clock.now()))
    key_store.keep(settings_of(app).instance, public, private[2:])
    session.commit()
    assert badges.badge_of(sokhas, settings_of(app)) is None
    assert multibase.multikey(public) not in json.dumps(badges.did_document("khm", settings_of(app)))


def test_another_key_signs_from_now_on_and_badges_of_the_old_one_stay_good(
    app: Flask, sokhas: Certificate
) -> None:
    before = badge_of(app, sokhas)
    signing.new_key(settings_of(app))
    session.commit()
    after = badge_of(app, sokhas)
    methods = [one["proof"][0]["verificationMethod"] for one in (before, after)]
    assert len({*methods}) == 2
    document = badges.did_document("khm", replace(settings_of(app), base_url=BASE))
    assert document["assertionMethod"] == methods
    for badge in (before, after):
        assert is_genuine(app, badge)
        assert checks_out(app, badge)
    assert before["id"] == after["id"], "it is the same badge"


def test_chan_is_told_by_an_operator_what_a_badge_is_worth(
    app: Flask, people: People, sokhas: Certificate, tmp_path: Path
) -> None:
    file = tmp_path / "badge.json"
    badge = badges.badge_of(sokhas, settings_of(app))
    assert badge is not None

    def said(content: str) -> str:
        file.write_text(content, encoding="utf-8")
        return app.test_cli_runner().invoke(args=["certificates", "check-badge", str(file)]).output

    grouped = codes.grouped(sokhas.code)
    assert said(badges.text_of(badge)) == f"Genuine. Certificate {grouped} (pss): valid.\n"
    achievements.revoke(people.sokha, AWARD, reason="Sat the test for a friend", actor=people.chan)
    session.commit()
    assert said(json.dumps(badge, indent=2)) == f"Genuine. Certificate {grouped} (pss): revoked.\n"
    for content in ("", "[]", "{", "[" * 100_000, " " * 100_001, badges.text_of(badge).replace("pss", "psx")):
        assert said(content).startswith("Error: This is no badge of this site")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("issuer", {}),
        ("proof", [{}]),
        ("name", "\ud800"),
        ("name", 10**3999),
        ("name", True),
    ],
)
def test_a_forged_file_of_any_shape_is_refused_in_words(
    app: Flask, sokhas: Certificate, path: str, value: object
) -> None:
    badge = changed(badge_of(app, sokhas), path, value)
    settings = replace(settings_of(app), base_url=BASE)
    assert badge_checks.certificate_of(json.dumps(badge).encode(), settings) is None


@pytest.mark.parametrize("word", ["verificationMethod", "proofValue"])
def test_a_proof_without_key_or_signature_proves_nothing(app: Flask, sokhas: Certificate, word: str) -> None:
    badge = badge_of(app, sokhas)
    del badge["proof"][0][word]
    assert not is_genuine(app, badge)


def test_a_word_that_stands_twice_is_refused_whichever_of_them_a_reader_takes(
    app: Flask, sokhas: Certificate
) -> None:
    settings = replace(settings_of(app), base_url=BASE)
    text = json.dumps(badge_of(app, sokhas))
    assert badge_checks.certificate_of(text.encode(), settings) == sokhas
    twice = text.replace("{", '{"name": "Another", ', 1)
    assert badge_checks.certificate_of(twice.encode(), settings) is None


def test_a_list_of_states_is_no_badge(app: Flask, sokhas: Certificate) -> None:
    settings = replace(settings_of(app), base_url=BASE)
    badges.badge_of(sokhas, settings)
    listed = badges.status_list("khm", 1, settings)
    assert badge_checks.is_genuine(listed, settings)
    assert badge_checks.certificate_of(json.dumps(listed).encode(), settings) is None


# --- What becomes of it ------------------------------------------------------------------------------------------


def test_a_badge_that_counts_has_no_bit_and_one_that_was_revoked_has(
    app: Flask, people: People, sokhas: Certificate
) -> None:
    badge = badge_of(app, sokhas)
    assert revoked(app) == set()
    achievements.revoke(people.sokha, AWARD, reason="Sat the test for a friend", actor=people.chan)
    session.commit()
    assert revoked(app) == {sokhas.id}
    assert revoked(app, "tha") == set()
    assert is_genuine(app, badge)
    assert not checks_out(app, badge)
    achievements.reinstate(people.sokha, AWARD, reason="It was not her", actor=people.chan)
    session.commit()
    assert revoked(app) == set()


def test_the_badge_of_a_paper_that_was_replaced_counts_no_more(
    app: Flask, people: People, sokhas: Certificate
) -> None:
    old = badge_of(app, sokhas)
    newer = issuing.replace(sokhas, people.sokha, actor=people.chan)
    session.commit()
    assert revoked(app) == {sokhas.id}
    assert not checks_out(app, old)
    new = badge_of(app, newer)
    assert checks_out(app, new)
    assert new["id"] != old["id"]
    marks = [one["credentialSubject"]["identifier"][0]["identityHash"] for one in (old, new)]
    assert marks[0] != marks[1], "nobody sees that both are of one person without the number"


def test_a_badge_says_by_itself_that_it_has_ended_and_needs_no_bit(app: Flask, sokhas: Certificate) -> None:
    with day("2028-11-24"):
        assert revoked(app) == set()
    with day("2028-11-25"):
        assert revoked(app) == set()


def test_what_ends_before_its_own_last_day_has_a_bit(app: Flask, people: People, sokhas: Certificate) -> None:
    """As where an extension that a paper was printed with is taken back, and the paper not yet replaced."""
    assert sokhas.expires_on is not None
    sokhas.expires_on += timedelta(days=90)
    session.commit()
    with day("2028-11-24"):
        assert revoked(app) == set()
    with day("2028-11-25"):
        assert revoked(app) == {sokhas.id}
    with day("2029-06-01"):
        assert revoked(app) == set()


def test_a_badge_of_a_training_that_was_corrected_away_has_a_bit(
    app: Flask, people: People, sokhas: Certificate
) -> None:
    entry = next(one for one in achievements.entries_of(people.sokha.id) if one.kind == "achieved")
    achievements.correct(entry, reason="It was somebody else", actor=people.chan)
    session.commit()
    assert revoked(app) == {sokhas.id}


def test_of_somebody_whose_data_were_removed_no_badge_is_made_and_the_old_one_counts_no_more(
    client: StrictClient, app: Flask, people: People, sokhas: Certificate
) -> None:
    old = badge_of(app, sokhas)
    personal_data.erase(erasure_of(people.sokha))
    session.commit()
    assert sokhas.badge_salt is None
    assert badges.badge_of(sokhas, settings_of(app)) is None
    assert revoked(app) == {sokhas.id}
    assert not checks_out(app, old)
    assert (
        badge_checks.certificate_of(json.dumps(old).encode(), replace(settings_of(app), base_url=BASE))
        is None
    )
    client.sign_in("KH-1001")
    assert client.get(f"/en/me/certificates/{sokhas.code}.json").status_code == 404


def test_what_a_badge_refers_to_is_open_to_programs_of_others(
    client: StrictClient, app: Flask, sokhas: Certificate
) -> None:
    badge = badges.badge_of(sokhas, settings_of(app))
    assert badge is not None
    host = settings_of(app).base_url
    for address in (badge["issuer"]["url"], badge["credentialStatus"]["statusListCredential"]):
        answer = client.get(address.removeprefix(host))
        assert (answer.status_code, answer.mimetype) == (200, "application/ld+json")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cache-Control"] == "public, max-age=300"
        assert answer.headers["X-Robots-Tag"] == "noindex"
    profile = client.get("/verify/issuers/khm").get_json(force=True)
    assert {**profile, "@context": None} == {**badge["issuer"], "@context": None}
    keys = client.get("/verify/issuers/khm/did.json")
    assert keys.mimetype == "application/did+json"
    assert badge["proof"][0]["verificationMethod"] in keys.get_json(force=True)["assertionMethod"]


def test_the_list_is_signed_by_the_issuer_of_the_badge(app: Flask, sokhas: Certificate) -> None:
    listed = badges.status_list("khm", 1, replace(settings_of(app), base_url=BASE))
    assert listed["issuer"] == badge_of(app, sokhas)["issuer"]["id"]
    public = signing.current_key()
    assert public is not None
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public.public))
    verify_data_integrity_proof(listed, key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


@pytest.mark.parametrize(
    "path",
    ["xxx", "xxx/did.json", "xxx/status/1", "khm/status/0", "khm/status/16385", "khm/status/99999999999"],
)
def test_what_is_not_there_is_not_found(client: StrictClient, path: str) -> None:
    assert client.get(f"/verify/issuers/{path}").status_code == 404


def test_a_word_that_we_forgot_to_allow_is_not_signed(
    app: Flask, sokhas: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = rules.credential_of
    monkeypatch.setattr(rules, "credential_of", lambda badge: made(badge) | {"level": "high"})
    with pytest.raises(ValueError, match="/level"):
        badges.badge_of(sokhas, settings_of(app))


def test_certificates_of_before_have_badges_after_an_upgrade_and_those_of_nobody_none(
    app: Flask, people: People, sokhas: Certificate
) -> None:
    other_, nobodys = held(people.ratana), held(people.malee)
    nobodys.name = ""
    ids = [one.id for one in (sokhas, other_, nobodys)]
    session.commit()
    session.remove()
    downgrade(revision="0030")
    upgrade()
    salts = session.scalars(
        select(Certificate.badge_salt).where(Certificate.id.in_(ids)).order_by(Certificate.id)
    ).all()
    assert salts[2] is None
    for salt in salts[:2]:
        assert salt is not None
        assert len(bytes.fromhex(salt)) == 16
    assert salts[0] != salts[1]
