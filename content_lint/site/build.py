"""From documents to what the site's generator makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document, FrontMatter, FrontMatterFault
from content_lint.site.generators.registry import generator_of
from content_lint.site.model import Built, FileFacts, State, Survey
from content_lint.site.watched import KeyWatch, WatchedData
from content_lint.text.regex import regex
from content_lint.text.source import SourceText

_LINE = regex(r"\S[^\n]*")


def build_site(
    settings: SiteSettings,
    survey: Survey,
    documents: Mapping[str, Document],
    others: Mapping[str, Document],
    now: datetime,
    watch: KeyWatch | None = None,
) -> Built:
    """What the site's generator makes of it.

    When a file was changed is not known here: a draft
    without a date gets the time of the build.

    Args:
        settings: what was configured and detected.
        survey: which file is what.
        documents: the documents that rules look at, by path.
        others: pages that only the model needs, by path.
        now: the clock (aware).
        watch: notes which keys of front matter the model asks for.
    """
    facts = {path: file_facts(document, settings) for group in (others, documents) for path, document in group.items()}
    if watch is not None:
        facts = {path: _watched(item, watch) for path, item in facts.items()}
    return build_of_facts(settings, survey, facts, now)


def build_of_facts(settings: SiteSettings, survey: Survey, facts: Mapping[str, FileFacts], now: datetime) -> Built:
    """The same of what the model has to know of each file, by path."""
    built = generator_of(settings).build(survey, facts, now)
    key = settings.answers.drafts
    return _without_drafts(built, facts, key) if key else built


def _without_drafts(built: Built, facts: Mapping[str, FileFacts], key: str) -> Built:
    """The same with the pages hidden that programs of the site leave out, as our own setting `drafts` says."""
    pages = []
    for page in built.pages:
        data = facts[page.path].data if page.path in facts else None
        hidden = page.state is State.LIVE and bool((data or {}).get(key))
        reason = f"`{key}` is set, which hides it here"
        pages.append(replace(page, state=State.NEVER, reason=reason, in_listing=False) if hidden else page)
    return replace(built, pages=tuple(pages))


def _watched(facts: FileFacts, watch: KeyWatch) -> FileFacts:
    return facts if facts.data is None else replace(facts, data=WatchedData(facts.data, watch))


def file_facts(document: Document, settings: SiteSettings) -> FileFacts:
    """What a model needs to know of a document."""
    header, front_matter = document.header, document.front_matter
    utf8 = document.source.undecodable is None
    if not utf8:
        from content_lint.parse.front_matter.read import read_front_matter  # hardly a file is like that

        # A document keeps no facts of text whose characters are not known. Generators read on all the same.
        readable = document.source.to_bytes().decode("utf-8", "replace")
        header, _, front_matter, _ = read_front_matter(
            SourceText(document.path, readable, document.source.digest), settings.dialect
        )
    if front_matter is None:
        return FileFacts(header, utf8=utf8)
    error = front_matter.error
    if error is None:
        return FileFacts(
            header,
            front_matter.data,
            utf8=utf8,
            duplicate=_duplicate(front_matter),
            first_line=_first_line(document) if settings.dialect.markdown == "python" else "",
        )
    if error.fault is FrontMatterFault.NOT_A_MAPPING:
        return FileFacts(header, None, None, not_a_mapping=True, utf8=utf8)
    return FileFacts(header, None, error.problem, utf8=utf8)


def _first_line(document: Document) -> str:
    """The first line of a text that is not empty, without the blanks around it."""
    line = _LINE.search(document.source.text, document.body.span.start)
    return line[0].strip() if line is not None else ""


def _duplicate(front_matter: FrontMatter) -> tuple[str | int, ...] | None:
    """The first key that is there twice and stops Hugo: in the first level any, below one that is spelt alike."""
    if front_matter.format != "yaml":
        return None
    return next((item.path for item in front_matter.duplicates if len(item.path) == 1 or item.alike), None)
