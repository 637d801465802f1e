"""From a site that was checked to what is exported of it, a page at a time."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from msgspec import Struct, field

from content_lint.cache.documents import for_once
from content_lint.export.anchors import anchors_of_headings
from content_lint.export.images import ImageSizes
from content_lint.export.links import exported_images, exported_links, with_final_links
from content_lint.export.plain import excerpt_of, words_of
from content_lint.export.published import Published
from content_lint.export.record import (
    FORMAT,
    ExportedDate,
    ExportedFinding,
    ExportedGit,
    ExportedHeading,
    ExportedPage,
    ExportedRedirect,
)
from content_lint.export.values import PageValues, read_values
from content_lint.links.site_links import SiteLink, SiteLinks, resolve_links
from content_lint.output.json import plain
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.report import Report
from content_lint.site.index import Site
from content_lint.site.model import Page, Role, State
from content_lint.site.sources.authorship import Authorship
from content_lint.text.apply import apply_edits
from content_lint.text.edits import Edit
from content_lint.text.regex import regex

_QUOTED = regex(r"`([^`]+)`")


class WantedPages(Struct, frozen=True):
    """What is exported beside pages that are published and passed.

    Attributes:
        future: pages that appear by themselves later.
        drafts: pages that are not published as they are: drafts, and what says so in another way.
        failing: pages with errors, marked as such.
        html: the text rendered, too.
    """

    future: bool = False
    drafts: bool = False
    failing: bool = False
    html: bool = False


class Exported(NamedTuple):
    """One page.

    Attributes:
        page: what is exported of it.
        published: the text that it was made from.
        values: its front matter.
    """

    page: ExportedPage
    published: Published
    values: PageValues

    def words(self) -> str:
        """All of its text without marks, for search."""
        return plain(words_of(self.published))


class Exporter(Struct, dict=True):
    """Exports one site.

    Attributes:
        site: the site.
        report: what the check says of it.
        wanted: what is exported.
        history: what git knows of its files, by path.
        sizes: of its images.
        lets_drafts_live: whether drafts are live in ``site`` that are none of the real site's pages.
        left_out: pages that would be exported if they had no errors, by path, with how many errors.
    """

    site: Site
    report: Report
    wanted: WantedPages
    history: Mapping[str, Authorship]
    sizes: ImageSizes
    lets_drafts_live: bool = False
    left_out: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._findings: dict[str, list[Diagnostic]] = defaultdict(list)
        for item in self.report.diagnostics:
            self._findings[item.path].append(item)
        self._links: dict[str, list[SiteLink]] = defaultdict(list)
        found: SiteLinks = self.site.once(resolve_links)
        for link in found.all:
            self._links[link.document.path].append(link)
        self._secret = self._unpublished_names()
        self._unread = frozenset(failure.path for failure in self.report.failures)

    def paths(self) -> list[str]:
        """The documents that may be exported, in the order of their paths."""
        return sorted(path for path in self.site.documents if self._is_wanted(self.site.pages.get(path)))

    def pages(self) -> Iterator[Exported]:
        """The pages that are exported, in the order of their paths; afterwards ``left_out`` is complete."""
        for path in self.paths():
            # Of 100,000 pages, one is in memory.
            found = self._export(self.site.pages[path], for_once(self.site.documents[path]))
            if found is not None:
                yield found
        self.left_out.update((path, max(self._errors(path), 1)) for path in self._lost())

    def _lost(self) -> Iterator[str]:
        """Documents that are no pages for an error: they stop the build, or cannot be read at all."""
        stopping = (page.path for page in self.site.pages.values() if page.state is State.STOPS_THE_BUILD)
        unread = (path for path in self._findings if path not in self.site.documents and self._errors(path))
        yield from sorted({*stopping, *unread})

    def _errors(self, path: str) -> int:
        return sum(item.severity is Severity.ERROR for item in self._findings.get(path, ()))

    def redirects(self, paths: frozenset[str]) -> Iterator[ExportedRedirect]:
        """Old addresses that lead on, and who asks for that: the pages of ``paths``, and pages that only redirect."""
        live = {path for path, page in self.site.pages.items() if page.state is State.LIVE and page.redirect_to}
        for item in self.site.built.redirects:
            if item.source in paths or item.source in live:
                yield ExportedRedirect(plain(item.url), plain(item.target), plain(item.source))

    def _is_wanted(self, page: Page | None) -> bool:
        if page is None or page.redirect_to is not None:
            return False
        if page.state is State.LIVE:
            return page.url != ""
        if page.state is State.HIDDEN:
            return self.wanted.future
        return page.state is State.NEVER and self.wanted.drafts

    def _export(self, page: Page, document: Document) -> Exported | None:
        values = read_values(document, self.site.settings)
        findings = self._findings.get(page.path, [])
        errors = self._errors(page.path)
        readable = document.source.undecodable is None and page.path not in self._unread
        passed = not errors and not values.refused and readable
        if not passed and not self.wanted.failing:
            self.left_out[page.path] = max(errors, 1)
            return None
        published = Published(document, self.site.settings.dialect)
        return Exported(self._record(page, published, values, findings, passed=passed), published, values)

    def _record(
        self, page: Page, published: Published, values: PageValues, findings: Sequence[Diagnostic], *, passed: bool
    ) -> ExportedPage:
        document = published.document
        links = [item for item in self._links.get(page.path, ()) if published.shows(item.link.span)]
        headings = self._headings(published)
        html, renderer = self._html(published, links, headings) if self.wanted.html else (None, None)
        title = values.data.get("title")
        return ExportedPage(
            schema_version=FORMAT,
            path=plain(page.path),
            collection=None if page.collection is None else plain(page.collection),
            language=page.language or None,
            url=plain(page.url),
            address=self._address(page),
            state=self._state(page).value,  # type: ignore[arg-type]  # the others are not exported
            until=_utc(page.until) if page.until else None,
            passed=passed,
            title=title if isinstance(title, str) else None,
            date=_date(page.date, self.site),
            schema=values.schema if values.model is not None else None,
            front_matter=values.data,
            excerpt=plain(excerpt_of(published)),
            markdown=plain(published.text()),
            templates=any(published.shows(span) for span in document.body.templates),
            html=html,
            html_renderer=renderer,
            headings=tuple(headings),
            links=tuple(exported_links(links)),
            images=tuple(exported_images(links, self.sizes)),
            redirects_from=tuple(plain(source.url) for source in page.redirects_from),
            hash=hashlib.sha256(document.source.to_bytes()).hexdigest(),
            git=_git(self.history.get(page.path)),
            findings=tuple(self._finding(item, document) for item in findings),
        )

    def _state(self, page: Page) -> State:
        is_draft = self.lets_drafts_live and page.role is Role.DRAFT
        return State.NEVER if is_draft else page.state

    def _headings(self, published: Published) -> list[ExportedHeading]:
        document = published.document
        headings = document.body.headings
        ids = anchors_of_headings(headings, self.site.anchors(document.path) if headings else None)
        return [
            ExportedHeading(heading.level, plain(heading.text.strip()), anchor)
            for heading, anchor in zip(headings, ids, strict=True)
            if published.shows(heading.span)
        ]

    def _html(
        self, published: Published, links: Sequence[SiteLink], headings: Sequence[ExportedHeading]
    ) -> tuple[str | None, str | None]:
        """The text as HTML, and what made it; nothing where it is too long."""
        from content_lint.export.html import NAME, render_html  # only where it is asked for

        document = published.document
        cuts = [Edit(document.path, span, "") for span in published.hidden]
        text = apply_edits(document.source.text, _apart([*cuts, *with_final_links(links, published)]))
        # What is before the body stays as it is: cutting it off by its length leaves the body.
        html = render_html(
            text[published.body.start :], headings, attributes=self.site.settings.dialect.markdown == "kramdown"
        )
        return (None, None) if html is None else (plain(html), NAME)

    def _address(self, page: Page) -> str | None:
        """The whole address of a page; None where nothing says at which host the site is."""
        settings = self.site.settings
        return plain(f"{settings.url}{settings.base_path}{page.url}") if settings.url and page.url else None

    def _finding(self, item: Diagnostic, document: Document) -> ExportedFinding:
        place = document.source.position(item.span.start)
        facts = self.report.rules.get(item.rule)
        code, summary = (facts.code, facts.summary) if facts is not None else ("", item.rule)
        named = any(name in self._secret for name in _QUOTED.findall(item.message))
        message = summary if named else item.message
        return ExportedFinding(item.rule, code, item.severity.label, place.line, place.column, plain(message))  # type: ignore[arg-type]

    def _unpublished_names(self) -> frozenset[str]:
        """Paths and addresses of pages that are not exported: what is said of others must not give them away."""
        hidden = (
            page for page in self.site.pages.values() if page.state is not State.LIVE and not self._is_wanted(page)
        )
        return frozenset(name for page in hidden for name in (page.path, page.url) if name)


def _apart(edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits without those that lie in another one, as a tag in an address that is known as a whole."""
    done = -1
    for edit in sorted(edits, key=lambda edit: (edit.span.start, -edit.span.end)):
        if edit.span.start >= done:
            done = edit.span.end
            yield edit


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _date(moment: datetime | None, site: Site) -> ExportedDate | None:
    if moment is None:
        return None
    return ExportedDate(_utc(moment), moment.astimezone(site.settings.zone).isoformat())


def _git(history: Authorship | None) -> ExportedGit | None:
    if history is None:
        return None
    return ExportedGit(_utc(history.first), _utc(history.last), history.authors)
