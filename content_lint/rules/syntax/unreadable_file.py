from __future__ import annotations

from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.rule import FileRule, Options, RuleMeta
from content_lint.text.source import Span


class UnreadableFile(FileRule[Options]):
    """A post cannot be opened: no permission, a broken link, or far too large.

    ## Why this matters
    The generator cannot read it either: the build stops, or the page is missing without a word.
    Whatever else is wrong with the post cannot be seen.

    ## Bad
    ~~~text
    _news/2020-01-02-example.md -> ../drafts/example.md, which was deleted
    ~~~

    ## Good
    ~~~text
    _news/2020-01-02-example.md, an ordinary file with the post in it
    ~~~
    """

    meta = RuleMeta("SY105", "unreadable-file", Severity.ERROR)

    def finding(self, path: str, problem: str, cure: str) -> Diagnostic:
        """The finding for a file that could not be read: ``problem`` completes "`path` …"."""
        return self.report(path, Span(0, 0), f"`{path}` {problem}", help=cure)
