"""Which rules run, how much each matters, and their options: from the settings file to RuleSettings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from content_lint.config.catalog import RuleCatalog, RuleEntry
from content_lint.config.errors import ConfigError
from content_lint.config.own_file import shown_value
from content_lint.config.selection import NamedRules, Selection, choose, expand
from content_lint.config.settings import RuleSettings
from content_lint.parse.facts import KeyPath
from content_lint.report.diagnostic import Severity
from content_lint.text.nearest import nearest

if TYPE_CHECKING:
    from content_lint.config.models import PerPathTable, Settings
    from content_lint.config.own_file import OwnFile

_SEVERITIES = {severity.label: severity for severity in Severity}
# How other linters spell them.
_OTHER_WORDS = {"warn": "warning", "information": "info", "notice": "info", "hint": "info", "err": "error"}
_OFF = frozenset({"off", "false", "none", "ignore", "disable", "disabled", "0", "no"})
_ON = frozenset({"on", "true", "enable", "enabled", "yes", "1"})


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
    for key, named, table in _tables(settings, own, catalog):
        given = dict(table)
        if "severity" in given:
            severities.update(dict.fromkeys(named.rules, _severity(given.pop("severity"), key, own)))
        if given:
            options.update(_options_of(named, given, key, own, catalog))
    per_path: list[tuple[str, frozenset[str], Mapping[str, Severity]]] = []
    for number, item in enumerate(settings.per_path):
        ignored, there = _per_path(item, number, own, catalog)
        per_path.extend((glob, ignored, there) for glob in item.paths)
    return RuleSettings(chosen, severities, options, tuple(per_path))


def _tables(
    settings: Settings, own: OwnFile, catalog: RuleCatalog
) -> list[tuple[str, NamedRules, Mapping[str, object]]]:
    """The tables ``[rules.NAME]``; the one that names its rules more closely comes later, and so outweighs others."""
    tables = []
    for key, table in settings.rules.items():
        named = expand(key, catalog, lambda message, help_, key=key: own.refuse(("rules", key), message, help_))  # type: ignore[misc]
        if not isinstance(table, dict):
            raise _no_table(key, table, own)
        tables.append((key, named, table))
    return sorted(tables, key=lambda item: item[1].weight)


def _no_table(key: str, value: object, own: OwnFile) -> ConfigError:
    """The error for ``[rules] NAME = …``, which other linters read as a severity or a switch."""
    message = f"`rules.{key}` is {shown_value(value)}, not a table"
    word = str(value).lower()
    if word in _OFF:
        help_ = f'Write `ignore = ["{key}"]`, above the first table, to switch it off.'
    elif word in _SEVERITIES or word in _OTHER_WORDS:
        help_ = f'Write `[rules.{key}]`, and below it `severity = "{_OTHER_WORDS.get(word, word)}"`.'
    elif word in _ON:
        help_ = f'Write `extend-select = ["{key}"]`, above the first table, to switch it on.'
    else:
        help_ = f"Write `[rules.{key}]`, and the rule's settings on the lines below it."
    return own.refuse(("rules", key), message, help_)


def _options_of(
    named: NamedRules, given: Mapping[str, object], key: str, own: OwnFile, catalog: RuleCatalog
) -> dict[str, object]:
    if len(named.rules) > 1:
        first = next(iter(given))
        message = f"`{key}` names {len(named.rules)} rules, and `{first}` is an option of one"
        help_ = f"Write it below `[rules.NAME]`, with the name of the rule; `[rules.{key}]` can set `severity`."
        raise own.refuse(("rules", key, first), message, help_)
    (name,) = named.rules
    return {name: _options(catalog[name], given, ("rules", key), own)}


def _severity(value: object, key: str, own: OwnFile) -> Severity:
    if isinstance(value, str) and value in _SEVERITIES:
        return _SEVERITIES[value]
    if str(value).lower() in _OFF:
        hint = f'Write `ignore = ["{key}"]`, above the first table, to switch it off.'
    else:
        near = _OTHER_WORDS.get(str(value).lower()) or nearest(str(value), _SEVERITIES, cutoff=0.5)
        hint = f"Did you mean `{near}`?" if near else "Write `error`, `warning` or `info`."
    raise own.refuse(("rules", key, "severity"), f"{shown_value(value)} is not a severity", hint)


def _options(entry: RuleEntry, given: Mapping[str, object], path: KeyPath, own: OwnFile) -> object:
    """The rule's options with the given ones set; keys are written with hyphens."""
    from pydantic import ValidationError, create_model  # only where a rule is configured

    from content_lint.config.own_file import said_of
    from content_lint.config.rule_options import options_of
    from content_lint.schema.base import Schema
    from content_lint.schema.problems import problems_of

    options = {item.name: item for item in options_of(entry.options)}
    known = ["severity", *options]
    for key in given:
        if key not in options:
            near = nearest(key, known, cutoff=0.6)
            hint = f"Did you mean `{near}`?" if near else f"There are {', '.join(f'`{name}`' for name in known)}."
            raise own.refuse((*path, key), f"the rule `{entry.name}` has no option `{key}`", hint)
    # As strict as front matter: text is no number; but a list of TOML may stand for a tuple or a set.
    model = create_model(  # type: ignore[call-overload]  # the fields are only known at run time
        "Options",
        __base__=Schema,
        **{key: (options[key].type, ...) for key in given},
    )
    try:
        checked = model.model_validate(dict(given))
    except ValidationError as error:
        problem = problems_of(model, error, given)[0]
        message, help_ = said_of(problem)
        raise own.refuse((*path, *problem.path), f"option of `{entry.name}`: {message}", help_) from error
    made: object = entry.options(**{options[key].attribute: getattr(checked, key) for key in given})
    return made


def _per_path(
    item: PerPathTable, number: int, own: OwnFile, catalog: RuleCatalog
) -> tuple[frozenset[str], Mapping[str, Severity]]:
    def named(selector: str, key: str) -> NamedRules:
        return expand(selector, catalog, lambda message, help_: own.refuse(("per-path", number, key), message, help_))

    ignored = frozenset(name for selector in item.ignore for name in named(selector, "ignore").rules)
    if isinstance(item.severity, str):
        return ignored, dict.fromkeys(catalog, _SEVERITIES[item.severity])
    severities: dict[str, Severity] = {}
    found = [(named(selector, "severity"), word) for selector, word in item.severity.items()]
    for several, word in sorted(found, key=lambda pair: pair[0].weight):
        severities.update(dict.fromkeys(several.rules, _SEVERITIES[word]))
    return ignored, severities
