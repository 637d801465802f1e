"""Whether a program puts the base path in front of the addresses that texts have, as the site is built."""

from __future__ import annotations

from urllib.parse import unquote

from content_lint.site.index import Site

_ENOUGH = 50
"""So many links that all lack the base path are no slip of the pen."""


def is_base_put_in_front(site: Site) -> bool:
    """Whether a site's texts leave the base path to a program of which nothing can be read from here.

    Where there is such a program, and nine of ten links of the texts from the root lead to pages of this site only with
    the base path in front of them, it puts it there: nobody keeps a site on which no link leads anywhere.
    """
    base = site.settings.base_path
    if not base or not site.built.changers:
        return False
    without = within = 0
    for document in site.documents.values():
        for link in document.body.links:
            path = link.destination.partition("#")[0].partition("?")[0]
            if not path.startswith("/") or path.startswith("//"):
                continue
            if path.startswith(f"{base}/"):
                within += 1
            elif site.addresses.find(unquote(path)) is not None:
                without += 1
    return without >= _ENOUGH and without > 9 * within
