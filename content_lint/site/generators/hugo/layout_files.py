"""The templates of a Hugo site and of its themes: which of them make a page, and what they bring.

Hugo lays the folders over each other, the site's own on top, and looks for the template that fits a page best: by its
type or folder, its layout, its kind, and its language. Its old folders (``_default``, ``partials``, ``shortcodes``) are
read as the new ones of version 0.146. Where two versions choose differently, what both choose counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from msgspec import Struct, field

from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.expressions import Value
from content_lint.site.generators.hugo.mounts import ASSETS, LAYOUTS, STATIC
from content_lint.site.generators.hugo.template_actions import TemplateCall
from content_lint.site.generators.hugo.template_files import TemplateFile, read_template_file
from content_lint.site.layouts import Layouts
from content_lint.site.model import TemplateLookup
from content_lint.site.sources.tree import Tree, walk_folders
from content_lint.text.regex import regex
from content_lint.text.source import SourceText

PARTIALS, SHORTCODES, MARKUP = "_partials", "_shortcodes", "_markup"
_OLD = {"_default": "", "partials": PARTIALS, "shortcodes": SHORTCODES}
_HTML = ".html"
_STANDARD = {
    "page": ("single", "page", "all"),
    "home": ("index", "home", "list", "all"),
    "section": ("section", "list", "all"),
    "taxonomy": ("taxonomy", "terms", "list", "all"),
    "term": ("term", "taxonomy", "list", "all"),
}
EMBEDDED_SHORTCODES = frozenset(
    {"comment", "details", "figure", "gist", "highlight", "instagram", "param", "qr", "ref", "relref"}
    | {"tweet", "vimeo", "vimeo_simple", "twitter", "twitter_simple", "instagram_simple", "x", "x_simple", "youtube"}
)
_EMBEDDED_PARTIALS = {"disqus.html": frozenset({"disqus_thread"})}
_EMBEDDED_NAMES = regex(r"(?:_internal/|_funcs/|google_|opengraph|schema|twitter_cards|pagination|disqus)")
_MOST_TEMPLATES = 20_000
_SCRIPTS = (".js", ".mjs", ".ts")
_MOST_SCRIPTS = 60
_LONGEST_SCRIPT = 100_000
_OPENED = regex(r"""(?:getElementById|querySelector)\(\s*[`"']#?([\w-]+)(?:\$\{|["']\s*\+)""")


class Brought(Struct, frozen=True, dict=True):
    """What some templates bring to a page.

    Attributes:
        files: the templates, the first ones first.
        absent: what is used, and not to be found; or empty.
        others: those that show texts of other pages, by the parameter of the page that makes them; with an empty one
            for those that always do.
        fetching: one that shows texts of files or of other sites, or empty.
        scripted: one in which a script gives places their ids, or empty.
        handed: by partial the dictionaries that it is handed, each with the template that does; None where it is
            handed anything else.
        ids: what Hugo's own templates bring.
        conditions: the parameters of the page that decide which templates are used.
    """

    files: tuple[TemplateFile, ...] = ()
    absent: str = ""
    others: Mapping[str, str] = field(default_factory=dict)
    fetching: str = ""
    scripted: str = ""
    ids: frozenset[str] = frozenset()
    handed: Mapping[str, tuple[tuple[TemplateFile, TemplateCall] | None, ...]] = field(default_factory=dict)
    conditions: frozenset[str] = frozenset()

    @cached_property
    def written_ids(self) -> frozenset[str]:
        """The ids that are written in the templates."""
        return frozenset().union(*(template.ids for template in self.files))

    @cached_property
    def makers(self) -> tuple[TemplateFile, ...]:
        """The templates that make ids of what they are given, or of files."""
        return tuple(template for template in self.files if template.made or template.reads)


class LayoutFiles(Struct, dict=True, eq=False):
    """All templates of a site: read when they are first asked for.

    Args:
        tree: the site's files.
        config: its configuration.
        shown: the ids in files that templates show, by what is known of their path; see ``shown_files.py``.
    """

    tree: Tree
    config: HugoConfig
    shown: dict[Value, frozenset[str] | None] = field(default_factory=dict)
    _read: dict[str, TemplateFile] = field(default_factory=dict)
    _brought: dict[tuple[tuple[str, ...], str, frozenset[str] | None], Brought] = field(default_factory=dict)
    _of_pages: dict[TemplateLookup, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def _files(self) -> Mapping[str, Mapping[str, str]]:
        """Files by folder and name, without endings, both in lower case; the name of a language is left in."""
        homes = self.config.sources(LAYOUTS)
        starts = [f"{home}/" for home in homes]
        found: dict[str, dict[str, str]] = {}
        paths = list(self.tree.paths(lambda scan: walk_folders(homes, scan)))[:_MOST_TEMPLATES]
        for start in starts:
            for path in paths:
                if path.startswith(start):
                    folder, name = _place(path[len(start) :])
                    found.setdefault(folder, {}).setdefault(name, path)
        return found

    def paths(self) -> Iterator[str]:
        """All of them."""
        return (path for names in self._files.values() for path in names.values() if path.endswith((".html", ".htm")))

    @cached_property
    def replacing_others(self) -> tuple[TemplateFile, ...]:
        """The templates that replace something in texts, and show those of other pages than the one that they make."""
        found = (self.template(path) for path in self.paths() if "eplace" in self.text(path))
        return tuple(item for item in found if item.shows_others and item.replaced)

    @cached_property
    def openers(self) -> tuple[tuple[str, str], ...]:
        """What scripts of the site put before a fragment to find the place that it opens, each with its file."""
        homes = self.config.sources(ASSETS, STATIC)
        paths = self.tree.paths(lambda scan: walk_folders(homes, scan))
        starts = tuple(f"{home}/" for home in homes)
        scripts = (path for path in paths if path.startswith(starts) and path.endswith(_SCRIPTS))
        found: list[tuple[str, str]] = []
        for path in sorted(path for path in scripts if ".min." not in path)[:_MOST_SCRIPTS]:
            source = self.tree.read(path)
            text = source.text[:_LONGEST_SCRIPT] if isinstance(source, SourceText) else ""
            if "location.hash" in text:
                found += [(match[1], path) for match in _OPENED.finditer(text)]
        return tuple(dict.fromkeys(found))

    def template(self, path: str) -> TemplateFile:
        """What is in a template of this path."""
        if path not in self._read:
            self._read[path] = read_template_file(path, self.text(path))
        return self._read[path]

    def text(self, path: str) -> str:
        """The text of a template; empty where it cannot be read."""
        source = self.tree.read(path)
        return source.text if isinstance(source, SourceText) else ""

    def _named(self, folder: str, name: str, language: str) -> str | None:
        """The file with a name in a folder, the one for a language first."""
        names = self._files.get(folder, {})
        return names.get(f"{name}.{language}") or names.get(name)

    def of_page(self, lookup: TemplateLookup) -> tuple[str, ...]:
        """The templates that make a page: its own, and those around it; empty where there is none."""
        lookup = lookup._replace(title="")  # they are the same whatever a page is called
        if lookup not in self._of_pages:
            self._of_pages[lookup] = self._find_of_page(lookup)
        return self._of_pages[lookup]

    def _find_of_page(self, lookup: TemplateLookup) -> tuple[str, ...]:
        folders = _folders(lookup)
        names = [*([lookup.layout.lower()] if lookup.layout else []), *_STANDARD.get(lookup.kind, ("all",))]
        found: dict[str, str] = {}
        if lookup.layout:
            self._add_first(found, folders, names[:1], lookup.language)
        self._add_first(found, folders, names, lookup.language)
        for name, path in list(found.items()):
            if self.template(path).parts:
                self._add_first(found, folders, [f"{name}-baseof", "baseof"], lookup.language)
        return tuple(found.values())

    def _add_first(self, found: dict[str, str], folders: Iterable[str], names: Iterable[str], language: str) -> None:
        for folder in folders:
            for name in names:
                path = self._named(folder, name, language)
                if path is not None:
                    found.setdefault(name, path)
                    return

    def template_of(self, name: str, lookup: TemplateLookup) -> TemplateFile | None:
        """What is in the template of a shortcode; None where it is not there."""
        path = self.shortcode(name, lookup)
        return self.template(path) if path is not None else None

    def may_read_inner(self, name: str, lookup: TemplateLookup) -> bool:
        """Whether a shortcode may read what is between its tags as Markdown; one whose template is not there may."""
        template = self.template_of(name, lookup)
        return template is None or template.inner == "markdown" or bool(template.calls)

    def shortcode(self, name: str, lookup: TemplateLookup) -> str | None:
        """The template of a shortcode on a page, or None."""
        inner, _, last = f"{SHORTCODES}/{name.lower().removesuffix(_HTML)}".rpartition("/")
        for folder in _folders(lookup):
            path = self._named(f"{folder}/{inner}".lstrip("/"), last, lookup.language)
            if path is not None:
                return path
        return None

    def partial(self, name: str, language: str) -> TemplateFile | None:
        """A partial by its name, or None."""
        path = next(self.used_by(TemplateCall(name, foreign=False, kind="partial"), language), None)
        return self.template(path) if path is not None else None

    def hook(self, kind: str, lookup: TemplateLookup) -> str | None:
        """The template for what is a ``heading``, ``link`` or ``image`` in Markdown on a page, or None."""
        for folder in _folders(lookup):
            path = self._named(f"{folder}/{MARKUP}".lstrip("/"), f"render-{kind}", lookup.language)
            if path is not None:
                return path
        return None

    def brought_by(self, paths: tuple[str, ...], language: str, given: Collection[str]) -> Brought:
        """What some templates bring, with all that they use.

        Args:
            paths: the templates.
            language: the language of the page.
            given: the parameters of the page that are set, in lower case.
        """
        everything = self._brought_if(paths, language, None)
        asked = everything.conditions
        return self._brought_if(paths, language, asked.intersection(given)) if asked else everything

    def _brought_if(self, paths: tuple[str, ...], language: str, given: frozenset[str] | None) -> Brought:
        key = (paths, language, given)
        if key not in self._brought:
            self._brought[key] = self._collect(paths, language, given)
        return self._brought[key]

    def _collect(self, paths: tuple[str, ...], language: str, given: frozenset[str] | None) -> Brought:
        found = _Collector()
        waiting = [_Visit(path, foreign=False, in_dict=False) for path in paths]
        seen = set(waiting)
        while waiting:
            visit = waiting.pop()
            template = self.template(visit.path)
            found.add(visit, template)
            for call in template.calls:
                # What another page is asked for is not known here.
                if call.condition and given is not None and not visit.foreign and call.condition not in given:
                    continue
                used = list(self.used_by(call, language))
                found.add_call(template, call, used)
                more = [_Visit(item, visit.foreign or call.foreign, call.in_dict) for item in used]
                waiting += [item for item in more if item not in seen]
                seen.update(more)
        return found.brought()

    def used_by(self, call: TemplateCall, language: str) -> Iterator[str]:
        """The files that a call may mean."""
        name = (call.name or "*").lower().removesuffix(_HTML)
        if call.kind == "view":
            yield from (names[name] for folder, names in self._files.items() if name in names and folder[:1] != "_")
            return
        if call.kind == "template":
            if not name.startswith(("partials/", f"{PARTIALS}/")):
                return  # a part of the same file, or of the one inside it
            name = name.partition("/")[2]
        if "*" in name:
            yield from self._beginning(f"{PARTIALS}/{name.partition('*')[0]}")
            return
        folder, _, last = f"{PARTIALS}/{name}".rpartition("/")
        found = self._named(folder, last, language)
        if found is not None:
            yield found

    def _beginning(self, start: str) -> Iterator[str]:
        """Partials by what their paths begin with."""
        for folder, names in self._files.items():
            if folder.partition("/")[0] == PARTIALS:
                yield from (path for last, path in names.items() if f"{folder}/{last}".startswith(start))


class _Visit(Struct, frozen=True):
    """A template to look into, and whether it is handed another page, or a dictionary."""

    path: str
    foreign: bool
    in_dict: bool


class _Collector:
    """What templates bring, one after the other."""

    def __init__(self) -> None:
        self._files: dict[str, TemplateFile] = {}
        self._absent: dict[str, None] = {}
        self._handed: dict[str, dict[tuple[TemplateFile, TemplateCall] | None, None]] = {}
        self._others: dict[str, str] = {}
        self._ids: frozenset[str] = frozenset()
        self._fetching = self._scripted = ""

    def add(self, visit: _Visit, template: TemplateFile) -> None:
        """A template."""
        self._files[visit.path] = template
        for condition in template.shows_others:
            self._others.setdefault(condition, visit.path)
        if visit.foreign and (template.shows_field or (template.shows_dot and not visit.in_dict)):
            self._others.setdefault("", visit.path)
        self._fetching = self._fetching or (visit.path if template.shows_files else "")
        self._scripted = self._scripted or (visit.path if template.scripted else "")

    def add_call(self, template: TemplateFile, call: TemplateCall, used: Iterable[str]) -> None:
        """What a template uses."""
        for item in used:
            self._handed.setdefault(item, {})[(template, call) if call.handed else None] = None
        if not used and call.name is not None:
            self._ids |= _EMBEDDED_PARTIALS.get(call.name.removeprefix("_internal/"), frozenset())
            if call.kind == "partial" and "*" not in call.name and not _EMBEDDED_NAMES.match(call.name):
                self._absent[_partial_name(call.name)] = None

    def brought(self) -> Brought:
        """All of it."""
        defined = {_partial_name(name) for template in self._files.values() for name in template.parts}
        return Brought(
            tuple(self._files.values()),
            next((name for name in self._absent if name not in defined), ""),
            self._others,
            self._fetching,
            self._scripted,
            self._ids,
            {path: tuple(ways) for path, ways in self._handed.items()},
            frozenset(call.condition for template in self._files.values() for call in template.calls if call.condition),
        )


class HugoLayouts(Layouts, frozen=True):
    """The templates of a site of Hugo's, with what is known of all of them."""

    files: LayoutFiles | None = None


def _partial_name(name: str) -> str:
    return name.lower().removeprefix(f"{PARTIALS}/").removeprefix("partials/").removesuffix(_HTML)


def _place(inner: str) -> tuple[str, str]:
    """The folder and the name of a template by its path below ``layouts``, in the words of Hugo 0.146."""
    parts = inner.lower().split("/")
    parts[0] = _OLD.get(parts[0], parts[0]) if len(parts) > 1 else parts[0]
    name = parts.pop().removesuffix(_HTML).removesuffix(_HTML).removesuffix(".htm")
    return "/".join(part for part in parts if part), name


def _folders(lookup: TemplateLookup) -> tuple[str, ...]:
    """The folders in which a page's template is looked for, the nearest first."""
    return _folders_of(lookup.kind, lookup.folder, lookup.type)


@lru_cache(maxsize=256)  # many pages have the same
def _folders_of(kind: str, folder: str, type_: str) -> tuple[str, ...]:
    found = []
    while folder:
        found.append(folder)
        folder = folder.rpartition("/")[0]
    if type_:
        found.insert(0, type_.lower())
    if kind == "page" and not found:
        found.append("page")
    if kind not in {"page", "home"}:
        found.append(kind)
    return tuple(dict.fromkeys([*found, ""]))
