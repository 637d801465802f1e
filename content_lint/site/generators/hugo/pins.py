"""Which version of a generator a site is built with, where its repository says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from content_lint.config.builds.build import places
from content_lint.config.builds.recipes import (
    GITLAB,
    Rank,
    machine_files,
    read_json,
    read_text,
    recipes,
    strings,
    workflow_files,
)
from content_lint.text.regex import regex

VERSION_FILES = (".hugo-version", ".tool-versions", "mise.toml", ".mise.toml", ".env", "go.mod")
"""Files that name versions of programs, for whoever works on the site."""

_NUMBER = r"[\"']?v?([0-9]{1,4}\.[0-9]{1,4}(?:\.[0-9]{1,4})?)"
_IN_FILES = {
    ".hugo-version": regex(rf"^\s*{_NUMBER}"),
    ".tool-versions": regex(rf"^(?:go)?hugo[ \t]+(?:extended_)?{_NUMBER}", re.MULTILINE),
    "mise.toml": regex(
        rf"^[ \t]*[\"']?(?:[\w:./-]*[:/])?(?:go)?hugo(?:-extended)?[\"']?[ \t]*+="
        rf"[^\n0-9]*+{_NUMBER}",
        re.MULTILINE,
    ),
    "go.mod": regex(rf"\bgithub\.com/gohugoio/hugo[ \t]+{_NUMBER}"),
}
_IN_FILES[".mise.toml"] = _IN_FILES["mise.toml"]
_OR_NEWEST = rf"(?:{_NUMBER}|[\"']?latest\b)"
_VARIABLE = r"\bHUGO(?:_EXTENDED)?_(?:VERSION|VER|RELEASE)\b[\"']?"
_SET = regex(rf"{_VARIABLE}[ \t]*(?:[:?]?=|:|(?<=[A-Z])[ \t])[ \t]*(?:extended_)?{_OR_NEWEST}", re.IGNORECASE)
_ACTION = regex(rf"\bhugo-version[\"']?[ \t]*:[ \t]*{_OR_NEWEST}")
_FETCHED = regex(rf"\bgohugoio/hugo(?:/releases/download/|@){_NUMBER}")
_BEFORE_IMAGE = r"(?:\bFROM|\bimage:)[ \t]+[\"']?\S{0,80}hugo\S{0,40}:"
_IMAGE = regex(rf"{_BEFORE_IMAGE}[\"']?(?:[a-z]{{1,12}}-){{0,4}}{_NUMBER}")
_PACKAGES = ("hugo-extended", "hugo-bin-extended")


class Pin(Struct, frozen=True):
    """A version that a site is built with.

    Attributes:
        version: its numbers; empty for the newest.
        file: the file that says so, from the top of the repository.
        oldest: the numbers of the oldest version that any other file names; its own where they all agree.
    """

    version: tuple[int, ...]
    file: str
    oldest: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The version as people write it."""
        return ".".join(map(str, self.version))


def find_hugo_pin(root: Path) -> Pin | None:
    """The version of Hugo that builds the site in a folder, the surest first; None where nothing says so."""
    top, folders = places(root)
    found = list(_pins(top, folders))
    if not found:
        return None
    oldest = min((pin.version for pin in found if pin.version), default=())
    return replace(found[0], oldest=oldest)


def files_with_pins(root: Path) -> Iterator[Path]:
    """Every file in which the version may be said, besides those that ``files_about_builds`` names."""
    top, folders = places(root)
    yield from (top / folder / name for folder in folders for name in VERSION_FILES)
    yield from (top / name for name in machine_files(folders))


def _pins(top: Path, folders: list[str]) -> Iterator[Pin]:
    """What is said of the version, the surest first: what a script installs itself, then what the host does."""
    for folder in folders:
        yield from _of_package(top, _joined(folder, "package.json"))
    made = list(recipes(top, folders))
    for recipe in made:
        if recipe.rank is Rank.HOST:
            yield from _numbers(recipe.environment.get("HUGO_VERSION", ""), re.compile(_NUMBER), recipe.file)
    deploying = {recipe.file for recipe in made if recipe.rank is Rank.DEPLOYS}
    workflows = [*workflow_files(top), GITLAB]
    yield from _of_recipes(top, (name for name in workflows if name in deploying))
    yield from _of_version_files(top, folders)
    yield from _of_recipes(top, machine_files(folders))
    yield from _of_recipes(top, (name for name in workflows if name not in deploying))
    for folder in folders:
        file = _joined(folder, "Makefile")
        yield from _numbers(read_text(top, file), _SET, file)


def _of_version_files(top: Path, folders: list[str]) -> Iterator[Pin]:
    for folder in folders:
        for name in VERSION_FILES:
            file = _joined(folder, name)
            text = read_text(top, file)
            for pattern in (_IN_FILES.get(name), _SET if "hugo" in text.lower() else None):
                yield from _numbers(text, pattern, file)


def _of_recipes(top: Path, files: Iterable[str]) -> Iterator[Pin]:
    """What files say that make a machine or tell it what to do."""
    for file in files:
        text = read_text(top, file)
        if "hugo" in text.lower():
            for pattern in (_SET, _ACTION, _FETCHED, _IMAGE):
                yield from _numbers(text, pattern, file)


def _of_package(top: Path, file: str) -> Iterator[Pin]:
    data = read_json(top, file)
    wanted = strings(data.get("dependencies")) | strings(data.get("devDependencies"))
    wanted |= strings(data.get("optionalDependencies")) | strings(data.get("peerDependencies"))
    for name in (name for name in _PACKAGES if name in wanted):
        asked = wanted[name].lstrip("^~=v ")
        newest = asked.startswith((">", "*", "latest"))
        yield from [Pin((), file)] if newest else _numbers(asked, re.compile(_NUMBER), file)
    if "hugo-bin" in wanted:  # its own numbers are not Hugo's
        for key in ("version", "hugoVersion"):
            yield from _numbers(strings(data.get("hugo-bin")).get(key, ""), re.compile(_NUMBER), file)


def _numbers(text: str, pattern: re.Pattern[str] | None, file: str) -> Iterator[Pin]:
    match = pattern.search(text) if pattern is not None and text else None
    if match is not None:
        yield Pin(tuple(int(part) for part in match[1].split(".")) if match[1] else (), file)


def _joined(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
