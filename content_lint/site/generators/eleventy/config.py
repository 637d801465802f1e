"""What Eleventy's configuration says, as far as it is written out, and the data of folders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from content_lint.config.settings import SiteSettings
from content_lint.site.generators.eleventy.functions import Functions
from content_lint.site.generators.eleventy.ids import HeadingIds
from content_lint.site.generators.eleventy.shortcodes import Shortcodes

FORMATS = ("html", "liquid", "ejs", "md", "hbs", "mustache", "haml", "pug", "njk", "11ty.js")


CODE_KEY = "\0code"
"""The key under which data says that a program may add to it, with the program's path."""


class ByCode(Struct, frozen=True):
    """A value that only running a program tells; ``file`` is the program."""

    file: str


@dataclass(frozen=True, slots=True)
class EleventyConfig:
    """The configuration of one site.

    Attributes:
        file: the configuration, from the root of the site.
        home: its folder; empty for the root.
        input: the folder of the templates, from the root; empty for the root.
        left_out: folders that are no content: includes, data, output.
        ignores: globs of files that are left out.
        formats: endings of templates.
        engine: what reads the templates in Markdown: ``liquid``, ``njk``, or empty for none.
        copied: files and folders that are copied, each with the place in the finished site.
        data: values that are given to templates, by the folder or the file without ending that they are for.
        everywhere: the address that every template gets that has none of its own; None for the usual.
        links_files: whether a link may name a file.
        adds_prefix: whether a prefix is put before links that begin with a slash.
        prefixes: prefixes of which a program chooses one.
        drafts: whether drafts are left out.
        ids: who gives headings their ids.
        functions: the site's own filters and shortcodes.
        shortcodes: what its own shortcodes do to the pages that use them.
        globals: what templates are given everywhere, by name.
        mover: the program that changes the addresses of pages that have one already; empty for none.
        plugins: packages from elsewhere of which nothing is known here.
        beginnings: what texts begin with that programs give the keys ``url`` and ``permalink`` of what they make.
        programs: templates and plugins that may make more pages.
        copiers: programs that may copy or make more files, each with globs of their addresses.
        images: whether a picture may be named by its file, of which the site gets a copy.
        resizes: whether the tag ``getUrl`` names the file of a picture, of which the site gets a copy.
        copies_beside: whether files beside a text are copied to where its page is.
        feeds: addresses of feeds that a plugin makes.
        allows_no_ending: whether an address may do without an ending.
        around: folders of the templates around pages.
        sources: the programs of the configuration.
    """

    file: str = ""
    home: str = ""
    input: str = ""
    left_out: tuple[str, ...] = ()
    ignores: tuple[str, ...] = ()
    formats: tuple[str, ...] = FORMATS
    engine: str = "liquid"
    copied: tuple[tuple[str, str], ...] = ()
    data: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    everywhere: object = None
    links_files: bool = False
    adds_prefix: bool = False
    drafts: bool = False
    ids: HeadingIds = field(default_factory=HeadingIds)
    functions: Functions = field(default_factory=Functions)
    globals: Mapping[str, object] = field(default_factory=dict)
    mover: str = ""
    plugins: tuple[str, ...] = ()
    beginnings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    programs: tuple[str, ...] = ()
    copiers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    images: bool = False
    copies_beside: bool = False
    feeds: tuple[str, ...] = ()
    allows_no_ending: bool = False
    around: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    shortcodes: Shortcodes = field(default_factory=Shortcodes)
    resizes: bool = False

    @classmethod
    def of(cls, settings: SiteSettings) -> EleventyConfig:
        """What the settings of a site carry."""
        return settings.parsed_as(cls)

    def inner(self, path: str) -> str | None:
        """A path from the input folder, or None for what is outside."""
        if not self.input:
            return path
        return path[len(self.input) + 1 :] if path.startswith(f"{self.input}/") else None

    def permalink_of(self, path: str, own: Mapping[str, object]) -> object:
        """What decides the address of a template: its own value, else that of its data; None for the usual."""
        computed = own.get("eleventyComputed")
        if isinstance(computed, Mapping) and "permalink" in computed:
            return computed["permalink"]
        if "permalink" in own:
            return own["permalink"]
        for data in self._folders_of(path):
            if (value := data.get("permalink")) is not None:
                return value
        return self.everywhere

    def data_of(self, path: str, own: Mapping[str, object]) -> tuple[Mapping[str, object], bool]:
        """What a template is given, and whether nothing but its page itself may add to it."""
        found: dict[str, object] = dict(own)
        is_whole = True
        for data in self._folders_of(path):
            is_whole = is_whole and CODE_KEY not in data
            found = {**data, **found}
        return {**self.globals, **found}, is_whole and CODE_KEY not in self.globals

    def _folders_of(self, path: str) -> Iterator[Mapping[str, object]]:
        """The data of a template and of the folders around it, the nearest first."""
        place = path.rpartition(".")[0]
        while True:
            yield self.data.get(place, {})
            if not place or place == self.input:
                return
            place = place.rpartition("/")[0]
