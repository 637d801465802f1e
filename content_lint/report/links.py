"""What is said of links: one row a link, wherever it is."""

from __future__ import annotations

from msgspec import Struct

from content_lint.report.report import Failure

DEAD = frozenset({"broken", "missing", "fragment", "wrong-case", "stops-the-build", "malformed"})
"""Outcomes of links that lead nowhere, inside of the site and outside."""


class LinkRow(Struct, frozen=True):
    """One link, and what its target answers.

    Attributes:
        path: the file, from the site's root with ``/``.
        line: where the destination is, from 1.
        column: its column from 1, in code points.
        destination: as the renderer has it.
        kind: how the link is written: ``inline``, ``image``, ``front-matter`` …
        scope: ``internal``, ``external``, ``mail`` or ``other``.
        resolved: the address that it leads to: of an internal link from the root of the host, of any other the
            whole one; None where only rendering tells.
        outcome: of an internal link ``live``, ``redirect``, ``hidden``, ``wrong-case``, ``missing``, ``fragment``,
            ``stops-the-build`` or ``unknown``; of an external or mail link that of its verdict; None where
            nothing was asked.
        status: the last HTTP status, or None.
        final_url: where redirects end, or None.
        from_cache: whether the store answered, or None where nothing was asked.
        reason: why, in words; may be empty.
        host: the host of an external link, the domain of a mail link; else empty.
        severity: ``error``, ``warning``, ``info``, or empty for a good or unknown link.
    """

    path: str
    line: int
    column: int
    destination: str
    kind: str
    scope: str
    resolved: str | None
    outcome: str | None
    status: int | None = None
    final_url: str | None = None
    from_cache: bool | None = None
    reason: str = ""
    host: str = ""
    severity: str = ""


class LinkReport(Struct, frozen=True):
    """All links that were asked for.

    Attributes:
        rows: by file and place.
        notices: what the reader has to know.
        failures: our own mistakes.
    """

    rows: tuple[LinkRow, ...]
    notices: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
