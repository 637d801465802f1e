"""One fault, one finding: over the sites of all literate cases, with all rules that run by default."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from content_lint.report.diagnostic import Diagnostic
from content_lint.report.report import Report
from tests.rules.site_maker import SmallSite
from tests.rules.test_cases import CASES, FOLDER, site_of

_CHOICE = re.compile(r"^(?:select|ignore) = \[.*?\]$", re.DOTALL | re.MULTILINE)

TWO_FAULTS = {
    ("missing-alt", "missing-asset"): "the image needs words when its file is there, too",
    ("filename-date-mismatch", "future-date"): "the date is odd, and it hides the page",
    ("future-date", "quoted-date"): "without its quotes the date is in the future as well",
    ("out-of-order-dates", "quoted-date"): "without its quotes the date is out of order as well",
    ("filename-date-mismatch", "quoted-date"): "without its quotes the date is another day than the name's as well",
    ("broken-link", "unacceptable-value"): "the schema refuses the text that the link stands in, for whatever reason",
    ("wrong-type", "wrong-type"): "the key of a value is of the wrong type, and so is the value",
    ("missing-mailto", "retired-mail-domain"): "with its `mailto:` the address receives no mail either",
    ("cms-drift", "cms-drift"): "the form lacks what posts have to have, and what they may have, at one place",
    ("ambiguous-scalar", "unpublished"): "how the value is spelled, and what it does",
}
"""Pairs of rules that may speak of one place, and why these are two faults."""


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.md")), ids=lambda file: file.stem)
def test_no_place_gets_two_findings(file: Path, tmp_path: Path) -> None:
    found: dict[tuple[str, str], list[str]] = {}
    for number, case in enumerate(case for case in CASES if case.file == file):
        site = site_of(case, tmp_path / str(number))
        site.root.mkdir()
        # A case of one rule is of interest to all of them.
        settings = site.files.get("content-lint.toml", "")
        site.files["content-lint.toml"] = _CHOICE.sub("", settings)
        site.write()
        for pair in overlaps(site.check(now=case.now)):
            names = (min(item.rule for item in pair), max(item.rule for item in pair))
            if names not in TWO_FAULTS:
                found.setdefault(names, []).append(f"{case.title}: {pair[0].message} | {pair[1].message}")
    assert found == {}


DESTINATIONS = (
    *(
        "/a.html",
        "/A.html",
        "/old/",
        "/b.html",
        "/gone.html",
        "/gone.png",
        "a.md",
        "#nope",
        "/a.html#nope",
        "/old/#x",
        "//",
    ),
    *(
        f"https://www.example.org{path}"
        for path in ("/a.html", "/A.html", "/old/", "/b.html", "/gone.html", "/a.html#x")
    ),
    *(
        "http://localhost:4000/",
        "http://10.0.0.1/",
        "https://intranet/",
        "hhttps://example.com/",
        "https://storify.com/x",
    ),
    *(
        "https://www.google.com/url?q=http%3A%2F%2Flocalhost%2F",
        "https://a b.example.com/",
        "https://example.com/\u200b",
    ),
    *("mailto:a@b", "mailto:%20a@example.com", "mailto:mailto:a@example.com", "mailto:", "mailto:a@X.GSI.GOV.UK"),
    *(
        "info@example.com",
        "mailto@info@example.com",
        "www.example.com",
        "/news/../a.html",
        "http:/example.com",
        "/a%zz",
    ),
)
FORMS = (
    "[here]({})",
    "[{0}]({0})",
    "<{}>",
    "{}",
    "![x]({})",
    '<a href="{}">click here</a>',
    "[x][]\n\n[x]: {}\n",
    "[x](<{}>)",
)
JEKYLL = {
    "_config.yml": "url: https://www.example.org\nplugins: [jekyll-redirect-from]\n",
    "a.md": "---\ntitle: A\nredirect_from: /old/\n---\n",
    "b.md": "---\ntitle: B\npublished: false\n---\n",
}
HUGO = {
    "_config.yml": "",
    "hugo.toml": 'baseURL = "https://www.example.org/"\nuglyURLs = true\n',
    "content/a.md": "---\ntitle: A\naliases: [/old/]\n---\n",
    "content/b.md": "---\ntitle: B\ndraft: true\n---\n",
}


@pytest.mark.parametrize("files", [JEKYLL, HUGO, {"_config.yml": ""}], ids=["jekyll", "hugo", "plain"])
@pytest.mark.parametrize("form", FORMS)
def test_no_link_gets_two_findings(form: str, files: dict[str, str], tmp_path: Path) -> None:
    site = SmallSite(tmp_path, dict(files))
    folder = "content/" if "hugo.toml" in files else ""
    for number, destination in enumerate(DESTINATIONS):
        site.files[f"{folder}page{number}.md"] = f"---\ntitle: P\n---\nSee {form.format(destination)} there.\n"
    site.write()
    report = site.check()
    assert report.diagnostics, "a site without a finding shows nothing"
    told = {(pair[0].rule, pair[1].rule): pair[0].message for pair in overlaps(report)}
    assert {names: message for names, message in told.items() if tuple(sorted(names)) not in TWO_FAULTS} == {}


def test_two_findings_at_one_place_are_seen(tmp_path: Path) -> None:
    case = next(case for case in CASES if case.rule == "missing-asset")
    site = site_of(case, tmp_path)
    site.files = {"_posts/2020-01-02-a.md": "---\ntitle: A\n---\n![](/gone.png)\n"}
    site.write()
    assert [{item.rule for item in pair} for pair in overlaps(site.check())] == [{"missing-alt", "missing-asset"}]


def overlaps(report: Report) -> Iterator[tuple[Diagnostic, Diagnostic]]:
    """Pairs of findings that share text of one file."""
    by_path: dict[str, list[Diagnostic]] = defaultdict(list)
    for item in report.diagnostics:
        if item.span.start < item.span.end:
            by_path[item.path].append(item)
    for items in by_path.values():
        items.sort(key=lambda item: item.span)
        for number, item in enumerate(items):
            for other in items[number + 1 :]:
                if other.span.start >= item.span.end:
                    break
                yield item, other
