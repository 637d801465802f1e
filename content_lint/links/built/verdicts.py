"""Where the links of documents lead on the built site."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from msgspec.structs import replace

from content_lint.links.address_parts import split_address
from content_lint.links.built.folder import CIRCLE, BuiltAnswer, BuiltSite, Key, What
from content_lint.links.built.matching import match_pages
from content_lint.links.built.page_links import PageLinks, Placed
from content_lint.links.causes import Cause
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.site.addresses import Answer, AnswerKind
from content_lint.site.assets import is_asset
from content_lint.site.index import Site

_SAFE = "/!$&'()*+,;=:@~-._"
_DEAD = frozenset({LinkOutcome.MISSING, LinkOutcome.WRONG_CASE, LinkOutcome.HIDDEN, LinkOutcome.STOPS})
NOT_SHOWN = Cause(
    "are in texts that their built pages do not show",
    "Readers do not meet them. If they should, see why the page lacks that part of its text.",
)
NO_PAGE = Cause(
    "are in documents of which the build made no page",
    "Build the site again if they are new; else see why the generator left them out.",
)
NO_ADDRESS = Cause(
    "lead to what something else serves on the same host (`elsewhere`)",
    "Say the address of this site (`url` in content-lint.toml), and they are links to another site.",
)

_IN_BROWSER = "Open each link once in a browser; folders that another site serves can be named in `elsewhere`."


class JudgedLink(NamedTuple):
    """One link as it was judged.

    Attributes:
        document: the document with the link.
        link: the link.
        expected: where it leads as far as the sources tell.
        found: where it leads on the built site.
    """

    document: Document
    link: Link
    expected: LinkTarget
    found: LinkTarget


class BuiltVerdicts:
    """Judges links by what was built; ``site.once(BuiltVerdicts)`` makes it.

    Attributes:
        claimed: the addresses on each built page that its document has.
        judged: all internal links so far.
        apart: the paths that lead to another site on the same host, by how that is known ("lead to …"); nothing says
            so where our own settings do.
    """

    def __init__(self, site: Site) -> None:
        self._built = site.once(BuiltSite)
        self._matches = site.once(match_pages)
        self._current: tuple[str, PageLinks] | None = None
        self.claimed: dict[str, set[str]] = {}
        self.judged: list[JudgedLink] = []
        self.apart: dict[str, list[str]] = {}

    def judge(self, document: Document, link: Link, expected: LinkTarget) -> LinkTarget:
        """Where a link really leads.

        Args:
            document: the document.
            link: one of its links; those of one document are asked for in their order.
            expected: where it leads as far as the sources tell.
        """
        if expected.scope is Scope.EXTERNAL and self._is_own(expected):
            expected = LinkTarget(Scope.INTERNAL, LinkOutcome.UNKNOWN, expected.url)
        if expected.scope is not Scope.INTERNAL:
            return expected
        found = self._judge(document, link, expected)
        if expected.cause is not None and expected.cause.late and found.outcome in _DEAD:
            found = expected
        self.judged.append(JudgedLink(document, link, expected, found))
        return found

    def _is_own(self, target: LinkTarget) -> bool:
        """Whether a whole address is on the host that the built pages name as their own, though no setting does."""
        try:
            return self._built.key(target.url) is not None
        except ValueError:
            return False

    def _judge(self, document: Document, link: Link, expected: LinkTarget) -> LinkTarget:
        file = self._matches.files.get(document.path)
        placed = self._find(self._links_of(file), link, expected) if file is not None else None
        if placed is None and _is_tag(link) and expected.outcome is LinkOutcome.UNKNOWN:
            # What templates made of it is on that page or others, and is judged there as all that no document has.
            return LinkTarget(Scope.OTHER, LinkOutcome.ELSEWHERE, link.destination)
        if file is None:
            return self._without_page(link, expected)
        if placed is not None:
            self.claimed.setdefault(file, set()).add(placed.link.address)
            return self._of_placed(placed, expected)
        return self._not_shown(file, link, expected)

    def _links_of(self, file: str) -> PageLinks:
        if self._current is None or self._current[0] != file:
            self._current = (file, PageLinks(self._built, file))
        return self._current[1]

    def _find(self, links: PageLinks, link: Link, expected: LinkTarget) -> Placed | None:
        tag = _is_tag(link)
        found = links.by_text(link, alone=False) if link.kind is not LinkKind.FRONT_MATTER else None
        if found is None and not tag:
            found = links.by_address(link.destination)
        if found is None and expected.outcome is not LinkOutcome.UNKNOWN and expected.url:
            key = self._key_of(expected)
            found = links.by_key(key.path, key.fragment)
        if found is None and expected.outcome is LinkOutcome.LIVE:
            found = links.by_copy(expected.url or expected.path)
        if found is None and link.kind is not LinkKind.FRONT_MATTER:
            found = links.by_text(link, alone=True)
        return found or (None if tag else links.by_end(link))

    def _key_of(self, target: LinkTarget) -> Key:
        key = self._built.key(self._built.origin + (target.url if target.url.startswith("/") else "/"))
        return Key(key.path if key is not None else "/", target.fragment)

    def _of_placed(self, placed: Placed, expected: LinkTarget) -> LinkTarget:
        """What a link leads to that is on the page."""
        address = placed.link.address
        if placed.key is not None:
            return self.at(placed.key, split_address(address)[1], expected)
        scheme = address.partition(":")[0].lower()
        scope = {"mailto": Scope.MAIL, "http": Scope.EXTERNAL, "https": Scope.EXTERNAL}.get(scheme, Scope.OTHER)
        if address.startswith("//"):
            scope = Scope.EXTERNAL
        return LinkTarget(scope, LinkOutcome.ELSEWHERE, address)

    def _not_shown(self, file: str, link: Link, expected: LinkTarget) -> LinkTarget:
        """What a link leads to that its page does not have: only what is there is sure to be fine."""
        key = None if link.templated else self._built.keys_of(file, link.destination.strip())
        keys = [key] if key is not None and link.kind is not LinkKind.LIQUID else []
        if expected.outcome is not LinkOutcome.UNKNOWN and expected.url.startswith("/"):
            keys.append(self._key_of(expected))
        for one in keys:
            if self._built.state(one) is What.LIVE:
                return self.at(one, expected.query, expected)
        made = expected.answer is not None and expected.answer.kind is AnswerKind.GENERATED and is_asset(expected.path)
        is_taken = link.templated or link.kind is LinkKind.IMAGE or link.tag == "img.src"
        if is_taken and made and expected.outcome is LinkOutcome.LIVE:
            return expected  # code takes the file: without it there would be no build, whatever it is called there
        return expected.not_known(NOT_SHOWN)

    def _without_page(self, link: Link, expected: LinkTarget) -> LinkTarget:
        """What a link of a document leads to that has no page: its address alone tells."""
        if not link.templated and link.destination[:1] in ("", "#", "?"):
            return expected.not_known(NO_PAGE)  # it leads to its own page
        if expected.outcome is not LinkOutcome.UNKNOWN and expected.url.startswith("/"):
            return self.at(self._key_of(expected), expected.query, expected)
        if not link.templated and link.destination.startswith("/") and not link.destination.startswith("//"):
            key = self._built.key(self._built.origin + link.destination)
            if key is not None and self._built.state(key) is What.LIVE:
                return self.at(key, split_address(link.destination)[1], expected)
        return expected.not_known(NO_PAGE)

    def at(self, key: Key, query: str, expected: LinkTarget) -> LinkTarget:
        """What is at an address of the site, in the words of links."""
        built, answer = self._built, self._built.answer(key.path)
        url = quote(key.path, safe=_SAFE, errors="surrogateescape")
        found = replace(
            expected,
            outcome=LinkOutcome.LIVE,
            url=url,
            path=built.within(key.path),
            query=query,
            fragment=split_address(f"#{key.fragment}")[2],
            answer=None,
            end=None,
            reason="",
            cause=None,
            spelled="",
        )
        if answer.what is What.ELSEWHERE and not self._is_another_site(answer):
            return found.not_known(Cause(answer.cause, _IN_BROWSER) if answer.cause else NO_ADDRESS)
        if answer.what is What.ELSEWHERE and not answer.end:
            self.apart.setdefault(answer.cause, []).append(key.path)
            return self._on_the_host(url + query)
        if answer.end:
            return replace(
                found, outcome=LinkOutcome.REDIRECT, answer=self._redirect(found, answer), end=self._end(answer)
            )
        if answer.what is What.LIVE:
            return replace(found, answer=self._answer(answer.file))
        if expected.outcome in _DEAD and expected.path == found.path:
            return expected
        spelled = built.spelled(key.path)
        if spelled and not answer.reason:
            within = built.within(spelled)
            there = self._answer(built.file_within(within) or "")
            return replace(found, outcome=LinkOutcome.WRONG_CASE, spelled=within, answer=there)
        return replace(found, outcome=LinkOutcome.MISSING, reason=answer.reason)

    def _is_another_site(self, answer: BuiltAnswer) -> bool:
        """Whether another site on the host is what answers, and is known by its address."""
        return self._built.has_address and (answer.apart or not answer.cause)

    def _on_the_host(self, url: str) -> LinkTarget:
        """A link to another site on the host."""
        return LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, self._built.whole(url))

    def _answer(self, file: str) -> Answer:
        """A file of the build as what answers."""
        url = file.removesuffix("index.html")
        source = self._matches.sources.get(file, "")
        kind = AnswerKind.PAGE if file.endswith((".html", ".htm", ".xhtml")) else AnswerKind.STATIC
        return Answer(kind, url, file, source)

    def _redirect(self, found: LinkTarget, answer: BuiltAnswer) -> Answer:
        return Answer(AnswerKind.REDIRECT, found.path, answer.first or found.path, target=answer.end)

    def _end(self, answer: BuiltAnswer) -> LinkTarget | None:
        """Where a redirect ends; None where it goes round in circles."""
        if answer.reason == CIRCLE:
            return None
        if not answer.end.startswith("/"):
            return LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, answer.end)
        url = quote(answer.end, safe=_SAFE)
        if answer.what is What.ELSEWHERE:
            return self._on_the_host(url)
        end = LinkTarget(Scope.INTERNAL, LinkOutcome.MISSING, url, self._built.within(answer.end))
        if answer.what is What.DEAD:
            return end
        return replace(end, outcome=LinkOutcome.LIVE, answer=self._answer(answer.file))


def _is_tag(link: Link) -> bool:
    """Whether a template makes the address, at least a part of it."""
    return link.templated or link.kind is LinkKind.LIQUID
