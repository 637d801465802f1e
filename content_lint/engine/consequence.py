"""Severity follows consequence: what is said of pages of which readers see nothing."""

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
    unseen = {page.path for page in site.built.pages if page.is_unseen}
    kept: list[Diagnostic] = []
    for item in diagnostics:
        if item.path not in unseen or not rules[item.rule].meta.needs_readers:
            kept.append(item)
        elif item.severity is Severity.ERROR:
            kept.append(replace(item, severity=Severity.INFO))
    return kept
