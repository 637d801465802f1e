"""A site that reads from its index what rules ask of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from content_lint.engine.incremental.doubt import NotQuiet
from content_lint.engine.incremental.kept import HOLDS_TEMPLATES, REPEATS_KEY
from content_lint.engine.incremental.kept_documents import KeptDocuments
from content_lint.engine.incremental.kept_model import PagesByPath
from content_lint.links.candidates import are_too_many_missing, most_missing
from content_lint.links.mail_uses import count_mail
from content_lint.rules.internal.absolute_own_link import count_hosts
from content_lint.rules.permalinks.redirects import hops
from content_lint.site.addresses import Answer
from content_lint.site.index import MadeT, Site
from content_lint.site.layouts import Layouts
from content_lint.site.model import Page, Survey
from content_lint.text.source import SourceText

if TYPE_CHECKING:
    from content_lint.parse.facts import Document


class KeptModel(Protocol):
    """What the generator makes of a site, and what is worked out of that.

    Attributes:
        has_lists_of_index: whether what stops the build, and which pages clash, is as in the index.
    """

    has_lists_of_index: bool

    @property
    def built(self) -> Any:
        """What the generator makes, with the parts of Built."""

    @property
    def pages(self) -> PagesByPath:
        """What it makes of each file."""

    @property
    def addresses(self) -> Any:
        """What answers at which address, as Addresses says it."""

    def layouts(self, site: Site, /) -> Layouts:
        """What is known of the templates around the pages."""

    def value(self, name: str, /) -> Any:
        """The survey or the templates."""

    def read_copied(self, path: str, /) -> SourceText:
        """A file that is copied as it is."""

    def made(self, make: Callable[[Site], Any], site: Site, /) -> Any:
        """What ``make`` makes of the site."""

    def last_answers(self, paths: Iterable[str], /) -> Iterator[Answer]:
        """What readers can reach at the addresses of some files, their old addresses among them."""


class KeptSite(Site, frozen=True, dict=True, eq=False):
    """A site of which nearly all is read from its index, when somebody asks for it.

    Attributes:
        kept: the index.
        mail: how often each destination of a mail link is on the site.
        hosts: how many links of the site have its host in them, and how many do without.
        moved: the files of which a change makes other pages.
        alike: whether the site that this is compared with has the same lists of what the generator makes.
    """

    kept: KeptModel | None = None
    mail: Callable[[], Mapping[str, int]] = Counter
    hosts: Callable[[], tuple[int, int]] = lambda: (0, 0)
    moved: Collection[str] = ()
    alike: bool = False

    @property
    def built(self) -> Any:  # it has the parts of Built
        """As Site has it."""
        return self._kept.built

    @property
    def pages(self) -> Mapping[str, Page]:
        """As Site has it."""
        return self._kept.pages

    @property
    def addresses(self) -> Any:  # it answers as Addresses does
        """As Site has it."""
        return self._kept.addresses

    @property  # type: ignore[misc] # read when asked for
    def survey(self) -> Survey:
        """As Site has it."""
        survey: Survey = self._kept.value("survey")
        return survey

    @property  # type: ignore[misc] # read when asked for
    def layouts(self) -> Layouts:
        """As Site has it."""
        return self._kept.layouts(self)

    @property  # type: ignore[misc] # read when asked for
    def templates(self) -> Mapping[str, str]:
        """As Site has it."""
        templates: Mapping[str, str] = self._kept.value("templates")
        return templates

    def read_copied(self, path: str) -> SourceText | None:
        """As Site has it."""
        return self._kept.read_copied(path)

    @property
    def _kept(self) -> KeptModel:
        assert self.kept is not None  # noqa: S101 - it has a default only because the fields before it have
        return self.kept

    def may_be_said_of(self, path: str) -> bool:
        """As Site has it."""
        return not self.alike or path in (self.focus or ())

    def pages_of(self, path: str) -> Sequence[Page]:
        """As Site has it."""
        return [page for copied, page in self._kept.pages.all_of(path) if not copied]

    def answers_of_then(self) -> Iterator[Answer]:
        """As Site has it."""
        return self._kept.last_answers(self.moved)

    def repeating(self) -> Iterator[Document]:
        """As Site has it."""
        return self._with_trait(REPEATS_KEY)

    def tagged(self) -> Iterator[Document]:
        """As Site has it."""
        return self._with_trait(HOLDS_TEMPLATES)

    def _with_trait(self, trait: int) -> Iterator[Document]:
        documents = self.documents
        assert isinstance(documents, KeptDocuments)  # noqa: S101 - it was made so
        return documents.with_trait(trait)

    def once(self, make: Callable[[Site], MadeT]) -> MadeT:
        """As Site has it; what was worked out of the whole site before is taken over."""
        if make not in self._made:
            self._made[make] = self._known(make)
        made: MadeT = self._made[make]
        return made

    def _known(self, make: Callable[[Site], Any]) -> Any:
        if make is count_mail:
            return self.mail()
        if make is count_hosts:
            return self.hosts()
        if make is are_too_many_missing:
            return self._are_too_many_missing()
        if make is hops and not self.moved and not self._redirects():
            return {}
        return self._kept.made(make, self)

    def _are_too_many_missing(self) -> bool:
        """Whether it is so in the index, and no change can be to blame that it is otherwise now; else NotQuiet."""
        missing, most = self._kept.value("missing"), most_missing(self)
        if most < 2 * missing and missing < 2 * most:
            raise NotQuiet("what a link may have meant hangs on how many others lead nowhere")
        return bool(missing > most)

    def _redirects(self) -> bool:
        """Whether one of the documents that are looked at asks for a redirect; of others nothing is said."""
        pages = (self.pages.get(path) for path in self.focus or ())
        return any(page is not None and (page.redirects_from or page.redirect_to) for page in pages)
