"""``<base href>``: where the relative links of a page start, if its layout or the page itself says so.

Browsers take the first one of a page, and so the outermost layout's (https://html.spec.whatwg.org/#the-base-element).
Of Jekyll's layouts and includes those in the site's own folder are read here; what other generators' templates say is
asked of their own package.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from msgspec import Struct

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document
from content_lint.text.regex import regex

BASE = regex(r"<base\s[^<>]{0,400}?\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_COMMENT = regex(r"<!--(?:(?!-->).)*+|\{%-?\s*+comment\b(?:(?!\{%-?\s*+endcomment\b).)*+", re.DOTALL)
_CONDITION = regex(r"\{%-?\s*(end)?(?:if|unless|case|for)\b")
_INCLUDE = regex(r"\{%-?\s*include(?:_cached)?\s+([^\s%{}]+)")
_LAYOUT = regex(r"^layout:[ \t]*[\"']?([\w./-]+)", re.MULTILINE)
_MOST = 200
_MOST_IN_ONE = 4


class BaseHref(Struct, frozen=True):
    """Where links start.

    Attributes:
        href: as it is written, templates and all.
        sure: whether it holds for certain: one in a condition may not.
    """

    href: str
    sure: bool = True


class BaseHrefs:
    """What the pages of one site say.

    Args:
        settings: of the site.
        templates: the texts of its templates, by path.
    """

    def __init__(self, settings: SiteSettings, templates: Mapping[str, str]) -> None:
        self._settings = settings
        self._layouts: dict[str, str] = {}
        self._includes: dict[str, str] = {}
        self._known: dict[str, BaseHref | None] = {}
        if not settings.generator.has_liquid_layouts or not any(BASE.search(text) for text in templates.values()):
            return
        for path, text in templates.items():
            if "_layouts/" in path:
                self._layouts[path.partition("_layouts/")[2].rpartition(".")[0]] = text
            elif "_includes/" in path:
                self._includes[path.partition("_includes/")[2]] = text

    def of(self, document: Document) -> BaseHref | None:
        """What holds for a document's page; None where its links start from its own address."""
        if self._layouts:
            front_matter = document.front_matter
            data = front_matter.data if front_matter is not None else {}
            name = data.get("layout", self._settings.defaults_of(document.path, document.collection).get("layout"))
            found = self._of_layout(name) if isinstance(name, str) else None
            if found is not None:
                return found
        return BaseHref(document.body.base) if document.body.base else None

    def _of_layout(self, name: str) -> BaseHref | None:
        if name not in self._known:
            found: BaseHref | None = None
            seen: set[str] = set()
            layout: str | None = name
            while layout is not None and layout in self._layouts and layout not in seen:
                seen.add(layout)
                text = self._layouts[layout]
                found = self._in(text) or found
                end = text.find("\n---", 3) if text.startswith("---") else -1
                outer = _LAYOUT.search(text, 0, end) if end > 0 else None
                layout = outer[1] if outer else None
            self._known[name] = found
        return self._known[name]

    def _in(self, text: str) -> BaseHref | None:
        """What a template says, with all that it includes."""
        hrefs = dict.fromkeys(self._hrefs(text, set()))
        if len(hrefs) > 1:
            return BaseHref("", sure=False)
        return next(iter(hrefs), None)

    def _hrefs(self, text: str, seen: set[str]) -> Iterator[BaseHref]:
        text = _COMMENT.sub("", text)
        for match in islice(BASE.finditer(text), _MOST_IN_ONE):
            depth = sum(-1 if mark[1] else 1 for mark in _CONDITION.finditer(text, 0, match.start()))
            yield BaseHref(match[1] or match[2] or match[3] or "", sure=depth == 0)
        for match in _INCLUDE.finditer(text):
            included = self._includes.get(match[1])
            if included is not None and match[1] not in seen and len(seen) < _MOST:
                seen.add(match[1])
                yield from self._hrefs(included, seen)
