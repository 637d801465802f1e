"""Which of a site's files VitePress reads, and as what."""

from __future__ import annotations

import re
from collections.abc import Iterable

from content_lint.config.globs import compile_globs
from content_lint.site.generators.astro.survey import expanded
from content_lint.site.generators.vitepress.config import VitePressConfig
from content_lint.site.model import Role, SiteFile, Skipped, Survey
from content_lint.site.survey import is_markdown

_PASSED_OVER = frozenset({"node_modules", "dist"})
_BESIDE = "copied only where a page names it"
_OUTSIDE = "outside of the folder that VitePress reads"
_EXCLUDED = "excluded by `srcExclude`"


def sort_files(names: Iterable[str], config: VitePressConfig) -> Survey:
    """Which file is what."""
    files: list[SiteFile] = []
    skipped: list[Skipped] = []
    left_out: list[Skipped] = []
    globs = [glob for item in config.excluded for glob in expanded(item)]
    excluded = compile_globs(f"/{glob.removeprefix('./').lstrip('/')}" for glob in globs) if globs else None
    for path in names:
        if path.startswith(config.public):
            files.append(SiteFile(path, Role.STATIC))
            continue
        inner = config.inner(path)
        if inner is None and is_markdown(path):
            left_out.append(Skipped(path, _OUTSIDE))
        elif inner is None or not path.endswith(".md") or _is_passed_over(inner):
            skipped.append(Skipped(path, _BESIDE))
        elif excluded is not None and excluded.match(inner):
            skipped.append(Skipped(path, _EXCLUDED))
        else:
            files.append(SiteFile(path, Role.PAGE))
    return Survey(tuple(files), tuple(skipped), tuple(left_out))


def is_dynamic(path: str) -> bool:
    """Whether a file is the template of several pages (``[name].md``)."""
    return re.search(r"\[\w+?\]", path) is not None


def _is_passed_over(inner: str) -> bool:
    return any(part.startswith(".") or part in _PASSED_OVER for part in inner.split("/"))
