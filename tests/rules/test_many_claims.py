"""A thousand pages at one address are one fault: what it costs grows with their number and not with its square."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from time import process_time

from content_lint.config.load import load_settings
from content_lint.engine.load import parse
from content_lint.rules.context import SiteContext
from content_lint.rules.permalinks.duplicate_url import DuplicateUrl
from content_lint.rules.permalinks.redirect_loop import RedirectLoop
from content_lint.rules.registry import catalog
from content_lint.site.index import Site
from content_lint.site.model import Role, SiteFile, Survey
from content_lint.text.source import SourceText

CONFIG = "url: https://www.example.org\nplugins: [jekyll-redirect-from]\ncollections: {n: {output: true}}\n"


def seconds(folder: Path, front_matter: str, count: int, rule: DuplicateUrl | RedirectLoop) -> tuple[float, int]:
    (folder / "_config.yml").write_text(CONFIG)
    settings = load_settings(folder, catalog=catalog())
    assert settings.generator.name == "jekyll"
    documents = {}
    for number in range(count):
        text = front_matter.format(number=number, following=(number + 1) % count)
        path = f"_n/{number:06}.md"
        documents[path] = parse(SourceText.from_text(path, f"---\n{text}\n---\n"), "n", settings)
    survey = Survey(tuple(SiteFile(path, Role.ITEM, "n") for path in documents), ())
    site = Site(settings, survey, documents, {}, datetime(2024, 6, 1, tzinfo=UTC))
    assert site.built.pages
    start = process_time()
    found = sum(1 for _ in rule.check(site, SiteContext(settings, site.now)))
    return process_time() - start, found


def test_many_pages_at_one_address(tmp_path):
    assert_linear(tmp_path, "permalink: /same/", DuplicateUrl())


def test_many_redirects_in_one_round(tmp_path):
    assert_linear(tmp_path, "permalink: /{number}/\nredirect_to: /{following}/", RedirectLoop())


def assert_linear(folder: Path, front_matter: str, rule: DuplicateUrl | RedirectLoop) -> None:
    """Each page has its finding, and eight times the pages cost about eight times the time."""

    def is_linear() -> bool:
        few, found_of_few = seconds(folder, front_matter, 500, rule)
        many, found_of_many = seconds(folder, front_matter, 4000, rule)
        assert (found_of_few, found_of_many) == (500, 4000)
        return many < 24 * few + 0.1

    # Noise only ever adds: what is linear once is linear.
    assert any(is_linear() for _ in range(3))
