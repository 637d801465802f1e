"""Links as Eleventy's plugins rewrite them: one that names a file becomes its address, or gets the prefix."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote

from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.site.generators.eleventy.config import ByCode, EleventyConfig
from content_lint.site.generators.eleventy.permalinks import Values, evaluate
from content_lint.site.generators.protocol import Rendered, SourceReferences
from content_lint.site.model import Page

if TYPE_CHECKING:
    from content_lint.site.index import Site

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_ADDRESS = re.compile(r"([^?#]*)(\?[^#]*)?(#.*)?\Z", re.DOTALL)
_RESIZED = re.compile(r"\{%-?\s*getUrl\s+[\"']([^\"'{}%]{1,300})[\"'][^%]{0,300}%\}\Z")
_SETS = re.compile(
    r"\{%-?\s*(?:(?:set|assign)\s+(?P<name>\w{1,50})\s*=\s*(?:[\"'](?P<value>[^\"'\n]{0,300})[\"']\s*-?%\})?"
    r"|(?:set|capture)\s+(?P<block>\w{1,50})\s*-?%\}(?P<inside>[^%]{0,300})\{%)"
)
"""What gives a name a value: a text in quotes, or one between two templates."""


class EleventyLinks(SourceReferences):
    """Resolves them for one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._config = EleventyConfig.of(site.settings)
        self._set: dict[str, Mapping[str, object]] = {}
        self._blocks: dict[str, tuple[tuple[int, int, str], ...]] = {}

    def may_link_source(self, document: Document, page: Page, *, written: bool) -> bool:
        return False

    def evaluate(self, document: Document, page: Page | None, text: str) -> str | None:
        config = self._config
        picture = self._resized(text)
        if picture:
            return picture
        own = document.front_matter.data if document.front_matter is not None else {}
        data, _ = config.data_of(document.path, own)
        data = {**data, **self._set_in(document)}
        base = self._site.settings.base_path
        inner = config.inner(document.path) or document.path
        url = page.url if page is not None and page.destination else None
        # What a name gives that no data has, templates in the text itself may define.
        values = Values(inner, data, None, url, base, config.functions, nothing=None)
        made = evaluate(text, values)
        return self._prefixed(made) if made is not None else None

    def _resized(self, text: str) -> str:
        """The picture that the tag of a plugin names, from the input folder; or empty."""
        match = _RESIZED.match(text) if self._config.resizes else None
        return f"/{match[1].lstrip('/')}" if match is not None else ""

    def _prefixed(self, address: str) -> str:
        """An address as the plugin for the site's prefix writes it, which looks at what templates have made, too."""
        base = self._site.settings.base_path
        is_own = address.startswith("/") and not address.startswith(("//", f"{base}/"))
        return base + address if base and self._config.adds_prefix and is_own else address

    def _set_in(self, document: Document) -> Mapping[str, object]:
        """What templates of the text itself set; ``ByCode`` for what is set more than once, or not as a plain text."""
        if document.path not in self._set:
            text = document.source.text if document.body.templates else ""
            found: dict[str, object] = {}
            for match in _SETS.finditer(text):
                name = match["name"] or match["block"]
                value = match["value"] if match["name"] else match["inside"]
                is_plain = value is not None and "{" not in value and name not in found
                found[name] = value.strip() if is_plain and value is not None else ByCode(document.path)
            self._set[document.path] = found
        return self._set[document.path]

    def changed_by(self, document: Document, page: Page | None, link: Link) -> str:
        if document.path not in self._blocks:
            found = self._config.shortcodes.blocks(document.source.text) if document.body.templates else ()
            self._blocks[document.path] = tuple(found)
        for start, end, name in self._blocks[document.path]:
            if start < link.span.start < end:
                return f"the shortcode `{name}` of `{self._config.shortcodes.reworked[name]}`"
        return ""

    def as_rendered(self, document: Document, page: Page | None, link: Link) -> Rendered | None:
        picture = self._resized(link.destination) if link.templated else ""
        if picture and f"{self._config.input}{picture}".lstrip("/") in self._site.surveyed:
            return Rendered(picture, is_there=True)
        match = _ADDRESS.match(link.destination)
        if link.templated or match is None or not match[1] or _SCHEME.match(link.destination):
            return None
        base = self._site.settings.base_path
        if self._is_copied(document, link, unquote(match[1])):
            return Rendered(link.destination, is_there=True)
        if self._config.links_files:
            target = self._named(document, unquote(match[1]))
            if target is not None:
                return Rendered(base + target.url + (match[2] or "") + (match[3] or ""))
        prefixed = self._prefixed(link.destination)
        return Rendered(prefixed) if prefixed != link.destination else None

    def _is_copied(self, document: Document, link: Link, path: str) -> bool:
        """Whether a plugin copies the file that a link names, to where the link finds it."""
        if self._config.images and self._is_picture(document, link, path):
            return True
        return self._config.copies_beside and posixpath.normpath(self._beside(document, path)) in self._site.surveyed

    def _is_picture(self, document: Document, link: Link, path: str) -> bool:
        """Whether a link is a picture whose file is there, of which the image plugin makes copies."""
        if link.kind is not LinkKind.IMAGE and link.tag != "img.src":
            return False
        return any(posixpath.normpath(place) in self._site.surveyed for place in self._places(document, path))

    @staticmethod
    def _beside(document: Document, path: str) -> str:
        return posixpath.join(posixpath.dirname(document.path), path) if not path.startswith("/") else path

    def _named(self, document: Document, path: str) -> Page | None:
        """The page of the file that a link names, whose address is known."""
        for place in self._places(document, path):
            page = self._site.pages.get(posixpath.normpath(place))
            if page is not None and page.url and page.destination:
                return page
        return None

    def _places(self, document: Document, path: str) -> Iterator[str]:
        bare = path.lstrip("/")
        if not path.startswith("/"):
            yield posixpath.join(posixpath.dirname(document.path), path)
        yield posixpath.join(self._config.input, bare)
        yield posixpath.join(self._config.home, bare)
