"""Data of Eleventy's sites that is written out: of folders, of single templates, and of the whole site."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from content_lint.parse.scripts.literals import objects_of
from content_lint.site.generators.eleventy.address_functions import address_of
from content_lint.site.generators.eleventy.config import CODE_KEY, ByCode
from content_lint.site.generators.eleventy.programs import spelled
from content_lint.site.generators.walking import SKIPPED, folders_below
from content_lint.text.lenient import json_table, json_value
from content_lint.text.source import Span

_MOST_FILES = 5000
_MOST_GLOBAL = 200
_LARGEST = 100_000
_DATA = re.compile(r"(.+?)(?:\.11tydata\.(json|[cm]?[jt]s)|\.(json))\Z")
_CODE = re.compile(r"\.(?:[cm]?[jt]s|[jt]sx)\Z")
_PROGRAM = re.compile(r"(.+)\.(?:11ty\.[cm]?[jt]sx?|[jt]sx)\Z")
_SKIPPED = SKIPPED | {"_data"}
_EXPORTED = re.compile(r"\b(?:module\.exports\s*=|export\s+default)\s*\{")
_HANDED_ON = re.compile(
    r"""(?:\bexport\s*(?:\*|\{[^{}\n]*\bdefault\b[^{}\n]*\})\s*from\s*|\bmodule\.exports\s*=\s*require\(\s*)"""
    r"""["'](\.{1,2}/[^"'\n]{1,200})["']"""
)
"""What a program exports of another one as its own."""

_MOST_HANDED_ON = 3
_OWN_OR_NONE = re.compile(r"\?\s*(?:\w+\.)?permalink\s*:\s*false\b|\?\s*false\s*:\s*(?:\w+\.)?permalink\b")
"""A function that hides a page, or leaves its own address alone."""

_PLAIN = (str, int, bool)


def data_of_folders(
    root: Path, source: str, read: Callable[[str], str], endings: tuple[str, ...] = ()
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The data of folders and of single templates, by the path that it is for.

    Args:
        root: of the site.
        source: the input folder from there.
        read: gives the text of a file by its path from the root.
        endings: those of files of data besides Eleventy's own, such as ``yml``.
    """
    for base, names in folders_below(root, source, _MOST_FILES, _SKIPPED):
        given: dict[str, Mapping[str, object]] = {}
        for name in reversed(names):  # what comes later goes over what is there
            place = _place_of(base, name, names, endings)
            found = _values(posixpath.join(base, name), read) if place is not None else {}
            if place is not None and found:
                given[place] = {**given.get(place, {}), **found}
        yield from given.items()


def data_of_site(root: Path, folder: str, read: Callable[[str], str]) -> Mapping[str, object]:
    """What templates are given everywhere, by name; what a program makes is left out."""
    found: dict[str, object] = {}
    if not folder:
        return found
    paths = [posixpath.join(base, name) for base, names in folders_below(root, folder, _MOST_GLOBAL) for name in names]
    for path in sorted(paths):
        inner = path[len(folder) + 1 :]
        stem, _, ending = inner.rpartition(".")
        if ending not in {"json", "js", "cjs", "mjs", "yaml", "yml"}:
            continue
        text = read(path)
        value = _read_value(text, ending) if text and len(text) <= _LARGEST else None
        *above, name = stem.split("/")
        place = found
        for step in above:
            inside = place.setdefault(step, {})
            place = inside if isinstance(inside, dict) else {}
        place[name] = ByCode(path) if value is None else value
    return found


def _read_value(text: str, ending: str) -> object:
    if ending == "json":
        return json_value(text)
    if ending in {"yaml", "yml"}:
        from content_lint.parse.front_matter.yaml.reader import read_yaml, rules_for  # few sites have it

        found = read_yaml(text, Span(0, len(text)), rules_for("js"))
        return found.data if found.error is None else None
    exported = _EXPORTED.search(text)
    return _literal(next(objects_of(text[exported.start() :]), None)) if exported else None


def _literal(value: object) -> object:
    """The plain parts of an object, and ``ByCode`` for all others."""
    if isinstance(value, Mapping):
        known = {key: _literal(item) for key, item in value.items() if not key.startswith("...")}
        return known if len(known) == len(value) else {CODE_KEY: True, **known}
    return value if isinstance(value, _PLAIN) else ByCode("")


def _values(path: str, read: Callable[[str], str]) -> Mapping[str, object]:
    text = read(path)
    if path.endswith(".json"):
        return json_table(text)
    if not text:
        return {}
    if not _CODE.search(path):
        ending = path.rpartition(".")[2]
        data = _read_value(text, ending) if ending in {"yaml", "yml"} else None
        if isinstance(data, dict):
            return data
        return {CODE_KEY: path, **({"permalink": ByCode(path)} if "permalink" in text else {})}
    path, text = _handed_on(path, text, read)
    exported = _EXPORTED.search(text)
    written = _literal(next(objects_of(text[exported.start() :]), None)) if exported else None
    known = written if isinstance(written, dict) else {}
    data = {key: value for key, value in known.items() if not isinstance(value, ByCode) and key != CODE_KEY}
    return {CODE_KEY: path, **data, **_permalink_of(text, path)}


def _handed_on(path: str, text: str, read: Callable[[str], str]) -> tuple[str, str]:
    """The program that really says what a program exports, and its text."""
    for _ in range(_MOST_HANDED_ON):
        match = _HANDED_ON.search(text)
        if match is None:
            break
        place = posixpath.normpath(posixpath.join(posixpath.dirname(path), match[1]))
        named = next((item for item in spelled(place) if not item.startswith("..") and read(item)), None)
        if named is None:
            break
        path, text = named, read(named)
    return path, text


def _permalink_of(text: str, path: str) -> Mapping[str, object]:
    """The address that a program gives, as a template of Liquid where it is put together of what is known."""
    if "permalink" not in text:
        return {}
    for item in objects_of(text):
        if isinstance(item.get("permalink"), (str, bool)):
            return {"permalink": item["permalink"]}
    if _OWN_OR_NONE.search(text):
        return {}
    made = address_of(text)
    return {"permalink": ByCode(path) if made is None else made}


def _place_of(base: str, name: str, names: list[str], endings: tuple[str, ...]) -> str | None:
    """The folder, or the template without its ending, that a file gives data to; None where it gives none.

    Args:
        base: the folder of the file.
        name: of the file.
        names: of all files there, in order.
        endings: see ``data_of_folders``.
    """
    program = _PROGRAM.match(name)
    if program:
        return posixpath.join(base, program[1])
    given = name.rpartition(".")[2]
    match = _DATA.match(f"{name.removesuffix(given)}json" if given in endings else name)
    if match is None:
        return None
    if match[1] == posixpath.basename(base):
        return base
    first = bisect_left(names, f"{match[1]}.")
    is_beside = any(other.startswith(f"{match[1]}.") for other in names[first : first + 2] if other != name)
    return posixpath.join(base, match[1]) if match[2] or is_beside else None
