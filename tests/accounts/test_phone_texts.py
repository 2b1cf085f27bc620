"""What stands beside a phone in its field: the number is taken, and it is said that the rest is not."""

from __future__ import annotations

import pytest

from lms.accounts.domain import phone_texts, phones


@pytest.mark.parametrize(
    ("typed", "region", "number", "left"),
    [
        ("096 555 5005\n012 555 905", "KH", "+855965555005", ["second-phone"]),
        ("096 555 5005\r\n012 555 905", "KH", "+855965555005", ["second-phone"]),
        ("\n096 555 5005\n", "KH", "+855965555005", []),
        ("096 555 5005 / 012 555 905", "KH", "+855965555005", ["second-phone"]),
        ("096 555 5005 ឬ 012 555 905", "KH", "+855965555005", ["second-phone"]),
        ("096 555 5005 012 555 905", "KH", "+855965555005", ["second-phone"]),
        ("0965555005 012555905", "KH", "+855965555005", ["second-phone"]),
        ("020 5511 2207 (WhatsApp)", "LA", "+8562055112207", ["phone-words"]),
        ("020 5511 2207 WhatsApp", "LA", "+8562055112207", ["phone-words"]),
        ("WhatsApp: 020 5511 2207", "LA", "+8562055112207", ["phone-words"]),
        ("໐໒໐ ໕໕໑໑ ໒໒໐໗ (ວັອດແອັບ)", "LA", "+8562055112207", ["phone-words"]),
        ("081-234-5614 (ภรรยา)", "TH", "+66812345614", ["phone-words"]),
        ("081-234-5614（ภรรยา）", "TH", "+66812345614", ["phone-words"]),
        ("081-234-5614 [wife, pregnant", "TH", "+66812345614", ["phone-words"]),
        ("081-234-5614 (แม่ 089-111-2222)", "TH", "+66812345614", ["phone-words"]),
        ("081-234-5614 (แม่/พ่อ), 089-111-2222", "TH", "+66812345614", ["second-phone", "phone-words"]),
        ("0861112208 (ไลน์)", "TH", "+66861112208", ["phone-words"]),
        ("0861112208 ไลน์", "TH", "+66861112208", ["phone-words"]),
        ("0861112208 / Line: somchai", "TH", "+66861112208", ["phone-words"]),
        ("(แม่ 0861112208)", "TH", "+66861112208", ["phone-words"]),
        ("แม่ 0861112208", "TH", "+66861112208", ["phone-words"]),
        ("037-241-456 ต่อ 12", "TH", "+6637241456", ["phone-extension"]),
        ("๐๓๗-๒๔๑-๔๕๖ ต่อ ๑๒", "TH", "+6637241456", ["phone-extension"]),
        ("037-241-456 ต่อ12", "TH", "+6637241456", ["phone-extension"]),
        ("02-256-4107 ต่อ 21, 22", "TH", "+6622564107", ["phone-extension"]),
        ("02-256-4107 ต่อ 21, 081-234-5614", "TH", "+6622564107", ["second-phone", "phone-extension"]),
        ("02-256-4107 (ต่อ 21)", "TH", "+6622564107", ["phone-extension"]),
        ("02-256-4107 (ต่อ 21 คุณแดง)", "TH", "+6622564107", ["phone-words"]),
        ("02-256-4107 ext. 12", "TH", "+6622564107", ["phone-extension"]),
        ("02-256-4107 Ext12", "TH", "+6622564107", ["phone-extension"]),
        ("02-256-4107 #12", "TH", "+6622564107", ["phone-extension"]),
        ("02-256-4107 x 12", "TH", "+6622564107", ["phone-extension"]),
        ("023 212 876 តលេខ 12", "KH", "+85523212876", ["phone-extension"]),
        ("021 212 876 ຕໍ່ 12", "LA", "+85621212876", ["phone-extension"]),
        ("(020) 5551 2345", "LA", "+8562055512345", []),
        ("+855 (0)12 345 678", None, "+85512345678", []),
        ("(02) 256-4107", "TH", "+6622564107", []),
    ],
)
def test_the_first_number_is_taken_and_the_rest_is_named(
    typed: str, region: str | None, number: str, left: list[str]
) -> None:
    read = phone_texts.read(typed)
    assert (phones.e164(read.number, region), list(read.left)) == (number, left)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "KH-1001",
        "see the office",
        "(ไลน์)",
        "0123 4567 0123 0456 7890",
        "12 345 678 901 234 567",
        "1" * 300,
    ],
)
def test_what_is_no_phone_stays_as_it_is(typed: str) -> None:
    assert phone_texts.read(typed).number == typed
