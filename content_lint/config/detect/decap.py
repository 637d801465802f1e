"""What Decap CMS (Netlify CMS before, Sveltia since) knows of the site's folders and fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from content_lint.config.forms import Forms, read_forms
from content_lint.config.root import find_cms
from content_lint.config.settings import CmsField
from content_lint.config.yaml_files import read_placed
from content_lint.parse.facts import KeyPath
from content_lint.text.files import text_if_any
from content_lint.text.regex import regex

_DEPTH = 20
_PROGRAMS = (
    (regex(r"@sveltia/cms|sveltia-cms"), "Sveltia CMS", "sveltia"),
    (regex(r"decap-cms"), "Decap CMS", "decap"),
    # Its first version wrote YAML with another library, so nothing is known of what it does.
    (regex(r"netlify-cms[\w-]*@[\^~]?[01](?![0-9])"), "Netlify CMS", ""),
    (regex(r"netlify-cms"), "Netlify CMS", "decap"),
)
"""Who reads the configuration, by a word in the address of its script or in package.json; and who saves like it."""


class CmsCollection(Struct, frozen=True):
    """One folder that the CMS writes to.

    Attributes:
        name: the CMS's name for it.
        folder: relative to the root, without slashes at its ends.
        extension: of its files.
        fields: what an editor fills in, without the body.
    """

    name: str
    folder: str
    extension: str
    fields: tuple[CmsField, ...]


class Cms(Struct, frozen=True):
    """The CMS's configuration.

    Attributes:
        path: where it lies, relative to the root.
        name: which of the programs that read such a file it is.
        collections: in its order.
        media_paths: public paths under which assets lie.
        site_url: the site's address as the CMS knows it, or empty.
        forms: what its editors fill in.
    """

    path: str
    name: str
    collections: tuple[CmsCollection, ...]
    media_paths: tuple[str, ...]
    site_url: str
    forms: Forms = Forms("")


def detect_decap(root: Path) -> Cms | None:
    """Read the CMS's configuration, or None where there is none.

    Raises:
        ConfigError: it cannot be read.
    """
    path = find_cms(root)
    if path is None:
        return None
    reading = read_placed(root, path, "pyyaml")
    config = reading.data
    declared = [item for item in _list(config.get("collections")) if isinstance(item, dict)]
    media = [_public_folder(config), *(_public_folder(item) for item in declared)]
    collections = tuple(found for item in declared if (found := _collection(item)))
    url = config.get("site_url")
    media_paths = tuple(dict.fromkeys(filter(None, media)))
    name, program = _program(root, root / path)
    forms = read_forms(reading, path, name, program)
    return Cms(path, name, collections, media_paths, url if isinstance(url, str) else "", forms)


def _program(root: Path, config: Path) -> tuple[str, str]:
    """The program that the page beside the configuration loads, else one that the site installs; Decap by default.

    The second is empty where nothing names it.
    """
    for file in (config.with_name("index.html"), root / "package.json"):
        text = text_if_any(file, within=root).lower()
        for pattern, name, program in _PROGRAMS:
            if pattern.search(text):
                return name, program
    return "Decap CMS", ""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _public_folder(config: Mapping[str, object]) -> str:
    """A folder of media as its readers' browsers see it; empty for one beside each entry."""
    public = config.get("public_folder")
    if isinstance(public, str):
        return "/" + public.strip("/") if public.startswith("/") and public.strip("/") else ""
    folder = config.get("media_folder")
    if not isinstance(folder, str) or not folder.strip("/."):
        return ""
    # Of a collection's folder only one that begins with a slash counts from the root of the repository.
    if "folder" in config and not folder.startswith("/"):
        return ""
    return "/" + folder.strip("/")


def _collection(config: dict[str, object]) -> CmsCollection | None:
    name, folder = config.get("name"), config.get("folder")
    if not isinstance(name, str) or not isinstance(folder, str):
        return None
    fields = tuple(item for item in _fields(config.get("fields"), ()) if item.path != ("body",))
    extension = config.get("extension")
    return CmsCollection(
        name,
        PurePosixPath(folder.strip("/") or ".").as_posix(),
        extension.lstrip(".") if isinstance(extension, str) else "md",
        fields,
    )


def _fields(declared: object, above: KeyPath) -> Iterator[CmsField]:
    """Fields at every depth, outer ones first."""
    if len(above) > _DEPTH:
        return
    for item in _list(declared):
        if not isinstance(item, dict) or not isinstance(name := item.get("name"), str):
            continue
        path = (*above, name)
        widget = item.get("widget", "string")
        yield CmsField(
            path,
            str(widget),
            item.get("required", True) is not False,
            tuple(_options(item)),
            item.get("multiple") is True,
            item.get("default"),
        )
        inner = (*path, "*") if widget == "list" else path
        yield from _fields(item.get("fields"), inner)
        if isinstance(single := item.get("field"), dict):
            kind = str(single.get("widget", "string"))
            yield CmsField(inner, kind, single.get("required", True) is not False, tuple(_options(single)))
            yield from _fields(single.get("fields"), inner)
        for variant in _list(item.get("types")):
            if isinstance(variant, dict):
                yield from _fields(variant.get("fields"), inner)


def _options(config: dict[str, object]) -> Iterator[str]:
    for option in _list(config.get("options")):
        value = option.get("value") if isinstance(option, dict) else option
        if isinstance(value, str | int | float):
            yield str(value)
