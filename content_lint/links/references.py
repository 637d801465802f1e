"""Tags and shortcodes that name a file instead of an address, and Liquid in addresses: the generator's own ways."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from content_lint.config.settings import GeneratorFiles
from content_lint.parse.dialect import Generator
from content_lint.parse.facts import Document, Link
from content_lint.site.index import Site
from content_lint.site.model import Page

if TYPE_CHECKING:
    from content_lint.config.generators.jekyll.config import JekyllConfig
    from content_lint.links.templates import Templates
    from content_lint.site.generators.hugo.references import HugoReferences
    from content_lint.site.generators.jekyll.tags import Tags


class SourceReferences:
    """Resolves them for one site; each generator's code is imported only where such a reference stands."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._files = site.settings.generator_config or GeneratorFiles()

    @cached_property
    def jekyll(self) -> JekyllConfig | None:
        """Jekyll's configuration, or None for other sites."""
        if self._site.settings.generator is not Generator.JEKYLL:
            return None
        from content_lint.config.generators.jekyll.config import JekyllConfig

        return JekyllConfig.from_mapping(self._files.config, self._files.lock or None)

    @cached_property
    def plugins(self) -> frozenset[str] | None:
        """The plugins of a Jekyll site, or None where they are not known.

        Without a lock file it may be built by GitHub Pages, which has plugins of its own.
        """
        return self.jekyll.plugins if self.jekyll is not None and self._files.lock else None

    @cached_property
    def _tags(self) -> Tags:
        from content_lint.site.generators.jekyll.tags import Tags

        assert self.jekyll is not None  # noqa: S101 - asked of Jekyll sites only
        return Tags(self._site.built, self.jekyll, self._site.now)

    @cached_property
    def _hugo(self) -> HugoReferences:
        from content_lint.config.generators.hugo.config import HugoConfig
        from content_lint.site.generators.hugo.references import HugoReferences

        return HugoReferences(self._site.built, HugoConfig.from_mapping(self._files.config))

    @cached_property
    def _templates(self) -> Templates | None:
        if self.jekyll is None:
            return None
        from content_lint.links.templates import Templates

        return Templates(self.jekyll, self._files.config, lambda: self._tags)

    def evaluate(self, document: Document, page: Page | None, text: str) -> str | None:
        """An address with its Liquid worked out, or None where only rendering tells."""
        if self._templates is None:
            return None
        data: Mapping[str, object] = document.front_matter.data if document.front_matter is not None else {}
        values = {key: value for key, value in data.items() if isinstance(value, str)}
        if page is not None and page.url:
            values["url"] = page.url
        return self._templates.evaluate(text, values)

    def tag(self, document: Document, link: Link) -> tuple[str | None, str]:
        """The address that a tag or shortcode stands for.

        Returns:
            the address and nothing, or None and why the build stops there; both empty where that is not known.
        """
        if self._site.settings.generator is Generator.HUGO:
            return self._hugo_reference(document, link)
        if self.jekyll is None:
            return None, ""
        from content_lint.site.generators.jekyll.tags import TagError

        try:
            found = self._tags.link(link.raw) if link.tag == "link" else self._tags.post_url(link.raw)
        except TagError as error:
            return None, str(error)
        return found.url, ""

    @cached_property
    def link_template(self) -> str:
        """What Hugo hands every link to before it is written, in words; empty where links stay as they are."""
        if self._site.settings.generator is not Generator.HUGO:
            return ""
        from content_lint.config.generators.hugo.config import HugoConfig

        if self._site.layouts.link_template:
            return f"`{self._site.layouts.link_template}`"
        if len(HugoConfig.from_mapping(self._files.config).languages) > 1:
            return "Hugo's own template for links, which is on where a site has several languages,"
        if "useembedded" in str(self._files.config.get("markup") or "").lower():
            return "Hugo's own template for links, as the configuration says,"
        providers = self._site.built.unknown_providers
        return f"a template of the {providers[0]}" if providers else ""

    def names_file(self, document: Document, path: str) -> bool:
        """Whether a path that is no address names the file of a page, and a template for links may look it up."""
        if not self.link_template:
            return False
        from content_lint.site.generators.hugo.references import BrokenReferenceError

        try:
            self._hugo.resolve(path, document.path)
        except BrokenReferenceError:
            return False
        return True

    def _hugo_reference(self, document: Document, link: Link) -> tuple[str | None, str]:
        from content_lint.site.generators.hugo.references import BrokenReferenceError

        try:
            found = self._hugo.resolve(link.raw, document.path)
        except BrokenReferenceError as error:
            return None, str(error)
        return self._site.settings.base_path + found.url, ""
