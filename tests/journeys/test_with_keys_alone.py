"""Sign up, upload and publish without touching a pointer; wherever the focus goes, it can be seen."""

from __future__ import annotations

import pytest

from tests.journeys.browser import CHROMIUM, open_browser
from tests.journeys.pages import FLOWERS

pytestmark = [pytest.mark.journey, pytest.mark.sandbox, pytest.mark.timeout(400)]

pytest.importorskip("playwright.sync_api")
if CHROMIUM is None:
    pytest.skip(
        "there is no Chromium on this machine (make test installs it where it can)", allow_module_level=True
    )

MOST_STOPS = 60
FOCUS = """() => {
  const element = document.activeElement, style = getComputedStyle(element);
  const box = element.getBoundingClientRect(), named = element.getAttribute("aria-label");
  const label = element.labels?.[0]?.innerText || named || element.innerText || "";
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  return {label: label.trim(), name: element.getAttribute("name") || "", tag: element.tagName,
          seen: outlined && box.width > 0 && box.bottom > 0 && box.top < innerHeight};
}"""


def tab_to(page, wanted: str) -> None:
    """Press Tab until the focus is on what has this label or name. Every stop on the way is visible."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["seen"] or focus["tag"] == "BODY", f"the focus cannot be seen on {focus}"
        if wanted in (focus["name"], focus["label"].split("\n")[0]):
            return
    pytest.fail(f"no way to “{wanted}” by Tab")


def type_into(page, name: str, text: str) -> None:
    tab_to(page, name)
    page.keyboard.type(text)


def press(page, label: str, key: str = "Enter") -> None:
    tab_to(page, label)
    page.keyboard.press(key)


def test_from_sign_up_to_a_published_page(product):
    with open_browser() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{product.url}/accounts/signup/?next=/new/")
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS)["label"] == "Skip to the content"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        type_into(page, "username", "keyla")
        type_into(page, "password1", "correct horse battery")
        press(page, "Sign up")
        page.wait_for_url("**/new/")

        tab_to(page, "data")
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Space")
        file = {"name": "flowers.csv", "mimeType": "text/csv", "buffer": FLOWERS.encode()}
        chooser.value.set_files(file)
        press(page, "Look at it")
        page.wait_for_url("**/new/*/")
        type_into(page, "title", "Which flower is it?")
        press(page, "Start")
        page.get_by_role("heading", name="How the models compare").wait_for(timeout=180_000)

        press(page, "Publish …")
        page.wait_for_url("**/publish/")
        type_into(
            page, "answer-FF501", "The answer column is a joke of mine; I leave it in to show the check."
        )
        press(page, "Publish")
        page.get_by_text("Published: everybody can read this page now.").wait_for()
        browser.close()
