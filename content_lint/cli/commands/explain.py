"""Print the page of a rule: what it finds, why it matters, and what to write instead; or list a family."""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Iterator
from typing import Any

from content_lint.cli.commands.rules import called, listing, options, summary_line
from content_lint.cli.console import Console
from content_lint.output.style import TerminalStyle
from content_lint.project import rule_page
from content_lint.rules.rule import Rule

_PRESETS = {
    "default": "always, unless it is ignored",
    "strict": "only in the preset `strict`",
    "off": "only when it is selected by its name",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``content-lint explain``."""
    parser.add_argument(
        "rule", metavar="RULE", help="name or code of a rule; of a family its word, or the beginning of its codes"
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the page, or the list of rules."""
    found = called(arguments.rule)
    if len(found) == 1:
        console.write(_page(found[0], console.out_style()))
        return 0
    console.write(listing(found, console.out_style()))
    console.note([f"\ncontent-lint explain {found[0].meta.name}: says more about one of them\n"])
    return 0


def _page(rule: type[Rule[Any]], style: TerminalStyle) -> Iterator[str]:
    meta = rule.meta
    yield style.paint(f"{meta.name} ({meta.code})", "strong") + "\n"
    yield f"{style.severity(meta.severity)}, family {meta.family.word}, runs {_PRESETS[meta.preset]}\n\n"
    yield f"{summary_line(rule)}.\n"
    body = inspect.cleandoc(rule.__doc__ or "").partition("\n")[2]
    fenced = False
    for line in body.splitlines():
        if line.startswith("~~~"):
            fenced = not fenced
            if fenced and "file=" in line:
                yield f"    ({line.partition('file=')[2].split()[0]})\n"
        elif fenced:
            yield f"    {line}".rstrip() + "\n"
        else:
            yield (style.paint(line.lstrip("# "), "strong") if line.startswith("#") else line) + "\n"
    settings = list(options(rule))
    if settings:
        yield "\n" + style.paint("Options", "strong") + "\n"
    for name, about, default in settings:
        yield f"    {name} = {default}\n        {about}\n"
    if page := rule_page(meta.name):
        yield f"\nOn the web: {page}\n"
    yield "\n" + style.paint("To keep it silent", "strong") + "\n"
    yield f"    <!-- content-lint: ignore[{meta.name}] why -->        in the text: this line, or the block below\n"
    yield f"    <!-- content-lint: ignore-file[{meta.name}] why -->   in the text: the whole file\n"
    yield f"    {{/* content-lint: ignore[{meta.name}] why */}}         in MDX, where `<!--` stops the build\n"
