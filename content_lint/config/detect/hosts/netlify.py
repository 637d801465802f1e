"""``_redirects`` (Netlify, Cloudflare Pages and GitLab Pages) and netlify.toml.

https://docs.netlify.com/manage/routing/redirects/redirect-options/,
https://developers.cloudflare.com/pages/configuration/redirects/.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import dropwhile

from msgspec.structs import replace

from content_lint.config.detect.hosts.pieces import RuleAddress, make_rule, with_colons
from content_lint.config.settings import HostRule
from content_lint.text.regex import regex

_STATUS = regex(r"(\d{3})(!?)")
_LEADS_NOWHERE = regex(r"3[0-9]{2}!?")
"""A redirect's status in the place of its target: hosts pass over the line, also where the address comes after it."""
_NAME = r":([A-Za-z_]\w*)"
_BY_READER = "depends on the reader's country, language or login"
_BY_QUERY = "depends on the part after `?`"


def from_redirects(text: str, file: str, *, cloudflare: bool) -> Iterator[HostRule]:
    """The rules of a ``_redirects`` file.

    Args:
        text: what it holds.
        file: where it is, from the root.
        cloudflare: whether Cloudflare reads it, which redirects before it looks at the files, and by default for
            the time being.
    """
    for line in text.splitlines():
        words = line.split()
        cut = next((number for number, word in enumerate(words) if word.startswith("#")), len(words))
        if cut > 1:
            yield from _line(words[:cut], file, cloudflare=cloudflare)


def _is_query(word: str) -> bool:
    """Whether a word in front of the target asks for a part after ``?``."""
    return "=" in word and not word.startswith(("/", "http"))


def _line(words: list[str], file: str, *, cloudflare: bool) -> Iterator[HostRule]:
    source, rest = words[0], list(dropwhile(_is_query, words[1:]))
    queries = len(words) - 1 - len(rest)
    if not rest or _LEADS_NOWHERE.fullmatch(rest[0]):
        return
    target = source if _STATUS.fullmatch(rest[0]) else rest.pop(0)
    said = next((found for word in rest if (found := _STATUS.fullmatch(word))), None)
    limits = [word for word in rest if "=" in word]
    status = int(said[1]) if said else (302 if cloudflare else 301)
    forced = cloudflare and status != 200
    yield from _rule(
        source, target, status, file, first=forced or bool(said and said[2]), queries=queries > 0, limits=bool(limits)
    )


def from_toml(text: str, file: str) -> Iterator[HostRule]:
    """The rules of netlify.toml."""
    from content_lint.parse.toml_values import toml_values  # hardly a site has such a file

    try:
        rules = toml_values(text).get("redirects")
    except (ValueError, RecursionError):
        return
    for rule in rules if isinstance(rules, list) else ():
        table = rule if isinstance(rule, dict) else {}
        source, target, status = table.get("from"), table.get("to"), table.get("status", 301)
        if isinstance(source, str) and isinstance(target, str | None) and isinstance(status, int):
            first = table.get("force") is True
            yield from _rule(
                source,
                target or source,
                status,
                file,
                first=first,
                queries=bool(table.get("query")),
                limits=bool(table.get("conditions")),
            )


def _rule(
    source: str, target: str, status: int, file: str, *, first: bool, queries: bool, limits: bool
) -> Iterator[HostRule]:
    host, path = "", source
    if "://" in source:
        host, slash, path = source.partition("://")[2].partition("/")
        path = slash + path
    if path.startswith("/"):
        condition = _BY_READER if limits else _BY_QUERY if queries else ""
        made = make_rule(
            RuleAddress(source, file, with_colons(path), _NAME), target, status, first=first, condition=condition
        )
        yield replace(made, host=host.lower(), by_query=queries)
