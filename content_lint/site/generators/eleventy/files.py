"""Which of a repository's files Eleventy reads, and as what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from content_lint.config.globs import GlobError, compile_globs
from content_lint.site.generators.eleventy.config import EleventyConfig
from content_lint.site.model import Role, SiteFile, Skipped, Survey
from content_lint.text.regex import regex

_LEFT_OUT = "excluded by the configuration"
_OUTSIDE = "outside of the folder that Eleventy reads"
_MODULES = re.compile(r"(?:\A|/)node_modules/")
_NONE_OF = regex(r"!\(([^()]{1,200})\)")
_DATA = re.compile(r"\.11tydata\.\w+\Z")
PROGRAMS = (".11ty.js", ".11ty.cjs", ".11ty.mjs", ".11ty.ts", ".11ty.tsx", ".11ty.jsx", ".tsx", ".jsx")
"""Endings of templates that are programs."""


def sort_files(names: Iterable[str], config: EleventyConfig) -> Survey:
    """Which file is what."""
    ignores = compile_globs(item.removeprefix("./") for item in config.ignores)
    files: list[SiteFile] = []
    skipped: list[Skipped] = []
    for path in names:
        inside = config.inner(path) is not None and not _MODULES.search(path)
        left_out = any(path.startswith(f"{folder}/") for folder in config.left_out)
        if inside and not left_out and is_template(path, config) and not (ignores and ignores.match(path)):
            files.append(SiteFile(path, Role.STATIC if is_program(path, config) else Role.PAGE))
        elif copied_address(path, config) is not None:
            files.append(SiteFile(path, Role.STATIC))
        else:
            skipped.append(Skipped(path, _OUTSIDE if config.inner(path) is None else _LEFT_OUT))
    return Survey(tuple(files), tuple(skipped))


def is_template(path: str, config: EleventyConfig) -> bool:
    """Whether a file is a template, by its name."""
    if _DATA.search(path):
        return False
    name = path.rpartition("/")[2]
    return any(name.endswith(f".{item}") and name != f".{item}" for item in config.formats)


def is_program(path: str, config: EleventyConfig) -> bool:
    """Whether a file is a template that is a program; other templates that are no pages are only copied."""
    return path.endswith(PROGRAMS) and is_template(path, config)


def copied_address(path: str, config: EleventyConfig) -> str | None:
    """The address of a file that is copied as it is, or None."""
    name = path.rpartition("/")[2]
    for source, target in config.copied:
        rest = _rest(path, source)
        if rest is None:
            continue
        if not target:
            return f"/{config.inner(path) or path}"
        renamed = path == source and "." in target.rpartition("/")[2]
        return target if renamed else f"{target.rstrip('/')}/{rest or name}"
    return None


def _matches(path: str, glob: str) -> bool:
    """Whether a glob names a file; ``!(a|b)`` in it is anything else."""
    excluded = _NONE_OF.search(glob)
    if excluded is not None:
        before, after = glob[: excluded.start()], glob[excluded.end() :]
        glob = f"{before}*{after}"
        if any(_fits(path, f"{before}{part}{after}") for part in excluded[1].split("|")):
            return False
    return _fits(path, glob)


def _fits(path: str, glob: str) -> bool:
    pattern = _compiled(glob)
    return pattern is not None and pattern.match(path) is not None


@cache
def _compiled(glob: str) -> re.Pattern[str] | None:
    try:
        return compile_globs([glob])
    except GlobError:
        return None


def _rest(path: str, source: str) -> str | None:
    """What of a path is below the folder that is copied, empty for a file that is named; or None."""
    if path == source:
        return ""
    if "*" in source:
        return path.rpartition("/")[2] if _matches(path, source) else None
    if source in {"", "."}:
        return path
    return path[len(source) + 1 :] if path.startswith(f"{source}/") else None
