"""Which types of content Hugo reads where the configuration says nothing of them (``security.allowContent``)."""

from __future__ import annotations

from content_lint.site.generators.hugo.markup import is_from

ALLOWED_TYPES = ("! ^text/html$", "! ^text/org$")
"""What the newest version says."""


def allowed_by(version: tuple[int, ...]) -> tuple[str, ...]:
    """What a version says: all types are read until 0.161, all but HTML from 0.162 to 0.165."""
    if not is_from(version, 162):
        return ()
    return ALLOWED_TYPES if is_from(version, 166) else ALLOWED_TYPES[:1]
