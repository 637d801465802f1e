"""Where the redirects of a site lead."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from msgspec import Struct

from content_lint.config.settings import SiteSettings, is_within
from content_lint.parse.facts import KeyPath
from content_lint.site.addresses import Answer, AnswerKind
from content_lint.site.index import Site
from content_lint.text.servers import server_of


class SiteRedirect(Struct, frozen=True):
    """One redirect that readers meet.

    Attributes:
        path: the file that asks for it.
        key_path: where in its front matter.
        url: the address that redirects.
        target: where to, as the redirect has it.
        answer: what is at its target; None where nothing is.
        internal: whether the target lies on this site at all.
    """

    path: str
    key_path: KeyPath
    url: str
    target: str
    answer: Answer | None
    internal: bool


def hops(site: Site) -> dict[str, SiteRedirect]:
    """Every redirect that is really there, by the file that it is written to."""
    found: dict[str, SiteRedirect] = {}
    for item in site.built.redirects:
        met = site.addresses.find(item.destination)
        if met is None or met.kind is not AnswerKind.REDIRECT or (met.path, met.target) != (item.source, item.target):
            continue  # something else is there
        path = path_here(item.target, site.settings)
        answer = site.addresses.find(path) if path is not None else None
        found[met.destination] = SiteRedirect(
            item.source, item.key_path, item.url, item.target, answer, path is not None
        )
    return found


def path_here(target: str, settings: SiteSettings) -> str | None:
    """The path of an address in the finished site, without base path, query and fragment; None where it is not here."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.scheme not in {"", "http", "https"} or (parts.netloc and server_of(target) not in settings.own_hosts):
        return None
    path = parts.path or "/"
    server = settings.server_at(server_of(target), path)
    base = settings.base_of(server)
    if (settings.servers and server is None) or not is_within(path, base):
        return None
    path = unquote(path[len(base) :] or "/")
    folder = "" if server is None else server.folder
    return folder + (path if path.startswith("/") else f"/{path}")
