from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from content_lint.parse.facts import Document, FenceState
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.rule import DocumentRule, Options, RuleMeta, option


@dataclass(frozen=True, slots=True)
class MissingFrontMatterOptions(Options):
    """Which files do without."""

    allow: tuple[str, ...] = option(
        ("CHANGELOG", "CODE_OF_CONDUCT", "CONTRIBUTING", "LICENSE", "README", "SECURITY"),
        "File names, without their ending, that need no front matter in any folder.",
    )


class MissingFrontMatter(DocumentRule[MissingFrontMatterOptions]):
    """A document begins without front matter.

    ## Why this matters
    The lines between two `---` at the top of a file are its front matter: title, date and the like. Jekyll
    takes a file without them for a file that is no page, and copies it as it is: readers get raw Markdown, or
    nothing. Hugo makes a page of it, but one without a title and a date, so there it is a warning.

    ## Bad
    ~~~md
    The summer party is on the roof.
    ~~~

    ## Good
    ~~~md
    ---
    title: Summer party
    ---
    It is on the roof.
    ~~~
    """

    meta = RuleMeta(
        "SY101",
        "missing-front-matter",
        Severity.ERROR,
        whole_file=("undecodable-text", "hidden-front-matter", "unclosed-front-matter"),
    )
    Options = MissingFrontMatterOptions

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """A finding for a document of a collection that has no front matter."""
        if document.header is not FenceState.MISSING or document.source.undecodable is not None:
            return
        text = document.source.text
        old_line_ends = text.startswith("---\r") and not text.startswith("---\r\n")
        wide = "\0" in text[:8]
        if not self._is_wanted(document, context, damaged=old_line_ends or wide):
            return
        help_ = "Begin the file with three lines: `---`, `title: Its title`, `---`."
        what = "this file has no front matter" if text.strip() else "this file is empty"
        if old_line_ends:
            what = "the lines of this file end as on old Macintosh computers"
            help_ = "Save the file with Unix line ends (LF); every editor can."
        elif wide:
            what, help_ = "this file is written in UTF-16", "Save the file as UTF-8; every editor can."
        generator = context.settings.generator
        yield self.report(
            document.path,
            document.header_span,
            f"{what}{generator.says.missing}",
            help=help_,
            severity=Severity.WARNING if generator.front_matter == "expected" else Severity.ERROR,
        )

    def _is_wanted(self, document: Document, context: DocumentContext, *, damaged: bool) -> bool:
        """Whether a file is one that should have front matter; a damaged one may have been meant to have it."""
        wanted = context.settings.generator.front_matter
        # Where it is needed, such a file outside of collections is a static file, and meant as one. Where it is not,
        # nobody has said that files of no collection are pages at all.
        if document.collection is None and wanted != "expected" and not damaged:
            return False
        # Most generators make a page of any Markdown file; a schema asks for more.
        if wanted == "optional" and (context.collection is None or context.collection.schema is None):
            return False
        name = document.path.rpartition("/")[2].partition(".")[0]
        return name.casefold() not in {allowed.casefold() for allowed in self.options.allow}
