"""Links as Docusaurus rewrites them: one that names a file becomes the address of its page, or of a copy."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.parse.scripts.literals import Named, ScriptModule
from content_lint.site.addresses import AnswerKind
from content_lint.site.generators.docusaurus.components import DocusaurusLayouts
from content_lint.site.generators.docusaurus.config import DocusaurusConfig, Folder
from content_lint.site.generators.docusaurus.files import inner_path
from content_lint.site.generators.docusaurus.routes import route_of
from content_lint.site.generators.docusaurus.shown_texts import ShownTexts
from content_lint.site.generators.protocol import Possible, Rendered, SourceReferences
from content_lint.site.mdx_code import value_in_braces
from content_lint.site.model import Page
from content_lint.text.regex import regex

if TYPE_CHECKING:
    from content_lint.site.index import Site

_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ADDRESS = regex(r"([^?#]*)(\?[^#]*)?(#.*)?\Z", re.DOTALL)
_WRITTEN = (LinkKind.INLINE, LinkKind.REFERENCE, LinkKind.IMAGE)
_REQUIRED = regex(r"\{\s*require\(\s*['\"]([^'\"]+)['\"]\s*\)(?:\.default)?\s*\}\Z")
_BASED = regex(r"\{\s*useBaseUrl\(\s*['\"]([^'\"]+)['\"]\s*\)\s*\}\Z")
_TAG = regex(r"<([A-Z][\w$]*)")
_FILE = frozenset({(), ("default",)})
_PATHNAME = "pathname://"


class DocusaurusLinks(SourceReferences):
    """Resolves them for one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        layouts = site.layouts
        self._components = layouts.components if isinstance(layouts, DocusaurusLayouts) else None
        self._config = DocusaurusConfig.of(site.settings)

    def evaluate(self, document: Document, page: Page | None, text: str) -> str | None:
        based = _BASED.match(text)
        return based[1] if based else self._asked_for(document, text) or self._declared(document, text)

    def _asked_for(self, document: Document, text: str) -> str | None:
        """The file that a piece of code asks for, or that its name is imported from."""
        required = _required(text)
        if required or not text.startswith("{"):
            return required
        value = value_in_braces(text)
        imported = self._names(document).imports.get(value.name) if isinstance(value, Named) else None
        is_file = isinstance(value, Named) and value.rest in _FILE
        source = imported.source.rpartition("!")[2] if imported is not None and is_file else ""
        return source if self._file(document, source) else None

    def _declared(self, document: Document, text: str) -> str | None:
        """The text that an expression in braces is, or the constant of that name."""
        if not text.startswith("{"):
            return None
        value = value_in_braces(text)
        if isinstance(value, Named) and not value.rest:
            value = self._names(document).values.get(value.name)
        return value if isinstance(value, str) else None

    def _names(self, document: Document) -> ScriptModule:
        return self._components.names(document) if self._components is not None else ScriptModule()

    def possible(self, document: Document, page: Page | None, link: Link) -> tuple[Possible, ...] | None:
        tag = _TAG.match(document.source.text, link.span.start)
        if self._components is None or tag is None or "{" in link.destination or not link.tag.endswith(".href"):
            return None
        return (Possible(link.destination),) if self._components.passes_on(document, tag[1]) else None

    def completed(self, document: Document, link: Link) -> str:
        tag = _TAG.match(document.source.text, link.span.start)
        if self._components is None or tag is None or not link.tag.endswith(".href"):
            return ""
        return self._components.written_before(document, tag[1])

    def may_link_source(self, document: Document, page: Page, *, written: bool) -> bool:
        return False

    def shown_on(self, document: Document) -> Sequence[Page]:
        return self._site.once(ShownTexts).pages_with(document.path)

    def made_addresses(self, document: Document, link: Link) -> tuple[str, ...]:
        """The addresses that a link to a file means if a program makes a document of that path."""
        match = _ADDRESS.match(link.destination)
        path = unquote(match[1]) if match is not None else ""
        if link.kind not in _WRITTEN or not path.endswith((".md", ".mdx")) or _SCHEME.match(path):
            return ()
        found: list[str] = []
        for place in self._places(document, self._config.folder_of(document.path), path):
            target = self._config.folder_of(posixpath.normpath(place))
            inner = inner_path(target, posixpath.normpath(place)) if target is not None else ""
            # The pages of categories are made of no document, and no link to a file means one.
            if target is not None and not inner.startswith("category/"):
                found.append(route_of(target, inner, {}))
        return tuple(dict.fromkeys(found))

    def as_rendered(self, document: Document, page: Page | None, link: Link) -> Rendered | None:
        text = link.destination
        if link.templated:
            return self._by_code(document, text)
        if link.kind not in _WRITTEN and not self._is_component(document, link):
            return None
        if text.startswith(_PATHNAME):
            return Rendered(self._based(text[len(_PATHNAME) :], ""))
        return self._by_markdown(document, link, text)

    def _by_markdown(self, document: Document, link: Link, text: str) -> Rendered | None:
        """What is made of the address of a link or image of Markdown, or of the theme's link."""
        match = _ADDRESS.match(text)
        if match is None or not match[1] or text.startswith("//") or _SCHEME.match(text):
            return None
        found = self._target(document, unquote(match[1]), is_image=link.kind is LinkKind.IMAGE)
        if found is not None:
            return Rendered(found.text + (match[2] or "") + (match[3] or ""), found.is_there)
        if text.startswith("/") and (link.kind is LinkKind.IMAGE or self._is_static(text)):
            return Rendered(self._based(text, ""))
        slashed = self._slashed(match[1]) + text[match.end(1) :]
        if text.startswith("/"):
            # The theme's link puts the base of the site, and the language, before an absolute address.
            return Rendered(self._based(slashed, self._prefix(document)))
        return Rendered(slashed) if slashed != text else None

    def _slashed(self, path: str) -> str:
        """A path with the last slash that the theme's link gives it, or takes from it (``trailingSlash``)."""
        slash, bare = self._config.trailing_slash, path.rstrip("/")
        name = bare.rpartition("/")[2]
        if slash is None or name in ("", ".", "..") or bare == self._site.settings.base_path:
            return path
        if slash:
            return path if path.endswith("/") or "." in name else f"{path}/"
        return path.removesuffix("/")

    def _is_component(self, document: Document, link: Link) -> bool:
        """Whether an attribute is one that the theme's link reads, to which it adds the base."""
        start = link.span.start
        return document.source.text.startswith(("<Link", "<Redirect"), start)

    def _by_code(self, document: Document, text: str) -> Rendered | None:
        """A file that a program asks for, which is copied, or an address to which the base is added."""
        required = self._asked_for(document, text)
        if required:
            return Rendered(required, is_there=True) if self._file(document, required) else None
        based = _BASED.match(text)
        if based is None:
            return None
        return Rendered(self._based(f"/{based[1].lstrip('/')}", ""))

    def _based(self, path: str, prefix: str) -> str:
        base = f"{self._site.settings.base_path}{prefix}"
        return path if not base or path == base or path.startswith(f"{base}/") else base + path

    def _prefix(self, document: Document) -> str:
        folder = self._config.folder_of(document.path)
        return self._config.prefix(folder.language) if folder is not None else ""

    def _target(self, document: Document, path: str, *, is_image: bool) -> Rendered | None:
        if path.endswith((".md", ".mdx")) and not is_image:
            target = self._document(document, path)
            if target is not None:
                return Rendered(self._site.settings.base_path + target)
        if path.startswith("/"):
            return None
        if path.startswith("@site/") or is_image or "." in path.rpartition("/")[2]:
            return Rendered(f"/{path}", is_there=True) if self._file(document, path) else None
        return None

    def _file(self, document: Document, path: str) -> bool:
        """Whether a file is there that a link or a program names from its own."""
        if path.startswith("@site/"):
            place = posixpath.join(self._config.home, path[6:])
        else:
            place = posixpath.join(posixpath.dirname(document.path), path)
        return posixpath.normpath(place) in self._site.surveyed

    def _is_static(self, text: str) -> bool:
        """Whether an address is that of a file that is copied, which every language has at its own place."""
        found = self._site.addresses.find(unquote(text.partition("#")[0].partition("?")[0]))
        return found is not None and found.kind is AnswerKind.STATIC

    def _document(self, document: Document, path: str) -> str | None:
        """The address of the document that a link names: beside its own, else from a content folder."""
        folder = self._config.folder_of(document.path)
        for place in self._places(document, folder, path):
            page = self._site.pages.get(posixpath.normpath(place))
            if page is not None and page.url:
                return self._in_language(page, folder)
        return None

    def _places(self, document: Document, folder: Folder | None, path: str) -> Iterator[str]:
        home = self._config.home
        if path.startswith("@site/"):
            yield posixpath.join(home, path[6:])
            return
        if not path.startswith("/"):
            own = posixpath.dirname(document.path)
            yield posixpath.join(own, path)
            if folder is not None and folder.base != folder.path:
                yield posixpath.join(folder.base + own[len(folder.path) :], path)
        if path.startswith(("./", "../")):
            return
        bare = path.lstrip("/")
        if folder is not None:
            yield posixpath.join(folder.path, bare)
            yield posixpath.join(folder.base, bare)
        yield posixpath.join(home, bare)

    def _in_language(self, page: Page, folder: Folder | None) -> str:
        """The address of a page in the language of the document that links to it."""
        target = self._config.folder_of(page.path)
        if folder is None or target is None or folder.language == target.language:
            return page.url
        inner = page.path[len(target.path) + 1 :]
        for other in self._config.folders:
            if other.base == target.base and other.language == folder.language:
                translated = self._site.pages.get(f"{other.path}/{inner}")
                if translated is not None and translated.url:
                    return translated.url
        return f"{self._config.prefix(folder.language)}{page.url}"


def _required(text: str) -> str | None:
    """The file that a piece of code asks for, without the loaders that webpack takes before a ``!``."""
    match = _REQUIRED.match(text)
    return match[1].rpartition("!")[2] if match else None
