"""What a generator makes of a site of which some files are others than in its index.

The model of the site is run once more on what it has asked for before, so that whatever the change moves, moves as it
does in a run that reads all files. Nothing but the changed files is read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any

from content_lint.config.settings import HostRule, SiteSettings
from content_lint.engine.incremental.doubt import NotQuiet
from content_lint.engine.incremental.kept import pack
from content_lint.engine.incremental.kept_model import Kept, KeptTexts, PagesByPath
from content_lint.engine.incremental.names import name_of, names_of_page
from content_lint.engine.incremental.texts import Latest, beginning_of
from content_lint.links.neighbours import by_redirects, filled_folders, neighbours
from content_lint.site.addresses import Addresses, Answer, AnswerKind
from content_lint.site.generators.protocol import SiteGenerator
from content_lint.site.host import Host
from content_lint.site.index import Site
from content_lint.site.layouts import Layouts
from content_lint.site.link_uses import feeds_of_documents
from content_lint.site.model import Built, Page, Redirect, Survey
from content_lint.site.sources.listed import ListedFolders
from content_lint.site.sources.tree import ReadError, Walk
from content_lint.site.survey import is_markdown
from content_lint.text.source import SourceText

_SAME = ("unknown_providers", "makers", "default_layout")
_PROGRAMS = frozenset(
    {".css", ".scss", ".js", ".cjs", ".mjs", ".jsx", ".ts", ".tsx", ".vue", ".svelte", ".astro", ".html", ".htm"}
    | {".json", ".toml", ".yaml", ".yml", ".xml", ".liquid", ".njk", ".gotmpl", ".tmpl", ".py", ".rb", ".lock"}
    | {".webc", ".hbs", ".pug", ".haml", ".slim", ".csv", ".tsv"}
)
"""What files end with that may say more of a site than what is in them."""


class ChangedTree:
    """The files of a site of which some come and go, as a Tree.

    Args:
        root: the site's root.
        kept: its index.
        latest: see Latest.
    """

    def __init__(self, root: str, kept: Kept, latest: Latest) -> None:
        self._kept = kept
        self._latest = latest
        gone = {path for path, text in latest.items() if text is None}
        self._paths = sorted((frozenset(kept.value("files")) | latest.keys()) - gone)
        self._folders = ListedFolders(root, self._paths)
        self._texts = KeptTexts(kept, root)

    def paths(self, walk: Walk | None) -> Sequence[str]:
        """What the walk finds; without one, all files."""
        return self._paths if walk is None else list(walk(self._folders.scan))

    def head(self, path: str) -> bytes:
        """The first line of a file; of one that is no fence perhaps nothing."""
        text = self._latest.get(path)
        if text is not None:
            return beginning_of(text)
        fences, others = self._kept.value("heads")
        if path not in fences and path not in others:
            raise NotQuiet(f"nobody looked at how `{path}` begins")
        head: bytes = fences.get(path, b"")
        return head

    def read(self, path: str) -> SourceText | ReadError:
        """A file's text."""
        if path in self._latest:
            raise NotQuiet(f"`{path}` says what other files are")
        return self._texts.read(path)


class MovedTemplates:
    """What is known of the templates around the pages of such a site: found out when it is asked for.

    Args:
        tree: the files.
    """

    def __init__(self, tree: ChangedTree) -> None:
        self._tree = tree
        self._found: Layouts | None = None

    def layouts(self, site: Site) -> Layouts:
        """What is known of them."""
        if self._found is None:
            self._found = site.generator.layouts(self._tree)
        return self._found


class MovedPages(PagesByPath):
    """What the generator makes of each file after a change."""

    def __init__(self, built: Built) -> None:
        self._pages: dict[str, list[tuple[bool, Page]]] = {}
        for copied, group in ((False, built.pages), (True, built.static)):
            for page in group:
                self._pages.setdefault(page.path, []).append((copied, page))

    def all_of(self, path: str) -> Sequence[tuple[bool, Page]]:
        """Whether it is only copied, and the page, for each thing that a file is."""
        return self._pages.get(path, ())

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)


class Moved:
    """What a generator makes of a site after a change, in the place of what the index has.

    Args:
        kept: the index.
        built: what the generator makes.
        survey: which file is what.
        settings: the site's settings.
        layouts: what is known of the templates around the pages.
    """

    has_lists_of_index = False

    def __init__(
        self, kept: Kept, built: Built, survey: Survey, settings: SiteSettings, layouts: Callable[[Site], Layouts]
    ) -> None:
        self.built = built
        self.survey = survey
        self.layouts = layouts
        self._kept = kept
        self._host = Host.of(settings)
        self._rules = settings.host_rules

    @cached_property
    def pages(self) -> MovedPages:
        """What the generator makes of each file."""
        return MovedPages(self.built)

    @cached_property
    def addresses(self) -> Addresses:
        """What answers at which address."""
        return Addresses(self.built, self._host)

    def value(self, name: str) -> Any:
        """The survey or the templates."""
        return self.survey if name == "survey" else self._kept.value(name)

    def read_copied(self, path: str) -> SourceText:
        """A file that is copied as it is."""
        return self._kept.read_copied(path)

    def made(self, make: Callable[[Site], Any], site: Site) -> Any:
        """What ``make`` makes of the site."""
        # These were found to be the same; to find the neighbours once more takes the texts of all documents.
        same = make is neighbours or make is feeds_of_documents
        return self._kept.made(make, site) if same else make(site)

    def last_answers(self, paths: Iterable[str]) -> Iterator[Answer]:
        """What readers can reach at the addresses of some files, their old addresses among them."""
        wanted = frozenset(paths)
        return (answer for answer in self.addresses.answers() if answer.path in wanted)

    def refuse_wide(self, site: Site) -> None:
        """Raise NotQuiet where what was found out of all pages together is another than in the index."""
        lists = self._kept.built
        for name in _SAME:
            if getattr(self.built, name) != getattr(lists, name):
                raise NotQuiet("what makes the site's pages is another")
        if filled_folders(site) != self._kept.value("filled folders"):
            raise NotQuiet("a folder at the root of the site comes or goes")
        if by_redirects(site) != self._kept.value("neighbours by redirects"):
            raise NotQuiet("pages send readers to other neighbours of the site")
        if self.built.unknown_providers and self._folders(self.built.static) != self._folders(lists.static):
            raise NotQuiet("a folder of files comes or goes, and a theme may bring more of them")

    def _folders(self, pages: Iterable[Page]) -> set[str]:
        return {page.destination.rpartition("/")[0] for page in pages}

    @cached_property
    def moved_files(self) -> frozenset[str]:
        """The files of which something else becomes than in the index."""
        then: dict[str, list[tuple[bool, bytes]]] = {}
        for path, copied, packed in self._kept.index.written_pages():
            then.setdefault(path, []).append((copied, packed))
        now: dict[str, list[tuple[bool, bytes]]] = {}
        for copied, group in ((False, self.built.pages), (True, self.built.static)):
            for page in group:
                now.setdefault(page.path, []).append((copied, pack(page)))
        # A page comes before a copy of its file here, and all are in the order of writing there.
        return frozenset(
            path for path in then.keys() | now.keys() if sorted(then.get(path, ())) != sorted(now.get(path, ()))
        )

    @cached_property
    def moved_names(self) -> frozenset[str]:
        """The names of all at whose address something else may be than in the index."""
        found: set[str] = set()
        for path in self.moved_files:
            found.add(name_of(path))
            for _, page in (*self.pages.all_of(path), *self._kept.pages.all_of(path)):
                found.update(names_of_page(page))
        lists = self._kept.built
        for made in set(self.built.generated) ^ set(lists.generated):
            found |= {name_of(made.url), name_of(made.destination)}
        for item in set(self.built.collisions) ^ set(lists.collisions):
            found |= {name_of(item.destination), *(name_of(writer.path) for writer in item.writers)}
        changed = set(self.built.redirects) ^ set(lists.redirects)
        for redirect in changed:
            found |= {name_of(redirect.url), name_of(redirect.destination)}
        redirecting = (answer for answer in self.addresses.answers() if answer.kind is AnswerKind.REDIRECT)
        return frozenset(with_leading(found, self._rules, (*self.built.redirects, *changed, *redirecting)))


def with_leading(names: set[str], rules: Iterable[HostRule], redirects: Iterable[Redirect | Answer]) -> set[str]:
    """The names with those of all redirects that lead to one of them, and to those.

    Args:
        names: the names; they are added to.
        rules: those of the host.
        redirects: those of the site.

    Raises:
        NotQuiet: these are many.
    """
    leading: dict[str, set[str]] = {}
    for rule in rules:
        if "\\" not in rule.target:  # else both ends have one name
            leading.setdefault(name_of(rule.target), set()).add(name_of(rule.source) if _is_one(rule) else _MANY)
    for item in redirects:
        leading.setdefault(name_of(item.target), set()).update((name_of(item.url), name_of(item.destination)))
    waiting = list(names)
    while waiting:
        new = leading.get(waiting.pop(), set()) - names
        if _MANY in new:
            raise NotQuiet("a rule of the host leads many addresses to a page that moves")
        names |= new
        waiting += new
    return names


_MANY = "*"
"""In the place of a name: many addresses, of which only the rule knows."""


def _is_one(rule: HostRule) -> bool:
    """Whether a rule is for one address."""
    return not rule.wide and "*" not in rule.source and ":" not in rule.source and "(" not in rule.source


def survey_again(generator: SiteGenerator, tree: ChangedTree, before: Survey, changed: AbstractSet[str]) -> Survey:
    """Which file is what, after some came or went.

    Args:
        generator: the generator.
        tree: the files.
        before: which file was what.
        changed: the files that are others.

    Raises:
        NotQuiet: that concerns other files.
    """
    survey = generator.survey(tree)
    for path in changed:
        if not _is_content(path):
            raise NotQuiet(f"`{path}` comes or goes, which may say what other files are")
    if [item for item in before.files if item.path not in changed] != [
        item for item in survey.files if item.path not in changed
    ]:
        raise NotQuiet("other files count as something else")
    if not changed.isdisjoint(generator.template_paths(tree, survey)):
        raise NotQuiet("a template comes or goes")
    return survey


def _is_content(path: str) -> bool:
    """Whether a file is nothing but content: a text, or a picture and the like."""
    return is_markdown(path) or is_picture(path)


def is_picture(path: str) -> bool:
    """Whether a file is a picture or the like: no text, and nothing that says more of a site than what is in it."""
    ending = os.path.splitext(path)[1].lower()  # noqa: PTH122 - a path of the site, not of the machine
    return ending != "" and ending not in _PROGRAMS and not is_markdown(path)
