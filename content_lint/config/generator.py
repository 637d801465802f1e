"""What the program that renders a site is like: what rules, links and commands ask of it, as plain data.

A generator's package makes one of these for each site (``detect.py``). What depends on the pages of a site is asked of
the generator's face instead (``site/generators/protocol.py``). The defaults are for a program that is not modelled.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct


class Sentences(Struct, frozen=True):
    """What is said of one generator alone. Each is empty where there is nothing to say.

    Attributes:
        unclosed: what becomes of front matter without an end (", so Jekyll takes it for text").
        unreadable: what becomes of front matter that cannot be read.
        missing: what becomes of a file without front matter (", so Jekyll makes no page of it").
        empty_old_address: what an old address that is empty does.
        empty_page_address: what an own address that is empty does to a page outside of collections.
        empty_document_address: what it does to a document of a collection.
        bare_host: what becomes of a target that begins with ``//`` ("so that Jekyll puts … before it").
        dots: what becomes of dots before a slash in an address ("which means another folder").
        style: a remark on a word that names a style of addresses; ``{}`` is the word.
        reference: how a text names a file instead of its address ("`{{< relref >}}`"); empty where it cannot.
        hide: how a page is kept out of the site where `draft` does not do it: a whole sentence.
        unread_folder: how posts in a folder that nothing reads come to be read; ``{}`` is the collection's name.
    """

    unclosed: str = ""
    unreadable: str = ""
    missing: str = ""
    empty_old_address: str = ""
    empty_page_address: str = ""
    empty_document_address: str = ""
    bare_host: str = ""
    dots: str = "which means another folder"
    style: str = ""
    reference: str = ""
    hide: str = ""
    unread_folder: str = "Name the folder in content-lint.toml."


class Placeholders(Struct, frozen=True):
    """What may be written as ``:name`` in the address of one page.

    Attributes:
        known: those that are filled in.
        added: those that the site's own plugins add.
        of_pages: those of pages outside of collections, where these know others; else empty.
        anywhere: whether one may be a part of a word; else only between two slashes.
    """

    known: frozenset[str] = frozenset()
    added: frozenset[str] = frozenset()
    of_pages: frozenset[str] = frozenset()
    anywhere: bool = False


Fault = Literal["link", "file link", "other file link", "case", "anchor", "picture", "route"]
"""What a build may look at: links to pages, to files of documents or to other files, to pages in another case,
fragments, pictures, pages at one address."""

Reaction = Literal["stops", "warns", "passes"]
"""What it does there."""


class Generator(Struct, frozen=True):
    """The program that renders the site.

    Attributes:
        name: the word for it in our settings.
        called: its name as people know it; empty where nothing tells which program it is.
        version: the version that the site is built with, where its repository says so, else empty.
        modelled: whether addresses and publication are worked out as it does that.
        config_names: the names that its configuration can have; only one of them is read.
        asks_git: whether git says which files there are, so that nobody can know when that changes.
        copies_unknown_files: whether files of ours at the site's top are published with it.
        says: what is said of it alone.

        own_keys: keys of front matter that hold a page's whole address.
        name_keys: keys that hold the last part of it.
        old_keys: keys that hold old addresses.
        elsewhere_keys: keys that hold the address to which the page sends its readers.
        ignores_case: whether the case of letters in a key makes no difference.
        fills_templates: whether an address in front matter may hold a template that is filled in.
        stops_at_no_text: whether an own or old address that is no text stops the build.
        stops_at_repeated_keys: whether a key of the first level that is there twice stops the build.
        stops_at_unreadable_dates: whether a date of its own that it cannot read stops the build.
        stops_at_references: whether a tag that names no page stops the build.
        relative_old_addresses: whether an old address may begin with ``../``.
        deletes_dots: whether dots before a slash vanish from addresses, also inside names.
        normalises_addresses: whether dots and repeated slashes in an address do no harm, unless they lead out of it.
        placeholders: what may be written as ``:name`` in an address.
        styles: words that are no address of a page but name a style of the whole site.
        name_in_address: whether the file's name and the date in it may be parts of the address.
        winner_by_chance: whether chance decides which of two pages with one address is there.
        makes: what pages that it makes by itself are called, by their path in the model.
        has_liquid_layouts: whether the templates of pages are Liquid's, in ``_layouts`` and ``_includes``.
        static_folder: the folder for files that are served as they are, with a slash; None where that is not known.

        front_matter: whether every file of content needs front matter, only what is to be a page does, a page is only
            poor without, or is fine without.
        switches_changed: whether ``yes`` and ``no`` without quotes have another value in its older versions.
        date_keys: keys of front matter that it reads as dates, in small letters.
        hiding_keys: keys whose dates can hide a page, the one that decides first.
        pages_have_dates: whether pages outside of collections have dates.
        reads_empty_dates: whether an empty date is read as one, and stops the build.
        dated_names: whether it takes the date at the beginning of a file's name for the page's.
        stops_at_dated_names: whether such a date that the calendar does not have stops the build.
        dated_collections: collections whose files must be named after a date.
        usual_date: a date as its own guides write it.
        asks_cms_for_url: whether the site's address may be known to the CMS alone.
        stops_at_mdx: whether what MDX cannot read stops the build, also what other programs mend first.
        marks_ids: whether ``{#id}`` after a heading, or the like, gives it an id.
        brings_labels: whether labels of links may be defined somewhere else than in their file.
        routes_by_folder: whether our setting `routes` names folders, since there are no collections of files.
        drafts_without_effect: keys that look as if they kept a page out of the site, and do not.
        js_dates: keys whose values JavaScript makes dates of, by collection, and whether it does so with an empty one.
        reactions: what this site's build does at faults in what it looks at, by what its configuration says.
        shows_not_found: whether its program in the browser says "not found" where no page was built, whatever file a
            host answers with.
        finds_any_case: whether that program finds a page whatever case its address is written in.
        finds_any_slash: whether that program, and the build that looks at links, find a page with and without a last
            slash in its address.
        looks_at: what links begin with that the build looks at; empty for all.
    """

    name: str
    called: str = ""
    version: str = ""
    modelled: bool = False
    config_names: tuple[str, ...] = ()
    asks_git: bool = False
    copies_unknown_files: bool = False
    says: Sentences = Sentences()

    own_keys: tuple[str, ...] = ("permalink",)
    name_keys: tuple[str, ...] = ()
    old_keys: tuple[str, ...] = ()
    elsewhere_keys: tuple[str, ...] = ()
    ignores_case: bool = False
    fills_templates: bool = False
    stops_at_no_text: bool = False
    stops_at_repeated_keys: bool = False
    stops_at_unreadable_dates: bool = True
    stops_at_references: bool = True
    relative_old_addresses: bool = False
    deletes_dots: bool = False
    normalises_addresses: bool = False
    placeholders: Placeholders = Placeholders()
    styles: frozenset[str] = frozenset()
    name_in_address: bool = False
    winner_by_chance: bool = False
    makes: Mapping[str, str] = {}
    has_liquid_layouts: bool = False
    static_folder: str | None = None

    front_matter: Literal["always", "needed", "expected", "optional"] = "optional"
    switches_changed: bool = False
    date_keys: frozenset[str] = frozenset()
    hiding_keys: tuple[str, ...] = ("date",)
    pages_have_dates: bool = True
    reads_empty_dates: bool = False
    dated_names: bool = False
    stops_at_dated_names: bool = False
    dated_collections: frozenset[str] = frozenset()
    usual_date: str = "2006-01-02"
    asks_cms_for_url: bool = True
    brings_labels: bool = False
    stops_at_mdx: bool = False
    routes_by_folder: bool = False
    drafts_without_effect: tuple[str, ...] = ()
    marks_ids: bool = True
    js_dates: Mapping[str, Mapping[str, bool]] = {}
    reactions: Mapping[Fault, Reaction] = {}
    shows_not_found: bool = False
    finds_any_case: bool = False
    finds_any_slash: bool = False
    looks_at: tuple[str, ...] = ()

    @property
    def named(self) -> str:
        """Its name, with the version where that is known: ``Hugo 0.111.3``."""
        return f"{self.called} {self.version}".rstrip()

    def or_else(self, words: str) -> str:
        """Its name, where what it does is known; else other words for it."""
        return self.called if self.modelled else words
