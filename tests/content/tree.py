"""A small content tree in which nothing is wrong, and the ways to break it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from lms.translations.domain import stamping

LANGUAGES = """\
en: {name: English, script: Latn}
km: {name: ភាសាខ្មែរ, script: Khmr}
"""

MODULE = """\
title: Helping at the border
summary: How a volunteer helps.
audience: All volunteers.
order: 1
minutes: 20
colour: violet
version: "2026.1"
award:
  validity_months: 24
  requires: [post-test]
  post_test: {pass_mark: 80, attempts: 3, wait_hours: 24}
  refresher: {opens_days: 90, grace_days: 60}
sources:
  who-2011:
    title: "Psychological first aid: Guide"
    by: World Health Organization
    year: 2011
"""

ICON = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor">
<path d="M4 12h16"/></svg>
"""

FIRST = """\
---
title: Look and listen
minutes: 10
objectives:
  - Name two things to look for
  - Show how to listen
sources: [who-2011]
---

Some **people** need help; see [below](#what-helps).

## What helps {#what-helps}

- Water
- A quiet place

/// steps | The way

1. **Look** around.
2. **Listen** first.

///

//// scenario | At the bus

Sokha waits.

/// choice | Ask her name

She answers.

///

////

//// compare | Words

/// do | Say

- I am here.

///

/// dont | Do not say

- Be strong.

///

////

//// check | What first?

What comes first?

/// answer

Looking.

///

////

/// local | Who can help

- police
- child-helpline

///

/// picture | The hall

![A hall with chairs](hall.svg)

///

/// key

Be calm.

///

/// safety

Stay with the person.

///

/// activity | Try it

Sit down with a friend.

///

| Sign | Means |
|---|---|
| Shaking | Fear |

> A quote.
"""

SECOND = """\
---
title: Link
minutes: 10
objectives:
  - Choose a link
---

Bring people to services.
"""

TRAINER = """\
---
title: For trainers
minutes: 150
---

/// trainer

Bring paper.

///

Plan the day.
"""

FIRST_KM = """\
---
title: សង្កេត និងស្ដាប់
status: draft
objectives:
  - រៀបរាប់ពីរចំណុច
  - បង្ហាញរបៀបស្ដាប់
---

**មនុស្ស** ត្រូវការជំនួយ [ខាងក្រោម](#what-helps)។

## អ្វីដែលជួយ {#what-helps}

- ទឹក
- កន្លែងស្ងាត់

/// steps | ផ្លូវ

1. **សង្កេត** ជុំវិញ។
2. **ស្ដាប់** មុន។

///

//// scenario | នៅឡានក្រុង

សុខា រង់ចាំ។

គាត់ឈរ។

/// choice | សួរឈ្មោះ

គាត់ឆ្លើយ។

///

////

//// compare | ពាក្យ

/// do | និយាយ

- ខ្ញុំនៅទីនេះ។

///

/// dont | កុំនិយាយ

- ត្រូវរឹងមាំ។

///

////

//// check | អ្វីមុន?

អ្វីមកមុន?

/// answer

ការសង្កេត។

///

////

/// local | អ្នកណាជួយបាន

- police
- child-helpline

///

/// picture | សាល

![សាលមានកៅអី](hall.svg)

///

/// key

ស្ងប់ស្ងាត់។

///

/// safety

នៅជាមួយគាត់។

///

/// activity | សាកល្បង

អង្គុយជាមួយមិត្ត។

///

| សញ្ញា | មានន័យ |
|---|---|
| ញ័រ | ភ័យ |

> សម្រង់។
"""

MODULE_KM = """\
status: reviewed
title: ការជួយនៅព្រំដែន
summary: របៀបដែលអ្នកស្ម័គ្រចិត្តជួយ។
audience: អ្នកស្ម័គ្រចិត្តទាំងអស់។
"""

POOL = """\
module: help
post_test:
  lessons:
    10-look: 2
    20-link: 1
  levels: {recall: 2, apply: 1}
  safety: [stay]
items:
  - id: help-001
    lesson: 10-look
    level: recall
    kind: single
    safety: stay
    stem: What first?
    options:
      - {id: a, text: Look, right: true, why: It shows the danger.}
      - {id: b, text: Run, why: Nobody is helped.}
      - {id: c, text: Shout, why: It frightens.}
  - id: help-002
    lesson: 10-look
    level: recall
    kind: multiple
    stem: Which two help?
    options:
      - {id: a, text: Water, right: true, why: Thirst hurts.}
      - {id: b, text: Rest, right: true, why: Rest heals.}
      - {id: c, text: Noise, why: It tires.}
  - id: help-003
    lesson: 10-look
    level: apply
    kind: true-false
    stem: Strong people need no help.
    answer: "false"
    why: Everybody needs help at times.
    reasons:
      - {id: a, text: All get tired, right: true, why: Yes.}
      - {id: b, text: Nobody is strong, why: Some are.}
  - id: help-004
    lesson: 20-link
    level: apply
    kind: order
    stem: Put in order.
    why: One looks before one acts.
    steps:
      - {id: a, text: Look}
      - {id: b, text: Listen}
      - {id: c, text: Link}
"""

POOL_KM = """\
status: draft
items:
  help-001:
    stem: អ្វីមុន?
    options:
      a: {text: សង្កេត, why: ឃើញគ្រោះថ្នាក់។}
      b: {text: រត់, why: គ្មានអ្នកណាបានជួយ។}
      c: {text: ស្រែក, why: វាធ្វើឱ្យភ័យ។}
  help-003:
    stem: អ្នករឹងមាំមិនត្រូវការជំនួយទេ។
    why: មនុស្សទាំងអស់ត្រូវការជំនួយ។
    reasons:
      a: {text: មនុស្សទាំងអស់ហត់, why: បាទ។}
      b: {text: គ្មានអ្នករឹងមាំ, why: មានខ្លះ។}
  help-004:
    stem: រៀបតាមលំដាប់។
    why: គេសង្កេតមុនធ្វើ។
    steps:
      a: {text: សង្កេត}
      b: {text: ស្ដាប់}
      c: {text: ភ្ជាប់}
"""

SOCIETY = """\
name: Cambodian Red Cross
country: KH
language: km
calendar: gregorian
digits: latin
signatories:
  - {key: secretary-general, role: Secretary General}
services:
  - key: police
    title: Police
    number: "117"
    evidence: second-hand
    seen: 2026
    confirmed: "2026-03-01"
    confirmed_by: Head of Training
  - key: child-helpline
    title: Child helpline
    number: "1280"
    hours: 24h
    languages: [km, my]
    branches: [KH-12]
    evidence: owner
    seen: 2026
    confirmed: ""
  - key: branch-focal-point
    title: Focal point
branches:
  - {code: KH-12, name: Phnom Penh, native: ភ្នំពេញ}
  - {code: KH-2, name: Battambang, native: បាត់ដំបង}
"""

SOCIETY_KM = """\
status: approved
name: កាកបាទក្រហមកម្ពុជា
signatories:
  secretary-general: អគ្គលេខាធិការ
services:
  police: នគរបាល
"""

DESIGN = """\
name: Plain
paper: A4
orientation: landscape
wordings:
  en: {title: Certificate, body: has completed}
  km: {title: វិញ្ញាបនបត្រ, body: បានបញ្ចប់}
"""

FILES = {
    "curriculum/README.md": "For editors.\n",
    "curriculum/languages.yaml": LANGUAGES,
    "curriculum/modules/help/module.yaml": MODULE,
    "curriculum/modules/help/icon.svg": ICON,
    "curriculum/modules/help/hall.svg": ICON,
    "curriculum/modules/help/10-look.md": FIRST,
    "curriculum/modules/help/20-link.md": SECOND,
    "curriculum/modules/help/trainer.md": TRAINER,
    "curriculum/modules/.gitkeep": "",
    "curriculum/societies/khm.yaml": SOCIETY,
    "curriculum/translations/km/modules/help/module.yaml": MODULE_KM,
    "curriculum/translations/km/modules/help/10-look.md": FIRST_KM,
    "curriculum/translations/km/quizzes/help.yaml": POOL_KM,
    "curriculum/translations/km/societies/khm.yaml": SOCIETY_KM,
    "quizzes/help.yaml": POOL,
    "certificates/README.md": "For designers.\n",
    "certificates/plain/design.yaml": DESIGN,
    "certificates/plain/template.html": "<p>{{ title }}</p>\n",
    "certificates/plain/style.css": "p { margin: 0 }\n",
    "certificates/plain/sample.yaml": "name: Sokha\n",
    "certificates/plain/border.svg": ICON,
}


# The locks of FILES, made once: a tree starts with everything fresh.
_LOCKS: dict[str, str] = {}
_LOCK_FILES = ("curriculum/translations/km/source.lock", "curriculum/translations/source.texts")


class Tree:
    """Content files below a folder of this test, their translations stamped as made from the English in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name, text in {**FILES, **_LOCKS}.items():
            self.write(name, text)
        if not _LOCKS:
            self.stamp()
            _LOCKS.update({name: (root / name).read_text(encoding="utf-8") for name in _LOCK_FILES})

    def stamp(self) -> None:
        """Say that every translation was made from the present English."""
        stamping.stamp(self.root, "km")

    def forget(self) -> None:
        """Take the locks away, as in a tree that was never stamped."""
        for name in _LOCK_FILES:
            self.remove(name)

    def write(self, name: str, text: str | bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def remove(self, name: str) -> None:
        (self.root / name).unlink()

    def replace(self, name: str, old: str, new: str) -> None:
        """Change a text that must be in the file: a test that breaks nothing proves nothing."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))


Break = Callable[[Tree], None]


def write(name: str, text: str | bytes) -> Break:
    return lambda tree: tree.write(name, text)


def remove(name: str) -> Break:
    return lambda tree: tree.remove(name)


def replace(name: str, old: str, new: str) -> Break:
    return lambda tree: tree.replace(name, old, new)
