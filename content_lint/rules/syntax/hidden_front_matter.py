from __future__ import annotations

from collections.abc import Iterator

from content_lint.parse.facts import Document, FenceState
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.editor_words import consequence, loses_post
from content_lint.rules.rule import DocumentRule, Options, RuleMeta, replace
from content_lint.text.characters import strip_invisible
from content_lint.text.edits import Safety
from content_lint.text.source import BOM, Span


class HiddenFrontMatter(DocumentRule[Options]):
    r"""There is something before the front matter, so it is not seen.

    ## Why this matters
    Jekyll looks for `---` in the very first line. An empty line, a space, or the mark that some Windows
    programs put at the beginning of a file (which nobody can see) hides it: the post is copied as it is,
    front matter and all, and is missing from every list. Hugo and Astro pass over empty lines; Eleventy, MkDocs and
    Docusaurus show the front matter to readers as text. Where the generator is not known, this is a warning.

    ## Bad
    ~~~md

    ---
    title: Summer party
    ---
    ~~~

    ~~~md escapes
    \ufeff---
    title: Summer party
    ---
    ~~~

    ## Good
    ~~~md
    ---
    title: Summer party
    ---
    ~~~
    """

    meta = RuleMeta("SY107", "hidden-front-matter", Severity.ERROR, whole_file=("undecodable-text",))

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """A finding at the opening fence that the generator does not see."""
        if document.header is not FenceState.HIDDEN:
            return
        before = Span(0, document.header_span.start)
        text = document.source[before]
        removable = not strip_invisible(text.replace(BOM, "")).strip()
        # A file that was only copied has never been rendered: a template in it may be meant as text, or stop the build.
        templates = "{{" in document.source.text or "{%" in document.source.text
        safety = Safety.UNSAFE if templates else Safety.SAFE
        generator = context.settings.generator
        effect = f"{generator.called} does not see" if generator.modelled else "not every program sees"
        yield self.report(
            document.path,
            document.header_span,
            f"{_named(text)} before the first `---`: {effect} the front matter{consequence(context)}",
            help="Delete it, so that the file begins with `---`",
            severity=Severity.ERROR if generator.modelled or loses_post(context) else Severity.WARNING,
            fix=replace("Delete what is before it", document.path, before, "", safety) if removable else None,
        )


def _named(text: str) -> str:
    """What is before the fence, in words."""
    if text == BOM:
        return "there is an invisible character (a byte order mark)"
    if text and not strip_invisible(text).strip() and not text.isspace():
        return "there is an invisible character"
    if text.strip():
        return "there is something"
    return "there is an empty line" if "\n" in text else "there is a space"
