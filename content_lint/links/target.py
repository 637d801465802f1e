"""What a link leads to, as far as it is known."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from content_lint.config.settings import Server
from content_lint.links.causes import Cause
from content_lint.site.addresses import Answer


class Scope(StrEnum):
    """What kind of place a link leads to."""

    INTERNAL = "internal"
    EXTERNAL = "external"
    MAIL = "mail"
    OTHER = "other"  # tel:, javascript: and the like


class LinkOutcome(StrEnum):
    """What answers at an internal address; links of other scopes have ELSEWHERE."""

    LIVE = "live"
    REDIRECT = "redirect"
    HIDDEN = "hidden"  # a page that is not built now, or never
    WRONG_CASE = "wrong-case"
    MISSING = "missing"
    STOPS = "stops-the-build"  # a tag or link that the generator stops at
    UNKNOWN = "unknown"  # cannot be told from here: ``LinkTarget.cause``
    ELSEWHERE = "elsewhere"


class LinkTarget(Struct, frozen=True):
    """Where a link leads.

    Attributes:
        scope: see Scope.
        outcome: see LinkOutcome.
        url: of an internal link its path from the root of the host, of any other the whole address; without
            fragment, and still percent-encoded as it was written.
        path: of an internal link the decoded path within the site, without the base path.
        query: with its ``?``, or empty.
        fragment: decoded; empty where there is none.
        own_host: whether the link spells out the site's own host.
        answer: what answers at the address.
        end: of a REDIRECT where its chain ends; None where it never does.
        reason: why the build stops, what of UNKNOWN the cause says, or of MISSING why something that is there does not
            answer: "is answered with 410 by a rule in …". Of LIVE, what to write instead, where a template leads the
            link somewhere else than was meant.
        spelled: of WRONG_CASE, the path as it should be.
        relative: whether the address was written relative to the page.
        cause: of UNKNOWN, why nothing is known.
        server: of an internal link the server that was asked, where languages have servers of their own; else None.
        asked: the paths of pages and files that a template looked for before it wrote this address.
    """

    scope: Scope
    outcome: LinkOutcome
    url: str = ""
    path: str = ""
    query: str = ""
    fragment: str = ""
    own_host: bool = False
    answer: Answer | None = None
    end: LinkTarget | None = None
    reason: str = ""
    spelled: str = ""
    relative: bool = False
    cause: Cause | None = None
    server: Server | None = None
    asked: tuple[str, ...] = ()

    def not_known(self, cause: Cause) -> LinkTarget:
        """The same, UNKNOWN for this cause."""
        return replace(self, outcome=LinkOutcome.UNKNOWN, reason=cause.reason, cause=cause)
