from __future__ import annotations

import re
from collections.abc import Iterator

from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown
from content_lint.text.regex import regex

_DECLARED = regex(r"\b(?:alt|title|role|aria-hidden|aria-label|aria-labelledby)\s*=|\salt(?=[\s/>])", re.IGNORECASE)
_ATTRIBUTES = regex(r"\{:?[^{}\n]{0,300}\balt=")


class MissingAlt(DocumentRule[Options]):
    """An image has no text for people who cannot see it.

    ## Why this matters
    A screen reader says "image" and perhaps its file name. The words between the brackets are what it
    reads instead, and what everybody sees while the image does not load. An image in HTML that is only
    decoration says so with `alt=""`; one with a `title` is read by that.

    ## Bad
    ~~~md
    ---
    title: The march
    ---
    ![](https://www.example.com/march.jpg)
    ~~~

    ## Good
    ~~~md
    ---
    title: The march
    ---
    ![Marchers with a banner on a bridge](https://www.example.com/march.jpg)

    <img src="https://www.example.com/line.png" alt="">
    ~~~
    """

    meta = RuleMeta("TX201", "missing-alt", Severity.WARNING)

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each image without a text, unless it says that it needs none."""
        del context
        for link in document.body.links:
            if link.kind is LinkKind.IMAGE:
                missing = not link.label.strip() and not _is_described(document, link)
            elif link.tag == "img.src":
                missing = not _is_declared(document, link)
            else:
                continue
            # An image without an address shows nothing to anybody.
            if missing and link.raw:
                brackets = link.kind is LinkKind.IMAGE
                yield self.report(
                    document.path,
                    link.span,
                    f"image {shown(link.raw)} has no text for people who cannot see it",
                    help="Write between the brackets what it shows." if brackets else "Add `alt` with what it shows.",
                )


def _is_described(document: Document, link: Link) -> bool:
    """Whether a Markdown image gets its text from a template, or from an attribute list after it."""
    if link.label_span is not None and document.source[link.label_span].strip():
        return True
    behind = document.source.text[link.span.end : link.span.end + 1]
    return behind == "{" and _ATTRIBUTES.match(document.source.text, link.span.end) is not None


def _is_declared(document: Document, link: Link) -> bool:
    """Whether an HTML image has an `alt`, empty or not, is hidden from screen readers, or is made by a template.

    Without `alt`, `aria-label` and `title` are what is read (https://www.w3.org/TR/html-aam-1.0/#img-element-accessible-name-computation).
    """
    tag = document.source[link.span]
    return "{{" in tag or "{%" in tag or _DECLARED.search(tag) is not None
