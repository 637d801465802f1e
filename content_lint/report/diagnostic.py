"""What is said about content, and nothing about how it is shown."""

from enum import IntEnum

from msgspec import Struct, field

from content_lint.text.edits import Fix
from content_lint.text.source import Span


class Severity(IntEnum):
    """How much a finding matters; ordered."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word that outputs and configuration use."""
        return self.name.lower()


class Related(Struct, frozen=True):
    """Another place that belongs to a finding, with what is to be seen there."""

    path: str
    span: Span
    message: str


class Diagnostic(Struct, frozen=True):
    """One finding. Equality is over everything.

    Attributes:
        rule: the rule's name.
        severity: after configuration.
        path: from the site's root, with ``/``.
        span: the exact place.
        message: what is wrong, one line, lower case, no full stop, the real value in backticks.
        help: how to put it right, imperative, with the nearest candidate; may be empty.
        related: other places.
        fix: how the text can be changed, or None.
        data: plain values for machines, such as the resolved URL.
    """

    rule: str
    severity: Severity
    path: str
    span: Span
    message: str
    help: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    data: dict[str, object] = field(default_factory=dict)

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sorting key: by place, then rule and message, so that runs print alike."""
        return (self.path, self.span.start, self.span.end, self.rule, self.message)


def help_for(item: Diagnostic, path: str) -> str:
    """What to do, with the commands for the finding's file naming it by another path, that from the reader's folder."""
    if " --fix " not in item.help:
        return item.help
    from shlex import quote  # few findings name a command

    return item.help.replace(f" --fix {quote(item.path)}`", f" --fix {quote(path)}`")
