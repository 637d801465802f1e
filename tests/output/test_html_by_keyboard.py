"""The HTML report without a mouse: what the keys reach, in which order, and whether one sees where one is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.output.browser import Browser, browser
from tests.output.html_page import needs_chromium, page_of
from tests.output.sample import finding, report_of

pytestmark = needs_chromium

TEXT = "one bad two\n"
WHERE = "(document.activeElement.id || document.activeElement.textContent.trim())"
SEEN = """(() => {
  const here = document.activeElement, style = getComputedStyle(here), box = here.getBoundingClientRect();
  return parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none' && box.width > 1 && box.height > 1
    && box.top < innerHeight && box.bottom > 0;
})()"""


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Browser]:
    texts = {f"{number:03}.md": TEXT for number in range(250)}
    items = [finding(TEXT, "bad", path=path, rule="broken-thing" if path < "230" else "odd-word") for path in texts]
    file = tmp_path / "page.html"
    file.write_text(page_of(report_of(*items), texts), "utf-8")
    with browser(tmp_path) as shown:
        shown.open(file.as_uri())
        yield shown


def tab(page: Browser, times: int) -> list[tuple[str, bool]]:
    """Where each of so many presses of the tab key leads, and whether that place is to be seen."""
    found = []
    for _ in range(times):
        page.press("Tab")
        found.append((page.value(WHERE), page.value(SEEN)))
    return found


def test_everything_is_reached_in_the_order_of_the_page_and_seen(page: Browser) -> None:
    order = page.value(
        "[...document.querySelectorAll('a[href], button, input, select')]"
        ".filter(item => item.checkVisibility()).map(item => item.id || item.textContent.trim())"
    )
    assert order[0] == "To the findings"
    assert order[-1] == "more"
    assert tab(page, len(order)) == [(name, True) for name in order]


def test_the_first_key_leads_past_the_tables(page: Browser) -> None:
    assert tab(page, 1) == [("To the findings", True)]
    page.press("Enter")
    assert tab(page, 1) == [("search", True)]


def test_a_rule_is_chosen_typed_for_and_let_go_without_a_mouse(page: Browser) -> None:
    while page.value("document.activeElement.dataset?.value") != "odd-word":
        page.press("Tab")
    page.press("Enter")
    assert page.value(WHERE) == "findings"
    assert page.value("document.getElementById('count').textContent") == "20 of 250 findings"
    assert tab(page, 1) == [("search", True)]
    for letter in "24":
        page.press(letter)
    assert page.value("document.getElementById('count').textContent") == "10 of 250 findings"
    while page.value("document.activeElement.type") != "reset":
        page.press("Tab")
    page.press(" ")
    page.value("new Promise(done => setTimeout(done, 50))")
    assert page.value("document.getElementById('count').textContent") == "250 of 250 findings"


def test_more_findings_are_shown_and_one_goes_on_at_the_first_of_them(page: Browser) -> None:
    page.value("document.getElementById('more').focus()")
    page.press("Enter")
    assert page.value("document.querySelectorAll('article').length") == 250
    assert page.value("document.activeElement.closest('#list') !== null")
    assert page.value("document.activeElement.textContent").startswith("200.md")
