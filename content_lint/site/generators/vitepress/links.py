"""Links as VitePress rewrites them (its ``linkPlugin`` and ``imagePlugin``, and Vite for what is shown)."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.site.addresses import AnswerKind
from content_lint.site.generators.protocol import Complaint, Rendered, SourceReferences
from content_lint.site.generators.vitepress.config import VitePressConfig
from content_lint.site.model import Page
from content_lint.text.regex import regex

if TYPE_CHECKING:
    from content_lint.site.index import Site

_EXTERNAL = regex(r"[A-Za-z]+:|//")
_ADDRESS = regex(r"([^?#]*)(\?[^#]*)?(#.*)?\Z")
_INDEX = regex(r"(.*/)?index\.md\Z")
_WRITTEN = (LinkKind.INLINE, LinkKind.REFERENCE)
_KEPT = regex(r"\{[^{}\n]*\b(?:target|download)\b[^{}\n]*\}")
_SHOWN = frozenset({"img.src", "video.src", "video.poster", "source.src", "image.href", "use.href"})
_FILE = regex(
    r"(?:\A|\.)(?:3g2|3gp|aac|ai|apng|au|avif|bin|bmp|cer|class|conf|crl|css|csv|dll|doc|eps|epub|exe|gif|gz|ics"
    r"|ief|jar|jpe|jpeg|jpg|js|json|jsonld|m4a|man|mid|midi|mjs|mov|mp2|mp3|mp4|mpe|mpeg|mpg|mpp|oga"
    r"|ogg|ogv|ogx|opus|otf|p10|p7c|p7m|p7s|pdf|png|ps|qt|roff|rtf|rtx|ser|svg|t|tif|tiff|tr|ts|tsv"
    r"|ttf|txt|vtt|wav|weba|webm|webp|woff|woff2|xhtml|xml|yaml|yml|zip)\Z",
    re.IGNORECASE,
)
"""The endings of addresses that VitePress takes for files (``treatAsHtml``)."""


class VitePressLinks(SourceReferences):
    """Resolves them for one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._config = site.settings.parsed_as(VitePressConfig)
        self._base = site.settings.base_path

    def may_link_source(self, document: Document, page: Page, *, written: bool) -> bool:
        """Where that is so, ``as_rendered`` has the address already; see the base."""
        return False

    def template_of(self, link: Link) -> str:
        """The alias of Vite's that a picture's address begins with; see the base."""
        is_shown = link.kind is LinkKind.IMAGE or link.tag in _SHOWN
        return "an alias of Vite's" if is_shown and link.destination.startswith(("@", "~")) else ""

    def as_rendered(self, document: Document, page: Page | None, link: Link) -> Rendered | None:
        """The address that readers get, or the file that Vite copies; see the base."""
        text = link.destination
        match = _ADDRESS.match(text)
        if link.templated or match is None or not match[1] or _EXTERNAL.match(text):
            return None
        path, rest = match[1], (match[2] or "") + (match[3] or "")
        if link.kind is LinkKind.IMAGE or link.tag in _SHOWN:
            return self._shown(document, link, path)
        if link.kind is LinkKind.FRONT_MATTER:
            # Whatever the theme shows of it, it completes as it does links of Markdown.
            return Rendered(self._base + self._normal(path) + rest) if path.startswith("/") else None
        if link.kind not in _WRITTEN or _KEPT.match(document.source.text, link.span.end):
            return None
        return self._written(page, path, rest)

    def _written(self, page: Page | None, path: str, rest: str) -> Rendered | None:
        """What is made of a link of Markdown; None where it stays as it is."""
        if not self._is_page(path):
            return Rendered(self._base + path + rest) if path.startswith("/") else None
        whole = self._whole(page, path)
        return Rendered(self._base + whole + rest) if whole else None

    def _whole(self, page: Page | None, path: str) -> str:
        """The address of a page from the site's, as a browser completes it; empty where it starts from nowhere."""
        normal = self._normal(path)
        if normal.startswith("/"):
            return normal
        if page is None or not page.url:
            return ""
        made = posixpath.normpath(posixpath.join(page.url.rpartition("/")[0] + "/", normal))
        slash = "/" if normal.endswith(("/", "/.", "/..")) or normal in {".", ".."} else ""
        return f"{made.rstrip('/')}{slash}" or "/"

    def complaint(self, document: Document, page: Page | None, link: Link) -> Complaint | None:
        """Whether VitePress finds no file of a page where a host does; see the base."""
        match = _ADDRESS.match(link.destination)
        if self._config.passes_over or match is None or not match[1]:
            return None
        if (
            link.kind not in _WRITTEN
            or link.templated
            or _EXTERNAL.match(link.destination)
            or not self._is_page(match[1])
        ):
            return None
        whole = unquote(self._whole(page, match[1]))
        if not whole or _KEPT.match(document.source.text, link.span.end):
            return None
        file = f"{whole}index.html" if whole.endswith("/") else f"{whole.removesuffix('.html')}.html"
        answer = self._site.addresses.find(whole)
        if answer is None or answer.kind is not AnswerKind.PAGE or answer.destination == file:
            return None
        return Complaint(f"is the page `{answer.url}` to some hosts only", "it looks for the file of the page alone")

    def _normal(self, path: str) -> str:
        """The address of a page that is named by its file, or with less than the whole name."""
        index = _INDEX.match(path)
        if index:
            return index[1] or "./"
        if not self._is_page(path):
            return path
        bare = path.removesuffix(".md") if path.endswith(".md") else path
        if self._config.clean or bare.endswith((".html", "/")):
            return bare
        return f"{bare}.html"

    def _shown(self, document: Document, link: Link, path: str) -> Rendered | None:
        """A picture: a file of the public folder, or one that the build copies."""
        written, path = path, unquote(path)
        if path.startswith("/"):
            if f"{self._config.public}{path[1:]}" in self._site.surveyed:
                return Rendered(self._base + written)
            if f"{self._config.source}{path[1:]}" in self._site.surveyed:
                return Rendered(written, is_there=True)
            return Rendered(self._base + written)
        if link.kind is not LinkKind.IMAGE and not path.startswith("."):
            return None
        place = posixpath.normpath(posixpath.join(posixpath.dirname(document.path), path))
        return Rendered(f"/{place}", is_there=True) if place in self._site.surveyed else None

    def _is_page(self, path: str) -> bool:
        """Whether VitePress takes an address for that of a page."""
        return _FILE.search(path) is None and path.rpartition(".")[2].lower() not in self._config.more_files
