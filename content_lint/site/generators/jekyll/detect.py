"""What Jekyll's own configuration says of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from content_lint.config.builds.build import places, seen_from
from content_lint.config.builds.recipes import GITLAB, host_of, machine_files, workflow_files
from content_lint.config.detect.detected import Detected
from content_lint.config.settings import Collection, DefaultScope, GeneratorFiles
from content_lint.config.yaml_files import read_mapping
from content_lint.site.generators.jekyll.command import merge, read_build
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.github_pages import find_pages_build, is_built_without_config
from content_lint.site.generators.jekyll.installed import Installed, read_installed
from content_lint.site.generators.jekyll.redirects import read_layout
from content_lint.site.generators.jekyll.tasks import (
    TASK_FILES,
    find_copied_source,
    find_copies,
    find_source,
    read_tasks,
)
from content_lint.site.generators.jekyll.traits import DIALECT, GENERATOR
from content_lint.text.files import text_if_any
from content_lint.text.regex import regex
from content_lint.text.servers import origin_of, server_of

_PLUGINS = "_plugins"
_REDIRECT_LAYOUT = "_layouts/redirect.html"
CONFIGS = ("_config.yml", "_config.yaml")
_JUPYTER_NAMES = ("_toc.yml", "_toc.yaml", "myst.yml", "myst.yaml")
"""Beside one of these, ``_config.yml`` is Jupyter Book's; beside a ``package.json`` that knows Hexo, it is Hexo's."""
_HEXOS = ("layout", "source")
"""The folders of a theme for Hexo, whose configuration is called so too."""
_METHOD = regex(r"^\s*+def ([a-z_]+)\b", re.MULTILINE)
_MOST_PLUGINS = 200


class _Jekyll:
    makes_applications = False

    def claims(self, folder: Path, names: Sequence[str]) -> str | None:
        if not all(name in CONFIGS for name in names):
            # A folder below the root that has a configuration is a site of its own.
            without = not any(name in CONFIGS for name in names) and is_built_without_config(folder, frozenset(names))
            return names[0] if without else None
        if any((folder / name).is_file() for name in _JUPYTER_NAMES) or all(
            (folder / name).is_dir() for name in _HEXOS
        ):
            return None
        return None if re.search(r'"hexo"\s*:', text_if_any(folder / "package.json", within=folder)) else names[0]

    def detect(self, root: Path, home: str, config: str) -> Detected:
        build = read_build(root)
        config = config if config in CONFIGS else ""
        written = _read(root, home, build.configs or ((config,) if config else ()), build.settings)
        tasks = read_tasks(root)
        filled, looked_at = _put_source(root, written, tasks)
        folder = root / home
        pages = find_pages_build(root, home, written, built=bool(build.file) and not build.for_trial)
        installed, machines = _installed(root, folder, by_pages=pages.builds)
        if pages.builds and pages.future:
            written["future"] = True
        added = frozenset[str]() if installed.safe else _placeholders(folder)
        layout = text_if_any(folder / _REDIRECT_LAYOUT, within=root)
        parsed = JekyllConfig.from_mapping(
            written, installed, placeholders=added, redirect_layout=read_layout(layout) if layout else None
        )
        parsed = replace(parsed, copies=find_copies(tasks, written), filled=filled)
        collections = {item.name: item for item in _collections(parsed, config)}
        wide, narrow = _defaults(parsed, collections)
        url, domain = parsed.url.strip(), text_if_any(folder / "CNAME", within=root).strip()
        return Detected(
            replace(GENERATOR, placeholders=replace(GENERATOR.placeholders, added=added)),
            replace(DIALECT, gfm=_is_gfm(written)),
            GeneratorFiles(written, config, parsed),
            collections,
            timezone=parsed.timezone,
            url=origin_of(url),
            base_path=_base_path(parsed.baseurl.strip()),
            own_hosts=frozenset({server_of(url), server_of(f"//{domain}")}) - {""},
            defaults=wide,
            narrow_defaults=tuple(narrow),
            sources=(
                "Gemfile.lock",
                "Gemfile",
                _PLUGINS,
                _REDIRECT_LAYOUT,
                *TASK_FILES,
                *looked_at,
                *_JUPYTER_NAMES,
                *_HEXOS,
                *pages.sources,
                *seen_from(root, (*build.sources, *machines)),
            ),
            copied=tuple(f"**/{name}" for item in parsed.include if (name := item.strip("/"))),
            host=_host(root, build.file, by_pages=pages.builds),
        )


DETECTIONS = {"jekyll": _Jekyll()}


def _read(root: Path, home: str, configs: Sequence[str], settings: Mapping[str, object]) -> dict[str, object]:
    """The configuration as the build puts it together, with the folder that Jekyll reads."""
    written: dict[str, object] = {"source": home} if home else {}
    for name in configs:
        merge(written, read_mapping(root, name, "safe_yaml"))
    merge(written, settings)
    return written


def _put_source(root: Path, written: dict[str, object], tasks: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """Put the folder of the site's files into its configuration.

    Returns:
        the folder that a task runner fills from there, or empty, and what was looked at for that.
    """
    named = written.get("source")
    source, looked_at = find_copied_source(root, named) if isinstance(named, str) else find_source(root, tasks)
    if source:
        written["source"] = source
    return (named if isinstance(named, str) and source != named else ""), looked_at


def _installed(root: Path, folder: Path, *, by_pages: bool) -> tuple[Installed, list[Path]]:
    """What builds the site, and the files around it that may install a version of Jekyll, where they were asked."""
    lock, gemfile = (text_if_any(folder / name, within=root) for name in ("Gemfile.lock", "Gemfile"))
    if lock or by_pages:
        return read_installed(lock, gemfile, by_pages=by_pages), []
    top, folders = places(root)
    machines = [top / name for name in (*machine_files(folders), *workflow_files(top), GITLAB)]
    texts = "\n".join(text_if_any(file, within=top) for file in machines)
    return read_installed(lock, gemfile, machines=texts), machines


def _host(root: Path, file: str, *, by_pages: bool) -> str:
    """The host that the build hands the site to, or empty; ``file`` says how it is built."""
    return "github-pages" if by_pages else host_of(places(root)[0], file)


def _placeholders(folder: Path) -> frozenset[str]:
    """Names that plugins of the site add to Jekyll's ``UrlDrop``, so that permalinks may hold them."""
    found: set[str] = set()
    for file in islice(sorted((folder / _PLUGINS).glob("**/*.rb")), _MOST_PLUGINS):
        text = text_if_any(file, within=folder)
        if "UrlDrop" in text:
            found.update(_METHOD.findall(text))
    return frozenset(found)


def _is_gfm(config: Mapping[str, object]) -> bool:
    kramdown = config.get("kramdown")
    flavour = kramdown.get("input") if isinstance(kramdown, dict) else None
    return str(flavour or "GFM").upper() == "GFM"


def _base_path(value: str) -> str:
    path = "/" + value.strip("/")
    return "" if path == "/" else path


def _collections(config: JekyllConfig, origin: str) -> Iterator[Collection]:
    for item in config.collections:
        globs: tuple[str, ...] = (f"{config.base}_{item.label}/**",)
        if item.label == "posts":
            globs = (f"{config.base}**/_posts/**", f"{config.base}**/_drafts/**")
        yield Collection(
            item.label, globs, permalink=item.permalink, origin=origin if item.declared else GENERATOR.called
        )


def _defaults(
    config: JekyllConfig, collections: Mapping[str, Collection]
) -> tuple[dict[str, dict[str, object]], list[DefaultScope]]:
    """Defaults that hold for whole collections, merged by collection, and the others."""
    wide: dict[str, dict[str, object]] = {}
    narrow: list[DefaultScope] = []
    for item in config.defaults:
        if not item.scoped:
            continue
        # Drafts are posts that lie there.
        kind, path = ("posts", item.path or "_drafts") if item.type == "drafts" else (item.type, item.path)
        # "pages" means the pages outside collections, unless a collection is called so: then Jekyll means both.
        names = [kind] if kind is not None else ["", *collections]
        if kind == "pages":
            names = ["", "pages"] if "pages" in collections else [""]
        for name in names if kind != "" else ():
            if not path:
                wide.setdefault(name, {}).update(item.values)
                continue
            # Of a collection's documents Jekyll compares the path below collections_dir.
            inner = f"{config.collections_dir}/" if name and config.collections_dir else ""
            narrow.append(DefaultScope(name, f"{config.root}{inner}{path.removeprefix(inner)}", item.values))
    return wide, narrow
