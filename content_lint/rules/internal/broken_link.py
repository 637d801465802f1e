from __future__ import annotations

from collections.abc import Iterator

from content_lint.links.candidates import Candidates, page_of_file
from content_lint.links.lost_redirects import lost_redirect
from content_lint.links.site_links import SiteLink, resolve_looked_at
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.links.unpublished import find_unpublished
from content_lint.report.diagnostic import Diagnostic, Related, Severity
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
from content_lint.rules.reactions import link_names_file, with_reaction
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.rules.wording import shown, typed
from content_lint.site.index import Site
from content_lint.site.languages import in_another_language
from content_lint.text.edits import Safety
from content_lint.text.regex import regex

_HOST = regex(r"(?:[a-z0-9-]++\.)+(?:com|org|net|edu|gov|mil|int|info|eu|io)(?:[/?#]|\Z)")
"""A host name with an ending that no file has."""
_TAG = regex(r"\{{1,2}%?[ \t]{0,4}(post_url|link)[ \t]{1,4}([\w./-]{1,300})[ \t]{0,4}%?\}{1,2}")
"""A tag of Jekyll's for a link in which a sign was forgotten, so that it is an address."""
_SLASHES = regex("/{2,}")


class BrokenLink(SiteRule[Options]):
    """A link leads to a page of this site that does not exist.

    ## Why this matters
    Readers land on "page not found". It happens when a page is renamed or taken down, when an address is
    typed from memory, and when the old address of a page no longer redirects to it.

    On a site of Docusaurus' `onBrokenLinks` and `onBrokenMarkdownLinks` decide how severe it is: `throw` is an error
    that stops the build, `warn` and `log` are a warning, `ignore` is information.

    ## Bad
    ~~~md
    ---
    title: News
    ---
    Read [the example](/news/2020/01/02/exmaple/).
    ~~~

    ## Good
    ~~~md
    ---
    title: News
    ---
    Read [the example](/news/2020/01/02/example/).
    ~~~
    """

    meta = RuleMeta(
        "IN101",
        "broken-link",
        Severity.ERROR,
        yields_to=(
            "invisible-character",
            "missing-mailto",
            "malformed-mailto",
            "malformed-url",
            "malformed-permalink",
        ),
    )

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each link to a page that is not there."""
        del context
        links = site.once(resolve_looked_at)
        for item in links.of(LinkOutcome.MISSING):
            if item.target.scope is Scope.INTERNAL and not is_redirect_to(item.link) and not wants_file(item):
                found = self._not_published(site, item) or self._finding(site, item)
                yield with_reaction(site, "file link" if link_names_file(item) else "link", found, item)
        for item in links.of(LinkOutcome.LIVE, LinkOutcome.REDIRECT):
            if "//" in item.target.path and not item.link.templated and not _is_as_written(site, item.target):
                yield self._doubled(site, item)

    def _doubled(self, site: Site, item: SiteLink) -> Diagnostic:
        """A link that only servers find which take several slashes for one."""
        address = with_path(
            item, encoded(site.settings.base_of(item.target.server) + _SLASHES.sub("/", item.target.path))
        )
        return self.report(
            item.document.path,
            item.link.destination_span,
            f"link target {shown(item.link.destination)} has two slashes in a row, which some servers take for two",
            help=f"Write {shown(address)}",
            severity=Severity.WARNING,
            fix=rewritten(item.document, item.link, address, f"Write {shown(address)}", Safety.UNSAFE),
        )

    def _not_published(self, site: Site, item: SiteLink) -> Diagnostic | None:
        """A link to a file that is there, and that the generator leaves out of the site."""
        target = item.target
        kept = find_unpublished(site, item) if not (target.reason or target.spelled) else None
        if kept is None:
            return None
        destination = shown(item.link.destination)
        message = f"link target {destination} is not published: {shown(kept.path)} is there, but {kept.reason}"
        return self.report(item.document.path, item.link.destination_span, message, help=kept.advice)

    def _finding(self, site: Site, item: SiteLink) -> Diagnostic:
        document, link, target = item
        if target.reason:
            message = f"link target {shown(link.destination)} {target.reason}"
            wrong = "what the template writes" if link.templated else "the rule"
            help_ = f"Link to a page that exists, or correct {wrong}"
            return self.report(document.path, link.destination_span, message, help=help_)
        message = f"link target {shown(link.destination)} does not exist{left_as_it_is(site, link)}"
        if target.spelled:
            base = site.settings.base_of(target.server)
            message = f"link target {shown(link.destination)} is outside of `{base}`, where this site is"
            address = with_path(item, target.spelled)
            fix = rewritten(document, link, address, "Put the site's base path in front", Safety.UNSAFE)
            return self.report(document.path, link.destination_span, message, help=f"Write {typed(address)}", fix=fix)
        meant = _meant(link.destination)
        if meant:
            fix = rewritten(document, link, meant, f"Write {shown(meant)}", Safety.UNSAFE)
            return self.report(document.path, link.destination_span, message, help=f"Write {typed(meant)}", fix=fix)
        near = page_of_file(site, document.path, target.path if not target.relative else link.destination)
        near = near or site.once(Candidates).nearest(target.path, document.path, target.server)
        if near is not None and near.path == document.path:
            near = None  # nobody means the page that they are writing
        lost = lost_redirect(site, target)
        related: tuple[Related, ...] = ()
        if lost is not None and lost[0].front_matter is not None:
            duplicate = lost[0].front_matter.duplicates[lost[1]]
            key = duplicate.path[0]
            said = f"this `{key}` would lead there, but a later one in the same file replaces it"
            related = (Related(lost[0].path, duplicate.earlier_key_span, said),)
        if near is None:
            help_ = _without_candidate(site, item)
            if related:
                help_ = f"Put both `{key}` of {related[0].path} into one list"
            return self.report(document.path, link.destination_span, message, help=help_, related=related)
        url = site.settings.base_of(target.server) + near.url
        where = f" ({near.path})" if near.path else ""
        address = with_path(item, encoded(url) if "%" not in url else url)
        return self.report(
            document.path,
            link.destination_span,
            message,
            help=f"Did you mean {typed(_to_write(site, item, url, address))}?{where}",
            related=related,
            fix=rewritten(document, link, address, f"Link to {shown(url)}", Safety.UNSAFE),
            data={"nearest": url},
        )


def _without_candidate(site: Site, item: SiteLink) -> str:
    """The help where no page is near."""
    tag = _TAG.fullmatch(item.link.destination) if site.settings.generator.has_liquid_layouts else None
    if tag is not None:
        return f"Write {typed(f'{{% {tag[1]} {tag[2]} %}}')}"
    translated = in_another_language(item.target.path, site)
    if translated:
        url = typed(site.settings.base_of(item.target.server) + translated)
        return f"Translate the page, or link to {url}, where it is in another language"
    return f"Link to a page that exists, or remove the link{site.once(ServedElsewhere).advice(item)}"


def _meant(destination: str) -> str:
    """The address that is in a destination with a slip in front of it, or that lacks its beginning; or empty."""
    if _HOST.match(destination.lower()):
        return f"https://{destination}"
    whole = destination.lstrip("/")
    if len(whole) < len(destination) and whole.lower().startswith(("https://", "http://", "mailto:")):
        return whole
    return ""


def _is_as_written(site: Site, target: LinkTarget) -> bool:
    """Whether something is at a target's own path, with as many slashes as it has."""
    folder = "" if target.server is None else target.server.folder
    return site.addresses.find(folder + target.path) is not None


def _to_write(site: Site, item: SiteLink, path: str, address: str) -> str:
    """What to write instead: the path alone, unless that would lead to another host than the link does."""
    return path if item.target.server == site.server_of(item.document.path) else address
