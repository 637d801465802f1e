from __future__ import annotations

from collections.abc import Iterable, Iterator

from content_lint.links.front_matter import MARKDOWN
from content_lint.links.site_links import SiteLink, resolve_looked_at
from content_lint.links.target import LinkOutcome, Scope
from content_lint.links.urls import split_web_url
from content_lint.parse.facts import LinkKind
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.internal.addresses import rewritten
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.rules.wording import shown, typed
from content_lint.site.addresses import AnswerKind
from content_lint.site.generators.protocol import SourceReferences
from content_lint.site.index import Site
from content_lint.site.languages import language_of, language_of_url
from content_lint.site.link_uses import LinkUses, find_link_uses
from content_lint.text.edits import Safety

_HABIT = 9
"""A site does without the host where it does so this many times as often as not."""


class AbsoluteOwnLink(SiteRule[Options]):
    """A link to a page of this site has the site's own host name in it.

    ## Why this matters
    Such a link leaves the preview of a change for the live site, breaks when the site moves to another name,
    and hides from many tools that a page of the site itself is meant.

    Where most links of the site are written so, it is how the site does it, and this is information. Where nine of ten
    do without the host, it is a slip, and this is a warning. Links through `site.url` or `absolute_url` follow the
    settings, and nothing is said of them.

    A fix is safe only where the link means the same without the host. Some feeds print texts where no address
    completes a link, and some sites lead a link without a host to the page in the reader's own language.

    ## Bad
    ~~~md
    ---
    title: News
    ---
    Read [the example](https://www.example.org/news/2020/01/02/example/).
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
        "IN201",
        "absolute-own-link",
        Severity.WARNING,
        yields_to=("invisible-character", "broken-link", "missing-asset", "broken-anchor", "wrapped-url"),
    )

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each link with the site's own host name; an address that is shown as text needs it."""
        del context
        spelled = [item for item in site.once(resolve_looked_at).all if _spells_host(item, site)]
        if not spelled:
            return
        often, without = site.once(count_hosts)
        severity = Severity.WARNING if without >= _HABIT * often else Severity.INFO
        uses: LinkUses | None = None
        references = site.generator.references(site)
        for item in spelled:
            document, link, target = item
            uses = uses or site.once(find_link_uses)
            if uses.languages and language_of(document.path, site) != language_of_url(target.path, site):
                continue  # without the host, templates would lead it to the reader's own language
            file = _file_of(item, references)
            address = _without_host(item, file, as_written=uses.as_written)
            certain = target.outcome is LinkOutcome.LIVE and not uses.host_may_matter
            safety = Safety.SAFE if certain else Safety.UNSAFE
            yield self.report(
                document.path,
                link.destination_span,
                f"link to {shown(link.destination)} has the site's own host in it",
                help=_advice(address, uses, site.settings.generator.called if file else ""),
                # A link that needs its host somewhere is no slip.
                severity=Severity.INFO if uses.host_may_matter else severity,
                fix=rewritten(document, link, address, "Leave the host out", safety, label_too=False),
            )


def _file_of(item: SiteLink, references: SourceReferences) -> str | None:
    """The file of the page that a link leads to, where texts of this generator name files; else None."""
    page = item.target.answer.page if item.target.answer is not None else None
    return references.file_of(item.document, item.link, page) if page is not None else None


def _without_host(item: SiteLink, file: str | None, *, as_written: bool) -> str:
    """What to write in the place of a whole address."""
    target, fragment = item.target, item.link.destination.partition("#")[2]
    url = target.answer.url if as_written and target.answer is not None else target.url
    return f"{file or url}{target.query}" + (f"#{fragment}" if fragment else "")


def count_hosts(site: Site) -> tuple[int, int]:
    """How many links of the whole site have its host in them and could do without, and how many others do without.

    ``site.once(count_hosts)`` counts once; a site with a focus is told instead.
    """
    return hosts_in(site.once(resolve_looked_at).all, site)


def hosts_in(links: Iterable[SiteLink], site: Site) -> tuple[int, int]:
    """The same of some links."""
    found = [(_spells_host(item, site), _does_without(item)) for item in links]
    return sum(spelled for spelled, _ in found), sum(without for _, without in found)


def _spells_host(item: SiteLink, site: Site) -> bool:
    """Whether a link to a page that is there could do without the host; of all others, the rules about them speak."""
    link, target = item.link, item.target
    if not target.own_host or target.outcome is not LinkOutcome.LIVE or link.templated:
        return False
    if link.kind is LinkKind.AUTOLINK or link.tag == "link.href":
        return False  # readers see the address; a canonical address has to be whole
    # A field of the front matter holds what its template asks for.
    if link.kind is LinkKind.FRONT_MATTER and link.tag != MARKDOWN:
        return False
    url = split_web_url(link.destination)
    if url is None or url.port not in {"", "80", "443"} or url.host in link.label.lower():
        return False
    if _is_elsewhere_without(item, site):
        return False
    base = site.settings.base_of(target.server)
    return not base or target.url == base or target.url.startswith(f"{base}/")


def _is_elsewhere_without(item: SiteLink, site: Site) -> bool:
    """Whether the page is on another host, or would be missed by the site's build, since a rule of the host answers."""
    target, answer = item.target, item.target.answer
    if target.server is not None and target.server != site.server_of(item.document.path):
        return True
    is_own = answer is not None and answer.kind is not AnswerKind.REDIRECT and answer.url != ""
    return not is_own and site.settings.generator.reactions.get("link") in ("stops", "warns")


def _does_without(item: SiteLink) -> bool:
    """Whether a link leads to another page of this site, and does not spell out the host."""
    link, target = item.link, item.target
    if target.scope is not Scope.INTERNAL or target.own_host or link.kind is LinkKind.FRONT_MATTER:
        return False
    return not link.destination.startswith("#")


def _advice(address: str, uses: LinkUses, by_file: str) -> str:
    """The line to write, and what has to be so before it is the same; ``by_file`` is who takes the name of a file."""
    line = f"Write {typed(address)}"
    if by_file:
        return f"{line}: {by_file} checks that the file is there, and the link works in previews and other versions too"
    if uses.feeds:
        return f"{line} once `{uses.feeds[0]}` completes such addresses: it prints this text where there is no host"
    if uses.languages:
        return f"{line} if readers may be led to the page in their own language"
    return f"{line}: it works in previews too, and after a change of host"
