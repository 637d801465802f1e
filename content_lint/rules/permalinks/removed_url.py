from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated
from urllib.parse import unquote

from msgspec import Struct

from content_lint.links.unknown import Unknown
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.permalinks.redirect_line import add_line, place_of_line
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.rules.wording import shown
from content_lint.site.addresses import AnswerKind
from content_lint.site.index import Site
from content_lint.site.model import State
from content_lint.text.regex import regex
from content_lint.text.source import Span

_DEPTH = 12  # no site is nested deeper
_ODD = regex(r"[\s\"<>\[\]{}|\\]")
# Files by which a host redirects; nothing more is known of them here.
_HOST_FILES = frozenset({"_redirects", ".htaccess", "static/_redirects", "static/.htaccess", "vercel.json"})


class RemovedUrlOptions(Options, frozen=True):
    """What counts as an address that somebody may have kept."""

    redirects: Annotated[bool, "Whether an old address that was redirected until now has to stay so."] = True


class _Gone(Struct, frozen=True):
    """An address that nothing answers at any more.

    Attributes:
        url: as it was, percent-encoded.
        path: the file whose page it led to.
        words: how a message begins: the address, and whose it was.
        key: the key of front matter that redirects on this site, or None.
        host: a file by which the host may redirect it, or empty.
    """

    url: str
    path: str
    words: str
    key: str | None
    host: str

    @property
    def unless(self) -> str:
        """When nothing need be done, or empty."""
        return f" Leave it where `{self.host}` redirects that address." if self.host else ""


class RemovedUrl(SiteRule[RemovedUrlOptions]):
    """A change takes an address away and leaves no redirect there.

    ## Why this matters
    Other sites, search engines and old mails link to a page for years. Whoever follows such a link after the
    page was deleted, renamed or given another permalink finds nothing. One line in the page that takes its place
    sends them on. The rule compares with an earlier state, so it speaks only in a hook, in a pull request, or
    with `--changed-since`.

    ## Bad
    What the last commit held, and what it is to be now:

    ~~~yaml file=_config.yml
    url: https://www.example.org
    plugins: [jekyll-redirect-from]
    collections:
      news:
        output: true
        permalink: /news/:year/:month/:day/:title/
    ~~~

    ~~~md before=_news/2020-01-02-example.md
    ---
    title: Minutes
    date: 2020-01-02
    ---
    ~~~

    ~~~md
    ---
    title: Minutes
    date: 2020-01-02
    permalink: /minutes/
    ---
    ~~~

    ## Good
    ~~~yaml file=_config.yml
    url: https://www.example.org
    plugins: [jekyll-redirect-from]
    collections:
      news:
        output: true
        permalink: /news/:year/:month/:day/:title/
    ~~~

    ~~~md before=_news/2020-01-02-example.md
    ---
    title: Minutes
    date: 2020-01-02
    ---
    ~~~

    ~~~md
    ---
    title: Minutes
    date: 2020-01-02
    permalink: /minutes/
    redirect_from: /news/2020/01/02/example/
    ---
    ~~~
    """

    silence_is_proof = False  # most runs have no earlier state to compare with
    meta = RuleMeta("PL304", "removed-url", Severity.ERROR, yields_to=("future-date",))
    Options = RemovedUrlOptions

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each address, where its redirect would be."""
        earlier = context.earlier
        if earlier is None or earlier.built is site.built:
            return
        unknown = Unknown(site)
        host = next((file.path for file in site.survey.files if file.path in _HOST_FILES), "")
        key = site.generator.redirect_key()
        for old in earlier.answers_of_then():
            if not old.path or old.kind not in (AnswerKind.PAGE, AnswerKind.REDIRECT):
                continue  # pictures and what plugins make
            page = earlier.pages.get(old.path)
            is_old_address = page is None or old.destination != page.destination
            path = unquote(old.url)
            # A slip in the list of redirects is no address that anybody ever had.
            if is_old_address and (not self.options.redirects or _ODD.search(path)):
                continue
            if _is_gone(site, unknown, old.destination, path):
                whose = f"which led to `{old.path}`" if is_old_address else f"the address of `{old.path}`"
                yield self._finding(site, context, _Gone(old.url, old.path, f"{shown(path)}, {whose},", key, host))

    def _finding(self, site: Site, context: SiteContext, gone: _Gone) -> Diagnostic:
        successor = context.renamed.get(gone.path, gone.path)
        document = site.documents.get(successor)
        page = site.pages.get(successor)
        state = page.state if page is not None else None
        if document is not None and state in (State.HIDDEN, State.NEVER):
            return self._unpublished(document, gone, until=state is State.HIDDEN)
        if document is None or state is not State.LIVE:
            document = self._page_above(site, gone.url)
        path, span, fix = gone.path, Span(0, 0), None
        if document is not None:
            path, span = document.path, place_of_line(document, gone.key)
            fix = add_line(document, gone.key, unquote(gone.url)) if gone.key is not None else None
        if gone.key is None:
            help_ = "Redirect it where the site is served, or bring the page back."
        elif document is None:
            help_ = f"Add it to `{gone.key}` of the page that readers are to see instead, or bring this one back."
        else:
            where = "here" if path == successor else "here, or to another page that readers are to see instead"
            help_ = f"{fix.title} {where}." if fix is not None else f"Add it to `{gone.key}` {where}."
        return self.report(
            path,
            span,
            f"{gone.words} is gone and not redirected",
            help=help_ + gone.unless,
            severity=Severity.WARNING if gone.host else None,
            fix=fix,
            data={"url": gone.url},
        )

    def _unpublished(self, document: Document, gone: _Gone, *, until: bool) -> Diagnostic:
        """The finding for an address whose page is there and not published: for now, or for good."""
        keys = ("date",) if until else ("published", "draft", "date")
        field = document.field(*keys)
        fate = "is hidden for now" if until else "is no longer published"
        return self.report(
            document.path,
            field.span if field is not None else document.header_span,
            f"{gone.words} {fate}",
            help="Leave it where readers are to find nothing there; else publish it, or redirect from it."
            + gone.unless,
            severity=Severity.WARNING if until or gone.host else None,
            data={"url": gone.url},
        )

    def _page_above(self, site: Site, url: str) -> Document | None:
        """The nearest page above an address, or the home page: where a deleted page's readers are sent."""
        parts = unquote(url).strip("/").split("/")[:_DEPTH]
        for count in range(len(parts) - 1, -1, -1):
            found = site.addresses.find("/".join(["", *parts[:count], ""]))
            document = site.documents.get(found.path) if found is not None and found.kind is AnswerKind.PAGE else None
            if document is not None and document.front_matter is not None and not document.front_matter.error:
                return document
        return None


def _is_gone(site: Site, unknown: Unknown, destination: str, path: str) -> bool:
    """Whether nothing is at an address any more, nor anything may be there that is not known here."""
    now = site.addresses.find(destination) or site.addresses.find(path)
    if now is not None:
        return now.kind is AnswerKind.HIDDEN
    # Without a generator the addresses of other pages may not be known, but this one's was.
    unmodelled = unknown.unmodelled.generator if unknown.unmodelled is not None else None
    return not unknown.is_generated(path) and unknown.reason(path, asset=False) in (None, unmodelled)
