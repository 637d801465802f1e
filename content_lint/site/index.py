"""All documents together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document


@dataclass(frozen=True)
class Site:
    """The whole site.

    Attributes:
        settings: what was configured and detected.
        documents: every document by path.
        wanted: paths that findings are wanted for.
    """

    settings: SiteSettings
    documents: Mapping[str, Document]
    wanted: frozenset[str]
