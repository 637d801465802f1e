"""Routes that integrations of the site's own add to those in the folder of pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from content_lint.site.generators.astro.config import AstroConfig
from content_lint.site.programs import Programs
from content_lint.text.regex import regex

_CALL = regex(r"\binjectRoute\(\s*\{((?:[^{}]++|\{[^{}]*+\}){0,200}+)\}")
_WRITTEN = regex(r"\bpattern\s*:\s*([\"'`])(/?[^\"'`$\n]{0,200})\1")


class InjectedRoute(NamedTuple):
    """One: the program that adds it, and its pattern; empty where only running that program tells."""

    file: str
    pattern: str


def injected_routes(programs: Programs, config: AstroConfig) -> Iterator[InjectedRoute]:
    """Those that the configuration, or a program that it names among its integrations, adds by itself."""
    own = (item.file for item in config.integrations if item.file)
    for file in dict.fromkeys((config.file, *own)):
        text = (programs.text(file) or "") if file else ""
        yield from (InjectedRoute(file, pattern) for pattern in _patterns(call[1] for call in _CALL.finditer(text)))


def _patterns(calls: Iterable[str]) -> Iterator[str]:
    for given in calls:
        written = _WRITTEN.search(given)
        yield f"/{written[2].strip('/')}" if written is not None else ""
