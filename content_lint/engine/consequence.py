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
    if not any(rules[item.rule].meta.needs_readers for item in diagnostics):
        return list(diagnostics)
    kept: list[Diagnostic] = []
    for item in diagnostics:
        if not rules[item.rule].meta.needs_readers or not _is_unseen(site, item.path):
            kept.append(item)
        elif item.severity is Severity.ERROR:
            kept.append(replace(item, severity=Severity.INFO))
    return kept


def _is_unseen(site: Site, path: str) -> bool:
    return any(page.is_unseen for page in site.pages_of(path))
