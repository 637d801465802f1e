"""What a worker does: from texts to facts and findings, all plain data; a pure function of what it is handed."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from content_lint.cache.documents import write_document
from content_lint.cache.serialise import dumps, encoder
from content_lint.config.settings import SiteSettings
from content_lint.engine.document_step import check_documents
from content_lint.engine.load import is_document, parse
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic
from content_lint.rules.registry import all_rules
from content_lint.rules.rule import DocumentRule
from content_lint.schema.errors import SetupError
from content_lint.site.model import SiteFile
from content_lint.text.source import SourceText

_SAMPLE = """\
---
title: "A sample"
date: 2020-01-01 09:00:00 +0000
permalink: /a/sample/
image: /a/b.jpg
tags: [one]
---
# A heading

- an *item* with a [link](/a/ "b"), <a href="/c/">HTML</a>, `code` and <mailto:a@example.org>
- [click here](https://example.com/a/?b=c&amp;d#e), https://example.org/ or [write](mailto:a@example.org?subject=b)

> a quotation, {{ page.title }}, on Wednesday 1st January 2020 at the caf\u00e9 ![picture](/a/b.jpg)
"""


class Plan(Struct, frozen=True):
    """How documents are read and judged, in a form that another process can take.

    Attributes:
        settings: the site's settings, pickled: they come from this run and from nowhere else.
        rules: the names of the rules that run; none where documents are only read.
        root: the site's root.
        schemas: the folder of its schemas, which have to be imported before the settings can be read; or None.
    """

    settings: bytes
    rules: tuple[str, ...]
    root: str
    schemas: str | None = None


class Unread(Struct, frozen=True):
    """A file that nobody has parsed yet.

    Attributes:
        file: what it is in the site.
        source: its text.
        is_judged: whether findings are wanted, if it is a document.
    """

    file: SiteFile
    source: SourceText
    is_judged: bool


class Learned(Struct, frozen=True):
    """What a worker has made of a file.

    Attributes:
        path: the file.
        facts: its facts, as the cache stores them.
        findings: what document rules find, as the cache stores it; None where that was not asked or a rule crashed.
    """

    path: str
    facts: bytes
    findings: bytes | None


def plan_for(settings: SiteSettings, rules: Sequence[str]) -> Plan:
    """The plan of a run.

    Args:
        settings: the site's settings.
        rules: the names of the document rules that run.
    """
    schemas = [item.schema for item in settings.collections.values() if item.schema is not None]
    folder = None
    if schemas:
        from content_lint.schema.loader import folder_of  # only sites with schemas pay

        folder = str(folder_of(schemas[0]))
    return Plan(pickle.dumps(settings, pickle.HIGHEST_PROTOCOL), tuple(rules), str(settings.root), folder)


def examine(plan: Plan, files: Sequence[Unread]) -> list[Learned]:
    """Read files and judge those that are documents.

    A file that something goes wrong with is left out: whoever asked reads it again, and says what it is.
    """
    settings, rules = _unpacked(plan)
    # One step with all files, then the next: a processor is a quarter faster at what it has just done.
    documents: list[tuple[Unread, Document]] = []
    for item in files:
        with suppress(Exception):
            documents.append((item, parse(item.source, item.file.collection, settings)))
    findings: dict[str, bytes] = {}
    if rules:
        judged = [document for item, document in documents if item.is_judged and is_document(item.file, document)]
        with suppress(SetupError):  # whoever asked judges them all again, and says so
            findings = dict(_findings(judged, settings, rules))
    learned: list[Learned] = []
    for item, document in documents:
        with suppress(Exception):
            facts = dumps(write_document(document))
            learned.append(Learned(item.file.path, facts, findings.get(item.file.path)))
    return learned


def warm_up(settings: SiteSettings, names: Sequence[str], files: Iterable[SiteFile]) -> None:
    """Load what it takes to read and judge files like these, without reading them."""
    without_schemas = replace(settings, collections={})  # they are code of the site's own, and see its files alone
    rules = _rules(settings, names)
    for file in files:
        document = parse(SourceText.from_text(file.path, _SAMPLE), file.collection, without_schemas)
        found, _ = check_documents([document], without_schemas, rules)[0]
        dumps(write_document(document))
        dumps([encoder(Diagnostic)(item) for item in found])


def _findings(
    documents: Sequence[Document], settings: SiteSettings, rules: Sequence[DocumentRule[Any]]
) -> Iterator[tuple[str, bytes]]:
    """By its path what the rules find in each document, as the cache stores it.

    Where a rule crashed, whoever asked runs it once more, and reports it.
    """
    for document, (found, failures) in zip(documents, check_documents(documents, settings, rules), strict=True):
        if not failures:
            with suppress(Exception):
                yield document.path, dumps([encoder(Diagnostic)(item) for item in found])


@lru_cache(maxsize=1)
def _unpacked(plan: Plan) -> tuple[SiteSettings, tuple[DocumentRule[Any], ...]]:
    if plan.schemas is not None:
        from content_lint.schema.loader import have_schemas

        have_schemas(Path(plan.schemas), Path(plan.root))
    settings: SiteSettings = pickle.loads(plan.settings)  # noqa: S301 - made by the run that asks for this
    return settings, _rules(settings, plan.rules)


def _rules(settings: SiteSettings, names: Sequence[str]) -> tuple[DocumentRule[Any], ...]:
    known = all_rules()
    rules = (known[name](settings.rules.options.get(name)) for name in names)
    return tuple(rule for rule in rules if isinstance(rule, DocumentRule))
