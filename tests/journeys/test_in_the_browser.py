"""Sign up, upload, watch, read, write, publish; then a stranger opens the page. In real Chromium."""

from pathlib import Path

import pytest

from tests.journeys.browser import CHROMIUM, open_browser

pytestmark = [pytest.mark.journey, pytest.mark.sandbox, pytest.mark.timeout(400)]

pytest.importorskip("playwright.sync_api")
if CHROMIUM is None:
    pytest.skip(
        "there is no Chromium on this machine (make test installs it where it can)", allow_module_level=True
    )

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
PASSWORD = "correct horse battery"
SCRIPT = """from sklearn.linear_model import LogisticRegression


def make_model():
    return LogisticRegression(max_iter=500)
"""
WRITEUP = """## What I learnt

Petals tell more than sepals. <script>alert("no")</script>
"""


@pytest.fixture(scope="module")
def browser():
    with open_browser() as running:
        yield running


@pytest.fixture
def page(browser, request):
    options = getattr(request, "param", {})
    context = browser.new_context(**options)
    shown = context.new_page()
    problems: list[str] = []
    shown.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    shown.on("pageerror", lambda error: problems.append(str(error)))
    yield shown
    context.close()
    assert not [text for text in problems if "status of 4" not in text]


def sign_up(page, product, username):
    page.goto(f"{product.url}/accounts/signup/?next=/new/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign up").click()


def ask(page, *, script: bool = False):
    """From the upload page to the evaluation page."""
    page.get_by_label("Your data").set_input_files(EXAMPLES / "iris.csv")
    page.get_by_role("button", name="Look at it").click()
    target = page.locator("select[name=target]")
    assert target.input_value() == "species"  # suggested
    page.locator("input[name=title]").fill("Which iris is it?")
    if script:
        page.get_by_text("Add your own script").click()
        page.locator("textarea[name=code]").fill(SCRIPT)
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/evaluations/**")


def test_from_sign_up_to_a_public_page(page, browser, product):
    sign_up(page, product, "emmy")
    page.wait_for_url("**/new/")
    ask(page, script=True)
    # The page follows by itself, stage by stage, until the report is there.
    page.get_by_role("heading", name="How the models compare").wait_for(timeout=180_000)
    report = page.get_by_role("main").inner_text()
    assert "The script" in report
    assert "Random forest" in report
    assert page.locator("figure svg, .figure svg").count() >= 4

    page.goto(f"{product.url}/@emmy/which-iris-is-it/edit/")
    page.locator("textarea[name=writeup]").fill(WRITEUP)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/@emmy/which-iris-is-it/")
    page.get_by_text("Publish …").first.click()
    page.get_by_role("button", name="Publish", exact=True).first.click()
    page.get_by_text("Published: everybody can read this page now.").wait_for()

    stranger = browser.new_context().new_page()
    answer = stranger.goto(f"{product.url}/@emmy/which-iris-is-it/")
    assert answer.status == 200
    assert stranger.get_by_role("heading", name="Which iris is it?").is_visible()
    assert stranger.get_by_text("Petals tell more than sepals.").is_visible()
    assert stranger.get_by_text("Log in").first.is_visible()
    portfolio = stranger.goto(f"{product.url}/@emmy/")
    assert portfolio.status == 200
    assert stranger.get_by_role("link", name="Which iris is it?").first.is_visible()
    stranger.context.close()


@pytest.mark.parametrize("page", [{"java_script_enabled": False}], indirect=True)
def test_everything_works_without_javascript(page, product):
    sign_up(page, product, "sophie")
    ask(page)
    main = page.get_by_role("main")
    for _ in range(90):
        if "How the models compare" in main.inner_text():
            break
        page.wait_for_timeout(2000)
        page.reload()
    assert "How the models compare" in main.inner_text()


def test_a_file_that_cannot_be_read_is_answered_beside_the_field(page, product):
    sign_up(page, product, "mary")
    page.wait_for_url("**/new/")
    empty = {"name": "empty.csv", "mimeType": "text/csv", "buffer": b""}
    page.get_by_label("Your data").set_input_files(empty)
    page.get_by_role("button", name="Look at it").click()
    assert page.get_by_text("is empty").first.is_visible()
    assert page.url.endswith("/new/")
