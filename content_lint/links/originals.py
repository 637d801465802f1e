"""The same page in another language, going by the names of files: ``fr/about.md``, ``about.fr.md``, ``about.md``."""

from __future__ import annotations

from collections import defaultdict

from content_lint.site.index import Site
from content_lint.text.regex import regex

_LANGUAGE = regex(r"[a-z]{2,3}(?:[-_](?:[A-Z][a-z]{3}|[a-zA-Z]{2}))?\Z")


class Originals:
    """Finds them for one site: made once, looked up by what is left of a path without its languages."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._alike: defaultdict[str, list[str]] = defaultdict(list)
        for path in site.documents:
            self._alike[_bare(path)].append(path)

    def with_place(self, path: str, fragment: str) -> str:
        """The file of the page in another language that has a place; empty where there is none.

        Args:
            path: the file of a page that lacks it.
            fragment: the place.
        """
        for other in sorted(self._alike.get(_bare(path), ()), key=lambda item: (len(item), item))[:_MOST]:
            anchors = self._site.anchors(other)
            if anchors is not None and fragment in anchors.ids:
                return other
        return ""


_MOST = 40


def _bare(path: str) -> str:
    """A path without folders and endings that look like languages."""
    *folders, name = path.split("/")
    kept = [part for part in folders if not _LANGUAGE.match(part)]
    stem, *endings = name.split(".")
    return "/".join((*kept, ".".join((stem, *(part for part in endings[:-1] if not _LANGUAGE.match(part))))))
