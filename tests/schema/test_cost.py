"""Content is hostile: what a schema refuses of it costs linear time, however much that is."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from pydantic import create_model

from content_lint.config.settings import Collection, RuleSettings, SiteSettings
from content_lint.parse.document import parse_document
from content_lint.rules.context import DocumentContext
from content_lint.rules.fields import RULES
from content_lint.schema import DateTime, OneOf, PlainText, Schema, Tags
from content_lint.site.generators.jekyll import traits as jekyll
from content_lint.text.source import SourceText

JEKYLL = jekyll.DIALECT


class Part(Schema):
    x: int
    y: PlainText | list[str] | None = None


class Post(Schema, collection="news"):
    title: PlainText
    parts: list[Part | str] | None = None
    tags: Tags | None = None
    day: DateTime | None = None
    places: list[OneOf[tuple(f"place number {number}" for number in range(300))]] | None = None


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("\n".join(f"k{number}: 1" for number in range(8_000)), 8_000),
        ("\n".join(f"k{number}:" for number in range(8_000)), 8_000),
        ("title: A\nparts:\n" + "- {z: 1}\n" * 5_000, 10_000),
        ("title: A\nparts:\n" + "- {x: 1, y: ''}\n" * 5_000, 5_000),
        ("title: A\ntags:\n" + "- 1\n" * 8_000, 8_000),
        ("title: A\nplaces:\n" + "".join(f"- plaec number {number}\n" for number in range(4_000)), 4_000),
        ("title: '" + "<a" * 400_000 + "'", 0),
        ("title: '" + "to do " * 100_000 + "'", 0),
        ("title: A\nday: '2020-01-01" + " " * 800_000 + "x'", 1),
    ],
    ids=[
        "unknown",
        "unknown and empty",
        "unions",
        "empty inside",
        "wrong type",
        "choices",
        "markup",
        "placeholder",
        "date",
    ],
)
def test_cost_is_linear(text: str, least: int) -> None:
    source = SourceText.from_text("_news/a.md", f"---\n{text}\n---\n")
    document = parse_document(source, JEKYLL, "news")
    news = Collection("news", schema=Post)
    settings = SiteSettings(Path("/site"), jekyll.GENERATOR, JEKYLL, RuleSettings(frozenset()), {"news": news})
    context = DocumentContext(document, settings)
    begun = time.process_time()
    assert len(context.problems) >= least
    found = sum(len(list(rule().check(document, context))) for rule in RULES)
    assert found >= least
    assert time.process_time() - begun < 4


def test_a_schema_of_many_fields_is_looked_at_once_however_many_keys_it_does_not_know() -> None:
    def cost(count: int) -> float:
        fields = {f"field_{number}": (str, "") for number in range(count)}
        wide = create_model("Wide", __base__=Schema, **fields)
        text = "".join(f"other_{number}: x\n" for number in range(count))
        document = parse_document(SourceText.from_text("_news/a.md", f"---\n{text}---\n"), JEKYLL, "news")
        news = Collection("news", schema=wide)
        settings = SiteSettings(Path("/site"), jekyll.GENERATOR, JEKYLL, RuleSettings(frozenset()), {"news": news})
        begun = time.process_time()
        assert len(DocumentContext(document, settings).problems) == count
        return time.process_time() - begun

    cost(10)
    # Eight times the size: linear cost is eight times as much, quadratic 64 times; noise only ever adds.
    assert any(cost(2_000) < 24 * max(cost(250), 0.01) for _ in range(3))
