"""What a rule is.

A rule is a class in a file of its own. Its docstring is its page: a first line of at most 80
characters that names the fault, then ``## Why this matters``, ``## Bad`` and ``## Good`` (fenced
with tildes; each Bad block must raise the rule and no other, each Good block nothing).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from content_lint.config.settings import Collection, SiteSettings
from content_lint.parse.dialect import Generator
from content_lint.parse.facts import Document, Link, LinkKind, Suppression
from content_lint.report.diagnostic import Diagnostic, Related, Severity
from content_lint.rules.wording import sentence
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.source import Span

if TYPE_CHECKING:
    from content_lint.links.mail import MailLink
    from content_lint.rules.date_fields import DateField
    from content_lint.schema.problems import SchemaProblem
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


@dataclass(frozen=True, slots=True)
class RuleMeta:
    """What is known of a rule without running it.

    Attributes:
        code: family letters and three digits; a permanent alias, never used again for another rule.
        name: kebab-case, names the fault, reads well after "ignore".
        severity: unless a finding or the configuration says otherwise.
        since: the version that brought it.
        yields_to: rules that speak first: a finding of this rule is dropped where one of theirs
            touches the same span. ``whole_file`` names those that silence it in the whole file.
        whole_file: see above.
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


@dataclass(frozen=True, slots=True)
class Options:
    """Base of a rule's options: frozen dataclasses, so that no rule pays for pydantic.

    Fields are made with ``option``; pydantic validates them where the configuration sets one.
    """


def option(default: Any, description: str) -> Any:
    """One option: its default (a list or mapping as an immutable value) and what it does, in a sentence."""
    return field(default=default, metadata={"description": description})


OptionsT = TypeVar("OptionsT", bound=Options)


@dataclass(frozen=True)
class DocumentContext:
    """What a document rule may know besides the document: nothing that changes with time or other files."""

    document: Document
    settings: SiteSettings

    @property
    def collection(self) -> Collection | None:
        """The document's collection, or None for a page that the configuration puts into none."""
        return self.settings.collection_of(self.document.path, self.document.collection)

    @cached_property
    def problems(self) -> tuple[SchemaProblem, ...]:
        """What the schema of the document's collection finds wrong; empty without a schema."""
        collection, front_matter = self.collection, self.document.front_matter
        if collection is None or collection.schema is None or front_matter is None or front_matter.error:
            return ()
        from content_lint.schema.problems import find_problems  # only with a schema

        defaults = self.settings.defaults_of(self.document.path, collection.name)
        return find_problems(
            collection.schema,
            front_matter,
            defaults,
            zone=self.settings.zone,
            fold_case=self.settings.generator is Generator.HUGO,
        )

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links of the front matter, by type or by their look, then those of the body."""
        from content_lint.links.front_matter import find_front_matter_links  # for rules about links

        front_matter = self.document.front_matter
        if front_matter is None:
            return self.document.body.links
        found = find_front_matter_links(front_matter, self.settings, self.document.collection)
        return (*found, *self.document.body.links)

    @cached_property
    def destinations(self) -> tuple[Link, ...]:
        """The links whose destination stands in the file as it is rendered.

        Each destination comes once, also where a reference is used twice, and none that a template makes.
        """
        seen: set[Span] = set()
        kept: list[Link] = []
        for link in self.links:
            if link.templated or link.kind is LinkKind.LIQUID or link.destination_span in seen:
                continue
            seen.add(link.destination_span)
            kept.append(link)
        return tuple(kept)

    @cached_property
    def mail(self) -> tuple[tuple[Link, MailLink], ...]:
        """The ``mailto:`` links among the destinations, each with what it says.

        What nobody can see in them is invisible-character's to say: here an address counts as it is meant.
        """
        from content_lint.links.mail import is_mailto, read_mailto  # for rules about mail
        from content_lint.text.characters import strip_invisible

        visible = ((link, strip_invisible(link.destination)) for link in self.destinations if ":" in link.destination)
        return tuple((link, read_mailto(text)) for link, text in visible if is_mailto(text))

    @cached_property
    def dates(self) -> tuple[DateField, ...]:
        """The fields that stand for dates, as the generator reads them, in the order of the file."""
        from content_lint.rules.date_fields import find_date_fields  # only for rules about dates

        return tuple(find_date_fields(self))


@dataclass(frozen=True, slots=True)
class SiteContext:
    """What a site rule may know besides the site.

    Attributes:
        settings: the site's settings.
        now: the clock.
        earlier: the site before the change that is judged, or None where there is nothing to compare with.
        renamed: where files of the earlier site went.
    """

    settings: SiteSettings
    now: datetime
    earlier: Site | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)


class Rule(ABC, Generic[OptionsT]):
    """Base of all rules; keeps no state but its options."""

    meta: ClassVar[RuleMeta]
    scope: ClassVar[str]
    silence_tells: ClassVar[bool] = True
    """Whether a run in which it says nothing shows that a comment about it is of no use."""
    Options: ClassVar[type[Options]] = Options

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


@dataclass(frozen=True, slots=True)
class SuppressionUse:
    """One selector in a suppression comment: a rule's name or code, the beginning of codes, a family or ``ALL``.

    Attributes:
        suppression: the comment.
        name: as it is written there.
        span: its place.
        rules: the names of the rules that it selects; none where there are none of that name.
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
