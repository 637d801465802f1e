"""The command that makes the site that readers see."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from content_lint.config.builds.recipes import (
    GITLAB,
    HOST_FILES,
    SCRIPT_FILES,
    WORKFLOWS,
    Rank,
    Recipe,
    read_text,
    recipes,
    scripts,
)
from content_lint.config.builds.shell import UNKNOWN, Command, arguments_of, commands
from content_lint.text.regex import regex

_DEEPEST = 4  # a script that calls a script …
_MOST = 60  # recipes that are followed
_MOST_TEXT = 500_000  # characters of scripts, each counted as often as it is called; usual ones have some thousands
_LONGEST_PATH = 4_096
_COPY = frozenset({"cp", "mv", "rsync"})
_ELSEWHERE = regex(r"\A[/~]|://")
_PACKAGES = ("npm", "pnpm", "yarn", "bun")
_FOR_TRIALS = regex(r"dev|draft|preview|serve|start|stag|test|watch|check|lint|local|clean|update|_?get", re.IGNORECASE)
_FOR_READERS = regex(r"(?i)prod|deploy|publish|release")
_STAGED = regex(r"(?i)(?<![a-z])stag(?:e|ing)(?![a-z])")
_NO_BUILD = frozenset(
    {"clean", "completion", "config", "convert", "deploy", "doctor", "env", "gen", "help", "import", "list", "mod"}
    | {"new", "new-theme", "serve", "server", "version", "--version", "-v", "s", "docs", "--help", "-h"}
)


class Build(Struct, frozen=True):
    """A command that builds a site.

    Attributes:
        file: where it is written, from the top of the repository.
        arguments: what the generator is given; ``UNKNOWN`` inside of one for what only the shell knows.
        environment: variables that are set for it.
        folder: where it runs, from the top of the repository; empty for the top.
        for_trial: whether it is known to run in checks only, where drafts are built to see whether they can be.
        filled: where commands before it put copies of files: each with the file that says so, as a glob from the top.
    """

    file: str
    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: str = ""
    for_trial: bool = False
    filled: tuple[tuple[str, str], ...] = ()

    def has(self, *names: str) -> bool | None:
        """What a switch says (``-D``, ``--drafts``, ``--drafts=false``); None where it is not there."""
        found: bool | None = None
        for word in self.arguments:
            name, equals, value = word.partition("=")
            short = [f"-{letter}" for letter in word[1:]] if re.fullmatch(r"-[A-Za-z]{2,6}", word) else []
            if name in names and not (equals and UNKNOWN in value):
                found = value.lower() not in ("false", "0", "f") if equals else True
            elif any(letter in names for letter in short):
                found = True
        return found

    def value(self, *names: str) -> str | None:
        """The value of an option (``--config a``, ``--config=a``); None where it is not there or not known."""
        found = self.written(*names)
        return None if found is None or UNKNOWN in found else found

    def written(self, *names: str) -> str | None:
        """The same with ``UNKNOWN`` for the parts that are not known; None where it is not there."""
        found: str | None = None
        for number, word in enumerate(self.arguments):
            name, equals, value = word.partition("=")
            if name in names:
                found = value if equals else next(iter(self.arguments[number + 1 : number + 2]), None)
        return found


def find_build(root: Path, program: str, sources: Sequence[str]) -> tuple[Build | None, frozenset[Path]]:
    """The command that builds the site in a folder, or None where none is written down; and what was read for it.

    What ``files_about_builds`` names is read too, and is not in the second part.

    Args:
        root: the site's root.
        program: the generator (``hugo``).
        sources: the options that name the site's folder (``--source``).
    """
    top, folders = places(root)
    inner = folders[0]
    search = _Search(top, program)
    best: tuple[tuple[bool, Rank, int], Build] | None = None
    lowest: Rank | None = None
    for recipe in _first(recipes(top, folders)):
        if lowest is not None and recipe.rank > lowest:
            break
        search.called.clear()
        for folder, build in _builds(search, recipe, [], _DEEPEST):
            if folder is not None and _home(folder, build, sources) == inner:
                order = _is_staged(build), recipe.rank, _likeliness(recipe)
                best = (order, build) if best is None or order < best[0] else best
                # A host may show only what is to be published later, and something else then publishes it.
                staged, surest, _ = best[0]
                lowest = max(surest, Rank.DEPLOYS) if staged else surest
    return best[1] if best is not None else None, frozenset(top / file for file in search.followed)


def files_about_builds(root: Path) -> Iterator[Path]:
    """Every file, and the folder of workflows, in which somebody may have written how a site is built."""
    top, folders = places(root)
    for folder in folders:
        yield from (top / folder / name for name in (*HOST_FILES, *SCRIPT_FILES))
    yield top / WORKFLOWS
    yield top / GITLAB


def seen_from(root: Path, paths: Iterable[Path]) -> tuple[str, ...]:
    """Paths from a site's root, with ``..`` for what lies above it."""
    return tuple(os.path.relpath(path, root).replace(os.sep, "/") for path in paths)


def places(root: Path) -> tuple[Path, list[str]]:
    """The top of the repository, and the folders from the site's root up to it; the root itself outside of one."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            inner = root.relative_to(folder)
            chain = [path.as_posix() for path in (inner, *inner.parents)]
            return folder, ["" if path == "." else path for path in chain]
    return root, [""]


def _first(found: Iterator[Recipe]) -> Iterator[Recipe]:
    """What may build the site for readers, in front of them what surely does."""
    count = 0
    for recipe in found:
        if recipe.rank is Rank.SCRIPT and _FOR_TRIALS.search(recipe.name):
            continue
        count += 1
        if count > _MOST:
            return
        yield recipe


def _is_staged(build: Build) -> bool:
    """Whether the command itself says that it is not for readers yet (``--config _config.yml,_config_staging.yml``)."""
    return any(_STAGED.search(word) for word in build.arguments)


def _likeliness(recipe: Recipe) -> int:
    if _FOR_READERS.search(recipe.name):
        return 0
    return 1 if recipe.name == "build" else 2


class _Search(Struct):
    """Where the runs of a generator are looked for.

    Attributes:
        top: the top of the repository.
        program: the generator.
        followed: the files of all recipes that were followed.
        left: how much more text is followed: scripts that call each other could go on for ever.
        called: what one recipe has led to already: of two runs, the first counts.
        named: by folder, its recipes by their kind and name.
    """

    top: Path
    program: str
    followed: set[str] = field(default_factory=set)
    left: int = _MOST_TEXT
    called: set[tuple[str, str, str, str, int]] = field(default_factory=set)
    named: dict[str, dict[tuple[bool, str], list[Recipe]]] = field(default_factory=dict)

    def scripts_in(self, folder: str) -> dict[tuple[bool, str], list[Recipe]]:
        """The recipes in a folder by whether they are in a Makefile, and by name."""
        if folder not in self.named:
            found = self.named[folder] = dict[tuple[bool, str], list[Recipe]]()
            for recipe in scripts(self.top, folder):
                found.setdefault((recipe.file.endswith("akefile"), recipe.name), []).append(recipe)
        return self.named[folder]

    def follows(self, recipe: Recipe, deep: int) -> bool:
        """Whether a recipe is to be followed, which is then written down."""
        called = recipe.file, recipe.name, recipe.folder, recipe.text, deep
        if called in self.called or self.left < len(recipe.text):
            return False
        self.called.add(called)
        self.left -= len(recipe.text)
        self.followed.add(recipe.file)
        return True


def _builds(
    search: _Search, recipe: Recipe, filled: list[tuple[str, str]], deep: int
) -> Iterator[tuple[str | None, Build]]:
    """Every run of the generator that a recipe leads to, with the folder that it runs in."""
    if not search.follows(recipe, deep):
        return
    marks = re.compile(
        rf"\b(?:{re.escape(search.program)}|npm|pnpm|yarn|bun|make|MAKE|cp|mv|rsync)\b|\.sh\b|\b(?:scripts?|bin)/"
    )
    for command in commands(recipe.text.replace("$(MAKE)", "make"), marks):
        folder = None if command.folder is None else _below(recipe.folder, command.folder)
        environment = {**recipe.environment, **command.environment}
        given = arguments_of(command.words, search.program)
        if given is not None and not (given and given[0] in _NO_BUILD):
            words = given[1:] if given and given[0] in ("build", "b") else given
            for_trial = recipe.rank is Rank.RUNS
            yield folder, Build(recipe.file, words, environment, folder or "", for_trial, tuple(filled))
        elif given is None and folder is not None:
            filled += ((recipe.file, path) for path in _copies(search.top, command.words, folder))
            for script, more in _called(search, command, folder) if deep else ():
                inner = Recipe(
                    script.file, f"{script.text} {more}", recipe.rank, script.name, script.folder, environment
                )
                yield from _builds(search, inner, filled, deep - 1)


def _copies(top: Path, words: Sequence[str], folder: str) -> Iterator[str]:
    """What is there once a command has copied or moved files: globs from the top of the repository."""
    named = [word.replace(UNKNOWN, "*") for word in words[1:] if not word.startswith("-")]
    if words[0] not in _COPY or len(named) < 2 or any(_ELSEWHERE.search(word) for word in named):
        return
    *sources, last = named
    place = _below(folder, last)
    if not place or place.startswith("."):
        return
    if last.endswith("/") or len(sources) > 1 or (top / place).is_dir():
        yield from (f"{place}/{_name_of(source)}" for source in sources)
    else:
        yield place


def _name_of(source: str) -> str:
    """What a copy is called in the folder that it is put into; ``*`` where all that is in a folder is copied."""
    return "*" if source.endswith(("/", "/.")) else posixpath.basename(source)


def _called(search: _Search, command: Command, folder: str) -> Iterator[tuple[Recipe, str]]:
    """The scripts that a command runs, and what it hands on to them."""
    words = [word for word in command.words if UNKNOWN not in word]
    if not words:
        return
    program = words[0].rpartition("/")[2]
    if program in (*_PACKAGES, "make"):
        yield from _named_scripts(search, words, folder)
        return
    file = words[1] if program in ("bash", "sh") and len(words) > 1 else words[0]
    if "/" in file or file.endswith(".sh"):
        path = _below(folder, file)
        text = "" if path.startswith("..") else read_text(search.top, path)
        if text.startswith("#!") and "sh" in text.partition("\n")[0]:
            yield Recipe(path, text, Rank.SCRIPT, "", folder), ""


def _named_scripts(search: _Search, words: Sequence[str], folder: str) -> Iterator[tuple[Recipe, str]]:
    """The scripts of package.json, or the targets of a Makefile, that a command names."""
    place = next((words[at + 1] for at, word in enumerate(words[:-1]) if word in ("-C", "--prefix", "--cwd")), "")
    named, more = _names(words[1:], place)
    there = search.scripts_in(_below(folder, place))
    is_make = words[0].endswith("make")
    for name in named:
        for recipe in there.get((is_make, name), ()):
            yield recipe, more


def _names(words: Sequence[str], place: str) -> tuple[list[str], str]:
    """The scripts or targets that are named, and what comes after ``--``."""
    at = words.index("--") if "--" in words else len(words)
    named = [word for word in words[:at] if not word.startswith("-") and word not in ("run", "run-script", place)]
    return list(dict.fromkeys(named)), " ".join(words[at + 1 :])


def _home(folder: str, build: Build, sources: Sequence[str]) -> str | None:
    """The site's folder, from the top of the repository."""
    source = build.value(*sources)
    return _below(folder, source) if source else _below(folder, "")


def _below(folder: str, inner: str) -> str:
    if inner.startswith("/") or len(folder) + len(inner) > _LONGEST_PATH:
        return "/"
    joined = posixpath.normpath(posixpath.join(folder, inner))
    return "" if joined == "." else joined
