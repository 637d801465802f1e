"""Where Hugo's configuration lies, and what stands in it; what it means is for the site model to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from content_lint.config.errors import ConfigError
from content_lint.config.root import HUGO_FOLDER, HUGO_TYPES, find_hugo, find_old_hugo
from content_lint.config.settings import Collection
from content_lint.config.yaml_files import read_mapping
from content_lint.parse.dialect import Generator
from content_lint.text.files import read_ordinary


def read_config(root: Path) -> tuple[str, Mapping[str, object]]:
    """Hugo's configuration: its main file's keys, with those of config/_default below them.

    A file ``config/_default/params.toml`` gives the key ``params``; ``hugo.*`` and ``config.*`` there are the main
    file; ``languages.fr.toml`` holds one language. Files for environments are left to the site model.

    Returns:
        The place (a file, or the folder), relative to the root, or empty; and the keys.

    Raises:
        ConfigError: a file cannot be read.
    """
    merged: dict[str, object] = {}
    folder = root / HUGO_FOLDER
    main = ("hugo", "config")
    if folder.is_dir():
        for path in sorted(folder.iterdir(), key=lambda path: (path.stem not in main, path.name)):
            if path.suffix.lstrip(".") in HUGO_TYPES and path.is_file():
                values = read_file(root, f"{HUGO_FOLDER}/{path.name}")
                kind, _, language = path.stem.partition(".")
                if path.stem in main:
                    merged.update(values)
                elif language and kind == "languages":
                    _add_language(merged, language, values)
                else:
                    merged[path.stem] = values
    name = find_hugo(root)
    name = find_old_hugo(root) if name in (None, HUGO_FOLDER) else name
    if name:
        merged.update(read_file(root, name))
    return name or (HUGO_FOLDER if folder.is_dir() else ""), merged


def _add_language(merged: dict[str, object], language: str, values: Mapping[str, object]) -> None:
    """Put the settings of one language, which has a file of its own, beside those of the others."""
    known = merged.get("languages")
    languages = dict(known) if isinstance(known, dict) else {}
    own = languages.get(language)
    languages[language] = {**(own if isinstance(own, dict) else {}), **values}
    merged["languages"] = languages


def find_sections(root: Path, config: Mapping[str, object], origin: str) -> Iterator[Collection]:
    """The folders right below the content folders: what Hugo calls sections; a page in a folder of its own is none."""
    keys = {key.lower(): value for key, value in config.items()}
    languages = keys.get("languages")
    tables = [keys, *(item for item in _values(languages) if isinstance(item, dict))]
    named = [value for table in tables for key, value in table.items() if key.lower() == "contentdir"]
    homes = dict.fromkeys(text for value in named if isinstance(value, str) and (text := value.strip("./")))
    globs: dict[str, list[str]] = {}
    for home in homes or ("content",):
        folder = root / home
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.is_dir() and not path.name.startswith((".", "#")) and not any(path.glob("index.*")):
                globs.setdefault(path.name, []).append(f"{home}/{path.name}/**")
    patterns = keys.get("permalinks")
    page = patterns.get("page") if isinstance(patterns, dict) else None
    for name, found in globs.items():
        given = next((table[name] for table in (page, patterns) if isinstance(table, dict) and name in table), None)
        yield Collection(name, tuple(found), permalink=given if isinstance(given, str) else None, origin=origin)


def _values(table: object) -> list[object]:
    return list(table.values()) if isinstance(table, dict) else []


def read_file(root: Path, name: str) -> Mapping[str, object]:
    """One file's keys by the format that its name tells.

    Raises:
        ConfigError: it cannot be read.
    """
    suffix = name.rpartition(".")[2]
    if suffix in ("yaml", "yml"):
        return read_mapping(root, name, Generator.HUGO)
    try:
        text = read_ordinary(root / name).decode("utf-8-sig")
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
        import tomllib  # noqa: PLC0415 - for Hugo's sites

        return tomllib.loads(text)
    import json  # noqa: PLC0415 - hardly ever

    return json.loads(text)


def _line(error: Exception) -> int | None:
    number = getattr(error, "lineno", None)
    if isinstance(number, int):
        return number
    words = str(error).partition("at line ")[2].partition(",")[0]
    return int(words) if words.isdigit() else None
