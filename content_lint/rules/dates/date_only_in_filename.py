from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from content_lint.parse.facts import Document, FenceState
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.file_dates import date_in_name, may_be_named_after_date
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.text.source import Span


class DateOnlyInFilenameOptions(Options, frozen=True):
    """Where the rule speaks."""

    always: Annotated[
        bool, "Whether to speak also where the generator takes the date from the name and no CMS asks for one."
    ] = False


class DateOnlyInFilename(DocumentRule[DateOnlyInFilenameOptions]):
    """The date of a page is only in its file's name.

    ## Why this matters
    A CMS that has a field for the date shows it empty and sorts the page as one without a date, and whoever
    saves the page there gives it today's. A site without a generator that reads names has no date at all.
    Where Jekyll reads the name and no CMS is there, nothing is wrong, and the rule is silent.

    ## Bad
    ~~~yaml file=admin/config.yml
    backend: { name: github }
    media_folder: assets
    collections:
      - name: news
        folder: _news
        fields:
          - { name: title, widget: string }
          - { name: date, widget: datetime }
    ~~~

    ~~~md
    ---
    title: Members' meeting
    ---
    ~~~

    ## Good
    ~~~yaml file=admin/config.yml
    backend: { name: github }
    media_folder: assets
    collections:
      - name: news
        folder: _news
        fields:
          - { name: title, widget: string }
          - { name: date, widget: datetime }
    ~~~

    ~~~md
    ---
    title: Members' meeting
    date: 2020-01-02T09:00:00.000Z
    ---
    ~~~
    """

    meta = RuleMeta("DT202", "date-only-in-filename", Severity.INFO, for_readers=True)
    Options = DateOnlyInFilenameOptions

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """At most one finding, at the opening fence."""
        if (
            document.header is not FenceState.FOUND
            or (front_matter := document.front_matter) is None
            or front_matter.error
        ):
            return
        if not may_be_named_after_date(context) or (named := date_in_name(document.path)) is None:
            return
        if document.field("date") is not None:
            return
        if "date" in context.settings.defaults_of(document.path, document.collection):
            return
        if not (self.options.always or self._is_missed(context)):
            return
        fence = front_matter.opening if front_matter.opening.end > front_matter.opening.start else Span(0, 1)
        yield self.report(
            document.path,
            fence,
            f"the page's date, {named.isoformat()}, is only in its file's name",
            help=f"Add `date: {named.isoformat()}`",
        )

    def _is_missed(self, context: DocumentContext) -> bool:
        collection = context.collection
        if collection and any(
            item.path == ("date",) and item.widget in ("datetime", "date") for item in collection.cms_fields
        ):
            return True
        generator = context.settings.generator
        return not generator.modelled and not generator.dated_names
