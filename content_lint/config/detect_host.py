"""Which service serves the finished site, and which addresses that service redirects by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from content_lint.config.root import HOST_FOLDERS
from content_lint.text.files import read_ordinary

_GITHUB_REPO = re.compile(
    r"^\s*repo:\s*['\"]?[\w.-]+/[\w.-]+\.github\.io['\"]?\s*(?:#.*)?$", re.MULTILINE | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class HostFiles:
    """What the host's own files say.

    Attributes:
        name: the host, or empty where nothing or more than one tells.
        redirects: addresses that it redirects, ``*`` and ``:name`` standing for anything.
        shared: whether other repositories answer below the same host: GitHub serves those of an organisation
            below the address of its repository NAME.github.io.
    """

    name: str = ""
    redirects: tuple[str, ...] = ()
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
    return HostFiles(names.pop() if len(names) == 1 else "", tuple(dict.fromkeys(_redirects(root))), shared)


def _redirects(root: Path) -> Iterator[str]:
    for folder in HOST_FOLDERS:
        for line in _text(root, f"{folder}/_redirects".lstrip("/")).splitlines():
            words = line.split("#", 1)[0].split()
            if len(words) > 1 and words[0].startswith("/"):
                yield words[0]
    yield from _from_netlify(_text(root, "netlify.toml"))
    yield from _from_vercel(_text(root, "vercel.json"))


def _from_netlify(text: str) -> Iterator[str]:
    if not text:
        return
    import tomllib  # noqa: PLC0415 - hardly a site has such a file

    try:
        rules = tomllib.loads(text).get("redirects")
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    yield from _values(rules, "from")


def _from_vercel(text: str) -> Iterator[str]:
    if not text:
        return
    import json  # noqa: PLC0415 - likewise

    try:
        config = json.loads(text)
    except (ValueError, RecursionError):
        return
    for key in ("redirects", "rewrites", "routes") if isinstance(config, dict) else ():
        for source in _values(config.get(key), "source"):
            # Vercel's patterns may hold expressions: from there on anything can follow.
            yield re.sub(r"[(\[].*", "*", source, count=1, flags=re.DOTALL)
        if key == "routes" and config.get(key):
            yield "/*"


def _values(rules: object, key: str) -> Iterator[str]:
    for rule in rules if isinstance(rules, list) else ():
        value = rule.get(key) if isinstance(rule, dict) else None
        if isinstance(value, str) and value.startswith("/"):
            yield value


def _text(root: Path, name: str) -> str:
    try:
        return read_ordinary(root / name, within=root).decode("utf-8", "replace")
    except OSError:
        return ""
