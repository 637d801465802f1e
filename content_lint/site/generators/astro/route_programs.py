"""The programs that say which pages a route makes: its own, and those of the site that it imports."""

from __future__ import annotations

from content_lint.parse.scripts.literals import read_module
from content_lint.parse.scripts.modules import ScriptFile
from content_lint.site.generators.astro.config import RoutePrograms
from content_lint.site.programs import Programs
from content_lint.text.regex import regex

PATHS = "getStaticPaths"
_ON_REQUEST = regex(r"\bprerender\s*=\s*false\b")
_SHOWS = regex(r"<Content\b|\brender\(")
_MOST_FILES = 12
_LONGEST = 60_000


def programs_of(programs: Programs, file: str, text: str) -> RoutePrograms | None:
    """Those of a route; None where it makes its pages when somebody asks for them, or there are too many."""
    own = head_of(text) if file.endswith(".astro") else text
    if PATHS not in own or _ON_REQUEST.search(own):
        return None
    found: dict[str, ScriptFile] = {}
    waiting = [(file, own)]
    while waiting:
        path, program = waiting.pop()
        if len(found) >= _MOST_FILES or len(program) > _LONGEST:
            return None
        sources: dict[str, str] = {}
        if not path.endswith(".json"):
            for imported in read_module(program).imports.values():
                there = programs.find(imported.source, path)
                if there is not None:
                    sources[imported.source] = there
        found[path] = ScriptFile(program, sources, path.endswith(".json"))
        for there in sources.values():
            if there not in found and all(there != other for other, _ in waiting):
                waiting.append((there, programs.text(there) or ""))
    return RoutePrograms(found, _SHOWS.search(text) is not None)


def head_of(text: str) -> str:
    """The program at the top of a component, between its two lines of dashes; empty without one."""
    _, opened, rest = text.partition("---\n")
    inner, closed, _ = rest.partition("\n---")
    return inner if opened and closed else ""
