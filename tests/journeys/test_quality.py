"""Every type of page in a real browser: for all eyes, on a small screen, without scripts, weighed."""

from __future__ import annotations

import pytest

from tests.journeys.browser import CHROMIUM, log_in, open_browser
from tests.journeys.pages import OWNER, PAGES, STRANGER, make_world
from tests.journeys.quality import (
    FACTS,
    WATCH_SHIFTS,
    Visit,
    faults_of_page,
    faults_of_policy,
    faults_of_source,
    faults_of_visit,
)

pytestmark = [pytest.mark.journey, pytest.mark.sandbox, pytest.mark.timeout(400)]

Axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe
if CHROMIUM is None:
    pytest.skip(
        "there is no Chromium on this machine (make test installs it where it can)", allow_module_level=True
    )

SMALL = {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}
FOREIGN_FAULTS = ("landmark-no-duplicate-main",)  # Swagger UI brings a <main> of its own
LARGE = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}


@pytest.fixture(scope="module")
def world(product):
    made = make_world(product)
    yield made
    product.request("POST", f"/api/v1/evaluations/{made['running']}/cancel/", token=made["token"])


@pytest.fixture(scope="module")
def browser():
    with open_browser() as running:
        yield running


def open_context(browser, product, viewer, **options):
    context = browser.new_context(**options)
    if viewer == OWNER:
        first = context.new_page()
        log_in(first, product.url)
        first.close()
    return context


def pages_of(viewer):
    return [page for page in PAGES if page.viewer == viewer]


def examine(context, url: str, page, world) -> list[str]:
    """All faults of one page; an empty list is what is wanted."""
    visit, shown = Visit(url), context.new_page()
    shown.add_init_script(WATCH_SHIFTS)
    visit.watch(shown)
    answer = shown.goto(url + page.address.format(**world))
    faults = [] if answer.status == page.status else [f"answers {answer.status}"]
    faults += faults_of_source(answer.text()) + faults_of_policy(answer.headers["content-security-policy"])
    faults += faults_of_page(shown.evaluate(FACTS, page.foreign))
    faults += faults_of_visit(visit, 0 if page.foreign else visit.weigh())
    context_of_axe = {"exclude": [[page.foreign]]} if page.foreign else None
    found = Axe().run(shown, context=context_of_axe).response["violations"]
    faults += [
        f"axe {item['id']}: {item['nodes'][0]['html'][:200]}"
        for item in found
        if not (page.foreign and item["id"] in FOREIGN_FAULTS)
    ]
    shown.close()
    return faults


@pytest.mark.parametrize("viewer", [STRANGER, pytest.param(OWNER, marks=pytest.mark.slow)])
def test_every_page_holds_on_a_small_dark_screen(viewer, browser, product, world):
    context = open_context(browser, product, viewer, **SMALL)
    faults = {page.name: examine(context, product.url, page, world) for page in pages_of(viewer)}
    context.close()
    assert not {name: found for name, found in faults.items() if found}


@pytest.mark.slow
@pytest.mark.parametrize("viewer", [STRANGER, OWNER])
def test_every_page_holds_on_a_large_light_screen(viewer, browser, product, world):
    context = open_context(browser, product, viewer, **LARGE)
    faults = {page.name: examine(context, product.url, page, world) for page in pages_of(viewer)}
    context.close()
    assert not {name: found for name, found in faults.items() if found}


@pytest.mark.slow
@pytest.mark.parametrize("viewer", [STRANGER, OWNER])
def test_every_page_can_be_read_without_scripts(viewer, browser, product, world):
    context = open_context(browser, product, viewer, java_script_enabled=False, **SMALL)
    shown, silent = context.new_page(), []
    for page in pages_of(viewer):
        shown.goto(product.url + page.address.format(**world))
        words = shown.locator("main, body").last.inner_text().split()
        silent += [page.name] if len(words) < 5 else []
    context.close()
    assert not silent
