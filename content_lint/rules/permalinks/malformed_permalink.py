from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import normpath

from msgspec import Struct

from content_lint.config.generator import Generator
from content_lint.parse.facts import Document, FrontMatterField, ScalarStyle
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.permalinks.addresses import Address, Use, find_addresses, is_template
from content_lint.rules.permalinks.placeholders import unknown_placeholder
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown, spelt, typed
from content_lint.text.nearest import nearest
from content_lint.text.regex import regex
from content_lint.text.source import Span

_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]{0,30}://+|(?:https?|ftp|mailto):", re.IGNORECASE)
_HOST = regex(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\Z")
_OUTER_BLANK = regex(r"\A\s+|\s+\Z")
_CONTROL = regex(r"[\x00-\x1f\x7f]+")
_TWO = regex(r"\s/")
_QUERY = regex(r"[?#]")
_BACKSLASH = regex(r"\\+")
_DOUBLE = regex(r"//+")
_DOTS = regex(r"(?:(?<=/)|\A)\.{1,2}(?=/|\Z)")
# Deleted is every `./`; every `..` becomes a slash, also inside names.
_DELETED_DOTS = regex(r"\.\./?|\./")
_ENDINGS = frozenset(
    {
        *("com", "org", "net", "edu", "gov", "info", "eu", "uk", "io", "de", "fr", "nl", "es", "it", "ie"),
        *("us", "ca", "au", "lgbt"),
    }
)


class _Fault(Struct, frozen=True):
    """What is wrong with one address: where in its value, and the words."""

    start: int
    end: int
    message: str
    help: str


class MalformedPermalink(DocumentRule[Options]):
    """An address is written so that the page ends up somewhere else.

    ## Why this matters
    A permalink is a path on this site, such as `/about/contact-us/`. With a host name in it the host becomes
    a folder, and the page cannot be found where everybody expects it; a `?` or `#` ends the path for every
    browser; at an unknown placeholder Jekyll stops the build.

    ## Bad
    ~~~md
    ---
    title: Contact us
    date: 2020-01-02
    permalink: www.example.org/contact-us/
    ---
    ~~~

    ~~~md
    ---
    title: Contact us
    date: 2020-01-02
    permalink: /news/:yaer/contact-us/
    ---
    ~~~

    ## Good
    ~~~md
    ---
    title: Contact us
    date: 2020-01-02
    permalink: /contact-us/
    ---
    ~~~
    """

    meta = RuleMeta("PL101", "malformed-permalink", Severity.ERROR)

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """At most one finding for each address: the first thing that is wrong with it."""
        for address in find_addresses(context):
            field = address.field
            fault = _fault(address, context)
            if fault is not None:
                yield self.report(
                    document.path,
                    _place(field, fault),
                    f"`{spelt(field.path)}` {fault.message}",
                    help=fault.help,
                )


def _fault(address: Address, context: DocumentContext) -> _Fault | None:
    value, generator = address.field.value, context.settings.generator
    if not isinstance(value, str):
        return _no_text(address, context)
    if not value:
        return _empty(address, context)
    if is_template(value, generator):
        return None
    if found := _OUTER_BLANK.search(value):
        return _found(found, f"begins or ends with a blank: {shown(value)}", f"Write {typed(value.strip())}")
    return (
        _foreign(value, address.use, context)
        or (_path(value, address.use, generator) if address.use is not Use.ELSEWHERE else None)
        or _placeholder(value, address.use, context)
    )


def _no_text(address: Address, context: DocumentContext) -> _Fault | None:
    """Some generators stop at anything but text; nothing and false are as good as no permalink."""
    generator, value = context.settings.generator, address.field.value
    if not generator.stops_at_no_text or value is None or value is False or address.use is Use.ELSEWHERE:
        return None
    if isinstance(value, (list, dict)):
        message, cure = "is a list or a group of keys", "Write one path such as `/about/`"
    else:
        word = address.field.raw.rpartition(" ")[2]  # without a tag in front of it
        message, cure = f"is no text: {shown(address.field.raw)}", f'Write it in quotes, with a slash: `"/{word}/"`'
    return _Fault(0, 0, f"stops {generator.called}, because it {message}", cure)


def _empty(address: Address, context: DocumentContext) -> _Fault | None:
    says = context.settings.generator.says
    if address.use is Use.ELSEWHERE:
        return None
    if address.use is Use.OLD:
        message = says.empty_old_address
    else:
        message = says.empty_page_address if context.document.collection is None else says.empty_document_address
    if not message:
        return None
    return _Fault(0, 0, message, f"Remove `{address.field.path[0]}`, or write a path such as `/about/`")


def _foreign(value: str, use: Use, context: DocumentContext) -> _Fault | None:
    """A scheme or a host name where a path is wanted."""
    own = context.settings.own_hosts
    scheme = _SCHEME.match(value.lstrip("/") if use is Use.OWN else value)
    if scheme:
        if use is Use.ELSEWHERE:
            return None
        path = "/" + value.split("://", 1)[-1].partition("/")[2].lstrip("/")
        cure = f"Write {typed(path)}" if len(path) > 1 else "Write a path such as `/about/`"
        return _Fault(0, len(value), f"is a whole address, not a path on this site: {shown(value)}", cure)
    if value.startswith("//") and use is Use.ELSEWHERE:
        effect = context.settings.generator.says.bare_host
        message = f"has no `https:`, {effect}: {shown(value)}"
        return _Fault(0, 2, message, f"Write {typed('https:' + value)}") if effect else None
    if value.startswith("/") and use is not Use.OWN:
        return None  # an address that may well have been there: the slip that this rule is about made it
    bare = value.lstrip("/")
    first, slash, rest = bare.partition("/")
    if not _is_host(first, own, sure=bool(slash) and not value.startswith("/")):
        return None
    start = len(value) - len(bare)
    cure = f"Write {typed(f'https://{bare}' if use is Use.ELSEWHERE else f'/{rest}')}"
    becomes = f"so it means {shown('/' + bare)} on this site"
    return _Fault(start, start + len(first), f"holds the host name {shown(first)}, {becomes}", cure)


def _is_host(word: str, own: frozenset[str], *, sure: bool) -> bool:
    lower = word.lower()
    if lower in own or (lower.startswith("www.") and _HOST.match(lower)):
        return True
    if not sure or not _HOST.match(lower):
        return False
    return lower.rpartition(".")[2] in _ENDINGS or any(lower.endswith(f".{host}") for host in own)


def _path(value: str, use: Use, generator: Generator) -> _Fault | None:
    """What a path cannot hold."""
    # An old address with a blank in it may have been there, but not one with another after the blank.
    if use is Use.OLD and (found := _TWO.search(value)):
        return _found(
            found, f"holds more than one address: {shown(value)}", "Write a list, each address on a line of its own"
        )
    if use is Use.OWN and (found := _CONTROL.search(value)):
        cure = _CONTROL.sub(" ", value)
        return _found(found, f"holds a tab or a line end: {shown(value)}", f"Write it on one line: {typed(cure)}")
    if found := _QUERY.search(value):
        why = "which ends the path of an address"
        return _found(found, f"holds `{found[0]}`, {why}: {shown(value)}", "Write the path without it")
    if found := _BACKSLASH.search(value):
        why = "which browsers take for a slash"
        return _found(found, f"holds `\\`, {why}: {shown(value)}", f"Write {typed(_BACKSLASH.sub('/', value))}")
    if generator.normalises_addresses and not normpath(value.lstrip("/")).startswith(".."):
        return None
    return _slashes(value, use, generator)


def _slashes(value: str, use: Use, generator: Generator) -> _Fault | None:
    """Repeated slashes, and dots before a slash."""
    if found := _DOUBLE.search(value):
        return _found(
            found, f"holds more than one slash in a row: {shown(value)}", f"Write {typed(_DOUBLE.sub('/', value))}"
        )
    if generator.relative_old_addresses and use is Use.OLD:
        return None
    dots = _DELETED_DOTS if generator.deletes_dots else _DOTS
    if found := dots.search(value):
        return _found(
            found,
            f"holds {shown(found[0])}, {generator.says.dots}: {shown(value)}",
            "Write the whole path, without dots before a slash",
        )
    return None


def _placeholder(value: str, use: Use, context: DocumentContext) -> _Fault | None:
    if use is not Use.OWN or ":" not in value:
        return None
    generator, is_page = context.settings.generator, context.document.collection is None
    unknown = unknown_placeholder(value, generator.placeholders, is_page=is_page)
    if unknown is None:
        return None
    start, name, known = unknown
    near = nearest(name, known)
    help_ = (
        f"Did you mean `:{near}`?"
        if near
        else "Write the word itself, or one of " + ", ".join(f"`:{each}`" for each in sorted(known)[:6])
    )
    who = generator.or_else("this site")
    return _Fault(start, start + len(name) + 1, f"holds `:{name}`, which {who} cannot fill in: {shown(value)}", help_)


def _found(match: re.Match[str], message: str, cure: str) -> _Fault:
    return _Fault(match.start(), match.end(), message, cure)


def _place(field: FrontMatterField, fault: _Fault) -> Span:
    """The faulty part in the file, where the value is there letter by letter; else the whole value."""
    inner = 0 if field.style is ScalarStyle.PLAIN else 1
    text = field.raw[inner : len(field.raw) - inner]
    if (
        fault.end > fault.start
        and field.value == text
        and field.style in (ScalarStyle.PLAIN, ScalarStyle.SINGLE, ScalarStyle.DOUBLE)
    ):
        return Span(field.span.start + inner + fault.start, field.span.start + inner + fault.end)
    return field.span if field.span.end > field.span.start else field.key_span
