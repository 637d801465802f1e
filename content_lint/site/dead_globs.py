"""Globs of the settings that match no file: a folder was renamed, or its name is misspelt."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from content_lint.config.globs import compile_glob
from content_lint.config.settings import SiteSettings
from content_lint.site.model import Survey
from content_lint.text.nearest import nearest
from content_lint.text.regex import regex

_WILD = regex(r"[*?\[]")


class DeadGlob(Struct, frozen=True):
    """One of them.

    Attributes:
        setting: where it is written, as people write it (``[[per-path]]``).
        glob: as it is written there.
        near: the same with the name of the folder that was probably meant, or empty.
    """

    setting: str
    glob: str
    near: str = ""


def dead_globs(settings: SiteSettings, survey: Survey) -> Iterator[DeadGlob]:
    """The globs of ``per-path``, ``files`` and ``collections`` that match no file of the site.

    What is left out by ``exclude`` may well not be there yet, and a folder that the survey passes over is not judged.
    """
    paths = list(survey.paths())
    folders = list(dict.fromkeys(parent for path in paths for parent in _parents(path)))
    for setting, glob in dict.fromkeys(_globs(settings)):
        matches = compile_glob(glob).match
        if any(matches(path) for path in paths):
            continue
        start = _plain_start(glob)
        if start and start not in folders and (settings.root / start).exists():
            continue
        near = nearest(start, folders, cutoff=0.6) if start and start not in folders else None
        yield DeadGlob(setting, glob, "" if near is None else near + glob.lstrip("/").removeprefix(start))


def _globs(settings: SiteSettings) -> Iterator[tuple[str, str]]:
    for glob, _, _ in settings.rules.per_path:
        yield "[[per-path]]", glob
    for glob in settings.files:
        yield "files", glob
    for item in settings.collections.values():
        for glob in item.globs if item.declared and not item.cms else ():
            yield f"[collections.{item.name}]", glob


def _plain_start(glob: str) -> str:
    """The folder that a glob begins with, as far as it has no wildcard; a glob without one is a path itself."""
    text = glob.strip().removeprefix("./").strip("/")
    wild = _WILD.search(text)
    return text if wild is None else text[: wild.start()].rpartition("/")[0]


def _parents(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
