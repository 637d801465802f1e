"""Where Hugo's configuration lies, and what is in it; what it means is for the site model to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from msgspec.structs import replace

from content_lint.config.builds.build import places, seen_from
from content_lint.config.builds.recipes import host_of
from content_lint.config.detect.detected import Detected
from content_lint.config.errors import ConfigError
from content_lint.config.generators import GENERATORS
from content_lint.config.settings import Collection, GeneratorFiles, Server
from content_lint.config.yaml_files import read_config_text, read_mapping
from content_lint.site.generators.hugo.command import HugoBuild, read_build
from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.find_modules import MODULES_FILE, find_modules, sources_of
from content_lint.site.generators.hugo.mounts import CONTENT, STATIC
from content_lint.site.generators.hugo.names import HUGO_NAMES, HUGO_TYPES, find_main_file, is_its_own
from content_lint.site.generators.hugo.parse_config import parse_config
from content_lint.site.generators.hugo.pins import Pin, files_with_pins, find_hugo_pin
from content_lint.site.generators.hugo.traits import DIALECT, GENERATOR
from content_lint.text.servers import server_of

_OWN, _SHARED = GENERATORS["hugo"].roots, GENERATORS["hugo"].shared


class _Hugo:
    makes_applications = False

    def claims(self, folder: Path, names: Sequence[str]) -> str | None:
        if all(name in (*_OWN, *_SHARED) for name in names) and (names[0] in _OWN or is_its_own(folder, names[0])):
            return names[0]
        # The configuration may go by any name where the command that builds the site hands it over.
        return next((name for name in read_build(folder).configs if (folder / name).is_file()), None)

    def detect(self, root: Path, home: str, config: str) -> Detected:
        build, pin = read_build(root), find_hugo_pin(root)
        name, written = read_config(root, build)
        modules = find_modules(root, written, lambda folder, _: read_config(folder))
        pin = pin or Pin((), "")
        parsed = parse_config(written, modules, version=pin.version, oldest=pin.oldest)
        parsed = replace(parsed, filled=build.filled)
        servers = tuple(_servers(parsed))
        parts = urlsplit(parsed.languages[0].base_url or parsed.base_url)
        generator = replace(
            GENERATOR,
            version=pin.text,
            stops_at_references=parsed.stops_at_references,
            stops_at_repeated_keys=parsed.is_surely_from(152),
            stops_at_unreadable_dates=parsed.is_surely_from(135),
            dated_names=":filename" in parsed.order("date"),
        )
        return Detected(
            generator,
            DIALECT if parsed.is_from(152) else replace(DIALECT, yaml="old_go"),
            GeneratorFiles(written, name, parsed),
            {item.name: item for item in _find_sections(root, parsed, name)},
            timezone=parsed.zone_name,
            url=f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else "",
            base_path=_base_path(parts.path),
            servers=servers,
            own_hosts=frozenset(server_of(server.origin) for server in servers) - {""},
            sources=(
                *(MODULES_FILE, *sources_of(modules, written)),
                *seen_from(root, (*build.sources, *files_with_pins(root))),
            ),
            content=_content_folders(parsed),
            copied=tuple(f"{item.source}/**" for item in parsed.mounts if item.component == STATIC),
            host=host_of(places(root)[0], build.file),
        )


def _base_path(path: str) -> str:
    return path.rstrip("/") if path.startswith("/") else ""


def _servers(config: HugoConfig) -> Iterator[Server]:
    """Where each language is served, where one at least has a base address of its own: then all are written apart."""
    for language in config.languages if config.several_hosts else ():
        parts = urlsplit(language.base_url or config.base_url)
        origin = f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else ""
        yield Server(language.code, origin, _base_path(parts.path), language.folder)


DETECTIONS = {"hugo": _Hugo()}


def read_config(root: Path, build: HugoBuild | None = None) -> tuple[str, Mapping[str, object]]:
    """Hugo's configuration, as the build of the site puts it together.

    Over the main file comes what is in ``config/_default``, over that what is there for the environment of the build
    (``config/production``), and over all of it what the command says. Tables are merged key by key.

    Args:
        root: the site's root.
        build: how the site is built; None for the way that Hugo builds it without being told.

    Returns:
        The place (a file, or the folder), relative to the root, or empty; and the keys.

    Raises:
        ConfigError: a file cannot be read.
    """
    build = build or HugoBuild()
    merged: dict[str, object] = {}
    names = [name for name in build.configs if (root / name).is_file()] or [find_main_file(root)]
    for name in names:
        if name:
            merge(merged, read_file(root, name))
    places = [f"{build.config_folder}/_default", f"{build.config_folder}/{build.environment}"]
    folders = [place for place in places if (root / place).is_dir()]
    for place in folders:
        for name in _files_below(root, place):
            merge(merged, _placed(PurePosixPath(name).stem, read_file(root, name)))
    merge(merged, build.settings)
    return names[0] or next(iter(folders), ""), merged


def _files_below(root: Path, place: str) -> list[str]:
    """The files of a folder of configuration and of those in it, in Hugo's order."""
    found = (path for path in (root / place).rglob("*") if path.suffix.lstrip(".").lower() in HUGO_TYPES)
    return [path.relative_to(root).as_posix() for path in sorted(found) if path.is_file()]


def _placed(stem: str, values: Mapping[str, object]) -> Mapping[str, object]:
    """One file's keys where Hugo puts them by its name (config/configLoader.go, LoadConfigFromDir).

    ``params.toml`` holds what ``params`` is; ``languages.fr.toml`` and ``params.fr.toml`` belong to the language.
    """
    if stem in HUGO_NAMES:
        return values
    name, _, language = stem.partition(".")
    if not language:
        # Since version 0.162 the table may be named once more inside of its file.
        inner = values.get(name)
        return {name: inner if len(values) == 1 and isinstance(inner, (Mapping, list)) else values}
    key = {"menu": "menus", "menus": "menus", "params": "params"}.get(name)
    return {"languages": {language: {key: values} if key else values}}


def merge(into: dict[str, object], values: Mapping[str, object]) -> None:
    """Put keys over others, tables key by key; capitals make no difference, and the first spelling stays."""
    known = {key.lower(): key for key in into}
    for name, value in values.items():
        key = known.setdefault(str(name).lower(), str(name))
        old = into.get(key)
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            inner = dict(old)
            merge(inner, value)
            into[key] = inner
        else:
            into[key] = value


def _content_folders(config: HugoConfig) -> tuple[str, ...]:
    """The site's own folders of content."""
    homes = (mount.source for mount in config.mounts if mount.component == CONTENT and not mount.lends)
    return tuple(dict.fromkeys(homes))


def _find_sections(root: Path, config: HugoConfig, origin: str) -> Iterator[Collection]:
    """What Hugo calls sections: the folders right below the content folders, without those that are one page."""
    globs: dict[str, list[str]] = {}
    for home in _content_folders(config):
        folder = root / home
        for path in sorted(folder.iterdir()) if home and folder.is_dir() else ():
            if path.is_dir() and not path.name.startswith((".", "#")) and not any(path.glob("index.*")):
                globs.setdefault(path.name, []).append(f"{home}/{path.name}/**")
    for name, found in globs.items():
        yield Collection(name, tuple(found), permalink=config.pattern_of(name), origin=origin)


def read_file(root: Path, name: str) -> Mapping[str, object]:
    """One file's keys by the format that its name tells.

    Raises:
        ConfigError: it cannot be read.
    """
    suffix = name.rpartition(".")[2]
    if suffix in ("yaml", "yml"):
        return read_mapping(root, name, "go")
    text = read_config_text(root, name)
    try:
        data = _loads(text, suffix)
    except (ValueError, RecursionError) as error:
        raise ConfigError(name, _line(error), f"this is not {suffix.upper()}", f"The parser says: {error}.") from error
    if not isinstance(data, dict):
        raise ConfigError(name, 1, "the file holds no keys and values", "Put the keys into one object.")
    return data


def _loads(text: str, suffix: str) -> object:
    if suffix == "toml":
        from content_lint.parse.toml_values import toml_values  # for Hugo's sites

        return toml_values(text)
    import json  # hardly ever

    return json.loads(text)


def _line(error: Exception) -> int | None:
    number = getattr(error, "lineno", None)
    if isinstance(number, int):
        return number
    words = str(error).partition("at line ")[2].partition(",")[0]
    return int(words) if words.isdigit() else None
