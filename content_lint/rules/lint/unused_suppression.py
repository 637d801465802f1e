from __future__ import annotations

from collections.abc import Iterator, Sequence

from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.rule import Options, RuleMeta, SuppressionRule, SuppressionUse, replace
from content_lint.text.edits import Fix, Safety
from content_lint.text.regex import regex
from content_lint.text.source import SourceText, Span

_MARKS = regex(r"[ \t]*(?:(?:>|[-+*]|\d{1,9}[.)]|#{1,6})[ \t]*)*")
_PARAGRAPH = regex(r"#{1,6} |(?!\d+[.)])\w|\[(?!\^|[^\]\n]*\]:)")
"""What begins no item of a list, no code and nothing that belongs to the block above it."""


class UnusedSuppression(SuppressionRule[Options]):
    """A comment silences a rule that finds nothing there.

    ## Why this matters
    A suppression that no longer suppresses anything hides the next real problem at its place, and
    tells readers of the source about a fault that is long gone.

    ## Bad
    ~~~md
    ---
    title: A walk in the park
    ---
    <!-- content-lint: ignore[vague-link-text] the campaign wants it -->
    Read [the story of the walk](https://www.example.com/walk/).
    ~~~

    ## Good
    ~~~md
    ---
    title: A walk in the park
    ---
    <!-- content-lint: ignore[vague-link-text] the campaign wants it -->
    The story of the walk is [here](https://www.example.com/walk/).
    ~~~
    """

    meta = RuleMeta("CL101", "unused-suppression", Severity.WARNING)

    def check(self, document: Document, uses: Sequence[SuppressionUse], context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each named rule that found nothing there, or whose time is over."""
        today = context.now.astimezone(context.settings.zone).date()
        for use in uses:
            if not use.rules or use.used or not use.judged or use.suppression.fault:
                continue
            until = use.suppression.until
            message = f"`{use.name}` finds nothing here"
            if until is not None and until <= today:
                message = f"the suppression of `{use.name}` ended on {until.isoformat()}"
            yield self.report(
                document.path,
                use.span,
                message,
                help="Delete the rule from the comment, or the whole comment if it names no other.",
                fix=_removal(document, use),
            )


def _removal(document: Document, use: SuppressionUse) -> Fix:
    """Without this rule: the shorter list, or no comment at all (with its line, where it had one to itself)."""
    source, comment = document.source, use.suppression.span
    names = use.suppression.rules
    if len(names) > 1:
        index = next(place for place, (_, span) in enumerate(names) if span == use.span)
        cut = Span(names[index - 1][1].end, use.span.end) if index else Span(use.span.start, names[1][1].start)
        return replace(f"Remove `{use.name}` from the comment", document.path, cut, "", Safety.SAFE)
    cut = _with_line(source, comment)
    safety = Safety.SAFE if _is_apart(document, comment, cut) else Safety.UNSAFE
    return replace("Remove the comment", document.path, cut, "", safety)


def _is_apart(document: Document, comment: Span, cut: Span) -> bool:
    """Whether the text around a comment is the same without it.

    To Markdown a comment is a block of its own: it parts paragraphs and lists, and where a line begins with it, the
    rest of that line is HTML.
    """
    text = document.source.text
    if comment.start < document.body.span.start:
        return True  # in the front matter it is YAML's
    before, after = text[document.body.span.start : cut.start], text[cut.end :]
    if not before.endswith("\n") and before:
        line = before.rpartition("\n")[2]
        return _MARKS.sub("", line).strip() != ""
    last = before.rstrip("\r\n")
    if last and before.count("\n", len(last)) < 2:
        return False  # it ends the paragraph above it
    return not last or not after.strip() or _PARAGRAPH.match(after.lstrip("\r\n")) is not None


def _with_line(source: SourceText, comment: Span) -> Span:
    first, last = source.position(comment.start).line, source.position(comment.end).line
    start, end = source.line_span(first).start, source.line_span(last).end
    if source.text[start : comment.start].strip() or source.text[comment.end : end].strip():
        before = source.text[start : comment.start]
        return Span(comment.start - (len(before) - len(before.rstrip(" \t"))), comment.end)
    return Span(start, source.line_starts[last] if last < source.line_count else end)
