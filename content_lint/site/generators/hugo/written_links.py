"""What the templates for links and images of a site write: each is worked out for the link that it is handed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape, unescape

from msgspec import Struct
from msgspec.structs import replace

from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.site.generators.hugo.go_templates.nodes import Block
from content_lint.site.generators.hugo.go_templates.parse import GoTemplate, TemplateError
from content_lint.site.generators.hugo.go_templates.run import (
    Begun,
    NotFollowedError,
    Runnable,
    TemplateRun,
    all_written,
)
from content_lint.site.generators.hugo.go_templates.values import (
    OPEN,
    PUBLISHED,
    UNKNOWN,
    Function,
    SafeHtml,
    Shown,
    StopError,
    Value,
)
from content_lint.site.generators.hugo.layout_files import LayoutFiles
from content_lint.site.generators.hugo.template_values import PageValue, SiteValues
from content_lint.text.regex import regex

_TAG = r"(?:[^\"'<>]|\"[^\"]*+\"|'[^']*+')*?"
_VALUE = r"(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))"
_HREF = regex(rf"<a\s{_TAG}(?<![\w-])href\s*+=\s*+{_VALUE}")
_SRC = regex(rf"<(?:img|source|video|audio|iframe|embed|amp-img)\s{_TAG}(?<![\w-])src\s*+=\s*+{_VALUE}")
_LOOKS_UP = regex(r"\bGetPage\b|\b[Rr](?:el)?[Rr]ef\b")
_SEARCHES = regex(r"RE\b")
_WORD = regex(r"\"([^\"\\]*+)\"|`([^`]*+)`")
_CONTAINED = regex(r"\b(?:[cC]ontains|in)\s+\S+\s+\"([^\"\\]++)\"")
_ENDING = regex(r"\.[A-Za-z0-9]+(?=[?#]|\Z)")
_OF_FORMS = frozenset(
    {"./", "../", ".md", "/", "//", "#", "?", "http", "https", "http://", "https://", "mailto:", "tel:"}
)
_COMMENT = regex(r"\{\{-?\s*+/\*(?:[^*]|\*(?!/))*+")
_MARKED_UP = frozenset("*_`<[\\!~:$")
_TYPESET = regex(r"[\"'&{]|--|\.\.\.|:\w+:")  # what becomes another sign, or is a template's
_PARTIAL = regex(r"\bpartial(?:Cached)?\s+\"([^\"\\]++)\"")
_PARTIALS = ("_partials/", "partials/")


class HookAddress(Struct, frozen=True):
    """What a template writes for a link.

    Attributes:
        text: the address; None where only the build tells.
        is_there: whether the template itself publishes what is there.
        stops: what the template says as it stops the build; or empty.
        asked: the paths of pages and files that it looked for.
    """

    text: str | None = None
    is_there: bool = False
    stops: str = ""
    asked: tuple[str, ...] = ()


class _Handed:
    """The dot of a template for links or images."""

    def __init__(self, fields: dict[str, Value]) -> None:
        self._fields = fields

    def field(self, name: str) -> Value:
        return self._fields.get(name, UNKNOWN)


class _Words(Struct, frozen=True):
    """The words by which a template may know an address: as a whole, at an end, inside; or whether it searches it."""

    whole: frozenset[str]
    ends: tuple[str, ...]
    contained: frozenset[str]
    searches: bool


class WrittenLinks:
    """Works them out.

    Args:
        values: the pages and functions of the site.
        files: its templates.
    """

    def __init__(self, values: SiteValues, files: LayoutFiles) -> None:
        self._values = values
        self._files = files
        self._templates: dict[str, GoTemplate | None] = {}
        self._known: dict[tuple[str, ...], HookAddress] = {}
        self._forms: dict[tuple[str, str, str], bool] = {}
        self._as_expected: dict[tuple[str, str, str, str], bool] = {}
        self._words: dict[str, _Words] = {}
        self._looking: dict[str, bool] = {}
        self._asks_more = False
        self._parts: dict[str, Runnable] = {}
        self._beginnings: dict[tuple[str, str], tuple[Begun | None, Runnable]] = {}
        self._last: tuple[str, PageValue, Mapping[str, Function]] | None = None

    def address(self, hook: str, document: Document, link: Link, language: str) -> HookAddress:
        """What a template makes of a link of Markdown.

        Args:
            hook: the path of the template.
            document: the document.
            link: one of its links.
            language: the language of its page.
        """
        template = self._template(hook)
        self._asks_more = True
        if template is None:
            return HookAddress()
        if self._last is None or self._last[0] != document.path:
            page = self._values.page(document)
            self._last = document.path, page, self._values.functions_for(page)
        _, page, functions = self._last
        key = (hook, language, link.kind, link.destination, _written_label(document, link), link.title or "")
        if key in self._known:
            return self._known[key]
        page.is_asked = page.is_asked_more = False
        self._values.asked.clear()
        handed = _handed(document, link, page)
        try:
            begun, rest = self._begun(hook, language, template, functions)
            found = all_written(rest, handed, functions, lambda name: self._part(name, language), begun)
            made = _of_all(found, _SRC if link.kind is LinkKind.IMAGE else _HREF)
        except NotFollowedError:
            return HookAddress(asked=tuple(sorted(self._values.asked)))
        made = replace(made, asked=tuple(sorted(self._values.asked)))
        self._asks_more = page.is_asked_more
        if not page.is_asked:
            self._known[key] = made  # the same on every page
        return made

    def looks_up(self, hook: str) -> bool:
        """Whether a template looks for pages by their paths."""
        if hook not in self._looking:
            self._looking[hook] = _LOOKS_UP.search(self._files.text(hook)) is not None
        return self._looking[hook]

    def is_as_expected(self, hook: str, document: Document, link: Link, language: str, expected: str) -> bool:
        """Whether a template writes what most do: the address of the page that is meant.

        That is worked out for the first link of each form, and taken for granted of the others: templates look at how
        an address begins and ends, and for words that are in them. Where they ask for more, each link is worked out.
        """
        source = _kind_of_source(document.path)
        key = hook, language, link.destination, source
        if key not in self._as_expected:
            form = self._form(hook, link.destination, source)
            known = self._forms.get((hook, language, form)) if form else None
            if known is None:
                known = self.address(hook, document, link, language).text == expected
                if not form:
                    return known
                self._forms[hook, language, form] = known = known and not self._asks_more
            self._as_expected[key] = known
        return self._as_expected[key]

    def _form(self, hook: str, address: str, source: str) -> str:
        """How an address begins and ends; empty where the template may know it by a word of its own."""
        if hook not in self._words:
            self._words[hook] = _words_of("".join(self._texts(hook)))
        words = self._words[hook]
        if words.searches or address in words.whole or address.startswith(words.ends) or address.endswith(words.ends):
            return ""
        if any(word in address for word in words.contained):
            return ""
        return _shape(address, source)

    def _texts(self, hook: str) -> Iterator[str]:
        """The text of a template and of the partials that it names."""
        text = self._files.text(hook)
        yield text
        for name in {match[1] for match in _PARTIAL.finditer(text)}:
            found = self._files.partial(name, "")
            if found is not None:
                yield self._files.text(found.path)

    def _template(self, path: str) -> GoTemplate | None:
        if path not in self._templates:
            try:
                template = GoTemplate(self._files.text(path))
            except (TemplateError, RecursionError):  # the latter for very many `else if`
                self._templates[path] = None
            else:
                self._templates[path] = template
                for name, part in template.parts.items():
                    self._parts.setdefault(name, part)
        return self._templates[path]

    def _begun(
        self, hook: str, language: str, template: GoTemplate, functions: Mapping[str, Function]
    ) -> tuple[Begun | None, Runnable]:
        """How a template begins before it looks at the link or the page, and what is left of it then."""
        if (hook, language) not in self._beginnings:
            nodes = template.body.nodes
            count = template.body.fixed_nodes()
            try:
                begun = TemplateRun(functions, lambda _: None, []).begin(nodes[:count])
            except (NotFollowedError, StopError, RecursionError):
                self._beginnings[hook, language] = None, template.body
            else:
                self._beginnings[hook, language] = begun, Block(nodes[count:])
        return self._beginnings[hook, language]

    def _part(self, name: str, language: str) -> Runnable | None:
        """A partial, or a template that another one defines."""
        lower = name.lower()
        for start in ("", *_PARTIALS):
            if f"{start}{lower}" in self._parts:
                return self._parts[f"{start}{lower}"]
        bare = next((lower.removeprefix(start) for start in _PARTIALS if lower.startswith(start)), lower)
        found = self._files.partial(bare, language)
        template = self._template(found.path) if found is not None else None
        return template.body if template is not None else None


def _shape(address: str, source: str) -> str:
    """How an address begins and ends, and what is in it; a relative one means something else from each kind of page."""
    path = address.partition("#")[0].partition("?")[0]
    start = next((start for start in ("/", "./", "..", "#", "?") if address.startswith(start)), "x")
    ending = _ENDING.search(address)
    slash = "/" if path.endswith("/") else ""
    inside = "".join(sign for sign in "?#" if sign in address)
    if start == "/":
        return " ".join((start, ending[0] if ending else "", slash, inside))
    return " ".join((start, ending[0] if ending else "", slash, inside, source))


@lru_cache(maxsize=16)  # a document has many links
def _kind_of_source(path: str) -> str:
    """What relative addresses of a file start from: a page's folder or its own, and whether that is the root."""
    folder, _, name = path.rpartition("/")
    stem = name.partition(".")[0]
    return f"{stem if stem in {'index', '_index'} else 'page'} {'/' not in folder}"


def _words_of(text: str) -> _Words:
    bare = _COMMENT.sub("", text)
    whole = frozenset(match[1] or match[2] or "" for match in _WORD.finditer(bare)) - _OF_FORMS
    contained = frozenset(match[1] for match in _CONTAINED.finditer(bare))
    return _Words(whole, tuple(word for word in whole if len(word) > 1), contained, _SEARCHES.search(bare) is not None)


def _written_label(document: Document, link: Link) -> str:
    """The text of a link with its markup."""
    return document.source[link.label_span] if link.label_span is not None else link.label


def _handed(document: Document, link: Link, page: PageValue) -> _Handed:
    written = _written_label(document, link)
    plain = link.label if _TYPESET.search(written) is None else UNKNOWN
    is_marked_up = plain is UNKNOWN or not _MARKED_UP.isdisjoint(written)
    return _Handed(
        {
            "Destination": link.destination,
            "Title": link.title or "",
            "Text": (Shown(link.label) if plain is not UNKNOWN else UNKNOWN)
            if is_marked_up
            else SafeHtml(escape(link.label)),
            "PlainText": plain,
            "Page": page,
            "PageInner": page,
        }
    )


def _of_all(found: Iterable[str | StopError], pattern: re.Pattern[str]) -> HookAddress:
    """The one address in all that a template may write; not known where there are several."""
    made: set[HookAddress] = set()
    stops: list[str] = []
    for item in found:
        if isinstance(item, StopError):
            stops.append(str(item))
            continue
        made.add(_first(item, pattern))
        if len(made) > 1 or HookAddress() in made:
            return HookAddress()
    if made:
        return made.pop()
    return HookAddress(stops=stops[0]) if len(stops) == 1 else HookAddress()


def _first(text: str, pattern: re.Pattern[str]) -> HookAddress:
    match = pattern.search(text)
    if match is None:
        return HookAddress()
    value = unescape(match[1] or match[2] or match[3] or "").strip()
    if OPEN in value:
        return HookAddress()
    return HookAddress(value.replace(PUBLISHED, ""), is_there=PUBLISHED in value)
