"""A term is a link at its first place in a lesson, and nowhere that a link would be wrong."""

from __future__ import annotations

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.lessons.html import sanitised
from lms.courses.domain.glossary_links import mark_terms
from tests.content.test_glossary import GLOSSARY

CARE = '<a class="term" id="t-care" href="#w-care">care</a>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>We care.</p>", f"<p>We {CARE}.</p>"),
        ("<p>We care and care.</p>", f"<p>We {CARE} and care.</p>"),
        ("<p>We <strong>care</strong>.</p>", f"<p>We <strong>{CARE}</strong>.</p>"),
        ('<p>a<br>care<img alt="a"></p>', f'<p>a<br>{CARE}<img alt="a"></p>'),
        ('<h2 id="x">care</h2><p>care</p>', f'<h2 id="x">care</h2><p>{CARE}</p>'),
        (
            '<p><a href="https://a>b">care <em>care</em></a> care</p>',
            f'<p><a href="https://a>b">care <em>care</em></a> {CARE}</p>',
        ),
        (
            "<details><summary>care</summary><p>care</p></details>",
            f"<details><summary>care</summary><p>{CARE}</p></details>",
        ),
        ("<div><h3>care</div><p>care</p>", f"<div><h3>care</div><p>{CARE}</p>"),
        ('<p class="label x">care</p>', '<p class="label x">care</p>'),
        (
            '<section class="block local"><p>care</p></section>',
            '<section class="block local"><p>care</p></section>',
        ),
        ("<code>care</code>", "<code>care</code>"),
        ("<figcaption>care</figcaption>", "<figcaption>care</figcaption>"),
        (
            "<table><tr><th>care</th></tr><tr><td><b>care:</b> care</td></tr></table>",
            f"<table><tr><th>care</th></tr><tr><td><b>care:</b> {CARE}</td></tr></table>",
        ),
        ('<p lang="th">care</p><p>care</p>', f'<p lang="th">care</p><p>{CARE}</p>'),
        ("<p>Salt &amp; care &lt;b&gt;</p>", f"<p>Salt &amp; {CARE} &lt;b&gt;</p>"),
        ("</div><p>care</p>", f"</div><p>{CARE}</p>"),
        ("<p>3 < 4 care</p>", f"<p>3 < 4 {CARE}</p>"),
        ("<p>nothing &amp; nobody</p>", "<p>nothing &amp; nobody</p>"),
    ],
)
def test_the_first_place_is_a_link(before: str, after: str) -> None:
    assert mark_terms(before, GLOSSARY, "en").html == after


def test_the_terms_come_in_the_order_of_the_page_each_once() -> None:
    marked = mark_terms('<p>HIV, care, HIV</p><div lang="th"><p>การดูแลตนเอง</p></div>', GLOSSARY, "en")
    assert [term.id for term in marked.terms] == ["hiv", "care", "self-care"]
    assert 'href="#w-self-care">การดูแลตนเอง</a>' in marked.html


@given(
    st.lists(st.sampled_from(["care", "HIV", " ", "<p>", "</p>", "&amp;", "<em>", "</em>", '"', "ก", "-"]))
)
def test_marking_changes_no_word_of_what_the_sanitiser_lets_through(parts: list[str]) -> None:
    html = sanitised("".join(parts))
    marked = mark_terms(html, GLOSSARY, "en").html

    def words(source: str) -> str:
        return "".join(html5lib.parseFragment(source, treebuilder="etree").itertext())

    assert words(marked) == words(html)
