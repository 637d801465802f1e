"""Which Jekyll builds a site and with which plugins: what Gemfile and Gemfile.lock say, and what GitHub Pages has.

The table of GitHub Pages is that of its own gem, from its versions 44 to 232.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from content_lint.text.regex import regex

_SPEC = regex(r"^ {4}(\S+) \(([0-9][^)-]*)", re.MULTILINE)
_GEM = regex(r"""^[ \t]*+gem[ (]\s*+["']([\w-]{1,100})["']([^\n]*)""", re.MULTILINE)
_NEEDS = regex(r"^ {4}(\S+) \([^\n]*\)((?:\n {6}[^\n]*)+)", re.MULTILINE)
_FROM_GIT = regex(r"^ {2}([\w-]++)[^\n]*!$", re.MULTILINE)
_GROUP = regex(r"^[ \t]*+group\b([^\n]*)\bdo[ \t]*+\r?$((?:(?!^[ \t]*+end\b).*\n?)*+)", re.MULTILINE)
_PLUGIN_GROUP = ":jekyll_plugins"
_DEPENDENCIES = regex(r"^DEPENDENCIES\n((?: .*\n?)+)", re.MULTILINE)
_PINNED = regex(r"""\A\s*,\s*["'](?:=|~>)?\s*(\d{1,4})(?:\.\d+)*["']""")

_REQUIRED = regex(r"""\A\s*,\s*["'](=|~>|[<>]=?|!=)?\s*(\d{1,4}(?:\.\d{1,4}){0,3})["']""")
_ON_MACHINE = regex(
    r"\bjekyll/(?:jekyll|builder|minimal):[\"']?(\d{1,4}\.\d{1,4})"
    r"|\bgem[ \t]+install[ \t][^\n]{0,80}?\bjekyll(?:[ \t]+(?:-v|--version)[ =]?|:)[\"']?(\d{1,4}\.\d{1,4})"
)
_LAST_OF_3, _NEXT_OF_3 = (3, 10), 4
_GEM_OF_PAGES = "github-pages"
_NEWEST = 232
_JEKYLLS = (
    (232, (3, 10)),
    (207, (3, 9)),
    (198, (3, 8)),
    (180, (3, 7)),
    (164, (3, 6)),
    (147, (3, 5)),
    (127, (3, 4)),
    (102, (3, 3)),
    (93, (3, 2)),
    (79, (3, 1)),
)
"""The version of the gem from which on it brings a version of Jekyll."""
_OLDEST = (3, 0)
_PLUGINS = (
    (1, "jekyll-coffeescript jekyll-paginate"),
    (106, "jekyll-relative-links"),
    (107, "jekyll-default-layout jekyll-optional-front-matter jekyll-readme-index jekyll-titles-from-headings"),
)
"""The version of the gem from which on it switches plugins on that nobody asked for."""
_WITH_THEME = 107
_THEME = "jekyll-theme-primer"
ALLOWED = frozenset(
    """
    jekyll-avatar jekyll-coffeescript jekyll-commonmark-ghpages jekyll-default-layout jekyll-feed jekyll-gist
    jekyll-github-metadata jekyll-include-cache jekyll-mentions jekyll-octicons jekyll-optional-front-matter
    jekyll-paginate jekyll-readme-index jekyll-redirect-from jekyll-relative-links jekyll-remote-theme jekyll-seo-tag
    jekyll-sitemap jekyll-titles-from-headings jemoji
    """.split()  # noqa: SIM905 - a list of words is read more easily than a list of literals
)
"""The plugins that GitHub Pages loads; others in the configuration are passed over without a word."""
_OF_THEMES: Mapping[str, str] = {
    "jekyll-theme-chirpy": "jekyll-archives jekyll-include-cache jekyll-paginate jekyll-seo-tag jekyll-sitemap",
    "just-the-docs": "jekyll-include-cache jekyll-seo-tag",
    "minima": "jekyll-feed jekyll-seo-tag",
    "minimal-mistakes-jekyll": "jekyll-feed jekyll-gist jekyll-include-cache jekyll-paginate jekyll-sitemap",
}
"""The gems that well-known themes ask for in their newest versions, for sites without a Gemfile.lock."""


class Installed(Struct, frozen=True):
    """What builds a site.

    Attributes:
        version: major and minor version of Jekyll.
        plugins: those that are loaded without the configuration naming them.
        locked: whether it is known which plugins there are.
        pages: the version of the gem ``github-pages``; 0 without it.
        safe: whether only plugins that GitHub Pages allows are loaded, and none of the site's own.
        theme: the theme of sites that name none, or empty.
        needs: the gems that each gem asks for, as Gemfile.lock has it.
        unread: gems that come from a repository of git or a folder, and not from where all gems are published.
    """

    version: tuple[int, int] = (4, 3)
    plugins: frozenset[str] = frozenset()
    locked: bool = False
    pages: int = 0
    safe: bool = False
    theme: str = ""
    needs: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()

    def brought_by(self, theme: str) -> Iterator[str]:
        """The plugins that Jekyll loads because a theme asks for them (``PluginManager#require_theme_deps``)."""
        needed = self.needs.get(theme, "") if self.needs else _OF_THEMES.get(theme, "")
        return (name for name in needed.split() if name.startswith("jekyll-") and self.loads(name))

    def loads(self, plugin: str) -> bool:
        """Whether a plugin that the configuration names is loaded."""
        return not self.safe or plugin in ALLOWED


def read_installed(lock: str = "", gemfile: str = "", *, by_pages: bool = False, machines: str = "") -> Installed:
    """What builds a site.

    Args:
        lock: the text of ``Gemfile.lock``; empty without one.
        gemfile: the text of ``Gemfile``, which counts where there is no lock file.
        by_pages: whether GitHub Pages builds it, which reads neither.
        machines: the texts of files that make machines, which may install a version where the others name none.
    """
    if by_pages:
        return _of_pages(_NEWEST, frozenset(), safe=True)
    locked = dict(_SPEC.findall(lock))
    named, asked = _named(gemfile), frozenset[str]()
    if not lock:
        asked = frozenset(name for name, (in_group, _) in named.items() if in_group and name != _GEM_OF_PAGES)
        locked |= {name: found for name, (_, found) in named.items() if name == _GEM_OF_PAGES}
    version = _version(locked.get("jekyll", "")) if lock else _asked_version(gemfile) or _of_machines(machines)
    plugins = _locked_plugins(lock) | asked
    if _GEM_OF_PAGES not in locked:
        needs = {name: _names(listed) for name, listed in _NEEDS.findall(lock)}
        unread = frozenset(_FROM_GIT.findall(lock))
        return Installed(version or Installed().version, plugins, bool(locked), needs=needs, unread=unread)
    pages = int(locked[_GEM_OF_PAGES].partition(".")[0] or _NEWEST)
    # In another group it is there for its versions only: Jekyll itself does not load it.
    in_group = named.get(_GEM_OF_PAGES, (True, ""))[0]
    found = _of_pages(pages, plugins, safe=in_group)
    return Installed(version or found.version, found.plugins, True, pages, in_group, found.theme)


def _of_pages(pages: int, plugins: frozenset[str], *, safe: bool) -> Installed:
    version = next((jekyll for since, jekyll in _JEKYLLS if pages >= since), _OLDEST)
    brought = (name for since, names in _PLUGINS if pages >= since for name in names.split())
    theme = _THEME if pages >= _WITH_THEME else ""
    return Installed(version, plugins.union(brought), True, pages, safe, theme)


def _version(written: str) -> tuple[int, int] | None:
    match = re.match(r"(\d{1,4})\.(\d{1,4})", written)
    return (int(match[1]), int(match[2])) if match else None


def _asked_version(gemfile: str) -> tuple[int, int] | None:
    """The version of Jekyll that a Gemfile allows: the newest of those, where it leaves a choice within 3.x."""
    asked = next((rest for name, rest in _GEM.findall(gemfile) if name == "jekyll"), "")
    match = _REQUIRED.match(asked)
    if match is None:
        return None
    operator, parts, named = match[1], match[2].split("."), _version(f"{match[2]}.0")
    if operator == "<" and int(parts[0]) == _NEXT_OF_3:
        return _LAST_OF_3
    if operator == "~>" and len(parts) < 3 and parts[0] == "3":
        return _LAST_OF_3
    is_open = operator in (">", ">=") or (operator == "~>" and len(parts) < 3)
    if operator in ("<", "<=", "!=") or named is None or (is_open and named <= Installed().version):
        return None
    return named


def _of_machines(texts: str) -> tuple[int, int] | None:
    match = _ON_MACHINE.search(texts)
    return _version(match[1] or match[2]) if match is not None else None


def _locked_plugins(lock: str) -> frozenset[str]:
    # A plugin that the Gemfile asks for by name is there to be used: in the group that Jekyll loads.
    asked = _DEPENDENCIES.search(lock)
    names = (line.strip().split(" ")[0].rstrip("!") for line in asked[1].splitlines()) if asked else ()
    return frozenset(name for name in names if name.startswith("jekyll-"))


def _names(listed: str) -> str:
    """The names of the gems that another one asks for, apart by blanks."""
    return " ".join(line.split()[0] for line in listed.splitlines() if line.strip())


def _named(gemfile: str) -> Mapping[str, tuple[bool, str]]:
    """The gems that a Gemfile asks for: whether in the group that Jekyll loads, and the version that it pins."""
    inside = "\n".join(body for names, body in _GROUP.findall(gemfile) if _PLUGIN_GROUP in names)
    grouped = {name for name, _ in _GEM.findall(inside)}
    found = {}
    for name, rest in _GEM.findall(gemfile):
        pinned = _PINNED.match(rest)
        found[name] = (name in grouped or _PLUGIN_GROUP in rest, pinned[1] if pinned else "")
    return found
