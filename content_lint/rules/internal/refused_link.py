from __future__ import annotations

import posixpath
from collections.abc import Iterator

from content_lint.links.site_links import SiteLink, resolve_looked_at
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.internal.addresses import rewritten
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.rules.wording import shown, typed
from content_lint.site.addresses import AnswerKind
from content_lint.site.index import Site
from content_lint.text.edits import Safety


class RefusedLink(SiteRule[Options]):
    """A link works for readers, but the site's own build warns of it.

    ## Why this matters
    Where warnings stop the build (`strict: true` in mkdocs.yml, `mkdocs build --strict` in a workflow), nothing is
    published until the link is written in another way. What MkDocs warns of is set under `validation` in mkdocs.yml.

    ## Bad
    ~~~yaml file=mkdocs.yml
    site_name: Handbook
    validation:
      absolute_links: warn
    ~~~

    ~~~md file=docs/index.md
    # Home

    [Install](/install/)
    ~~~

    ~~~md file=docs/install.md
    # Install
    ~~~

    ## Good
    ~~~yaml file=mkdocs.yml
    site_name: Handbook
    validation:
      absolute_links: warn
    ~~~

    ~~~md file=docs/index.md
    # Home

    [Install](install.md)
    ~~~

    ~~~md file=docs/install.md
    # Install
    ~~~
    """

    meta = RuleMeta("IN107", "refused-link", Severity.WARNING, yields_to=("malformed-url",), for_readers=False)

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each link that works and that the build complains of."""
        del context
        references = site.generator.references(site)
        for item in site.once(resolve_looked_at).of(LinkOutcome.LIVE, LinkOutcome.REDIRECT):
            if item.target.scope is not Scope.INTERNAL or _is_made(item.target):
                continue
            page = site.pages.get(item.document.path)
            complaint = references.complaint(item.document, page, item.link)
            if complaint is None:
                continue
            stops = f", and the build stops at that: {complaint.strict}" if complaint.strict else ""
            called = site.settings.generator.called
            message = f"link target {shown(item.link.destination)} {complaint.why}: {called} warns of it{stops}"
            path = _path_of_file(item)
            yield self.report(
                item.document.path,
                item.link.destination_span,
                message,
                help=f"Write {typed(path)}" if path else "Name the file that is meant, from the folder of this one",
                severity=Severity.ERROR if stops else Severity.WARNING,
                fix=rewritten(item.document, item.link, path, f"Write {shown(path)}", Safety.UNSAFE) if path else None,
            )


def _is_made(target: LinkTarget) -> bool:
    """Whether a program makes what a link leads to, and so may make the file that it names."""
    return target.answer is not None and target.answer.kind is AnswerKind.GENERATED


def _path_of_file(item: SiteLink) -> str:
    """The file of the page that a link leads to, from the folder of its own; empty where no file is known."""
    file = item.target.answer.path if item.target.answer is not None else ""
    if not file:
        return ""
    path = posixpath.relpath(file, posixpath.dirname(item.document.path) or ".")
    _, mark, fragment = item.link.destination.partition("#")
    return f"{path}{mark}{fragment}"
