"""How a site is built with Jekyll: the files of configuration, and the settings that the command outweighs."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field

from content_lint.config.builds.build import Build, files_about_builds, find_build, places

_SOURCE = ("-s", "--source")
_SWITCHES: dict[str, tuple[str, ...]] = {
    "show_drafts": ("-D", "--drafts"),
    "future": ("--future",),
    "unpublished": ("--unpublished",),
}
_VALUES: dict[str, tuple[str, ...]] = {
    "baseurl": ("-b", "--baseurl"),
    "destination": ("-d", "--destination"),
}


class JekyllBuild(Struct, frozen=True):
    """What the command that builds the site says.

    Attributes:
        configs: files of configuration that take the place of the usual one, from the site's root; later ones win.
        settings: what outweighs the configuration.
        sources: the files and folders that this was read from, or would have been if they were there.
        file: where the command is written; empty where nobody wrote one down.
        for_trial: whether it is known to run in checks only.
    """

    configs: tuple[str, ...] = ()
    settings: Mapping[str, object] = field(default_factory=dict)
    sources: tuple[Path, ...] = ()
    file: str = ""
    for_trial: bool = False


def read_build(root: Path) -> JekyllBuild:
    """How the site in a folder is built for its readers; as Jekyll does it by itself where nobody wrote it down."""
    build, followed = find_build(root, "jekyll", _SOURCE)
    sources = (*files_about_builds(root), *sorted(followed))
    if build is None:
        return JekyllBuild(sources=sources)
    _, [inner, *_] = places(root)
    files = []
    for name in (build.value("--config") or "").split(","):
        # They are named from the folder that the command runs in, which need not be the site's.
        path = posixpath.relpath(posixpath.join("/", build.folder, name.strip()), f"/{inner}")
        if name.strip() and not path.startswith("../") and (root / path).is_file():
            files.append(path)
    read = (*sources, *(root / name for name in files))
    return JekyllBuild(tuple(files), dict(_settings(build)), read, build.file, build.for_trial)


def _settings(build: Build) -> Iterator[tuple[str, object]]:
    for key, switches in _SWITCHES.items():
        switch = build.has(*switches)
        if switch is not None and not build.for_trial:
            yield key, switch
    for key, names in _VALUES.items():
        value = build.value(*names)
        if value is not None:
            yield key, value
    limit = build.value("--limit_posts") or ""
    if limit.isdigit():
        yield "limit_posts", int(limit)


def merge(into: dict[str, object], values: Mapping[str, object]) -> None:
    """Put keys over others, tables key by key, as Jekyll lays one file of configuration over another."""
    for key, value in values.items():
        old = into.get(key)
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            inner = dict(old)
            merge(inner, value)
            into[key] = inner
        else:
            into[key] = value
