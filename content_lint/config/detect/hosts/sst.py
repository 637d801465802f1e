"""Addresses that a program of SST answers at Amazon's CloudFront: https://sst.dev/docs/component/aws/router."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.config.detect.hosts.pieces import Piece, PieceKind, RuleAddress, make_rule, text
from content_lint.config.settings import HostRule
from content_lint.text.regex import regex

_PATTERN = regex(r"""\bpathPattern\s*:\s*["'`](/[\w.*/-]{1,200})["'`]|["'`](/[\w./-]{1,200}\*)["'`]\s*:""")
_PROGRAM = "a program hands to another server"


def from_sst(source: str, file: str) -> Iterator[HostRule]:
    """The patterns of paths that sst.config.ts hands to other servers; where these lead only running it tells."""
    for match in _PATTERN.finditer(source):
        pattern = match[1] or match[2]
        if pattern.strip("/*"):
            pieces = [Piece(PieceKind.REST) if part == "*" else text(part) for part in _parts(pattern)]
            yield make_rule(RuleAddress(pattern, file, pieces), "", 302, first=True, condition=_PROGRAM)


def _parts(pattern: str) -> Iterator[str]:
    """Its texts and the stars between them."""
    for number, part in enumerate(pattern.split("*")):
        if number:
            yield "*"
        if part:
            yield part
