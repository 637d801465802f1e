"""Which rules run, how much each matters, and their options: from the settings file to RuleSettings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from content_lint.config.catalog import RuleCatalog, RuleEntry
from content_lint.config.errors import ConfigError
from content_lint.config.selection import Selection, choose, expand
from content_lint.config.settings import RuleSettings
from content_lint.parse.facts import KeyPath
from content_lint.report.diagnostic import Severity
from content_lint.text.nearest import nearest

if TYPE_CHECKING:
    from content_lint.config.models import PerPathTable, Settings
    from content_lint.config.own_file import OwnFile

_SEVERITIES = {severity.label: severity for severity in Severity}


def rule_settings(settings: Settings | None, own: OwnFile | None, catalog: RuleCatalog) -> RuleSettings:
    """The rules of a site; those of the default preset without settings.

    Raises:
        ConfigError: a rule, a severity or an option is not known.
    """
    if settings is None or own is None:
        return RuleSettings(
            choose(Selection(), catalog, lambda _, message, help_: ConfigError("", None, message, help_))
        )
    selection = Selection(
        settings.preset,
        tuple(settings.select) if settings.select is not None else None,
        tuple(settings.extend_select),
        tuple(settings.ignore),
    )
    chosen = choose(selection, catalog, lambda key, message, help_: own.refuse((key,), message, help_))
    severities: dict[str, Severity] = {}
    options: dict[str, object] = {}
    for name, table in settings.rules.items():
        entry = _entry(name, own, catalog)
        given = dict(table)
        if "severity" in given:
            severities[entry.name] = _severity(given.pop("severity"), ("rules", name, "severity"), own)
        if given:
            options[entry.name] = _options(entry, given, ("rules", name), own)
    per_path: list[tuple[str, frozenset[str], Mapping[str, Severity]]] = []
    for number, item in enumerate(settings.per_path):
        ignored, there = _per_path(item, number, own, catalog)
        per_path.extend((glob, ignored, there) for glob in item.paths)
    return RuleSettings(chosen, severities, options, tuple(per_path))


def _entry(name: str, own: OwnFile, catalog: RuleCatalog) -> RuleEntry:
    entry = catalog.get(name) or next((item for item in catalog.values() if item.code == name.upper()), None)
    if entry is not None:
        return entry
    near = nearest(name, catalog)
    hint = f"Did you mean `{near}`?" if near else "`content-lint rules` lists them all."
    raise own.refuse(("rules", name), f"no rule is called `{name}`", hint)


def _severity(value: object, path: KeyPath, own: OwnFile) -> Severity:
    if isinstance(value, str) and value in _SEVERITIES:
        return _SEVERITIES[value]
    near = nearest(str(value), _SEVERITIES, cutoff=0.5)
    hint = f"Did you mean `{near}`? " if near else ""
    off = "To switch a rule off, list it under `ignore`."
    raise own.refuse(path, f"`{value}` is no severity", f"{hint}Write `error`, `warning` or `info`. {off}")


def _options(entry: RuleEntry, given: Mapping[str, object], path: KeyPath, own: OwnFile) -> object:
    """The rule's options with the given ones set; keys are written with hyphens."""
    import dataclasses  # noqa: PLC0415 - only where a rule is configured
    from typing import get_type_hints  # noqa: PLC0415

    from pydantic import ValidationError, create_model  # noqa: PLC0415

    from content_lint.config.own_file import said_of  # noqa: PLC0415
    from content_lint.schema.base import Schema  # noqa: PLC0415
    from content_lint.schema.problems import problems_of  # noqa: PLC0415

    hints = get_type_hints(entry.options)
    names = {field.name.replace("_", "-"): field.name for field in dataclasses.fields(entry.options)}
    known = ["severity", *names]
    for key in given:
        if key not in names:
            near = nearest(key, known, cutoff=0.6)
            hint = f"Did you mean `{near}`?" if near else f"There are {', '.join(f'`{name}`' for name in known)}."
            raise own.refuse((*path, key), f"the rule `{entry.name}` has no option `{key}`", hint)
    # As strict as front matter: text is no number; but a list of TOML may stand for a tuple or a set.
    model = create_model(  # type: ignore[call-overload]  # the fields are only known at run time
        "Options",
        __base__=Schema,
        **{key: (hints[names[key]], ...) for key in given},
    )
    try:
        checked = model.model_validate(dict(given))
    except ValidationError as error:
        problem = problems_of(model, error, given)[0]
        message, help_ = said_of(problem)
        raise own.refuse((*path, *problem.path), f"option of `{entry.name}`: {message}", help_) from error
    values = {names[key]: getattr(checked, key) for key in given}
    options: object = entry.options(**values)
    return options


def _per_path(
    item: PerPathTable, number: int, own: OwnFile, catalog: RuleCatalog
) -> tuple[frozenset[str], Mapping[str, Severity]]:
    ignored: frozenset[str] = frozenset()
    for selector in item.ignore:
        ignored |= expand(
            selector, catalog, lambda message, help_: own.refuse(("per-path", number, "ignore"), message, help_)
        )
    if isinstance(item.severity, str):
        return ignored, dict.fromkeys(catalog, _SEVERITIES[item.severity])
    severities: dict[str, Severity] = {}
    families = {entry.family for entry in catalog.values()}
    # Family words first, so that a rule's own name outweighs them.
    for selector, word in sorted(item.severity.items(), key=lambda pair: pair[0] not in families):
        names = expand(
            selector, catalog, lambda message, help_: own.refuse(("per-path", number, "severity"), message, help_)
        )
        severities.update(dict.fromkeys(names, _SEVERITIES[word]))
    return ignored, severities
