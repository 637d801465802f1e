from __future__ import annotations

from collections.abc import Iterator

from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.rule import DocumentRule, Options, RuleMeta

_REASONS = {
    "comment": ("a comment of HTML", "Write it as `{/* its text */}`"),
    "address": ("an address in angle brackets", "Write it as `[its text](its address)`, or without the brackets"),
    "less-than": ("a `<` that begins no tag", "Write `&lt;`, or put a space after it"),
    "heading-id": ("an id in braces", "Leave it out: the heading gets its id from its text"),
    "brace": ("a `{` that nothing closes", "Write `\\{` where the sign itself is meant, or close it"),
}


class UnreadableMdx(DocumentRule[Options]):
    """A file of MDX holds what stops the build.

    ## Why this matters
    MDX reads tags and braces as a program. What is harmless in Markdown, such as a comment of HTML, an address in
    angle brackets or a single `{`, ends the whole build there, and nothing new is published.

    ## Bad
    ~~~yaml file=_config.yml
    ~~~
    ~~~js file=astro.config.mjs
    import mdx from "@astrojs/mdx";
    export default { integrations: [mdx()] };
    ~~~
    ~~~md file=src/pages/tides.mdx
    ---
    title: Tides
    ---
    <!-- to be checked -->
    High water is at noon.
    ~~~

    ## Good
    ~~~yaml file=_config.yml
    ~~~
    ~~~js file=astro.config.mjs
    import mdx from "@astrojs/mdx";
    export default { integrations: [mdx()] };
    ~~~
    ~~~md file=src/pages/tides.mdx
    ---
    title: Tides
    ---
    {/* to be checked */}
    High water is at noon.
    ~~~
    """

    meta = RuleMeta("SY108", "unreadable-mdx", Severity.ERROR)

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each place at which the build stops."""
        generator = context.settings.generator
        if not generator.stops_at_mdx:
            return
        for fault in document.body.mdx_faults:
            what, cure = _REASONS[fault.reason]
            yield self.report(document.path, fault.span, f"{generator.called} stops here: {what} is no MDX", help=cure)
