"""The ids that a generator gives to headings.

The rules are those of kramdown 2.4 with kramdown-parser-gfm 1.1 (Jekyll), kramdown alone, and goldmark as
Hugo 0.168 sets it up (``autoHeadingIDType: github``).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from content_lint.parse.dialect import Dialect
from content_lint.parse.facts import Heading
from content_lint.text.regex import regex

_ASCII_WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
_ASCII_SLUG = {
    code: "-" if chr(code) in " -" else None for code in range(128) if chr(code) not in _ASCII_WORD
}  # signs are left out
_WORD_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nl", "Mn", "Mc", "Me", "Nd", "Pc"})
_GO_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd"})
# Alphabetic by Unicode's property, though symbols by category: letters in circles and squares.
_CIRCLED = ((0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189))
_BEFORE_LETTER = regex(r"^[^a-zA-Z]+", re.MULTILINE)
_RAW_HEADING = regex(r"<h[1-6][\s/>]", re.IGNORECASE)
_NOT_NATIVE = regex(r"[^a-zA-Z0-9 -]")


def is_ruby_word(char: str) -> bool:
    r"""Whether Ruby's ``\p{Word}`` matches a character (Python's ``\w`` differs in 2,434 code points)."""
    if char in _ASCII_WORD:
        return True
    if unicodedata.category(char) in _WORD_CATEGORIES:
        return True
    point = ord(char)
    return point >= _CIRCLED[0][0] and any(first <= point <= last for first, last in _CIRCLED)


def gfm_id(text: str) -> str:
    """kramdown-parser-gfm's id of a heading's text, before numbering; may be empty."""
    return "".join("-" if char in " \t" else char for char in _lower(text) if char in " \t-" or is_ruby_word(char))


def native_id(text: str) -> str:
    """Kramdown's own id of a text, before numbering: ASCII, from the first letter on; or ``section``."""
    kept = _NOT_NATIVE.sub("", _BEFORE_LETTER.sub("", text))
    return kept.replace(" ", "-").lower() or "section"


def goldmark_slug(text: str) -> str:
    """What Hugo 0.168 makes of any text for an id; may be empty."""
    if text.isascii():
        return text.strip().translate(_ASCII_SLUG).lower()
    kept = []
    for char in text.strip():
        if char in " -":
            kept.append("-")
        elif char in _ASCII_WORD or unicodedata.category(char) in _GO_CATEGORIES:
            kept.append(go_lower(char))
    return "".join(kept)


def go_lower(char: str) -> str:
    """A letter in lower case, as Go has it: one letter again, even for the Turkish İ."""
    return char.lower()[0]


def _lower(text: str) -> str:
    # Ruby lowers character by character: a sigma at the end of a word is no other sigma.
    return text.lower() if text.isascii() else "".join(char.lower() for char in text)


def heading_ids(headings: Sequence[Heading], dialect: Dialect) -> tuple[str | None, ...]:
    """The id of each heading of one page, None where it gets none or where only rendering tells.

    Args:
        headings: in the order of the page.
        dialect: whose rules to follow; without any of its own, a flavour is taken to do as GitHub does.
    """
    return _kramdown_ids(headings, gfm=dialect.gfm)


def is_raw_html(heading: Heading) -> bool:
    """Whether a heading is written as an element of HTML, which gets no id of its own."""
    return heading.in_html and _RAW_HEADING.match(heading.source) is not None


def _kramdown_ids(headings: Sequence[Heading], *, gfm: bool) -> tuple[str | None, ...]:
    counts: Counter[str] = Counter()
    native_counts: Counter[str] = Counter()
    found: list[str | None] = []
    for heading in headings:
        if heading.explicit_id is not None or is_raw_html(heading):
            found.append(heading.explicit_id)
            continue
        # The GFM parser leaves headings inside raw HTML to the converter, which has rules and a count of its own.
        native = heading.in_html or not gfm
        base = native_id(heading.text if gfm else heading.source) if native else gfm_id(heading.text)
        counter = native_counts if native else counts
        number = counter[base]
        counter[base] += 1
        made = f"{base}-{number}" if number else base
        found.append(None if heading.templated else made or None)
    return tuple(found)
