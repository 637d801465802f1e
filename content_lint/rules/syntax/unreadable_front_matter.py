from __future__ import annotations

from collections.abc import Iterator

from content_lint.parse.facts import Document, FrontMatterError, FrontMatterFault
from content_lint.report.diagnostic import Diagnostic, Related, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.editor_words import consequence
from content_lint.rules.rule import DocumentRule, Options, RuleMeta, replace
from content_lint.rules.wording import typed
from content_lint.text.edits import Safety
from content_lint.text.source import SourceText

_LONGEST_LINE = 200  # what somebody may be asked to type
_FAULTS = frozenset({FrontMatterFault.SYNTAX, FrontMatterFault.NOT_A_MAPPING})


class UnreadableFrontMatter(DocumentRule[Options]):
    """The front matter cannot be read.

    ## Why this matters
    One colon or quote in the wrong place, and nothing of the front matter is read. Jekyll publishes the post
    all the same, without title and date and under an address that changes every day; Hugo stops.

    Sites of SvelteKit's and Next.js' read it by a program of their own, which need not stop: there it is a warning.

    The commonest cause is a colon followed by a space inside of a value. Quotes around the value cure it.

    ## Bad
    ~~~md
    ---
    title: Summer party: the roof
    ---
    ~~~

    ## Good
    ~~~md
    ---
    title: "Summer party: the roof"
    ---
    ~~~
    """

    meta = RuleMeta("SY103", "unreadable-front-matter", Severity.ERROR, whole_file=("undecodable-text",))

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """A finding at the place where the generator stops reading."""
        error = document.front_matter.error if document.front_matter is not None else None
        if error is None or error.fault not in _FAULTS:
            return
        path, fix = document.path, None
        if error.replacement is not None:
            title = error.help.rstrip(".") or "Fix the line"
            fix = replace(title, path, error.span, error.replacement, Safety.UNSAFE)
        related: tuple[Related, ...] = ()
        if error.related is not None and error.related.start != error.span.start:
            related = (Related(path, error.related, "it began here"),)
        builder = context.settings.builder
        own_reader = builder is not None and builder.own_reader
        about_all = error.problem.startswith("the front matter ")
        yield self.report(
            path,
            error.span,
            (error.problem[len("the ") :] if about_all else f"front matter cannot be read: {error.problem}")
            + (", unless a program of this site's own reads it otherwise" if own_reader else "")
            + context.settings.generator.says.unreadable
            + consequence(context),
            help=_line_to_type(document.source, error) or error.help[:1].upper() + error.help[1:],
            related=related,
            fix=fix,
            data={"detail": error.detail} if error.detail else None,
            severity=Severity.WARNING if own_reader else None,
        )


def _line_to_type(source: SourceText, error: FrontMatterError) -> str:
    """The help that shows the whole line as it would be read; empty where it takes more than that line."""
    if error.replacement is None or "\n" in error.replacement:
        return ""
    line = source.line_span(source.position(error.span.start).line)
    if error.span.end > line.end or error.span.start < line.start:
        return ""
    text = f"{source.text[line.start : error.span.start]}{error.replacement}{source.text[error.span.end : line.end]}"
    if len(text) > _LONGEST_LINE or text[:1].isspace():
        return ""  # blanks at the beginning cannot be seen in a sentence: the fix shows them
    return f"Write {typed(text.rstrip())}"
