from __future__ import annotations

from collections.abc import Iterable, Iterator

from content_lint.parse.facts import Document, FrontMatterField
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.rules.wording import shown
from content_lint.site.index import Site
from content_lint.site.model import State

_OFF = {"draft": True, "published": False}
"""Keys that look as if they kept a page out of the site, and the value that does."""

_WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


class DraftWithoutEffect(SiteRule[Options]):
    """A page is called a draft, and is published all the same.

    ## Why this matters
    Not every site generator has drafts. MkDocs, Eleventy and Astro's collections read `draft: true` and publish the
    page all the same, unless the site itself does something about it. Its author believes that nobody sees the text.

    ## Bad
    ~~~yaml file=_config.yml
    ~~~

    ~~~yaml file=mkdocs.yml
    site_name: Handbook
    ~~~

    ~~~md file=docs/party.md
    ---
    title: Summer party
    draft: true
    ---
    It is on the roof.
    ~~~

    ## Good
    ~~~md
    ---
    title: Summer party
    ---
    It is on the roof.
    ~~~
    """

    meta = RuleMeta("DT206", "draft-without-effect", Severity.WARNING)

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each page that is live although its front matter calls it a draft."""
        generator = context.settings.generator
        for page in site.looked_at_pages() if generator.drafts_without_effect else ():
            document = site.documents.get(page.path)
            if document is None or page.state is not State.LIVE or page.redirect_to is not None or not page.url:
                continue  # a program that makes the address may hide the page as well
            field = field_of_draft(document, generator.drafts_without_effect)
            if field is not None:
                written = f"{field.path[0]}: {field.raw}"
                yield self.report(
                    page.path,
                    field.span,
                    f"{shown(written)} hides nothing: {generator.called} publishes this page",
                    help=f"{generator.says.hide} Delete the line if readers may see the page.".strip(),
                )


def field_of_draft(document: Document, keys: Iterable[str]) -> FrontMatterField | None:
    """The first field under one of some keys that calls a document a draft, or None."""
    fields = ((key, document.field(key)) for key in keys)
    return next((field for key, field in fields if field is not None and _means_off(key, field)), None)


def _means_off(name: str, field: FrontMatterField) -> bool:
    value = field.value
    if isinstance(value, str):
        value = _WORDS.get(value.strip().lower())
    return value is _OFF.get(name, True)
