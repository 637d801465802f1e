"""What a rule is.

A rule is a class in a file of its own. Its docstring is its page: a first line of at most 80
characters that names the fault, then ``## Why this matters``, ``## Bad`` and ``## Good`` (fenced
with tildes; each Bad block must raise the rule and no other, each Good block nothing).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from msgspec import Struct

from content_lint.parse.facts import Document, Suppression
from content_lint.report.diagnostic import Diagnostic, Related, Severity
from content_lint.rules.context import DocumentContext, Interest, SiteContext
from content_lint.rules.wording import sentence
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.source import Span

if TYPE_CHECKING:
    from content_lint.site.index import Site


class Family(Enum):
    """Themes of rules: the letters of their codes and the word that selects them all."""

    SYNTAX = ("SY", "syntax", "Front matter as text")
    FIELDS = ("FM", "fields", "Front matter against the schema")
    PERMALINKS = ("PL", "permalinks", "Permalinks")
    DATES = ("DT", "dates", "Dates")
    MAIL = ("ML", "mail", "Mail links")
    INTERNAL = ("IN", "internal", "Internal links and assets")
    EXTERNAL = ("EX", "external", "External links")
    TEXT = ("TX", "text", "Text")
    LINT = ("CL", "lint", "content-lint itself")

    def __init__(self, letters: str, word: str, title: str) -> None:
        self.letters = letters
        self.word = word
        self.title = title


class RuleMeta(Struct, frozen=True):
    """What is known of a rule without running it.

    Attributes:
        code: family letters and three digits; a permanent alias, never used again for another rule.
        name: kebab-case, names the fault, reads well after "ignore".
        severity: unless a finding or the configuration says otherwise.
        since: the version that brought it.
        yields_to: rules that speak first: a finding of this rule is dropped where one of theirs
            touches the same span.
        whole_file: rules that silence it in the whole file.
        preset: ``default``, ``strict`` (only there) or ``off`` (only when asked for by name).
        for_readers: whether it speaks of what readers of the page meet, and not of the file; None where the family
            tells.
    """

    code: str
    name: str
    severity: Severity
    since: str = "0.1.0"
    yields_to: tuple[str, ...] = ()
    whole_file: tuple[str, ...] = ()
    preset: str = "default"
    for_readers: bool | None = None

    @property
    def needs_readers(self) -> bool:
        """Whether its findings hurt nobody as long as readers see nothing of the page."""
        if self.for_readers is not None:
            return self.for_readers
        return self.family in (Family.MAIL, Family.INTERNAL, Family.EXTERNAL, Family.TEXT)

    @property
    def family(self) -> Family:
        """The family that the code's letters name."""
        return next(family for family in Family if self.code.startswith(family.letters))


class Options(Struct, frozen=True):
    """Base of a rule's options: each is annotated with its type and with what it does, in a sentence.

    Its default is an immutable value, of a list a tuple. No rule pays for pydantic, which checks the options only where
    the configuration sets one.
    """


OptionsT = TypeVar("OptionsT", bound=Options)


class Rule(Generic[OptionsT]):
    """Base of all rules; keeps no state but its options.

    No ``ABC``: each question what kind of rule one is would go through all classes of rules, a tenth of a hook's start.
    """

    meta: ClassVar[RuleMeta]
    scope: ClassVar[str]
    silence_is_proof: ClassVar[bool] = True
    """Whether silence from this rule proves that a suppression is unused."""
    Options: ClassVar[type[Options]] = Options

    if not TYPE_CHECKING:

        def __class_getitem__(cls, options: type[Options]) -> type[Rule]:
            """The class itself: what Python makes instead is for type checkers, and takes longer than the class."""
            return cls

    def __init__(self, options: OptionsT | None = None) -> None:
        self.options: OptionsT = options if options is not None else self.Options()  # type: ignore[assignment]

    def report(
        self,
        path: str,
        span: Span,
        message: str,
        *,
        help: str = "",  # noqa: A002 - the field's own word
        severity: Severity | None = None,
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
        data: dict[str, object] | None = None,
    ) -> Diagnostic:
        """A finding of this rule; arguments as Diagnostic has them, and help gets its full stop here."""
        return Diagnostic(
            self.meta.name,
            severity or self.meta.severity,
            path,
            span,
            message,
            sentence(help),
            related,
            fix,
            data or {},
        )


class DocumentRule(Rule[OptionsT]):
    """A rule that sees one document: pure in its bytes and the configuration."""

    scope = "document"
    interest: ClassVar[Interest] = Interest.ANYTHING
    """What a document has to hold; of others the rule is not asked, and would have nothing to say."""

    @abstractmethod
    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """The findings in one document."""


class SiteRule(Rule[OptionsT]):
    """A rule that needs the clock or other documents; it runs on facts, after the documents."""

    scope = "site"

    @abstractmethod
    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """The findings in the whole site."""


class FileRule(Rule[OptionsT]):
    """A rule about a file that could not be read: there is no document to check."""

    scope = "file"


class SuppressionUse(Struct, frozen=True):
    """One selector in a suppression comment: a rule's name or code, the beginning of codes, a family or ``ALL``.

    Attributes:
        suppression: the comment.
        name: as it is written there.
        span: its place.
        rules: the names of the rules that it selects; none where no rule has that name.
        used: whether it kept a finding silent.
        judged: whether those rules ran, so that "unused" can be said at all.
    """

    suppression: Suppression
    name: str
    span: Span
    rules: frozenset[str]
    used: bool
    judged: bool


class SuppressionRule(Rule[OptionsT]):
    """A rule about suppression comments; it runs when all others have spoken."""

    scope = "suppression"

    @abstractmethod
    def check(self, document: Document, uses: Sequence[SuppressionUse], context: SiteContext) -> Iterator[Diagnostic]:
        """The findings about one document's suppressions; a malformed comment has one use without a rule."""


def replace(title: str, path: str, span: Span, text: str, safety: Safety) -> Fix:
    """The commonest fix: one span replaced by one text."""
    return Fix(title, (Edit(path, span, text),), safety)
