"""What a report says besides findings: which rules ran, how much was checked, and what to know of the set-up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from typing import Any

from content_lint.config.settings import SiteSettings
from content_lint.links.coverage import internal_coverage
from content_lint.links.site_links import resolve_links, resolve_looked_at
from content_lint.report.report import LEFT_OUT, Coverage, NotChecked, RuleFacts
from content_lint.rules.internal.broken_anchor import BrokenAnchor
from content_lint.rules.internal.broken_link import BrokenLink
from content_lint.rules.rule import Rule
from content_lint.site.dead_globs import dead_globs
from content_lint.site.generators.registry import generator_of
from content_lint.site.index import Site
from content_lint.site.model import Survey
from content_lint.site.survey import INSTALLED

_EXAMPLES = 3
"""How many reasons for leaving files out are named."""


def link_coverage(site: Site, reported: frozenset[str], ran: Container[str]) -> dict[str, Coverage]:
    """How many links of the reported documents have a verdict; empty where no rule judges links."""
    if BrokenLink.meta.name not in ran:
        return {}
    places = BrokenAnchor.meta.name in ran
    return {"internal": internal_coverage(site.once(resolve_looked_at), reported, places=places)}


def about_set_up(settings: SiteSettings, survey: Survey, *, is_whole: bool) -> tuple[list[NotChecked], tuple[str, ...]]:
    """Files that are left out, and notices; what does nothing is said only where the whole site is checked."""
    if not is_whole:
        return [], settings.notices
    ignored = generator_of(settings).ignored_settings()
    return [*_left_out(survey), *_menu(settings)], (*settings.notices, *ignored, *_dead_globs(settings, survey))


def built_notes(site: Site) -> tuple[str, ...]:
    """What is to be known of the built site that links were judged by."""
    if site.output is None or not site.was_made(resolve_links):
        return ()
    from content_lint.links.built.notes import notes_of  # most sites are judged by their sources alone
    from content_lint.links.differences import notes_of_differences

    return (*notes_of(site), *notes_of_differences(site))


def _dead_globs(settings: SiteSettings, survey: Survey) -> Iterator[str]:
    for item in dead_globs(settings, survey):
        guess = f"; did you mean `{item.near}`?" if item.near else ""
        yield f"`{item.glob}` in `{item.setting}` matches no file{guess}"


def _menu(settings: SiteSettings) -> list[NotChecked]:
    """The menu of the site, where something puts it together that only running it tells."""
    maker = generator_of(settings).menu_maker()
    return [NotChecked("menu", 1, f"may be put together by {maker}")] if maker else []


def _left_out(survey: Survey) -> list[NotChecked]:
    """The Markdown files that are taken for no pages, with the commonest reasons."""
    left_out = [item for item in survey.left_out if INSTALLED not in item.path.split("/")]
    if not left_out:
        return []
    first = {item.reason: item.path for item in reversed(left_out)}
    common = [reason for reason, _ in Counter(item.reason for item in left_out).most_common(_EXAMPLES)]
    examples = ", ".join(f"{first[reason]} ({reason})" for reason in common)
    more = ", such as" if len(left_out) > len(common) else ":"
    return [NotChecked(LEFT_OUT, len(left_out), f"taken for no pages{more} {examples}; `files` can name them")]


def rule_facts(rule: Rule[Any]) -> RuleFacts:
    """What a report says of a rule that ran."""
    summary = (rule.__doc__ or "").strip().splitlines()[0]
    return RuleFacts(rule.meta.code, rule.meta.name, summary, rule.meta.severity)
