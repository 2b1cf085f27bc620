"""Where readers look something up: words in lessons, the glossary, the Societies."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from lms import clock
from lms.content import registry
from lms.courses.presenters import society as society_presenters
from tests.client import StrictClient
from tests.content.tree import Tree

GLOSSARY = """\
groups: {helping: Helping, empty: Nothing}
terms:
  water:
    group: helping
    explain: What everybody drinks.
    words:
      en: {text: water}
      km: {text: ទឹក, confidence: low}
  look:
    group: helping
    explain: To see who needs help.
    words:
      en: {text: people}
      km: {text: មនុស្ស, confidence: high}
  quiet-place:
    group: helping
    explain: A place without noise.
    words:
      en: {text: quiet place}
"""
GLOSSARY_KM = "status: draft\ngroups: {helping: ការជួយ}\nexplain: {water: អ្វីដែលគ្រប់គ្នាផឹក។}\n"


@pytest.fixture
def words(tree: Tree) -> Tree:
    """The tree with a glossary, on the shelf."""
    tree.write("curriculum/glossary.yaml", GLOSSARY)
    tree.write("curriculum/translations/km/glossary.yaml", GLOSSARY_KM)
    tree.stamp()
    registry.load(tree.root)
    return tree


def text_of(client: StrictClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_term_in_a_lesson_leads_to_its_explanation_and_back(client: StrictClient, words: Tree) -> None:
    page = text_of(client, "/en/modules/help/look/")
    assert '<strong><a class="term" id="t-look" href="#w-look">people</a></strong>' in page
    assert re.search(r'id="w-look"><dt>people</dt>\s*<dd><span>To see who needs help', page)
    assert '<a href="#t-look">Back to the text</a>' in page
    assert page.count('id="t-look"') == page.count('id="w-look"') == 1
    assert "<summary>Words on this page (1)</summary>" in page
    assert page.index("<details") < page.index('id="w-look"')  # folded, below the text


def test_a_word_that_is_only_proposed_stands_beside_the_english_one(
    client: StrictClient, words: Tree
) -> None:
    page = text_of(client, "/km/modules/help/look/")
    assert '<dt>ទឹក <span lang="en">(water)</span></dt>' in page
    assert "<dt>មនុស្ស</dt>" in page
    assert '<span lang="en">To see who needs help.</span>' in page  # its explanation is not translated


def test_a_lesson_shown_in_english_has_its_english_words_marked(client: StrictClient, words: Tree) -> None:
    words.remove("curriculum/translations/km/modules/help/10-look.md")
    registry.load(words.root)
    page = text_of(client, "/km/modules/help/look/")
    assert 'href="#w-look">people</a>' in page
    assert "<dt>មនុស្ស</dt>" in page


def test_a_lesson_without_terms_has_no_list_of_them(client: StrictClient, words: Tree) -> None:
    words.replace("curriculum/modules/help/20-link.md", "Bring people", "Bring her")
    registry.load(words.root)
    page = text_of(client, "/en/modules/help/link/")
    assert "Words on this page" not in page


def test_the_glossary_is_sorted_and_says_what_is_only_proposed(client: StrictClient, words: Tree) -> None:
    page = text_of(client, "/km/glossary/")
    assert 'href="#group-helping"' in page
    assert "group-empty" not in page
    assert re.findall(r'id="term-([a-z-]+)"', page) == ["water", "look", "quiet-place"]
    water = page[page.index('id="term-water"') :].split("</article>")[0]
    assert "ទឹក" in water
    assert '<span class="soft" lang="en">water</span>' in water
    assert 'class="meta"' in water
    quiet = page[page.index('id="term-quiet-place"') :].split("</article>")[0]
    assert '<span lang="en">quiet place</span>' in quiet
    assert 'class="meta"' in quiet


def test_the_glossary_names_the_word_in_the_other_languages(client: StrictClient, words: Tree) -> None:
    page = text_of(client, "/en/glossary/")
    water = page[page.index('id="term-water"') :].split("</article>")[0]
    assert '<li lang="km">ភាសាខ្មែរ: ទឹក</li>' in water
    assert re.findall(r'id="term-([a-z-]+)"', page) == ["look", "quiet-place", "water"]


def test_a_glossary_that_is_not_written_yet_says_so(client: StrictClient, tree: Tree) -> None:
    registry.load(tree.root)
    assert "There are no words here yet." in text_of(client, "/en/glossary/")


def test_every_country_has_a_page_with_its_branches(client: StrictClient) -> None:
    listing = text_of(client, "/km/society/")
    for code in ("khm", "lao", "tha"):
        assert f'href="/km/society/{code}/"' in listing
        page = text_of(client, f"/km/society/{code}/")
        assert f'href="/km/society/{code}/" aria-current="page"' in page
        assert page.count('href="/km/society/') >= 4
    assert client.get("/km/society/xyz/").status_code == 404


def test_malee_finds_a_branch_by_its_own_name_and_a_stranger_by_the_latin_one(client: StrictClient) -> None:
    own, latin = text_of(client, "/th/society/tha/"), text_of(client, "/en/society/tha/")
    for page in (own, latin):
        assert '<span lang="th">สระแก้ว</span> · <span lang="en">Sa Kaeo</span>' in page
    # กระบี่ (Krabi) is the first in a Thai dictionary, Amnat Charoen in a Latin one.
    assert own.index("กระบี่") < own.index("อำนาจเจริญ")
    assert latin.index("อำนาจเจริญ") < latin.index("กระบี่")


def test_a_number_is_shown_with_the_day_it_was_checked_and_only_while_that_counts(
    client: StrictClient, tree: Tree
) -> None:
    tree.replace(
        "curriculum/societies/khm.yaml",
        'seen: 2026\n    confirmed: ""',
        'seen: 2026\n    confirmed: "2026-11-20"\n    confirmed_by: HR',
    )
    registry.load(tree.root)
    with clock.frozen(datetime(2026, 11, 25, 5, tzinfo=UTC)):
        page = text_of(client, "/en/society/khm/")
        assert '<a href="tel:1280">1280</a> · day and night' in page
        assert "checked on 20 November 2026" in page
        assert "Languages: Khmer, Burmese" in page
        assert "Where: <span>Phnom Penh</span>" in page
        assert "<li>Police</li>" in page  # confirmed in March: too long ago
        assert "tel:117" not in page
    with clock.frozen(datetime(2027, 6, 1, 5, tzinfo=UTC)):
        page = text_of(client, "/en/society/khm/")
        assert "tel:" not in page
        assert "Not yet confirmed by this Society." in page


@pytest.mark.parametrize("address", ["/en/society/khm/", "/en/modules/hiv/testing/"])
def test_a_society_without_a_focal_point_says_so_without_doubt(client: StrictClient, address: str) -> None:
    page = text_of(client, address)
    assert (
        "<strong>The Cambodian Red Cross has not named its focal point yet.</strong> Ask your branch" in page
    )


def test_where_no_way_to_report_is_named_somebody_outside_the_line_of_command_is(
    client: StrictClient,
) -> None:
    """The branch and the leader of the team may be whom the report is about."""
    page = text_of(client, "/en/modules/pgi/psea/")
    for name in ("Cambodian Red Cross", "Lao Red Cross", "Thai Red Cross Society"):
        section = page.split(f"<summary>{name}</summary>")[1].split("</details>")[0]
        reporting = section.split("Not yet confirmed by this Society")[0]
        assert "the person who leads your team" not in reporting
        assert f"The {name} has not named or confirmed this yet." in section
        assert f"or somebody outside your branch: the headquarters of the {name}." in section
        assert "You never have to go through the person whom the report is about." in section
        assert "ask the headquarters for the integrity line of the IFRC" in section


def test_every_page_leads_to_the_words_the_papers_and_the_countries(client: StrictClient) -> None:
    footer = text_of(client, "/lo/modules/pss/").split("<footer>")[1]
    for address in ("/lo/glossary/", "/lo/library/", "/lo/society/"):
        assert f'href="{address}"' in footer


def test_a_service_that_a_society_lacks_says_whom_to_ask_instead_of_vanishing(client: StrictClient) -> None:
    keys = ("police", "hiv-line", "line-that-nobody-has")
    with client.application.test_request_context("/km/"):
        for society in society_presenters.all_with(keys, "km"):
            assert len(society.services) == len(keys)
            assert [service.named for service in society.services][-1] is False
            assert all(service.text.text for service in society.services)
    page = text_of(client, "/en/society/lao/")
    assert (
        "<strong>The Lao Red Cross has not named this yet.</strong> "
        "Ask your branch, or the person who leads your team; in danger go to the nearest hospital." in page
    )
    assert "branch focal point; in danger" not in page  # nobody may have named that one either
    assert "your Society" not in page  # a reader from Cambodia reads it too


@pytest.mark.parametrize(
    ("key", "text", "language"),
    [
        ("fire", "កម្លាំងពន្លត់អគ្គិភ័យ", "km"),  # our own word for its kind, in the language of the reader
        (
            "branch-telephone",
            "branch telephone",
            "en",
        ),  # nobody has a word for it: at least what its key says
    ],
)
def test_a_service_that_a_society_lacks_has_our_word_for_its_kind(
    client: StrictClient, tree: Tree, key: str, text: str, language: str
) -> None:
    registry.load(tree.root)
    with client.application.test_request_context("/km/"):
        (cambodia,) = society_presenters.all_with((key,), "km")
    (service,) = cambodia.services
    assert (service.named, service.text.text, service.text.language) == (False, text, language)


def test_nobody_is_sent_to_a_hospital_for_advice_about_the_law(client: StrictClient) -> None:
    page = text_of(client, "/en/society/lao/")
    asked = re.findall(
        r"has not named this yet\.</strong> (.*?)</p>\s*<ul class=\"meta\">(.*?)</ul>", page, re.DOTALL
    )
    told = {sentence: set(re.findall("<li[^>]*>(.*?)</li>", rows)) for sentence, rows in asked}
    plain = "Ask your branch, or the person who leads your team."
    danger = "Ask your branch, or the person who leads your team; in danger go to the nearest hospital."
    assert told.keys() == {plain, danger}
    assert "Data officer of the Society" in told[plain]
    assert any("law" in name for name in told[plain]), told
    assert not told[plain] & told[danger]
