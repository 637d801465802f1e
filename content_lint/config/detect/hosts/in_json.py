"""vercel.json, firebase.json and staticwebapp.config.json.

https://vercel.com/docs/project-configuration, https://firebase.google.com/docs/hosting/full-config,
https://learn.microsoft.com/azure/static-web-apps/configuration.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from content_lint.config.detect.hosts.pieces import Piece, PieceKind, RuleAddress, make_rule, text
from content_lint.config.detect.hosts.regexes import from_regex
from content_lint.config.settings import HostRule, Serving
from content_lint.text.lenient import json_table
from content_lint.text.regex import regex

_NAME = r"(?::(?!\d)|\$)(\w+)\*?"
_GROUP = r":(\w+)"
_VERCEL = regex(r":(\w+)(?:\(([^()]*)\))?([*+?]?)|\(([^()]*)\)|([(\[{].*)", re.DOTALL)
_GLOB = regex(r"/?\*\*|\*|:(\w+)(\*?)|((?:[@!+]\(|[?(\[{]).*)", re.DOTALL)
_BRACES = regex(r"\{([^{},]*(?:,[^{},]*)+)\}")
_MOST_CHOICES = 64
_DIGITS = regex(r"(?:\\d|\[0-9\])(?:[+*]|\{[\d,]+\})?")
_WORDS = regex(r"[\w|.-]+")
_HOST = regex(r"[A-Za-z0-9.-]+")
_BY_READER = "depends on who the reader is"
_PROGRAM = "hands them to a program"


def _tables(value: object) -> Iterator[dict[str, Any]]:
    return (item for item in (value if isinstance(value, list) else ()) if isinstance(item, dict))


def read_serving(texts: Mapping[str, str], host: str) -> Serving:
    """What the file that the host reads says of the addresses of pages (``cleanUrls``, ``trailingSlash``).

    Args:
        texts: what the files of hosts hold, by their path from the root.
        host: the host, or empty where it is not known.
    """
    if host == "vercel" and "vercel.json" in texts:
        config = json_table(texts["vercel.json"])
        return Serving() if not config or config.get("routes") else _serving([config])
    if host == "firebase" and "firebase.json" in texts:
        hosting = json_table(texts["firebase.json"]).get("hosting")
        return _serving(list(_tables(hosting if isinstance(hosting, list) else [hosting])))
    return Serving()


def _serving(tables: Sequence[Mapping[str, Any]]) -> Serving:
    """What tables say of the same files, as far as they agree; endings stay on where none takes them off."""
    slashes = {value if isinstance(value, bool) else None for value in (table.get("trailingSlash") for table in tables)}
    clean = any(table.get("cleanUrls") is True for table in tables) if tables else None
    return Serving(clean, slashes.pop() if len(slashes) == 1 else None)


def from_vercel(source: str, file: str) -> Iterator[HostRule]:
    """The rules of vercel.json: redirects come before the files, rewrites after them."""
    config = json_table(source)
    for key in ("redirects", "rewrites"):
        for table in _tables(config.get(key)):
            pattern, target = table.get("source"), table.get("destination")
            if not isinstance(pattern, str) or not isinstance(target, str) or not pattern.startswith("/"):
                continue
            status = (
                table.get("statusCode", 308 if table.get("permanent", True) else 307) if key == "redirects" else 200
            )
            address = RuleAddress(pattern, file, _vercel(pattern), _NAME, exact_slash=True)
            only_host = _only_host(table)
            condition = _BY_READER if not only_host and (table.get("has") or table.get("missing")) else ""
            status = status if isinstance(status, int) else 308
            rule = make_rule(address, target, status, first=key == "redirects", condition=condition)
            yield replace(rule, host=only_host) if only_host else rule
    yield from _routes(config, file)


def _only_host(table: Mapping[str, Any]) -> str:
    """The host that a rule is for, where nothing else decides whether it is asked; else empty."""
    has = list(_tables(table.get("has")))
    value = has[0].get("value") if len(has) == 1 and has[0].get("type") == "host" else None
    return value.lower() if isinstance(value, str) and _HOST.fullmatch(value) and not table.get("missing") else ""


def _routes(config: dict[str, Any], file: str) -> Iterator[HostRule]:
    """The old notation, of regular expressions; what follows ``handle: filesystem`` comes after the files."""
    first = True
    for table in _tables(config.get("routes")):
        pattern, status = table.get("src"), table.get("status", 200)
        first = first and table.get("handle") != "filesystem"
        headers = table.get("headers")
        moved = headers.get("Location") if isinstance(headers, dict) else None
        target = moved if isinstance(moved, str) else table.get("dest")
        if isinstance(pattern, str) and isinstance(target, str) and isinstance(status, int):
            pieces = from_regex(f"^{pattern.removeprefix('^').removesuffix('$')}$")
            address = RuleAddress(pattern, file, pieces, r"\$(\d)", exact_slash=True)
            yield make_rule(address, target, status, first=first)


def _vercel(source: str) -> list[Piece]:
    pieces, place = [], 0
    for number, match in enumerate(_VERCEL.finditer(source), 1):
        pieces.append(text(source[place : match.start()]))
        place = match.end()
        name, inner, many, bare = match[1] or "", match[2], match[3], match[4]
        if bare is not None:
            name, inner = str(number), bare
        if match[5] is not None or many == "?":
            pieces.append(Piece(PieceKind.UNKNOWN))
        elif many in ("*", "+") or inner in (".*", ".+"):
            pieces.append(Piece(PieceKind.REST, name))
        elif inner is None or inner == "[^/]+":
            pieces.append(Piece(PieceKind.PART, name))
        elif _DIGITS.fullmatch(inner):
            pieces.append(Piece(PieceKind.DIGITS, name))
        else:
            words = _WORDS.fullmatch(inner)
            pieces.append(Piece(PieceKind.CHOICE, name, tuple(inner.split("|"))) if words else Piece(PieceKind.UNKNOWN))
    return [piece for piece in (*pieces, text(source[place:])) if piece.text or piece.kind is not PieceKind.TEXT]


def from_firebase(source: str, file: str) -> Iterator[HostRule]:
    """The rules of firebase.json: redirects come before the files, rewrites after them."""
    hosting = json_table(source).get("hosting")
    for site in _tables(hosting if isinstance(hosting, list) else [hosting]):
        for key in ("redirects", "rewrites"):
            for table in _tables(site.get(key)):
                yield from _firebase(table, file, first=key == "redirects")


def _firebase(table: dict[str, Any], file: str, *, first: bool) -> Iterator[HostRule]:
    glob, regex = table.get("source", table.get("glob")), table.get("regex")
    target, status = table.get("destination"), table.get("type", 301) if first else 200
    if not isinstance(status, int):
        return
    written = target if isinstance(target, str) else ""
    globs = _without_braces(glob) if isinstance(glob, str) else ()
    for pieces in map(_glob, globs) if globs else [from_regex(regex)] if isinstance(regex, str) else ():
        address = RuleAddress(str(glob or regex), file, pieces, _NAME if globs else _GROUP)
        yield make_rule(address, written, status, first=first, condition="" if written else _PROGRAM)


def _without_braces(glob: str) -> list[str]:
    """A glob for each choice that braces give (``/old{,/**}``); itself where these would be too many."""
    made: list[str] = []
    waiting = [glob]
    while waiting:
        item = waiting.pop(0)
        match = _BRACES.search(item)
        if match is None:
            made.append(item)
        else:
            waiting[:0] = [f"{item[: match.start()]}{choice}{item[match.end() :]}" for choice in match[1].split(",")]
        if len(made) + len(waiting) > _MOST_CHOICES:
            return [glob]
    return made


def _glob(source: str) -> list[Piece]:
    source = source if source.startswith(("/", "*")) else f"/{source}"
    pieces, place = [], 0
    for match in _GLOB.finditer(source):
        pieces.append(text(source[place : match.start()]))
        place = match.end()
        if match[3]:
            pieces.append(Piece(PieceKind.UNKNOWN))
        elif match[0].endswith("**"):
            pieces += [text("/"), Piece(PieceKind.REST)] if match[0].startswith("/") else [Piece(PieceKind.REST)]
        else:
            pieces.append(Piece(PieceKind.REST if match[2] else PieceKind.PART, match[1] or ""))
    return [piece for piece in (*pieces, text(source[place:])) if piece.text or piece.kind is not PieceKind.TEXT]


def from_azure(source: str, file: str) -> Iterator[HostRule]:
    """The rules of staticwebapp.config.json: routes come before the files, the fallback after them."""
    config = json_table(source)
    for table in _tables(config.get("routes")):
        route, moved, shown = table.get("route"), table.get("redirect"), table.get("rewrite")
        status = table.get("statusCode", 302 if moved else 200)
        target = moved if isinstance(moved, str) else shown if isinstance(shown, str) else ""
        if not isinstance(route, str) or not isinstance(status, int) or not (target or status >= 400):
            continue
        roles = table.get("allowedRoles")
        open_to_all = roles is None or (isinstance(roles, list) and "anonymous" in roles)
        pieces = _glob(route.replace("*", "**") if route.endswith("*") else route)
        condition = "" if open_to_all else _BY_READER
        yield make_rule(RuleAddress(route, file, pieces), target, status, first=True, condition=condition)
    fallback = config.get("navigationFallback")
    shown = fallback.get("rewrite") if isinstance(fallback, dict) else None
    if isinstance(shown, str):
        yield make_rule(RuleAddress("navigationFallback", file, [text("/"), Piece(PieceKind.REST)]), shown, 200)
