"""What a task runner (Grunt, gulp, Rake) does around Jekyll: which folder it hands to it, which files it copies itself.

Its files are programs that nothing here runs: only what is written out in them is taken, and only where the site's
folders say the same.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from content_lint.config.globs import compile_glob
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.entry_filter import EXCLUDED
from content_lint.site.model import Maker, Skipped
from content_lint.text.files import text_if_any
from content_lint.text.regex import regex

_PACKAGE = "package.json"
TASK_FILES = (
    *("Gruntfile.js", "Gruntfile.coffee", "gulpfile.js", "gulpfile.babel.js", "gulpfile.coffee", "Rakefile"),
    _PACKAGE,
)
_LAYOUTS = "_layouts"
_OF_SITES = ("_includes", "_posts", "index.html", "index.md")
_GLOB = regex(r"""["']([\w./-]{0,100}\*[\w./*{},-]{0,100})["']""")
_MOST_FOLDERS = 500
_MOST_GLOBS = 200


def read_tasks(root: Path) -> Mapping[str, str]:
    """The texts of the files of tasks that run Jekyll, by their names in the folder with ``_config.yml``."""
    texts = {file: text_if_any(root / file, within=root) for file in TASK_FILES}
    return {file: text for file, text in texts.items() if "jekyll" in text.lower()}


def find_source(root: Path, tasks: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The folder below the root that a task runner hands to Jekyll, where no configuration names one.

    That is the only folder that has what every site has, where the root has nothing of it, and a file of tasks that
    runs Jekyll names it.

    Args:
        root: the folder with ``_config.yml``.
        tasks: those that run Jekyll.

    Returns:
        the folder, empty where it is the root itself, and what was looked at for that besides the files of tasks.
    """
    if not tasks or not (root / "_config.yml").is_file() or (root / _LAYOUTS).is_dir():
        return "", ()
    folders = _folders(root)
    looked_at = tuple(f"{name}/{_LAYOUTS}" for name in folders)
    names = [name for name in folders if (root / name / _LAYOUTS).is_dir()]
    if len(names) != 1:
        return "", looked_at
    named = re.compile(rf"""["'/=\s]{re.escape(names[0])}["'/\s,]""")
    if not any(map(named.search, tasks.values())):
        return "", looked_at
    is_root = any((root / name).exists() for name in _OF_SITES)
    return "" if is_root else names[0], (*looked_at, *_OF_SITES)


def find_copied_source(root: Path, source: str) -> tuple[str, tuple[str, ...]]:
    """The folder of which a task runner makes the one that the configuration names; that one itself where it is there.

    Of a folder that git never had (``.tmp/src``), the one at the top of the same name that has a site in it is copied
    there before Jekyll runs.

    Args:
        root: the folder with ``_config.yml``.
        source: the folder that it names, from there.

    Returns:
        the folder, and what was looked at for that.
    """
    name = posixpath.basename(source.rstrip("/"))
    if name in (source, "", ".", "..") or (root / source).is_dir():
        return source, ()
    marks = tuple(f"{name}/{item}" for item in (_LAYOUTS, *_OF_SITES))
    return name if any((root / mark).exists() for mark in marks) else source, marks


def find_copies(tasks: Mapping[str, str], written: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """What a task runner names of a site's files: each file of tasks with a glob from the source.

    Args:
        tasks: those that run Jekyll.
        written: the configuration: who excludes nothing leaves nothing for others to copy.
    """
    if not written.get("exclude"):
        return ()
    found = (
        (file, match[1].removeprefix("./"))
        for file, text in tasks.items()
        if file != _PACKAGE
        for match in islice(_GLOB.finditer(text), _MOST_GLOBS)
    )
    return tuple(dict.fromkeys(found))


def task_makers(skipped: tuple[Skipped, ...], config: JekyllConfig) -> Iterator[Maker]:
    """What a task runner adds: all files of a folder that it fills, and those that it names and Jekyll leaves out."""
    if config.filled:
        yield Maker(f"what fills `{config.filled}` before Jekyll runs", ("/**.*",), files=True)
    for file, glob in config.copies:
        fits = compile_glob(glob)
        paths = [item.path for item in skipped if item.reason == EXCLUDED]
        inner = ((path, path.removeprefix(config.root)) for path in paths if path.startswith(config.root))
        addresses = tuple(f"/{within}" for path, within in inner if fits.match(within) or fits.match(path))
        if addresses:
            yield Maker(f"`{file}`", addresses, files=True, sure=True)


def _folders(root: Path) -> list[str]:
    found = (path.name for path in islice(root.iterdir(), _MOST_FOLDERS) if path.is_dir())
    return sorted(name for name in found if not name.startswith((".", "_", "node_modules")))
