"""What a task runner (Grunt, gulp, Rake) does around Jekyll: which folder it hands to it, which files it copies itself.

Its files are programs that nothing here runs: only what is written out in them is taken, and only where the site's
folders say the same.
"""

from __future__ import annotations

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

TASK_FILES = (
    *("Gruntfile.js", "Gruntfile.coffee", "gulpfile.js", "gulpfile.babel.js", "gulpfile.coffee", "Rakefile"),
    "package.json",
)
_OF_SITES = ("_layouts", "_includes", "_posts", "index.html", "index.md")
_GLOB = regex(r"""["']([\w./-]{0,100}\*[\w./*{},-]{0,100})["']""")
_MOST_FOLDERS = 500
_MOST_GLOBS = 200


def find_source(root: Path, written: Mapping[str, object]) -> str:
    """The folder below the root that a task runner hands to Jekyll; empty where it is the root itself.

    That is the only folder that has what every site has, where the root has nothing of it, and a file of tasks that
    runs Jekyll names it.

    Args:
        root: the folder with ``_config.yml``.
        written: the configuration; one that names its source needs nobody else to.
    """
    tasks = _tasks(root, written)
    if not tasks or _is_site(root):
        return ""
    names = [name for name in _folders(root) if (root / name / "_layouts").is_dir() and _is_site(root / name)]
    if len(names) != 1:
        return ""
    named = re.compile(rf"""["'/=\s]{re.escape(names[0])}["'/\s,]""")
    return names[0] if any(named.search(text) for text in tasks) else ""


def looked_at(root: Path) -> tuple[str, ...]:
    """The files and folders, from the root, by which ``find_source`` decides where no configuration does."""
    if not _tasks(root, {}):
        return TASK_FILES
    inner = (f"{name}/{part}" for name in _folders(root) for part in _OF_SITES)
    return (*TASK_FILES, *_OF_SITES, *inner)


def _tasks(root: Path, written: Mapping[str, object]) -> list[str]:
    """The texts of the files that run Jekyll, where it is theirs to say which folder it reads."""
    if written.get("source") or not (root / "_config.yml").is_file():
        return []
    texts = (text_if_any(root / file, within=root) for file in TASK_FILES)
    return [text for text in texts if "jekyll" in text.lower()]


def find_copies(root: Path, written: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """What a task runner names of a site's files: each file of tasks that runs Jekyll with a glob from the source.

    Args:
        root: the folder with ``_config.yml``.
        written: the configuration: who excludes nothing leaves nothing for others to copy.
    """
    if not written.get("exclude"):
        return ()
    found: list[tuple[str, str]] = []
    for file in TASK_FILES[:-1]:
        text = text_if_any(root / file, within=root)
        if "jekyll" in text.lower():
            found += ((file, match[1].removeprefix("./")) for match in islice(_GLOB.finditer(text), _MOST_GLOBS))
    return tuple(dict.fromkeys(found))


def task_makers(skipped: tuple[Skipped, ...], config: JekyllConfig) -> Iterator[Maker]:
    """The files that Jekyll leaves out, and that a task runner names to put them there itself."""
    for file, glob in config.copies:
        fits = compile_glob(glob)
        paths = [item.path for item in skipped if item.reason == EXCLUDED]
        inner = ((path, path.removeprefix(config.root)) for path in paths if path.startswith(config.root))
        addresses = tuple(f"/{within}" for path, within in inner if fits.match(within) or fits.match(path))
        if addresses:
            yield Maker(f"`{file}`", addresses, files=True, sure=True)


def _is_site(folder: Path) -> bool:
    return any((folder / name).exists() for name in _OF_SITES)


def _folders(root: Path) -> list[str]:
    found = (path.name for path in islice(root.iterdir(), _MOST_FOLDERS) if path.is_dir())
    return sorted(name for name in found if not name.startswith((".", "_", "node_modules")))
