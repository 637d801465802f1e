"""Which service serves the finished site, and at which addresses that service answers by rules of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from content_lint.config.root import HOST_FOLDERS
from content_lint.config.settings import HostRule
from content_lint.text.files import read_ordinary
from content_lint.text.regex import regex

_GITHUB_REPO = regex(r"^\s*repo:\s*['\"]?[\w.-]+/[\w.-]+\.github\.io['\"]?\s*(?:#.*)?$", re.MULTILINE | re.IGNORECASE)
_STATUS = regex(r"\d{3}!?")
_GONE = frozenset({"404", "410"})
_EXPRESSION = regex(r":\w+(?:\([^()]{0,200}\)[*+?]?|[*+?])|\([^()]{0,200}\)[*+?]?|[(\[].*", re.DOTALL)


class HostFiles(Struct, frozen=True):
    """What the host's own files say.

    Attributes:
        name: the host, or empty where nothing or more than one tells.
        rules: what it redirects or rewrites; in their addresses ``*`` and ``:name`` are anything. A rule that says
            "not found" is none of them.
        shared: whether other repositories answer below the same host: GitHub serves those of an organisation
            below the address of its repository NAME.github.io.
    """

    name: str = ""
    rules: tuple[HostRule, ...] = ()
    shared: bool = False


def detect_host(root: Path, cms_path: str | None) -> HostFiles:
    """Look for the files that only one host reads; nothing here is required to be there or to be right.

    Args:
        root: the site's root.
        cms_path: the CMS's configuration, from the root, or None.
    """
    names = set()
    if (root / "netlify.toml").is_file():
        names.add("netlify")
    if (root / "vercel.json").is_file() or (root / "now.json").is_file():
        names.add("vercel")
    if (root / "wrangler.toml").is_file():
        names.add("cloudflare-pages")
    domain = any((root / folder / "CNAME").is_file() for folder in HOST_FOLDERS)
    # A CMS that writes to GitHub says nothing of the host, but for the name that GitHub gives its own sites.
    shared = cms_path is not None and _GITHUB_REPO.search(_text(root, cms_path)) is not None
    if domain or shared:
        names.add("github-pages")
    return HostFiles(names.pop() if len(names) == 1 else "", tuple(dict.fromkeys(_rules(root))), shared)


def _rules(root: Path) -> Iterator[HostRule]:
    for folder in HOST_FOLDERS:
        name = f"{folder}/_redirects" if folder not in ("", ".") else "_redirects"
        for line in _text(root, f"{folder}/_redirects".lstrip("/")).splitlines():
            words = line.split("#", 1)[0].split()
            status = next((word for word in words[2:] if _STATUS.fullmatch(word)), "")
            if len(words) > 1 and words[0].startswith("/") and status[:3] not in _GONE:
                yield HostRule(words[0], name)
    yield from (HostRule(source, "netlify.toml") for source in _from_netlify(_text(root, "netlify.toml")))
    yield from (HostRule(source, "vercel.json") for source in _from_vercel(_text(root, "vercel.json")))


def _from_netlify(text: str) -> Iterator[str]:
    if not text:
        return
    import tomllib  # hardly a site has such a file

    try:
        rules = tomllib.loads(text).get("redirects")
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    yield from _sources(rules, "from", "status")


def _from_vercel(text: str) -> Iterator[str]:
    if not text:
        return
    import json  # hardly a site has such a file

    try:
        config = json.loads(text)
    except (ValueError, RecursionError):
        return
    for key in ("redirects", "rewrites") if isinstance(config, dict) else ():
        for source in _sources(config.get(key), "source", "statusCode"):
            # Vercel's patterns may hold expressions, and parts that repeat.
            yield _EXPRESSION.sub("*", source)
    routes = config.get("routes") if isinstance(config, dict) else None
    if any(isinstance(route, dict) and route.get("dest") for route in (routes if isinstance(routes, list) else ())):
        yield "/*"  # their addresses are regular expressions


def _sources(rules: object, key: str, status: str) -> Iterator[str]:
    """The addresses of a list of rules, but of those that say "not found"."""
    for rule in rules if isinstance(rules, list) else ():
        table = rule if isinstance(rule, dict) else {}
        value = table.get(key)
        if isinstance(value, str) and value.startswith("/") and str(table.get(status)) not in _GONE:
            yield value


def _text(root: Path, name: str) -> str:
    try:
        return read_ordinary(root / name, within=root).decode("utf-8", "replace")
    except OSError:
        return ""
