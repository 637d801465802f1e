"""One line a finding: ``path:line:col: CODE name message. Help``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from content_lint.output.escape import visible
from content_lint.output.renderer import Renderer, with_fix
from content_lint.report.diagnostic import Diagnostic


def concise(renderer: Renderer) -> Iterator[str]:
    """The findings that are listed, a line each, with its line end; then those that are kept silent."""
    yield from concise_lines(renderer.listed(), renderer)
    yield from suppressed_lines(renderer)


def suppressed_lines(renderer: Renderer) -> Iterator[str]:
    """Where it is asked for, the findings that were kept silent, a line each that says by what and why."""
    if not renderer.show_suppressed:
        return
    for item in renderer.suppressed():
        line = "".join(concise_lines([item.diagnostic], renderer)).removesuffix("\n")
        reason = f": {visible(item.reason)}" if item.reason else ""
        yield f"{line} (suppressed by {'a comment' if item.by == 'comment' else f'the {item.by}'}{reason})\n"


def concise_lines(diagnostics: Iterable[Diagnostic], renderer: Renderer) -> Iterator[str]:
    """The same for some findings of a report."""
    for item in diagnostics:
        start = renderer.start(item.path, item.span)
        rule = f"{renderer.code(item)} {item.rule}".lstrip()
        yield f"{renderer.shown_path(item.path)}:{start.line}:{start.column}: {rule} {visible(with_fix(item))}\n"
