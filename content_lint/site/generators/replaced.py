"""What templates replace in the text of a page, before readers get it."""

from __future__ import annotations

from content_lint.text.regex import regex

_SIGN = regex(r"[\\^$*+?()\[\]{}|]")
_SHORTEST = 4


def is_replaced(replaced: str, destination: str) -> bool:
    """Whether what a template replaces in a page's text is a part of a link's address.

    Args:
        replaced: a text, or a regular expression, of which what is before its first sign counts.
        destination: the address.
    """
    plain = _SIGN.split(replaced.replace("\\.", "."), maxsplit=1)[0]
    return len(plain) >= _SHORTEST and any(
        plain in f'{name}="{destination}"' and plain not in f'{name}="' for name in ("src", "href")
    )
