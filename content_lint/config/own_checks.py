"""Whether our own settings are right; those that other programs know are answered with the line that does the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from content_lint.config.errors import ConfigError
from content_lint.config.own_file import OwnFile, said_of

if TYPE_CHECKING:
    from content_lint.config.models import Settings

_OTHER_NAMES = {
    "per-file-ignores": "per-path",
    "overrides": "per-path",
    "extend-exclude": "exclude",
    "include": "files",
    "extend-ignore": "ignore",
    "disable": "ignore",
    "enable": "extend-select",
}


def check_own_file(own: OwnFile) -> Settings:
    """The settings of a file, checked.

    Raises:
        ConfigError: a key is unknown, or a value is not what the key wants.
    """
    from pydantic import ValidationError  # only sites with settings pay for it

    from content_lint.config.models import Settings
    from content_lint.schema.problems import problems_of

    _refuse_mistaken(own)
    try:
        return Settings.model_validate(dict(own.values))
    except ValidationError as error:
        problem = problems_of(Settings, error, own.values)[0]
        raise own.refuse(problem.path, *said_of(problem)) from error


def _refuse_mistaken(own: OwnFile) -> None:
    """Refuse what is known from other linters; what is left is for the models to judge.

    Raises:
        ConfigError: there is such a setting.
    """
    values = own.values
    if not own.base and "tool" in values:
        raise own.refuse(
            ("tool",),
            f"`{own.name}` takes its settings without `tool.content-lint`",
            "Leave the prefix out: `[rules.NAME]` for `[tool.content-lint.rules.NAME]`. What is below "
            "`[tool.content-lint]` goes to the top of the file.",
        )
    if isinstance(values.get("per-path"), dict):
        prefix = ".".join((*map(str, own.base), "per-path"))
        raise own.refuse(
            ("per-path",), "`per-path` is a single table", f"Write `[[{prefix}]]`, with two brackets on each side."
        )
    for theirs, ours in _OTHER_NAMES.items():
        if theirs in values:
            raise _called_otherwise(own, theirs, ours)


def _called_otherwise(own: OwnFile, theirs: str, ours: str) -> ConfigError:
    help_ = f"Here it is `{ours}`."
    value = values[0] if isinstance(values := own.values[theirs], list) and values else values
    if ours == "per-path":
        glob, rules = "docs/**", '["mail"]'
        if theirs == "per-file-ignores" and isinstance(value, Mapping) and value:
            glob, ignored = next(iter(value.items()))
            words = ignored if isinstance(ignored, list) else [ignored]
            rules = "[" + ", ".join(f'"{word}"' for word in words) + "]"
        prefix = ".".join((*map(str, own.base), ours))
        help_ = f'Write `[[{prefix}]]`, and below it `paths = ["{glob}"]` and `ignore = {rules}`.'
    return own.refuse((theirs,), f"there is no setting `{theirs}`", help_)
