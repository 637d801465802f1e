"""Tags of Jekyll's that name a file instead of an address, and Liquid in addresses."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.entry_filter import EntryMatcher
from content_lint.site.generators.jekyll.tags import TagError, Tags
from content_lint.site.generators.jekyll.templates import Templates
from content_lint.site.generators.protocol import SourceReferences
from content_lint.site.model import Page, State
from content_lint.text.regex import regex

if TYPE_CHECKING:
    from content_lint.site.index import Site


_BASE = r"(?:\{\{-?\s*+site\.(?:baseurl|url)\s*+-?\}\})*+"
_LISTED = regex(
    _BASE + r"\{\{-?\s*+(\w++)\.url\s*+"
    r"(?:\|\s*+(?:relative_url|absolute_url|prepend:\s*+site\.(?:baseurl|url)|remove:[^|}]*+|strip)\s*+)*+-?\}\}\Z"
)
_ASSIGNED = regex(r"\{%-?\s*+assign\s++(\w++)\s*+=\s*+([\w.]++)")
_FOR = regex(r"\{%-?\s*+for\s++(\w++)\s++in\s++([\w.]++)")
_RELATIVE_LINKS = "jekyll-relative-links"
_RELLINKS = regex(r"\|\s*+rellinks\b")
_WRITTEN = frozenset({State.LIVE, State.STATIC})


def _is_list(source: str, config: JekyllConfig) -> bool:
    """Whether a name is that of a list of the site's own pages that are written."""
    written = (item.label for item in config.collections if item.output)
    return source in {"paginator.posts", "site.related_posts", "site.pages", *(f"site.{name}" for name in written)}


class JekyllLinks(SourceReferences):
    """Resolves them for one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._config = JekyllConfig.of(site.settings)
        # Without a lock file it may be built by GitHub Pages, which has plugins of its own.
        plugins = self._config.plugins if self._config.locked else None
        self._relative_links = plugins is None or _RELATIVE_LINKS in plugins
        self._options = self._config.options_of("relative_links")
        self.names_files_from_root = self._relative_links and self._options.get("enabled") is not False
        self.may_take_bare_files = plugins is None

    @cached_property
    def _tags(self) -> Tags:
        return Tags(self._site.built, self._config, self._site.now)

    @cached_property
    def _templates(self) -> Templates:
        written = self._site.settings.generator_config
        return Templates(self._config, written.config if written is not None else {}, lambda: self._tags)

    def template_of(self, link: Link) -> str:
        # Texts in front matter are handed to the plugin by its filter, which is in no template that leaves them alone.
        if link.kind is not LinkKind.FRONT_MATTER:
            return ""
        return f"the filter `rellinks` in `{self._filter}`" if self._filter else ""

    @cached_property
    def _filter(self) -> str:
        """A template that has the plugin's filter, or empty."""
        return next((path for path, text in self._site.templates.items() if _RELLINKS.search(text)), "")

    def evaluate(self, document: Document, page: Page | None, text: str) -> str | None:
        data: Mapping[str, object] = document.front_matter.data if document.front_matter is not None else {}
        values = {**self._site.settings.defaults_of(document.path, document.collection), **data}
        if page is not None and page.url:
            values["url"] = page.url
        return self._templates.evaluate(text, values)

    def is_listed(self, document: Document, text: str) -> bool:
        """Whether an address is that of each page in one of the site's own lists: ``{% for post in site.posts %}``."""
        match = _LISTED.match(text)
        if match is None:
            return False
        body = document.source.text
        lists = {name for name, source in _ASSIGNED.findall(body) if _is_list(source, self._config)}
        sources = [source for name, source in _FOR.findall(body) if name == match[1]]
        return bool(sources) and all(_is_list(source, self._config) or source in lists for source in sources)

    def may_link_source(self, document: Document, page: Page, *, written: bool) -> bool:
        """What jekyll-relative-links does: in Markdown, and in posts and collections only where it is told to."""
        if not self.names_files_from_root or not written or page.state not in _WRITTEN:
            return False
        if not document.path.lower().endswith(tuple(self._config.markdown_ext)):
            return False
        path = document.path.removeprefix(self._config.root)
        if document.collection is not None and self._options.get("collections") is not True:
            return False
        return not self._left_alone.matches(path)

    @cached_property
    def _left_alone(self) -> EntryMatcher:
        """The files that its setting ``exclude`` keeps as they are."""
        written = self._options.get("exclude")
        items = [str(item).removeprefix("/") for item in written] if isinstance(written, list) else []
        return EntryMatcher(items)

    def tag(self, document: Document, link: Link) -> tuple[str | None, str]:
        try:
            found = self._tags.link(link.raw) if link.tag == "link" else self._tags.post_url(link.raw)
        except TagError as error:
            return None, str(error)
        return found.url, ""
