"""Where the caches are."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # a run that repeats the last one imports next to nothing
if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "CONTENT_LINT_CACHE"


def cache_place(environment: Mapping[str, str]) -> str | None:
    """The folder of the caches, whether it exists or not; None where this user has no place for them.

    The variable ``CONTENT_LINT_CACHE`` names it, else it lies where the system keeps such things.

    Args:
        environment: of the process.
    """
    if named := environment.get(VARIABLE):
        return named
    if sys.platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return rf"{local}\content-lint\Cache" if local else None
    home = environment.get("HOME")
    if sys.platform == "darwin":
        return f"{home}/Library/Caches/content-lint" if home else None
    shared = environment.get("XDG_CACHE_HOME")
    if shared and shared.startswith("/"):
        return f"{shared}/content-lint"
    return f"{home}/.cache/content-lint" if home else None
