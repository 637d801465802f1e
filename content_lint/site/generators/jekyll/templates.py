"""What Liquid in an address gives, where that is certain without rendering the page.

Known are the site's address and settings, the page's address and text fields of its front matter, texts in
quotes, and the filters and tags that make addresses of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.redirects import absolute_url, relative_url
from content_lint.site.generators.jekyll.tags import TagError, Tags
from content_lint.text.regex import regex

_PART = regex(r"\s*+(?:'([^']*)'|\"([^\"]*)\"|([\w.-]++))\s*+")
_FILTER = regex(r"\|\s*+(\w++)\s*+(:)?")
_TAG = regex(r"-?\s*+(link|post_url)\s++(.*)", re.DOTALL)
_LONGEST = 4_000


class Templates:
    """Evaluates the Liquid of one site.

    Args:
        config: the site's configuration.
        settings: all keys of its ``_config.yml``.
        tags: resolves ``link`` and ``post_url``; made when first needed.
    """

    def __init__(self, config: JekyllConfig, settings: Mapping[str, object], tags: Callable[[], Tags]) -> None:
        self._config = config
        self._settings = settings
        self._tags = tags

    def evaluate(self, text: str, page: Mapping[str, object]) -> str | None:
        """A text with its Liquid worked out, or None where only rendering tells.

        Args:
            text: with ``{{ … }}`` and ``{% … %}`` in it.
            page: what ``page.NAME`` stands for.
        """
        if len(text) > _LONGEST:
            return None
        made: list[str] = []
        place = 0
        while (start := _next(text, place)) >= 0:
            made.append(text[place:start])
            output = text[start + 1] == "{"
            end = text.find("}}" if output else "%}", start + 2)
            if end < 0:
                return None
            inner = text[start + 2 : end].removesuffix("-")
            value = self._output(inner.removeprefix("-"), page) if output else self._tag(inner)
            if value is None:
                return None
            made.append(value)
            place = end + 2
        return "".join((*made, text[place:]))

    def _tag(self, inner: str) -> str | None:
        match = _TAG.match(inner)
        if match is None or "{{" in match[2]:
            return None
        try:
            found = self._tags().link(match[2]) if match[1] == "link" else self._tags().post_url(match[2])
        except TagError:
            return None
        return found.url

    def _output(self, inner: str, page: Mapping[str, object]) -> str | None:
        value, place = self._value(inner, 0, page)
        while value is not None and place < len(inner):
            match = _FILTER.match(inner, place)
            if match is None:
                return None
            argument: str | None = None
            place = match.end()
            if match[2]:
                argument, place = self._value(inner, place, page)
            value = self._filter(match[1], value, argument)
        return value

    def _value(self, inner: str, place: int, page: Mapping[str, object]) -> tuple[str | None, int]:
        match = _PART.match(inner, place)
        if match is None:
            return None, place
        if match[3] is None:
            return match[1] if match[1] is not None else match[2], match.end()
        return self._variable(match[3], page), match.end()

    def _variable(self, name: str, page: Mapping[str, object]) -> str | None:
        scope, _, rest = name.partition(".")
        if scope == "site" and rest == "baseurl":
            return self._config.baseurl
        if scope == "site" and rest == "url":
            return self._config.url or None
        value: object = {"site": self._settings, "page": page}.get(scope)
        for key in rest.split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
        if isinstance(value, str):
            return value if "{" not in value else None
        # Ruby writes ordinary numbers as Python does.
        return str(value) if not isinstance(value, bool) and isinstance(value, int | float) else None

    def _filter(self, name: str, value: str, argument: str | None) -> str | None:
        if name == "relative_url":
            return relative_url(value, self._config)
        if name == "absolute_url":
            return absolute_url(value, self._config)
        if argument is not None and name == "prepend":
            return argument + value
        if argument is not None and name == "append":
            return value + argument
        return value.strip() if name == "strip" else None


def _next(text: str, place: int) -> int:
    found = [at for at in (text.find("{{", place), text.find("{%", place)) if at >= 0]
    return min(found, default=-1)
