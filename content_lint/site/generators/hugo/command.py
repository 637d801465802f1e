"""How a site is built with Hugo: the environment, and the settings that the command outweighs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from posixpath import normpath

from msgspec import Struct, field

from content_lint.config.builds.build import Build, files_about_builds, find_build, places
from content_lint.config.builds.shell import UNKNOWN
from content_lint.site.generators.hugo.names import HUGO_TYPES

_FOLDER = "config"
_READERS = frozenset({"live", "prod", "production", "release"})
_SOURCE = ("-s", "--source")
_SWITCHES = {
    "buildDrafts": ("-D", "--buildDrafts"),
    "buildFuture": ("-F", "--buildFuture"),
    "buildExpired": ("-E", "--buildExpired"),
}
_VALUES: dict[str, tuple[str, ...]] = {
    "contentDir": ("-c", "--contentDir"),
    "layoutDir": ("-l", "--layoutDir"),
    "themesDir": ("--themesDir",),
    "publishDir": ("-d", "--destination"),
}
_LISTS: dict[str, tuple[str, ...]] = {"theme": ("-t", "--theme"), "disableKinds": ("--disableKinds",)}
_FROM_ENVIRONMENT = ("buildDrafts", "buildFuture", "buildExpired", "contentDir", "layoutDir", "uglyURLs")


class HugoBuild(Struct, frozen=True):
    """What the command that builds the site says.

    Attributes:
        environment: the folder below ``config`` that counts besides ``_default``.
        configs: files of configuration that take the place of the usual one, from the site's root.
        config_folder: the folder of configuration.
        settings: what outweighs the configuration.
        file: where the command is written, from the top of the repository; empty where nobody wrote one.
        filled: where commands before it put copies of files: each with the file that says so, as a glob from the root.
        sources: the files and folders that this was read from, or would have been if they were there.
    """

    environment: str = "production"
    configs: tuple[str, ...] = ()
    config_folder: str = _FOLDER
    settings: Mapping[str, object] = field(default_factory=dict)
    file: str = ""
    filled: tuple[tuple[str, str], ...] = ()
    sources: tuple[Path, ...] = ()


def read_build(root: Path) -> HugoBuild:
    """How the site in a folder is built for its readers; as Hugo does it by itself where nobody wrote it down."""
    build, followed = find_build(root, "hugo", _SOURCE)
    sources = (*files_about_builds(root), *sorted(followed))
    if build is None:
        return HugoBuild(sources=(*sources, root / _FOLDER))
    variables = build.environment
    named = build.value("-e", "--environment") or variables.get("HUGO_ENVIRONMENT") or variables.get("HUGO_ENV")
    files = tuple(_files_handed_over(root, build.written("--config") or ""))
    folder = build.value("--configDir") or _FOLDER
    return HugoBuild(
        named if named and "/" not in named else "production",
        files,
        folder if _is_inside(folder) else _FOLDER,
        dict(_settings(build)),
        build.file,
        tuple(_filled(root, build)),
        (*sources, *(root / name for name in files), root / folder),
    )


def _filled(root: Path, build: Build) -> Iterator[tuple[str, str]]:
    """Where copies are put into the site's own folder, from there."""
    home = f"{places(root)[1][0]}/".lstrip("/")
    yield from ((file, path.removeprefix(home)) for file, path in build.filled if path.startswith(home))


def _settings(build: Build) -> Iterator[tuple[str, object]]:
    variables = {key.upper(): value for key, value in build.environment.items()}
    for key in _FROM_ENVIRONMENT:
        value = variables.get(f"HUGO_{key.upper()}")
        if value:
            yield key, value
    for key, switches in _SWITCHES.items():
        switch = build.has(*switches)
        if switch is not None and not build.for_trial:
            yield key, switch
    for key, names in _VALUES.items():
        if value := build.value(*names):
            yield key, value
    for key, names in _LISTS.items():
        if value := build.value(*names):
            yield key, value.split(",")
    # An address without a host is for trials, or a path that the host puts its own name in front of.
    address = build.value("-b", "--baseURL") or variables.get("HUGO_BASEURL") or ""
    if "://" in address and "localhost" not in address:
        yield "baseURL", address


def _files_handed_over(root: Path, written: str) -> Iterator[str]:
    """The files that ``--config`` names, from the root: split at commas, and a bare name may have any type."""
    for name in written.split(","):
        file = normpath(_for_readers(root, name) or ".")
        suffixes = () if PurePosixPath(file).suffix else HUGO_TYPES
        file = next((full for suffix in suffixes if (root / (full := f"{file}.{suffix}")).is_file()), file)
        if file != "." and _is_inside(file):
            yield file


def _for_readers(root: Path, name: str) -> str:
    """The file of configuration that a name means; where only the build knows a part of it, the one for readers."""
    if UNKNOWN not in name:
        return name
    start, _, end = name.rpartition("/")[2].partition(UNKNOWN)
    folder = name.partition(UNKNOWN)[0].rpartition("/")[0]
    if not start or UNKNOWN in end or UNKNOWN in folder or not _is_inside(name) or not (root / folder).is_dir():
        return ""
    fitting = {
        file.name[len(start) : len(file.name) - len(end)]: file.name
        for file in (root / folder).iterdir()
        if file.name.startswith(start) and file.name.endswith(end) and len(file.name) > len(start) + len(end)
    }
    meant = [word for word in fitting if word.lower() in _READERS] or list(fitting)
    return f"{folder}/{fitting[meant[0]]}".lstrip("/") if len(meant) == 1 else ""


def _is_inside(name: str) -> bool:
    return bool(name) and not name.startswith(("/", "../", "~"))
