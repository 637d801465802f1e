"""What a worker does: from texts to facts and findings, all plain data; a pure function of what it is handed."""

from collections.abc import Iterable, Sequence
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
date: 2020-01-01T09:00:00Z
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
    """A file that nobody has read yet.

    Attributes:
        file: what it is in the site.
        is_judged: whether findings are wanted, if it is a document.
    """

    file: SiteFile
    is_judged: bool


class Unparsed(Unread, frozen=True):
    """A file that nobody has parsed yet.

    Attributes:
        source: its text.
    """

    source: SourceText


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


class Judged(Struct, frozen=True):
    """A file that was read.

    Attributes:
        document: its facts.
        findings: what document rules find; None where that was not asked or a rule crashed.
        is_judged: whether findings are wanted.
    """

    document: Document
    findings: list[Diagnostic] | None
    is_judged: bool

    @property
    def path(self) -> str:
        """The file."""
        return self.document.path


def plan_for(settings: SiteSettings, rules: Sequence[str]) -> Plan:
    """The plan of a run.

    Args:
        settings: the site's settings.
        rules: the names of the document rules that run.
    """
    import pickle  # copies of a process need no plan

    schemas = [item.schema for item in settings.collections.values() if item.schema is not None]
    folder = None
    if schemas:
        from content_lint.schema.loader import folder_of  # only sites with schemas pay

        folder = str(folder_of(schemas[0]))
    return Plan(pickle.dumps(settings, pickle.HIGHEST_PROTOCOL), tuple(rules), str(settings.root), folder)


def examine(plan: Plan, files: Sequence[Unparsed]) -> list[Learned]:
    """Read files and judge those that are documents.

    A file that something goes wrong with is left out: whoever asked reads it again, and says what it is.
    """
    return learned_from(read_and_judge(files, *_unpacked(plan)))


def learned_from(judged: Iterable[Judged]) -> list[Learned]:
    """Documents and findings as plain data; what cannot be written so is left out."""
    learned: list[Learned] = []
    for item in judged:
        with suppress(Exception):
            facts = dumps(write_document(item.document))
            learned.append(Learned(item.path, facts, write_findings(item.findings)))
    return learned


def read_and_judge(
    files: Sequence[Unparsed], settings: SiteSettings, rules: Sequence[DocumentRule[Any]]
) -> list[Judged]:
    """Read files and judge those that are documents; a file that something goes wrong with is left out."""
    # One step with all files, then the next: a processor is a quarter faster at what it has just done.
    return judge(read_only(files, settings), settings, rules)


def read_only(files: Sequence[Unparsed], settings: SiteSettings) -> list[Judged]:
    """Read files; one that something goes wrong with is left out."""
    documents: list[Judged] = []
    for item in files:
        with suppress(Exception):
            document = parse(item.source, item.file.collection, settings)
            documents.append(Judged(document, None, item.is_judged and is_document(item.file, document)))
    return documents


def judge(read: Sequence[Judged], settings: SiteSettings, rules: Sequence[DocumentRule[Any]]) -> list[Judged]:
    """The same files with what the rules find in those that are to be judged."""
    findings: dict[str, list[Diagnostic]] = {}
    if rules:
        judged = [item.document for item in read if item.is_judged]
        with suppress(SetupError):  # whoever asked judges them all again, and says so
            checked = check_documents(judged, settings, rules)
            findings = {
                document.path: found
                for document, (found, failures) in zip(judged, checked, strict=True)
                if not failures  # whoever asked runs the rule that crashed once more, and reports it
            }
    return [replace(item, findings=findings.get(item.path)) for item in read]


def warm_up(settings: SiteSettings, names: Sequence[str], files: Iterable[SiteFile]) -> None:
    """Load what it takes to read and judge files like these, without reading them."""
    without_schemas = replace(settings, collections={})  # they are code of the site's own, and see its files alone
    rules = rules_named(settings, names)
    for file in files:
        document = parse(SourceText.from_text(file.path, _SAMPLE), file.collection, without_schemas)
        found, _ = check_documents([document], without_schemas, rules)[0]
        dumps(write_document(document))
        write_findings(found)


def write_findings(found: Sequence[Diagnostic] | None) -> bytes | None:
    """Findings as the cache stores them; None where there are none to write, or something in them cannot be stored."""
    if found is not None:
        with suppress(Exception):
            return dumps([encoder(Diagnostic)(item) for item in found])
    return None


@lru_cache(maxsize=1)
def _unpacked(plan: Plan) -> tuple[SiteSettings, tuple[DocumentRule[Any], ...]]:
    import pickle

    if plan.schemas is not None:
        from content_lint.schema.loader import have_schemas

        have_schemas(Path(plan.schemas), Path(plan.root))
    settings: SiteSettings = pickle.loads(plan.settings)  # noqa: S301 - made by the run that asks for this
    return settings, rules_named(settings, plan.rules)


def rules_named(settings: SiteSettings, names: Sequence[str]) -> tuple[DocumentRule[Any], ...]:
    """Document rules by their names, with their options."""
    known = all_rules()
    rules = (known[name](settings.rules.options.get(name)) for name in names)
    return tuple(rule for rule in rules if isinstance(rule, DocumentRule))
