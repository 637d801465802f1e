"""How Python-Markdown's ``toc`` and pymdownx make an id of a heading's text.

After markdown/extensions/toc.py (3.10) and pymdownx/slugs.py (10.21).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple
from urllib.parse import quote

from content_lint.parse.markdown.html_tags import without_tags
from content_lint.text.regex import regex

Slug = Callable[[str], str]

_NOT_IN_TOC = regex(r"[^\w\s-]")
_NOT_IN_PYMDOWNX = regex(r"[^\w\- ]")
_ASCII_CAPITALS = regex(r"[A-Z]+")
_NUMBERED = regex(r"(.*)_([0-9]+)\Z", re.DOTALL)
_OLD_NAMES: Mapping[str, Mapping[str, object]] = {
    "uslugify": {"case": "lower"},
    "uslugify_encoded": {"case": "lower", "percent_encode": True},
    "uslugify_case": {},
    "uslugify_case_encoded": {"percent_encode": True},
    "gfm": {"case": "lower-ascii"},
    "gfm_encoded": {"case": "lower-ascii", "percent_encode": True},
}


class SlugRule(NamedTuple):
    """Which function makes ids.

    Attributes:
        function: its name in full as the configuration gives it, or empty for the usual one.
        options: what the configuration hands to it.
        separator: what stands for blanks.
    """

    function: str = ""
    options: tuple[tuple[str, object], ...] = ()
    separator: str = "-"

    def function_of(self) -> Slug | None:
        """The function; None where it is one that is not known here."""
        module, _, name = self.function.rpartition(".")
        if not self.function or (module == "markdown.extensions.toc" and name == "slugify"):
            return partial(toc_slug, separator=self.separator)
        if module == "markdown.extensions.toc" and name == "slugify_unicode":
            return partial(toc_slug, separator=self.separator, keeps_unicode=True)
        if module != "pymdownx.slugs" or (name != "slugify" and name not in _OLD_NAMES):
            return None
        options = _OLD_NAMES.get(name) or dict(self.options)
        return partial(
            pymdownx_slug,
            separator=self.separator,
            case=str(options.get("case", "none")),
            encode=options.get("percent_encode") is True,
            form=str(options.get("normalize", "NFC")),
        )


def toc_slug(text: str, *, separator: str = "-", keeps_unicode: bool = False) -> str:
    """What ``toc`` makes of a text, before it is numbered; may be empty."""
    if not keeps_unicode:
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    text = _NOT_IN_TOC.sub("", text).strip().lower()
    return re.sub(rf"[{re.escape(separator)}\s]+", lambda _: separator, text)


def pymdownx_slug(
    text: str, *, separator: str = "-", case: str = "none", encode: bool = False, form: str = "NFC"
) -> str:
    """What ``pymdownx.slugs.slugify`` makes of a text, before it is numbered; may be empty."""
    known = form if form in {"NFC", "NFD", "NFKC", "NFKD"} else "NFC"
    slug = without_tags(unicodedata.normalize(known, text)).strip()  # type: ignore[arg-type]
    if case == "lower":
        slug = slug.lower()
    elif case == "lower-ascii":
        slug = _ASCII_CAPITALS.sub(lambda match: match[0].lower(), slug)
    elif case == "fold":
        slug = slug.casefold()
    slug = _NOT_IN_PYMDOWNX.sub("", slug).replace(" ", separator)
    return quote(slug) if encode else slug


class UsedIds:
    """The ids of one page, each of which is given once; numbering costs no more than there are headings."""

    def __init__(self, given: frozenset[str]) -> None:
        self._used = set(given)
        self._next: dict[str, int] = {}

    def unique(self, slug: str) -> str:
        """The id that a heading with this slug gets: ``slug``, ``slug_1``, ``slug_2`` and so on."""
        if slug and slug not in self._used:
            self._used.add(slug)
            return slug
        numbered = _NUMBERED.match(slug)
        base, count = (numbered[1], int(numbered[2][:9])) if numbered else (slug, 0)
        count = max(count, self._next.get(base, 0) if not numbered else count) + 1
        while f"{base}_{count}" in self._used:
            count += 1
        if not numbered:
            self._next[base] = count
        made = f"{base}_{count}"
        self._used.add(made)
        return made
