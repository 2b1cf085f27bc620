"""A form that waited through signing in, in a real browser: it can be looked at again in its page, filled in."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import Server
from tests.flows.test_shared_phone import go, sign_in_here
from tests.flows.test_survey import SURVEY, choose, go_on
from tests.flows.test_thread import follow, sign_in

PIN = "246813"
FILLED = "[data-filled]"


def lose_the_session(page: Page) -> None:
    page.context.clear_cookies(name="sala")


def survey_begun(page: Page, server: Server) -> None:
    """Sokha's survey, begun, on the page that is shown after she has signed in again."""
    sign_in(page, server, "km", "KH-0001", PIN)
    go(page, server, SURVEY)
    choose(page, "consent", "1")
    go_on(page)
    choose(page, "role", "volunteer")
    choose(page, "reads", "km")
    choose(page, "reads", "th")
    lose_the_session(page)
    page.evaluate("document.querySelector('main form').requestSubmit()")
    expect(page.locator("input[name=pin]")).to_be_visible()
    sign_in_here(page, "KH-0001")


def checked(page: Page) -> set[str]:
    return set(
        page.locator("main input:checked").evaluate_all("all => all.map(one => `${one.name}=${one.value}`)")
    )


def test_a_survey_that_waited_opens_with_the_answers_that_were_chosen(
    phone: Page, open_server: Server
) -> None:
    survey_begun(phone, open_server)
    follow(phone, phone.locator("[data-refill] a"))
    expect(phone.locator(FILLED)).to_be_visible()
    assert checked(phone) >= {"consent=1", "role=volunteer", "reads=km", "reads=th"}
    assert phone.evaluate("sessionStorage.length") == 0, "it stays nowhere"
    phone.evaluate("onbeforeunload = null")


def test_what_waited_is_put_into_no_page_of_somebody_else(phone: Page, open_server: Server) -> None:
    survey_begun(phone, open_server)
    phone.route("**/surveys/needs/", lambda route: route.abort())
    phone.locator("[data-refill] a").click(no_wait_after=True)
    expect(phone).to_have_url("chrome-error://chromewebdata/")
    phone.unroute("**/surveys/needs/")
    lose_the_session(phone)
    sign_in(phone, open_server, "km", "LA-0001", PIN)
    go(phone, open_server, SURVEY)
    assert checked(phone) == set()
    assert phone.evaluate("sessionStorage.length") == 0


def test_what_hr_typed_stands_in_its_fields_again_and_what_has_no_place_can_be_sent(
    phone: Page, open_server: Server
) -> None:
    sign_in(phone, open_server, "en", "KH-0200", PIN)
    go(phone, open_server, "/en/people/new/")
    phone.locator("main form [name=name]").fill("សុភា")
    phone.evaluate(
        """() => {
          const gone = Object.assign(document.createElement("input"), { name: "gone", value: "Flood in Kampot" });
          document.querySelector("main form[method=post]").append(gone);
        }"""
    )
    lose_the_session(phone)
    follow(phone, phone.locator("main form[method=post] button").last)
    sign_in_here(phone, "KH-0200")
    follow(phone, phone.locator("[data-refill] a"))
    expect(phone.locator(FILLED)).to_contain_text("Not everything")
    expect(phone.locator("main form [name=name]:visible")).to_have_value("សុភា")
    with phone.expect_request(lambda request: request.method == "POST") as sent:
        follow(
            phone, phone.locator(f"{FILLED} button")
        )  # there before it ends: a browser does not close amid a tap
    body = sent.value.post_data or ""
    assert "gone=Flood+in+Kampot" in body
    assert "csrf_token=" in body


def test_without_scripts_the_page_says_before_that_what_was_typed_is_lost(
    browser: Browser, open_server: Server
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, open_server, "en", "KH-0001", PIN)
    go(page, open_server, SURVEY.replace("/km/", "/en/"))
    lose_the_session(page)
    last = page.locator("main section.c").last.get_attribute("id")
    go(page, server=open_server, address=f"/en/surveys/needs/#{last}")
    follow(page, page.locator("section.c:visible button[type=submit]"))
    sign_in_here(page, "KH-0001")
    expect(page.locator("[data-refill]")).to_be_hidden()
    expect(page.get_by_role("link", name="what you typed is lost then")).to_be_visible()
    context.close()
