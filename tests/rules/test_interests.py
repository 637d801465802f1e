"""A rule is not asked of documents that hold nothing of what it looks at: it would have nothing to say of them."""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path

import pytest

from content_lint.config.settings import Collection, RuleSettings, SiteSettings
from content_lint.parse.document import parse_document
from content_lint.rules.context import DocumentContext, Interest
from content_lint.rules.registry import all_rules
from content_lint.rules.rule import DocumentRule
from content_lint.site.generators.jekyll import traits as jekyll
from content_lint.text.source import SourceText

BODIES = (
    "",
    "Plain text of Monday 3rd January 2020, with `code`.\n",
    "[us](mailto:mailto:INFO@Example.ORG) [b@example.org](mailto:a@example.org%20,%20) <mailto:?> [c](c@example.org)\n",
    "[a](htp://a.example) [b](http://localhost:1/) <https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example>\n",
)
HEADS = (
    "",
    "---\ntitle: A\n---\n",
    "---\ndate: 2020-01-05\nend: 2019-01-01\nlast: 31/02/2020\n---\n",
    "---\nemail: mailto:x@\nimage: http://localhost/a.png\ndate:\n---\n",
    "---\ntitle: [\n---\n",
)
SETTINGS = SiteSettings(
    Path("/site"),
    jekyll.GENERATOR,
    jekyll.DIALECT,
    RuleSettings(frozenset()),
    collections={"posts": Collection("posts")},
)
RULES = {name: rule for name, rule in all_rules().items() if issubclass(rule, DocumentRule) and rule.interest}


@cache
def contexts() -> list[DocumentContext]:
    """Documents with and without dates, links, mail links and front matter that can be read."""
    sources = (SourceText.from_text("_posts/2020-01-01-a.md", head + body) for head, body in product(HEADS, BODIES))
    return [DocumentContext(parse_document(source, SETTINGS.dialect, "posts"), SETTINGS) for source in sources]


@pytest.mark.parametrize("name", RULES)
def test_a_rule_has_nothing_to_say_of_documents_that_hold_nothing_of_its_interest(name: str) -> None:
    rule = RULES[name]
    silent = [context for context in contexts() if not context.holds(rule.interest)]
    assert silent
    assert [list(rule().check(context.document, context)) for context in silent] == [[] for _ in silent]


@pytest.mark.parametrize("interest", [Interest.DATES, Interest.DESTINATIONS, Interest.MAIL])
def test_a_rule_speaks_of_documents_that_hold_its_interest(interest: Interest) -> None:
    rules = [rule for rule in RULES.values() if rule.interest is interest]
    held = [context for context in contexts() if context.holds(interest)]
    assert any(list(rule().check(context.document, context)) for context in held for rule in rules)
