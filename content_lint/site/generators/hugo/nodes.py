"""The pages and sections of a Hugo site before anything is written: who is whose parent, and with what values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from msgspec import Struct, field

from content_lint.parse.facts import FenceState
from content_lint.site.generators.hugo.cascade import MOST_LEVELS, CascadeRule, read_cascade, with_cascade
from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.content_path import Bundle, ContentPath, is_content, parse_path
from content_lint.site.generators.hugo.dates import Dates, read_dates
from content_lint.site.generators.hugo.languages import Language
from content_lint.site.generators.hugo.mounts import CONTENT
from content_lint.site.generators.hugo.publish import publication
from content_lint.site.generators.hugo.values import lowered, to_bool, to_text, to_texts
from content_lint.site.model import FileFacts, Role, SiteFile, State
from content_lint.text.regex import regex

_WORD = regex(r"[^\W_]+[^\s/-]*")
_NO_FACTS = FileFacts(FenceState.MISSING)


class Node(Struct):
    """A page or section.

    Attributes:
        kind: ``home``, ``page``, ``section``, ``taxonomy``, ``term``.
        place: what its path says.
        language: its language.
        file: its file, or None for a section that Hugo makes by itself.
        own: its front matter, keys in lower case.
        values: the same with what is handed down to it.
        filled: the keys that were handed down.
        above: the section whose folder it lies in, None for home: it hands down values.
        parent: the section that Hugo takes for its own: its address follows from it. Hugo compares paths
            letter by letter here, so that ``/a/bc/x`` belongs to a section ``/a/b``.
        cascade: what it hands down, nearest first.
        replaced_by: the file that Hugo takes instead, or empty.
    """

    kind: str
    place: ContentPath
    language: Language
    file: SiteFile | None = None
    facts: FileFacts = _NO_FACTS
    own: Mapping[str, object] = field(default_factory=dict)
    values: Mapping[str, object] = field(default_factory=dict)
    filled: tuple[str, ...] = ()
    above: Node | None = None
    parent: Node | None = None
    cascade: tuple[tuple[CascadeRule, ...], ...] = ()
    dates: Dates = field(default_factory=Dates)
    replaced_by: str = ""

    @property
    def handed_texts(self) -> tuple[tuple[str, str], ...]:
        """The texts that were handed down to it, by their keys."""
        found = ((key, self.values[key]) for key in self.filled)
        return tuple((key, value) for key, value in found if isinstance(value, str))

    @property
    def base(self) -> str:
        """Its logical path."""
        return self.place.base

    @property
    def is_branch(self) -> bool:
        """Whether it is a section of whatever kind."""
        return self.kind != "page"

    @property
    def title(self) -> str:
        """Its title; Hugo makes one of the folder's name for a section without a file."""
        if self.file is None and self.is_branch:
            name = self.place.name[:1].upper() + self.place.name[1:]
            name = _plural(name) if self.kind == "section" else name
            return _WORD.sub(lambda word: word[0][:1].upper() + word[0][1:], name)
        return to_text(self.values.get("title"))

    @property
    def slug(self) -> str:
        """Its slug, from front matter or from a dated file name."""
        if self.dates.slug is not None:
            return self.dates.slug
        return to_text(self.values.get("slug")).strip("-")

    @property
    def url(self) -> str:
        """``url`` of its front matter, or empty."""
        return to_text(self.values.get("url"))

    @property
    def draft(self) -> bool:
        """Whether it is a draft: an old word for that is ``published: false``, which newer versions take for a date."""
        if "draft" not in self.values and self.values.get("published") in (False, "false"):
            return True
        return to_bool(self.values.get("draft"))

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its aliases."""
        return to_texts(self.values.get("aliases"))

    @property
    def render(self) -> str:
        """Whether it is written: ``always``, ``link`` (an address, and no file) or ``never``."""
        return "never" if to_bool(self.values.get("headless")) else _build(self.values, "render")

    @property
    def listed(self) -> bool:
        """Whether lists of pages hold it."""
        return not to_bool(self.values.get("headless")) and _build(self.values, "list") == "always"

    @property
    def section(self) -> str:
        """The first folder, in lower case; empty at the top."""
        return self.place.section

    def branches(self) -> list[Node]:
        """The sections around it, itself included if it is one, from the outermost, without home."""
        chain: list[Node] = []
        node = self if self.is_branch else self.parent
        while node is not None and node.kind != "home":
            chain.append(node)
            node = node.parent
        return chain[::-1]


class Nodes(Struct):
    """All of them.

    Attributes:
        by_path: by language and logical path; the first where two files have one.
        files: those with a file, in the order of the files.
        resources: content files that belong to a bundle: they have no address, and their terms count.
        root_bundle: the file that makes the whole content folder one page, or None.
    """

    by_path: dict[tuple[str, str], Node]
    files: list[Node]
    resources: list[Node]
    root_bundle: str | None


def _build(values: Mapping[str, object], key: str) -> str:
    # Its name until version 0.145; where that stops the build, nothing comes of it anyway.
    options = values.get("build", values.get("_build"))
    if options is None:
        return "always"
    value = options.get(key) if isinstance(options, Mapping) else None
    if isinstance(value, bool):
        return "always" if value else "never"
    text = to_text(value).lower()
    return text if text in ("never", "link", "local") else "always"


def gather(files: Iterable[SiteFile], facts: Mapping[str, FileFacts], config: HugoConfig, now: datetime) -> Nodes:
    """Put the content files of a site in their places."""
    parsed = list(_content_files(files, config))
    named = _named_by_language(parsed)
    leaves = {(language.code, place.base) for _, language, place, _ in parsed if place.bundle is Bundle.LEAF}
    nodes = Nodes({}, [], [], None)
    plurals = {language.code: config.taxonomies_of(language) for language in config.languages}
    for file, language, place, winner in parsed:
        fact = facts.get(file.path, _NO_FACTS)
        own = lowered(fact.data or {})
        values = own if isinstance(own, dict) else {}
        if _inside_leaf(place, language.code, leaves):
            dates = read_dates(values, place.name, fact.modified, config)
            nodes.resources.append(Node("page", place, language, file, fact, values, values, dates=dates))
            continue
        kind = _kind(place.base, plurals[language.code]) if place.bundle is Bundle.BRANCH else "page"
        if place.bundle is Bundle.LEAF and place.base == "/":
            nodes.root_bundle, kind = file.path, "home"
        node = Node(kind, place, language, file, fact, values)
        nodes.files.append(node)
        if winner:
            node.replaced_by = winner
        elif not place.lang:
            node.replaced_by = named.get((language.code, place.base, _ending(file.path)), "")
        if not node.replaced_by:
            nodes.by_path.setdefault((language.code, place.base), node)
    _add_sections(nodes, config, plurals)
    _hand_down(nodes, config)
    _date(nodes, config, now)
    return nodes


def _content_files(
    files: Iterable[SiteFile], config: HugoConfig
) -> Iterator[tuple[SiteFile, Language, ContentPath, str]]:
    """The content files among all, each for every language that it is in, with what its path says.

    Of files that different mounts put at one place of a language, the one that is mounted first is there. One that
    is nowhere for that comes with what is in its place.
    """
    codes = {language.code for language in config.languages}
    found: list[tuple[SiteFile, Language, ContentPath, int]] = []
    first: dict[tuple[str, str], tuple[int, str]] = {}
    ranks = {(mount.source, mount.languages): number for number, mount in reversed(list(enumerate(config.mounts)))}
    for file in files:
        if file.role is Role.STATIC:
            continue
        for place in config.placements(file.path):
            if place.component == CONTENT and is_content(place.inner):
                parsed = parse_path(place.inner, codes)
                rank = ranks.get((place.home, place.languages), 0)
                for language in config.languages_of(place, parsed.lang):
                    found.append((file, language, parsed, rank))
                    key = language.code, parsed.base
                    first[key] = min(first.get(key, (rank, file.path)), (rank, file.path))
    there = {file.path for file, language, parsed, rank in found if first[language.code, parsed.base][0] == rank}
    for file, language, parsed, rank in found:
        least, winner = first[language.code, parsed.base]
        if least == rank or file.path not in there:
            yield file, language, parsed, "" if least == rank else winner


def _named_by_language(
    parsed: Iterable[tuple[SiteFile, Language, ContentPath, str]],
) -> dict[tuple[str, str, str], str]:
    """Files whose names have a language, by language, logical path and ending.

    Hugo takes ``a.en.md`` for a page and not ``a.md``; which of ``a.en.md`` and ``a.markdown`` it takes is chance.
    """
    return {(place.lang, place.base, _ending(file.path)): file.path for file, _, place, _ in parsed if place.lang}


def _ending(path: str) -> str:
    return path.rpartition(".")[2].lower()


def _plural(word: str) -> str:
    """The plural that Hugo gives to the title of a section without a file; irregular ones are not known here."""
    if word.endswith(("s", "S")) or not word[-1:].isalpha():
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("x", "z", "ch", "sh")) else "s")


def _inside_leaf(place: ContentPath, code: str, leaves: set[tuple[str, str]]) -> bool:
    path = place.base
    if place.bundle is Bundle.LEAF and path == "/":
        return False
    if place.bundle is not Bundle.BRANCH:
        path = path.rpartition("/")[0] or "/"
    while True:
        if (code, path) in leaves:
            return True
        if path == "/":
            return False
        path = path.rpartition("/")[0] or "/"


def _kind(base: str, plurals: tuple[str, ...]) -> str:
    if base == "/":
        return "home"
    first, _, rest = base[1:].partition("/")
    if first in plurals:
        return "term" if rest else "taxonomy"
    return "section"


def _add_sections(nodes: Nodes, config: HugoConfig, plurals: Mapping[str, tuple[str, ...]]) -> None:
    """Home and the folders of the first level are sections even without a file."""
    wanted: dict[tuple[str, str], tuple[Language, str]] = {
        (language.code, "/"): (language, "/") for language in config.languages
    }
    for node in nodes.files:
        shown = node.place.shown.split("/")
        if node.section and node.base != f"/{node.section}":
            wanted.setdefault((node.language.code, f"/{node.section}"), (node.language, f"/{shown[1]}"))
    for language in config.languages:
        for plural in plurals[language.code]:
            wanted.setdefault((language.code, f"/{plural}"), (language, f"/{plural}"))
    for (code, base), (language, written) in wanted.items():
        if (code, base) not in nodes.by_path:
            place = ContentPath(Bundle.BRANCH, base, written, "/", written[1:], "")
            nodes.by_path[code, base] = Node(_kind(base, plurals[code]), place, language)


def _hand_down(nodes: Nodes, config: HugoConfig) -> None:
    """Find every node's parent and values, sections before what is in them."""
    every = [*nodes.files, *(node for node in nodes.by_path.values() if node.file is None)]
    every.sort(key=lambda node: (not node.is_branch, node.base.count("/") if node.base != "/" else 0))
    sections: dict[tuple[str, str], Node] = {}
    for node in every:
        if node.kind != "home":
            folder = node.base.rpartition("/")[0] or "/"
            path = folder
            while (above := nodes.by_path.get((node.language.code, path))) is None or not above.is_branch:
                path = path.rpartition("/")[0] or "/"
            node.above = above
            key = node.language.code, folder
            if key not in sections:
                sections[key] = _by_letters(folder, above, nodes, node.language.code)
            node.parent = sections[key]
        inherited = node.above.cascade if node.above else (config.cascade,)
        own = read_cascade(node.own.get("cascade"))
        # The last one is the configuration's.
        node.cascade = (own, *inherited[:-1][:MOST_LEVELS], inherited[-1]) if own else inherited
        node.values, node.filled = with_cascade(node.own, node.cascade, node.kind, node.base, node.language.code)


def _by_letters(folder: str, above: Node, nodes: Nodes, code: str) -> Node:
    """The section with the longest path that a folder begins with, letter by letter."""
    for end in range(len(folder), len(above.base), -1):
        found = nodes.by_path.get((code, folder[:end]))
        if found is not None and found.is_branch:
            return found
    return above


def _date(nodes: Nodes, config: HugoConfig, now: datetime) -> None:
    """Give every node its dates; a section without any takes the latest of all that is built below it."""
    for node in nodes.files:
        node.dates = read_dates(node.values, node.place.name, node.facts.modified, config)
    below: dict[int, Dates] = {}
    every = list(nodes.by_path.values())
    every.sort(key=lambda node: (node.is_branch, -node.base.count("/") if node.base != "/" else 0))
    for node in every:
        mine = below.get(id(node), Dates())
        if node.is_branch and node.dates.all_zero():
            node.dates = node.dates.raised(mine, now)
        if node.above is not None:
            known = below.get(id(node.above), Dates()).raised(mine, now)
            built = publication(node.dates, config, now, draft=node.draft)[0] is State.LIVE
            below[id(node.above)] = known.raised(node.dates, now) if built else known
