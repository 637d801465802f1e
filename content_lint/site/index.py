"""All documents together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document
from content_lint.site.model import Survey


@dataclass(frozen=True)
class Site:
    """The whole site: what is costly is made when first asked for.

    Attributes:
        settings: what was configured and detected.
        survey: which file is what.
        documents: every document that rules look at, by path.
        others: pages that only the model needs, by path.
        now: the clock.
    """

    settings: SiteSettings
    survey: Survey
    documents: Mapping[str, Document]
    others: Mapping[str, Document]
    now: datetime
