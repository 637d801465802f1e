"""ML: mail links. ML1 is their form, ML2 what they lead to, ML3 what name servers say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content_lint.rules.mail.doubled_mailto import DoubledMailto
from content_lint.rules.mail.empty_mailto import EmptyMailto
from content_lint.rules.mail.malformed_mailto import MalformedMailto
from content_lint.rules.mail.mismatched_mailto import MismatchedMailto
from content_lint.rules.mail.missing_mailto import MissingMailto
from content_lint.rules.mail.misspelt_address import MisspeltAddress
from content_lint.rules.mail.padded_mailto import PaddedMailto
from content_lint.rules.mail.retired_mail_domain import RetiredMailDomain
from content_lint.rules.mail.undeliverable_domain import UndeliverableDomain
from content_lint.rules.mail.unnormalised_mailto import UnnormalisedMailto

if TYPE_CHECKING:
    from content_lint.rules.rule import Rule

RULES: tuple[type[Rule[Any]], ...] = (
    MalformedMailto,
    DoubledMailto,
    EmptyMailto,
    PaddedMailto,
    MissingMailto,
    UnnormalisedMailto,
    RetiredMailDomain,
    MismatchedMailto,
    MisspeltAddress,
    UndeliverableDomain,
)
