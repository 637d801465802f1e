"""Whether GitHub Pages itself builds a site with Jekyll: it needs no Gemfile for that, and no ``_config.yml``.

A folder of Markdown that nobody publishes looks much like such a site. So it takes evidence that has no other
reason to be there, and nothing that speaks for another program.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from content_lint.config.builds.build import places
from content_lint.config.builds.recipes import HOST_FILES, read_text, used_actions, workflow_files
from content_lint.site.generators.jekyll.installed import ALLOWED
from content_lint.text.files import text_if_any
from content_lint.text.regex import regex

_ACTION = "actions/jekyll-build-pages"
_NO_JEKYLL = ".nojekyll"
_GEMFILES = ("Gemfile", "Gemfile.lock", "gems.rb")
_OTHER_HOSTS = (*HOST_FILES, "firebase.json", "wrangler.toml", ".gitlab-ci.yml")
_TRAVIS = ".travis.yml"
_OTHER_BUILD = regex(r"jekyll(?!-build-pages)|gh-pages|deploy-pages", re.IGNORECASE)
_THEMES = frozenset({"minima", "jekyll-swiss"}) | frozenset(
    f"jekyll-theme-{name}"
    for name in (
        *("primer", "architect", "cayman", "dinky", "hacker", "leap-day", "merlot", "midnight", "minimal"),
        *("modernist", "slate", "tactile", "time-machine"),
    )
)
"""The themes that GitHub Pages has without a Gemfile."""
_STYLES = "assets/css/style.scss"
_HOMES = ("index.html", "index.htm", "index.md", "index.markdown")
_BARE_HOMES = ("index.md", "README.md", "readme.md", "Readme.md")
_FENCE = regex(r"\ufeff?---[ \t]*+\r?\n")
_DATED = regex(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}-.+\.(?:md|markdown|html)\Z")
_JEKYLLS_GEM = regex(r"^[ \t]*+gem[ (]\s*+[\"'](?:github-pages|jekyll)[\"']", re.MULTILINE)
_MOST = 2_000


class PagesBuild(Struct, frozen=True):
    """What GitHub Pages does for a site.

    Attributes:
        builds: whether it builds it.
        future: whether pages with a date in the future are published, as it does unless a workflow builds the site.
        sources: the files and folders of the site that this was read from, or would have been; but for the home
            page, which is a text that people work on: who changes it does not set up the site in another way.
    """

    builds: bool = False
    future: bool = True
    sources: tuple[str, ...] = ()


def find_pages_build(root: Path, home: str, config: Mapping[str, object], *, built: bool) -> PagesBuild:
    """What GitHub Pages does for the site in a folder.

    Args:
        root: the root of the site.
        home: the folder below it that Jekyll reads; empty for the root.
        config: the mapping of ``_config.yml``.
        built: whether a command is written down that builds the site.
    """
    folder = root / home
    given = _given_to_action(folder)
    if given is not None:
        return PagesBuild(True, given.get("future") == "true")
    sources = tuple(f"{home}/{name}".lstrip("/") for name in (_NO_JEKYLL, *_GEMFILES, *_OTHER_HOSTS, _TRAVIS, "CNAME"))
    theme, remote = config.get("theme"), config.get("remote_theme")
    if built or _asks_for_more(config) or _speaks_against(folder):
        return PagesBuild(sources=sources)
    if isinstance(theme, str) or isinstance(remote, str) or (folder / "CNAME").is_file():
        return PagesBuild(True, sources=sources)
    return PagesBuild(not config.get("source") and _has_bare_home(folder), sources=sources)


def is_built_without_config(folder: Path, names: frozenset[str]) -> bool:
    """Whether Jekyll makes a site of a folder that has no ``_config.yml``.

    Args:
        folder: the folder.
        names: the names of the files in it.
    """
    if _given_to_action(folder) is not None:
        return True
    has_home = not names.isdisjoint((*_HOMES, *_BARE_HOMES))
    if not has_home or _NO_JEKYLL in names or any(name.endswith(".gemspec") for name in names):
        return False
    templates = (folder / "_layouts").is_dir()
    if "Gemfile" in names:
        return templates and _JEKYLLS_GEM.search(text_if_any(folder / "Gemfile", within=folder)) is not None
    if _speaks_against(folder):
        return False
    if "CNAME" in names and names.isdisjoint(("index.html", "index.htm", "package.json")):
        return True
    if _is_style_of_theme(text_if_any(folder / _STYLES, within=folder)):
        return True
    return templates and any(_DATED.fullmatch(name) for name in _names(folder / "_posts"))


def _asks_for_more(config: Mapping[str, object]) -> bool:
    """Whether a configuration asks for a theme or a plugin that GitHub Pages has not."""
    theme = config.get("theme")
    if isinstance(theme, str) and theme not in _THEMES:
        return True
    named = (config.get(key) for key in ("plugins", "gems"))
    plugins = [name for names in named if isinstance(names, list) for name in names]
    return any(isinstance(name, str) and name not in ALLOWED for name in plugins)


def _is_style_of_theme(text: str) -> bool:
    """Whether a style sheet is one that only Jekyll reads: it takes in that of the theme that is set."""
    return _FENCE.match(text) is not None and "site.theme" in text


def _given_to_action(folder: Path) -> Mapping[str, str] | None:
    """What a workflow hands to the action that builds a folder as GitHub Pages does, or None without one."""
    top, [inner, *_] = places(folder)
    for given in used_actions(top, _ACTION):
        if os.path.normpath(given.get("source", ".")).strip("/") in {inner or ".", inner}:
            return given
    return None


def _speaks_against(folder: Path) -> bool:
    """Whether anything says that it is built by somebody else, or not at all."""
    names = _names(folder)
    if not names.isdisjoint((_NO_JEKYLL, *_GEMFILES)) or any(name.endswith(".gemspec") for name in names):
        return True
    if any(name.endswith(".rb") for name in _names(folder / "_plugins")):
        return True
    top, above = places(folder)
    if any((top / place / name).exists() for place in above for name in _OTHER_HOSTS):
        return True
    return any(_OTHER_BUILD.search(read_text(top, file)) for file in (*workflow_files(top), _TRAVIS))


def _has_bare_home(folder: Path) -> bool:
    """Whether there is a home page only where files without front matter become pages, as on GitHub Pages alone."""
    names = _names(folder)
    if any(name in names and _FENCE.match(text_if_any(folder / name, within=folder)) for name in _HOMES):
        return False
    return names.isdisjoint(("index.html", "index.htm")) and not names.isdisjoint(_BARE_HOMES)


def _names(folder: Path) -> frozenset[str]:
    try:
        with os.scandir(folder) as entries:
            return frozenset(entry.name for entry, _ in zip(entries, range(_MOST), strict=False))
    except OSError:
        return frozenset()
