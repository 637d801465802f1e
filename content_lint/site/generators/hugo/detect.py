"""Where Hugo's configuration lies, and what is in it; what it means is for the site model to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from content_lint.config.detect.detected import Detected
from content_lint.config.errors import OUTSIDE, ConfigError
from content_lint.config.settings import Collection, GeneratorFiles
from content_lint.config.yaml_files import read_mapping
from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.find_modules import MODULES_FILE, find_modules, sources_of
from content_lint.site.generators.hugo.mounts import CONTENT, STATIC
from content_lint.site.generators.hugo.traits import DIALECT, GENERATOR
from content_lint.text.files import OutsideError, read_ordinary

_TYPES = ("toml", "yaml", "yml", "json")
_FOLDER = "config/_default"
# The names of old: other programs use them too, so they count only where our settings say that it is Hugo.
_OLD_NAMES = tuple(f"config.{suffix}" for suffix in _TYPES)


class _Hugo:
    makes_applications = False

    def claims(self, folder: Path, names: Sequence[str]) -> str | None:
        return names[0]

    def detect(self, root: Path, home: str, config: str) -> Detected:
        name, written = read_config(root, config)
        modules = find_modules(root, written, read_config)
        parsed = HugoConfig.from_mapping(written, modules)
        parts = urlsplit(parsed.base_url)
        generator = GENERATOR._replace(
            stops_at_references=parsed.stops_at_references,
            dated_names=":filename" in parsed.order("date"),
        )
        return Detected(
            generator,
            DIALECT,
            GeneratorFiles(written, name, parsed),
            {item.name: item for item in _find_sections(root, parsed, name)},
            timezone=parsed.zone_name,
            url=f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else "",
            base_path=parts.path.rstrip("/") if parts.path.startswith("/") else "",
            own_hosts=frozenset({parts.hostname.lower()}) if parts.hostname else frozenset(),
            sources=(*_OLD_NAMES, MODULES_FILE, *sources_of(modules, written)),
            copied=tuple(f"{item.source}/**" for item in parsed.mounts if item.component == STATIC),
        )


DETECTIONS = {"hugo": _Hugo()}


def read_config(root: Path, name: str) -> tuple[str, Mapping[str, object]]:
    """Hugo's configuration: its main file's keys, with those of config/_default below them.

    A file ``config/_default/params.toml`` gives the key ``params``; ``hugo.*`` and ``config.*`` there are the main
    file; ``languages.fr.toml`` and ``params.fr.toml`` belong to the language ``fr``. Files for environments are not
    read.

    Args:
        root: the site's root.
        name: the main file, or the folder, as far as it is known.

    Returns:
        The place (a file, or the folder), relative to the root, or empty; and the keys.

    Raises:
        ConfigError: a file cannot be read.
    """
    merged: dict[str, object] = {}
    folder = root / _FOLDER
    main = ("hugo", "config")
    if folder.is_dir():
        for path in sorted(folder.iterdir(), key=lambda path: (path.stem not in main, path.name)):
            if path.suffix.lstrip(".") in _TYPES and path.is_file():
                values = read_file(root, f"{_FOLDER}/{path.name}")
                _merge(merged, path.stem, values, main=path.stem in main)
    file = name
    if name.rstrip("/") in {"", _FOLDER}:
        file = next((old for old in _OLD_NAMES if (root / old).is_file()), "")
    if file:
        merged.update(read_file(root, file))
    return file or name.rstrip("/"), merged


def _merge(merged: dict[str, object], stem: str, values: Mapping[str, object], *, main: bool) -> None:
    """Put one file's keys where Hugo puts them by its name (config/configLoader.go, LoadConfigFromDir)."""
    name, _, language = stem.partition(".")
    if main:
        merged.update(values)
    elif not language:
        merged[name] = values
    else:
        known = merged.get("languages")
        languages: dict[str, object] = dict(known) if isinstance(known, Mapping) else {}
        own = languages.get(language)
        inner = {"menu": {"menus": values}, "menus": {"menus": values}, "params": {"params": values}}.get(name, values)
        languages[language] = {**(own if isinstance(own, Mapping) else {}), **inner}
        merged["languages"] = languages


def _find_sections(root: Path, config: HugoConfig, origin: str) -> Iterator[Collection]:
    """The folders right below the content folders: what Hugo calls sections; a page in a folder of its own is none."""
    globs: dict[str, list[str]] = {}
    homes = (mount.source for mount in config.mounts if mount.component == CONTENT and not mount.lends)
    for home in dict.fromkeys(homes):
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
    try:
        text = read_ordinary(root / name, within=root).decode("utf-8-sig")
    except OutsideError as error:
        raise ConfigError(name, None, *OUTSIDE) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            name, None, "the file cannot be read as UTF-8 text", "Check its encoding and rights."
        ) from error
    try:
        data = _loads(text, suffix)
    except (ValueError, RecursionError) as error:
        raise ConfigError(name, _line(error), f"this is not {suffix.upper()}", f"The parser says: {error}.") from error
    if not isinstance(data, dict):
        raise ConfigError(name, 1, "the file holds no keys and values", "Put the keys into one object.")
    return data


def _loads(text: str, suffix: str) -> object:
    if suffix == "toml":
        import tomllib  # for Hugo's sites

        return tomllib.loads(text)
    import json  # hardly ever

    return json.loads(text)


def _line(error: Exception) -> int | None:
    number = getattr(error, "lineno", None)
    if isinstance(number, int):
        return number
    words = str(error).partition("at line ")[2].partition(",")[0]
    return int(words) if words.isdigit() else None
