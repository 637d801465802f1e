from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document, FenceState
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.rules.wording import typed
from content_lint.schema.required import required_keys
from content_lint.site.index import Site
from content_lint.site.taken_in import is_taken_in
from content_lint.text.regex import regex

_IN_CODE = regex(r"(`{3,}+|~{3,}+)[^\S\n]*+[\w+-]*+[^\S\n]*+\n(---|\+\+\+)[^\S\n]*\n(?s:.{1,20000}?)\n\2[^\S\n]*\n")
"""Front matter as programs that write answers hand it out, for somebody to copy."""
_BEGIN = "Begin the file with three lines: `---`, `title: Its title`, `---`."


class MissingFrontMatterOptions(Options, frozen=True):
    """Which files do without."""

    allow: Annotated[tuple[str, ...], "File names, without their ending, that need no front matter in any folder."] = (
        "CHANGELOG",
        "CODE_OF_CONDUCT",
        "CONTRIBUTING",
        "LICENSE",
        "README",
        "SECURITY",
    )


class MissingFrontMatter(SiteRule[MissingFrontMatterOptions]):
    """A document begins without front matter.

    ## Why this matters
    The lines between two `---` at the top of a file are its front matter: title, date and the like. Jekyll
    takes a file without them for a file that is no page, and copies it as it is: readers get raw Markdown, or
    nothing. Only for a part of a page, which `include_relative` takes in, that is as it should be. Hugo makes a
    page of such a file, but one without a title and a date, so there it is a warning. Where a generator asks for no
    front matter, only a schema that requires a field makes this a fault.

    ## Bad
    ~~~md
    The summer party is on the roof.
    ~~~

    ## Good
    ~~~md
    ---
    title: Summer party
    ---
    It is on the roof.
    ~~~
    """

    meta = RuleMeta(
        "SY101",
        "missing-front-matter",
        Severity.ERROR,
        whole_file=("undecodable-text", "hidden-front-matter", "unclosed-front-matter"),
    )
    Options = MissingFrontMatterOptions

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """A finding for each document of a collection that has no front matter."""
        for document in site.looked_at():
            # The text is looked at last: of most files it is not known without reading them.
            if (
                document.header is FenceState.MISSING
                and self._is_wanted(document, context.settings, damaged=True)
                and not is_taken_in(site, document.path)
                and document.source.undecodable is None
            ):
                yield from self._without(document, context.settings)

    def _without(self, document: Document, settings: SiteSettings) -> Iterator[Diagnostic]:
        text = document.source.text
        old_line_ends = text.startswith("---\r") and not text.startswith("---\r\n")
        wide = "\0" in text[:8]
        if not self._is_wanted(document, settings, damaged=old_line_ends or wide):
            return
        help_ = _BEGIN
        what, help_ = _what_is_wrong(text, old_line_ends=old_line_ends, wide=wide)
        generator, why = settings.generator, settings.generator.says.missing
        if generator.front_matter == "optional":
            keys = _required(document, settings)
            are = "is" if len(keys) == 1 else "are"
            why = f", and {', '.join(f'`{key}`' for key in keys)} {are} required" if keys else ""
            if help_ is _BEGIN and keys:
                lines = ", ".join(f"`{key}:`" for key in keys)
                help_ = f"Begin the file with a line `---`, then {lines} with a value, then `---`."
        yield self.report(
            document.path,
            document.header_span,
            f"{what}{why}",
            help=help_,
            severity=Severity.WARNING if generator.front_matter == "expected" else Severity.ERROR,
        )

    def _is_wanted(self, document: Document, settings: SiteSettings, *, damaged: bool) -> bool:
        """Whether a file is one that should have front matter; a damaged one may have been meant to have it."""
        wanted = settings.generator.front_matter
        # Where it is needed, such a file outside of collections is a static file, and meant as one.
        if wanted == "needed" and document.collection is None and not damaged:
            return False
        # Most generators make a page of any Markdown file; a schema may ask for more.
        if wanted == "optional" and not _required(document, settings):
            return False
        name = document.path.rpartition("/")[2].partition(".")[0]
        return name.casefold() not in {allowed.casefold() for allowed in self.options.allow}


def _what_is_wrong(text: str, *, old_line_ends: bool, wide: bool) -> tuple[str, str]:
    """What a file has instead of front matter, and what to do about it."""
    if old_line_ends:
        return "the lines of this file end as on old Macintosh computers", (
            "Save the file with Unix line ends (LF); every editor can."
        )
    if wide:
        return "this file is written in UTF-16", "Save the file as UTF-8; every editor can."
    in_code = _IN_CODE.match(text)
    if in_code is not None:
        mark = in_code[1]
        return (
            f"the front matter of this file is inside a code block, which the {mark} in the first line opens",
            f"Delete that line, and the {mark} that ends the block: {typed(in_code[2])} is then the first line.",
        )
    return "this file has no front matter" if text.strip() else "this file is empty", _BEGIN


def _required(document: Document, settings: SiteSettings) -> list[str]:
    """The fields that the document's schema insists on, and that no defaults fill in."""
    collection = settings.collection_of(document.path, document.collection)
    defaults = settings.defaults_of(document.path, document.collection)
    return [key for key in required_keys(collection.schema if collection else None) if defaults.get(key) is None]
