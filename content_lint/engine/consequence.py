"""Severity follows consequence: what is said of pages that readers never see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.rule import Rule
from content_lint.site.index import Site


def weigh(diagnostics: Sequence[Diagnostic], rules: Mapping[str, type[Rule[Any]]], site: Site) -> list[Diagnostic]:
    """The findings without those that hurt nobody.

    On a draft, a page that has been taken back, and one that only redirects, what readers would meet is said only where
    it is an error, and as information: it will hurt when the page comes back. What concerns the file stays as it is.
    """
    for_readers = {name for name in {item.rule for item in diagnostics} if rules[name].meta.needs_readers}
    paths = {item.path for item in diagnostics if item.rule in for_readers}
    unseen = {path for path in paths if any(page.is_unseen for page in site.pages_of(path))}
    if not unseen:
        return list(diagnostics)
    kept: list[Diagnostic] = []
    for item in diagnostics:
        if item.rule not in for_readers or item.path not in unseen:
            kept.append(item)
        elif item.severity is Severity.ERROR:
            kept.append(replace(item, severity=Severity.INFO))
    return kept
