"""Finds the asked-for command among all that there are, and runs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from content_lint import __version__
from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.text.regex import compiled_when_used

with compiled_when_used():
    import argparse
    import locale  # noqa: F401 - argparse asks it for the language

COMMANDS = {
    "check": "check the site, or only the named files in the light of the whole site",
    "links": "list every link with where it leads and what its target answers",
    "urls": "list every document with its address, and say why some are nowhere",
    "export": "write the pages that passed the check as data: JSON, or a SQLite database",
    "move": "move a page or folder with every link to it; its old address leads to the new one",
    "fields": "rename, retype or drop a field in the schema, in all posts and in the CMS at once",
    "init": "look at the site, and write the settings and schemas that its posts mostly meet",
    "new": "write a new post that passes, in the right place under the right name",
    "schema": "say where the forms of the CMS and the schemas differ, or make the forms ask for what these want",
    "doctor": "say what was detected, what goes unchecked, and whether a bad post can get past",
    "base": "print the commit that a pull request is compared with, and fetch it where a shallow clone lacks it",
    "report": "keep a comment on a pull request, or an issue of dead links, up to date on GitHub",
    "explain": "print the page of a rule, or what a family of rules is about",
    "rules": "list all rules, or those of a family",
    "settings-schema": "print the JSON Schema of content-lint.toml, for editors",
    "completion": "print the script that completes commands and options in a shell",
}
"""Name and purpose of each command; the module of that name (``_`` for ``-``) has ``add_arguments`` and ``run``."""

_HABITS = {"help": "--help", "version": "--version"}
"""Commands of other programs, and the options that they stand for here."""

_USAGE = 2
_EPILOG = """\
exit status: 0 clean, 1 problems, 2 wrong usage or configuration, 3 something could not be done,
130 interrupted. `content-lint COMMAND --help` says more about a command.
"""


def dispatch(arguments: Sequence[str], console: Console) -> int:
    """Run the command that the first argument names, and give its exit status."""
    name = arguments[0] if arguments else ""
    if name in _HABITS:
        wanted = [*arguments[1:2], _HABITS[name]] if name == "help" else [_HABITS[name]]
        return dispatch(wanted, console)
    if name in COMMANDS:
        from content_lint.cli.parser import Parser  # not for --version

        if name == "check":  # what hooks and editors wait for
            _import_msgspec()
        command = import_module(f"content_lint.cli.commands.{name.replace('-', '_')}")
        options = Parser(f"content-lint {name}", description=command.__doc__, epilog=getattr(command, "EXAMPLES", None))
        command.add_arguments(options)
        read = options.read(arguments[1:])
        console.colour = read.color
        status: int = command.run(read, console)
        return status
    parser = _parser()
    if not arguments:
        console.note([parser.format_help()])
        return _USAGE
    if not name.startswith("-"):
        raise UsageError(f"there is no command `{name}`", _hint_for(name))
    if name.partition("=")[0] not in ("-h", "--help", "-V", "--version"):
        raise UsageError(f"`{name}` comes before the command", _hint_for_option(name))
    parser.parse_args(arguments)
    return _USAGE


def _import_msgspec() -> None:
    """Import msgspec without typing_extensions, which takes a twentieth of a hook's time.

    It asks there first for what it finds in Python's own typing as well (since 3.11), and takes no for an answer.
    """
    if "typing_extensions" in sys.modules or "msgspec" in sys.modules:
        return
    sys.modules["typing_extensions"] = None  # type: ignore[assignment] # as Python's own guide to imports has it
    try:
        with compiled_when_used():
            import json  # noqa: F401

            import msgspec  # noqa: F401 - nearly every module wants it
    finally:
        del sys.modules["typing_extensions"]


def _hint_for(word: str) -> str:
    """What to type instead of a word that is no command."""
    from content_lint.text.nearest import nearest  # difflib is for those who mistype

    near = nearest(word, COMMANDS)
    if near:
        return f"Did you mean `content-lint {near}`?"
    if os.path.exists(word):  # noqa: PTH110 - pathlib is not worth its price here
        return f"Did you mean `content-lint check {word}`?"
    return "`content-lint --help` lists the commands."


def _hint_for_option(word: str) -> str:
    return f"Write the command first, as in `content-lint check {word}`."


def _parser() -> argparse.ArgumentParser:
    width = max(map(len, COMMANDS)) + 2
    lines = "\n".join(f"  {name:<{width}}{purpose}" for name, purpose in COMMANDS.items())
    parser = argparse.ArgumentParser(
        "content-lint",
        usage="content-lint [-h] [-V] COMMAND …",
        description=f"Checks the posts of a site that is kept in git.\n\ncommands:\n{lines}",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("-V", "--version", action="version", version=f"content-lint {__version__}")
    return parser
