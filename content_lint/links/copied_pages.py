"""The places on pages of HTML that are copied as they are: what is in the file is what readers get.

Such a file is only read when a link names a place on it.
"""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.links.fragments import names_a_place
from content_lint.links.target import LinkTarget
from content_lint.parse.document import HTML
from content_lint.site.addresses import Answer, AnswerKind
from content_lint.site.index import Site
from content_lint.site.layouts import Around, gives_ids, written_by_scripts
from content_lint.site.page_anchors import Anchors
from content_lint.text.regex import regex
from content_lint.text.source import SourceText

# Scripts that look at the fragment themselves, or write parts of the page.
_ACTS = regex(r"\blocation\.hash\b|\bhashchange\b|\bdocument\.write|\.innerHTML\b|\binsertAdjacentHTML\b")
# What a generator that is not modelled here may fill in after all.
_FILLED_IN = regex(r"\{\{|\{%|<%|<\?php")


def is_copied_page(answer: Answer) -> bool:
    """Whether what answers is a file of HTML that is copied as it is."""
    return answer.kind is AnswerKind.STATIC and bool(answer.path) and answer.path.lower().endswith(HTML)


class CopiedPages:
    """Reads each of them once; ``site.once(CopiedPages)`` has them all."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._known: dict[str, Anchors | None] = {}

    def anchors(self, path: str) -> Anchors | None:
        """The places in a file, by its path; None where it cannot be read."""
        if path not in self._known:
            source = self._site.read_copied(path)
            if source is not None and self._is_filled_in(source):
                source = None
            self._known[path] = None if source is None else _places_in(path, source)
        return self._known[path]

    def _is_filled_in(self, source: SourceText) -> bool:
        return not self._site.settings.generator.modelled and _FILLED_IN.search(source.text) is not None


def _places_in(path: str, source: SourceText) -> Anchors | None:
    """The places in a file, and why there may be more; None for what is not HTML at all."""
    from content_lint.parse.markdown.html_places import read_places  # few sites link to such places

    found = read_places(source.text)
    if not found.has_tags:
        return None
    if found.moves_on:
        return Anchors(found.ids, gap="that send their readers on")
    if source.undecodable is not None:
        return Anchors(found.ids, gap="that are not in UTF-8")
    if not found.scripts:
        return Anchors(found.ids)
    if not found.in_text or any(gives_ids(script) or _ACTS.search(script) for script in found.scripts):
        return Anchors(found.ids, around=Around(scripted=path))
    given = (item for script in found.scripts for item in written_by_scripts(script))
    return Anchors((*found.ids, *given), gap="whose scripts may make more of them" if found.own_scripts else "")


def copied_pages_asked(link: LinkTarget) -> Iterator[str]:
    """The files of such pages on which a link names a place, directly or through redirects."""
    for target in (link, link.end):
        if target is None or target.answer is None or not is_copied_page(target.answer):
            continue
        if names_a_place(target.fragment) or names_a_place(link.fragment):
            yield target.answer.path
