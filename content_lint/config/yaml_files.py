"""YAML files that other programs own (_config.yml, admin/config.yml, hugo.yaml), read into plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from content_lint.config.errors import OUTSIDE, ConfigError
from content_lint.parse.dialect import Yaml
from content_lint.text.files import OutsideError, read_ordinary

if TYPE_CHECKING:
    from content_lint.parse.front_matter.yaml.reader import YamlReading


def read_mapping(
    root: Path, name: str, yaml: Yaml, *, prepare: Callable[[str], str] | None = None
) -> Mapping[str, object]:
    """The mapping in a YAML file; an empty file is an empty mapping.

    Args:
        root: the site's root.
        name: the file, relative to it.
        yaml: whose values count.
        prepare: makes plain YAML of what its owner has of its own; keeps the lines.

    Raises:
        ConfigError: it cannot be read, is no YAML or no mapping.
    """
    return read_placed(root, name, yaml, prepare=prepare).data


def read_placed(root: Path, name: str, yaml: Yaml, *, prepare: Callable[[str], str] | None = None) -> YamlReading:
    """The same with the place of every value.

    Raises:
        ConfigError: as above.
    """
    text = read_config_text(root, name)
    return read_placed_text(name, text if prepare is None else prepare(text), yaml)


def read_placed_text(name: str, text: str, yaml: Yaml) -> YamlReading:
    """The same for a file's text.

    Raises:
        ConfigError: it is no YAML or no mapping.
    """
    from content_lint.parse.front_matter.yaml.reader import read_yaml, rules_for  # only sites with such a file pay
    from content_lint.text.source import SourceText, Span

    reading = read_yaml(text, Span(0, len(text)), rules_for(yaml))
    if reading.error is not None:
        line = SourceText.from_text(name, text).position(reading.error.span.start).line
        raise ConfigError(name, line, of_a_file(reading.error.problem), sentence(of_a_file(reading.error.help)))
    return reading


def read_config_text(root: Path, name: str) -> str:
    """The text of a file of configuration.

    Args:
        root: the site's root.
        name: the file, relative to it.

    Raises:
        ConfigError: it cannot be read, or a link leads out of the site.
    """
    try:
        return read_ordinary(root / name, within=root).decode("utf-8-sig")
    except OutsideError as error:
        raise ConfigError(name, None, *OUTSIDE) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            name, None, "the file cannot be read as UTF-8 text", "Check its encoding and rights."
        ) from error


def of_a_file(text: str) -> str:
    """What the parsers say of front matter, said of a whole file."""
    for words in ("front matter between `+++`", "the front matter", "front matter"):
        text = text.replace(words, "the file")
    return text


def sentence(text: str) -> str:
    """Help from a parser as a sentence; what is empty becomes the one thing that always helps."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}." if text else "Fix the line and run again."
