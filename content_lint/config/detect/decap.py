"""What Decap CMS (Netlify CMS before, Sveltia since) knows of the site's folders and fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from content_lint.config.forms import Form, FormField, Forms, read_forms
from content_lint.config.root import find_cms
from content_lint.config.settings import CmsField
from content_lint.config.yaml_files import read_placed
from content_lint.parse.facts import KeyPath
from content_lint.text.files import text_if_any
from content_lint.text.lenient import items
from content_lint.text.regex import regex

_ANCHOR = regex(
    r"""((?:^|[\[{,:-])[ \t]*+[&*])([^\s\[\]{},"']*[^\s\[\]{},"'\w-][^\s\[\]{},"']*)(?=[\s,\]}]|\Z)""",
    re.MULTILINE | re.ASCII,
)
_NO_LETTER = regex(r"[^\w-]", re.ASCII)
_PROGRAMS = (
    (regex(r"@sveltia/cms|sveltia-cms"), "Sveltia CMS", "sveltia"),
    (regex(r"decap-cms"), "Decap CMS", "decap"),
    # Its first version wrote YAML with another library, so nothing is known of what it does.
    (regex(r"netlify-cms[\w-]{0,100}@[\^~]?[01](?![0-9])"), "Netlify CMS", ""),
    (regex(r"netlify-cms"), "Netlify CMS", "decap"),
    # It has gone its own way since it left Netlify CMS, and what it saves has not been looked at.
    (regex(r"@staticcms/|static-cms-app"), "Static CMS", ""),
)
"""Who reads the configuration, by a word in the address of its script or in package.json; and who saves like it."""


class Cms(Struct, frozen=True):
    """The CMS's configuration.

    Attributes:
        path: where it lies, relative to the root.
        name: which of the programs that read such a file it is.
        media_paths: public paths under which assets lie.
        site_url: the site's address as the CMS knows it, or empty.
        forms: what its editors fill in.
    """

    path: str
    name: str
    media_paths: tuple[str, ...]
    site_url: str
    forms: Forms = Forms("")


def _with_plain_anchors(text: str) -> str:
    """The same with letters alone in the names of anchors: YAML takes more signs (``&two+one``), libyaml does not."""
    return _ANCHOR.sub(lambda match: match[1] + _NO_LETTER.sub("_", match[2]), text)


def detect_decap(root: Path) -> Cms | None:
    """Read the CMS's configuration, or None where there is none.

    Raises:
        ConfigError: it cannot be read.
    """
    path = find_cms(root)
    if path is None:
        return None
    reading = read_placed(root, path, "pyyaml", prepare=_with_plain_anchors)
    config = reading.data
    declared = [item for item in items(config.get("collections")) if isinstance(item, dict)]
    media = [_public_folder(config), *(_public_folder(item) for item in declared)]
    url = config.get("site_url")
    media_paths = tuple(dict.fromkeys(filter(None, media)))
    name, program = _program(root, root / path)
    forms = read_forms(reading, path, name, program)
    return Cms(path, name, media_paths, url if isinstance(url, str) else "", forms)


def _program(root: Path, config: Path) -> tuple[str, str]:
    """The program that the page beside the configuration loads, else one that the site installs; Decap by default.

    The second is empty where nothing names it.
    """
    for file in (config.with_name("index.html"), root / "package.json"):
        text = text_if_any(file, within=root).lower()
        if "cms" not in text:  # as it is in all their names
            continue
        for pattern, name, program in _PROGRAMS:
            if pattern.search(text):
                return name, program
    return "Decap CMS", ""


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


def fields_of(form: Form) -> tuple[CmsField, ...]:
    """The fields of a form at every depth, outer ones first, without the body."""
    return tuple(item for item in _flattened(form.fields, ()) if item.path != ("body",))


def _flattened(fields: Iterable[FormField], above: KeyPath) -> Iterator[CmsField]:
    for item in fields:
        path = (*above, item.name)
        yield _flat(item, path)
        yield from _inside(item, (*path, "*") if item.widget == "list" else path)


def _inside(item: FormField, path: KeyPath) -> Iterator[CmsField]:
    yield from _flattened(item.fields, path)
    if item.single is not None:
        yield _flat(item.single, path)
        yield from _flattened(item.single.fields, path)
    for variant in (item.types or {}).values():
        yield from _flattened(variant, path)


def _flat(item: FormField, path: KeyPath) -> CmsField:
    return CmsField(path, item.widget, item.required, tuple(_options(item)), item.multiple, item.default)


def _options(item: FormField) -> Iterator[str]:
    for option in items(item.given.get("options")):
        value = option.get("value") if isinstance(option, Mapping) else option
        if isinstance(value, (str, int, float)):
            yield str(value)
