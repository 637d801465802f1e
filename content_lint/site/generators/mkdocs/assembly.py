"""Scripts that copy files together before MkDocs builds them: what lies where, as far as their commands tell.

Only one that copies mkdocs.yml as well, and so builds the site in a folder of its own, says all that is there.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from content_lint.config.builds.build import files_about_builds, seen_from
from content_lint.config.builds.recipes import WORKFLOWS
from content_lint.config.builds.shell import UNKNOWN, commands
from content_lint.site.generators.mkdocs.mounts import DocsMount
from content_lint.site.generators.walking import names_in
from content_lint.text.files import text_if_any
from content_lint.text.regex import regex

_SCRIPT = regex(r"(?<![\w./-])(?:\./)?([\w.-][\w./-]{0,200}\.sh)\b")
_TASKS = ("Makefile", "justfile")
_HOMES = ("scripts", "script", "bin", "hack", "tools", "ci", ".ci", "docs")
"""Where scripts mostly are, of which only the name is told."""
_LIMIT = 100_000
_MOST = 100
_ASSIGNED = regex(r"^[ \t]*(?:export[ \t]+|readonly[ \t]+)?([A-Za-z_]\w{0,60})=([^\n]{0,300})", re.MULTILINE)
_PLAIN = regex(r"[\"']?([\w./-]{1,200})[\"']?[ \t]*\r?\Z")
_USED = regex(r"\$(?:\{(\w{1,60})\}|(\w{1,60}))")
_STEP = regex(r"^[ \t]*(?:-[ \t]+)?(?:(?:run|script|command)[ \t]*:[ \t]*)?[@-]?", re.MULTILINE)
"""What comes before a command in the YAML of workflows, and in a Makefile."""
_MARKS = regex(r"\b(?:cp|mkdir|rsync)\b")


class Assembly(NamedTuple):
    """What a script puts together.

    Attributes:
        script: its path from the root; empty where none builds the site in another folder.
        mounts: what it copies to the documents there.
    """

    script: str = ""
    mounts: tuple[DocsMount, ...] = ()


def read_assembly(root: Path, config: str, docs: str) -> Assembly:
    """The script that copies the configuration elsewhere, and what else it copies there.

    Args:
        root: of the site.
        config: the path of mkdocs.yml from there.
        docs: the folder of the documents as mkdocs.yml names it.
    """
    for path, text in scripts_about(root).items():
        if posixpath.basename(config) not in text:
            continue
        for folder in dict.fromkeys((posixpath.dirname(path), "")):
            copies = list(copies_of(text, folder))
            target = next((to for source, to in copies if source == config), None)
            if target is None or target == config:
                continue
            home = posixpath.normpath(posixpath.join(posixpath.dirname(target), docs))
            return Assembly(path, tuple(_among(copies, home)))
    return Assembly()


def scripts_about(root: Path) -> dict[str, str]:
    """The texts of the files in which it is written how the site is built, and of the scripts that they name.

    What is not there is empty.
    """
    texts: dict[str, str] = {}
    waiting = [*_TASKS, *seen_from(root, files_about_builds(root))]
    for path in waiting:
        files = [f"{path}/{name}" for name in names_in(root, path)] if path.endswith(WORKFLOWS) else [path]
        for file in files[:_MOST]:
            if file not in texts and not file.startswith("..") and len(texts) < _MOST:
                text = texts[file] = text_if_any(root / file, _LIMIT, within=root)
                waiting += (place for match in _SCRIPT.finditer(text) for place in _places(file, match[1]))
    return texts


def _places(file: str, script: str) -> Iterator[str]:
    """Where a script may be that a file names."""
    homes = dict.fromkeys(("", posixpath.dirname(file), *(() if "/" in script else _HOMES)))
    yield from (posixpath.normpath(posixpath.join(home, script)) for home in homes)


def _among(copies: Iterable[tuple[str, str]], home: str) -> Iterator[DocsMount]:
    """What is copied below a folder; of two for one place the later."""
    found = {to: source for source, to in copies if to == home or to.startswith(f"{home}/")}
    for to, source in sorted(found.items(), key=lambda item: -item[0].count("/")):
        yield DocsMount(source, to[len(home) :].strip("/"))


def copies_of(text: str, folder: str) -> Iterator[tuple[str, str]]:
    """What the commands of a script or a workflow copy, each with its place; from the root of the site.

    Args:
        text: of the script.
        folder: where it runs, from the root.
    """
    made: set[str] = set()
    for command in commands(_STEP.sub("", _filled(text)), _MARKS):
        if command.folder is None or UNKNOWN in command.folder:
            continue
        here = posixpath.join(folder, command.folder)
        given = [word for word in command.words[1:] if not word.startswith("-")]
        if command.words[0] == "mkdir":
            made.update(_from(here, word) for word in given)
        elif command.words[0] == "cp" and len(given) > 1:
            *sources, last = given
            into = last.endswith(("/", "/.")) or len(sources) > 1 or _from(here, last) in made
            for source in sources:
                yield from _copied(here, source, last, into=into)


def _copied(here: str, source: str, target: str, *, into: bool) -> Iterator[tuple[str, str]]:
    """One thing that is copied; nothing where it, or its place, is not known, or not of the site."""
    is_content = source.endswith(("/.", "/*"))
    bare = source.removesuffix("*").removesuffix(".") if is_content else source
    place, to = _from(here, bare), _from(here, target)
    if (
        UNKNOWN in source + target
        or "*" in bare
        or not place
        or not to
        or place.startswith("..")
        or to.startswith("..")
    ):
        return
    yield place, to if is_content or not into else posixpath.join(to, posixpath.basename(place))


def _from(here: str, word: str) -> str:
    """A path from the root; empty for what is nobody's."""
    if word.startswith(("/", "~")):
        return ""
    return posixpath.normpath(posixpath.join(here, word))


def _filled(text: str) -> str:
    """A script with the values of its variables in their places, where each is set once and plainly."""
    values: dict[str, str] = {}
    for match in _ASSIGNED.finditer(text):
        plain = _PLAIN.match(match[2])
        values[match[1]] = plain[1] if plain is not None and match[1] not in values else ""
    return _USED.sub(lambda match: values.get(match[1] or match[2]) or match[0], text)
