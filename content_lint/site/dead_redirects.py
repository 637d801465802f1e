"""Redirects that a site's configuration writes down and that lead to no page."""

from __future__ import annotations

from msgspec import Struct

from content_lint.text.source import Span


class DeadRedirect(Struct, frozen=True):
    """One of them.

    Attributes:
        file: the configuration, from the root.
        span: where in it the target is.
        target: as it is written.
        path: where a page that is meant would be: a path within the site.
        near: what may be meant, as it is to be written; or empty.
    """

    file: str
    span: Span
    target: str
    path: str
    near: str = ""
