from __future__ import annotations

from collections.abc import Iterator

from content_lint.parse.facts import Document, FenceState
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.editor_words import consequence
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown
from content_lint.text.regex import regex
from content_lint.text.source import SourceText

_MOST_LINES = 200
_SETTING = regex(r"[ \t]|#|- |-\Z|[\w.\"'-]+[ \t]*[:=]|[\]}\[{]")


class UnclosedFrontMatter(DocumentRule[Options]):
    """The front matter is opened but never closed.

    ## Why this matters
    Without the second `---` on a line of its own nobody can tell where the front matter ends. Jekyll then
    takes all of it for text: the post loses its title and date, and readers see the keys. Hugo stops.

    ## Bad
    ~~~md
    ---
    title: Summer party
    author: Jo

    It is on the roof.
    ~~~

    ## Good
    ~~~md
    ---
    title: Summer party
    author: Jo
    ---
    It is on the roof.
    ~~~
    """

    meta = RuleMeta("SY102", "unclosed-front-matter", Severity.ERROR, whole_file=("undecodable-text",))

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """A finding at the opening fence that has no partner."""
        if document.header is not FenceState.UNCLOSED:
            return
        fence = document.source[document.header_span] or "---"
        yield self.report(
            document.path,
            document.header_span,
            f"front matter has no closing `{fence}`{context.settings.generator.says.unclosed}{consequence(context)}",
            help=_help(document.source, fence),
        )


def _help(source: SourceText, fence: str) -> str:
    """Where the closing line belongs: above the first line that is no setting."""
    for number in range(2, min(source.line_count, _MOST_LINES) + 1):
        line = source[source.line_span(number)].rstrip()
        if line and not _SETTING.match(line):
            return f"Add a line `{fence}` above line {number}, {shown(line)}"
    return f"Add a line `{fence}` after the last setting"
