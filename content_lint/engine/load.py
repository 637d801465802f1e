"""From a tree of files to documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from content_lint.cache.keys import facts_key
from content_lint.config.globs import compile_globs
from content_lint.config.settings import SiteSettings
from content_lint.parse.document import HTML, parse_document
from content_lint.parse.facts import Document, FenceState
from content_lint.parse.front_matter.fences import is_hidden_by_encoding
from content_lint.report.report import Failure
from content_lint.site.generators.registry import generator_of
from content_lint.site.index import Site
from content_lint.site.layouts import Layouts
from content_lint.site.model import Role, SiteFile, Survey
from content_lint.site.sources.tree import DiskTree, ReadError, Tree
from content_lint.site.survey import WITH_ERB, is_markdown
from content_lint.site.templates import read_texts
from content_lint.site.watched import KeyWatch, Machinery, WatchedTree
from content_lint.text.source import SourceText

if TYPE_CHECKING:
    from content_lint.cache.cache import Cache

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many are done, and of how many."""


class Known(Protocol):
    """Documents that were read before; a mapping of them by path is one."""

    def get(self, path: str, /) -> Document | None:
        """The document of a file, or None where it has to be parsed; raises LostError."""


class SharedDocuments(Known, Protocol):
    """Documents that others read."""

    def hand_out(self, files: Iterable[tuple[SiteFile, bool]], /) -> None:
        """Say which files will be asked for, in their order; each with whether findings are wanted."""

    def finish(self, documents: Mapping[str, Document], /) -> Sequence[Failure]:
        """Wait for what others find in documents that they have read, by path; what went wrong with those who did."""


class LostError(Exception):
    """A file that nobody can read: every process that tries to dies."""


class Loaded(Struct, frozen=True):
    """The files of a site, read.

    Attributes:
        survey: which file is what.
        tree: where the files come from.
        documents: the documents that rules look at, by path.
        others: pages that only the site's model needs (a feed, a style sheet with front matter), by path.
        passed: files that turned out to be no documents, by path.
        unreadable: documents that could not be read, by path.
        layouts: what the site's own templates bring to every page.
        templates: the texts of templates and plugins that may use what pages say, by path.
        machinery: every file that was read to find out what the others are; it grows with what is found out.
        shared: who has read documents for this process, and may not be done with judging them; or None.
    """

    survey: Survey
    tree: Tree
    documents: dict[str, Document] = field(default_factory=dict)
    others: dict[str, Document] = field(default_factory=dict)
    passed: dict[str, Document] = field(default_factory=dict)
    unreadable: dict[str, ReadError] = field(default_factory=dict)
    layouts: Layouts = field(default_factory=Layouts)
    templates: Mapping[str, str] = field(default_factory=dict)
    machinery: Machinery | None = None
    shared: SharedDocuments | None = None

    @property
    def everything(self) -> tuple[Mapping[str, Document], ...]:
        """All that was parsed, by path."""
        return (self.documents, self.others, self.passed)

    def finish(self) -> Sequence[Failure]:
        """Wait for those who read documents for this process; what went wrong with them."""
        return () if self.shared is None else self.shared.finish(self.documents)

    def has(self, path: str) -> bool:
        """Whether a file was read already as a page."""
        return path in self.documents or path in self.others

    def site(
        self, settings: SiteSettings, now: datetime, output: Path | None = None, watch: KeyWatch | None = None
    ) -> Site:
        """The site that these files make, at a moment.

        Args:
            settings: how it is made.
            now: the moment.
            output: the folder of what the generator has made of it, or None.
            watch: notes what the model of the site looks at, or None.
        """
        read = (self.survey, self.documents, self.others, now, self.layouts, self.templates)
        more = None if self.machinery is None else self.machinery.read_copied
        return Site(settings, *read, watch=watch, output=output, read=more)


class Sorting:
    """Which files of a site are read, and what counts as what.

    Args:
        settings: the site's settings.
        survey: which file is what to the generator.
    """

    def __init__(self, settings: SiteSettings, survey: Survey) -> None:
        self._exclude = compile_globs(settings.left_alone)
        self._left_out = {item.path for item in survey.left_out}

    def is_excluded(self, file: SiteFile) -> bool:
        """Whether a file is not looked at; it is part of the site all the same, and links may lead to it."""
        return file.lent or bool(self._exclude and self._exclude.match(file.path))

    def is_read(self, file: SiteFile, *, again: bool) -> bool:
        """Whether a file is read.

        Args:
            file: the file.
            again: whether it was read already, as another thing that the generator makes of it.
        """
        if file.role is not Role.STATIC:
            return True
        # What is copied as it is may have been meant for a page.
        return is_markdown(file.path) and file.path not in self._left_out and not self.is_excluded(file) and not again

    def may_be_document(self, file: SiteFile) -> bool:
        """Whether a file is held to the rules if its text is a document's."""
        return (is_markdown(file.path) or file.path.endswith((*HTML, *WITH_ERB))) and not self.is_excluded(file)

    def group(self, file: SiteFile, document: Document) -> str:
        """Where in Loaded a document belongs."""
        if not self.may_be_document(file):
            return "others"
        return "documents" if is_document(file, document) else "passed"


def load_site(
    settings: SiteSettings,
    tree: Tree,
    known: Known | None = None,
    progress: Progress | None = None,
    shared: SharedDocuments | None = None,
) -> Loaded:
    """Read every document of a tree.

    Args:
        settings: the site's settings.
        tree: where the files are.
        known: documents that were read before; those whose text is the same are taken as they are.
        progress: told how far the reading is.
        shared: documents that others read, or None.

    Raises:
        OSError: the root cannot be read.
    """
    generator = generator_of(settings)
    surveyed, watched = WatchedTree(tree), WatchedTree(tree)
    survey = generator.survey(surveyed)
    templates = read_texts(watched, generator.template_paths(watched, survey))
    layouts = generator.layouts(watched)
    machinery = Machinery(surveyed, watched, tree)
    loaded = Loaded(survey, tree, layouts=layouts, templates=templates, machinery=machinery, shared=shared)
    sorting = Sorting(settings, survey)
    if shared is not None:
        files = [file for file in survey.files if sorting.is_read(file, again=False)]
        shared.hand_out((file, sorting.may_be_document(file)) for file in files)
    for done, file in enumerate(survey.files):
        if progress and done % 50 == 0:
            progress("reading", done, len(survey.files))
        if not sorting.is_read(file, again=loaded.has(file.path)):
            continue
        try:
            document = _read_by_others(file, shared) or _read_here(file, tree, settings, known)
        except LostError:
            continue
        if isinstance(document, Document):
            group: dict[str, Document] = getattr(loaded, sorting.group(file, document))
            group[file.path] = document
        elif not sorting.is_excluded(file) and _is_meant_as_document(file):
            loaded.unreadable[file.path] = document
    return loaded


def _read_by_others(file: SiteFile, shared: SharedDocuments | None) -> Document | None:
    """The document of a file that others have read; None where this process is to read it."""
    document = None if shared is None else shared.get(file.path)
    return document if document is not None and document.collection == file.collection else None


def _read_here(file: SiteFile, tree: Tree, settings: SiteSettings, known: Known | None) -> Document | ReadError:
    """The document of a file, parsed unless it is known."""
    source = tree.read(file.path)
    if isinstance(source, ReadError):
        return source
    document = known.get(file.path) if known is not None else None
    if document is None or document.source.digest != source.digest or document.collection != file.collection:
        return parse(source, file.collection, settings)
    return document


def _is_meant_as_document(file: SiteFile) -> bool:
    """Whether a file would probably be a document if it could be read."""
    return file.role is not Role.STATIC or file.collection is not None or is_markdown(file.path)


def load_cached(settings: SiteSettings, cache: Cache | None, progress: Progress | None = None) -> Loaded:
    """Read every document on the disk but those in the cache, which then holds them all.

    Args:
        settings: the site's settings.
        cache: what earlier runs learned of the files, or None.
        progress: told how far the reading is.

    Raises:
        OSError: the root cannot be read.
    """
    from content_lint.cache.cache import Cache

    cache = cache or Cache(DiskTree(settings.root))
    cache.load(lambda: (facts_key(settings), None))
    loaded = load_site(settings, cache, cache, progress)
    cache.save(loaded.everything)
    return loaded


def parse(source: SourceText, collection: str | None, settings: SiteSettings) -> Document:
    """The document's facts, as the site's generator reads them."""
    dialect = settings.dialect
    if collection is not None and not dialect.bom_folders.isdisjoint(source.path.split("/")[:-1]):
        dialect = replace(dialect, bom_allowed=True)
    if source.path.endswith(WITH_ERB):
        dialect = replace(dialect, templates="erb")
    return parse_document(source, dialect, collection)


def is_document(file: SiteFile, document: Document) -> bool:
    """Whether a file is held to the rules.

    A Markdown file that the generator copies as it is counts where it lies in a collection, or where a fence
    shows that somebody meant it as a page, be it in another encoding. A root README.md is neither.
    """
    if file.role is not Role.STATIC or file.collection is not None or document.header is FenceState.HIDDEN:
        return True
    return document.header is FenceState.MISSING and is_hidden_by_encoding(document.source.text)
