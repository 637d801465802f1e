"""What the part after ``#`` of an address asks for: a place on the page, or something that is no place."""

from __future__ import annotations

_DIRECTIVE = ":~:"
_STATES = ("/", "!", "?", "~")


def without_directive(fragment: str) -> str:
    """The fragment as pages see it: browsers cut a text to look for (``:~:text=…``) off before they look for a place.

    See https://wicg.github.io/scroll-to-text-fragment/#the-fragment-directive.
    """
    return fragment.partition(_DIRECTIVE)[0]


def names_a_place(fragment: str) -> bool:
    """Whether a fragment names a place on a page, rather than its top or the state of a script.

    Args:
        fragment: without ``#`` and without a directive.
    """
    return bool(fragment) and fragment.lower() != "top" and "=" not in fragment and not fragment.startswith(_STATES)
