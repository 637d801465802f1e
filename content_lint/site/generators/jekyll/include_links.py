"""The links that a text hands to its includes, which write them into its page: ``{% include x.html url="/a/" %}``.

An include may write a value into an attribute, or show it as text in which there are links. What it may leave out is
left alone, for nobody would see that link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.parse.markdown.body import read_body
from content_lint.parse.markdown.liquid import mask_templates
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.layouts import JekyllLayouts
from content_lint.site.generators.jekyll.liquid_scope import LiquidScope, Scopes, read_scopes
from content_lint.site.generators.jekyll.liquid_values import LISTED_URL
from content_lint.site.generators.jekyll.templates import Templates
from content_lint.site.layouts import include_path
from content_lint.text.regex import regex
from content_lint.text.source import SourceText, Span

_PARAMETER = regex(
    r"""(?<=\s)([\w-]++)\s*+=\s*+(?:"([^"\\]*+(?:\\.[^"\\]*+)*+)"|'([^'\\]*+(?:\\.[^'\\]*+)*+)'|([\w.-]++))""",
    re.DOTALL,
)
_ATTRIBUTE = regex(
    r"""<(a|area|audio|iframe|img|source|video)\s[^<>]{0,500}?\b(href|src)\s*+=\s*+(?:"([^"<>]*+)"|'([^'<>]*+)')""",
    re.IGNORECASE,
)
_LINKS = {"a": "href", "area": "href"}
_USED = regex(r"\binclude\.([\w-]++)")
_SHOWN = regex(r"\{\{-?\s*+include\.([\w-]++)\s*+((?:\|\s*+\w++\s*+)*+)-?\}\}")
_HARMLESS = frozenset({"markdownify", "newline_to_br", "strip", "strip_newlines"})
_MARKDOWN_INSIDE = regex(r"<[a-z][^<>]*\bmarkdown\s*=\s*[\"']?(?:1|block|span)[^<>]*>[^<>]*\Z", re.IGNORECASE)
_BLOCKS = regex(
    r"<(?:article|aside|blockquote|center|d[dlt]|details|div|figure|figcaption|footer|h[1-6]|header|li|nav|ol|p|pre"
    r"|section|table|t[dhr]|ul)\b",
    re.IGNORECASE,
)
_COMMENT = regex(r"\{%-?\s*+comment\s*+-?%\}.*?(?:\{%-?\s*+endcomment\s*+-?%\}|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_LONGEST = 100_000
_BACK = 2_000


class HandedAddress(Struct, frozen=True):
    """An attribute of an include that holds a value that it is handed.

    Attributes:
        text: the attribute as it is written.
        tag: the element and the attribute: ``img.src``.
        names: the values that it uses.
        scope: what is known at its place.
    """

    text: str
    tag: str
    names: tuple[str, ...]
    scope: LiquidScope


class ShownText(Struct, frozen=True):
    """A value that an include shows: whether as Markdown, and what is known at its place."""

    name: str
    markdown: bool
    scope: LiquidScope


class IncludeUse(Struct, frozen=True):
    """What an include does with what it is handed."""

    addresses: tuple[HandedAddress, ...] = ()
    texts: tuple[ShownText, ...] = ()


class IncludeLinks:
    """Finds them on one site.

    Args:
        layouts: its templates.
        settings: the site's.
        templates: evaluates its Liquid.
    """

    def __init__(self, layouts: JekyllLayouts, settings: SiteSettings, templates: Templates) -> None:
        self._layouts = layouts
        self._dialect = settings.dialect
        self._config = JekyllConfig.of(settings)
        self._templates = templates
        self._uses: dict[str, IncludeUse] = {}

    def find(self, document: Document, page: Mapping[str, object], scopes: Scopes) -> Iterator[Link]:
        """The links that a document hands to its includes.

        Args:
            document: the document.
            page: what ``page`` holds.
            scopes: what is known of its variables.
        """
        for tag in document.body.templates:
            path = include_path(document.source[tag])
            use = self._use(path) if path is not None else None
            if use is None or not (use.addresses or use.texts):
                continue
            places = dict(_places(document, tag))
            given = {name: document.source[span] for name, (span, quoted) in places.items() if quoted}
            worked_out = {
                name: self._templates.value(document.source[span], page, scopes.at(tag.start))
                for name, (span, quoted) in places.items()
                if not quoted
            }
            handed = {**given, **worked_out}
            for item in use.addresses:
                yield from self._address(item, document, tag, page, handed, places)
            for text in use.texts:
                if text.name in given and self._templates.within("x", page, text.scope, handed) is not None:
                    yield from self._links_in(document, places[text.name][0], markdown=text.markdown)

    def _address(
        self,
        item: HandedAddress,
        document: Document,
        tag: Span,
        page: Mapping[str, object],
        handed: Mapping[str, object],
        places: Mapping[str, tuple[Span, bool]],
    ) -> Iterator[Link]:
        """The link that an attribute makes of a value; none where nobody knows, or where it is not shown."""
        span = next((places[name][0] for name in item.names if name in places and places[name][1]), None)
        text = self._templates.within(item.text, page, item.scope, handed) if span is not None else None
        if span is not None and text and LISTED_URL not in text:
            raw = document.source[span]
            yield Link(LinkKind.HTML, raw, text, span, tag, tag=item.tag, templated=text != raw)

    def _links_in(self, document: Document, span: Span, *, markdown: bool) -> Iterator[Link]:
        """The links in a value that is shown as text."""
        value = document.source[span]
        if "](" not in value and "<" not in value:
            return
        whole = markdown and document.path.lower().endswith(tuple(self._config.markdown_ext))
        # How far a line is indented says nothing: the include puts it behind something of its own.
        start = span.start
        for line in value.splitlines(keepends=True):
            inner = Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
            start += len(line)
            links = read_body(document.source, inner, self._dialect).links if inner.start < inner.end else ()
            yield from (link for link in links if whole or link.kind is LinkKind.HTML)

    def _use(self, path: str) -> IncludeUse:
        if path not in self._uses:
            tree = self._layouts.tree
            own = path in self._layouts.own
            source = tree.read(f"{self._config.root}{path}") if tree is not None and own else None
            text = source.text[:_LONGEST] if isinstance(source, SourceText) else ""
            self._uses[path] = self._read(_COMMENT.sub("", text)) if "include." in text else IncludeUse()
        return self._uses[path]

    def _read(self, text: str) -> IncludeUse:
        """What an include with this text does."""
        masked = mask_templates(text, 0, len(text), self._dialect)
        scopes = read_scopes(text, masked.templates, self._layouts.assigned_by)
        return IncludeUse(tuple(_addresses(text, scopes)), tuple(_texts(text, scopes)))


def _addresses(text: str, scopes: Scopes) -> Iterator[HandedAddress]:
    for match in _ATTRIBUTE.finditer(text):
        written = match[3] if match[3] is not None else match[4]
        element, attribute = match[1].lower(), match[2].lower()
        if _USED.search(written) and attribute == _LINKS.get(element, "src"):
            names = tuple(dict.fromkeys(_USED.findall(written)))
            yield HandedAddress(written, f"{element}.{attribute}", names, scopes.at(match.start(2)))


def _texts(text: str, scopes: Scopes) -> Iterator[ShownText]:
    plain = _BLOCKS.search(text) is None
    for match in _SHOWN.finditer(text):
        filters = re.findall(r"\w+", match[2])
        before = text[max(0, match.start() - _BACK) : match.start()]
        if not _HARMLESS.issuperset(filters) or before.rfind("<") > before.rfind(">"):
            continue  # it is changed, or in an attribute
        markdown = "markdownify" in filters or plain or _MARKDOWN_INSIDE.search(before) is not None
        yield ShownText(match[1], markdown, scopes.at(match.start()))


def _places(document: Document, tag: Span) -> Iterator[tuple[str, tuple[Span, bool]]]:
    """The values in a tag by name: where each is, and whether it is written out."""
    text = document.source.text
    for match in _PARAMETER.finditer(text, tag.start, tag.end):
        group = next(number for number in (2, 3, 4) if match[number] is not None)
        value = match[group]
        quoted = group != 4 and "\\" not in value and "{{" not in value
        yield match[1], (Span(match.start(group), match.end(group)), quoted)
