"""What Jekyll's own configuration says of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from content_lint.config.detect.detected import Detected
from content_lint.config.generators.jekyll.config import JekyllConfig
from content_lint.config.root import PLUGINS, find_jekyll
from content_lint.config.settings import Collection, DefaultScope, GeneratorFiles
from content_lint.config.yaml_files import read_mapping
from content_lint.parse.dialect import Dialect, Generator
from content_lint.text.files import read_ordinary
from content_lint.text.regex import regex

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
"""Site permalink styles and the post template that each stands for."""
_METHOD = regex(r"^\s*+def ([a-z_]+)\b", re.MULTILINE)
_MOST_PLUGINS = 200


def detect_jekyll(root: Path) -> Detected:
    """Read ``_config.yml`` and ``Gemfile.lock``; a site without the former has Jekyll's defaults.

    Raises:
        ConfigError: ``_config.yml`` cannot be read.
    """
    name = find_jekyll(root)
    config = read_mapping(root, name, Generator.JEKYLL) if name else {}
    collections = {item.name: item for item in _collections(config, name or "")}
    scopes = list(_scopes(config))
    wide, narrow = _split(scopes, collections, config)
    return Detected(
        dialect=Dialect(Generator.JEKYLL, gfm=_is_gfm(config)),
        files=GeneratorFiles(
            config,
            name or "",
            JekyllConfig.from_mapping(config, _text(root, "Gemfile.lock") or None, placeholders=_placeholders(root)),
        ),
        collections=collections,
        timezone=_word(config, "timezone"),
        url=_origin(_word(config, "url")),
        base_path=_base_path(_word(config, "baseurl")),
        own_hosts=frozenset(filter(None, (_host(_word(config, "url")), _host("//" + _text(root, "CNAME").strip())))),
        defaults=wide,
        narrow_defaults=tuple(narrow),
    )


def _placeholders(root: Path) -> frozenset[str]:
    """Names that plugins of the site add to Jekyll's ``UrlDrop``, so that permalinks may hold them."""
    found: set[str] = set()
    for file in islice(sorted((root / PLUGINS).glob("**/*.rb")), _MOST_PLUGINS):
        text = _text(root, file.relative_to(root).as_posix())
        if "UrlDrop" in text:
            found.update(_METHOD.findall(text))
    return frozenset(found)


def _is_gfm(config: Mapping[str, object]) -> bool:
    kramdown = config.get("kramdown")
    flavour = kramdown.get("input") if isinstance(kramdown, dict) else None
    return str(flavour or "GFM").upper() == "GFM"


def _word(config: Mapping[str, object], key: str) -> str:
    value = config.get(key)
    return value.strip() if isinstance(value, str) else ""


def _text(root: Path, name: str) -> str:
    try:
        return read_ordinary(root / name, within=root).decode("utf-8", "replace")
    except OSError:
        return ""


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _origin(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else ""


def _base_path(value: str) -> str:
    path = "/" + value.strip("/")
    return "" if path == "/" else path


def folder_of(config: Mapping[str, object]) -> str:
    """The folder that holds the collections' folders, relative to the root, without a slash at its ends."""
    parts = (_word(config, "source"), _word(config, "collections_dir"))
    folder = PurePosixPath(*(part.strip("/") for part in parts if part)).as_posix()
    return "" if folder == "." else folder


def _collections(config: Mapping[str, object], origin: str) -> Iterator[Collection]:
    declared = config.get("collections")
    if isinstance(declared, list):
        declared = {name: {} for name in declared if isinstance(name, str)}
    if not isinstance(declared, dict):
        declared = {}
    folder = folder_of(config)
    prefix = f"{folder}/" if folder else ""
    # Jekyll has posts whether it declares them or not, and always first.
    style = _word(config, "permalink") or "date"
    globs: tuple[str, ...]
    for name, details in {"posts": {}, **declared}.items():
        if not isinstance(name, str):
            continue
        given = details.get("permalink") if isinstance(details, dict) else None
        permalink = given if isinstance(given, str) else None
        if name == "posts":
            permalink = permalink or _STYLES.get(style, style)
            globs = (f"{prefix}**/_posts/**", f"{prefix}**/_drafts/**")
        else:
            globs = (f"{prefix}_{name}/**",)
        yield Collection(name, globs, permalink=permalink, origin=origin if name in declared else "Jekyll")


def _scopes(config: Mapping[str, object]) -> Iterator[DefaultScope]:
    sets = config.get("defaults")
    for item in sets if isinstance(sets, list) else ():
        scope, values = (item.get("scope"), item.get("values")) if isinstance(item, dict) else (None, None)
        if not isinstance(scope, dict) or not isinstance(values, dict):
            continue
        kind = scope.get("type")
        path = scope.get("path")
        prefix = path if isinstance(path, str) else ""
        if isinstance(kind, str):
            kind = {"page": "pages", "post": "posts", "draft": "drafts"}.get(kind, kind)
            if kind == "drafts":  # they are posts that lie there
                kind, prefix = "posts", prefix or "_drafts"
        yield DefaultScope(kind if isinstance(kind, str) else None, prefix, values)


def _split(
    scopes: list[DefaultScope], collections: Mapping[str, Collection], config: Mapping[str, object]
) -> tuple[dict[str, dict[str, object]], list[DefaultScope]]:
    """Scopes that hold for whole collections, merged by collection, and the others."""
    wide: dict[str, dict[str, object]] = {}
    narrow: list[DefaultScope] = []
    source, inner = folder_of({"source": config.get("source")}), _word(config, "collections_dir").strip("/")
    for scope in scopes:
        # "pages" means the pages outside collections, unless a collection is called so: then Jekyll means both.
        names = [scope.collection] if scope.collection is not None else ["", *collections]
        if scope.collection == "pages":
            names = ["", "pages"] if "pages" in collections else [""]
        if not scope.path:
            for name in names:
                wide.setdefault(name, {}).update(scope.values)
            continue
        for name in names:
            # Of a collection's documents Jekyll compares the path below collections_dir.
            below = [source, inner, scope.path.removeprefix(f"{inner}/")] if name and inner else [source, scope.path]
            narrow.append(DefaultScope(name, "/".join(filter(None, below)), scope.values))
    return wide, narrow
