"""What the rules about other servers' answers share: how they name them, and how they write another address."""

from __future__ import annotations

from content_lint.links.rewrite import spell_destination
from content_lint.links.site_links import SiteLink
from content_lint.parse.facts import LinkKind
from content_lint.report.verdict import Verdict
from content_lint.rules.internal.addresses import rewritten
from content_lint.rules.wording import shown
from content_lint.site.index import Site
from content_lint.text.edits import Edit, Fix, Safety

SPOKEN_FOR = ("invisible-character", "malformed-url", "private-url", "wrapped-url", "retired-service")
"""The rules that know the cause where a target does not answer as it should."""

_LONGEST_REASON = 160
_WRITE_IT = "Write the new address"


def said(item: SiteLink, verdict: Verdict) -> str:
    """``link target `https://…` answers 404 Not Found``: what asking came to."""
    reason = " ".join(verdict.reason.split())
    if len(reason) > _LONGEST_REASON:
        reason = f"{reason[:_LONGEST_REASON]}…"
    return f"link target {shown(item.link.destination.strip())} {reason}"


def facts(verdict: Verdict) -> dict[str, object]:
    """What machines want to know of a verdict; only what there is."""
    values: dict[str, object] = {"target": verdict.target, "outcome": verdict.outcome.value}
    if verdict.status is not None:
        values["status"] = verdict.status
    if verdict.final_url is not None:
        values["final_url"] = verdict.final_url
    return values


def archived(site: Site, item: SiteLink, verdict: Verdict) -> str | None:
    """Where the web archive would keep the page as it was when the post was written; it is not asked.

    Its form is ``/web/DATE/URL``, and the archive leads from any date to the nearest copy that it has
    (https://archive.org/help/wayback_api.php). None for addresses that no archive can hold.
    """
    from content_lint.links.external.address.keys import MalformedUrlError, parse_address  # most runs ask nobody

    try:
        address = parse_address(verdict.target)
    except MalformedUrlError:
        return None
    page = site.pages.get(item.document.path)
    if page is None or page.date is None:
        return f"https://web.archive.org/web/{address.key}"
    return f"https://web.archive.org/web/{page.date.date().isoformat().replace('-', '')}/{address.key}"


def led_to(item: SiteLink, address: str) -> Fix | None:
    """The fix that writes another address in the place of the link's, or None where none can be written."""
    if item.link.kind is not LinkKind.AUTOLINK:
        return rewritten(item.document, item.link, address, _WRITE_IT, Safety.UNSAFE)
    # Here the text is the address, and it is to change with it.
    span = item.link.destination_span
    text = spell_destination(item.document.source, item.link, address)
    if text is None or item.document.source[span] != item.link.destination:
        return None
    return Fix(_WRITE_IT, (Edit(item.document.path, span, text),), Safety.UNSAFE)
