"""EX: external links. EX1 is their form, EX2 what they go through, EX3 what other servers say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content_lint.rules.external.blocked_url import BlockedUrl
from content_lint.rules.external.broken_external_link import BrokenExternalLink
from content_lint.rules.external.insecure_url import InsecureUrl
from content_lint.rules.external.malformed_url import MalformedUrl
from content_lint.rules.external.missing_url_anchor import MissingUrlAnchor
from content_lint.rules.external.moved_url import MovedUrl
from content_lint.rules.external.private_url import PrivateUrl
from content_lint.rules.external.retired_service import RetiredService
from content_lint.rules.external.unreachable_url import UnreachableUrl
from content_lint.rules.external.untrusted_certificate import UntrustedCertificate
from content_lint.rules.external.wrapped_url import WrappedUrl

if TYPE_CHECKING:
    from content_lint.rules.rule import Rule

RULES: tuple[type[Rule[Any]], ...] = (
    MalformedUrl,
    PrivateUrl,
    WrappedUrl,
    RetiredService,
    BrokenExternalLink,
    UntrustedCertificate,
    MissingUrlAnchor,
    MovedUrl,
    InsecureUrl,
    UnreachableUrl,
    BlockedUrl,
)
