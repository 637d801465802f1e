"""How somebody gets the packages that this content-lint does without."""

from __future__ import annotations

from content_lint.adopt.origin import find_origin


def how_to_install(extra: str) -> str:
    """The line to type for an extra of the very program that runs, where it runs."""
    return f"Install it where content-lint is: `python -m pip install '{find_origin().with_extra(extra)}'`."
