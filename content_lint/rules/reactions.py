"""What the site's own build does at dead links, as its configuration says, and how severe that makes a finding."""

from __future__ import annotations

from msgspec.structs import replace

from content_lint.config.generator import Fault
from content_lint.links.site_links import SiteLink
from content_lint.parse.facts import LinkKind
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.site.addresses import AnswerKind
from content_lint.site.index import Site
from content_lint.site.model import State

_SEEN = (LinkKind.INLINE, LinkKind.REFERENCE, LinkKind.IMAGE)
_SEVERITIES = {"warns": Severity.WARNING, "passes": Severity.INFO}


def with_reaction(site: Site, fault: Fault, finding: Diagnostic, item: SiteLink | None = None) -> Diagnostic:
    """The same finding, with what the build does there.

    Args:
        site: the site.
        fault: what it is to the build.
        finding: what readers meet.
        item: the link, where it is one: a build that looks at links sees no tags in HTML, no address with a host, not
            even with the site's own, and none on pages that it leaves out.
    """
    generator = site.settings.generator
    reaction = generator.reactions.get(fault)
    if reaction is None or (item is not None and not _is_seen(site, item)):
        return finding
    if fault == "link" and item is not None and _is_there_but_for_slash(site, item):
        return replace(finding, severity=min(finding.severity, Severity.WARNING))
    if reaction == "stops":
        return at_a_stop(site, finding)
    return replace(finding, severity=min(finding.severity, _SEVERITIES[reaction]))


def at_a_stop(site: Site, finding: Diagnostic) -> Diagnostic:
    """The same finding where the build stops."""
    message = f"{finding.message}, so {site.settings.generator.called} stops the build"
    return replace(finding, message=message, severity=Severity.ERROR)


def _is_there_but_for_slash(site: Site, item: SiteLink) -> bool:
    """Whether a page is at the address with or without its last slash, which is one route to the build and to a click.

    A host may have nothing there for who opens the link in another way (docusaurus/lib/server/brokenLinks.js).
    """
    path = item.target.path
    if not site.settings.generator.finds_any_slash:
        return False
    found = site.addresses.find(path.removesuffix("/") if path.endswith("/") else f"{path}/")
    return found is not None and found.kind is AnswerKind.PAGE


def link_names_file(item: SiteLink) -> bool:
    """Whether a link names the file of a document, which a build looks up before it looks at addresses."""
    return item.link.destination.partition("#")[0].partition("?")[0].endswith((".md", ".mdx"))


def _is_seen(site: Site, item: SiteLink) -> bool:
    begins = site.settings.generator.looks_at
    page = site.pages.get(item.document.path)
    left_out = page is not None and page.state is State.NEVER
    if item.target.own_host or left_out or (begins and not item.link.destination.startswith(begins)):
        return False
    return item.link.kind in _SEEN or item.document.source.text.startswith("<Link", item.link.span.start)
