"""From one document's facts to its findings: a pure function of facts and settings, so they can be cached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from content_lint.config.settings import SiteSettings
from content_lint.engine.load import Progress
from content_lint.links.front_matter import FrontMatterLinks
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic
from content_lint.report.report import Failure
from content_lint.rules.context import DocumentContext, Interest
from content_lint.rules.rule import DocumentRule
from content_lint.schema.errors import SetupError

if TYPE_CHECKING:
    from content_lint.cache.cache import Cache

_AT_ONCE = 50
"""Documents that each rule looks at before the next rule does."""
RUNNING = "running the rule"
"""How the failures begin that tell of a rule's crash."""


class DocumentStep(Struct, frozen=True):
    """The rules about single documents, ready to run.

    Attributes:
        settings: the site's settings.
        rules: those that run.
        cache: what they found in earlier runs, or None.
    """

    settings: SiteSettings
    rules: Sequence[DocumentRule[Any]]
    cache: Cache | None

    def check_all(
        self, documents: Mapping[str, Document], judged: frozenset[str], tell: Progress | None
    ) -> tuple[list[Diagnostic], list[Failure]]:
        """What the rules find in those documents that are judged, and which of them crashed."""
        found: list[Diagnostic] = []
        failures: list[Failure] = []
        paths = sorted(judged & documents.keys())
        for done in range(0, len(paths), _AT_ONCE):
            if tell:
                tell("checking", done, len(judged))
            for findings, crashes in self._check_some([documents[path] for path in paths[done : done + _AT_ONCE]]):
                found.extend(findings)
                failures.extend(crashes)
        return found, failures

    def check(self, document: Document) -> tuple[Sequence[Diagnostic], Sequence[Failure]]:
        """What the rules find in a document, and which of them crashed."""
        return self._check_some([document])[0]

    def _check_some(self, documents: Sequence[Document]) -> list[tuple[Sequence[Diagnostic], Sequence[Failure]]]:
        answers: dict[str, tuple[Sequence[Diagnostic], Sequence[Failure]]] = {}
        unknown: list[Document] = []
        for document in documents:
            known = None if self.cache is None else self.cache.findings(document)
            if known is None:
                unknown.append(document)
            else:
                answers[document.path] = known, ()
        for document, (found, failures) in zip(
            unknown, check_documents(unknown, self.settings, self.rules), strict=True
        ):
            if self.cache is not None and not failures:
                self.cache.add(document, found)
            answers[document.path] = found, failures
        return [answers[document.path] for document in documents]


def check_documents(
    documents: Sequence[Document], settings: SiteSettings, rules: Sequence[DocumentRule[Any]]
) -> list[tuple[list[Diagnostic], list[Failure]]]:
    """Run document rules; a rule that crashes is a failure with its name, and the others go on.

    Each rule looks at all documents before the next one does: a processor is a quarter faster at what it has just done.
    """
    in_front_matter = FrontMatterLinks(settings)
    contexts = [DocumentContext(document, settings, in_front_matter) for document in documents]
    results: list[tuple[list[Diagnostic], list[Failure]]] = [([], []) for _ in documents]
    everything = list(zip(contexts, results, strict=True))
    holding = {Interest.ANYTHING: everything}
    for rule in rules:
        if rule.interest not in holding:
            holding[rule.interest] = [item for item in everything if _may_hold(item[0], rule.interest)]
        for context, (found, failures) in holding[rule.interest]:
            try:
                found.extend(rule.check(context.document, context))
            except SetupError:
                raise  # the site's own schema is at fault, and every document would say so again
            except Exception as error:  # noqa: BLE001 - whatever a rule does, the site goes on
                failures.append(crash(rule.meta.name, context.document.path, error))
    return results


def _may_hold(context: DocumentContext, interest: Interest) -> bool:
    """Whether a document holds what rules look at; also where that cannot be said: then each of them says why."""
    try:
        return context.holds(interest)
    except SetupError:
        raise
    except Exception:  # noqa: BLE001 - whatever goes wrong, the others go on
        return True


def crash(rule: str, path: str, error: Exception) -> Failure:
    """A rule's crash as a failure: the last place in the code and what it said."""
    import traceback  # rules hardly ever crash

    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({PurePath(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return Failure(f"{RUNNING} {rule}", path, f"{type(error).__name__}: {error}{place}")
