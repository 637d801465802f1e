"""Redirects in .htaccess: https://httpd.apache.org/docs/2.4/mod/mod_alias.html and mod_rewrite.html."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from content_lint.config.detect.hosts.pieces import Piece, PieceKind, RuleAddress, make_rule, text
from content_lint.config.detect.hosts.regexes import from_regex
from content_lint.config.settings import HostRule
from content_lint.text.regex import regex

_STATUSES = {"permanent": 301, "temp": 302, "seeother": 303, "gone": 410}
_WORD = regex(r'"([^"]*)"|(\S+)')
_NUMBER = r"\$(\d)"
_ON_PURPOSE = regex(r"%\{(?:HTTPS|HTTP_HOST|SERVER_PORT|REQUEST_SCHEME|HTTP:X-Forwarded-Proto)\}", re.IGNORECASE)
_NO_FILE = regex(r"%\{REQUEST_FILENAME\}\s+!-[fdl]", re.IGNORECASE)
_UNTOLD = "has conditions"
_PROGRAMS = (".php", ".cgi", ".pl", ".py", ".fcgi")


def from_htaccess(source: str, file: str) -> Iterator[HostRule]:
    """The rules of a .htaccess file."""
    conditions: list[str] = []
    for line in source.splitlines():
        words = _words(line)
        if not words or words[0].startswith("#"):
            continue
        name = words[0].lower()
        if name == "rewritecond":
            conditions.append(line)
        elif name == "rewriterule":
            if len(words) > 2:
                yield from _rewrite(words, file, conditions)
            conditions = []
        elif name.startswith("redirect"):
            yield from _redirect(name, words[1:], file)


def _words(line: str) -> list[str]:
    if not line.strip().lower().startswith(("re", "#")):
        return []
    return [bare or quoted for quoted, bare in _WORD.findall(line)]


def _redirect(name: str, words: list[str], file: str) -> Iterator[HostRule]:
    status = {"redirectpermanent": 301, "redirecttemp": 302}.get(name, 302)
    if words and (words[0].lower() in _STATUSES or words[0].isdigit()) and name in ("redirect", "redirectmatch"):
        said = words.pop(0).lower()
        status = _STATUSES[said] if said in _STATUSES else int(said[:3])
    if not words or (len(words) < 2 and status < 400):
        return
    source, target = words[0], words[1] if len(words) > 1 else ""
    if name == "redirectmatch":
        yield make_rule(RuleAddress(source, file, from_regex(source), _NUMBER), target, status, first=True)
    elif source.startswith("/"):
        # The address itself and all below it, whose rest is put after the target.
        yield make_rule(RuleAddress(source, file, [text(source)], _NUMBER), target, status, first=True)
        below = [text(f"{source.rstrip('/')}/"), Piece(PieceKind.REST, "1")]
        put = target.replace("$", "%24") + ("$1" if target.endswith("/") else "/$1")
        yield make_rule(RuleAddress(source, file, below, _NUMBER), put if target else "", status, first=True)


def _rewrite(words: list[str], file: str, conditions: list[str]) -> Iterator[HostRule]:
    source, target = words[1], words[2]
    given = "".join(words[3:]).strip("[]").split(",")
    flags = {name.upper(): value for name, _, value in (flag.partition("=") for flag in given)}
    if any(map(_ON_PURPOSE.search, conditions)) or (target == "-" and not flags.keys() & {"G", "F"}):
        return  # one name of the host for another, or nothing at all
    others = [item for item in conditions if not _NO_FILE.search(item)]
    by_program = target.partition("?")[0].endswith(_PROGRAMS)
    condition = _UNTOLD if others or by_program or "%{" in target or "NC" in flags else ""
    address = RuleAddress(source, file, from_regex(source, below="/"), _NUMBER)
    first = len(others) == len(conditions)
    yield make_rule(address, _whole(target), _status(flags), first=first, condition=condition)


def _whole(target: str) -> str:
    """The target of a RewriteRule, which begins at the top of the site."""
    if target == "-" or "://" in target or target.startswith("/"):
        return target.removeprefix("-")
    return f"/{target}"


def _status(flags: Mapping[str, str]) -> int:
    """What a RewriteRule answers."""
    if "G" in flags or "F" in flags:
        return 410 if "G" in flags else 403
    moved = flags.get("R")
    if moved is None:
        return 200
    return int(moved[:3]) if moved.isdigit() else 302 if moved in ("", "temp") else 301
