"""What the rules about internal links share: how they name an address, and how they write another one in its place."""

from __future__ import annotations

from urllib.parse import quote

from content_lint.links.front_matter import ASSET, REDIRECT_TO
from content_lint.links.rewrite import spell_destination
from content_lint.links.site_links import SiteLink
from content_lint.links.target import LinkTarget
from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.rules.wording import shown
from content_lint.site.assets import is_asset
from content_lint.site.index import Site
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.regex import regex

_BRACES = regex(r"\{\{[^{}\n]{1,80}\}\}")
_SAFE = "/!$&'()*+,;=:@~-._"
_ASSET_TAGS = frozenset({"embed.src", "object.data", "link.href", ASSET})
_LOADED = frozenset({"src", "srcset", "imagesrcset", "poster", "background", "style"})
_FRAMES = frozenset({"iframe", "frame"})
_PARTS_OF_DRAWINGS = frozenset({"image", "use", "feimage", "script"})
"""Elements of SVG: their ``href`` is a file, not a page to go to."""


def wants_file(item: SiteLink) -> bool:
    """Whether a link leads to a file rather than a page: an image, a document to download."""
    link = item.link
    element, _, attribute = link.tag.partition(".")
    loaded = attribute in _LOADED and element not in _FRAMES
    tagged = link.tag in _ASSET_TAGS or loaded or element in _PARTS_OF_DRAWINGS
    return link.kind is LinkKind.IMAGE or tagged or is_asset(item.target.path)


def is_redirect_to(link: Link) -> bool:
    """Whether a link is the address that a page sends its readers to: the rules about redirects speak of those."""
    return link.tag == REDIRECT_TO


def left_as_it_is(site: Site, link: Link) -> str:
    """What the generator leaves in an address though another one would fill it in, to be put after the message."""
    braces = None if link.templated else _BRACES.search(link.destination)
    called = site.settings.generator.called
    return f": {called} leaves {shown(braces[0])} as it is" if braces is not None and called else ""


def encoded(path: str) -> str:
    """A decoded path as addresses have it."""
    return quote(path, safe=_SAFE, errors="surrogateescape")


def with_path(item: SiteLink, path: str) -> str:
    """The link's address with another path: host, query and fragment stay as they are.

    Args:
        item: the link.
        path: percent-encoded, from the root of the host.
    """
    destination = item.link.destination.strip()
    fragment = destination.partition("#")[2]
    host = ""
    if item.target.own_host:
        start = destination.find("//") + 2
        end = min(
            (at for at in (destination.find(mark, start) for mark in "/?#\\") if at >= 0), default=len(destination)
        )
        host = destination[:end]
    return f"{host}{path}{item.target.query}" + (f"#{fragment}" if fragment else "")


def rewritten(
    document: Document, link: Link, address: str, title: str, safety: Safety, *, label_too: bool = True
) -> Fix | None:
    """A fix that writes another address, or None where none can be written.

    Args:
        document: the document.
        link: the link.
        address: percent-encoded as far as it came.
        title: what the fix does.
        safety: see Safety.
        label_too: whether a label that repeats the address is to change with it.
    """
    if link.kind is LinkKind.AUTOLINK:
        return None  # its text and its address are one
    text = spell_destination(document.source, link, address)
    if text is None:
        return None
    edits = [Edit(document.path, link.destination_span, text)]
    label = link.label_span
    # A label that repeats the address would go on showing the old one.
    if label_too and link.kind is LinkKind.INLINE and label is not None and label.end - label.start == len(link.raw):
        edits[:0] = [Edit(document.path, label, text)] if document.source[label] == link.raw else []
    return Fix(title, tuple(edits), safety)


def address_of(target: LinkTarget) -> str:
    """The address of a target as a link within the site would write it."""
    return f"{target.url}{target.query}"
