"""What is said of addresses: one row a document."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class UrlRow(Struct, frozen=True):
    """One document and what becomes of it.

    Attributes:
        path: the source file, from the site's root with ``/``.
        collection: name of its collection, or None.
        url: its address within the site, without the base path, or None where it has none.
        destination: the file that is (or would be) written, from the root of the output with ``/``, or None.
        state: ``live``, ``hidden``, ``never``, ``stops-the-build`` or ``static``.
        until: when it becomes live by itself, or None.
        reason: why it is not live, in plain words; empty for what is live or static.
        date: its date in the site's zone, or None where the generator takes the time of the build.
        redirects_from: addresses that lead to it.
        redirect_to: where its own address sends readers, or None.
    """

    path: str
    collection: str | None
    url: str | None
    destination: str | None
    state: str
    until: datetime | None = None
    reason: str = ""
    date: datetime | None = None
    redirects_from: tuple[str, ...] = ()
    redirect_to: str | None = None


class UrlReport(Struct, frozen=True):
    """All rows of a site, by path, and what stops the whole build without being one file's fault."""

    rows: tuple[UrlRow, ...]
    stops: tuple[str, ...] = ()
