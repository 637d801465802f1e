"""Which version of a generator a site is built with, where its repository says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from content_lint.config.builds.build import places
from content_lint.config.builds.recipes import (
    GITLAB,
    Rank,
    read_json,
    read_text,
    recipes,
    strings,
    workflow_files,
)
from content_lint.text.regex import regex

VERSION_FILES = (".hugo-version", ".tool-versions", "mise.toml", ".mise.toml", ".env", "go.mod", "Dockerfile")
_NUMBER = r"[\"']?v?([0-9]{1,4}\.[0-9]{1,4}(?:\.[0-9]{1,4})?)"
_IN_FILES = {
    ".hugo-version": regex(rf"^\s*{_NUMBER}"),
    ".tool-versions": regex(rf"^(?:go)?hugo[ \t]+(?:extended_)?{_NUMBER}", re.MULTILINE),
    "mise.toml": regex(
        rf"^[ \t]*[\"']?(?:[\w:./-]*[:/])?(?:go)?hugo(?:-extended)?[\"']?[ \t]*=[ \t]*"
        rf"[^\n0-9]*?(?:extended_)?{_NUMBER}",
        re.MULTILINE,
    ),
    "go.mod": regex(rf"\bgithub\.com/gohugoio/hugo[ \t]+{_NUMBER}"),
}
_IN_FILES[".mise.toml"] = _IN_FILES["mise.toml"]
_SET = regex(rf"\bHUGO_VERSION[\"']?[ \t]*(?:[:?]?=|:)[ \t]*(?:extended_)?{_NUMBER}")
_ACTION = regex(rf"\bhugo-version[\"']?[ \t]*:[ \t]*{_NUMBER}")
_BEFORE_IMAGE = r"(?:\bFROM|\bimage:)[ \t]+[\"']?\S{0,80}hugo\S{0,40}:"
_IMAGE = regex(rf"{_BEFORE_IMAGE}[\"']?(?:ext-\w+-)?{_NUMBER}")
_PACKAGES = ("hugo-extended", "hugo-bin-extended")


class Pin(Struct, frozen=True):
    """A version that a site is built with.

    Attributes:
        version: its numbers.
        file: the file that says so, from the top of the repository.
    """

    version: tuple[int, ...]
    file: str

    @property
    def text(self) -> str:
        """The version as people write it."""
        return ".".join(map(str, self.version))


def find_hugo_pin(root: Path) -> Pin | None:
    """The version of Hugo that builds the site in a folder, or None where nothing says so."""
    top, folders = places(root)
    return next((pin for pin in _pins(top, folders)), None)


def files_with_pins(root: Path) -> Iterator[Path]:
    """Every file in which the version may be said, besides those that ``files_about_builds`` names."""
    top, folders = places(root)
    return (top / folder / name for folder in folders for name in VERSION_FILES)


def _pins(top: Path, folders: list[str]) -> Iterator[Pin]:
    """What is said of the version, the surest first: what a script installs itself, then what its host does."""
    for folder in folders:
        yield from _of_package(top, _joined(folder, "package.json"))
    for recipe in recipes(top, folders):
        if recipe.rank is not Rank.HOST:
            break
        yield from _numbers(recipe.environment.get("HUGO_VERSION", ""), re.compile(_NUMBER), recipe.file)
    for folder in folders:
        for name in VERSION_FILES:
            file = _joined(folder, name)
            text = read_text(top, file)
            for pattern in (_IN_FILES.get(name), _SET, _IMAGE):
                yield from _numbers(text, pattern, file)
    for file in (*workflow_files(top), GITLAB):
        text = read_text(top, file)
        for pattern in (_SET, _ACTION, _IMAGE):
            yield from _numbers(text, pattern, file)
    for folder in folders:
        file = _joined(folder, "Makefile")
        yield from _numbers(read_text(top, file), _SET, file)


def _of_package(top: Path, file: str) -> Iterator[Pin]:
    data = read_json(top, file)
    wanted = strings(data.get("dependencies")) | strings(data.get("devDependencies"))
    wanted |= strings(data.get("optionalDependencies")) | strings(data.get("peerDependencies"))
    for name in _PACKAGES:
        yield from _numbers(wanted.get(name, "").lstrip("^~=v "), re.compile(_NUMBER), file)
    if "hugo-bin" in wanted:  # its own numbers are not Hugo's
        for key in ("version", "hugoVersion"):
            yield from _numbers(strings(data.get("hugo-bin")).get(key, ""), re.compile(_NUMBER), file)


def _numbers(text: str, pattern: re.Pattern[str] | None, file: str) -> Iterator[Pin]:
    match = pattern.search(text) if pattern is not None and text else None
    if match is not None:
        yield Pin(tuple(int(part) for part in match[1].split(".")), file)


def _joined(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
