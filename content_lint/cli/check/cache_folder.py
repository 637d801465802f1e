"""Where this program keeps what it has learned."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "CONTENT_LINT_CACHE"


def cache_folder(environment: Mapping[str, str]) -> Path | None:
    """The folder of the caches, whether it exists or not; None where this user has no place for them.

    The variable ``CONTENT_LINT_CACHE`` names it, else it lies where the system keeps such things.

    Args:
        environment: of the process.
    """
    if named := environment.get(VARIABLE):
        return Path(named)
    if sys.platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return Path(local) / "content-lint" / "Cache" if local else None
    home = environment.get("HOME")
    if sys.platform == "darwin":
        return Path(home) / "Library" / "Caches" / "content-lint" if home else None
    shared = environment.get("XDG_CACHE_HOME")
    if shared and shared.startswith("/"):
        return Path(shared) / "content-lint"
    return Path(home) / ".cache" / "content-lint" if home else None
