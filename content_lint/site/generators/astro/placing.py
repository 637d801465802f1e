"""The addresses and files that Astro makes of the paths of pages."""

from __future__ import annotations

from content_lint.site.generators.astro.config import AstroConfig
from content_lint.text.regex import regex

_SIGNS = {"%": "%25", "?": "%3F", "#": "%23", " ": "%20", '"': "%22", "\\": "%5C"}
_SIGN = regex(r"[%?# \"\\]")


def placed(path: str, config: AstroConfig, *, index: bool = False) -> tuple[str, str]:
    """The address and the file of a page.

    Args:
        path: of the page from the site's address, without slashes around it; empty for the home page.
        config: says which form addresses have.
        index: whether its file is the index of a folder.
    """
    if not path:
        return "/", "/index.html"
    if path in {"404", "500"}:
        return f"/{path}.html", f"/{path}.html"
    if config.format == "file" or (config.format == "preserve" and not index):
        return quoted(f"/{path}.html"), f"/{path}.html"
    return quoted(f"/{path}/"), f"/{path}/index.html"


def quoted(path: str) -> str:
    """A path with the signs encoded that would end it, or that no link holds as they are."""
    return _SIGN.sub(lambda match: _SIGNS[match[0]], path)
