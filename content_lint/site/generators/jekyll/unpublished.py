"""Why a file that would answer at an address is not on Jekyll's site, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.site.generators.jekyll.config import ALWAYS_EXCLUDED, JekyllConfig
from content_lint.site.generators.jekyll.entry_filter import EntryFilter, EntryMatcher
from content_lint.site.generators.protocol import UnpublishedFile

_JEKYLLS_OWN = frozenset({"_data", "_drafts", "_includes", "_layouts", "_plugins", "_posts", "_sass"})
_MOVE = "Move it to a folder that is published, such as `assets/`"


def find_unpublished(path: str, config: JekyllConfig, name: str) -> Iterator[UnpublishedFile]:
    """The file that an address names, where Jekyll passes over it.

    Args:
        path: the address within the site, decoded.
        config: the site's configuration.
        name: the file of the configuration.
    """
    parts = path.strip("/").split("/")
    folders = ["/".join(parts[:end]) for end in range(1, len(parts))]
    keep = EntryFilter(config, folders.__contains__)
    collections = {f"_{item.label}" for item in config.collections if item.label != "posts"}
    refused = [
        part
        for number, part in enumerate(parts)
        if keep.refuses(part, "/".join(parts[:number])) and not (number == 0 and part in collections)
    ]
    if refused and not path.endswith("/"):
        excluded = _excluding(["/".join(parts[: number + 1]) for number in range(len(parts))], config, folders)
        reason, advice = _of_exclude(excluded, name) if excluded else _of_names(refused, name)
        yield UnpublishedFile(config.root + "/".join(parts), reason, advice)


def _excluding(paths: list[str], config: JekyllConfig, folders: list[str]) -> str:
    """The item of ``exclude`` that means a file or one of the folders around it, or empty."""
    for item in config.exclude:
        matcher = EntryMatcher([item.lstrip("/")], folders.__contains__)
        if item not in config.include and any(matcher.matches(path) for path in paths):
            return item
    return ""


def _of_exclude(item: str, name: str) -> tuple[str, str]:
    if item in ALWAYS_EXCLUDED:
        return f"Jekyll leaves out `{item}` by itself", "Copy it to a folder that is published, such as `assets/`"
    return f"`exclude` in {name} names `{item}`", f"{_MOVE}, or take `{item}` out of `exclude`"


def _of_names(refused: list[str], name: str) -> tuple[str, str]:
    """What is to be said of parts that Jekyll passes over because of their names."""
    first, listed = refused[0], " and ".join(f"`{part}`" for part in dict.fromkeys(refused))
    if any(part.endswith((".", "~")) for part in refused):
        return f"Jekyll leaves out {listed} because of the last character of the name", "Rename it"
    reason = f"Jekyll leaves out {listed}, whose name begins with `{first[0]}`"
    add = f"add {listed} to `include` in {name}"
    if first in _JEKYLLS_OWN:
        return f"Jekyll publishes nothing out of `{first}` as it is", _MOVE
    return reason, f"{_MOVE}, or {add}" if first.startswith("_") else f"{add[0].upper()}{add[1:]}"
