"""Rules on content that is made to cost: of eight times the size, they take about eight times as long."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from content_lint.config.settings import Collection, RuleSettings, SiteSettings
from content_lint.parse.document import parse_document
from content_lint.rules.context import DocumentContext
from content_lint.rules.registry import all_rules
from content_lint.site.generators.jekyll import traits as jekyll
from content_lint.text.source import SourceText

FAMILIES = {"syntax", "mail", "external", "text"}
RULES = [rule for rule in all_rules().values() if rule.meta.family.word in FAMILIES and rule.scope == "document"]
DIALECT = jekyll.DIALECT
SETTINGS = SiteSettings(
    Path("/site"), jekyll.GENERATOR, DIALECT, RuleSettings(frozenset()), collections={"news": Collection("news")}
)
SAFELINK = "https://a.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.gov"
DOCUMENTS = {
    "invisible line": lambda n: "---\na: b\n---\n" + "a\ufeff" * n,
    "invisible run": lambda n: "---\na: b\n---\n" + "\u200b" * n,
    "invisible lines": lambda n: "---\na: b\n---\n" + "F\ufeffor you\n" * n,
    "invisible address": lambda n: "---\npermalink: >\n" + "  /a\ufeff\n" * n + "---\n",
    "marks of direction": lambda n: "---\na: b\n---\n\u05d0" + "\u200f\u202e" * n,
    "flag tags": lambda n: "---\na: b\n---\n\U0001f3f4" + "\U000e0067" * n,
    "duplicates": lambda n: "---\n" + "redirect_from: /a/ \n# c\n" * n + "---\n",
    "duplicate lists": lambda n: "---\n" + "redirect_from:\n" + "- /a/\n" * n + "redirect_from: x\n---\n",
    "duplicates in braces": lambda n: "---\na: {" + "b: 1, " * n + "b: 2}\n---\n",
    "words": lambda n: "---\na:\n" + "  - yes\n" * n + "---\n",
    "quoted lines": lambda n: '---\na: "' + "b: c\n" * n + '"\n---\n',
    "many quoted": lambda n: "---\na:\n" + '- "b\n c"\n' * n + "---\n",
    "mail links": lambda n: "---\na: b\n---\n" + "[x](mailto:%20a@b,c)\n" * n,
    "one mail link": lambda n: "---\na: b\n---\n[x](mailto:" + "a@b," * n + ")\n",
    "wrapped links": lambda n: "---\na: b\n---\n" + f"[x]({SAFELINK})\n" * n,
    "images": lambda n: "---\na: b\n---\n" + "![](a){: b\n" * n,
    "addresses in front matter": lambda n: "---\na:\n" + "  - http:/x [y](mailto: z\n" * n + "---\n",
    "one long value": lambda n: "---\na: '" + "[x](http:/y " * n + "'\n---\n",
}


def cost(text: str) -> float:
    """Seconds of CPU that the rules take, without parsing."""
    source = SourceText.from_text("_news/2020-01-02-a.md", text)
    document = parse_document(source, DIALECT, "news")
    context = DocumentContext(document, SETTINGS)
    began = time.thread_time()
    for rule in RULES:
        for item in rule().check(document, context):
            assert item.span.end <= len(text)
    return time.thread_time() - began


def test_there_are_rules() -> None:
    assert len(RULES) > 20


@pytest.mark.parametrize("name", DOCUMENTS)
def test_cost_grows_with_size_and_not_with_its_square(name: str) -> None:
    make = DOCUMENTS[name]
    cost(make(200))

    def is_linear() -> bool:
        small, large = cost(make(3_000)), cost(make(24_000))
        assert large < 6
        # Eight times the size: linear cost is eight times as much, quadratic 64 times; small times are noise.
        return large < 0.1 or large < 24 * small

    # Noise only ever adds: what is linear once is linear.
    assert any(is_linear() for _ in range(3))
