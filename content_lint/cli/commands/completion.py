"""Print the script that completes commands, options and names of rules in a shell."""

from __future__ import annotations

import argparse
from importlib import import_module

from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.cli.parser import Parser

SHELLS = ("bash", "zsh", "fish", "tcsh")
EXAMPLES = """\
put it where the shell looks for it:
  content-lint completion bash > ~/.local/share/bash-completion/completions/content-lint
  content-lint completion zsh > ~/.zfunc/_content-lint     (with ~/.zfunc in fpath)
  content-lint completion fish > ~/.config/fish/completions/content-lint.fish
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``content-lint completion``."""
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=f"one of {', '.join(SHELLS)}")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the script."""
    try:
        import shtab  # for this command alone
    except ImportError as error:
        from content_lint.cli.extras import how_to_install  # for this message only

        raise UsageError("shell completion needs the package `shtab`", how_to_install("completion")) from error
    console.write([shtab.complete(_whole_parser(), arguments.shell), "\n"])
    return 0


def _whole_parser() -> argparse.ArgumentParser:
    """All commands with their options in one parser, which is what shtab reads."""
    import shtab  # for this command alone

    from content_lint.cli.dispatch import COMMANDS  # it imports this module by name
    from content_lint.rules.registry import all_rules
    from content_lint.rules.rule import Family  # rules are for this command alone

    selectors = [*all_rules(), *(family.word for family in Family), "ALL"]
    parser = Parser("content-lint")
    commands = parser.add_subparsers()
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(name, help=purpose)
        import_module(f"content_lint.cli.commands.{name.replace('-', '_')}").add_arguments(command)
        for action in command._actions:  # noqa: SLF001 - argparse has no other way to list them
            if action.metavar == "RULE":
                action.choices = selectors
            elif action.metavar in ("FILE", "PATH"):
                action.complete = shtab.FILE  # type: ignore[attr-defined]  # shtab reads it
            elif action.metavar == "FOLDER":
                action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
    return parser
