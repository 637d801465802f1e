"""Which service serves the finished site, and at which addresses that service answers by rules of its own."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from content_lint.config.root import HOST_FOLDERS, rule_files
from content_lint.config.settings import HostRule, Serving
from content_lint.text.files import text_if_any
from content_lint.text.regex import regex

_GITHUB_REPO = regex(r"^[^\S\n]*+repo:\s*['\"]?[\w.-]+/[\w.-]+\.github\.io['\"]?\s*(?:#.*)?$", re.MULTILINE)
_OF_HOSTS = {
    "netlify.toml": "netlify",
    "vercel.json": "vercel",
    "now.json": "vercel",
    "wrangler.toml": "cloudflare-pages",
    "wrangler.jsonc": "cloudflare-pages",
    "firebase.json": "firebase",
}
_ONLY_WITH = {"firebase.json": '"hosting"', "wrangler.jsonc": '"assets"'}
"""What a file has to hold that is there for other services of the same company too."""
_LONGEST_PATH = 4_096
_SCRIPT = regex(r"(?:\./)?[\w./-]{1,200}\.sh\b")
_TAKES_RULES = regex(r"^[ \t]*(?:cat|cp)[ \t]+(?:-\w+[ \t]+)*([\w./-]{1,200}/_redirects)[ \t]", re.MULTILINE)
_LIST_OF_MOVES = regex(r"(?i)[\w.-]*(?:redirect|rewrite)[\w.-]*\.(?:conf|map|nginx|rules|txt)")
_NGINXS = regex(r"^[ \t]*rewrite[ \t]+\S+[ \t]+[^\s;][^\n;]*+;", re.MULTILINE)
_OF_PROJECTS = frozenset({"netlify.toml", "vercel.json", "now.json", "firebase.json", "staticwebapp.config.json"})


class HostFiles(Struct, frozen=True):
    """What the host's own files say.

    Attributes:
        name: the host, or empty where nothing or more than one file says so.
        rules: what it redirects or rewrites; in their addresses ``*`` and ``:name`` are anything. A rule that says
            "not found" is not among them.
        serving: what it says of the addresses of pages.
        shared: whether other repositories answer below the same host: GitHub serves those of an organisation
            below the address of its repository NAME.github.io.
        sources: the files, from the root, by which it is known what the build puts where the host looks for rules.
    """

    name: str = ""
    rules: tuple[HostRule, ...] = ()
    serving: Serving = Serving()
    shared: bool = False
    sources: tuple[str, ...] = ()


def detect_host(
    root: Path,
    cms_path: str | None,
    copied: tuple[str, ...] | None = None,
    named: str = "",
    home: str = "",
    built_for: str = "",
) -> HostFiles:
    """Look for the files that only one host reads; nothing here is required to be there or to be right.

    Args:
        root: the site's root.
        cms_path: the CMS's configuration, from the root, or None.
        copied: globs of the files that the build copies to the finished site, or None where nobody knows.
        named: the host that the site's own settings name, or empty.
        built_for: the host that the site's build hands it to, or empty.
        home: the folder of the repository in which the site is, from the root; empty for the root itself.
    """
    homes = [root, root / home] if home else [root]
    domain = any((place / folder / "CNAME").is_file() for place in homes for folder in HOST_FOLDERS)
    # A CMS that writes to GitHub says nothing of the host, but for the name that GitHub gives its own sites.
    shared = cms_path is not None and _GITHUB_REPO.search(text_if_any(root / cms_path, within=root).lower()) is not None
    name = named or _name(homes, on_github=domain or shared, built_for=built_for)
    # A domain of GitHub's may be left over: rules are not written down for a host that reads none.
    reader = "" if name == "github-pages" and not named else name
    lists = _lists_of_moves(root)
    files = [*_files(root, home), *lists]
    if not files:
        return HostFiles(name, shared=shared)
    from content_lint.config.detect.hosts.in_json import read_serving  # most sites have no such file
    from content_lint.config.detect.hosts.read import read_rules

    texts = {file: text_if_any(root / file, within=root) for file in files}
    toml = f"{home}/netlify.toml".lstrip("/")
    put_there, sources = _put_there(root, home) if toml in texts else ([], ())
    for file in put_there:
        texts.setdefault(file, text_if_any(root / file, within=root))
    rules = read_rules(texts, reader, copied)
    # Whoever answers by rules is another host, which may find pages that GitHub does not.
    return HostFiles(
        name if reader or not rules else "", rules, read_serving(texts, reader), shared, (*sources, *lists)
    )


def _files(root: Path, home: str) -> list[str]:
    """The files of hosts, from the root.

    A service that builds the folder of the site reads the file there, and the one above it is another project's.
    """
    files = [file for file in rule_files(home) if (root / file).is_file()]
    return [file for file in files if file not in _OF_PROJECTS or f"{home}/{file}" not in files]


def _lists_of_moves(root: Path) -> list[str]:
    """The files in the root that hold what nginx rewrites, under any name that says so."""
    try:
        names = sorted(name for name in os.listdir(root) if _LIST_OF_MOVES.fullmatch(name))  # noqa: PTH208
    except OSError:
        return []
    listed = set(rule_files())
    return [name for name in names if name not in listed and _NGINXS.search(text_if_any(root / name, within=root))]


def _put_there(root: Path, home: str) -> tuple[list[str], tuple[str, ...]]:
    """The files of rules in other folders that Netlify's own command puts where it looks for one.

    Returns:
        those that are there, and all files that were looked at, from the root.
    """
    from content_lint.config.builds.recipes import netlify_recipe  # most sites have no such file

    found: list[str] = []
    for recipe in netlify_recipe(root, home):
        script = _SCRIPT.search(recipe.text)
        asked = _inside(recipe.folder, [script[0]] if script is not None else [])
        text = "\n".join((recipe.text, *(text_if_any(root / file, within=root) for file in asked)))
        found += (*asked, *_inside(recipe.folder, [match[1] for match in _TAKES_RULES.finditer(text)]))
    return [file for file in found if file.endswith("/_redirects") and (root / file).is_file()], tuple(found)


def _inside(folder: str, files: list[str]) -> list[str]:
    """Files that are named in a folder of the repository, from its top, without those that lie outside."""
    if len(folder) > _LONGEST_PATH:
        return []
    named = [posixpath.normpath(posixpath.join(folder, file)) for file in files]
    return [file for file in named if not file.startswith(("..", "/"))]


def _name(homes: Sequence[Path], *, on_github: bool, built_for: str) -> str:
    """The host that files in these folders are for, or the build; empty where there is none, or more than one."""
    names = {host for file, host in _OF_HOSTS.items() if any(_is_for_host(home, file) for home in homes)}
    if on_github:
        names.add("github-pages")
    names |= {built_for} - {""}
    return names.pop() if len(names) == 1 else ""


def _is_for_host(home: Path, file: str) -> bool:
    mark = _ONLY_WITH.get(file)
    return (home / file).is_file() and (mark is None or mark in text_if_any(home / file, within=home))
