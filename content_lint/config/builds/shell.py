"""The commands in a shell script, a line of a Makefile or a script of package.json, as far as they can be read."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from content_lint.text.regex import regex

_MOST_VARIABLES = 1_000
_LONGEST_PATH = 4_096
_LIMIT = 4_000  # characters of a line; a longer one is no command that somebody wrote
_CONTINUED = regex(r"\\\r?\n[ \t]*")
_EXPRESSION = regex(r"\$\{\{[^{}]*\}\}")
_ENDS = frozenset({";", "&", "&&", "|", "||", "(", ")", ";;", "|&"})
_SET = regex(r"([A-Za-z_][A-Za-z0-9_]*)=(.*)", re.DOTALL)
_WRAPPERS = frozenset(
    {"@", "bundle", "cross-env", "do", "dotenv", "else", "env", "exec", "if", "npx", "pnpx", "sudo", "then", "time"}
)
_RUNNERS = frozenset({"npm", "pnpm", "yarn", "bun", "docker", "docker-compose", "podman", "hugo-bin"})
UNKNOWN = "\0"
_EXPANDED = regex(r"\$\{[^{}]*\}|\$\w+|\$|`[^`]*`?")
"""What a word holds in place of something that only the shell knows."""


class Command(Struct, frozen=True):
    """One command.

    Attributes:
        words: the program and what it is given; ``UNKNOWN`` inside of a word for what only the shell knows.
        folder: where it runs, from where the script runs; None where that is not known.
        environment: variables that are set for it.
    """

    words: tuple[str, ...]
    folder: str | None = ""
    environment: Mapping[str, str] = field(default_factory=dict)


def commands(text: str, marks: re.Pattern[str]) -> Iterator[Command]:
    """The commands of a script, in order.

    Args:
        text: the script.
        marks: lines without a match of this are not looked at, unless they change the folder or a variable.
    """
    folder: str | None = ""
    exported: dict[str, str] = {}
    for line in _CONTINUED.sub(" ", _EXPRESSION.sub("$X", text)).splitlines():
        if len(line) > _LIMIT or not (marks.search(line) or "cd " in line or "export " in line):
            continue
        for written in _split(line):
            environment, words = _without_settings(written)
            if words and words[0] in ("cd", "pushd"):
                folder = _changed(folder, words)
            elif words and words[0] == "export":
                if len(exported) < _MOST_VARIABLES:
                    exported |= _without_settings(words[1:])[0]
            elif words:
                yield Command(words, folder, {**exported, **environment})


def _split(line: str) -> Iterator[tuple[str, ...]]:
    """The words of each command of one line; none where its quotes do not end."""
    reader = shlex.shlex(line, posix=True, punctuation_chars=";&|()")
    reader.whitespace_split = True
    words: list[str] = []
    try:
        for word in reader:
            if word in _ENDS:
                yield tuple(words)
                words = []
            else:
                words.append(_known(word))
    except ValueError:
        return
    yield tuple(words)


def _known(word: str) -> str:
    return _EXPANDED.sub(UNKNOWN, word) if "$" in word or "`" in word else word


def _without_settings(words: tuple[str, ...]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The variables that are set before a command, and the command."""
    found: dict[str, str] = {}
    for number, word in enumerate(words):
        match = _SET.fullmatch(word)
        if match is not None:
            found[match[1]] = match[2]
        elif word not in _WRAPPERS and not (number and word.startswith("-")):
            return found, words[number:]
    return found, ()


def _changed(folder: str | None, words: tuple[str, ...]) -> str | None:
    target = words[1] if len(words) > 1 else UNKNOWN
    if folder is None or UNKNOWN in target or target.startswith(("/", "~", "-")):
        return None
    changed = f"{folder}/{target}" if folder else target
    return changed if len(changed) <= _LONGEST_PATH else None


def arguments_of(words: tuple[str, ...], program: str) -> tuple[str, ...] | None:
    """What a program is given by a command; None where the command does not run it.

    Another program may run it: ``docker run … hugo --minify``, ``pnpm exec hugo``.
    """
    if words[0].rpartition("/")[2] == program:
        return words[1:]
    runs_others = words[0] in _RUNNERS or words[0].endswith(".sh")
    if runs_others and "run-script" not in words and program in words[1:]:
        return words[words.index(program, 1) + 1 :]
    return None
