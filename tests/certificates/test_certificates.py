"""Certificates and their rows, on both engines: issued once, drawn once, honest about what they are worth."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms import jobs
from lms.accounts.services import people as people_service
from lms.audit import AuditLine
from lms.certificates.domain import codes
from lms.certificates.domain.certificate_data import CertificateData
from lms.certificates.models import Certificate
from lms.certificates.rendering import document, store
from lms.certificates.services import certificates, drawing, issuing, verification
from lms.config import Settings, settings_of
from lms.content import registry
from lms.content.types.curriculum import Design
from lms.db import session
from lms.errors import NotFound
from lms.jobs import Job
from lms.records.services import achievements
from lms.records.services.achievements import Certified, PastTraining
from tests.job_runs import run_to_the_end
from tests.pdfs import text_of
from tests.people import People
from tests.records.history import AWARD, day, passes


@pytest.fixture
def settings(app: Flask) -> Settings:
    return settings_of(app)


def only_certificate() -> Certificate:
    return session.scalars(select(Certificate)).one()


def sokha_passes(people: People) -> Certificate:
    with day("2026-11-24"):
        passes(people.sokha, "a-1")
    session.commit()
    return only_certificate()


def test_sokha_is_certified_and_holds_a_certificate(people: People) -> None:
    certificate = sokha_passes(people)
    assert codes.read_code(certificate.code) == certificate.code
    assert (certificate.person_id, certificate.award, certificate.language) == (people.sokha.id, AWARD, "km")
    assert (certificate.name, certificate.latin_name) == (people.sokha.name, people.sokha.latin_name)
    assert (certificate.issued_on, certificate.expires_on) == (date(2026, 11, 24), date(2028, 11, 24))
    assert (certificate.society, certificate.design) == ("khm", "standard")
    module = registry.current().module(AWARD)
    assert certificate.module_title == module.text("km").title
    assert certificate.module_version == module.version
    assert certificates.certificates_of(people.sokha.id) == [certificate]
    assert certificates.certificates_of(people.malee.id) == []


def test_malees_certificate_has_the_design_that_her_society_chooses_and_keeps_it(
    people: People, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with day("2026-11-24"):
        passes(people.malee, "a-1")
    session.commit()
    certificate = only_certificate()
    assert (certificate.society, certificate.design) == ("tha", "portrait")
    assert drawing.drawn_of(certificate, settings)[0].orientation == "portrait"
    societies = dict(registry.current().societies)
    societies["tha"] = replace(societies["tha"], certificate_design=None)
    chosen = replace(registry.current(), societies=societies)
    monkeypatch.setattr(registry, "current", lambda: chosen)
    assert drawing.drawn_of(certificate, settings)[0].id == "portrait"
    assert issuing.replace(certificate, people.malee, actor=people.dao).design == "portrait"


def test_one_certification_makes_one_certificate(people: People) -> None:
    certificate = sokha_passes(people)
    [certification] = achievements.certifications_of(people.sokha.id)
    assert issuing.issue(people.sokha, certification) is certificate
    session.add(Certificate(**_values(certificate) | {"id": None, "code": codes.new_code()}))
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def _values(certificate: Certificate) -> dict[str, object]:
    return {column.key: getattr(certificate, column.key) for column in Certificate.__table__.columns}


def test_a_refresher_brings_a_new_certificate_and_leaves_the_old_one(people: People) -> None:
    first = sokha_passes(people)
    with day("2028-11-01"):
        passes(people.sokha, "a-2")
    session.commit()
    second, old = certificates.certificates_of(people.sokha.id)
    assert old == first
    assert second.expires_on == date(2030, 11, 24)
    worth = verification.worth_of(old, date(2028, 12, 1))
    assert (worth.state, worth.own, worth.renewed) == ("valid", date(2028, 11, 24), True)
    assert verification.state_of(old, date(2030, 11, 25)) == "expired"
    assert verification.state_of(second, date(2028, 12, 1)) == "valid"


def test_somebody_of_no_society_gets_no_certificate(people: People) -> None:
    region = people_service.ensure_unit("region", "mekong", None)
    visitor = people_service.create_person(
        people_service.Particulars(number="IF-9001", name="Anna", latin_name="Anna", language="en"),
        region,
        actor=None,
    )
    with day("2026-11-24"):
        passes(visitor, "a-1")
    assert certificates.certificates_of(visitor.id) == []


def test_what_is_printed_stays_when_sokha_changes_her_name(people: People) -> None:
    certificate = sokha_passes(people)
    people_service.set_name(people.sokha, "សុខា ចាន់", "Sokha Chan")
    session.commit()
    verified = verification.verify(certificate.code, date(2026, 12, 1))
    assert (verified.name, verified.latin_name) == (certificate.name, certificate.latin_name)
    assert verified.name != people.sokha.name


def test_a_corrected_name_replaces_the_certificate(people: People) -> None:
    old = sokha_passes(people)
    people_service.set_name(people.sokha, "សុខា ចាន់", "Sokha Chan")
    new = issuing.replace(old, people.sokha, actor=people.chan)
    session.commit()
    assert (new.name, new.edition, new.entry_id) == ("សុខា ចាន់", 2, old.entry_id)
    assert new.code != old.code
    assert verification.state_of(old, date(2026, 12, 1)) == "replaced"
    assert verification.state_of(new, date(2026, 12, 1)) == "valid"
    assert certificates.certificates_of(people.sokha.id) == [new]
    again = issuing.replace(old, people.sokha, actor=None)
    assert (again.edition, new.replaced_by_id) == (3, again.id)
    acts = [
        (line.act, line.actor_id)
        for line in session.scalars(select(AuditLine).order_by(AuditLine.id))
        if "certificates" in line.act
    ]
    assert acts == [
        ("certificates.issued", None),
        ("certificates.replaced", people.chan.id),
        ("certificates.replaced", None),
    ]


def test_a_check_tells_what_the_paper_is_worth_each_day(people: People) -> None:
    certificate = sokha_passes(people)
    typed = codes.grouped(certificate.code).lower()
    assert verification.verify(typed, date(2028, 11, 24)).state == "valid"
    assert verification.verify(typed, date(2028, 11, 25)).state == "expired"
    with day("2027-01-10"):
        achievements.revoke(people.sokha, AWARD, reason="Sat the test for a friend", actor=people.chan)
    assert verification.verify(typed, date(2027, 1, 9)).state == "valid"
    assert verification.verify(typed, date(2027, 1, 10)).state == "revoked"


@pytest.mark.parametrize("typed", ["", "nonsense", "HP59M8RTPPCQ"])
def test_an_unknown_code_is_not_found(app: Flask, typed: str) -> None:
    with pytest.raises(NotFound):
        verification.verify(typed, date(2026, 11, 24))


def test_the_certificate_is_drawn_in_the_background(app: Flask, people: People, settings: Settings) -> None:
    certificate = sokha_passes(people)
    code, name = certificate.code, certificate.name
    session.commit()
    assert store.read(settings.instance, code) is None
    assert jobs.run_due(app) == 1
    kept = store.read(settings.instance, code)
    assert kept is not None
    assert name in text_of(kept)
    assert drawing.pdf_of(only_certificate(), settings) == kept
    job = session.scalars(select(Job)).one()
    assert (job.state, job.done, job.total) == ("done", 2, 2)


def test_who_comes_before_the_background_gets_it_drawn_on_the_spot(
    people: People, settings: Settings
) -> None:
    certificate = sokha_passes(people)
    drawn = drawing.pdf_of(certificate, settings)
    assert certificate.name in text_of(drawn)
    assert store.read(settings.instance, certificate.code) == drawn


def test_malees_certificate_is_thai_and_shows_both_calendars(people: People, settings: Settings) -> None:
    with day("2026-11-24"):
        passes(people.malee, "a-1")
    certificate = only_certificate()
    assert certificate.society == "tha"
    copied = text_of(drawing.pdf_of(certificate, settings))
    assert "24 พฤศจิกายน พ.ศ. 2569 (2026)" in copied
    assert people.malee.name in copied


def test_a_module_that_is_no_longer_taught_leaves_its_certificates(
    people: People, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = sokha_passes(people)
    [certification] = achievements.certifications_of(people.sokha.id)
    bare = replace(registry.current(), modules=())
    monkeypatch.setattr(registry, "current", lambda: bare)
    assert verification.verify(certificate.code, date(2026, 12, 1)).module.text == certificate.module_title
    session.delete(certificate)
    session.flush()
    late = issuing.issue(people.sokha, certification)
    assert late is not None
    assert (late.module_title, late.module_title_language, late.module_version) == (AWARD, "en", "")
    assert drawing.pdf_of(late, settings).startswith(b"%PDF")


def test_a_design_or_a_society_that_is_gone_is_named(
    people: People, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = sokha_passes(people)
    bare = replace(registry.current(), societies={}, designs={})
    monkeypatch.setattr(registry, "current", lambda: bare)
    with pytest.raises(NotFound, match="standard"):
        drawing.pdf_of(certificate, settings)
    with pytest.raises(NotFound, match="khm"):
        verification.verify(certificate.code, date(2026, 12, 1))


def test_the_sample_can_be_looked_at(app: Flask, tmp_path: Path) -> None:
    assert drawing.render_sample("standard", "lo").startswith(b"%PDF")
    assert drawing.render_sample("portrait", "th").startswith(b"%PDF")
    with pytest.raises(NotFound):
        drawing.render_sample("fancy", "lo")


def test_papers_of_one_list_are_drawn_some_at_a_time(
    app: Flask, people: People, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job that was cut off after a paper goes on with the next; whose data were removed gets none."""
    monkeypatch.setattr(drawing, "_TOGETHER", 2)
    somebody = [people.sokha, people.ratana, people.bopha]
    with day("2026-11-24") as today:
        lines = [PastTraining(one.id, AWARD, today, "A list", "list 7", result="passed") for one in somebody]
        achievements.record_past_trainings(lines, actor=people.chan)
    session.commit()
    papers = session.scalars(select(Certificate).order_by(Certificate.id)).all()
    assert [one.person_id for one in papers] == [one.id for one in somebody]
    waiting = [job.args["certificates"] for job in session.scalars(select(Job).order_by(Job.id))]
    assert waiting == [[papers[0].id, papers[1].id], [papers[2].id]]
    drawn: list[str] = []
    draw = document.draw

    def draw_until_the_power_goes(design: Design, paper: CertificateData) -> bytes:
        drawn.append(paper.name)
        if len(drawn) == 2:
            raise OSError("the power goes")
        return draw(design, paper)

    monkeypatch.setattr(document, "draw", draw_until_the_power_goes)
    papers[2].name = ""
    session.commit()
    run_to_the_end(app)
    names = [people.sokha.name, people.ratana.name]
    assert drawn == [*names, names[1]]
    assert [store.read(settings.instance, one.code) is not None for one in papers] == [True, True, False]
    assert {job.state for job in session.scalars(select(Job))} == {"done"}


def test_a_paper_that_an_older_version_has_queued_is_drawn(
    app: Flask, people: People, settings: Settings
) -> None:
    certificate = sokha_passes(people)
    job = session.scalars(select(Job)).one()
    job.args = {"certificate": certificate.id}
    session.commit()
    jobs.run_due(app)
    assert store.read(settings.instance, only_certificate().code) is not None


def test_papers_are_issued_once_however_often_a_period_is_told(people: People) -> None:
    certificate = sokha_passes(people)
    days = (certificate.issued_on, certificate.expires_on)
    told = Certified(people.sokha, people.sokha, AWARD, certificate.entry_id, *days)
    issuing.issue_all([told])
    assert only_certificate() == certificate
