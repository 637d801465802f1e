"""See InvisibleCharacter."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from shlex import quote

from content_lint.parse.facts import Document, Style
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.base import DocumentContext, DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown
from content_lint.text.characters import (
    find_invisible,
    has_invisible,
    has_right_to_left,
    is_at_home,
    name_of,
    strip_invisible,
)
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.source import BOM, Span

_ADDRESS_KEYS = frozenset(
    {"permalink", "url", "slug", "redirect_from", "redirect_to", "aliases", "canonical_url", "email"}
)
_HOMES = frozenset({"permalink", "url", "slug", "redirect_from", "aliases"})
_ADDRESS_SIGN = re.compile(r"[\w.+-]@[\w-]|://|\bwww\.")
_ADDRESS_CHARACTER = re.compile(r"[\w.@/:%+?=&#-]")
_BLANKS = re.compile(r"[\s<>()\[\]\"'`]")
_REACH = 100
_WORD_BEFORE = re.compile(r"[^\W_][\w'\u2019-]{0,30}[^\w\s]{0,3}\Z")
_WORD_AFTER = re.compile(r"\W{1,4}([^\W_][\w'\u2019-]{0,30})")
_MARKUP_BESIDE = "_`~\\"
_MARKUP_WITH_NEIGHBOURS = "*\"'<"
"""What makes emphasis, curly quotes or a tag together with its neighbours."""
_HEAD = re.compile(
    r"((?:[ \t]*(?:>|[-+*](?=[ \t]|\Z)|\d{1,9}[.)](?=[ \t]|\Z)))*)([ \t]*)"
    r"((?:#{1,6}|=+|-+|`{3,}|~{3,}|\||:|\{|<|\[[^\]]{0,60}\]:|\*\[)?)"
)
_CODE_INDENT = 4
_YAML_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


class InvisibleCharacter(DocumentRule[Options]):
    r"""There is an invisible character in the text.

    ## Why this matters
    Such characters come along when text is copied from a message, a document or a chat. In an address they
    break the link, though it looks right. In a text, searches miss the word, and screen readers may spell
    it. Some turn the direction of what follows, so that readers see something else than what is there.

    Emoji, scripts that need such characters, and no-break spaces are left alone.

    ## Bad
    ~~~md escapes
    ---
    title: Summer party
    ---
    The party is \u200bon the roof.
    ~~~

    ~~~md escapes
    ---
    title: Summer party
    ---
    Write to [the team](mailto:\ufeffteam@example.org).
    ~~~

    ## Good
    ~~~md
    ---
    title: Summer party
    ---
    The party is on the roof. 🏳️‍🌈
    ~~~
    """

    meta = RuleMeta("SY401", "invisible-character", Severity.WARNING, whole_file=("undecodable-text",))

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each line with such characters, at the first one in an address if there is one."""
        source = document.source
        text = source.text
        if not has_invisible(text):
            return
        places = _Places(
            _Spans([*(link.destination_span for link in context.links), *_address_fields(document)]),
            _Spans([*document.body.code, *document.body.templates]),
            _Values(document),
        )
        starts = source.line_starts
        offsets = (offset for offset in find_invisible(text) if offset or text[0] != BOM)
        for line, group in groupby(offsets, key=lambda offset: bisect_right(starts, offset)):
            span = source.line_span(line)
            right_to_left = has_right_to_left(text, span.start, span.end)
            wrong: list[int] = []
            hot: list[int] = []
            shown_addresses: list[int] = []
            for offset in group:
                if places.addresses.holding(offset) is not None:
                    hot.append(offset)
                elif _is_in_visible_address(text, offset, span):
                    shown_addresses.append(offset)
                elif is_at_home(text, offset, span.start, span.end, right_to_left=right_to_left):
                    continue
                wrong.append(offset)
            if wrong:
                yield self._finding(document, span, wrong, hot or shown_addresses, places)

    def _finding(
        self, document: Document, line: Span, wrong: Sequence[int], hot: Sequence[int], places: _Places
    ) -> Diagnostic:
        text = document.source.text
        place = (hot or wrong)[0]
        name = f"{name_of(text[place])}, U+{ord(text[place]):04X}"
        if hot:
            whole = places.addresses.holding(place)
            beginning = text[whole.start : min(whole.end, whole.start + _REACH)] if whole is not None else ""
            address = strip_invisible(beginning or _token(text, place, line))
            address = " ".join(address.split()).strip(" '\"")
            message = f"address {shown(address)} holds an invisible character ({name})"
        elif len(wrong) > 1:
            message = f"{len(wrong)} invisible characters in this line, the first {_where(text, place)} ({name})"
        else:
            message = f"invisible character {_where(text, place)} ({name})"
        runs = _runs(wrong)
        safe = all(
            _is_safe(text, run, line, in_body=line.start >= document.body.span.start)
            and places.quoted.holding(run.start) is None
            and not places.values.at_risk(text, run)
            for run in runs
        )
        return self.report(
            document.path,
            Span(place, place + 1),
            message,
            help=_help(document.path, them=len(wrong) > 1, safe=safe),
            severity=Severity.ERROR if hot else Severity.WARNING,
            fix=Fix(
                "Delete what is invisible",
                tuple(Edit(document.path, run, "") for run in runs),
                Safety.SAFE if safe else Safety.UNSAFE,
            ),
        )


def _help(path: str, *, them: bool, safe: bool) -> str:
    it = "them" if them else "it"
    again = f"type the words around {it} again"
    return f"`content-lint check --fix {quote(path)}` deletes {it}, or {again}" if safe else f"Delete {it}: {again}"


def _where(text: str, place: int) -> str:
    """Where a character is, by the word next to it: it cannot be seen itself."""
    before = _WORD_BEFORE.search(text, max(place - _REACH, 0), place)
    if before:
        return f"after {shown(before[0])}"
    after = _WORD_AFTER.match(text, place)
    return f"before {shown(after[1])}" if after else "here"


class _Spans:
    """Spans that do not nest, asked which of them holds an offset."""

    __slots__ = ("_spans", "_starts")

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]

    def holding(self, offset: int) -> Span | None:
        """The last span that starts at or before the offset, if it holds it."""
        place = bisect_right(self._starts, offset) - 1
        if place >= 0 and self._spans[place].start <= offset < self._spans[place].end:
            return self._spans[place]
        return None


@dataclass(frozen=True, slots=True)
class _Places:
    """What stands where: addresses, quoted code and templates, front matter."""

    addresses: _Spans
    quoted: _Spans
    values: _Values


def _address_fields(document: Document) -> Iterator[Span]:
    """Values of keys that make URLs or hold addresses."""
    if document.front_matter is not None:
        for field in document.front_matter.fields.values():
            if isinstance(field.value, str) and not _ADDRESS_KEYS.isdisjoint(field.path):
                yield field.span


def _token(text: str, offset: int, line: Span) -> str:
    """The word around an offset, cut at blanks, brackets and quotes, at most 100 characters to each side."""
    start, end = max(line.start, offset - _REACH), min(line.end, offset + _REACH)
    before = _BLANKS.split(text[start:offset])[-1]
    return before + _BLANKS.split(text[offset:end], maxsplit=1)[0]


def _is_in_visible_address(text: str, offset: int, line: Span) -> bool:
    """Whether the character stands inside of an address that the text shows."""
    before, after = text[max(offset - 1, line.start) : offset], text[offset + 1 : offset + 2]
    if not _ADDRESS_CHARACTER.match(before) or not _ADDRESS_CHARACTER.match(after):
        return False
    return _ADDRESS_SIGN.search(strip_invisible(_token(text, offset, line))) is not None


def _runs(offsets: Sequence[int]) -> list[Span]:
    """Offsets that follow each other, as spans."""
    runs: list[Span] = []
    for offset in offsets:
        if runs and runs[-1].end == offset:
            runs[-1] = Span(runs[-1].start, offset + 1)
        else:
            runs.append(Span(offset, offset + 1))
    return runs


def _is_safe(text: str, run: Span, line: Span, *, in_body: bool) -> bool:
    """Whether deleting changes nothing but the text: no markup, no block and no break comes to be."""
    before = text[run.start - 1] if run.start > line.start else ""
    after = text[run.end] if run.end < line.end else ""
    if not in_body:
        return not (before == ":" and after in {"", " ", "\t"}) and not (before in {" ", "\t"} and after == "#")
    if (before and before in _MARKUP_BESIDE) or (after and after in _MARKUP_BESIDE):
        return False
    pair = before + after
    if pair in {"--", ".."}:  # three of them are another character
        return False
    if any(mark in pair and not pair.replace(mark, "", 1).isalnum() for mark in _MARKUP_WITH_NEIGHBOURS):
        return False
    if not after:
        # Blanks at the end of a line break it or are dropped, and an empty line ends a paragraph.
        return bool(before) and not before.isspace()
    if run.end > line.start + _REACH:
        return True
    old = text[line.start : min(line.end, line.start + 2 * _REACH)]
    place = run.start - line.start
    new = old[:place] + old[run.end - line.start :]
    opening = _HEAD.match(old)
    # Blanks at the beginning of a text are dropped, and those behind the character were not.
    if after.isspace() and opening is not None and opening.end() >= len(old[:place].rstrip()):
        return False
    return _head(old) == _head(new)


def _head(line: str) -> tuple[list[str], str, bool]:
    """What a line is to Markdown by its beginning: its containers, its mark, and whether it is indented as code."""
    match = _HEAD.match(line)
    containers, blanks, mark = match.groups() if match else ("", "", "")
    return containers.split(), mark, len(blanks) >= _CODE_INDENT


class _Values:
    """Where in front matter a deletion may change more than a text.

    That is in keys, at the beginnings of plain values, and in values that say where a page lives.
    """

    __slots__ = ("_keys", "_plain")

    def __init__(self, document: Document) -> None:
        fields = document.front_matter.fields.values() if document.front_matter is not None else ()
        keys = [field.key_span for field in fields if isinstance(field.path[-1], str)]
        homes = [field.span for field in fields if isinstance(field.value, str) and not _HOMES.isdisjoint(field.path)]
        self._keys = _Spans(keys + homes)
        self._plain = {field.span.start: field for field in fields if field.style is Style.PLAIN}

    def at_risk(self, text: str, run: Span) -> bool:
        """Whether a key would get another name, a page another address, or a value perhaps another type."""
        if self._keys.holding(run.start) is not None:
            return True
        field = self._plain.get(run.start)
        if field is None:
            return False
        rest = text[run.end : field.span.end].strip()
        return not rest[:1].isalpha() or rest.lower() in _YAML_WORDS
