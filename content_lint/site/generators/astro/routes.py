"""Files that make several pages: which entries the common form of them makes pages of, read and never run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content_lint.site.generators.astro.config import AstroConfig, Route
from content_lint.site.generators.astro.route_programs import programs_of
from content_lint.site.programs import Aliases, Programs, places
from content_lint.text.regex import regex

_GET = regex(r"\bget(?:Collection|Entry)(?:<[^>()]{0,80}>)?\(\s*[\"'`]([\w-]{1,80})[\"'`]")
_PATHS = regex(r"\bgetStaticPaths\b(?:(?!\n\}|\n---).){0,8000}", re.DOTALL)
"""The function that says which pages there are, by the bracket in the first column that closes it."""


_ENTRY = regex(r"\bgetEntry\(\s*[\"'`]([\w-]{1,80})[\"'`]\s*,\s*(?:Astro\.params\.)?(\w+)")
_DRAFTS = regex(r"\bdraft\b")
_IMPORT = regex(r"\b(?:import|export)\s[^;'\"]{0,400}?\bfrom\s*[\"']([^\"']{1,200})[\"']")
_PART = regex(r"\[(\.\.\.)?([\w$-]+)\]")
_ENDINGS = regex(r"\.(?:astro|[cm]?[jt]s)\Z")
_MOST_FILES = 12


def find_routes(programs: Programs, config: AstroConfig) -> Iterator[Route]:
    """The files below the folder of pages that make several pages."""
    home = f"{config.source}/pages"
    names = {item.name for item in config.collections}
    top = programs.root / home
    for path in sorted(top.rglob("*")) if top.is_dir() else ():
        inner = path.relative_to(top).as_posix()
        if "[" in inner and _ENDINGS.search(inner) and not _is_private(inner) and path.is_file():
            yield _route(programs, f"{home}/{inner}", inner, names)


def _is_private(inner: str) -> bool:
    return any(part.startswith(("_", ".")) for part in inner.split("/"))


def _route(programs: Programs, file: str, inner: str, names: set[str]) -> Route:
    bare = _ENDINGS.sub("", inner)
    bare = bare.removesuffix("/index") if bare.endswith("/index") else bare
    parts = _PART.findall(bare)
    address = "/" + _PART.sub(lambda match: "**" if match[1] else "*", bare)
    text = programs.text(file) or ""
    made = Route(file, address, programs=programs_of(programs, file, text))
    if len(parts) != 1:
        return made
    parameter = parts[0][1]
    if not _hands_over_id(text, parameter):
        return made
    paths = _PATHS.search(text)
    texts = [paths[0] if paths else text]
    if not _GET.search(texts[0]):
        texts += _helpers(programs, file, text)
    found = {match[1] for item in texts for match in _GET.finditer(item)} & names
    if len(found) != 1:
        return made
    match = _PART.search(bare)
    prefix, suffix = (bare[: match.start()], bare[match.end() :]) if match else ("", "")
    hides = any(_DRAFTS.search(item) for item in texts)
    return Route(file, address, f"/{prefix}", suffix, found.pop(), hides)


def _hands_over_id(text: str, parameter: str) -> bool:
    """Whether a route's parameter is the id of an entry as it is."""
    name = re.escape(parameter)
    paths = _PATHS.search(text)
    given = re.search(rf"\bparams\s*:\s*\{{\s*(?:{name}|[\"']{name}[\"'])\s*:\s*[\w$]+\.(?:id|slug)\s*,?\s*\}}", text)
    if given or paths:
        return given is not None
    asked = _ENTRY.search(text)
    return asked is not None and asked[2] == parameter


def _helpers(programs: Programs, file: str, text: str) -> Iterator[str]:
    """The programs of the site's own that a route imports."""
    for match in list(_IMPORT.finditer(text))[:_MOST_FILES]:
        found = programs.find(match[1], file)
        helper = programs.text(found) if found is not None else None
        if helper is not None:
            yield helper


def imports_of(text: str, file: str, home: str, aliases: Aliases) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a file imports or hands on: the source, and where it may lie; no place for a package."""
    for match in _IMPORT.finditer(text):
        yield match[1], tuple(places(match[1], file, home, aliases))
