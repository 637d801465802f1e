"""List all rules."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from content_lint.cli.console import Console
from content_lint.output.style import Style
from content_lint.rules.base import Rule
from content_lint.rules.registry import all_rules


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``content-lint rules``."""
    formats = ("text", "json")
    parser.add_argument("--format", "--output-format", choices=formats, default="text", help="text or json (text)")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the list."""
    console.write(_text(console.out_style()) if arguments.format == "text" else _json())
    return 0


def _text(style: Style) -> Iterator[str]:
    rules = all_rules()
    longest = max((len(name) for name in rules), default=0)
    family = None
    for name, rule in rules.items():
        meta = rule.meta
        if meta.family is not family:
            yield ("\n" if family else "") + style.paint(f"{meta.family.title} ({meta.family.word})", "strong") + "\n"
            family = meta.family
        severity = style.paint(meta.severity.label.ljust(len("warning")), meta.severity.label)
        aside = "" if meta.preset == "default" else f" [{meta.preset}]"
        yield f"{meta.code} {name.ljust(longest)} {severity} {summary_line(rule)}{aside}\n"


def _json() -> Iterator[str]:
    yield json.dumps([_entry(rule) for rule in all_rules().values()], indent=2) + "\n"


def _entry(rule: type[Rule[Any]]) -> dict[str, object]:
    meta = rule.meta
    return {
        "code": meta.code,
        "name": meta.name,
        "family": meta.family.word,
        "severity": meta.severity.label,
        "preset": meta.preset,
        "since": meta.since,
        "summary": summary_line(rule),
        "options": [{"name": name, "description": about, "default": default} for name, about, default in options(rule)],
    }


def summary_line(rule: type[Rule[Any]]) -> str:
    """The first line of a rule's page, without its full stop."""
    return (rule.__doc__ or "").strip().splitlines()[0].removesuffix(".")


def options(rule: type[Rule[Any]]) -> Iterator[tuple[str, str, str]]:
    """The options of a rule: name as the configuration has it, what it does, and its default as text."""
    for field in fields(rule.Options):
        default = field.default
        if isinstance(default, (tuple, frozenset)):
            default = sorted(default) if isinstance(default, frozenset) else list(default)
        yield field.name.replace("_", "-"), str(field.metadata.get("description", "")), json.dumps(default, default=str)
