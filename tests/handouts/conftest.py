from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from lms.config import CHECKOUT, Settings, settings_of
from lms.content import registry
from tests.content.tree import Tree

CARD = """\
---
title: A card
summary: What to do first.
order: 1
paper: A6
sources: [help/who-2011]
module: help
---

Look first: see [the list](#list).

## The list {#list}

- Water
- A quiet place

/// safety

Stay with the person.

///

/// local | Who can help

- police
- branch-focal-point

///
"""
CARD_KM = """\
---
title: ប័ណ្ណ
summary: អ្វីដែលត្រូវធ្វើមុន។
status: draft
---

សង្កេតមុន៖ សូមមើល [បញ្ជី](#list)។

## បញ្ជី {#list}

- ទឹក
- កន្លែងស្ងាត់

/// safety

នៅជាមួយគាត់។

///

/// local | អ្នកណាជួយបាន

- police
- branch-focal-point

///
"""
SLIP = """\
---
title: A slip
summary: To practise.
order: 2
paper: A5
together: true
---

## Form {#form}

| What | Write by hand |
|---|---|
| Code | |
"""
SLIP_KM = """\
---
title: លិខិត
summary: សម្រាប់ហាត់។
status: reviewed
---

## ទម្រង់ {#form}

| អ្វី | សរសេរដោយដៃ |
|---|---|
| លេខកូដ | |
"""


@pytest.fixture
def settings(app: Flask) -> Settings:
    return settings_of(app)


@pytest.fixture
def tree(app: Flask, settings: Settings, tmp_path: Path) -> Iterator[Tree]:
    """A card and a slip on the shelf, no paper of them drawn yet. The real content returns after."""
    shutil.rmtree(settings.instance / "handouts", ignore_errors=True)
    tree = Tree(tmp_path / "content")
    tree.write("curriculum/library/10-card.md", CARD)
    tree.write("curriculum/library/20-slip.md", SLIP)
    tree.write("curriculum/translations/km/library/10-card.md", CARD_KM)
    tree.write("curriculum/translations/km/library/20-slip.md", SLIP_KM)
    tree.stamp()
    registry.load(tree.root)
    yield tree
    registry.load(CHECKOUT)
    app.extensions["sala.pages"].__init__()
