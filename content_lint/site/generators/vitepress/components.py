"""The components of a site's own: those that surely bring no places, and the places that are written out in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import field

from content_lint.site.generators.vitepress.config import VitePressConfig
from content_lint.site.layouts import Layouts
from content_lint.site.sources.tree import Tree
from content_lint.site.templates import read_texts
from content_lint.text.regex import regex

_ID = regex(r"(?<![\w$.:-])id=(?:\"([^\"<>{}\n]*)\"|'([^'<>{}\n]*)')")
_PLACES = regex(
    r"(?<![\w$.-])(?:(?::|v-bind:)id\s*=|id=\{)|<h[1-6]\b[^>]{0,300}\bv-bind\s*=|\bv-html\b|\bh\(\s*[`'\"]h[1-6]|<Content\b|\.id\s*=(?!=)"
)
_TAG = regex(r"<([A-Z][\w.]*)")
_SCRIPT = regex(r"<script\b(?:[^<]|<(?!/script))*+(?:</script>|\Z)")
_QUIET = regex(
    r"(?:badge|clientonly|transition|transitiongroup|keepalive|suspense|teleport|component|routerlink"
    r"|vpbadge|vpbutton|vpteammembers|vpteampage|vpteampagetitle|vpteampagesection|vphomesponsors"
    r"|vpsponsors|vpimage|vplink|vpfeatures|vphero|vphomehero|vphomefeatures|vpdocasidesponsors"
    r"|vpdocaside|vpcarbonads|vpsociallinks)\Z"
)
"""Components of Vue's and of the theme's that bring no places, in small letters."""
_IMPORT = regex(r"\bimport\s+(\w{1,80})\s+from\s+[\"']([^\"'\n]{1,300}\.(?:vue|[jt]sx))[\"']")
_ICONS = regex(
    r"\bimport\s+\{([^{}]{1,2000})\}\s+from\s+[\"'](?:lucide|@iconify|@heroicons|@tabler/icons|@phosphor-icons)[\w/@-]{0,80}[\"']"
)
_WORD = regex(r"\w+(?=\s*(?:,|\Z))")
_PROGRAM = regex(r"\.(?:vue|[jt]sx)\Z")
_OF_THE_BUILD = regex(r".*\.vitepress/.*\.[cm]?[jt]s\Z")
_CHANGES = regex(r"\btransform\s*(?::\s*(?:async\s*)?(?:function\s*)?)?\(\s*\w+[^(),]{0,80},\s*(?:id|file|path)\w*\b")
"""The hook ``transform(code, id)`` of a plugin for Vite, which is given the text of every file."""
_OF_MARKDOWN = regex(r"\.md\b")
_MOST = 400


class VitePressLayouts(Layouts, frozen=True):
    """The components of one site.

    Attributes:
        quiet: names of those that surely bring no places that are not written out, in small letters.
        loud: the files of those that make places, each by its name.
        ids: places that are written out in components and layouts.
        changes: a program of the site's own that may change texts before VitePress reads them; or empty.
    """

    quiet: frozenset[str] = frozenset()
    loud: Mapping[str, str] = field(default_factory=dict)
    ids: frozenset[str] = frozenset()
    changes: str = ""

    def maker_of(self, name: str) -> str:
        """The file of a component that makes places of what it is given; or empty."""
        return self.loud.get(_plain(name), "")

    def is_quiet(self, name: str) -> bool:
        """Whether a component surely brings no places that are not known."""
        return _plain(name) in self.quiet or _QUIET.match(_plain(name)) is not None


def imported_names(text: str) -> dict[str, str]:
    """The names of a program's own for components that it imports, each with the name of the component's file."""
    return {match[1]: _name(match[2]) for match in _IMPORT.finditer(text)}


def read_components(tree: Tree, config: VitePressConfig) -> VitePressLayouts:
    """What is known of a site's own components, those beside its configuration first."""
    paths = [path for path in tree.paths(None) if _PROGRAM.search(path)]
    paths.sort(key=lambda path: (not path.startswith(config.home), path))
    texts = read_texts(tree, paths[:_MOST])
    ids = {item[1] or item[2] or "" for text in texts.values() for item in _ID.finditer(text)}
    loud = {_name(path): path for path, text in texts.items() if _PLACES.search(text)}
    of_build = [path for path in tree.paths(None) if path.startswith(config.home) and _OF_THE_BUILD.match(path)]
    programs = read_texts(tree, of_build[:_MOST])
    changes = (path for path, text in programs.items() if _CHANGES.search(text) and _OF_MARKDOWN.search(text))
    return VitePressLayouts(quiet=frozenset(_quiet(texts)), loud=loud, ids=frozenset(ids), changes=next(changes, ""))


def _quiet(texts: Mapping[str, str]) -> Iterator[str]:
    """The names of components that bring no places, nor does any that they show."""
    shown: dict[str, set[str]] = {}
    loud: set[str] = set()
    for path, text in texts.items():
        name = _name(path)
        shown.setdefault(name, set()).update(_shown_by(path, text))
        if _PLACES.search(text):
            loud.add(name)
    for name, others in shown.items():
        if any(other not in shown and not _QUIET.match(other) for other in others):
            loud.add(name)
    showing: dict[str, list[str]] = {}
    for name, others in shown.items():
        for other in others:
            showing.setdefault(other, []).append(name)
    waiting = list(loud)
    while waiting:
        further = [name for name in showing.get(waiting.pop(), ()) if name not in loud]
        loud.update(further)
        waiting += further
    yield from shown.keys() - loud


def _shown_by(path: str, text: str) -> Iterator[str]:
    """The names of the components that one shows, but for icons."""
    called = imported_names(text)
    icons = {word[0] for match in _ICONS.finditer(text) for word in _WORD.finditer(match[1])}
    # What is between such signs in a script is a type.
    shows = _SCRIPT.sub("", text) if path.endswith(".vue") else text
    for tag in {match[1] for match in _TAG.finditer(shows)} - icons:
        yield called.get(tag, _plain(tag))


def _name(path: str) -> str:
    folder, _, file = path.rpartition("/")
    stem = file.partition(".")[0]
    return _plain(folder.rpartition("/")[2] if stem.lower() == "index" else stem)


def _plain(name: str) -> str:
    return name.replace("-", "").lower()
