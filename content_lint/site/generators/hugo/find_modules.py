"""Finds the themes and modules that a Hugo site asks for: in ``_vendor``, by go.mod, or in the folder of themes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from posixpath import normpath

from content_lint.config.errors import ConfigError
from content_lint.site.generators.hugo.modules import Import, Module, imports_of, lower_keys, replaced
from content_lint.site.generators.hugo.mounts import leaves
from content_lint.site.generators.hugo.values import to_text
from content_lint.text.files import text_if_any
from content_lint.text.regex import regex

_MOST = 200
_REPLACE = regex(r"^[ \t]*(?:replace[ \t]+)?(\S+)(?:[ \t]+v\S+)?[ \t]+=>[ \t]+(\S+)", re.MULTILINE)
MODULES_FILE = "go.mod"
VENDORED = "_vendor"
"""Where ``hugo mod vendor`` puts copies of modules."""

ReadConfig = Callable[[Path, str], tuple[str, Mapping[str, object]]]
_NAMES = tuple(f"{stem}.{suffix}" for stem in ("hugo", "config") for suffix in ("toml", "yaml", "yml", "json"))


def find_modules(root: Path, written: Mapping[str, object], read: ReadConfig) -> tuple[Module, ...]:
    """All themes and modules of a site, those that win before the others; one that is not there has no folder.

    Args:
        root: the site's root.
        written: the site's configuration as it is written.
        read: reads the configuration of a folder.
    """
    keys = lower_keys(written)
    themes = themes_folder(keys)
    local = _replacements(root)
    found: dict[str, Module] = {}

    def add(asked: Import) -> None:
        if asked.path in found or len(found) >= _MOST:
            return
        folder = _folder(root, replaced(keys, asked.path), themes, local)
        own = _read(root / folder, read) if folder else {}
        found[asked.path] = Module(asked, folder, own)
        if asked.takes_imports:
            for inner in imports_of(own):
                add(inner)

    for asked in imports_of(keys):
        add(asked)
    return tuple(found.values())


def themes_folder(keys: Mapping[str, object]) -> str:
    """The folder that themes lie in; keys in lower case."""
    return normpath(to_text(keys.get("themesdir")) or "themes")


def _folder(root: Path, path: str, themes: str, local: Mapping[str, str]) -> str:
    """Where a module lies, from the site's root, or empty."""
    for folder in (f"{VENDORED}/{path}", local.get(path, ""), f"{themes}/{path}"):
        place = normpath(folder) if folder else ""
        if place and place != "." and not leaves(place) and _holds_files(root / place):
            return place
    return ""


def _holds_files(folder: Path) -> bool:
    """Whether there is anything in a folder: a submodule that was not fetched is empty."""
    try:
        return next(folder.iterdir(), None) is not None
    except OSError:
        return False


def _replacements(root: Path) -> Mapping[str, str]:
    """Folders that go.mod names instead of modules, by the module's path."""
    text = text_if_any(root / MODULES_FILE, within=root)
    return {match[1]: match[2] for match in _REPLACE.finditer(text) if match[2].startswith(".")}


def _read(folder: Path, read: ReadConfig) -> Mapping[str, object]:
    try:
        name = next((name for name in _NAMES if (folder / name).is_file()), "")
        return lower_keys(read(folder, name)[1])
    except ConfigError:
        return {}


def sources_of(modules: tuple[Module, ...], written: Mapping[str, object]) -> Iterator[str]:
    """The files and folders, from the site's root, that decide where modules are and what they say."""
    if not modules:
        return
    themes = themes_folder(lower_keys(written))
    yield from (MODULES_FILE, f"{VENDORED}/modules.txt")
    for module in modules:
        folder = module.folder or f"{themes}/{module.asked.path}"
        if leaves(folder):
            continue
        yield from (folder, f"{folder}/config/_default", *(f"{folder}/{name}" for name in _NAMES))
