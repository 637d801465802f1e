"""A run about a quiet change, answered from the index of the site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from content_lint.cache.site_index import SiteIndex
from content_lint.config.settings import SiteSettings
from content_lint.engine.comparison import Comparison
from content_lint.engine.incremental.kept import Head
from content_lint.engine.incremental.quiet import QuietChanges, Texts
from content_lint.engine.incremental.view import KeptDocuments, KeptSite, NotQuiet
from content_lint.engine.load import Loaded
from content_lint.engine.run import RunRequest, judge
from content_lint.engine.scope import RunScope
from content_lint.report.report import Report
from content_lint.site.model import Survey
from content_lint.site.sources.tree import ReadError, Tree
from content_lint.text.source import SourceText


def judge_quietly(
    settings: SiteSettings,
    request: RunRequest,
    index: SiteIndex,
    head: Head,
    tree: Tree,
    steps: Sequence[Mapping[str, Texts]],
    touched: frozenset[str],
) -> Report:
    """What ``run_check`` would report of the last of several changes, if all of them are quiet.

    Args:
        settings: the site's settings, now and at all times since.
        request: what is asked for.
        index: the site's index.
        head: what it says of itself.
        tree: the files after the last change.
        steps: the changes, by path, from the state of the index on; the last one is judged.
        touched: the files of it that are reported.

    Raises:
        NotQuiet: the whole site has to be looked at.
        OSError: a file cannot be read.
    """

    def read(path: str) -> SourceText:
        source = tree.read(path)
        if isinstance(source, ReadError):
            raise NotQuiet(f"`{path}` cannot be read")
        return source

    changes = QuietChanges(settings, index, head, request.now, read)
    before = after = changes.first
    for step in steps:
        before, after = changes.apply(after, step)
    changed = frozenset(path for path in steps[-1] if path in after)
    reported = changed & touched
    if not reported or len(after) <= len(reported):
        raise NotQuiet("no document was changed, or every one")
    focus = changed | changes.concerned(before, after, changed)
    for path in focus - changed:
        if read(path).digest != after[path].source.digest:
            raise NotQuiet(f"`{path}` on disk is not that of the commit")
    then, now = changes.site(before, focus), changes.site(after, focus)
    scope = RunScope(after, reported, reported, frozenset())
    comparison = Comparison(settings, _loaded(then, before, tree), then, {}, is_reset=False)
    report = judge(settings, request, _loaded(now, after, tree), now, scope, comparison)
    if report.failures:
        raise NotQuiet(f"{report.failures[0].doing}: {report.failures[0].error}")
    return report


def _loaded(site: KeptSite, documents: KeptDocuments, tree: Tree) -> Loaded:
    return Loaded(Survey((), ()), tree, cast("Any", documents), cast("Any", site.others))  # they are read only
