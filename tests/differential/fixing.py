"""Build, fix, build again, and compare."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from content_lint.config.load import load_settings
from content_lint.engine.fix.rounds import Fixed, fix_site, write_fixes
from content_lint.engine.run import RunRequest
from content_lint.rules.registry import catalog
from content_lint.text.edits import Safety
from tests.differential.browser import Rendered, read_site
from tests.differential.compare import Origin, differences

NOW = datetime(2024, 6, 1, tzinfo=UTC)
Build = Callable[[Path, Path], Path]


def fix_safely(root: Path) -> Fixed:
    """What ``check --fix`` does to a site."""
    settings = load_settings(root, catalog=catalog())
    request = RunRequest(now=NOW)
    return write_fixes(settings, request, fix_site(settings, request, least=Safety.SAFE))


def origin_of(root: Path, url: str) -> Origin:
    """The site's address; ``url`` with its base path, as it is configured for the generator."""
    settings = load_settings(root, catalog=catalog())
    hosts = {*settings.own_hosts, urlsplit(url).hostname or ""}
    return Origin(url.rstrip("/") + "/", frozenset(hosts))


def rendered(root: Path, out: Path, url: str, build: Build) -> dict[str, Rendered]:
    """The finished site."""
    return read_site(build(root, out), url.rstrip("/") + "/")


def fixed_and_compared(root: Path, work: Path, url: str, build: Build) -> tuple[Fixed, list[str]]:
    """Fix a site, and find out what differs afterwards without being named by a fix.

    Args:
        root: the site.
        work: a folder outside of it, for what the generator writes.
        url: the site's address.
        build: the generator.
    """
    origin = origin_of(root, url)
    before = rendered(root, work / "before", url, build)
    outcome = fix_safely(root)
    after = rendered(root, work / "after", url, build)
    return outcome, differences(before, after, origin)
