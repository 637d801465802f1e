"""The addresses that shortcodes write of what they are handed: ``{{< figure src="/x.png" >}}``. No template is run.

Read is an attribute that holds one parameter, with text around it or without. What a template may leave out or change
is left alone, for nobody would see that link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.site.generators.hugo.layout_files import LayoutFiles
from content_lint.site.generators.hugo.shortcode_uses import ShortcodeUse
from content_lint.site.model import TemplateLookup
from content_lint.text.regex import regex
from content_lint.text.source import SourceText

_COMMENT = regex(r"\{\{-?\s*+/\*.*?(?:\*/\s*+-?\}\}|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_ACTION = regex(r"\{\{-?\s*+([^{}]*+)\}\}")
_ATTRIBUTE = regex(r"""\s(href|src)\s*=\s*(["'])([^"'{}<>]*)\Z""")
_REST = regex(r"""([^"'{}<>]*)(["'])""")
_TAG = regex(r"<([a-z]+)(?:\s|\Z)", re.IGNORECASE)
_GET = r"""\$?\.Get\s++(?:"([^"]+)"|`([^`]+)`|(\d+))"""
_VALUE = regex(rf"\(?\s*+{_GET}(?:\s*+\))?((?:\s*+\|\s*+\w++)*+)\Z")
_CALLED = regex(rf"(relURL|absURL|safeURL)\s++(?:\(\s*+)?{_GET}(?:\s*+\))?()\Z")
_TEST = regex(rf"(?:if|with)\s++(?:\(\s*+)?{_GET}(?:\s*+\))?\Z")
_BLOCK = regex(r"(if|with|range|block|define|else|end)\b")
_PIPE = regex(r"\|\s*(\w+)")
_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]*:|[/#?]")
_MADE_FROM_BASE = frozenset({"relURL", "absURL"})
_UNCHANGED = frozenset({"safeURL", "safeHTML", "safeHTMLAttr", *_MADE_FROM_BASE})
_LINKS = {"a": "href", "area": "href", "audio": "src", "iframe": "src", "img": "src", "source": "src", "video": "src"}
_SHOWING = frozenset({"details"})
_LONGEST = 100_000
_UNKNOWN = ""


class WrittenAddress(Struct, frozen=True):
    """An attribute that holds a parameter.

    Attributes:
        tag: the element and the attribute: ``img.src``.
        parameter: the name or the number of the parameter.
        before: the text in front of it.
        after: the text that follows.
        needed: parameters without which the attribute is not written.
        from_base: whether an address without a slash is completed with the site's own.
        looks_up: whether a file of the page or of ``assets`` comes first.
    """

    tag: str
    parameter: str
    before: str = ""
    after: str = ""
    needed: tuple[str, ...] = ()
    from_base: bool = False
    looks_up: bool = False


_EMBEDDED = {"figure": (WrittenAddress("a.href", "link"), WrittenAddress("img.src", "src", looks_up=True))}
"""What Hugo's own shortcodes write."""


class ShortcodeLinks:
    """Finds them on one site.

    Args:
        files: the templates of the site.
        base_path: what the addresses of the site begin with.
        complete: whether all templates are there: what a theme brings that is missing may replace Hugo's own.
    """

    def __init__(self, files: LayoutFiles, base_path: str, *, complete: bool) -> None:
        self._files = files
        self._base = base_path
        self._complete = complete
        self._read: dict[str, tuple[WrittenAddress, ...]] = {}

    def find(
        self, document: Document, uses: Iterable[ShortcodeUse], lookup: TemplateLookup
    ) -> Iterator[tuple[Link, bool]]:
        """The links that a document hands to its shortcodes, each with whether a file of the page comes first."""
        for use in uses:
            for item in self._written(use.name, lookup):
                span = use.places.get(item.parameter)
                if span is None or not self._is_shown(use, lookup) or not all(map(use.parameters.get, item.needed)):
                    continue
                value = document.source[span]
                if value and "\\" not in value and "{{" not in value:
                    text = self._address(item, value)
                    yield Link(LinkKind.HTML, value, text, span, use.span, tag=item.tag), item.looks_up

    def _address(self, item: WrittenAddress, value: str) -> str:
        text = f"{item.before}{value}{item.after}"
        return text if not item.from_base or _SCHEME.match(text) else f"{self._base}/{text}"

    def _is_shown(self, use: ShortcodeUse, lookup: TemplateLookup) -> bool:
        """Whether what the shortcodes around a use enclose is surely shown."""
        around = use.around
        while around is not None:
            path = self._files.shortcode(around.name, lookup)
            if not (self._files.template(path).inner if path is not None else around.name.lower() in _SHOWING):
                return False
            around = around.around
        return True

    def _written(self, name: str, lookup: TemplateLookup) -> tuple[WrittenAddress, ...]:
        path = self._files.shortcode(name, lookup)
        if path is None:
            return _EMBEDDED.get(name.lower(), ()) if self._complete else ()
        if path not in self._read:
            source = self._files.tree.read(path)
            self._read[path] = read_addresses(source.text) if isinstance(source, SourceText) else ()
        return self._read[path]


def read_addresses(template: str) -> tuple[WrittenAddress, ...]:
    """The attributes of a shortcode's template that hold one of its parameters."""
    text = _COMMENT.sub("", template[:_LONGEST])
    found: list[WrittenAddress] = []
    tests: list[str] = []
    for action in _ACTION.finditer(text):
        written = action[1].rstrip().removesuffix("-").rstrip()
        block = _BLOCK.match(written)
        if block is None:
            item = _attribute(text, action, written) if _UNKNOWN not in tests else None
            if item is not None:
                found.append(replace(item, needed=tuple(tests)))
        elif block[1] == "end":
            del tests[-1:]
        elif block[1] == "else":
            tests[-1:] = [_UNKNOWN] if tests else []
        else:
            test = _TEST.match(written)
            tests.append(_name(test) if test is not None else _UNKNOWN)
    return tuple(found)


def _attribute(text: str, action: re.Match[str], written: str) -> WrittenAddress | None:
    """The attribute of a link whose value is this action, with what is written in it, and nothing but text around."""
    start = max(0, action.start() - 500)
    before = _ATTRIBUTE.search(text[start : action.start()])
    rest = _REST.match(text, action.end())
    if before is None or rest is None or rest[2] != before[2]:
        return None
    opened = text.rfind("<", 0, start + before.start() + 1)
    element = _TAG.match(text, opened) if opened >= 0 else None
    attribute = before[1].lower()
    if element is None or _LINKS.get(element[1].lower()) != attribute:
        return None
    value = _parameter(written)
    if value is None:
        return None
    name, filters = value
    from_base = not _MADE_FROM_BASE.isdisjoint(filters)
    if from_base and before[3]:
        return None
    return WrittenAddress(f"{element[1].lower()}.{attribute}", name, before[3], rest[1], from_base=from_base)


def _parameter(expression: str) -> tuple[str, list[str]] | None:
    """The parameter that an expression shows, and what it goes through; None where it is changed on the way."""
    match = _VALUE.match(expression)
    if match is not None:
        name, filters = _name(match), _PIPE.findall(match[4])
    else:
        match = _CALLED.match(expression)
        if match is None:
            return None
        name, filters = match[2] or match[3] or match[4], [match[1]]
    return (name, filters) if _UNCHANGED.issuperset(filters) else None


def _name(match: re.Match[str]) -> str:
    return match[1] or match[2] or match[3]
