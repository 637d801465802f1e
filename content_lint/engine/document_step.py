"""From one file's text to its facts and findings: a pure function of both text and settings."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from content_lint.config.settings import SiteSettings
from content_lint.parse.document import parse_document
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic
from content_lint.report.report import Failure
from content_lint.rules.base import DocumentContext, DocumentRule
from content_lint.text.source import SourceText


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one document."""

    document: Document
    diagnostics: tuple[Diagnostic, ...]
    failures: tuple[Failure, ...]


def parse(source: SourceText, collection: str | None, settings: SiteSettings) -> Document:
    """The document's facts, as the site's generator reads them."""
    dialect = settings.dialect
    # Jekyll reads everything under these folders as a document and strips a BOM there.
    if f"/{source.path}".find("/_posts/") >= 0 or f"/{source.path}".find("/_drafts/") >= 0:
        dialect = replace(dialect, bom_allowed=True)
    return parse_document(source, dialect, collection)


def check_document(document: Document, settings: SiteSettings, rules: Sequence[DocumentRule[Any]]) -> Checked:
    """Run document rules; a rule that crashes is a failure with its name, and the others go on."""
    context = DocumentContext(document, settings)
    found: list[Diagnostic] = []
    failures: list[Failure] = []
    for rule in rules:
        try:
            found.extend(rule.check(document, context))
        except Exception as error:  # noqa: BLE001 - whatever a rule does, the site goes on
            failures.append(crash(rule.meta.name, document.path, error))
    return Checked(document, tuple(found), tuple(failures))


def crash(rule: str, path: str, error: Exception) -> Failure:
    """A rule's crash as a failure: the last place in the code and what it said."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno})" if frames else ""
    return Failure(f"running the rule {rule}", path, f"{type(error).__name__}: {error}{place}")
