"""Hostile documents cost the rules about dates and permalinks no more than their length."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from content_lint.config.settings import Collection, RuleSettings, SiteSettings
from content_lint.parse.document import parse_document
from content_lint.rules.context import DocumentContext
from content_lint.rules.dates import RULES as DATES
from content_lint.rules.permalinks import RULES as PERMALINKS
from content_lint.rules.rule import DocumentRule
from content_lint.site.generators.jekyll import traits as jekyll
from content_lint.text.source import SourceText

SETTINGS = SiteSettings(
    Path("/site"),
    jekyll.GENERATOR,
    jekyll.DIALECT,
    RuleSettings(frozenset()),
    collections={"news": Collection("news")},
)
HOSTILE: dict[str, Callable[[int], str]] = {
    "dates": lambda count: "---\n" + "".join(f"k{i}: 2020-01-02\n" for i in range(count)) + "---\nFriday 4 May\n",
    "quoted dates": lambda count: (
        "---\nd: 2020-01-02\n" + "".join(f"k{i}: '2020-01-02'\n" for i in range(count)) + "---\n"
    ),
    "wrong weekdays": lambda count: "---\ndate: 2020-02-17\n---\n" + "Thursday 4 February\n\n" * count,
    "wrong weekdays in code": lambda count: "---\ndate: 2020-02-17\n---\n" + "`Thursday 4 February` and\n" * count,
    "redirects": lambda count: "---\nredirect_from:\n" + "  - /a/?b\n" * count + "---\n",
    "placeholders": lambda count: "---\npermalink: " + "/:year_" * count + "\n---\n",
    "dated segments": lambda count: "---\ndate: 2020-01-02\npermalink: " + "/2020/01" * count + "/x\n---\n",
    "blanks": lambda count: (
        '---\npermalink: "' + " " * count * 8 + 'x"\ndate: "2020-01-02' + " " * count * 8 + '"\n---\n'
    ),
    "dots": lambda count: "---\npermalink: " + "a." * count + "\n---\n",
}


def cost(make: Callable[[int], str], count: int) -> float:
    document = parse_document(SourceText.from_text("_news/2020-01-02-a.md", make(count)), SETTINGS.dialect, "news")
    context = DocumentContext(document, SETTINGS)
    rules = [rule() for rule in (*DATES, *PERMALINKS) if issubclass(rule, DocumentRule)]
    assert len(rules) >= 10
    start = time.process_time()
    found = sum(1 for rule in rules for _ in rule.check(document, context))
    spent = time.process_time() - start
    assert found <= 2 * count + 5
    return spent


@pytest.mark.parametrize("name", HOSTILE)
def test_eight_times_the_text_costs_about_eight_times_the_time(name: str) -> None:
    # Noise only ever adds: what is linear once is linear.
    assert any(cost(HOSTILE[name], 4_000) < 24 * cost(HOSTILE[name], 500) + 0.1 for _ in range(3))
