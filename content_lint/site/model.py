"""What a generator makes of a site, in the words that all generators share.

A generator's model is a pure function: files, facts, configuration and clock in, ``Built`` out.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct, field

from content_lint.parse.facts import FenceState, KeyPath
from content_lint.text.regex import regex

_PROGRAM = regex(r"[^`\n]+\.(?:astro|html?|njk|liquid|hbs|ejs|pug|webc|vue|svelte|md|mdx|[cm]?[jt]sx?)\Z")


class Role(StrEnum):
    """What a generator takes a file for."""

    PAGE = "page"
    POST = "post"
    DRAFT = "draft"
    ITEM = "item"  # of a collection, or of a section
    STATIC = "static"  # copied as it is


class State(StrEnum):
    """What becomes of a page."""

    LIVE = "live"
    HIDDEN = "hidden"  # until ``Page.until``
    NEVER = "never"  # as long as its file and the configuration stay as they are
    STOPS_THE_BUILD = "stops-the-build"
    STATIC = "static"


class SiteFile(Struct, frozen=True):
    """A file that the generator reads.

    Attributes:
        path: from the site's root, with ``/``.
        role: what the generator takes it for.
        collection: name of its collection, also for posts, drafts and static files in one; else None.
        lent: whether a theme or module brings it: it is part of the site, and its author is another.
    """

    path: str
    role: Role
    collection: str | None = None
    lent: bool = False


class Skipped(Struct, frozen=True):
    """A file that the generator does not read at all.

    Attributes:
        path: from the site's root, with ``/``.
        reason: why, in plain words.
    """

    path: str
    reason: str


class Survey(Struct, frozen=True):
    """Which file is what.

    Attributes:
        files: what is read, in the generator's order.
        skipped: what the generator does not read.
        left_out: Markdown files that are taken for no pages, though nobody said so; links may lead to them.
    """

    files: tuple[SiteFile, ...]
    skipped: tuple[Skipped, ...]
    left_out: tuple[Skipped, ...] = ()

    def paths(self) -> Iterator[str]:
        """The files that the generator finds: those that it reads, then those that it passes over."""
        return (item.path for items in (self.files, self.skipped) for item in items)


class FileFacts(Struct, frozen=True):
    """What a model needs to know of one file that may have front matter.

    Attributes:
        header: what the file begins with.
        data: the values as the generator reads them; empty without front matter, and None where it
            could not be read (then ``error`` says why).
        error: why there are no values, in plain words, or None.
        not_a_mapping: whether the front matter reads well, but is a list or a single value.
        modified: when the file was last changed (aware), where that is known.
        utf8: whether all its bytes are UTF-8.
        first_line: the first line of its text that is not empty, for a generator that takes a title from it.
        duplicate: the first key of YAML front matter that is there twice, which stops Hugo's build.
    """

    header: FenceState
    data: Mapping[str, object] | None = field(default_factory=dict)
    error: str | None = None
    not_a_mapping: bool = False
    modified: datetime | None = None
    utf8: bool = True
    duplicate: KeyPath | None = None
    first_line: str = ""


class RedirectSource(Struct, frozen=True):
    """One old address that a page asks to be redirected from.

    Attributes:
        raw: as the front matter has it.
        url: the address that the generator makes of it.
        destination: the file that is written, from the root of the output with ``/``.
        key_path: where it is in the front matter (or would, if a default set it).
    """

    raw: str
    url: str
    destination: str
    key_path: KeyPath


class TemplateLookup(NamedTuple):
    """What a generator goes by when it looks for the template of a page.

    Attributes:
        kind: ``home``, ``page``, ``section``, ``taxonomy``, ``term``.
        folder: the folder of its content, in lower case; empty for the content folder itself.
        type: what it says of its type; or empty.
        layout: what it says of its layout; or empty.
        language: its language.
        title: its title.
    """

    kind: str = "page"
    folder: str = ""
    type: str = ""
    layout: str = ""
    language: str = ""
    title: str = ""


class Page(Struct, frozen=True):
    """What the generator makes of one file.

    Attributes:
        path: the source file.
        collection: name of its collection, or None.
        role: what the file is.
        url: its address within the site, without the base URL; empty where none can be made.
        destination: the file that is (or would be) written, from the root of the output with ``/``.
        state: whether readers can reach it.
        reason: why it is not live, in plain words; empty for what is live or static.
        until: when it becomes live by itself, or None.
        ends: when it ceases to be live by itself, or None.
        date: its date in the site's zone, or None where it has none and the generator takes the time of
            the build.
        slug: the part of the address that the file or its front matter gives.
        redirects_from: old addresses; those of pages that are not written do nothing.
        redirect_to: where its own address sends readers, or None.
        in_listing: whether the site's lists of pages or of its collection still hold it.
        default_keys: front matter keys that the site's configuration fills in.
        lookup: what its template is chosen by; None where its front matter alone says that.
        language: the code of its language, where the generator tells several apart; or empty.
        handed_texts: of ``default_keys`` those whose values are texts, with these.
    """

    path: str
    collection: str | None
    role: Role
    url: str
    destination: str
    state: State
    reason: str = ""
    until: datetime | None = None
    date: datetime | None = None
    slug: str = ""
    redirects_from: tuple[RedirectSource, ...] = ()
    redirect_to: str | None = None
    in_listing: bool = True
    default_keys: tuple[str, ...] = ()
    ends: datetime | None = None
    lookup: TemplateLookup | None = None
    language: str = ""
    handed_texts: tuple[tuple[str, str], ...] = ()

    @property
    def is_unseen(self) -> bool:
        """Whether readers meet nothing of its text, as things are: it only redirects, or is left out everywhere.

        What is hidden for now will be seen, and what is in a list or belongs to another page may be shown there.
        """
        if self.state is State.LIVE:
            return self.redirect_to is not None
        return self.state is State.NEVER and not self.in_listing and self.url != ""


class Redirect(Struct, frozen=True):
    """A redirect that is really written.

    Attributes:
        url: the address that redirects.
        destination: the file that is written.
        target: where it leads.
        source: the file that asked for it.
        key_path: where in its front matter.
    """

    url: str
    destination: str
    target: str
    source: str
    key_path: KeyPath


class Writer(Struct, frozen=True):
    """Who writes a file: a source file, or the redirect that one asked for (``redirect_url``)."""

    path: str
    redirect_url: str | None = None
    redirect_target: str | None = None


class Collision(Struct, frozen=True):
    """Several writers of one file.

    Attributes:
        destination: the file.
        writers: in the order in which they write: the last one wins.
        warned: whether the generator says anything about it.
    """

    destination: str
    writers: tuple[Writer, ...]
    warned: bool


class Fatal(Struct, frozen=True):
    """What stops the build.

    Attributes:
        path: the file.
        key_path: the front matter value, or empty where it is the file itself.
        problem: what is wrong, in plain words: lower case, no full stop.
        by_settings: whether the generator's configuration makes it stop, and so does for every file like it.
        by_clash: whether it stops since another file has the same address.
    """

    path: str
    key_path: KeyPath
    problem: str
    by_settings: bool = False
    by_clash: bool = False


class GeneratedUrl(Struct, frozen=True):
    """An address that no file of the site stands for.

    Attributes:
        url: the address.
        provider: the plugin that makes it, or the file of the site's own.
        destination: the file that is written, from the root of the output with ``/``; empty where it is not known.
        name: the file name that the plugin gives it.
        language: the code of its language, where the generator tells several apart; or empty.
        logical: of a list, the path by which the site's own texts name it; else empty.
    """

    url: str
    provider: str
    destination: str = ""
    name: str = ""
    language: str = ""
    logical: str = ""

    @property
    def file(self) -> str:
        """The file that is written, or would be by its address."""
        return self.destination or (f"{self.url}index.html" if self.url.endswith("/") else self.url)

    @property
    def program(self) -> str:
        """The file of the site's own that makes it, by its path; empty where a plugin or the generator does."""
        return self.provider if _PROGRAM.match(self.provider) else ""


ANYWHERE = "/**"
"""Every address of a site, as ``Maker.addresses`` spells it."""


class Maker(Struct, frozen=True):
    """A program that takes part in the build and adds addresses which only running it tells.

    Attributes:
        name: the plugin, or its file, as readers know it.
        addresses: what it can make: globs of whole paths, where ``**`` crosses folders.
        files: whether it can make pictures and other files that are no text.
        sure: whether it is known to make each of these, of which only what is on them is not known.
        advice: what else a person can do about what is not known for it: whole sentences, or empty.
        pages: paths of the site's own pages whose addresses it makes.
        moves: whether it may also give the site's own pages other addresses than they seem to have.
        apart: whether it is another site, or another build of it, which has nothing in the folders that this one fills.
        among: folders of the site; it can only make what it does where the pages there mostly say their own addresses.
    """

    name: str
    addresses: tuple[str, ...]
    files: bool = False
    sure: bool = False
    advice: str = ""
    pages: tuple[str, ...] = ()
    apart: bool = False
    moves: bool = False
    among: tuple[str, ...] = ()


class Built(Struct, frozen=True):
    """The whole site.

    Attributes:
        pages: every page, post, draft and item, in the order in which they are written.
        redirects: what is really written, in order; a later one replaces an earlier one at the same address.
        static: static files, as pages.
        generated: addresses that plugins make.
        unknown_providers: themes and modules whose files are not known here, and which may bring more of them.
        collisions: by destination, in the order in which they come about.
        skipped: files that are not read.
        fatal: what stops the build; the rest is what would be if it did not.
        makers: plugins that make more addresses.
        default_layout: whether pages that name no layout get one all the same.
        changers: programs that take part in the build, of which nothing can be read, and which may change texts.
    """

    pages: tuple[Page, ...]
    redirects: tuple[Redirect, ...]
    static: tuple[Page, ...]
    generated: tuple[GeneratedUrl, ...] = ()
    unknown_providers: tuple[str, ...] = ()
    collisions: tuple[Collision, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    fatal: tuple[Fatal, ...] = ()
    makers: tuple[Maker, ...] = ()
    default_layout: bool = False
    changers: tuple[str, ...] = ()
