"""The number of a certificate, a passport, an identity card or an account is not the volunteer number."""

from __future__ import annotations

import pytest

from lms.imports.domain.columns import column_choice
from lms.imports.domain.headings import fields
from lms.imports.domain.headings.fields import FIELDS, Kind

OTHERS = [
    "ເລກທີໃບຢັ້ງຢືນ",
    "ໃບຢັ້ງຢືນເລກທີ",
    "ລະຫັດໃບຢັ້ງຢືນ",
    "ເລກໃບປະກາດ",
    "ເລກທີຢັ້ງຢືນ",
    "ເລກບັດປະຊາຊົນ",
    "เลขบัตร ปชช.",
    "เลขที่วุฒิบัตร",
    "วุฒิบัตรเลขที่",
    "เลขที่ประกาศนียบัตร",
    "เลขที่ใบรับรอง",
    "หมายเลขใบประกาศ",
    "เลขที่วุฒิบัตรอาสาสมัคร",
    "លេខវិញ្ញាបនបត្រ",
    "លេខសញ្ញាបត្រ",
    "លេខកូដវិញ្ញាបនបត្រ",
    "Certificate No.",
    "Certificate number",
    "Cert. ID",
    "Passport ID number",
    "National ID Card No",
    "Bank account number",
    "លេខលិខិតឆ្លងដែន",
    "លេខគណនីធនាគារ",
    "លេខអត្តសញ្ញាណប័ណ្ណសញ្ជាតិខ្មែរ",
    "ເລກທີໜັງສືຜ່ານແດນ",
    "ເລກທີບັນຊີທະນາຄານ",
    "ເລກທີບັດປະຈຳຕົວ",
    "เลขที่หนังสือเดินทาง",
    "เลขที่บัญชีธนาคาร",
    "เลขประจำตัวประชาชน 13 หลัก",
    "รหัสบัตรประชาชน",
]
VAGUE = ["ລະຫັດ", "รหัส", "លេខ", "ID", "ເລກທີ", "เลขที่", "Code"]


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.parametrize("heading", OTHERS)
def test_a_number_of_something_else_is_left_out(kind: Kind, heading: str) -> None:
    assert fields.field_of(heading, kind, {}) == ""
    for vague in VAGUE:
        assert column_choice.matched([vague, "Name", heading], kind, {})[1] == "number"
        assert 3 not in column_choice.matched([vague, "Name", heading], kind, {})


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.parametrize(
    "heading",
    ["เลขประจำตัวอาสา", "รหัสสมาชิก", "លេខកាតអ្នកស្ម័គ្រចិត្ត", "Volunteer ID card number"],
)
def test_a_number_of_volunteers_is_one(kind: Kind, heading: str) -> None:
    assert fields.field_of(heading, kind, {}) == "number"


def test_a_certificate_alone_is_a_module_still() -> None:
    assert fields.field_of("Certificate", "trainings", {}) == "award"
    assert fields.field_of("Certificate date", "trainings", {}) == "on"


def test_a_certificate_that_was_remembered_as_the_number_is_forgotten() -> None:
    remembered = {fields.key("เลขที่วุฒิบัตร"): "number"}
    assert column_choice.matched(["รหัส", "เลขที่วุฒิบัตร"], "trainings", remembered) == {1: "number"}


@pytest.mark.parametrize(("said", "other"), [("ລະຫັດ", "ເລກທີໜັງສື"), ("รหัส", "เลขที่คำสั่ง"), ("លេខ", "លេខកូដ ១")])
def test_what_was_said_of_a_heading_holds_beside_one_that_says_less(said: str, other: str) -> None:
    assert column_choice.matched([said, other], "people", {fields.key(said): "number"}) == {1: "number"}


def test_a_volunteer_number_goes_before_what_was_said_of_a_heading() -> None:
    remembered = {"id": "number"}
    assert column_choice.matched(["ID", "Volunteer number"], "people", remembered) == {2: "number"}
