"""`content_lint.pages`: ten lines of Python for whoever reads a site."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import content_lint
from content_lint.schema import PlainText, PublishDate, Schema
from tests.cli.command import run
from tests.export.test_export import EXPORTED, FILES
from tests.files import write_files

TODAY = datetime(2026, 9, 1, tzinfo=UTC)


class NewsPost(Schema, collection="news", extra="allow"):
    title: PlainText
    date: PublishDate


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("site"), FILES)


def test_pages_are_those_of_an_export(site):
    found = list(content_lint.pages(site, today=TODAY))
    assert [page.path for page in found] == EXPORTED
    now = found[0]
    assert (now.url, now.title, now.html) == ("/news/now/", "Now", "")
    assert now.date is not None
    assert now.date.isoformat() == "2024-07-02T09:30:00+01:00"
    assert now.values.event.places == 10
    assert found[-1].values is None


def test_findings_of_the_baseline_keep_no_page_back(tmp_path):
    """A site that has adopted the check with a baseline hands the same pages to programs as to ``export``."""
    old = "---\ntitle: Old\ndate: 2024-01-05\n---\n[gone](/sub/nowhere/)\n"
    site = write_files(tmp_path, {**FILES, "_news/old.md": old})
    assert [page.path for page in content_lint.pages(site, today=TODAY)] == EXPORTED
    assert run(site, "check", "--update-baseline", "--today", "2026-09-01").status == 0
    assert [page.path for page in content_lint.pages(site, today=TODAY)] == sorted([*EXPORTED, "_news/old.md"])


def test_a_schema_of_the_callers_types_the_pages_of_its_collection(site):
    found = list(content_lint.pages(site, NewsPost, today=TODAY))
    assert [page.path for page in found] == ["_news/now.md", "_news/other.md"]
    assert type(found[0].values) is NewsPost


def test_a_schema_for_another_collection_is_refused(site):
    class Stranger(Schema, collection="strangers"):
        title: str

    with pytest.raises(ValueError, match="`Stranger` is for `strangers`, and this site has"):
        next(content_lint.pages(site, Stranger))


def test_a_page_is_a_post_where_it_is_asked_for(site):
    post = next(content_lint.pages(site, today=TODAY)).post()
    assert post["title"] == "Now"
    assert post["date"].isoformat() == "2024-07-02T09:30:00+01:00"
    assert post.content.endswith("The end.\n")


def test_importing_the_package_imports_nothing_of_it():
    code = "import sys, content_lint; print([name for name in sys.modules if name.startswith('content_lint.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    with pytest.raises(AttributeError):
        content_lint.nothing  # noqa: B018
