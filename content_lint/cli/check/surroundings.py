"""The site around the findings: its name, its collections, where its files can be read, and earlier reports."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from content_lint.adopt.origin import pushed_commit
from content_lint.cli.check.history import read_history
from content_lint.cli.clock import read_clock
from content_lint.cli.console import Console
from content_lint.config.load import load_settings
from content_lint.output.surroundings import CodeHost, Surroundings
from content_lint.rules.registry import catalog
from content_lint.site.generators.registry import generator_of
from content_lint.site.sources.tree import DiskTree


def find_surroundings(
    arguments: argparse.Namespace, console: Console, root: Path, sites: Sequence[Path]
) -> Surroundings:
    """What can be found out about a site, or several.

    Args:
        arguments: the command line.
        console: the environment.
        root: the folder that paths are from.
        sites: the root of each site that was checked.
    """
    all_settings = [(site, load_settings(site, catalog=catalog(), config_file=arguments.config)) for site in sites]
    zone = all_settings[0][1].zone
    day = read_clock(arguments.today, zone).astimezone(zone).date().isoformat()
    documents: dict[str, str] = {}
    for site, settings in all_settings:
        folder = "" if site == root else f"{site.relative_to(root).as_posix()}/"
        for file in generator_of(settings).survey(DiskTree(site)).files:
            collection = settings.collection_of(file.path, file.collection)
            documents[f"{folder}{file.path}"] = collection.name if collection is not None else file.collection or ""
    return Surroundings(
        name=root.resolve().name,
        day=day,
        documents=documents,
        host=find_code_host(root, console.environment),
        earlier=read_history(arguments.history, day),
    )


def find_code_host(root: Path, environment: Mapping[str, str]) -> CodeHost | None:
    """Where this commit can be read on the web, in CI or of a clone whose commit was pushed; None for not known."""
    for address, commit, software in _places(root, environment):
        host = _host(address.rstrip("/").removesuffix(".git"), commit, software)
        if host is not None:
            return host
    return None


def _places(root: Path, environment: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Addresses of the repository with the commit that is there, and the software that serves it if that is known."""
    server, name = environment.get("GITHUB_SERVER_URL", ""), environment.get("GITHUB_REPOSITORY", "")
    if server and name:
        yield f"{server}/{name}", environment.get("GITHUB_SHA", ""), "github"
    yield environment.get("CI_PROJECT_URL", ""), environment.get("CI_COMMIT_SHA", ""), "gitlab"
    yield (*pushed_commit(root), "")


def _host(address: str, commit: str, software: str) -> CodeHost | None:
    """How an address names a line of a file; None where the software there is not known."""
    parts = urlsplit(address)
    name = parts.hostname or ""
    if parts.scheme != "https" or "@" in parts.netloc or not (commit.isalnum() and commit.isascii()):
        return None
    if "github" in (software, name.removesuffix(".com")):
        return CodeHost(f"{address}/blob/{commit}/", "#L")
    if software == "gitlab" or "gitlab" in name.split("."):
        return CodeHost(f"{address}/-/blob/{commit}/", "#L")
    if name == "bitbucket.org":
        return CodeHost(f"{address}/src/{commit}/", "#lines-")
    if name == "codeberg.org":
        return CodeHost(f"{address}/src/commit/{commit}/", "#L")
    return None
