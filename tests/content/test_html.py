"""How a lesson is drawn: every block, every language, and nothing that an author should not be able to do."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from lms.content.lessons.blocks import Block, parse
from lms.content.lessons.html import LABELS, render, sanitised
from tests.content import tree

WORDS = {label: f"<{label}>" for label in LABELS}


def drawn(text: str, *, written: str = "en", page: str = "en", trainer: bool = False) -> str:
    blocks, _ = parse("f.md", text, 1, written)
    return html_of(blocks, page=page, trainer=trainer)


def html_of(blocks: tuple[Block, ...], *, page: str = "en", trainer: bool = False) -> str:
    return render(
        blocks,
        language=page,
        labels=WORDS,
        local=lambda keys: f"<ul>{'|'.join(keys)}</ul>",
        address=lambda file: f"/pictures/{file}",
        trainer=trainer,
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**Strong** and *soft*", "<p><strong>Strong</strong> and <em>soft</em></p>"),
        ("## ជួយ {#help}", '<h2 id="help">ជួយ</h2>'),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        (
            "/// key\n\nx\n\n///",
            '<aside class="block key"><p class="label">&lt;key&gt;</p>\n<p>x</p>\n</aside>',
        ),
        (
            "/// safety\nx\n///",
            '<aside class="block safety"><p class="label">&lt;safety&gt;</p>\n<p>x</p>\n</aside>',
        ),
        (
            "//// scenario | A & b\nx\n/// choice | <c>\ny\n///\n////",
            '<section class="block scenario"><p class="label">&lt;scenario&gt;</p><h3>A &amp; b</h3>\n'
            "<p>x</p>\n"
            '<details class="choice"><summary><span class="label">&lt;choice&gt;</span> &lt;c&gt;</summary>\n'
            "<p>y</p>\n</details>\n</section>",
        ),
        (
            "/// steps | S\n\n1. **Look** up\n\n///",
            '<figure class="block steps"><figcaption>S</figcaption>\n<ol>\n'
            "<li><strong>Look</strong> up</li>\n</ol>\n"
            "</figure>",
        ),
        (
            "//// compare | C\n/// do | D\n- a\n///\n/// dont | E\n- b\n///\n////",
            '<div class="block compare"><h3>C</h3>\n<section class="do"><h4>D</h4>\n<ul>\n<li>a</li>\n</ul>\n'
            '</section>\n<section class="dont"><h4>E</h4>\n<ul>\n<li>b</li>\n</ul>\n</section>\n</div>',
        ),
        (
            "/// activity | T\nx\n///",
            '<section class="block activity"><p class="label">&lt;activity&gt;</p><h3>T</h3>\n'
            "<p>x</p>\n</section>",
        ),
        (
            "//// check | Q\nq\n/// answer\na\n///\n////",
            '<section class="block check"><p class="label">&lt;check&gt;</p><h3>Q</h3>\n<p>q</p>\n'
            '<details class="answer"><summary><span class="label">&lt;answer&gt;</span></summary>\n<p>a</p>\n'
            "</details>\n</section>",
        ),
        (
            "/// local | Who helps\n- police\n- hiv-line\n///",
            '<section class="block local"><p class="label">&lt;local&gt;</p><h3>Who helps</h3>'
            "<ul>police|hiv-line</ul></section>",
        ),
        (
            '/// picture | A "hall"\n![Chairs & tables](hall.svg)\n///',
            '<figure class="block picture"><img src="/pictures/hall.svg" alt="Chairs &amp; tables" '
            'loading="lazy">'
            "<figcaption>A &quot;hall&quot;</figcaption></figure>",
        ),
        (
            "| a | b |\n|---|:-:|\n| c | d |",
            '<div class="table"><table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n'
            "<tbody>\n<tr>\n"
            "<td>c</td>\n<td>d</td>\n</tr>\n</tbody>\n</table></div>",
        ),
        ("[a](https://x.org/?b=1&c=2)", '<p><a href="https://x.org/?b=1&amp;c=2" rel="noopener">a</a></p>'),
        ("[a](#help)", '<p><a href="#help" rel="noopener">a</a></p>'),
        ("3. c\n4. d", '<ol start="3">\n<li>c</li>\n<li>d</li>\n</ol>'),
    ],
)
def test_each_block_has_its_design(text: str, html: str) -> None:
    assert drawn(text) == html


def test_notes_for_bopha_the_trainer_stay_out_of_the_lesson() -> None:
    text = "Before.\n\n/// trainer\n\nBring paper.\n\n///\n"
    assert drawn(text) == "<p>Before.</p>"
    assert drawn(text, trainer=True) == (
        "<p>Before.</p>\n"
        '<aside class="block trainer"><p class="label">&lt;trainer&gt;</p>\n<p>Bring paper.</p>\n</aside>'
    )


def test_english_on_a_khmer_page_says_so_and_its_labels_are_khmer() -> None:
    khmer, _ = parse("f.md", "ខ្មែរ", 1, "km")
    english, _ = parse("f.md", "One.\n\n/// key\n\nTwo.\n\n///\n", 1, "en")
    lao, _ = parse("f.md", "ລາວ", 1, "lo")
    assert html_of((*khmer, *english, *lao, *khmer), page="km") == (
        '<p>ខ្មែរ</p>\n<div lang="en">\n<p>One.</p>\n'
        '<aside class="block key"><p class="label" lang="km">&lt;key&gt;</p>\n<p>Two.</p>\n</aside>\n</div>\n'
        '<div lang="lo">\n<p>ລາວ</p>\n</div>\n<p>ខ្មែរ</p>'
    )
    assert html_of(english, page="km").endswith("</aside>\n</div>")


def test_what_is_older_than_its_english_text_says_so_in_the_readers_language() -> None:
    fresh, first, second = parse("f.md", "ថ្មី\n\nចាស់\n\nចាស់ដែរ", 1, "km")[0]
    english, _ = parse("f.md", "/// safety\n\nStay.\n\n///\n\nNew.", 1, "en")
    old = [replace(block, mark="stale") for block in (first, second)]
    shown = [
        *(fresh, *old),
        *(replace(english[0], mark="withheld"), replace(english[1], mark="untranslated")),
    ]
    assert html_of(tuple(shown), page="km") == (
        "<p>ថ្មី</p>\n"
        '<div class="older"><p class="notice small">&lt;stale&gt;</p>\n<p>ចាស់</p>\n<p>ចាស់ដែរ</p>\n</div>\n'
        '<div class="older" lang="en"><p class="notice small" lang="km">&lt;withheld&gt;</p>\n'
        '<aside class="block safety"><p class="label" lang="km">&lt;safety&gt;</p>\n<p>Stay.</p>\n</aside>\n'
        "</div>\n"
        '<div class="older" lang="en"><p class="notice small" lang="km">&lt;untranslated&gt;</p>\n'
        "<p>New.</p>\n</div>"
    )


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="https://x.org" onclick="alert(1)">x</a>',
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](//evil.org)",
        "![x](https://evil.org/pixel.png)",
        "<iframe src=https://evil.org></iframe>",
        "<svg><script>alert(1)</script></svg>",
        "<style>body{display:none}</style>",
        '<p style="position:fixed">x</p>',
        "x {: onclick=alert(1) style=color:red class=block }",
        "## x {#y onclick=alert(1) }",
        "<javascript:alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        "<form action=https://evil.org><input></form>",
        '[x](https://x.org "onmouseover=alert(1)")',
        "`<script>alert(1)</script>`",
        "<div>\n\nunclosed",
        "\ue0000\ue001",
    ],
)
def test_an_author_cannot_make_a_page_do_anything(attack: str) -> None:
    html = drawn(f"{attack}\n\n/// key\n\n{attack}\n\n///\n")
    assert html.count('<aside class="block key">') == html.count("</aside>") == 1
    tags = re.findall(r"<([a-z0-9]+)([^>]*)>", html.replace('<aside class="block key"><p class="label">', ""))
    assert {tag for tag, _ in tags} <= {"p", "h2", "a", "code", "strong", "em"}
    allowed = r'( id="[a-z]+")?|( href="(https://[^"]*|#[a-z-]+)")?( rel="noopener")?'
    assert [attributes for _, attributes in tags if not re.fullmatch(allowed, attributes)] == []


def test_the_sanitiser_alone_keeps_out_what_markdown_could_let_through() -> None:
    assert sanitised('<p id="x">a<script>b</script><style>c</style></p>') == "<p>a</p>"
    assert sanitised('<h2 id="A b">a</h2><h2 id="ok">b</h2>') == '<h2>a</h2><h2 id="ok">b</h2>'
    assert sanitised('<ol start="x"></ol><ol start="2"></ol>') == '<ol></ol><ol start="2"></ol>'


def test_a_title_is_text_and_never_tags() -> None:
    assert "<script>" not in drawn("/// activity | <script>alert(1)</script>\n\nx\n\n///\n")


def test_a_kind_without_design_is_refused_loudly() -> None:
    with pytest.raises(ValueError, match="no design for a block of kind 'unknown'"):
        html_of((Block("unknown", "x", 1, "en"),))


def test_a_missing_label_is_refused_loudly() -> None:
    blocks, _ = parse("f.md", "/// key\n\nx\n\n///\n", 1, "en")
    with pytest.raises(KeyError):
        render(blocks, language="en", labels={}, local=lambda keys: "", address=str)


def test_a_whole_lesson_closes_what_it_opens() -> None:
    html = drawn(tree.FIRST.partition("---\n\n")[2])
    opened = re.findall(r"<(aside|section|details|figure|div|ul|ol|p|table)[ >]", html)
    closed = re.findall(r"</(aside|section|details|figure|div|ul|ol|p|table)>", html)
    assert sorted(opened) == sorted(closed)
