"""How the cost of resolving and judging internal links grows with the number of documents.

Prints, for 1,000, 10,000 and 50,000 synthetic documents with seven links each, the CPU time of the site's
model, of its addresses, of resolving all links and of each rule, and the ratio to the step before: ten (then
five) is linear. Run it with the project on the path:

    python bench/site_links.py [--steps 1000 10000 50000]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from content_lint.config.load import load_settings
from content_lint.links.site_links import resolve_links
from content_lint.parse.facts import Body, Document, FenceState, Link, LinkKind
from content_lint.rules.context import SiteContext
from content_lint.rules.registry import all_rules, catalog
from content_lint.rules.rule import SiteRule
from content_lint.site.index import Site
from content_lint.site.model import Role, SiteFile, Survey
from content_lint.text.source import SourceText, Span

NOW = datetime(2026, 9, 1, tzinfo=UTC)
CONFIG = "url: https://ex.example\ncollections: {news: {output: true, permalink: '/news/:title/'}}\n"


def destinations(number: int, count: int) -> list[str]:
    """Links of one document: live, relative, misspelt, gone, in the wrong case, and mail."""
    other = number * 7 % count
    return [
        f"/news/some-page-{other:x}-of-{other % 97}/",
        f"../some-page-{number:x}-of-{number % 97}",
        f"/news/sme-page-{number:x}-of-{number % 97}/",
        f"/gone/{number}-some-old-name",
        "https://ex.example/News/some-page-1-of-1/",
        f"mailto:info{number % 50}@ex.example",
        f"mailto:person.{number:x}a@ex.example",
    ]


def document(number: int, count: int) -> Document:
    path = f"_news/some-page-{number:x}-of-{number % 97}.md"
    links = tuple(
        Link(LinkKind.INLINE, text, text, Span(place, place + 1), Span(place, place + 1))
        for place, text in enumerate(destinations(number, count))
    )
    source = SourceText.from_text(path, "---\n---\n")
    return Document(source, "news", FenceState.FOUND, Span(0, 3), None, Body(Span(8, 8), links))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, nargs="+", default=[1_000, 10_000, 50_000])
    before: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "_config.yml").write_text(CONFIG, encoding="utf-8")
        settings = load_settings(Path(folder), catalog=catalog())
        rules = [
            rule(None)
            for rule in all_rules().values()
            if issubclass(rule, SiteRule) and rule.meta.family.letters in ("IN", "ML")
        ]
        for count in parser.parse_args().steps:
            documents = {item.path: item for item in (document(number, count) for number in range(count))}
            survey = Survey(tuple(SiteFile(path, Role.ITEM, "news") for path in documents), ())
            site = Site(settings, survey, documents, {}, NOW)
            context = SiteContext(settings, NOW)
            print(f"{count:,} documents")
            stages: list[tuple[str, Callable[[], object]]] = [
                ("model", lambda site=site: site.built),
                ("addresses", lambda site=site: site.addresses),
                ("links", lambda site=site: site.once(resolve_links)),
            ]
            stages += [
                (rule.meta.name, lambda rule=rule, site=site, at=context: list(rule.check(site, at))) for rule in rules
            ]
            for name, work in stages:
                start = time.process_time()
                work()
                seconds = time.process_time() - start
                ratio = f"  x {seconds / before[name]:.1f}" if before.get(name, 0) > 0.002 else ""
                print(f"  {name:20} {seconds:8.3f} s{ratio}")
                before[name] = seconds


if __name__ == "__main__":
    main()
