"""Redirects in the configuration of nginx: https://nginx.org/en/docs/http/ngx_http_rewrite_module.html."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from content_lint.config.detect.hosts.pieces import Piece, PieceKind, RuleAddress, make_rule, text
from content_lint.config.detect.hosts.regexes import from_regex
from content_lint.config.settings import HostRule
from content_lint.text.regex import regex

_TOKEN = regex(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|#[^\n]*|[{};]|[^\s{};"\'#][^\s{};]*')
_NUMBER = r"\$\{?(\d)\}?"
_FLAGS = {"permanent": 301, "redirect": 302}
_UNTOLD = "has conditions or variables"
_WHOLE = regex(r"\$\{?(?:request_uri|uri)\}?")
_SERVED = ("proxy_pass", "fastcgi_pass", "uwsgi_pass", "alias", "root")
_MOST = 100_000
_LONGEST_ADDRESS = 4_096  # many statements share one


class _Block(NamedTuple):
    """What is before a brace.

    Attributes:
        words: it.
        limited: whether it, or a block around it, is an ``if``.
    """

    words: list[str]
    limited: bool


def from_nginx(source: str, file: str) -> Iterator[HostRule]:
    """The rules of a configuration of nginx."""
    blocks: list[_Block] = []
    words: list[str] = []
    for match in islice(_TOKEN.finditer(source), _MOST):
        token = match[0]
        if token.startswith("#"):
            continue
        if token == "{":
            limited = words[:1] == ["if"] or bool(blocks and blocks[-1].limited)
            blocks.append(_Block(words, limited))
            words = []
        elif token == "}":
            del blocks[-1:]
            words = []
        elif token == ";":
            yield from _statement(words, blocks[-1] if blocks else _Block([], limited=False), file)
            words = []
        else:
            words.append(token.strip("\"'") if token[0] in "\"'" else token)


def _statement(words: Sequence[str], block: _Block, file: str) -> Iterator[HostRule]:
    if not words:
        return
    inner, limited = block
    if words[0] == "rewrite" and len(words) > 2:
        status = _FLAGS.get(words[3] if len(words) > 3 else "", 302 if "://" in words[2] else 200)
        yield _rule(words[1], from_regex(words[1]), words[2], status, file, limited=limited)
    elif inner[:1] == ["location"] and 1 < len(inner) < 4 and len(inner[-1]) <= _LONGEST_ADDRESS:
        yield from _located(words, inner[1:], file, limited=limited)
    elif _is_moved(words, inner):
        yield _rule(words[0], [text(words[0])], words[1], 301, file, limited=False)


def _located(words: Sequence[str], where: Sequence[str], file: str, *, limited: bool) -> Iterator[HostRule]:
    """A statement in a location."""
    if words[0] in _SERVED:
        yield _rule(" ".join(where), _location(where), "", 200, file, limited=True)
    elif words[0] == "return" and len(words) > 1 and words[1].isdigit():
        target = words[2] if len(words) > 2 else ""
        yield _rule(" ".join(where), _location(where), target, int(words[1][:3]), file, limited=limited)


def _is_moved(words: Sequence[str], block: Sequence[str]) -> bool:
    """Whether a line is one of a table of old and new addresses (``map $uri $new { /old /new; }``)."""
    of_paths = block[:1] == ["map"] and block[1:2] in (["$uri"], ["$request_uri"])
    return of_paths and len(words) == 2 and words[0].startswith("/") and words[1].startswith(("/", "http"))


def _location(words: Sequence[str]) -> list[Piece]:
    """What a location matches: ``= /x`` that alone, ``~ ^/x`` a regular expression, ``/x`` all that begins so."""
    if words[0] == "=":
        return [text(words[-1])]
    if words[0] == "~":
        return from_regex(words[-1])
    if words[0] == "~*":
        return [Piece(PieceKind.UNKNOWN)]
    return [text(words[-1]), Piece(PieceKind.REST)]


def _rule(source: str, pieces: Sequence[Piece], target: str, status: int, file: str, *, limited: bool) -> HostRule:
    target = _WHOLE.sub("$0", target)
    untold = limited or re.search(r"\$(?!\{?\d)", target) is not None
    condition = _UNTOLD if untold else ""
    address = RuleAddress(source, file, pieces, _NUMBER, exact_slash=True, whole=True)
    return make_rule(address, target, status, first=True, condition=condition)
