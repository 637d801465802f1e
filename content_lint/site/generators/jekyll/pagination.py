"""The pages of jekyll-paginate-v2: a page that shows a list becomes the first of its pages, in a folder of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from content_lint.site.generators.jekyll.config import JekyllConfig, truthy
from content_lint.site.model import FileFacts, Page, State

PLUGIN = "jekyll-paginate-v2"
_USUAL = "/page:num/"


def paginated(
    pages: Sequence[Page], facts: Mapping[str, FileFacts], config: JekyllConfig
) -> tuple[list[Page], tuple[str, ...]]:
    """The pages as the plugin leaves them, and the templates (with ``:num``) of the addresses that follow them."""
    settings = config.options_of("pagination")
    if PLUGIN not in config.plugins or not truthy(settings.get("enabled")):
        return list(pages), ()
    moved, more = [], []
    for page in pages:
        own = _own(page, facts)
        if page.state is State.LIVE and own is not None and truthy(own.get("enabled")):
            first = _folder(page, facts)
            written = own.get("permalink", settings.get("permalink"))
            more.append(first.rstrip("/") + "/" + (written if isinstance(written, str) else _USUAL).lstrip("/"))
            moved.append(replace(page, url=first, destination=f"{first}index.html"))
        else:
            moved.append(page)
    return moved, tuple(dict.fromkeys(more))


def _own(page: Page, facts: Mapping[str, FileFacts]) -> Mapping[str, object] | None:
    found = facts.get(page.path)
    own = (found.data or {}).get("pagination") if found is not None else None
    return own if isinstance(own, Mapping) else None


def _folder(page: Page, facts: Mapping[str, FileFacts]) -> str:
    """The address of the first page: the permalink as a folder, else the folder that the page lies in."""
    permalink = (facts[page.path].data or {}).get("permalink")
    if isinstance(permalink, str) and permalink:
        return f"/{permalink.strip('/')}/".replace("//", "/")
    return f"{page.url.rpartition('/')[0]}/"
