"""All documents together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document
from content_lint.site.addresses import Addresses
from content_lint.site.build import build_site
from content_lint.site.generators.registry import generator_of
from content_lint.site.host import Host
from content_lint.site.layouts import Layouts
from content_lint.site.model import Built, Page, Survey
from content_lint.site.page_anchors import Anchors

if TYPE_CHECKING:
    from content_lint.site.generators.protocol import SiteGenerator

MadeT = TypeVar("MadeT")


@dataclass(frozen=True)
class Site:
    """The whole site: what is costly is made when first asked for.

    Attributes:
        settings: what was configured and detected.
        survey: which file is what.
        documents: every document that rules look at, by path.
        others: pages that only the model needs, by path.
        now: the clock.
        layouts: what is known of the templates around the pages.
        templates: the texts of templates and plugins that may use what pages say, by path.
        output: the folder of pages that the generator made of it, which then says what is where; or None.
    """

    settings: SiteSettings
    survey: Survey
    documents: Mapping[str, Document]
    others: Mapping[str, Document]
    now: datetime
    layouts: Layouts = field(default_factory=Layouts)
    templates: Mapping[str, str] = field(default_factory=dict)
    output: Path | None = None
    _made: dict[Callable[[Any], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    _anchors: dict[str, Anchors | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def generator(self) -> SiteGenerator:
        """The program that makes the site of its files."""
        return generator_of(self.settings)

    @cached_property
    def built(self) -> Built:
        """What the generator makes of it."""
        return build_site(self.settings, self.survey, self.documents, self.others, self.now)

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
        return Host.called(self.settings.host)

    @cached_property
    def addresses(self) -> Addresses:
        """What answers at which address."""
        return Addresses(self.built, self.host)

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
            document = self.documents.get(path) or self.others.get(path)
            self._anchors[path] = (
                self.generator.anchors(
                    document,
                    self.layouts,
                    self.pages.get(path),
                    theme=next(iter(self.built.unknown_providers), ""),
                    default_layout=self.built.default_layout,
                )
                if document is not None
                else None
            )
        return self._anchors[path]

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
