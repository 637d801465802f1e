"""What Eleventy's configuration says, as far as it is written out, and the data of folders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from content_lint.config.settings import SiteSettings

FORMATS = ("html", "liquid", "ejs", "md", "hbs", "mustache", "haml", "pug", "njk", "11ty.js")


class ByCode:
    """An address that only running a program tells; ``file`` is the program."""

    __slots__ = ("file",)

    def __init__(self, file: str) -> None:
        self.file = file


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
        drafts: whether drafts are left out.
        ids: who gives headings their ids: ``attribute``, ``anchor``, ``code``; empty for nobody.
        own_slugs: whether the site has a filter for slugs of its own.
        programs: templates and plugins that may make more pages.
        copiers: what may copy or make more files.
        images: whether a picture may be named by its file, of which the site gets a copy.
        feeds: addresses of feeds that a plugin makes.
        allows_no_ending: whether an address may do without an ending.
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
    ids: str = ""
    own_slugs: bool = False
    programs: tuple[str, ...] = ()
    copiers: tuple[str, ...] = ()
    images: bool = False
    feeds: tuple[str, ...] = ()
    allows_no_ending: bool = False

    @classmethod
    def of(cls, settings: SiteSettings) -> EleventyConfig:
        """What the settings of a site carry."""
        found = settings.generator_config.parsed if settings.generator_config is not None else None
        return found if isinstance(found, cls) else cls()

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
        place = path.rpartition(".")[0]
        while True:
            value = self.data.get(place, {}).get("permalink")
            if value is not None:
                return value
            if not place or place == self.input:
                return self.everywhere
            place = place.rpartition("/")[0]
