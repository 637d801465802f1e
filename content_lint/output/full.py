"""Findings for people: what is wrong, the place underlined, how to put it right, and where to read on."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.output.concise import suppressed_lines
from content_lint.output.escape import visible
from content_lint.output.excerpt import ExcerptLine, excerpt
from content_lint.output.fix_lines import fix_lines
from content_lint.output.renderer import Renderer
from content_lint.report.diagnostic import Diagnostic
from content_lint.text.source import SourceText, Span

_LEAST_COLUMNS = 40
_MARKS = {"-": "removed", "+": "added"}


def full(renderer: Renderer) -> Iterator[str]:
    """The findings that are listed, each a block with an empty line after it; then those that are kept silent.

    Where to read on about a rule is said once, at the last of its findings: it is the first that somebody sees.
    """
    shown = renderer.listed()
    last = {item.rule: number for number, item in enumerate(shown)}
    for number, item in enumerate(shown):
        more = last[item.rule] == number
        yield "".join(f"{line}\n" for line in _block(item, renderer, more=more))
    yield from suppressed_lines(renderer)


def _block(item: Diagnostic, renderer: Renderer, *, more: bool) -> Iterator[str]:
    style, source = renderer.style, renderer.source(item.path)
    head = " ".join(word for word in (item.severity.label, renderer.code(item), item.rule) if word)
    yield f"{style.paint(head, item.severity.label)}: {style.paint(visible(item.message), 'strong')}"
    lines = [] if source is None else _excerpt(source, item.span, renderer.columns)
    gutter = max((len(str(line.number)) for line in lines), default=1)
    margin, bar = " " * gutter, style.paint("|", "frame")
    start = renderer.start(item.path, item.span)
    yield f"{margin}{style.paint('-->', 'frame')} {renderer.shown_path(item.path)}:{start.line}:{start.column}"
    if lines:
        yield f"{margin} {bar}"
    for line in lines:
        if line.number == 0:
            yield f"{margin} {style.paint(':', 'frame')}"
            continue
        yield f"{style.paint(str(line.number).rjust(gutter), 'frame')} {bar} {line.text}".rstrip(" ")
        mark = style.paint("^" * line.cells, item.severity.label)
        yield f"{margin} {bar} {' ' * line.start}{mark}"
    if lines:
        yield f"{margin} {bar}"
    for word, role, text in _notes(item, renderer):
        yield f"{margin} {style.paint('=', 'frame')} {style.paint(f'{word}:', role)} {text}"
    if item.fix is not None and source is not None:
        for mark, text in fix_lines(source, item.fix):
            yield f"{margin}   {style.paint(f'{mark} {text}', _MARKS[mark])}"
    if more:
        yield f"{margin} {style.paint('=', 'frame')} {style.paint('more:', 'faint')} content-lint explain {item.rule}"
    yield ""


def _excerpt(source: SourceText, span: Span, columns: int) -> list[ExcerptLine]:
    digits = len(str(source.position(min(span.end, len(source.text))).line))
    return list(excerpt(source, span, max(columns, _LEAST_COLUMNS) - digits - 3))


def _notes(item: Diagnostic, renderer: Renderer) -> Iterator[tuple[str, str, str]]:
    """What is said below a finding, the fix last: its lines follow."""
    for related in item.related:
        start = renderer.start(related.path, related.span)
        where = f"{renderer.shown_path(related.path)}:{start.line}:{start.column}"
        yield "see", "strong", f"{where}: {visible(related.message)}"
    if item.help and not (item.fix and item.fix.title == item.help):
        yield "help", "help", visible(item.help)
    if item.fix is not None:
        yield "fix", "help", f"{visible(item.fix.title)} ({item.fix.safety.label})"
