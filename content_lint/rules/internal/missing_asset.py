from __future__ import annotations

from collections.abc import Iterator

from content_lint.links.candidates import Candidates, copy_of_file
from content_lint.links.site_links import resolve_looked_at
from content_lint.links.target import LinkOutcome, Scope
from content_lint.links.unpublished import find_unpublished
from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.internal.addresses import (
    encoded,
    is_redirect_to,
    left_as_it_is,
    rewritten,
    wants_file,
    with_path,
)
from content_lint.rules.internal.served_elsewhere import ServedElsewhere
from content_lint.rules.reactions import with_reaction
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.rules.wording import shown, typed
from content_lint.site.index import Site
from content_lint.text.edits import Edit, Fix, Safety


class MissingAsset(SiteRule[Options]):
    """An image or a file that a page links to does not exist.

    ## Why this matters
    Readers see a broken picture, or "page not found" instead of the document that they wanted. It happens
    when a file was never uploaded, was renamed, or was deleted because nobody knew that a page used it.

    ## Bad
    ~~~md
    ---
    title: Our poster
    ---
    ![The poster](/images/poster.png)
    ~~~

    ## Good
    ~~~md
    ---
    title: Our poster
    ---
    ![The poster](https://images.example.com/poster.png)
    ~~~
    """

    meta = RuleMeta(
        "IN103", "missing-asset", Severity.ERROR, yields_to=("invisible-character", "malformed-mailto", "malformed-url")
    )

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each link to a file that is not there."""
        del context
        for item in site.once(resolve_looked_at).of(LinkOutcome.MISSING):
            document, link, target = item
            if target.scope is not Scope.INTERNAL or is_redirect_to(link) or not wants_file(item):
                continue
            kept = find_unpublished(site, item) if not target.reason else None
            if kept is not None:
                why = f"{shown(kept.path)} is there, but {kept.reason}"
                message = f"file {shown(link.destination)} is not published: {why}"
                yield self.report(document.path, link.destination_span, message, help=kept.advice)
                continue
            near = copy_of_file(site, document.path, link.destination if target.relative else target.path)
            near = near or site.once(Candidates).nearest(target.path, document.path, target.server)
            left = left_as_it_is(site, link)
            help_, fix = _upload(site, target.path, left) + site.once(ServedElsewhere).advice(item), None
            if near is not None:
                url = site.settings.base_of(target.server) + near.url
                where = f" ({near.path})" if near.path else ""
                help_ = f"Did you mean {typed(url)}?{where}"
                address = with_path(item, encoded(url) if "%" not in url else url)
                fix = rewritten(document, link, address, f"Write {shown(url)}", Safety.UNSAFE)
                if _ends_with_its_tag(document, link):
                    help_ = "Put quotes around the address: without them, the `/` at the end of the tag belongs to it"
                    edit = Edit(document.path, link.destination_span, f'"{link.raw[:-1]}"')
                    fix = Fix(f"Write {shown(edit.text)}", (edit,), Safety.UNSAFE)
            finding = self.report(
                document.path,
                link.destination_span,
                f"file {shown(link.destination)} {target.reason or f'does not exist{left}'}",
                help=help_,
                fix=fix,
            )
            yield with_reaction(site, "picture" if link.kind is LinkKind.IMAGE else "other file link", finding, item)


def _ends_with_its_tag(document: Document, link: Link) -> bool:
    """Whether an address without quotes has taken the last sign of its tag: ``<img src=a.png/>``."""
    text, span = document.source.text, link.destination_span
    return link.raw.endswith("/") and text[span.start - 1 : span.start] == "=" and text[span.end : span.end + 1] == ">"


def _upload(site: Site, path: str, left: str) -> str:
    """Where the file belongs, as far as the generator is known; nowhere, where it leaves something in the path."""
    if left:
        return "Write the path out, or remove the link"
    folder = site.settings.generator.static_folder
    if next(site.generator.unpublished(path), None) is not None and folder == "":
        return "Upload it to a folder that is published, or remove the link"
    if folder is None:
        return "Upload the file, or remove the link"
    return f"Upload it as {typed(folder + path.strip('/'))}, or remove the link"
