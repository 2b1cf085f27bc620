"""What a badge is made of, by tables and published examples: letters, lists of bits, hashes, canonical form."""

from __future__ import annotations

import base64
import gzip
import hashlib
import subprocess
import sys
from datetime import UTC, date, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openbadgeslib.ob3.contexts import bundled_contexts

from lms.certificates.domain import badges, multibase
from lms.certificates.domain.badges import Badge, Issuer
from lms.certificates.rendering import linked_data
from lms.certificates.services import signing
from lms.config import CHECKOUT

# W3C Data Integrity EdDSA Cryptosuites v1.0, appendix B.1: the key, the credential, and what comes of them.
W3C_PRIVATE = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
W3C_PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
W3C_EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
W3C_CREDENTIAL: dict[str, Any] = {
    "@context": [badges.CREDENTIALS, W3C_EXAMPLES],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
W3C_HASHES = (
    "bea7b7acfbad0126b135104024a5f1733e705108f42d59668b05c0c50004c6b0"
    "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017"
)
W3C_PROOF_VALUE = "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme"

NOON = datetime(2026, 12, 3, 5, tzinfo=UTC)


def issuer(base_url: str = "https://sala.example.org") -> Issuer:
    return Issuer(base_url, "khm", "កាកបាទក្រហមកម្ពុជា")


def badge(**changes: Any) -> Badge:
    given: dict[str, Any] = {
        "issuer": issuer(),
        "award": "pss",
        "title": "ការគាំទ្រចិត្តសង្គម",
        "language": "km",
        "summary": "របៀបនៅក្បែរមនុស្ស",
        "criteria": "បានប្រឡងជាប់",
        "number": "KH-1001",
        "salt": "00" * 16,
        "place": 131_073,
        "valid_from": datetime(2026, 11, 23, 17, tzinfo=UTC),
        "valid_until": datetime(2028, 11, 24, 16, 59, 59, tzinfo=UTC),
    }
    return Badge(**given | changes)


def test_the_example_of_w3c_is_signed_byte_for_byte() -> None:
    private = multibase.read_base58(W3C_PRIVATE)
    assert private is not None
    key = Ed25519PrivateKey.from_private_bytes(private[2:])
    public = key.public_key().public_bytes_raw().hex()
    assert multibase.multikey(public) == W3C_PUBLIC
    proof = linked_data.proof_of(f"did:key:{W3C_PUBLIC}#{W3C_PUBLIC}", "2023-02-24T23:36:38Z")
    vocabulary = {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
    content = linked_data.signed_bytes(W3C_CREDENTIAL, proof, {W3C_EXAMPLES: vocabulary})
    assert content.hex() == W3C_HASHES
    assert multibase.base58(key.sign(content)) == W3C_PROOF_VALUE
    assert (
        linked_data.signed_bytes(
            W3C_CREDENTIAL, proof | {"proofValue": W3C_PROOF_VALUE}, {W3C_EXAMPLES: vocabulary}
        )
        == content
    ), "a value that is there already is no part of it"
    assert public in signing.PUBLISHED, "anybody can sign with it"


@pytest.mark.parametrize(
    ("content", "letters"),
    [
        (b"", "z"),
        (b"\0\0\0", "z111"),
        (b"Hello World!", "z2NEpo7TZRRrLZSi2U"),  # draft-msporny-base58
        (b"\0\0\x28\x7f\xb4\xcd", "z11233QC4"),  # the same
    ],
)
def test_bytes_become_letters_and_bytes_again(content: bytes, letters: str) -> None:
    assert multibase.base58(content) == letters
    assert multibase.read_base58(letters) == content


@pytest.mark.parametrize("typed", ["", "2NEpo7TZRRrLZSi2U", "z0", "zO", "z l", "z" + "2" * 120])
def test_what_is_no_base58_or_too_long_is_not_read(typed: str) -> None:
    assert multibase.read_base58(typed) is None


@pytest.mark.parametrize(
    ("base_url", "did"),
    [
        ("https://sala.example.org", "did:web:sala.example.org:verify:issuers:khm"),
        ("http://127.0.0.1:8000", "did:web:127.0.0.1%3A8000:verify:issuers:khm"),
    ],
)
def test_the_identifier_of_an_issuer_leads_to_its_address(base_url: str, did: str) -> None:
    assert issuer(base_url).did == did
    assert issuer(base_url).address == f"{base_url}/verify/issuers/khm"


def test_the_mark_of_a_holder_is_compared_by_who_knows_number_and_salt() -> None:
    expected = "sha256$" + hashlib.sha256(b"KH-1001salt").hexdigest()
    assert badges.identity_hash("KH-1001", "salt") == expected
    assert badges.identity_hash("KH-1002", "salt") != expected
    assert badges.identity_hash("KH-1001", "other") != expected


@pytest.mark.parametrize(
    ("place", "number", "index"), [(1, 1, "1"), (131_071, 1, "131071"), (131_072, 2, "0"), (131_073, 2, "1")]
)
def test_each_certificate_has_its_bit_in_one_list(place: int, number: int, index: str) -> None:
    status = badges.credential_of(badge(place=place))["credentialStatus"]
    assert status["statusListCredential"] == f"https://sala.example.org/verify/issuers/khm/status/{number}"
    assert status["statusListIndex"] == index
    assert status["id"] == f"{status['statusListCredential']}#{index}"


def bits_of(encoded: str) -> set[int]:
    assert encoded[0] == "u"
    assert "=" not in encoded
    content = gzip.decompress(base64.urlsafe_b64decode(encoded[1:] + "=" * (-len(encoded[1:]) % 4)))
    assert len(content) * 8 == 131_072
    return {at for at in range(131_072) if content[at // 8] >> (7 - at % 8) & 1}


def test_a_list_has_a_bit_for_each_that_counts_no_more_and_leaves_out_those_of_other_lists() -> None:
    places = [0, 7, 8, 131_071, 131_072, 131_080]
    for number, expected in ((1, {0, 7, 8, 131_071}), (2, {0, 8}), (3, set())):
        said = badges.status_list(issuer(), number, places, NOON)
        assert bits_of(said["credentialSubject"]["encodedList"]) == expected
    assert (said["validFrom"], said["validUntil"]) == ("2026-12-03T05:00:00Z", "2026-12-04T05:00:00Z")
    assert said["credentialSubject"]["ttl"] == 300_000


def test_a_training_that_is_known_from_a_list_has_its_own_day_and_what_never_ends_no_end() -> None:
    plain = badges.credential_of(badge())
    assert "activityEndDate" not in plain["credentialSubject"]
    assert plain["validUntil"] == "2028-11-24T16:59:59Z"
    listed = badges.credential_of(badge(trained_on=date(2026, 11, 20), valid_until=None))
    assert listed["credentialSubject"]["activityEndDate"] == "2026-11-20"
    assert "validUntil" not in listed


@pytest.mark.parametrize("trained_on", [None, date(2026, 11, 20)])
def test_our_few_words_mean_what_those_of_the_standard_mean(trained_on: date | None) -> None:
    """The vocabulary of 1EdTech is not passed on here; the one that another checker has gives the same lines."""
    said = badges.credential_of(badge(trained_on=trained_on))
    ours = linked_data.canonical(said)
    assert ours == linked_data.canonical(said, bundled_contexts())
    for value in leaves(said):
        assert value in ours or value in badges.OPEN_BADGES + badges.CREDENTIALS, value


def leaves(value: Any) -> list[str]:
    """Every text in a document, but for types, which are words of a vocabulary."""
    if isinstance(value, dict):
        return [one for word, inner in value.items() if word != "type" for one in leaves(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in leaves(inner)]
    return [value] if isinstance(value, str) else []


def changed(document: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy with something else at a path such as "issuer/name"."""
    first, _, rest = path.partition("/")
    inner = changed(document[first], rest, value) if rest else value
    return {**document, first: inner}


@pytest.mark.parametrize(
    ("path", "value", "foreign"),
    [
        ("isAdmin", "yes", ["/isAdmin"]),
        ("issuer/logo", "x", ["/issuer/logo"]),
        ("credentialSubject/id", "did:example:somebody", ["/credentialSubject/id"]),
        ("credentialSubject/achievement/criteria/id", "x", ["/credentialSubject/achievement/criteria/id"]),
        ("credentialSubject/identifier", [], ["/credentialSubject/identifier"]),
        ("credentialSubject/identifier", [{}, {}], ["/credentialSubject/identifier"]),
        ("credentialSubject/identifier", {}, ["/credentialSubject/identifier"]),
        ("type", ["VerifiableCredential", "OpenBadgeCredential", "Admin"], ["/type"]),
        ("credentialSubject/type", ["AchievementSubject", "Admin"], ["/credentialSubject/type"]),
        ("@context", [badges.CREDENTIALS, badges.OPEN_BADGES, {}], ["/@context"]),
        ("name", ["x"], ["/name"]),
        ("name", {"@value": "x"}, ["/name"]),
        ("name", None, ["/name"]),
        ("issuer", "did:example:somebody", ["/issuer"]),
    ],
)
def test_whatever_no_badge_of_ours_has_is_named(path: str, value: Any, foreign: list[str]) -> None:
    said = badges.credential_of(badge())
    assert badges.foreign_parts(said) == []
    assert badges.foreign_parts(changed(said, path, value)) == foreign


def test_a_list_has_a_form_of_its_own_and_a_truth_is_no_number() -> None:
    said = badges.status_list(issuer(), 1, [], NOON)
    assert badges.foreign_parts(said) == []
    assert badges.foreign_parts(said | {"credentialStatus": {}}) == ["/credentialStatus"]
    badge_ = badges.credential_of(badge())
    badge_["credentialSubject"]["identifier"][0]["hashed"] = 1
    assert badges.foreign_parts(badge_) == ["/credentialSubject/identifier/hashed"]


@pytest.mark.parametrize("address", ["https://example.org/context.json", "file:///etc/passwd"])
def test_no_vocabulary_is_fetched(address: str) -> None:
    with pytest.raises(linked_data.CredentialBrokenError) as raised:
        linked_data.canonical({"@context": [address], "id": "urn:x:y"})
    assert f"{address} is not opened" in str(raised.getrepr(chain=True))


def test_what_has_no_canonical_form_is_said_to_be_broken() -> None:
    with pytest.raises(linked_data.CredentialBrokenError):
        linked_data.canonical({"@context": [badges.CREDENTIALS], "@id": ["one", "two"]})


def test_starting_does_not_read_vocabularies() -> None:
    program = "import sys, lms.certificates.services.badges; sys.exit('pyld' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_vocabulary_of_w3c_is_the_one_that_every_signature_rests_on() -> None:
    """Its digest stands in the Verifiable Credentials Data Model 2.0, appendix “Contexts, vocabularies, types”."""
    content = (CHECKOUT / "lms/certificates/rendering/contexts/credentials-v2.json").read_bytes()
    published = "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"
    assert hashlib.sha256(content).hexdigest() == published
