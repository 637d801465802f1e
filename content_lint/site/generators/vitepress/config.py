"""What .vitepress/config says, as far as it is written out in it."""

from __future__ import annotations

from msgspec import Struct

from content_lint.parse.scripts.text_functions import TextFunction
from content_lint.site.generators.vitepress.rewrites import RewriteRule


class VitePressConfig(Struct, frozen=True):
    """One site's configuration.

    Attributes:
        file: from the root; empty without one.
        source: the folder of the documents from the root, with a slash at its end; empty for the root.
        public: the folder of files that are copied, likewise.
        home: the folder of ``.vitepress`` from the root, likewise.
        base: ``base``, with no slash at its end.
        site: the address of ``sitemap.hostname``, as far as it names a host.
        clean: ``cleanUrls``.
        excluded: globs of what is no page, from ``source``.
        rewrites: in their order.
        by_code: keys of which only running the program tells.
        ignores_dead: whether the build passes over dead links.
        ignored: addresses of links that it passes over.
        ignored_by_pattern: whether it also passes over others, by patterns.
        languages: the folders of ``locales``.
        maps_site: whether it makes a site map.
        own_ids: whether something in the program may change the ids of headings, and nobody can follow how.
        slugs: the site's own function for ids; None where the usual one makes them.
        marks: what is around the attributes of a heading, where the program says so; empty for the usual braces.
        formulas: whether ``$`` begins a formula.
        makes_texts: what in the program may write text files besides, in words; or empty.
        more_files: endings of addresses, beside the usual ones, that it is told to take for files.
    """

    file: str = ""
    source: str = ""
    public: str = "public/"
    home: str = ""
    base: str = ""
    site: str = ""
    clean: bool = False
    excluded: tuple[str, ...] = ()
    rewrites: tuple[RewriteRule, ...] = ()
    by_code: tuple[str, ...] = ()
    ignores_dead: bool = False
    ignored: tuple[str, ...] = ()
    ignored_by_pattern: bool = False
    languages: tuple[str, ...] = ()
    maps_site: bool = False
    own_ids: bool = False
    slugs: TextFunction | None = None
    marks: tuple[str, str] = ("{", "}")
    formulas: bool = False
    makes_texts: str = ""
    more_files: tuple[str, ...] = ()

    @property
    def passes_over(self) -> bool:
        """Whether the build may pass over a dead link."""
        return self.ignores_dead or self.ignored_by_pattern or bool(self.ignored)

    def inner(self, path: str) -> str | None:
        """A path from the folder of documents; None for what is not in it."""
        return path[len(self.source) :] if path.startswith(self.source) else None

    def address(self, inner: str) -> tuple[str, str]:
        """The address and the file of the page of a document, by its path from the folder of documents."""
        bare = inner.removesuffix(".md")
        if bare == "index" or bare.endswith("/index"):
            folder = f"/{bare.removesuffix('index')}"
            return folder, f"{folder}index.html"
        return f"/{bare}" if self.clean else f"/{bare}.html", f"/{bare}.html"

    def rewritten(self, inner: str) -> str:
        """The path that a document has after ``rewrites``, from the folder of documents."""
        return next((made for rule in self.rewrites if (made := rule.apply(inner)) is not None), inner)
