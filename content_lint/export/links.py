"""The links and images of a page as an export lists them, and its text with the links that its readers get."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from content_lint.export.images import ImageSizes, Size
from content_lint.export.published import Published
from content_lint.export.record import ExportedImage, ExportedLink
from content_lint.links.front_matter import ASSET, MARKDOWN
from content_lint.links.rewrite import spell_destination
from content_lint.links.site_links import SiteLink
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.output.json import plain
from content_lint.parse.facts import LinkKind
from content_lint.text.edits import Edit
from content_lint.text.source import Span

_PICTURES = (".avif", ".gif", ".jfif", ".jpeg", ".jpg", ".png", ".svg", ".webp", ".bmp", ".tif", ".tiff", ".ico")
_KNOWN = frozenset({LinkOutcome.LIVE, LinkOutcome.REDIRECT, LinkOutcome.ELSEWHERE})


def is_image(item: SiteLink) -> bool:
    """Whether a link shows a picture."""
    link = item.link
    if link.kind is LinkKind.IMAGE or link.tag in ("img.src", "img.srcset", "source.srcset"):
        return True
    path = link.destination.partition("?")[0].partition("#")[0].lower()
    return link.kind is LinkKind.FRONT_MATTER and link.tag == ASSET and path.endswith(_PICTURES)


def final_url(target: LinkTarget) -> str | None:
    """Where a link leads in the end; None where that is not known."""
    if target.outcome not in _KNOWN:
        return None
    end = target.end or target
    fragment = end.fragment or target.fragment
    if end.scope is not Scope.INTERNAL:
        return plain(end.url)
    return plain(f"{end.url}{end.query}{f'#{fragment}' if fragment else ''}")


def exported_links(items: Iterable[SiteLink]) -> Iterator[ExportedLink]:
    """The links that are no images."""
    for item in items:
        if is_image(item):
            continue
        link, target = item.link, item.target
        outcome = target.outcome.value
        shown = (link.kind.value, plain(link.label), plain(link.destination))
        yield ExportedLink(*shown, final_url(target), target.scope.value, outcome)


def exported_images(items: Iterable[SiteLink], sizes: ImageSizes) -> Iterator[ExportedImage]:
    """The images, each with its size where its file is one of the site's."""
    for item in items:
        if is_image(item):
            answer = item.target.answer
            size = sizes.of(answer.path) if answer is not None and answer.path else Size()
            link = item.link
            yield ExportedImage(plain(link.destination), final_url(item.target), plain(link.label), *size)


def with_final_links(items: Sequence[SiteLink], published: Published) -> list[Edit]:
    """Edits of the body after which its links lead, without templates or redirects, where the site leads them."""
    edits: dict[Span, Edit] = {}
    document = published.document
    for item in items:
        link = item.link
        url = final_url(item.target)
        if url is None or link.kind is LinkKind.FRONT_MATTER or link.tag == MARKDOWN:
            continue
        if link.kind is LinkKind.LIQUID or link.templated:
            span, text = (link.span if link.kind is LinkKind.LIQUID else link.destination_span), url
        else:
            spelled = spell_destination(document.source, link, url)
            if spelled is None or item.target.scope is not Scope.INTERNAL:
                continue
            span, text = link.destination_span, spelled
        if published.shows(span) and document.source[span] != text:
            edits.setdefault(span, Edit(document.path, span, text))
    return list(edits.values())
