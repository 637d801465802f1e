"""All documents together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from content_lint.config.settings import Server, SiteSettings
from content_lint.parse.facts import Document
from content_lint.site.addresses import Addresses, Answer
from content_lint.site.build import build_site
from content_lint.site.generators.registry import generator_of
from content_lint.site.host import Host
from content_lint.site.layouts import Layouts
from content_lint.site.model import Built, Page, Survey
from content_lint.site.page_anchors import Anchors
from content_lint.site.sources.tree import ReadError
from content_lint.site.watched import KeyWatch
from content_lint.text.source import SourceText

if TYPE_CHECKING:
    from content_lint.site.generators.protocol import SiteGenerator

MadeT = TypeVar("MadeT")


class Site(Struct, frozen=True, dict=True, eq=False):
    """The whole site: what is costly is made when first asked for.

    Attributes:
        settings: what was configured and detected.
        survey: which file is what.
        documents: every document that rules look at, by path.
        others: pages that only the model needs, by path.
        now: the clock.
        layouts: what is known of the templates around the pages.
        templates: the texts of templates and plugins that may use what pages say, by path.
        focus: the documents that findings are wanted of, in their order; None for all of them. A rule that asks for
            ``looked_at`` is asked of these alone; one that goes through ``documents`` still sees every one.
        watch: notes what the model of the site looks at, or None.
        output: the folder of pages that the generator made of it, which then says what is where; or None.
        read: reads a file of the site, by its path; None where nobody will ask for more than what was read.
    """

    settings: SiteSettings
    survey: Survey
    documents: Mapping[str, Document]
    others: Mapping[str, Document]
    now: datetime
    layouts: Layouts = field(default_factory=Layouts)
    templates: Mapping[str, str] = field(default_factory=dict)
    focus: Sequence[str] | None = None
    watch: KeyWatch | None = None
    output: Path | None = None
    read: Callable[[str], SourceText | ReadError] | None = None
    _made: dict[Callable[[Any], Any], Any] = field(default_factory=dict)
    _anchors: dict[str, Anchors | None] = field(default_factory=dict)

    @cached_property
    def generator(self) -> SiteGenerator:
        """The program that makes the site of its files."""
        return generator_of(self.settings)

    @cached_property
    def surveyed(self) -> frozenset[str]:
        """The files that the generator finds, those that it passes over among them."""
        return frozenset(self.survey.paths())

    @cached_property
    def built(self) -> Built:
        """What the generator makes of it."""
        return build_site(self.settings, self.survey, self.documents, self.others, self.now, self.watch)

    def looked_at(self) -> Iterator[Document]:
        """The documents that findings are wanted of.

        For rules whose findings in a document depend on nothing but that document, on what answers at addresses, and on
        the places of the pages that it links to. A rule that needs more of other documents goes through ``documents``.
        """
        if self.focus is None:
            yield from self.documents.values()
        else:
            yield from (self.documents[path] for path in self.focus)

    def may_be_said_of(self, path: str) -> bool:  # noqa: ARG002 - of a site with a focus, not of every file
        """Whether a finding in a file may be wanted, or be another one than in the site that this is compared with."""
        return True

    def looked_at_pages(self) -> Iterator[Page]:
        """What the generator makes of these, files that it copies aside."""
        if self.focus is None:
            yield from self.built.pages
        else:
            yield from (page for path in self.focus for page in self.pages_of(path))

    def repeating(self) -> Iterator[Document]:
        """The documents in whose front matter a key is there twice."""
        for document in self.documents.values():
            if document.front_matter is not None and document.front_matter.duplicates:
                yield document

    def tagged(self) -> Iterator[Document]:
        """The documents in whose text there are tags of templates."""
        return (document for document in self.documents.values() if document.body.templates)

    def pages_of(self, path: str) -> Sequence[Page]:
        """What the generator makes of one file; of a file that is two things, both."""
        return self._pages_by_path.get(path, ())

    @cached_property
    def _pages_by_path(self) -> Mapping[str, Sequence[Page]]:
        found: dict[str, list[Page]] = {}
        for page in self.built.pages:
            found.setdefault(page.path, []).append(page)
        return found

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """What the generator makes of each file, by path; a file that is two things counts as the first."""
        found: dict[str, Page] = {}
        for page in (*self.built.pages, *self.built.static):
            found.setdefault(page.path, page)
        return found

    @cached_property
    def host(self) -> Host:
        """How the finished site is served."""
        return Host.of(self.settings)

    @cached_property
    def addresses(self) -> Addresses:
        """What answers at which address."""
        return Addresses(self.built, self.host)

    def server_of(self, path: str) -> Server | None:
        """Where the page of a file is served; None on a site that has one address."""
        page = self.pages.get(path)
        return None if page is None else self.settings.server_of(page.language)

    def answers_of_then(self) -> Iterator[Answer]:
        """What readers could reach of this site, seen from a later one: all that the later one may lack."""
        return self.addresses.answers()

    def next_change(self) -> datetime:
        """When the site may look otherwise though no file of it has changed: the next day at the latest."""
        today = self.now.astimezone(self.settings.zone).date()
        midnight = datetime.combine(today + timedelta(days=1), time(), self.settings.zone)
        turns = (turn for page in self.built.pages for turn in (page.until, page.ends))
        return min([midnight, *(turn for turn in turns if turn is not None and turn > self.now)])

    def anchors(self, path: str) -> Anchors | None:
        """The places that a fragment can name on the page of a file; None where the file is not read as a page.

        Args:
            path: the source file, from the site's root.
        """
        if path not in self._anchors:
            found = self._anchors[path] = self._own_anchors(path)
            if found is not None and found.parts:
                self._anchors[path] = self._with_parts(path, found)
        return self._anchors[path]

    def _own_anchors(self, path: str) -> Anchors | None:
        document = self.documents.get(path) or self.others.get(path)
        if document is None:
            return None
        found = self.generator.anchors(
            document,
            self.layouts,
            self.pages.get(path),
            theme=next(iter(self.built.unknown_providers), ""),
            default_layout=self.built.default_layout,
        )
        style = self.settings.answers.heading_ids
        if not style or found.exact:
            return found
        from content_lint.site.heading_styles import styled_ids  # few sites ask for it

        return replace(found, ids=(*styled_ids(document, style), *document.body.ids), exact=True, gap="")

    def _with_parts(self, path: str, own: Anchors) -> Anchors:
        """The anchors of a page with those of all documents that it shows, and that they show."""
        found, gap = list(own.ids), own.gap
        for part, anchors in self._parts_of(path, own):
            if anchors is None:
                gap = gap or f"that show `{part}`, which is not read"
                continue
            found += anchors.ids
            gap = gap or anchors.gap
        return replace(own, ids=tuple(dict.fromkeys(found)), gap=gap)

    def _parts_of(self, path: str, own: Anchors) -> Iterator[tuple[str, Anchors | None]]:
        """The documents that a page shows, and that they show, each with its own anchors."""
        waiting, seen = list(own.parts), {path}
        while waiting:
            part = waiting.pop()
            if part in seen:
                continue
            seen.add(part)
            anchors = self._own_anchors(part)
            yield part, anchors
            waiting += anchors.parts if anchors is not None else ()

    def read_copied(self, path: str) -> SourceText | None:
        """The text of a file that is copied as it is; None where it cannot be read."""
        source = None if self.read is None else self.read(path)
        return source if isinstance(source, SourceText) else None

    def parts(self, path: str) -> Iterator[str]:
        """The documents whose texts the page of a file shows as well."""
        anchors = self.anchors(path)
        if anchors is not None and anchors.parts:
            yield from (part for part, _ in self._parts_of(path, anchors))

    def once(self, make: Callable[[Site], MadeT]) -> MadeT:
        """What ``make`` makes of this site: made once, however many ask.

        So that what is above the index (resolved links, say) is shared by all rules too.
        """
        if make not in self._made:
            self._made[make] = make(self)
        made: MadeT = self._made[make]
        return made

    def was_made(self, make: Callable[[Site], MadeT]) -> bool:
        """Whether anybody asked for it."""
        return make in self._made
