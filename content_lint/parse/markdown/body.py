"""The body of a file: links, headings, comments and the like, as the site's generator reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from content_lint.parse.dialect import Dialect
from content_lint.parse.facts import Body, Heading, LinkKind, UnmadeLink
from content_lint.parse.markdown.collector import Collector, HeadingDraft, Run
from content_lint.parse.markdown.html_page import html_text, read_html
from content_lint.parse.markdown.liquid import mask_templates
from content_lint.parse.markdown.plain_text import shown_text
from content_lint.parse.markdown.positions import Container, body_container
from content_lint.parse.markdown.spans import SpanScanner
from content_lint.text.regex import regex
from content_lint.text.source import SourceText, Span

# A link for which no rule can end it elsewhere: it is the same in its cell and in the row.
_WHOLE_LINK = regex(r"\[[^\[\]|]*+\]\([^()\"'\s|]*+\)")
_CODE = regex(r"`[^`|]*+`")
_HASH = regex(r"[\"'`]#([^\"'`\s#<>]{1,100})[\"'`]")


def read_body(source: SourceText, span: Span, dialect: Dialect) -> Body:
    """Read the Markdown between two offsets of a file. Never raises; linear in the text.

    Args:
        source: the file.
        span: where its body is.
        dialect: its flavour of Markdown, and the templates in it.
    """
    if dialect.is_mdx(source.path):
        begin_mdx, scanner = _mdx()
        collector = begin_mdx(source.text, span)
    else:
        collector, scanner = _begin(source.text, span, dialect)
    # What the whole body has none of need not be looked for in each of its stretches.
    marks = [mark for mark in scanner.marks if mark in collector.masked.text]
    notes: list[Run] = []
    for item in collector.runs:
        if isinstance(item, HeadingDraft):
            collector.headings.append(_heading(collector, scanner, item, typography=dialect.typography))
        elif item.footnote is not None:
            notes.append(item)
        elif _has_marks(item, marks):
            scanner(collector, item).scan()
    # kramdown shows a footnote only where something refers to it: the text, or another footnote.
    for _ in range(2):
        waiting, notes = notes, []
        for note in waiting:
            if note.footnote in collector.noted:
                scanner(collector, note).scan()
            else:
                notes.append(note)
    if collector.rows:
        _links_cut_by_cells(collector, scanner)
    for cell in collector.surplus:
        trial = Collector(collector.text, collector.masked, definitions=collector.definitions)
        scanner(trial, cell).scan()
        collector.lost.extend(UnmadeLink(link.span, link.destination_span, "cell") for link in trial.links)
    return _body(collector, span)


def _begin(text: str, span: Span, dialect: Dialect) -> tuple[Collector, type[SpanScanner]]:
    """A collector with the blocks of a body, and how what is in them is read."""
    masked = mask_templates(text, span.start, span.end, dialect)
    collector = Collector(text, masked, last_attribute=dialect.markdown == "kramdown")
    collector.links.extend(masked.links)
    collector.code.extend(masked.code)
    read_blocks, scanner = _reader_of(dialect.markdown, dialect.extensions, gfm=dialect.gfm)
    read_blocks(collector, body_container(text, span.start, span.end, masked.text))
    return collector, scanner


@cache
def _mdx() -> tuple[Callable[[str, Span], Collector], type[SpanScanner]]:
    from content_lint.parse.markdown.mdx.body import MdxSpans, begin_mdx  # for its own files

    return begin_mdx, MdxSpans


@cache
def _reader_of(
    markdown: str, extensions: frozenset[str], *, gfm: bool
) -> tuple[Callable[[Collector, Container], None], type[SpanScanner]]:
    """What reads the blocks, and what reads what is in them. Each reader is imported for its own sites."""
    if markdown == "kramdown":
        from content_lint.parse.markdown.kramdown.blocks import read_kramdown
        from content_lint.parse.markdown.kramdown.spans import KramdownSpans

        return partial(read_kramdown, gfm=gfm), KramdownSpans
    if markdown == "python":
        from content_lint.parse.markdown.python.blocks import read_python
        from content_lint.parse.markdown.python.spans import spans_for

        return partial(read_python, extensions=extensions), spans_for(extensions)
    from content_lint.parse.markdown.commonmark.blocks import read_blocks
    from content_lint.parse.markdown.commonmark.spans import CommonMarkSpans, GoldmarkSpans

    goldmark = markdown == "goldmark"
    return partial(read_blocks, goldmark=goldmark), GoldmarkSpans if goldmark else CommonMarkSpans


def _links_cut_by_cells(collector: Collector, scanner: type[SpanScanner]) -> None:
    """Note links that a table's row would hold if its ``|`` did not end a cell inside them."""
    found = {link.destination_span for link in collector.links}
    for row in collector.rows:
        if _is_whole(row.container.text[row.start : row.end]):
            continue
        trial = Collector(collector.text, collector.masked, definitions=collector.definitions)
        scanner(trial, row).scan()
        for link in trial.links:
            if link.kind in {LinkKind.INLINE, LinkKind.IMAGE} and link.destination_span not in found:
                collector.lost.append(UnmadeLink(link.span, link.destination_span, "table"))


def _is_whole(row: str) -> bool:
    """Whether a row surely holds no link that is another one, or none, in a cell; most rows are like that."""
    if "[" not in row:
        return True
    # What takes brackets for its own must not begin in one cell and end in another.
    if "<" in row or "``" in row or "\\" in row or any(cell.count("`") % 2 for cell in row.split("|")):
        return False
    return "[" not in _WHOLE_LINK.sub("", _CODE.sub("", row) if "`" in row else row)


def _has_marks(run: Run, marks: list[str]) -> bool:
    text, start, end = run.container.text, run.start, run.end
    for mark in marks:  # noqa: SIM110 - any() over a generator costs more than the search
        if text.find(mark, start, end) >= 0:
            return True
    return False


def _heading(collector: Collector, scanner: type[SpanScanner], draft: HeadingDraft, *, typography: bool) -> Heading:
    run = draft.run
    place = collector.span(run.container, run.start, run.end)
    if draft.raw:
        text = html_text(run.container.text[run.start : run.end])
    else:
        # Most headings are nothing but text.
        marked = scanner.token.search(run.container.text, run.start, run.end)
        cuts = scanner(collector, run).scan() if marked else []
        text = shown_text(run.container.text, run.start, run.end, cuts, typography=typography)
    return Heading(
        draft.level,
        text,
        collector.text[place.start : place.end],
        place,
        draft.explicit_id,
        draft.in_html,
        collector.masked.touches_template(place.start, place.end),
    )


def _body(collector: Collector, span: Span) -> Body:
    return Body(
        span,
        tuple(sorted(collector.links, key=lambda link: link.span)),
        tuple(collector.headings),
        tuple(sorted(collector.lost, key=lambda lost: lost.span)),
        tuple(sorted(collector.undefined, key=lambda item: item.span)),
        collector.comments_with_blocks(span.end),
        (*(value for _, value in sorted(collector.ids)), *_fragments_of_scripts(collector.text, span)),
        tuple(sorted(collector.code)),
        collector.masked.templates,
        min(collector.bases, default=(0, ""))[1],
        tuple(sorted(collector.mdx_faults, key=lambda fault: fault.span)),
    )


def _fragments_of_scripts(text: str, span: Span) -> Iterator[str]:
    """The fragments for which a script in the body does something where the page's address has them."""
    if text.find("location.hash", span.start, span.end) < 0:
        return
    start = text.find("<script", span.start, span.end)
    while start >= 0:
        end = text.find("</script", start, span.end)
        end = span.end if end < 0 else end
        if text.find("location.hash", start, end) >= 0:
            yield from (match[1] for match in _HASH.finditer(text, start, end))
        start = text.find("<script", end, span.end)


def read_html_body(source: SourceText, span: Span, dialect: Dialect) -> Body:
    """Read the HTML between two offsets of a file that is no Markdown. Never raises; linear in the text.

    Args:
        source: the file.
        span: where its body is.
        dialect: tells whose templates are in it.
    """
    masked = mask_templates(source.text, span.start, span.end, dialect)
    collector = Collector(source.text, masked)
    collector.links.extend(masked.links)
    read_html(collector, body_container(source.text, span.start, span.end, masked.text))
    return _body(collector, span)
