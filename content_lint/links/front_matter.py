"""Links that stand in front matter.

These are fields that the schema or the CMS knows as links or files, whole values that begin like an address,
and Markdown links inside of texts such as an excerpt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from content_lint.config.settings import Collection, SiteSettings
from content_lint.links.assets import is_asset
from content_lint.parse.dialect import Generator
from content_lint.parse.facts import Field, FrontMatter, KeyPath, Link, LinkKind, Style
from content_lint.text.source import SourceText, Span

if TYPE_CHECKING:
    from content_lint.schema.base import Schema

MARKDOWN = "markdown"
"""The tag of a Markdown link inside of a front matter text."""
ASSET = "asset"
"""The tag of a field that holds a file of the site."""
REDIRECT_TO = "redirect_to"
"""The tag of the address that a page sends its readers to."""
URL = "url"
"""The tag of a field that the schema knows as a web address."""

_BEGINNINGS = ("http:", "https:", "mailto:")
_FIRST = frozenset("hHmM/")
_MARKDOWN_LINK = re.compile(r"\[([^\[\]]*)\]\((?:<([^<>\r\n]*)>|([^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*))(?=[\s)])")
_ASSET_WIDGETS = frozenset({"image", "file"})
_REDIRECT_PATHS: frozenset[KeyPath] = frozenset({(REDIRECT_TO,), (REDIRECT_TO, 0)})
_KINDS = {"asset": ASSET, "url": URL}


def find_front_matter_links(
    source: SourceText, front_matter: FrontMatter, settings: SiteSettings | None = None, collection: str | None = None
) -> Iterator[Link]:
    """The links of a document's front matter, in the order of the file.

    A value with blanks in it is a sentence that begins with an address, unless the field is known to hold a file;
    of a ``mailto:`` value, only blanks behind the scheme are let through, since they are a fault of its own.

    Args:
        source: the document's text.
        front_matter: its front matter.
        settings: of the site; without them only what needs no type is found.
        collection: the document's collection.
    """
    finder = _Finder(source, front_matter, settings, collection)
    for path, field in front_matter.fields.items():
        value = field.value
        if isinstance(value, str) and value:
            tag = finder.tag(path) if finder.has_types else ""
            if not tag and "](" in value:
                yield from _markdown_links(source, field)
            elif tag or value[0] in _FIRST or value[0].isspace():
                yield from finder.whole(field, value, tag)


class _Finder:
    """What is known of the fields of one document."""

    def __init__(
        self, source: SourceText, front_matter: FrontMatter, settings: SiteSettings | None, collection: str | None
    ) -> None:
        self._source = source
        self._typed = typed_fields(settings.collections.get(collection or "")) if settings else {}
        self._in_lists = any("*" in path for path in self._typed)
        jekyll = settings is not None and settings.generator is Generator.JEKYLL
        self._redirects = jekyll and REDIRECT_TO in front_matter.data
        self.has_types = bool(self._typed) or self._redirects
        self._media = tuple(f"{path}/" for path in settings.media_paths) if settings else ()

    def tag(self, path: KeyPath) -> str:
        """What a field holds by its type, or empty."""
        if self._redirects and path in _REDIRECT_PATHS:
            return REDIRECT_TO
        tag = self._typed.get(path, "")
        if not tag and self._in_lists and len(path) > 1:
            tag = self._typed.get(tuple("*" if isinstance(part, int) else part for part in path), "")
        return tag

    def whole(self, field: Field, text: str, tag: str) -> Iterator[Link]:
        """A value that is an address as a whole."""
        value = text.strip()
        lowered = value[:7].lower()
        typed = bool(tag)
        if not tag:
            if self._media and value.startswith(self._media):
                tag = ASSET
            elif not lowered.startswith(_BEGINNINGS):
                return
        elif tag == URL and not lowered.startswith(("/", *_BEGINNINGS)):
            return  # no web address at all, and the schema says so
        words = value[7:].split() if lowered == "mailto:" else value.split()
        # Names of files may hold blanks; without a type, only an ending tells them from a sentence.
        if not words or (len(words) > 1 and not (tag == ASSET and (typed or is_asset(value)))):
            return
        span = _inner_span(self._source, field, value)
        templated = "{{" in value or "{%" in value
        yield Link(LinkKind.FRONT_MATTER, self._source[span], value, span, field.span, tag=tag, templated=templated)


def typed_fields(collection: Collection | None) -> Mapping[KeyPath, str]:
    """The fields of a collection that hold links, by key path (``"*"`` for an index), each with its tag."""
    if collection is None:
        return {}
    if collection.schema is not None:
        return _of_schema(collection.schema)
    return {item.path: ASSET for item in collection.cms_fields if item.widget in _ASSET_WIDGETS}


@lru_cache(maxsize=256)
def _of_schema(schema: type[Schema]) -> Mapping[KeyPath, str]:
    from content_lint.schema.shape import field_kinds  # noqa: PLC0415 - it brings pydantic

    return {path: _KINDS[kind.name] for path, kind in field_kinds(schema).items() if kind.name in _KINDS}


def _markdown_links(source: SourceText, field: Field) -> Iterator[Link]:
    """Inline links in a text; its source is searched, so that the places are right whatever its style."""
    for match in _MARKDOWN_LINK.finditer(source.text, field.span.start, field.span.end):
        group = 2 if match[2] is not None else 3
        raw = match[group]
        destination = _resolved(raw) if "&" in raw else raw
        yield Link(
            LinkKind.FRONT_MATTER,
            raw,
            destination,
            Span(match.start(group), match.end(group)),
            Span(match.start(), match.end()),
            label=" ".join(match[1].split()),
            label_span=Span(match.start(1), match.end(1)),
            tag=MARKDOWN,
            templated="{{" in destination or "{%" in destination,
        )


def _resolved(raw: str) -> str:
    """A Markdown destination with its entities resolved, as the renderer will."""
    from mistune.util import unescape  # noqa: PLC0415 - hardly ever needed

    return unescape(raw)


def _inner_span(source: SourceText, field: Field, value: str) -> Span:
    """The value's own text, without quotes, block marks and blanks around it."""
    start = source.text.find(value, field.span.start, field.span.end)
    if start >= 0:
        return Span(start, start + len(value))
    if field.style in {Style.SINGLE, Style.DOUBLE}:
        return Span(field.span.start + 1, field.span.end - 1)
    return field.span
