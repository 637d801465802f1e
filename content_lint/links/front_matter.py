"""Links in front matter.

These are fields that the schema or the CMS knows as links or files, whole values that begin like an address,
and Markdown links inside of texts such as an excerpt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from content_lint.config.settings import Collection, SiteSettings
from content_lint.parse.facts import Document, FrontMatter, FrontMatterField, KeyPath, Link, LinkKind, ScalarStyle
from content_lint.parse.markdown.entities import unescape
from content_lint.site.assets import is_asset
from content_lint.text.regex import regex
from content_lint.text.source import Span

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
_NAME_TO_REPLACE = regex(r"\$[A-Za-z_{]")
_MARKDOWN_LINK = regex(r"\[([^\[\]]*)\]\((?:<([^<>\r\n]*)>|([^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*))(?=[\s)])")
_ASSET_WIDGETS = frozenset({"image", "file"})
_KINDS = {"asset": ASSET, "url": URL}


class FrontMatterLinks:
    """Finds the links of front matter; what is known of the fields of a collection is worked out once.

    Args:
        settings: of the site; without them only what needs no type is found.
    """

    def __init__(self, settings: SiteSettings | None = None) -> None:
        self._settings = settings
        self._fields: dict[str | None, _LinkFields] = {}

    def find_in(self, document: Document) -> Iterator[Link]:
        """The links of a document's front matter, by what is known of the collection that decides about it."""
        if document.front_matter is None:
            return iter(())
        name = document.collection
        if self._settings is not None:
            home = self._settings.collection_of(document.path, name)
            name = home.name if home is not None else None
        return self.find(document.front_matter, name)

    def find(self, front_matter: FrontMatter, collection: str | None) -> Iterator[Link]:
        """The links of a document's front matter, in the order of the file.

        A value with blanks in it is a sentence that begins with an address, unless the field is known to hold a
        file; of a ``mailto:`` value, only blanks after the scheme are let through, since they are a fault of its own.

        Args:
            front_matter: of the document.
            collection: the document's collection.
        """
        fields = self._fields.get(collection)
        if fields is None:
            fields = self._fields[collection] = _LinkFields(self._settings, collection)
        # Where a value is, is asked only where there is one to tell of: that is costly, and seldom.
        return fields.links(front_matter) if fields.may_link(front_matter.data) else iter(())


class _LinkFields:
    """What is known of the fields of one collection."""

    def __init__(self, settings: SiteSettings | None, collection: str | None) -> None:
        self._typed = typed_fields(settings.collections.get(collection or "")) if settings else {}
        self._in_lists = any("*" in path for path in self._typed)
        keys = settings.generator.elsewhere_keys if settings else ()
        self._redirects: set[KeyPath] = {path for key in keys for path in ((key,), (key, 0))}
        self._names = {str(path[0]) for path in self._typed} | set(keys)
        self._media = tuple(f"{path}/" for path in settings.media_paths) if settings else ()

    def may_link(self, data: Mapping[str, object]) -> bool:
        """Whether one of the values can be a link, or hold one."""
        if any(map(data.get, self._names)):
            return True
        seen: set[int] = set()  # of aliases: what they stand for is looked at once
        waiting: list[Iterable[object]] = [data.values()]
        while waiting:
            for value in waiting.pop():
                if isinstance(value, str):
                    first = value[:1]
                    if "](" in value or ((first in _FIRST or first.isspace()) and self._is_address(value.strip())):
                        return True
                elif isinstance(value, (dict, list)) and id(value) not in seen:
                    seen.add(id(value))
                    waiting.append(value.values() if isinstance(value, dict) else value)
        return False

    def links(self, front_matter: FrontMatter) -> Iterator[Link]:
        """All links."""
        for path, field in front_matter.fields.items():
            value = field.value
            if isinstance(value, str) and value:
                tag = REDIRECT_TO if path in self._redirects else self.tag(path) if self._typed else ""
                if not tag and "](" in value:
                    yield from _markdown_links(field)
                elif tag or _may_begin(value):
                    yield from self.whole(field, value, tag)

    def tag(self, path: KeyPath) -> str:
        """What a field holds by its type, or empty."""
        tag = self._typed.get(path, "")
        if not tag and self._in_lists and len(path) > 1:
            tag = self._typed.get(tuple("*" if isinstance(part, int) else part for part in path), "")
        return tag

    def whole(self, field: FrontMatterField, text: str, tag: str) -> Iterator[Link]:
        """A value that is an address as a whole."""
        value = text.strip()
        lowered = value[:7].lower()
        typed = bool(tag)
        if not tag:
            if not self._is_address(value):
                return
            tag = ASSET if value.startswith(self._media) else ""
        elif tag == URL and not lowered.startswith(("/", *_BEGINNINGS)):
            return  # no web address at all, and the schema says so
        words = value[7:].split() if lowered == "mailto:" else value.split()
        # Names of files may hold blanks; without a type, only an ending tells them from a sentence.
        if not words or (len(words) > 1 and not (tag == ASSET and (typed or is_asset(value)))):
            return
        start, end = _inner_place(field, value)
        span = Span(field.span.start + start, field.span.start + end)
        made = _is_templated(value)
        yield Link(LinkKind.FRONT_MATTER, field.raw[start:end], value, span, field.span, tag=tag, templated=made)

    def _is_address(self, value: str) -> bool:
        return value[:7].lower().startswith(_BEGINNINGS) or value.startswith(self._media)


def _may_begin(value: str) -> bool:
    """Whether an address may begin so, going by the first character: that tells most texts from one at once."""
    return value[:1] in _FIRST or value[:1].isspace()


def typed_fields(collection: Collection | None) -> Mapping[KeyPath, str]:
    """The fields of a collection that hold links, by key path (``"*"`` for an index), each with its tag."""
    if collection is None:
        return {}
    if collection.schema is not None:
        return _of_schema(collection.schema)
    return {item.path: ASSET for item in collection.cms_fields if item.widget in _ASSET_WIDGETS}


@lru_cache(maxsize=256)
def _of_schema(schema: type[Schema]) -> Mapping[KeyPath, str]:
    from content_lint.schema.shape import field_kinds  # it brings pydantic

    return {path: _KINDS[kind.name] for path, kind in field_kinds(schema).items() if kind.name in _KINDS}


def _markdown_links(field: FrontMatterField) -> Iterator[Link]:
    """Inline links in a text; its source is searched, so that the places are right whatever its style."""
    place = field.span.start
    for match in _MARKDOWN_LINK.finditer(field.raw):
        group = 2 if match[2] is not None else 3
        raw = match[group]
        destination = unescape(raw)
        yield Link(
            LinkKind.FRONT_MATTER,
            raw,
            destination,
            Span(place + match.start(group), place + match.end(group)),
            Span(place + match.start(), place + match.end()),
            label=" ".join(match[1].split()),
            label_span=Span(place + match.start(1), place + match.end(1)),
            tag=MARKDOWN,
            templated=_is_templated(destination),
        )


def _is_templated(value: str) -> bool:
    """Whether something is to be filled in: by Liquid, or where a layout replaces a name (``$repository/issues``)."""
    return "{{" in value or "{%" in value or _NAME_TO_REPLACE.match(value) is not None


def _inner_place(field: FrontMatterField, value: str) -> tuple[int, int]:
    """Where in a field's text its value is, without quotes, block marks and blanks around it."""
    start = field.raw.find(value)
    if start >= 0:
        return start, start + len(value)
    quotes = int(field.style in (ScalarStyle.SINGLE, ScalarStyle.DOUBLE))
    return quotes, len(field.raw) - quotes
