"""The face of a generator: everything that the rest of the program asks about the program that renders a site.

A new generator is a package beside these (see "How to add a generator" in CONTRIBUTING.md): its module ``face`` says
``FACE = `` the class that has this shape, its module ``detect`` how it is recognised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from msgspec import Struct

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document, Link
from content_lint.site.base_hrefs import BaseHref
from content_lint.site.dead_redirects import DeadRedirect
from content_lint.site.layouts import Layouts
from content_lint.site.link_uses import LinkUses
from content_lint.site.menu import Menu
from content_lint.site.model import Built, FileFacts, GeneratedUrl, Page, Redirect, SiteFile, Survey
from content_lint.site.page_anchors import Anchors
from content_lint.site.sources.tree import Tree

if TYPE_CHECKING:
    from content_lint.site.index import Site


class Rendered(Struct, frozen=True):
    """What a template makes of the address of a link.

    Attributes:
        text: the address that a browser gets.
        is_there: whether it surely answers, because the template itself publishes the file.
        cure: what to write instead, and why, where the address is not the one that was meant; or empty.
        maker: the template, in words, where only the build tells what it writes; the text is then the link's own.
        stops: what the template says as it stops the build at this link; or empty.
        asked: the paths of pages and files that the template looked for.
    """

    text: str
    is_there: bool = False
    cure: str = ""
    maker: str = ""
    stops: str = ""
    asked: tuple[str, ...] = ()


class Possible(Struct, frozen=True):
    """One of the addresses that a template writes.

    Attributes:
        text: the address.
        certain: whether it is surely on the page.
    """

    text: str
    certain: bool = True


class Complaint(Struct, frozen=True):
    """What the site's own build has against a link that works.

    Attributes:
        why: what is the matter with it, in words that follow "it".
        strict: why a warning stops the build, in words; or empty.
    """

    why: str
    strict: str = ""


class UnpublishedFile(Struct, frozen=True):
    """A file of the repository that would answer at an address if the generator published it.

    Attributes:
        path: the file, from the root of the site; whether it is there is for others to say.
        reason: why it is not published there, as a whole clause; empty where only the model of the site knows.
        advice: what to do.
    """

    path: str
    reason: str
    advice: str


class SourceReferences:
    """How texts name a file instead of an address, and what is written where only rendering gives the address.

    These answers are for a generator that has no such ways, or whose ways are not known.

    Attributes:
        names_files_from_root: whether a link that begins with a slash may name a file as well.
        may_take_bare_files: whether a file without front matter may be a page for all that is known.
    """

    names_files_from_root: bool = False
    may_take_bare_files: bool = False

    def template_of(self, link: Link) -> str:
        """What may write another address for a link than its own, in words; empty where nothing does."""
        return ""

    def other_start(self, page: Page) -> str:
        """Another address at which readers of a page may be, where relative links start too; or empty."""
        return ""

    def shown_on(self, document: Document) -> Sequence[Page]:
        """The pages that show the text of a document which has no page of its own; none where that is not known."""
        return ()

    def changed_by(self, document: Document, page: Page | None, link: Link) -> str:
        """The template that replaces a part of a link in the text that it shows, in words; empty where none does."""
        return ""

    def changed_in_browser(self, document: Document, link: Link) -> str:
        """The script of the site's own that may change a link where it is shown, in words; empty where none does."""
        return ""

    def as_rendered(self, document: Document, page: Page | None, link: Link) -> Rendered | None:
        """The address that a template for links writes instead of a link's own; None where a browser gets that."""
        return None

    def is_link(self, document: Document, page: Page | None, link: Link) -> bool:
        """Whether what is read as a link becomes one, and is not text that a template shows as it is."""
        return True

    def handed_links(self, document: Document, page: Page | None) -> Iterable[Link]:
        """The links that a text hands to templates, which write them into the page."""
        return ()

    def evaluate(self, document: Document, page: Page | None, text: str) -> str | None:
        """An address with its templates worked out, or None where only rendering tells."""
        return None

    def possible(self, document: Document, page: Page | None, link: Link) -> tuple[Possible, ...] | None:
        """All addresses that a link with templates in it becomes on its page, or None where only rendering tells."""
        return None

    def completed(self, document: Document, link: Link) -> str:
        """What the address surely begins with that a component makes of the one that it is given; empty for nothing."""
        return ""

    def tag(self, document: Document, link: Link) -> tuple[str | None, str]:
        """The address that a tag or shortcode means.

        Returns:
            the address and nothing, or None and why the build stops there; both empty where that is not known.
        """
        return None, ""

    def is_listed(self, document: Document, page: Page | None, link: Link) -> bool:
        """Whether an address that a template writes is that of each page in one of the generator's own lists."""
        return False

    def made_addresses(self, document: Document, link: Link) -> tuple[str, ...]:
        """The addresses that a tag, or a link that is looked up, means if a program makes a page of that path."""
        return ()

    def made_folders(self, document: Document, link: Link) -> tuple[str, ...]:
        """The folders, as globs, of which a program fills one with the page that a tag names by its name alone."""
        return ()

    def complaint(self, document: Document, page: Page | None, link: Link) -> Complaint | None:
        """What the site's own build warns of in a link, whether readers get where it leads or not."""
        return None

    def may_link_source(self, document: Document, page: Page, *, written: bool) -> bool:
        """Whether a link that names the file of a page may be turned into a link to the page.

        Args:
            document: the file with the link.
            page: the page that it names.
            written: whether it is a link or image of Markdown that no template takes part in.
        """
        return True

    def file_of(self, document: Document, link: Link, page: Page) -> str | None:
        """What a text writes to link to a page by its file, which the generator turns into the page's address.

        Returns:
            None where texts of this generator link to addresses, or where such a name would lead elsewhere.
        """
        return None

    def base_href(self, document: Document, page: Page | None) -> BaseHref | None:
        """What the templates of a page say of where its relative links start; None where they say nothing."""
        return None

    def leads_out(self, document: Document, link: Link) -> str:
        """Why another site on the host may answer at an address that this one lacks, completing "links that …"."""
        return ""

    def names_file(self, document: Document, path: str) -> bool:
        """Whether a path that is no address names the file of a page, and a template for links may look it up."""
        return False


class UnreadSetting(Struct, frozen=True):
    """A setting that does nothing: what is the matter, what to do, and where it is."""

    text: str
    help: str
    place: str = ""


class Vicinity(Protocol):
    """The whole site before a change, of which few files are looked at."""

    @property
    def generated(self) -> frozenset[GeneratedUrl]:
        """The addresses that plugins make."""

    def names(self, folder: str, beginning: str) -> Sequence[str]:
        """The names in a folder that begin so."""

    def has_more_below(self, folder: str, path: str) -> bool:
        """Whether there is another file in a folder or below it than this one."""

    def beside(self, path: str, folder: str) -> Sequence[str]:
        """The documents right before and after a path, of those in a folder and below it, that do not change."""

    def facts(self, path: str) -> FileFacts | None:
        """What is known of a document, or None."""

    def page(self, path: str) -> Page | None:
        """What is made of a file; None for nothing, or more than one thing."""


class LoneFile(Protocol):
    """A text of which can be said what becomes of it, where that hangs on few other files, and nothing else on it.

    Attributes:
        file: what it is. One that lies beside such a file of the same collection is found by the generator, too.
        home: the folder of which the files lie beside it, be it in folders of their own there.
    """

    file: SiteFile
    home: str

    def page(self, facts: FileFacts) -> Page | None:
        """What becomes of it, as ``build`` has it; None where that, or what becomes of others, hangs on more."""

    def redirects(self, facts: FileFacts) -> Sequence[Redirect]:
        """The redirects that it then asks for, as ``build`` has them; to be asked where ``page`` gives one."""

    def brings(self, facts: FileFacts) -> Sequence[GeneratedUrl]:
        """The addresses that the generator then makes of itself, and would not without it; as ``redirects``."""

    def may_go(self) -> bool:
        """Whether all others are what they are without it, too."""


@runtime_checkable
class MakesLonePages(Protocol):
    """A generator that can say of one text what becomes of it."""

    def lone_file(self, path: str, head: bytes, now: datetime, around: Vicinity) -> LoneFile | None:
        """A text, by its path and its first line; None where what becomes of it or of others hangs on more."""


@runtime_checkable
class CopiesLoneFiles(Protocol):
    """A generator that can say of one file that is no text, as a picture, where it is copied to."""

    def lone_copy(self, path: str, now: datetime) -> Page | None:
        """What becomes of it, by its path; None where that, or what becomes of others, hangs on more."""


class SiteGenerator(Protocol):
    """What one generator makes of one site; made from the site's settings."""

    def may_be_numbered(self, path: str) -> bool:
        """Whether a template may put one of the numbered pages of a list at a path within the site."""

    def survey(self, tree: Tree) -> Survey:
        """Documents: which file is what; raises OSError where the root cannot be read."""

    def build(self, survey: Survey, facts: Mapping[str, FileFacts], now: datetime) -> Built:
        """Addresses and publication: pages, redirects, what stops the build, and who may add pages unknown here."""

    def layouts(self, tree: Tree) -> Layouts:
        """What the site's own templates bring to every page."""

    def template_paths(self, tree: Tree, survey: Survey) -> Iterator[str]:
        """Files that may print what pages say, or change the links in it."""

    def anchors(
        self, document: Document, layouts: Layouts, page: Page | None, *, theme: str, default_layout: bool
    ) -> Anchors:
        """The places on a document's page that a fragment can name, and why there may be others.

        Args:
            document: the document.
            layouts: the templates of the site's own.
            page: what the generator makes of it, or None.
            theme: what may bring the templates that the site has not itself, in words; or empty.
            default_layout: whether pages that name no layout get one.
        """

    def references(self, site: Site) -> SourceReferences:
        """How texts name files instead of addresses."""

    def link_uses(self, site: Site) -> LinkUses:
        """Where a link without a host may mean something else than one with it."""

    def language_prefixes(self) -> tuple[str, ...]:
        """What the addresses of the languages begin with (``/fr/``); none for a language without a prefix."""

    def reads_key(self, key: str) -> bool:
        """Whether it reads a key of front matter by itself, so that its value moves, hides or changes a page."""

    def redirect_key(self) -> str | None:
        """The key of front matter that holds old addresses, or None where the site makes no redirects."""

    def theme_may_bring(self, path: str) -> bool:
        """Whether a theme may bring the file at an address, where one is used whose files are not known."""

    def unpublished(self, path: str) -> Iterator[UnpublishedFile]:
        """The files that an address is the name of, if they are there, and that the generator does not publish.

        Args:
            path: the address within the site, decoded.
        """

    def with_drafts(self) -> SiteSettings:
        """The settings with which it reads drafts that it does not even look at as the site is; else its own."""

    def ignored_settings(self) -> Iterator[str]:
        """Settings that it never reads though somebody wrote them down: a line for each kind, in plain words."""

    def menu(self, site: Site) -> Menu | None:
        """What is wrong with the menu that the configuration writes down; None where it writes none."""

    def dead_redirects(self, site: Site) -> Iterator[DeadRedirect]:
        """The redirects that the configuration writes down and that lead to no page."""

    def menu_maker(self) -> str:
        """What puts that menu together, in words, where nobody can know it without running it; or empty."""

    def unread_settings(self) -> Iterator[UnreadSetting]:
        """The same one by one with their places, and whatever else does nothing in its configuration."""


Face = Callable[[SiteSettings], SiteGenerator]
"""Makes a generator for one site; the class itself."""
