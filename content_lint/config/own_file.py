"""Our own settings file: found, read, checked, and every complaint with its line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from content_lint.config.errors import OUTSIDE, ConfigError
from content_lint.config.root import own_config
from content_lint.config.yaml_files import of_a_file, sentence
from content_lint.parse.facts import KeyPath
from content_lint.text.files import OutsideError, read_ordinary, resolved
from content_lint.text.nearest import nearest

if TYPE_CHECKING:
    from content_lint.schema.problems import SchemaProblem

_TABLE = ("tool", "content-lint")


class OwnFile(Struct, frozen=True):
    """A settings file that has been read.

    Attributes:
        name: as errors call it.
        file: where it lies, absolute.
        text: its text.
        base: key path of our settings in it.
        values: our settings, unchecked.
    """

    name: str
    file: Path
    text: str
    base: KeyPath
    values: Mapping[str, object]

    @property
    def folder(self) -> Path:
        """The folder that paths in it start from."""
        return self.file.parent

    def refuse(self, path: KeyPath, message: str, help_: str) -> ConfigError:
        """The error for the setting at ``path`` (below ``base``), with the line where it is."""
        return ConfigError(self.name, line_of(self.text, (*self.base, *path)), message, help_)


def read_own_file(root: Path, given: Path | None) -> OwnFile | None:
    """The settings of the site, or None where it has none of ours.

    Args:
        root: the site's root.
        given: the file to read instead of looking for one.

    Raises:
        ConfigError: it cannot be read, is no TOML, or there are two.
    """
    if given is None:
        found = own_config(root)
        if len(found) > 1:
            names = " and ".join(f"`{path.name}`" for path in found)
            raise ConfigError(
                found[0].name, None, f"there are settings in both {names}", "Keep one of them and delete the other."
            )
        if not found:
            return None
        given = found[0]
    name = _shown(given, root)
    try:
        # Whoever names a file of another place on the command line means it.
        within = root if given.absolute().is_relative_to(root) else None
        text = read_ordinary(given, within=within).decode("utf-8-sig")
    except OutsideError as error:
        raise ConfigError(name, None, *OUTSIDE) from error
    except FileNotFoundError as error:
        raise ConfigError(name, None, "the file does not exist", "Check the path after `--config`.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            name, None, "the file cannot be read as UTF-8 text", "Check its encoding and rights."
        ) from error
    from content_lint.parse.toml_values import toml_values  # only sites with settings of ours pay

    base: KeyPath = _TABLE if given.name == "pyproject.toml" else ()
    try:
        values: object = toml_values(text)
    except (ValueError, RecursionError) as error:
        raise _unreadable(name, text, error) from error
    for key in base:
        values = values.get(str(key), {}) if isinstance(values, dict) else {}
    if not isinstance(values, dict):
        raise ConfigError(
            name,
            line_of(text, base),
            "`tool.content-lint` is not a table",
            "Write its keys below `[tool.content-lint]`.",
        )
    return OwnFile(name, resolved(given), text, base, values)


def _shown(path: Path, root: Path) -> str:
    if path.parent == root:
        return path.name  # a link is at fault itself, not what it leads to
    try:
        return resolved(path).relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def _unreadable(name: str, text: str, error: Exception) -> ConfigError:
    from content_lint.parse.front_matter.toml.read import read_toml  # only for errors
    from content_lint.text.source import SourceText, Span

    source = SourceText.from_text(name, text)
    fault = read_toml(source, Span(0, 0), Span(0, len(text)), Span(len(text), len(text))).error
    if fault is not None:
        line = source.position(fault.span.start).line
        return ConfigError(name, line, f"this is not TOML: {of_a_file(fault.problem)}", sentence(of_a_file(fault.help)))
    return ConfigError(name, None, "this is not TOML", sentence(str(error)))


def line_of(text: str, path: KeyPath) -> int | None:
    """The line of the setting at ``path``, or of the nearest table around it; None where it has none."""
    from content_lint.parse.front_matter.toml.read import read_toml  # only for errors
    from content_lint.text.source import SourceText, Span

    source = SourceText.from_text("", text)
    fields = read_toml(source, Span(0, 0), Span(0, len(text)), Span(len(text), len(text))).fields
    for length in range(len(path), 0, -1):
        field = fields.get(path[:length])
        if field is not None:
            return source.position(field.key_span.start).line
    return None


def said_of(problem: SchemaProblem) -> tuple[str, str]:
    """Message and help for a setting that is refused."""
    from content_lint.schema.problems import ProblemKind  # it comes with the problem

    key = str(problem.path[-1]) if problem.path else ""
    where = f" in `{_dotted(problem.path[:-1])}`" if len(problem.path) > 1 else ""
    if problem.kind is ProblemKind.UNKNOWN:
        near = nearest(key, problem.choices, cutoff=0.6)
        known = ", ".join(f"`{choice}`" for choice in problem.choices)
        return f"there is no setting `{key}`{where}", f"Did you mean `{near}`?" if near else f"There are {known}."
    if problem.kind is ProblemKind.MISSING:
        return f"the setting `{key}` is missing{where}", f"Add it: {problem.expected}."
    near = nearest(str(problem.value), problem.choices, cutoff=0.6) if problem.choices else None
    hint = f"Did you mean `{near}`?" if near else f"Write {problem.expected}."
    return f"`{_dotted(problem.path)}` is {shown_value(problem.value)}", hint


def _dotted(path: KeyPath) -> str:
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def shown_value(value: object) -> str:
    """A value of the settings as a message names it."""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    return f"`{text[:60]}…`" if len(text) > 60 else f"`{text}`"
