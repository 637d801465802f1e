"""Folders of the site's own host that something else serves: another repository, a program, made documentation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from content_lint.config.settings import SiteSettings
from content_lint.links.urls import split_web_url
from content_lint.parse.facts import Document
from content_lint.site.addresses import AnswerKind
from content_lint.site.index import Site
from content_lint.site.model import State
from content_lint.text.regex import regex

_WHOLE = ("http", "HTTP", "//")
_VERSION = regex(
    r"en/(?:stable|latest|v?\d[\w.-]*)(?:/|\Z)|(?:stable|latest|head|edge|v\d[\w.-]*|\d+\.[\dx][\w.-]*)(?:/|\Z)"
)
"""What begins the addresses of documentation that is built once for each version."""

_ENOUGH = 3
"""So many different pages of one folder are no slip of the pen."""


def neighbours(site: Site) -> tuple[str, ...]:
    """Folders from the root of the host, going by what this site's own pages say of it.

    A page that sends its readers to a whole address on its own host, in a folder that the site does not have,
    sends them to a neighbour where others share the host: the tools of the first site read so are all like that.
    And so does one whose texts have whole addresses, and no others, of several pages below a folder in which the
    site has none.
    """
    return tuple(dict.fromkeys((*site.once(by_redirects), *_by_links(site))))


def filled_folders(site: Site) -> tuple[str, ...]:
    """The folders at the root of the site that hold something of it."""
    answers = site.addresses.answers()
    return tuple(sorted({first_part(answer.url) for answer in answers if is_below_folder(answer.url)}))


def pages_named(documents: Iterable[Document], settings: SiteSettings) -> Iterator[tuple[str, str, bool]]:
    """Addresses of the own host that name a page below a folder.

    Yields:
        the folder, the path from the base path, and whether the host is written out.
    """
    base = f"{settings.base_path}/"
    for document in documents:
        for link in document.body.links:
            text = link.destination
            whole = text.startswith(_WHOLE)
            if whole:
                url = split_web_url(text)
                text = url.rest if url is not None and url.server in settings.own_hosts else ""
            if text.startswith(base):
                path = text[len(base) :].partition("#")[0].partition("?")[0].rstrip("/")
                folder, _, inner = path.partition("/")
                if inner:
                    yield folder, path, whole


def by_redirects(site: Site) -> tuple[str, ...]:
    """The neighbours to which pages of this site send their readers."""
    return tuple(dict.fromkeys(_by_redirects(site))) if site.settings.shared_host else ()


def _by_redirects(site: Site) -> Iterator[str]:
    own = {first_part(answer.url) for answer in site.addresses.answers() if answer.kind is not AnswerKind.REDIRECT}
    origin = site.settings.url
    for page in site.built.pages:
        target = page.redirect_to or ""
        if page.state is State.LIVE and origin and target.startswith(f"{origin}/"):
            folder = first_part(target[len(origin) :].split("#")[0].split("?")[0])
            if folder and folder not in own:
                yield f"/{folder}"


def _by_links(site: Site) -> Iterator[str]:
    likely = likely_neighbours(pages_named(site.documents.values(), site.settings))
    if likely:
        yield from (f"/{folder}" for folder in sorted(likely.difference(site.once(filled_folders))))


def likely_neighbours(named: Iterable[tuple[str, str, bool]]) -> set[str]:
    """Folders that texts name as those of another site, only with the host: several pages there, or a version."""
    pages: dict[str, set[str]] = defaultdict(set)
    meant: set[str] = set()  # what is named without the host is this site's own, or was
    for folder, path, whole in named:
        if whole:
            pages[folder].add(path)
        else:
            meant.add(folder)
    return {folder for folder, found in pages.items() if folder not in meant and _are_strange(found)}


def _are_strange(paths: set[str]) -> bool:
    return len(paths) >= _ENOUGH or any(_VERSION.match(path) for path in paths)


def is_below(path: str, folders: Iterable[str]) -> bool:
    """Whether a path is one of these folders, or below one."""
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)


def is_below_folder(url: str) -> bool:
    """Whether an address is that of a page or file in a folder, and not that of the folder itself."""
    return "/" in url.removeprefix("/").removesuffix("index.html").rstrip("/")


def first_part(path: str) -> str:
    """The first part of an address's path, which may be `.md` (a static file of a collection)."""
    return path.removeprefix("/").partition("/")[0]
