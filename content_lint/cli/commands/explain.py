"""Print the page of a rule: what it finds, why it matters, and what to write instead; or list a family."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from content_lint.cli.console import Console
from content_lint.output.style import TerminalStyle
from content_lint.project import rule_page

if TYPE_CHECKING:  # the rules are a hundred modules, and who asks for a page has a keystroke's patience
    from content_lint.rules.rule import Rule

_PRESETS = {
    "default": "always, unless it is ignored",
    "strict": "only in the preset `strict`",
    "off": "only when it is selected by its name",
}
_PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))  # noqa: PTH120 - pathlib takes longer than all else
_KEYS = ("title", "code", "family", "severity", "preset")
_PAGES = (f"{_PACKAGE}/rules/pages", f"{os.path.dirname(_PACKAGE)}/content/rules")  # noqa: PTH120
"""Where the written pages of the rules are: beside the rules, or in the sources."""


class RulePage(NamedTuple):
    """What is told of a rule.

    Attributes:
        name: its name.
        code: its code.
        family: the word for its family.
        severity: the word for its severity.
        preset: when it runs.
        headline: what it finds, without a full stop.
        body: the lines below that.
        options: its options, each with what it does and its default.
    """

    name: str
    code: str
    family: str
    severity: str
    preset: str
    headline: str
    body: Sequence[str]
    options: Sequence[tuple[str, str, str]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``content-lint explain``."""
    parser.add_argument(
        "rule", metavar="RULE", help="name or code of a rule; of a family its word, or the beginning of its codes"
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the page, or the list of rules."""
    page = written_page(arguments.rule)
    if page is None:
        from content_lint.cli.commands.rules import called, listing

        found = called(arguments.rule)
        if len(found) > 1:
            console.write(listing(found, console.out_style()))
            console.note([f"\ncontent-lint explain {found[0].meta.name}: says more about one of them\n"])
            return 0
        page = page_of(found[0])
    console.write(page_lines(page, console.out_style()))
    return 0


def page_of(rule: type[Rule[Any]]) -> RulePage:
    """The page of a rule as its code has it."""
    import inspect

    from content_lint.cli.commands.rules import options, summary_line

    meta = rule.meta
    body = inspect.cleandoc(rule.__doc__ or "").partition("\n")[2].splitlines()
    headline, listed = summary_line(rule), tuple(options(rule))
    return RulePage(meta.name, meta.code, meta.family.word, meta.severity.label, meta.preset, headline, body, listed)


def written_page(word: str) -> RulePage | None:
    """The same from the pages that are written of the rules; None where none has exactly this name or code."""
    for folder in _PAGES:
        try:
            names = sorted(name for name in os.listdir(folder) if name.endswith(".md"))  # noqa: PTH208
        except OSError:
            continue
        if f"{word}.md" in names:
            return _read(f"{folder}/{word}.md")
        pages = (page for name in names if (page := _read(f"{folder}/{name}")) is not None and page.code == word != "")
        return next(pages, None)
    return None


def _read(path: str) -> RulePage | None:
    try:
        with open(path, encoding="utf-8", newline="\n") as file:  # noqa: PTH123
            text = file.read()
    except (OSError, UnicodeDecodeError):
        return None
    _, _, rest = text.partition("---\n")
    head, _, rest = rest.partition("\n---\n\n")
    keys = dict(line.partition(": ")[::2] for line in head.splitlines())
    content, _, _ = rest.partition("\n## How to keep it silent\n")
    content, _, listed = content.partition("\n## Options\n")
    headline, *body = content.rstrip().splitlines()
    words = (keys.get(key, "").strip("'") for key in _KEYS)
    name, code, family, severity, preset = words
    found = re.findall(r"^- `(.*?)` \(default `(.*?)`\): (.*)$", listed, re.MULTILINE)
    options = tuple((option, about, default) for option, default, about in found)
    return RulePage(name, code, family, severity, preset, headline.removesuffix("."), body, options)


def page_lines(page: RulePage, style: TerminalStyle) -> Iterator[str]:
    """A page as text."""
    yield style.paint(f"{page.name} ({page.code})", "strong") + "\n"
    yield f"{style.paint(page.severity, page.severity)}, family {page.family}, runs {_PRESETS[page.preset]}\n\n"
    yield f"{page.headline}.\n"
    fenced = False
    for line in page.body:
        if line.startswith("~~~"):
            fenced = not fenced
            if fenced and "file=" in line:
                yield f"    ({line.partition('file=')[2].split()[0]})\n"
        elif fenced:
            yield f"    {line}".rstrip() + "\n"
        else:
            yield (style.paint(line.lstrip("# "), "strong") if line.startswith("#") else line) + "\n"
    if page.options:
        yield "\n" + style.paint("Options", "strong") + "\n"
    for name, about, default in page.options:
        yield f"    {name} = {default}\n        {about}\n"
    if address := rule_page(page.name):
        yield f"\nOn the web: {address}\n"
    yield "\n" + style.paint("To keep it silent", "strong") + "\n"
    yield f"    <!-- content-lint: ignore[{page.name}] why -->        in the text: this line, or the block below\n"
    yield f"    <!-- content-lint: ignore-file[{page.name}] why -->   in the text: the whole file\n"
    yield f"    {{/* content-lint: ignore[{page.name}] why */}}         in MDX, where `<!--` stops the build\n"
