"""Links that are relative to their page: by the page's address, or by its file where templates look files up."""

from __future__ import annotations

from urllib.parse import unquote

from msgspec.structs import replace

from content_lint.links.address_parts import folder_of, split_address, without_dots
from content_lint.links.look_up import answer_of
from content_lint.links.look_ups import LookUps
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.links.unknown import Unknown
from content_lint.parse.facts import Document
from content_lint.site.addresses import Answer, AnswerKind
from content_lint.site.generators.protocol import SourceReferences
from content_lint.site.index import Site
from content_lint.site.model import Page, Role
from content_lint.site.survey import is_markdown


class RelativeLinks:
    """Resolves what starts from the page's own address or file."""

    def __init__(self, site: Site, look_ups: LookUps, unknown: Unknown, references: SourceReferences) -> None:
        self._site = site
        self._look_ups = look_ups
        self._unknown = unknown
        self._references = references

    def from_root(self, document: Document, text: str) -> LinkTarget | None:
        """The page of the file that a link of Markdown names from the root; None where it names no file so."""
        if not self._references.names_files_from_root:
            return None
        path, query, fragment = split_address(text)
        page = self._site.pages.get(unquote(path).removeprefix("/"))
        if page is None or not self._references.may_link_source(document, page, written=True):
            return None
        return self._page_of_file(page, query, fragment)

    def resolve(
        self, document: Document, page: Page | None, text: str, *, asset: bool, written: bool = False
    ) -> LinkTarget:
        """Where a relative address in a document leads.

        Args:
            document: the document.
            page: its page.
            text: the address.
            asset: whether it is in a field that holds a file of the site.
            written: whether it is a link or image of Markdown that no template takes part in.
        """
        path, query, fragment = split_address(text)
        if not path:
            return self._same_page(page, query, fragment)
        by_source = self._by_source(document, unquote(path))
        if by_source is not None and self._references.may_link_source(document, by_source, written=written):
            return self._page_of_file(by_source, query, fragment)
        elsewhere = self._named_elsewhere(document, text) if by_source is None else None
        if elsewhere is not None:
            return elsewhere
        if page is None or not page.url or page.role is Role.STATIC:
            return self._from_nowhere(document, path, query, fragment, by_source)
        return self._from_address(page, text, asset=asset)

    def _same_page(self, page: Page | None, query: str, fragment: str) -> LinkTarget:
        """A place on the page itself."""
        if page is None:
            return LinkTarget(Scope.INTERNAL, LinkOutcome.LIVE, "", "", query, fragment, relative=True)
        own = Answer(AnswerKind.PAGE, page.url, page.destination, page.path, page)
        return self._target(LinkOutcome.LIVE, page, own, query, fragment)

    def _page_of_file(self, page: Page, query: str, fragment: str) -> LinkTarget:
        answer = answer_of(page)
        outcome = LinkOutcome.HIDDEN if answer.kind is AnswerKind.HIDDEN else LinkOutcome.LIVE
        return self._target(outcome, page, answer, query, fragment)

    def _target(self, outcome: LinkOutcome, page: Page, answer: Answer, query: str, fragment: str) -> LinkTarget:
        url, within = self._look_ups.of(page).base + page.url, unquote(page.url)
        server = self._site.settings.server_of(page.language)
        return LinkTarget(
            Scope.INTERNAL, outcome, url, within, query, fragment, answer=answer, relative=True, server=server
        )

    def _from_address(self, page: Page, text: str, *, asset: bool) -> LinkTarget:
        """What a browser finds that starts from the page's address."""
        look_up = self._look_ups.of(page)
        start = look_up.base + folder_of(self._site.host.reads_at(page.url))
        found = self._look_ups.rooted(page, start + text).find(start + text, asset=asset, relative=True)
        if found.outcome is not LinkOutcome.MISSING:
            return found
        other = self._references.other_start(page)
        if other:
            start = look_up.base + folder_of(other)
            there = self._look_ups.rooted(page, start + text).find(start + text, asset=asset, relative=True)
            if there.outcome is not LinkOutcome.MISSING:
                return found.not_known(self._unknown.of_slash(other))
        if asset:
            # A layout may put a folder in front, or a slash.
            rooted = look_up.find(f"{look_up.base}/{text}", asset=True, relative=True)
            return rooted if rooted.outcome is not LinkOutcome.MISSING else found.not_known(self._unknown.layout)
        return found

    def _named_elsewhere(self, document: Document, text: str) -> LinkTarget | None:
        """What a relative address means that names a file which is not there, where no generator is modelled."""
        if self._unknown.unmodelled is None:
            return None
        path, query, fragment = split_address(text)
        cause = self._unknown.unmodelled.source(document.path, unquote(path))
        found = LinkTarget(Scope.INTERNAL, LinkOutcome.MISSING, path, unquote(path), query, fragment, relative=True)
        if cause is not None:
            return found.not_known(cause)
        return found if is_markdown(path) else None  # whoever names a Markdown file means that very file

    def _from_nowhere(
        self, document: Document, path: str, query: str, fragment: str, by_source: Page | None
    ) -> LinkTarget:
        """A relative link of a page whose own address is not known."""
        found = LinkTarget(Scope.INTERNAL, LinkOutcome.MISSING, path, unquote(path), query, fragment, relative=True)
        if by_source is not None:
            return replace(found, outcome=LinkOutcome.LIVE, answer=answer_of(by_source))
        return found.not_known(self._unknown.start(document.path))

    def _by_source(self, document: Document, path: str) -> Page | None:
        """The page of the file that a relative path names as a file beside the document's own."""
        folder = document.path.rpartition("/")[0]
        return self._site.pages.get(without_dots(f"/{folder}/{path}" if folder else f"/{path}").lstrip("/"))
