"""List all rules, or those that are named."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import Any

from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.config.rule_options import options_of
from content_lint.config.selection import hint_for, rules_called
from content_lint.output.style import TerminalStyle
from content_lint.rules.registry import all_rules, catalog
from content_lint.rules.rule import Rule


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``content-lint rules``."""
    about = "names, codes, beginnings of codes (IN, IN1) or families; none for all rules"
    parser.add_argument("rules", nargs="*", metavar="RULE", help=about)
    formats = ("text", "json")
    parser.add_argument("--format", "--output-format", choices=formats, default="text", help="text or json (text)")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the list."""
    wanted = {rule for word in arguments.rules for rule in called(word)}
    rules = [rule for rule in all_rules().values() if not arguments.rules or rule in wanted]
    console.write(listing(rules, console.out_style()) if arguments.format == "text" else _json(rules))
    return 0


def called(word: str) -> list[type[Rule[Any]]]:
    """The rules that a selector names, in the order of the list.

    Raises:
        UsageError: it names none.
    """
    # Python's way with words is forgiven: others write `broken_link`.
    named = rules_called(word.replace("_", "-"), catalog())
    if named is None:
        raise UsageError(f"there is no rule or family `{word}`", hint_for(word, catalog()))
    return [rule for name, rule in all_rules().items() if name in named.rules]


def listing(rules: Sequence[type[Rule[Any]]], style: TerminalStyle) -> Iterator[str]:
    """Rules as text, a line each, below the titles of their families."""
    longest = max((len(rule.meta.name) for rule in rules), default=0)
    family = None
    for rule in rules:
        meta = rule.meta
        if meta.family is not family:
            yield ("\n" if family else "") + style.paint(f"{meta.family.title} ({meta.family.word})", "strong") + "\n"
            family = meta.family
        severity = style.paint(meta.severity.label.ljust(len("warning")), meta.severity.label)
        aside = "" if meta.preset == "default" else f" [{meta.preset}]"
        yield f"{meta.code} {meta.name.ljust(longest)} {severity} {summary_line(rule)}{aside}\n"


def _json(rules: Sequence[type[Rule[Any]]]) -> Iterator[str]:
    yield json.dumps([_entry(rule) for rule in rules], indent=2) + "\n"


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
    for item in options_of(rule.Options):
        default = item.default
        if isinstance(default, (tuple, frozenset)):
            default = sorted(default) if isinstance(default, frozenset) else list(default)
        yield item.name, item.description, json.dumps(default, default=str)
