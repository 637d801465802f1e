"""The HTML report on a screen as narrow as a phone's."""

from __future__ import annotations

from pathlib import Path

from tests.output.browser import browser
from tests.output.html_page import needs_chromium, page_of
from tests.output.sample import finding, report_of

pytestmark = needs_chromium

TEXT = "one bad two\n"
WIDER = (
    "[...document.querySelectorAll('.scroll'), document.documentElement]"
    ".filter(item => item.scrollWidth > item.clientWidth).length"
)


def test_nothing_is_wider_than_the_screen(tmp_path: Path) -> None:
    paths = [f"_publications/{number:03}-a-rather-long-name-of-a-post-that-goes-on-and-on.md" for number in range(200)]
    texts = dict.fromkeys(paths, TEXT)
    file = tmp_path / "page.html"
    file.write_text(
        page_of(report_of(*(finding(TEXT, "bad", path=path, rule="broken-thing") for path in paths)), texts),
        "utf-8",
    )
    with browser(tmp_path) as shown:
        shown.open(file.as_uri())
        shown.resize(390, 800)
        assert shown.value(WIDER) == 0
