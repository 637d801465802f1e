"""What the Liquid in a page's own text adds to the places on it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator

from msgspec import Struct, field

from content_lint.parse.facts import Document, Heading
from content_lint.parse.markdown.liquid import PLACEHOLDER
from content_lint.site.anchors import gfm_id, is_raw_html
from content_lint.site.generators.jekyll.config import IdRule
from content_lint.site.layouts import Handed, handed_on, include_path
from content_lint.site.page_anchors import OpenId
from content_lint.text.regex import regex
from content_lint.text.source import Span

_TAG = regex(r"\{%-?\s*+(\w++)")
# Liquid's and Jekyll's own choose, repeat, count and quote; those of plugins show a picture, a film, a symbol or a
# link, or list what the page holds.
_QUIET = frozenset(
    """
    assign break capture case comment continue cycle decrement echo else elsif endcapture endcase endcomment endfor
    endhighlight endif endifchanged endraw endtablerow endunless for highlight if ifchanged increment link post_url raw
    tablerow unless when

    asset audio avatar codepen css emoji endfigure fa feed_meta figure font_awesome gist github_edit_link icon image
    img javascript js jsfiddle last_modified_at octicon picture responsive_image seo soundcloud spotify stylesheet svg
    t toc translate tweet twitter video vimeo youtube
    """.split()  # noqa: SIM905 - a list of words is read more easily than a list of literals
)
_RELATIVE = regex(r"\{%-?\s*+include_relative\s++([^\s%]++)\s*+-?%\}\Z")
_OUTPUT = regex(r"\{\{-?\s*+([\w.\[\]\"'-]*+)([^}]*+)")
_TEXTS = frozenset({"content", "output", "excerpt", "html", "body", "text", "markdown", "description"})
_RENDERS = regex(r"\|\s*+(?:markdownify|render|liquify|inject_anchors|toc\w*)\b")
_OWN = regex(r"(?:site|page)\.")
_LOOP = regex(r"\{%-?\s*+(for|endfor|tablerow|endtablerow)\b")
_MARKUP = regex(r"[\[\]<>&_\\`]")
_HOLE = regex(f"{PLACEHOLDER}+")


class BodyTags(Struct):
    """The Liquid of one text.

    Attributes:
        includes: the paths of what it includes.
        handed: what it hands to that.
        makers: the tags that may make any places, each as it is to be called.
        relative: the files that it includes from its own folder, as they are named.
        loops: the parts of the text that come as often as a loop goes round.
    """

    includes: list[str] = field(default_factory=list)
    handed: list[Handed] = field(default_factory=list)
    makers: list[tuple[Span, str]] = field(default_factory=list)
    relative: list[str] = field(default_factory=list)
    loops: list[Span] = field(default_factory=list)

    def repeats(self, place: int) -> bool:
        """Whether a place is in a loop."""
        index = bisect_right(self.loops, place, key=lambda span: span.start)
        return index > 0 and place < self.loops[index - 1].end


def read_tags(document: Document, quiet: frozenset[str]) -> BodyTags:
    """What the Liquid of a text does; ``quiet`` are tags of the site's own that make no places."""
    found = BodyTags()
    depth, start = 0, 0
    for span in document.body.templates:
        tag = document.source[span]
        path = include_path(tag)
        if path is not None:
            found.includes.append(path)
            found.handed += handed_on(tag)
        elif (beside := _RELATIVE.match(tag)) is not None and "{" not in beside[1]:
            found.relative.append(beside[1])
        elif maker := _maker(tag, quiet):
            found.makers.append((span, maker))
        loop = _LOOP.match(tag)
        if loop is None:
            continue
        start = span.start if depth == 0 else start
        depth += -1 if loop[1].startswith("end") else 1
        if depth == 0:
            found.loops.append(Span(start, span.end))
        depth = max(depth, 0)
    return found


def _maker(tag: str, quiet: frozenset[str]) -> str:
    """What is to be called a maker of places in a tag or an output; empty where it makes none."""
    match = _TAG.match(tag)
    if match is not None:
        name = match[1]
        known = name in _QUIET or name in quiet or name.removeprefix("end") in quiet
        return "" if known else f"{{% {name} %}}"
    output = _OUTPUT.match(tag)
    if output is None:
        return ""
    name = output[1].rpartition(".")[2].strip("\"'[]")
    whole = name in _TEXTS and not (name == "description" and _OWN.match(output[1]))
    return f"{{{{ {output[1]} }}}}" if whole or _RENDERS.search(output[2]) else ""


def open_ids(
    document: Document, tags: BodyTags, rule: IdRule, *, gfm: bool, render: Callable[[Span], str | None]
) -> Iterator[OpenId | str]:
    """The ids in which templates of a text take part; as text where it is known what they write.

    Args:
        document: the document.
        tags: its templates.
        rule: how headings get their ids.
        gfm: whether ids of headings are made as GitHub does.
        render: gives a part of the text with its templates worked out, or None where only rendering tells.
    """
    for item in document.body.ids:
        if PLACEHOLDER in item:
            yield _open(item)
    for heading in document.body.headings if rule.made else ():
        if heading.explicit_id is not None or is_raw_html(heading):
            continue
        if heading.templated:
            made = _of_heading(document, heading, render) if gfm and not heading.in_html else OpenId()
            yield rule.prefix + made if isinstance(made, str) else OpenId(rule.prefix + made.start, made.end)
        elif tags.repeats(heading.span.start):
            yield OpenId(f"{rule.prefix}{gfm_id(heading.text)}-")


def _of_heading(document: Document, heading: Heading, render: Callable[[Span], str | None]) -> OpenId | str:
    """What is known of the id of a heading in which templates take part."""
    rendered = render(heading.span)
    if rendered is not None and not _MARKUP.search(rendered):
        return gfm_id(rendered.strip().lstrip("#").strip())
    start, _, _ = document.source[heading.span].partition("{")
    _, _, end = document.source[heading.span].rpartition("}")
    # Of markup only rendering tells what is left.
    return OpenId(*("" if _MARKUP.search(part) else gfm_id(part) for part in (start, end)))


def _open(text: str) -> OpenId:
    parts = _HOLE.split(text)
    return OpenId(parts[0], parts[-1])
