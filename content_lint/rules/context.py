"""What a rule may know besides the text in front of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from enum import StrEnum
from functools import cache, cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, field

from content_lint.cms.changes import Change, Fate
from content_lint.config.settings import Collection, SiteSettings
from content_lint.links.mail import MailLink, is_mailto, read_mailto
from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.rules.date_fields import DateField, find_date_fields
from content_lint.text.characters import strip_invisible
from content_lint.text.source import Span

if TYPE_CHECKING:
    from content_lint.config.forms import Form
    from content_lint.links.front_matter import FrontMatterLinks
    from content_lint.parse.dialect import Dialect
    from content_lint.schema.problems import Checked, SchemaProblem
    from content_lint.site.index import Site


class Interest(StrEnum):
    """What a document has to hold before a rule looks at it: the attribute of ``DocumentContext`` that has it."""

    ANYTHING = ""
    DATES = "dates"
    DESTINATIONS = "destinations"
    FORM = "form"
    MAIL = "mail"
    PROBLEMS = "problems"


class DocumentContext(Struct, frozen=True, dict=True):
    """What a document rule may know besides the document: nothing that changes with time or other files.

    Attributes:
        document: what is judged.
        settings: the site's settings.
        in_front_matter: finds links for all documents of these settings, or None.
    """

    document: Document
    settings: SiteSettings
    in_front_matter: FrontMatterLinks | None = None

    def holds(self, interest: Interest) -> bool:
        """Whether there is anything for a rule with this interest."""
        return not interest or bool(getattr(self, interest))

    @cached_property
    def collection(self) -> Collection | None:
        """The document's collection, or None for a page that the configuration puts into none."""
        return self.settings.collection_of(self.document.path, self.document.collection)

    @property
    def problems(self) -> tuple[SchemaProblem, ...]:
        """What the schema of the document's collection finds wrong; empty without a schema."""
        return () if self.checked is None else self.checked.problems

    @cached_property
    def checked(self) -> Checked | None:
        """What the schema of its collection makes of the front matter; None where there is nothing to check."""
        collection, front_matter = self.collection, self.document.front_matter
        if collection is None or collection.schema is None or front_matter is None or front_matter.error:
            return None
        from content_lint.schema.problems import check_values  # only with a schema

        defaults = self.settings.defaults_of(self.document.path, self.document.collection)
        return check_values(
            collection.schema,
            front_matter,
            defaults,
            zone=self.settings.zone,
            dialect=self.settings.dialect,
            fold_case=self.settings.generator.ignores_case,
        )

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links of the front matter, by type or by their look, then those of the body."""
        front_matter = self.document.front_matter
        if front_matter is None:
            return self.document.body.links
        finder = self.in_front_matter
        if finder is None:
            from content_lint.links.front_matter import FrontMatterLinks  # whoever asks of many documents has one

            finder = FrontMatterLinks(self.settings)
        found = finder.find(front_matter, self.collection.name if self.collection is not None else None)
        return (*found, *self.document.body.links)

    @cached_property
    def destinations(self) -> tuple[Link, ...]:
        """The links whose destination is in the file as it is rendered.

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

        Invisible characters in them are left out here: invisible-character reports those.
        """
        visible = ((link, strip_invisible(link.destination)) for link in self.destinations if ":" in link.destination)
        return tuple((link, read_mailto(text)) for link, text in visible if is_mailto(text))

    @cached_property
    def dates(self) -> tuple[DateField, ...]:
        """The fields that are dates, as the generator reads them, in the order of the file."""
        return self._find_dates(())

    def dates_with(self, keys: Sequence[str]) -> tuple[DateField, ...]:
        """The same and more: ``keys`` are dates whatever their value looks like, as ``event.start``."""
        front_matter = self.document.front_matter
        if front_matter is None or front_matter.data.keys().isdisjoint(key.partition(".")[0] for key in keys):
            return self.dates
        known = self._dates_with
        wanted = tuple(keys)
        if wanted not in known:
            known[wanted] = self._find_dates(wanted)
        return known[wanted]

    @cached_property
    def _dates_with(self) -> dict[tuple[str, ...], tuple[DateField, ...]]:
        """What ``dates_with`` has found, by keys."""
        return {}

    @cached_property
    def form(self) -> Form | None:
        """The form of the CMS that the document is edited in, or None."""
        forms, front_matter = self.settings.forms, self.document.front_matter
        return forms.of(self.document.path, front_matter.data if front_matter else None) if forms is not None else None

    @cached_property
    def fate(self) -> Fate:
        """What becomes of the whole file in the CMS."""
        if self.settings.forms is None or self.form is None:
            return Fate.KEPT
        fate_of, _ = _next_save()
        return fate_of(self.document, self.form, self.settings.forms.program)

    @cached_property
    def next_save(self) -> tuple[Change, ...]:
        """What the next save in the CMS changes in front matter that the CMS can read."""
        forms = self.settings.forms
        if forms is None or not forms.program or self.form is None or self.fate != "kept":
            return ()
        _, changes_of = _next_save()
        return changes_of(self.document, self.form, forms.program, self.settings.dialect, self.settings.zone)

    def _find_dates(self, keys: Sequence[str]) -> tuple[DateField, ...]:
        return tuple(find_date_fields(self.document, self.settings, self.collection, keys))


@cache
def _next_save() -> tuple[
    Callable[[Document, Form, str], Fate], Callable[[Document, Form, str, Dialect, tzinfo], tuple[Change, ...]]
]:
    from content_lint.cms.next_save import changes_of, fate_of  # only sites with a CMS

    return fate_of, changes_of


class SiteContext(Struct, frozen=True):
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
