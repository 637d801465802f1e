"""What Starlight makes of the documents in ``src/content/docs``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec.structs import replace

from content_lint.site.generators.astro.collected import DOCS
from content_lint.site.generators.astro.config import AstroConfig
from content_lint.site.generators.astro.placing import placed
from content_lint.site.model import Fatal, FileFacts, Page, State


def page_of_docs(page: Page, name: str, data: Mapping[str, object], config: AstroConfig) -> Page:
    """A page of the documentation.

    Args:
        page: its file.
        name: the id of its entry.
        data: its front matter.
        config: the site's configuration.
    """
    if page.path.rpartition("/")[2].startswith("_"):
        return replace(page, state=State.NEVER, reason="its name begins with `_`")
    path = "" if name == "index" else name.removesuffix("/index")
    url, destination = placed(path.strip("/"), config)
    locale = _locale_of(path, config)
    page = replace(page, url=url, destination=destination, language=locale)
    if data.get("draft") is True:
        return replace(page, state=State.NEVER, reason="it is a draft")
    if name != name.strip("/"):
        return replace(page, state=State.NEVER, reason="its `slug` has a slash at its beginning or end")
    return page


def _locale_of(path: str, config: AstroConfig) -> str:
    starlight = config.starlight
    first = path.partition("/")[0]
    return first if starlight is not None and first and first in starlight.locales else ""


def fallback_pages(pages: Iterable[Page], config: AstroConfig) -> list[Page]:
    """The pages that one language lacks, and that Starlight makes of those in the default language."""
    starlight = config.starlight
    if starlight is None or not starlight.locales:
        return []
    own = [page for page in pages if page.collection == DOCS and page.url and page.state is State.LIVE]
    there = {page.destination for page in own}
    found: list[Page] = []
    for page in own:
        if page.language != starlight.default:
            continue
        inner = _path_of(page).removeprefix(starlight.default).strip("/")
        for locale in starlight.locales:
            url, destination = placed(f"{locale}/{inner}".strip("/"), config)
            if destination not in there:
                found.append(replace(page, url=url, destination=destination, language=locale, in_listing=False))
    return found


def _path_of(page: Page) -> str:
    """The path of a page's address, as ``placed`` takes it."""
    bare = page.destination.removesuffix("/index.html") if page.url.endswith("/") else page.destination
    return bare.removesuffix(".html").strip("/")


def faults(pages: Iterable[Page], facts: Mapping[str, FileFacts], config: AstroConfig) -> Iterator[Fatal]:
    """Front matter of Starlight's pages that stops the build."""
    strict = any(item.strict and item.name == DOCS for item in config.collections)
    seen: set[str] = set()
    for page in pages if strict else ():
        if page.collection != DOCS or page.path in seen or page.path not in facts:
            continue
        seen.add(page.path)
        found = facts[page.path]
        if found.data is None or found.error is not None:
            continue
        if page.reason.startswith("its name"):
            continue
        yield from _faults_of(page.path, found.data)


def _faults_of(path: str, data: Mapping[str, object]) -> Iterator[Fatal]:
    title, draft, updated = data.get("title"), data.get("draft"), data.get("lastUpdated")
    if "title" not in data:
        yield Fatal(path, (), "it has no `title`, which Starlight needs")
    elif not isinstance(title, str):
        yield Fatal(path, ("title",), "`title` is no text, so Starlight stops: put it in quotes")
    if "draft" in data and not isinstance(draft, bool):
        yield Fatal(path, ("draft",), "`draft` is neither `true` nor `false`, so Starlight stops")
    if isinstance(updated, str) and not isinstance(updated, date):
        yield Fatal(path, ("lastUpdated",), "`lastUpdated` is no date that YAML knows, so Starlight stops")
