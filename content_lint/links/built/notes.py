"""What a reader has to know of a built site besides the findings in texts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from content_lint.links.built.folder import BuiltSite, What
from content_lint.links.built.html_page import HtmlPage
from content_lint.links.built.matching import match_pages
from content_lint.links.built.verdicts import BuiltVerdicts
from content_lint.site.index import Site
from content_lint.text.counts import many

_NAMED = 3
_MOST = 20


def notes_of(site: Site) -> Iterator[str]:
    """How many documents have a page, where the model expected another, and what only layouts link to.

    Links have to be judged before.
    """
    matches = site.once(match_pages)
    found, every = len(matches.files), len(matches.files) + len(matches.dropped)
    if every:
        by_text = f", {len(matches.by_text):,} of them by their text" if matches.by_text else ""
        yield f"the build has pages of {found:,} of {many(every, 'document')} ({100 * found // every} %){by_text}"
    if matches.dropped:
        named = ", ".join(f"`{path}`" for path in matches.dropped[:_NAMED])
        yield f"the build has no page of {many(len(matches.dropped), 'document')}, such as {named}"
    if matches.elsewhere:
        path, expected = next(iter(matches.elsewhere.items()))
        where = f"`{path}` is in `{matches.files[path]}` and not in `{expected}`"
        count = len(matches.elsewhere)
        were = "1 page was" if count == 1 else f"{count:,} pages were"
        yield f"{were} built into another file than the sources say: {where}"
    yield from _of_other_sites(site)
    yield from _of_layouts(site)


def _of_other_sites(site: Site) -> Iterator[str]:
    """The links that were taken for links to another site on the same host, by how that is known."""
    for why, paths in site.once(BuiltVerdicts).apart.items():
        if why:
            folders = dict.fromkeys("/".join(path.split("/")[:2]) for path in paths)
            named = ", ".join(f"`{folder}`" for folder in islice(folders, _NAMED))
            more = f" and {len(folders) - _NAMED:,} more" if len(folders) > _NAMED else ""
            yield f"taken for links to another site, since they {why}: {many(len(paths), 'link')} ({named}{more})"


def _of_layouts(site: Site) -> Iterator[str]:
    """Dead links of pages that no document has: one line for all that are on the same pages, as those of a layout."""
    built, claimed = site.once(BuiltSite), site.once(BuiltVerdicts).claimed
    in_texts = set().union(*claimed.values()) if claimed else set()
    pages: dict[str, list[str]] = {}
    for file in built.html:
        for address in _addresses(built.read(file)) - in_texts:
            key = built.keys_of(file, address)
            if key is not None and built.state(key) in (What.DEAD, What.NO_PLACE):
                pages.setdefault(address, []).append(file)
    layouts: dict[tuple[str, ...], list[str]] = {}
    for address, linking in sorted(pages.items()):
        layouts.setdefault(tuple(linking), []).append(address)
    ordered = sorted(layouts.items(), key=lambda pair: (-len(pair[0]), pair[1]))
    for around, addresses in ordered[:_MOST]:
        where = f"{many(len(around), 'page')}, such as `{around[0]}`"
        if len(addresses) == 1:
            yield f"no document has the link `{addresses[0]}`, which leads nowhere on {where}"
        else:
            named = ", ".join(f"`{address}`" for address in addresses[:_NAMED])
            more = f" and {len(addresses) - _NAMED:,} more" if len(addresses) > _NAMED else ""
            yield f"no document has the links {named}{more}, which lead nowhere on {where}"
    left = sum(len(addresses) for _, addresses in ordered[_MOST:])
    if left:
        yield f"pages have {many(left, 'more dead link')} that no document has"


def _addresses(page: HtmlPage) -> set[str]:
    return {link.address for link in page.links if link.address}
